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

    public static IQueryable<Event> OfProgramme(this IQueryable<Event> events, int? programme) =>
        programme is null ? events : events.Where(e => e.ProgrammeId == programme);

    /// <summary>Ids of the events at which a person of the portal speaks.</summary>
    public static IQueryable<int> SpokenAt(this PortalDbContext db, int person) =>
        db.Set<EventSpeaker>().Where(speaker => speaker.PersonId == person).Select(speaker => speaker.EventId);
}
