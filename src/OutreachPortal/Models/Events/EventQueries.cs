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

    /// <summary>
    /// Those of which some part lies between two times, among the first to end after the earlier one. What begins before a
    /// time has no index, so looking stops after so many: an event is missed only if it goes on beyond the later time and
    /// so many others end before it.
    /// </summary>
    public static IQueryable<Event> Between(this IQueryable<Event> events, DateTime from, DateTime until, int most) =>
        events.Where(e => e.EndsAt > from).OrderBy(e => e.EndsAt).ThenBy(e => e.Id).Take(most).Where(e => e.StartsAt < until);

    public static IQueryable<Event> For(this IQueryable<Event> events, Audience? audience) =>
        audience is null ? events : events.Where(e => (e.Audience & audience.Value) != 0);

    public static IQueryable<Event> InMode(this IQueryable<Event> events, AttendanceMode? mode) =>
        mode is null ? events : events.Where(e => e.Mode == mode);

    public static IQueryable<Event> OfProgramme(this IQueryable<Event> events, int? programme) =>
        programme is null ? events : events.Where(e => e.ProgrammeId == programme);

    /// <summary>Those at which a person of the portal speaks. Asked from the person's side, so that no other event is looked at.</summary>
    public static IQueryable<Event> WithSpeaker(this IQueryable<Event> events, PortalDbContext db, int? person) => person is null ? events
        : events.Where(e => db.Set<EventSpeaker>().Where(speaker => speaker.PersonId == person).Select(speaker => speaker.EventId).Contains(e.Id));
}
