using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Registrations;

/// <summary>What a holder changes that are no seats: ordinary rows, written only where nobody else has changed them since.</summary>
public sealed class HolderChanges(PortalDbContext db, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Writes name, school, needs and answers. False where the registration is another by now.</summary>
    /// <param name="version">As it was when the holder looked at it.</param>
    public Task<bool> SaveAsync(Registration registration, Guid version, HolderDetails details, CancellationToken cancellation)
    {
        registration.Name = details.Name;
        registration.School = details.School;
        registration.Level = details.Level;
        registration.AccessNeeds = details.AccessNeeds;
        registration.Answers = details.Answers;
        return SaveAsync(registration, version, RegistrationAction.Changed, StepRemark.Of("Step.DetailsChanged"), cancellation);
    }

    /// <summary>Agrees to a notice, or takes the agreement back. False where the registration is another by now.</summary>
    /// <param name="notice">The version that was read; null to take back what was agreed to.</param>
    public async Task<bool> AgreeAsync(Holding holding, NoticeKind kind, Notice? notice, CancellationToken cancellation)
    {
        var given = holding.Given(kind);
        if (given?.NoticeId == notice?.Id)
        {
            // Sent twice.
            return true;
        }

        if (given is not null)
        {
            given.WithdrawnAt = Now;
        }

        if (notice is not null)
        {
            holding.Registration.Consents.Add(new() { NoticeId = notice.Id, GivenAt = Now });
        }

        return await SaveAsync(holding.Registration, holding.Registration.Version,
            notice is null ? RegistrationAction.ConsentWithdrawn : RegistrationAction.ConsentGiven, StepRemark.Of($"NoticeKind.{kind}"), cancellation);
    }

    private async Task<bool> SaveAsync(Registration registration, Guid version, RegistrationAction action, string remark, CancellationToken cancellation)
    {
        db.Entry(registration).Property(r => r.Version).OriginalValue = version;
        registration.Version = Guid.NewGuid();
        db.RegistrationSteps.Add(new() { LectureId = registration.LectureId, RegistrationId = registration.Id, At = Now, Action = action, Remark = remark });
        try
        {
            await db.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }
}

/// <summary>What a holder said of the party, checked.</summary>
public sealed record HolderDetails(string Name, string? School, string? Level, string? AccessNeeds, string? Answers);
