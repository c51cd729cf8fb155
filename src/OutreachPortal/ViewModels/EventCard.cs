using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.ViewModels;

/// <summary>An event as lists show it.</summary>
public sealed record EventCard(
    int Id, ContentKind Kind, DateTime StartsAt, DateTime EndsAt, string TimeZone, AttendanceMode Mode, LocalizedText Place,
    SpokenLanguages Spoken, EventStatus Status, bool HasRecording,
    IReadOnlyList<TextLine> Texts, IReadOnlyList<SpeakerLine> Speakers)
{
    /// <summary>How registration stands, on pages that show it; null where nobody registers.</summary>
    public SeatStanding? Seats { get; init; }
}

/// <param name="State">The person's; null for a guest by name.</param>
public sealed record SpeakerLine(int Position, string? Name, ContentState? State, LocalizedText AcademicTitle, IReadOnlyList<string> PersonNames)
{
    /// <summary>Academic title and name; empty for a person who is not public.</summary>
    public string In(string culture) => State is null ? Name ?? ""
        : State.Value.IsPublic() && PersonNames.Count > 0 ? $"{AcademicTitle.In(culture)} {PersonNames[0]}".Trim()
        : "";
}

public static class EventCards
{
    /// <summary>The cards of published events, in the order in which their ids are given.</summary>
    /// <param name="ids">At most a page of them, as <see cref="TimelineEvents"/> gives them.</param>
    public static async Task<List<EventCard>> CardsAsync(this PortalDbContext db, IReadOnlyList<int> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var cards = await db.Events.Where(e => ids.Contains(e.Id)).Published().ToCards().ToListAsync(cancellation);
        return [.. ids.Join(cards, id => id, card => card.Id, (_, card) => card)];
    }

    /// <summary>The same cards, with the seats of those for which one can still register.</summary>
    /// <param name="now">UTC.</param>
    public static async Task<List<EventCard>> WithSeatsAsync(this PortalDbContext db, IReadOnlyCollection<EventCard> cards, DateTime now, CancellationToken cancellation)
    {
        var seats = await db.StandingsAsync([.. cards.Where(card => card.Kind == ContentKind.Lecture && card.EndsAt >= now).Select(card => card.Id)], cancellation);
        return [.. cards.Select(card => seats.TryGetValue(card.Id, out var standing) ? card with { Seats = standing } : card)];
    }

    /// <summary>UTC; when the first of some cards will show something else by itself. Null when none will.</summary>
    /// <param name="now">UTC.</param>
    public static DateTime? NextEdge(this IEnumerable<EventCard> cards, DateTime now) => cards.Min(card => card.Seats?.NextEdge(now));

    /// <summary>
    /// Reads only what cards show: a complex property read whole would bring every column with it. In one query SQLite would
    /// go through the speakers of all events to join those of a few.
    /// </summary>
    public static IQueryable<EventCard> ToCards(this IQueryable<Event> events) => events.AsSplitQuery().Select(e => new EventCard(
        e.Id, e.Kind, e.StartsAt, e.EndsAt, e.TimeZone, e.Mode, new LocalizedText { En = e.Place.En, Tr = e.Place.Tr },
        e.Spoken, e.Status, e.Recording != null,
        e.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, t.Summary)).ToList(),
        e.Speakers.OrderBy(s => s.Position).Select(s => new SpeakerLine(
            s.Position, s.Name, (ContentState?)s.Person!.State, new LocalizedText { En = s.Person!.AcademicTitle.En, Tr = s.Person!.AcademicTitle.Tr },
            s.Person!.Texts.Select(t => t.Title).ToList())).ToList()));
}
