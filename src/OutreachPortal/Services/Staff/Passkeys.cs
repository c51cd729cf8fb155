using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Staff;

public enum PasskeyOutcome
{
    Done,

    /// <summary>Not an answer to a question that this browser was asked, or known already.</summary>
    Refused,

    /// <summary>The account has as many as an account may have.</summary>
    TooMany,
}

/// <summary>
/// Passkeys (https://www.w3.org/TR/webauthn-3/), by Identity's own reading of them. A question is kept in a cookie of the browser for
/// five minutes, so that any node can read the answer; each is answered once.
/// </summary>
public sealed class Passkeys(PortalDbContext db, UserManager<PortalUser> users, SignInManager<PortalUser> signIn, AuditTrail audit, StaffLetters letters, IHttpContextAccessor accessor)
{
    /// <summary>Passkeys of one account.</summary>
    public const int Most = 20;

    /// <summary>Characters; what a browser sends has two or three thousand.</summary>
    private const int LongestAnswer = 64 * 1024;

    private const string LastQuestion = "LastPasskey";

    /// <summary>What the browser is asked to make a passkey by: JSON.</summary>
    public Task<string> CreationOptionsAsync(PortalUser user) => signIn.MakePasskeyCreationOptionsAsync(new()
    {
        Id = user.Id.ToString(CultureInfo.InvariantCulture),
        Name = user.Email!,
        DisplayName = user.Name,
    });

    /// <summary>What the browser is asked for a passkey by: JSON.</summary>
    /// <param name="user">Null where nobody has said who they are: then it names no passkeys, and so no accounts.</param>
    public Task<string> RequestOptionsAsync(PortalUser? user) => signIn.MakePasskeyRequestOptionsAsync(user);

    /// <param name="name">Has been checked.</param>
    /// <param name="answer">The browser's, JSON.</param>
    public async Task<PasskeyOutcome> AddAsync(PortalUser user, string name, string? answer)
    {
        if (await AttestedAsync(answer) is not { Succeeded: true } made || made.UserEntity.Id != user.Id.ToString(CultureInfo.InvariantCulture)
            || made.Passkey.CredentialId.Length > UserMapping.CredentialIdLength)
        {
            return PasskeyOutcome.Refused;
        }

        if ((await users.GetPasskeysAsync(user)).Count >= Most)
        {
            return PasskeyOutcome.TooMany;
        }

        made.Passkey.Name = name;
        audit.Add(AuditAction.PasskeyChanged, user.Email!, "added: " + name);
        letters.PasskeyAdded(user, name);
        try
        {
            return (await users.AddOrUpdatePasskeyAsync(user, made.Passkey)).Succeeded ? PasskeyOutcome.Done : PasskeyOutcome.Refused;
        }
        catch (DbUpdateException e) when (DbErrors.IsUniqueViolation(e))
        {
            // The same form, sent twice at the same time.
            return PasskeyOutcome.Refused;
        }
    }

    public Task<IdentityResult> RenameAsync(PortalUser user, UserPasskeyInfo passkey, string name)
    {
        audit.Add(AuditAction.PasskeyChanged, user.Email!, $"renamed: {passkey.Name} → {name}");
        passkey.Name = name;
        return users.AddOrUpdatePasskeyAsync(user, passkey);
    }

    /// <summary>Ends every session too: somebody else may have the device.</summary>
    public async Task<IdentityResult> RemoveAsync(PortalUser user, UserPasskeyInfo passkey)
    {
        audit.Add(AuditAction.PasskeyChanged, user.Email!, "removed: " + passkey.Name);
        var removed = await users.RemovePasskeyAsync(user, passkey.CredentialId);
        return removed.Succeeded ? await users.UpdateSecurityStampAsync(user) : removed;
    }

    /// <summary>Whose passkey answered the question that this browser was asked; null where none did, or the question has been answered before.</summary>
    /// <param name="answer">The browser's, JSON.</param>
    public async Task<PortalUser?> OwnerAsync(string? answer)
    {
        if (IsTooLong(answer) || await QuestionAsync() is not { } question)
        {
            return null;
        }

        try
        {
            return await signIn.PerformPasskeyAssertionAsync(answer!) is { Succeeded: true } right
                && await db.UseOnceAsync(users, right.User, LastQuestion, question)
                // Counts how often it was used, where the device counts.
                && (await users.AddOrUpdatePasskeyAsync(right.User, right.Passkey)).Succeeded ? right.User : null;
        }
        catch (InvalidOperationException)
        {
            // Another question was asked: for the code of an authenticator, or to make a passkey.
            return null;
        }
    }

    private async Task<PasskeyAttestationResult?> AttestedAsync(string? answer)
    {
        if (IsTooLong(answer) || await QuestionAsync() is null)
        {
            return null;
        }

        try
        {
            return await signIn.PerformPasskeyAttestationAsync(answer!);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsTooLong(string? answer) => string.IsNullOrEmpty(answer) || answer.Length > LongestAnswer;

    /// <summary>A print of the question that this browser was asked last. Identity takes it out of the browser with the answer, but a browser may keep a copy.</summary>
    private async Task<string?> QuestionAsync() =>
        (await accessor.HttpContext!.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Properties is { } asked
            ? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', asked.Items.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => item.Value)))))
            : null;
}
