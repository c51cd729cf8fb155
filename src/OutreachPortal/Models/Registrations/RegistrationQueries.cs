namespace OutreachPortal.Models;

public static class RegistrationQueries
{
    /// <summary>Those that wait for a seat of a place, the first in order first.</summary>
    public static IQueryable<Registration> InOrder(this IQueryable<Registration> registrations, int lecture, SeatPlace place) =>
        registrations.Where(r => r.LectureId == lecture && r.Place == place && r.State == RegistrationState.Waiting).OrderBy(r => r.Number);

    /// <summary>Those that are neither ended nor past, for lectures that are not over.</summary>
    /// <param name="now">UTC.</param>
    public static IQueryable<Registration> Open(this IQueryable<Registration> registrations, DateTime now) => registrations.Where(r => r.Lecture.EndsAt >= now
        && (r.State == RegistrationState.Pending || r.State == RegistrationState.Requested || r.State == RegistrationState.Confirmed
            || r.State == RegistrationState.Waiting || r.State == RegistrationState.Offered));

    /// <summary>Those whose time to answer is over.</summary>
    public static IQueryable<Registration> Overdue(this IQueryable<Registration> registrations, DateTime now) =>
        registrations.Where(r => r.HeldUntil != null && r.HeldUntil <= now);

    /// <summary>Those of a lecture who came, have a name, and never had a certificate.</summary>
    public static IQueryable<Registration> WithoutCertificate(this IQueryable<Registration> registrations, IQueryable<Certificate> certificates, int lecture) =>
        registrations.Where(r => r.LectureId == lecture && r.State == RegistrationState.Attended && r.Came > 0 && r.ErasedAt == null
            && (r.Name != "" || (r.Kind == PartyKind.Class && r.School != null && r.School != "")) && !certificates.Any(c => c.RegistrationId == r.Id));

    /// <summary>The certificate that a registration's holder has and may show; the newest first, and never more than one that holds.</summary>
    public static IQueryable<Certificate> OfHolder(this IQueryable<Certificate> certificates, int registration) =>
        certificates.Where(c => c.RegistrationId == registration && c.RevokedAt == null).OrderByDescending(c => c.Id);
}
