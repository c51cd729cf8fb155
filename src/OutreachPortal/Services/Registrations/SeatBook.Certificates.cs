using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Services.Letters;

namespace OutreachPortal.Services.Registrations;

/// <summary>
/// Certificates for those who came. Nothing in the tables keeps a party from getting two; the lock on the lecture's seats does, which whoever
/// issues holds from the look at who has none until the commit. So they are issued here alone.
/// </summary>
public sealed partial class SeatBook
{
    /// <summary>How many are issued in one transaction, so that nobody who registers waits long behind it.</summary>
    public const int CertificatesARound = 200;

    /// <summary>
    /// Issues certificates to the first of those who came, have a name and never had one, with a letter to each who has an address. Revoked ones
    /// are not issued anew: that somebody decided.
    /// </summary>
    /// <param name="after">Number of the last registration of the round before (<see cref="IssuedCertificates.Last"/>).</param>
    public async Task<IssuedCertificates> IssueCertificatesAsync(int lectureId, long after, string by, CancellationToken cancellation)
    {
        if (await OpenAsync(lectureId, cancellation) is null)
        {
            return new(SeatOutcome.Gone);
        }

        if (!await IsOverAsync(lectureId, cancellation))
        {
            return new(SeatOutcome.NotOpenYet);
        }

        await WriteAsync(cancellation);
        // One more than a round, to know whether there are others.
        var parties = await db.Registrations.WithoutCertificate(db.Certificates, lectureId).Where(r => r.Number > after).OrderBy(r => r.Number).Take(CertificatesARound + 1).ToListAsync(cancellation);
        var issued = 0;
        foreach (var registration in parties.Take(CertificatesARound))
        {
            // A name of blanks and unseen marks alone is none.
            issued += Issue(registration, CertificateName.Of(registration), by) is null ? 0 : 1;
        }

        await WriteAsync(cancellation);
        return new(SeatOutcome.Done, issued, parties.Count > CertificatesARound ? parties[CertificatesARound - 1].Number : null);
    }

    /// <summary>Takes a certificate back. It stays known, so that whoever has it in hand learns that it holds no more.</summary>
    /// <param name="reason">To be read by everybody who has the code.</param>
    public async Task<SeatOutcome> RevokeCertificateAsync(int id, string by, string reason, CancellationToken cancellation)
    {
        if (await CertificateAsync(id, cancellation) is not { } certificate)
        {
            return SeatOutcome.Gone;
        }

        if (certificate.RevokedAt is null)
        {
            Revoke(certificate, by, reason);
            await WriteAsync(cancellation);
        }

        return SeatOutcome.Done;
    }

    /// <summary>Issues a new certificate in place of one: with the name put right, or after it was revoked by mistake. The old one holds no more.</summary>
    /// <param name="name">Clean (<see cref="CertificateName.Clean"/>).</param>
    public async Task<SeatOutcome> ReplaceCertificateAsync(int id, string name, string by, CancellationToken cancellation)
    {
        if (await CertificateAsync(id, cancellation) is not { } old || await db.Registrations.FirstOrDefaultAsync(r => r.Id == old.RegistrationId, cancellation) is not { } registration)
        {
            return SeatOutcome.Gone;
        }

        if (registration.State != RegistrationState.Attended || registration.Came is not > 0 || registration.ErasedAt is not null
            || await db.Certificates.AnyAsync(c => c.RegistrationId == registration.Id && c.Id != id && c.RevokedAt == null, cancellation))
        {
            return SeatOutcome.Impossible;
        }

        if (old.RevokedAt is null)
        {
            Revoke(old, by, StepRemark.Of(CertificateReasons.Replaced));
        }

        if (Issue(registration, name, by) is null)
        {
            return SeatOutcome.Impossible;
        }

        await WriteAsync(cancellation);
        return SeatOutcome.Done;
    }

    /// <summary>Takes the name off the certificates of whoever wants to be forgotten; without it they vouch for nobody.</summary>
    private async Task EraseCertificatesAsync(int registrationId, CancellationToken cancellation)
    {
        foreach (var certificate in await db.Certificates.Where(c => c.RegistrationId == registrationId).ToListAsync(cancellation))
        {
            certificate.Name = "";
            certificate.RevokedAt ??= Now;
            // What the office wrote may name whom it was about.
            certificate.RevokedReason = StepRemark.Of(CertificateReasons.Erased);
            certificate.Version = Guid.NewGuid();
        }
    }

    private Task<bool> IsOverAsync(int lectureId, CancellationToken cancellation) => db.Lectures.AnyAsync(l => l.Id == lectureId && l.EndsAt <= Now, cancellation);

    /// <summary>A certificate, with the lock that keeps others from its lecture.</summary>
    private async Task<Certificate?> CertificateAsync(int id, CancellationToken cancellation)
    {
        await WriteAsync(cancellation);
        var lecture = await db.Certificates.Where(c => c.Id == id).Select(c => (int?)c.LectureId).FirstOrDefaultAsync(cancellation);
        return lecture is null || await OpenAsync(lecture.Value, cancellation) is null ? null : await db.Certificates.FirstOrDefaultAsync(c => c.Id == id, cancellation);
    }

    private Certificate? Issue(Registration registration, string name, string by)
    {
        if (name.Length == 0)
        {
            return null;
        }

        var certificate = db.Certificates.Add(new()
        {
            LectureId = registration.LectureId,
            Registration = registration,
            // Should it ever be another's, the index refuses it and the step is taken again.
            Code = Codes.New(Codes.CertificateLength),
            Name = name,
            Kind = registration.Kind,
            Came = registration.Came!.Value,
            IssuedAt = Now,
            Version = Guid.NewGuid(),
        }).Entity;
        Note(registration, RegistrationAction.CertificateIssued, by, Codes.Spell(certificate.Code));
        letters.Add(RegistrationLetterKinds.Thanks, registration, new() { CertificateCode = certificate.Code });
        return certificate;
    }

    private void Revoke(Certificate certificate, string by, string reason)
    {
        certificate.RevokedAt = Now;
        certificate.RevokedReason = reason;
        certificate.Version = Guid.NewGuid();
        db.RegistrationSteps.Add(new()
        {
            LectureId = certificate.LectureId,
            RegistrationId = certificate.RegistrationId,
            At = Now,
            Action = RegistrationAction.CertificateRevoked,
            UserName = by,
            Remark = reason,
        });
    }
}

/// <param name="Count">How many were issued.</param>
/// <param name="Last">Number of the last registration that was looked at, where there are more behind it.</param>
public sealed record IssuedCertificates(SeatOutcome Outcome, int Count = 0, long? Last = null);

/// <summary>Why a certificate was revoked, where nobody wrote it: keys of the words, kept as <see cref="StepRemark"/> keeps them.</summary>
public static class CertificateReasons
{
    /// <summary>There is a new one.</summary>
    public const string Replaced = "Certificate.Reason.Replaced";

    /// <summary>The holder's data were removed at the holder's wish.</summary>
    public const string Erased = "Certificate.Reason.Erased";
}
