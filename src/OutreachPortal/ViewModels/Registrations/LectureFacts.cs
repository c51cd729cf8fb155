using OutreachPortal.Models;

namespace OutreachPortal.ViewModels.Registrations;

/// <summary>What anybody who registers has to know of a lecture: shown by <c>Views/Registrations/_LectureFacts</c>.</summary>
public sealed record LectureFacts(
    int Id, DateTime StartsAt, DateTime EndsAt, string TimeZone, AttendanceMode Mode, EventStatus Status, LocalizedText Place, string? Address,
    IReadOnlyList<TextLine> Texts);

public static class LectureFactsQueries
{
    /// <summary>Reads what is shown and nothing else of the lecture.</summary>
    public static IQueryable<LectureFacts> ToFacts(this IQueryable<Lecture> lectures) => lectures.Select(l => new LectureFacts(
        l.Id, l.StartsAt, l.EndsAt, l.TimeZone, l.Mode, l.Status, new LocalizedText { En = l.Place.En, Tr = l.Place.Tr }, l.Address,
        l.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, "")).ToList()));
}
