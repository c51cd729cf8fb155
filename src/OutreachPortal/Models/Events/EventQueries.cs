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

    /// <summary>Those that end after one time and not after another, the first to end first.</summary>
    public static IQueryable<Event> Ending(this IQueryable<Event> events, DateTime after, DateTime until, int most) =>
        events.Where(e => e.EndsAt > after && e.EndsAt <= until).OrderBy(e => e.EndsAt).ThenBy(e => e.Id).Take(most);

    /// <summary>
    /// Those that began before a time and go on after it. Beginnings have no index, so only so many of the next to end are
    /// looked at: one is missed if more than that end between this time and its own end.
    /// </summary>
    public static IQueryable<Event> GoingOn(this IQueryable<Event> events, DateTime time, int most) =>
        events.Where(e => e.EndsAt > time).OrderBy(e => e.EndsAt).ThenBy(e => e.Id).Take(most).Where(e => e.StartsAt < time);

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
