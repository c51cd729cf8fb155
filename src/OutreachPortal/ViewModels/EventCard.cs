using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;

namespace OutreachPortal.ViewModels;

/// <summary>An event as lists show it.</summary>
public sealed record EventCard(
    int Id, ContentKind Kind, DateTime StartsAt, DateTime EndsAt, string TimeZone, AttendanceMode Mode, LocalizedText Place,
    SpokenLanguages Spoken, EventStatus Status, bool HasRecording,
    IReadOnlyList<TextLine> Texts, IReadOnlyList<SpeakerLine> Speakers);

public sealed record SpeakerLine(
    int Position, string? Name, LocalizedText? AcademicTitle, LocalizedText Affiliation, IReadOnlyList<string> PersonNames)
{
    public string In(string culture) => PersonNames.Count > 0 ? $"{AcademicTitle?.In(culture)} {PersonNames[0]}".Trim() : Name ?? "";
}

public static class EventCards
{
    /// <summary>Reads only what cards show, in one query.</summary>
    public static IQueryable<EventCard> ToCards(this IQueryable<Event> events) => events.AsSingleQuery().Select(e => new EventCard(
        e.Id, e.Kind, e.StartsAt, e.EndsAt, e.TimeZone, e.Mode, e.Place, e.Spoken, e.Status, e.Recording != null,
        e.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, t.Summary)).ToList(),
        e.Speakers.OrderBy(s => s.Position).Select(s => new SpeakerLine(
            s.Position, s.Name, s.Person!.AcademicTitle, s.Affiliation, s.Person!.Texts.Select(t => t.Title).ToList())).ToList()));
}
