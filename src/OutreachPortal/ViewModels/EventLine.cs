using OutreachPortal.Models;

namespace OutreachPortal.ViewModels;

/// <summary>An event as the calendar and its neighbours' pages name it. Times are UTC.</summary>
public sealed record EventLine(
    int Id, DateTime StartsAt, DateTime EndsAt, string TimeZone, EventStatus Status, IReadOnlyList<TextLine> Texts);

public static class EventLines
{
    public static IQueryable<EventLine> ToLines(this IQueryable<Event> events) => events.Select(e => new EventLine(
        e.Id, e.StartsAt, e.EndsAt, e.TimeZone, e.Status,
        e.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, "")).ToList()));
}
