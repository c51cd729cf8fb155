using OutreachPortal.Data;

namespace OutreachPortal.Models;

public static class EventQueries
{
    /// <summary>Those that are not over, the first to end first: what goes on for months does not stand before what is tonight.</summary>
    public static IOrderedQueryable<Event> Upcoming(this IQueryable<Event> events, DateTime now) =>
        events.Where(e => e.EndsAt >= now).OrderBy(e => e.EndsAt).ThenBy(e => e.Id);

    /// <summary>Those that are over, the latest first.</summary>
    public static IOrderedQueryable<Event> Past(this IQueryable<Event> events, DateTime now) =>
        events.Where(e => e.EndsAt < now).OrderByDescending(e => e.EndsAt).ThenByDescending(e => e.Id);

    public static IQueryable<Event> For(this IQueryable<Event> events, Audience? audience) =>
        audience is null ? events : events.Where(e => (e.Audience & audience.Value) != 0);

    public static IQueryable<Event> InMode(this IQueryable<Event> events, AttendanceMode? mode) =>
        mode is null ? events : events.Where(e => e.Mode == mode);

    public static IQueryable<Event> OfProgramme(this IQueryable<Event> events, int? programme) =>
        programme is null ? events : events.Where(e => e.ProgrammeId == programme);

    /// <summary>Those at which a person of the portal speaks.</summary>
    public static IQueryable<Event> WithSpeaker(this IQueryable<Event> events, PortalDbContext db, int? person) => person is null ? events
        // A list of numbers, made first: asked whether it has such a speaker, SQLite would go through all events.
        : events.Join(db.Set<EventSpeaker>().Where(speaker => speaker.PersonId == person).Select(speaker => speaker.EventId).Distinct(), e => e.Id, id => id, (e, id) => e);
}
