using System.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Staff;

/// <summary>How a change to an account ended; nothing is written but by <see cref="Done"/>.</summary>
public enum AccountOutcome
{
    Done,
    NotFound,

    /// <summary>Somebody else changed the account since the form was shown.</summary>
    Stale,

    /// <summary>Nobody could let others in afterwards.</summary>
    LastAdministrator,
}

/// <summary>
/// What an administrator does to other accounts. Each is one transaction, with its line in the audit trail. Roles are read at every
/// request, so that a change is felt at once; whatever else ends sessions gives the account a new security stamp.
/// </summary>
public sealed class StaffAccounts(PortalDbContext db, UserManager<PortalUser> users, StaffLetters letters, AuditTrail audit, CurrentUser me, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Makes an account without a password and writes the letter with the link by which one is chosen.</summary>
    /// <returns>The link, to be shown once; or what is wrong with the account.</returns>
    public async Task<(IdentityResult Result, string Link)> InviteAsync(PortalUser user, IReadOnlyList<string> roles, CancellationToken cancellation)
    {
        try
        {
            return await db.TransactAsync(async () =>
            {
                user.Id = 0;
                (user.EmailConfirmed, user.InvitedAt) = (false, Now);
                var result = await users.CreateAsync(user);
                if (!result.Succeeded)
                {
                    return (Result: result, Link: "");
                }

                Require(await users.AddToRolesAsync(user, roles));
                var link = await letters.InviteAsync(user, me.Name);
                audit.Add(AuditAction.UserInvited, user.Email!, string.Join(", ", roles));
                await db.SaveChangesAsync(cancellation);
                return (Result: result, Link: link);
            }, invited => invited.Result.Succeeded, cancellation);
        }
        catch (DbUpdateException e) when (DbErrors.IsUniqueViolation(e))
        {
            // The account was made in this very moment: a double click does.
            db.ChangeTracker.Clear();
            return (IdentityResult.Failed(users.ErrorDescriber.DuplicateEmail(user.Email!)), "");
        }
    }

    public Task<AccountOutcome> ChangeAsync(int id, string? version, string name, string language, IReadOnlyList<string> roles, CancellationToken cancellation) =>
        WithAsync(id, version, AuditAction.UserChanged, async user =>
        {
            var before = await users.GetRolesAsync(user);
            var changes = new List<string>();
            if (user.Name != name)
            {
                changes.Add($"name: {user.Name} → {name}");
            }

            if (user.Language != language)
            {
                changes.Add($"language: {user.Language} → {language}");
            }

            if (!before.ToHashSet(StringComparer.Ordinal).SetEquals(roles))
            {
                changes.Add($"roles: {string.Join(", ", before.Order(StringComparer.Ordinal))} → {string.Join(", ", roles.Order(StringComparer.Ordinal))}");
            }

            (user.Name, user.Language) = (name, language);
            Require(await users.RemoveFromRolesAsync(user, before.Except(roles)));
            Require(await users.AddToRolesAsync(user, roles.Except(before)));
            return string.Join("; ", changes);
        }, cancellation);

    public Task<AccountOutcome> DeactivateAsync(int id, string? version, CancellationToken cancellation) =>
        WithAsync(id, version, AuditAction.UserDeactivated, user =>
        {
            user.DeactivatedAt ??= Now;
            return Task.FromResult("");
        }, cancellation, endsSessions: true);

    public Task<AccountOutcome> ReactivateAsync(int id, string? version, CancellationToken cancellation) =>
        WithAsync(id, version, AuditAction.UserReactivated, user =>
        {
            user.DeactivatedAt = null;
            return Task.FromResult("");
        }, cancellation);

    public Task<AccountOutcome> SignOutEverywhereAsync(int id, string? version, CancellationToken cancellation) =>
        WithAsync(id, version, AuditAction.SignedOutEverywhere, _ => Task.FromResult(""), cancellation, endsSessions: true);

    /// <summary>Writes the invitation again; the earlier link is closed.</summary>
    public async Task<(AccountOutcome Outcome, string Link)> InviteAgainAsync(int id, string? version, CancellationToken cancellation)
    {
        var link = "";
        var outcome = await WithAsync(id, version, AuditAction.UserInvited, async user =>
        {
            user.InvitedAt = Now;
            link = await letters.InviteAsync(user, me.Name);
            return "again";
        }, cancellation, endsSessions: true, mayBe: user => user is { PasswordHash: null, IsActive: true });
        return (outcome, link);
    }

    /// <param name="change">Changes the account and says what for the audit trail.</param>
    /// <param name="mayBe">Whether this can be done to the account at all; to others it is not found.</param>
    private Task<AccountOutcome> WithAsync(
        int id, string? version, AuditAction action, Func<PortalUser, Task<string>> change, CancellationToken cancellation, bool endsSessions = false, Func<PortalUser, bool>? mayBe = null) =>
        // Two administrators who deactivate each other at the same time must not both find the other one left.
        db.TransactAsync(IsolationLevel.Serializable, async () =>
        {
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == id, cancellation);
            if (user is null || mayBe?.Invoke(user) == false)
            {
                return AccountOutcome.NotFound;
            }

            if (user.ConcurrencyStamp != version)
            {
                return AccountOutcome.Stale;
            }

            var administered = await db.ActiveAdministrators().AnyAsync(u => u.Id == id, cancellation);
            if (endsSessions)
            {
                // First: a link that the change makes has to hold the new stamp.
                Require(await users.UpdateSecurityStampAsync(user));
            }

            audit.Add(action, user.Email!, await change(user));
            Require(await users.UpdateAsync(user));
            return administered && !await db.ActiveAdministrators().AnyAsync(cancellation) ? AccountOutcome.LastAdministrator : AccountOutcome.Done;
        }, outcome => outcome == AccountOutcome.Done, cancellation);

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join(' ', result.Errors.Select(error => error.Description)));
        }
    }
}
