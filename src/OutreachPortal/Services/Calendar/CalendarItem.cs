using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services.Calendar;

/// <summary>What a calendar says of an event. Times are UTC.</summary>
public sealed record CalendarItem(
    Guid Uid, ContentKind Kind, ContentState State, int Sequence, DateTime CreatedAt, DateTime? FirstPublishedAt, DateTime? PublishedAt,
    DateTime StartsAt, DateTime EndsAt, string TimeZone, DateTime? PreviousStart, EventStatus Status, LocalizedText StatusNote, LocalizedText WithdrawnReason,
    AttendanceMode Mode, LocalizedText Place, string? Address, string? OnlineLink, OnlineLinkAudience OnlineLinkShown,
    IReadOnlyList<TextLine> Texts, IReadOnlyList<SpeakerLine> Speakers, IReadOnlyList<LocalizedText> Tags);

public static class CalendarItems
{
    /// <summary>Reads no long text, in a number of queries that does not grow.</summary>
    public static IQueryable<CalendarItem> ToCalendarItems(this IQueryable<Event> events) => events.AsSplitQuery().Select(e => new CalendarItem(
        e.Uid, e.Kind, e.State, e.Sequence, e.CreatedAt, e.FirstPublishedAt, e.PublishedAt,
        e.StartsAt, e.EndsAt, e.TimeZone, e.PreviousStart, e.Status, new LocalizedText { En = e.StatusNote.En, Tr = e.StatusNote.Tr },
        new LocalizedText { En = e.WithdrawnReason.En, Tr = e.WithdrawnReason.Tr },
        e.Mode, new LocalizedText { En = e.Place.En, Tr = e.Place.Tr }, e.Address, e.OnlineLink, e.OnlineLinkShown,
        e.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, t.Summary)).ToList(),
        e.Speakers.OrderBy(s => s.Position).Select(s => new SpeakerLine(
            s.Position, s.Name, (ContentState?)s.Person!.State, new LocalizedText { En = s.Person!.AcademicTitle.En, Tr = s.Person!.AcademicTitle.Tr },
            s.Person!.Texts.Select(t => t.Title).ToList())).ToList(),
        e.Tags.OrderBy(t => t.Key).Select(t => new LocalizedText { En = t.Name.En, Tr = t.Name.Tr }).ToList()));
}
