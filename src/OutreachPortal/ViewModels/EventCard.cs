using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;

namespace OutreachPortal.ViewModels;

/// <summary>An event as lists show it.</summary>
public sealed record EventCard(
    int Id, ContentKind Kind, DateTime StartsAt, DateTime EndsAt, string TimeZone, AttendanceMode Mode, LocalizedText Place,
    SpokenLanguages Spoken, EventStatus Status, bool HasRecording,
    IReadOnlyList<TextLine> Texts, IReadOnlyList<SpeakerLine> Speakers);

/// <param name="State">The person's; null for a guest by name.</param>
public sealed record SpeakerLine(int Position, string? Name, ContentState? State, LocalizedText AcademicTitle, IReadOnlyList<string> PersonNames)
{
    /// <summary>Academic title and name; empty for a person who is not public.</summary>
    public string In(string culture) => State is null ? Name ?? ""
        : State is ContentState.Published or ContentState.Withdrawn && PersonNames.Count > 0 ? $"{AcademicTitle.In(culture)} {PersonNames[0]}".Trim()
        : "";
}

public static class EventCards
{
    /// <summary>
    /// Reads only what cards show. A complex property read whole would bring every column with it. Split, because in one query
    /// SQLite would first put together the speakers of all events there are.
    /// </summary>
    public static IQueryable<EventCard> ToCards(this IQueryable<Event> events) => events.AsSplitQuery().Select(e => new EventCard(
        e.Id, e.Kind, e.StartsAt, e.EndsAt, e.TimeZone, e.Mode, new LocalizedText { En = e.Place.En, Tr = e.Place.Tr },
        e.Spoken, e.Status, e.Recording != null,
        e.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, t.Summary)).ToList(),
        e.Speakers.OrderBy(s => s.Position).Select(s => new SpeakerLine(
            s.Position, s.Name, (ContentState?)s.Person!.State, new LocalizedText { En = s.Person!.AcademicTitle.En, Tr = s.Person!.AcademicTitle.Tr },
            s.Person!.Texts.Select(t => t.Title).ToList())).ToList()));
}
