using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.Tests.Support;

/// <summary>Those who came, and their certificates.</summary>
public static class Certificates
{
    /// <summary>After the lectures of <see cref="Registrations.Lecture"/> are over.</summary>
    public static readonly DateTimeOffset Afterwards = new(2026, 12, 4, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A party that is registered and checked in. Returns its number.</summary>
    public static async Task<int> CameAsync(this PortalHost portal, int lecture, string email, int seats = 1, Func<NewRegistration, NewRegistration>? with = null)
    {
        var registered = await portal.RegisterAsync(lecture, email, seats, party => (with?.Invoke(party) ?? party) with { AddedBy = "Rita" });
        registered.Outcome.ShouldBe(SeatOutcome.Done);
        (await portal.SeatAsync((book, c) => book.ArriveAsync(registered.RegistrationId, seats, "Rita", c))).ShouldBe(SeatOutcome.Done);
        return registered.RegistrationId;
    }

    /// <summary>Issues all of a lecture's certificates that are missing, once it is over.</summary>
    public static async Task IssueAsync(this PortalHost portal, int lecture)
    {
        portal.Clock.Now = portal.Clock.Now < Afterwards ? Afterwards : portal.Clock.Now;
        (await portal.SeatAsync((book, c) => book.IssueCertificatesAsync(lecture, 0, "Rita", c))).Outcome.ShouldBe(SeatOutcome.Done);
    }

    /// <summary>The certificates of a registration, the oldest first.</summary>
    public static Task<List<Certificate>> CertificatesAsync(this PortalHost portal, int registration) => portal.QueryAsync(db =>
        db.Certificates.AsNoTracking().Where(c => c.RegistrationId == registration).OrderBy(c => c.Id).ToListAsync(TestContext.Current.CancellationToken));

    /// <summary>The only certificate of somebody who came to a lecture, which is over by then.</summary>
    public static async Task<Certificate> CertificateAsync(this PortalHost portal, int lecture, string email, int seats = 1, Func<NewRegistration, NewRegistration>? with = null)
    {
        var registration = await portal.CameAsync(lecture, email, seats, with);
        await portal.IssueAsync(lecture);
        return (await portal.CertificatesAsync(registration)).ShouldHaveSingleItem();
    }

    public static string Path(this Certificate certificate, string culture = Languages.English) => $"/{culture}/certificates/{Codes.Spell(certificate.Code)}";
}
