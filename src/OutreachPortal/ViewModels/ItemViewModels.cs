using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.ViewModels;

/// <summary>An item's own page.</summary>
/// <param name="Text">In the language of the page, or else in the other.</param>
public record ItemViewModel<T>(T Item, ContentText Text)
    where T : ContentItem
{
    public IEnumerable<ContentItem> Linked(ContentLinkType type) => Item.Links
        .Where(link => link.Type == type && link.To.State == ContentState.Published && link.To.Texts.Count > 0)
        .OrderBy(link => link.Position).Select(link => link.To);
}

public sealed record EventViewModel(Event Item, ContentText Text, DateTime Now) : ItemViewModel<Event>(Item, Text)
{
    public IReadOnlyList<EventSpeaker> Speakers { get; } =
        [.. Item.Speakers.Where(speaker => speaker.IsShown).OrderBy(speaker => speaker.Position)];

    /// <summary>How registration stands; null where nobody registers.</summary>
    public SeatStanding? Seats { get; init; }

    /// <summary>The one before in its programme.</summary>
    public EventLine? Previous { get; init; }

    /// <summary>The one after in its programme.</summary>
    public EventLine? Next { get; init; }

    /// <summary>How many came, once it is over, where the office shows that.</summary>
    public PublicAttendance? Attendance { get; init; }
}

public sealed record ProgrammeViewModel(
    Programme Item, ContentText Text, IReadOnlyList<EventCard> Upcoming, IReadOnlyList<EventCard> Past, int PastCount, int UpcomingCount)
    : ItemViewModel<Programme>(Item, Text);

public sealed record PartnerViewModel(
    Partner Item, ContentText Text, DateOnly Today, IReadOnlyList<EventCard> Upcoming, IReadOnlyList<EventCard> Past,
    IReadOnlyList<ProgrammeCard> Programmes, IReadOnlyList<StoryLine> Stories)
    : ItemViewModel<Partner>(Item, Text);

/// <param name="Earlier">The story before it.</param>
/// <param name="Later">The story after it.</param>
public sealed record StoryViewModel(Story Item, ContentText Text, StoryCard? Earlier, StoryCard? Later) : ItemViewModel<Story>(Item, Text);

/// <param name="Past">A kind of which there was an event before.</param>
/// <param name="HasRecordings">Whether one of the latest can be watched.</param>
public sealed record HomeViewModel(
    EventCard? Next, IReadOnlyList<EventCard> Upcoming, ContentKind? Past, bool HasRecordings, IReadOnlyList<NewsLine> News, StoryCard? Story,
    IReadOnlyList<ProgrammeCard> Programmes, IReadOnlyList<FigureCard> Figures, IReadOnlyList<PartnerCard> Partners, int PartnerCount)
{
    /// <summary>Whether an administrator chose what is shown as next; others may come before it.</summary>
    public bool NextIsChosen { get; init; }
}
