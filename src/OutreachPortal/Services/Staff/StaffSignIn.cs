using System.Buffers.Binary;
using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.University;

namespace OutreachPortal.Services.Staff;

public enum SignInOutcome
{
    Refused,
    NeedsCode,
    SignedIn,
}

/// <summary>
/// Signing in, in two steps where the account has two. Refusals differ in nothing that whoever tries can see: an account
/// that is unknown, locked, deactivated or without a password takes the same work as a wrong password.
/// </summary>
public sealed class StaffSignIn(
    PortalDbContext db, UserManager<PortalUser> users, SignInManager<PortalUser> signIn, Passkeys passkeys, AuditTrail audit,
    IHttpContextAccessor accessor, IOptions<IdentityOptions> identity, IOptions<PasswordHasherOptions> hashing, TimeProvider clock)
{
    /// <summary>How long a browser is remembered whose owner asked for it. Without that the session ends with the browser.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(14);

    /// <summary>A refusal takes this long at least, so that what the database did for it cannot be measured.</summary>
    public static readonly TimeSpan ShortestRefusal = TimeSpan.FromMilliseconds(400);

    /// <summary>How long somebody who signed in, or proved once more to be that person, may change what opens the account.</summary>
    public static readonly TimeSpan ProofLifetime = TimeSpan.FromMinutes(10);

    private const string Stamp = "portal:stamp";
    private const string LastCode = "LastCode";
    private const string ProvenAt = "portal:proven";

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("Nobody signs in without a request.");

    public async Task<SignInOutcome> WithPasswordAsync(string email, string password, bool remember, CancellationToken cancellation)
    {
        var pause = Task.Delay(ShortestRefusal, cancellation);
        var user = await users.FindByEmailAsync(email);
        var right = user?.PasswordHash is null ? CheckNothing(password) : await users.CheckPasswordAsync(user, password);
        if (user is null || !right || !MaySignIn(user))
        {
            await RefuseAsync(user, user is null ? "unknown account" : !user.IsActive ? "deactivated" : IsLocked(user) ? "locked" : "wrong password", !right, cancellation);
            await pause;
            return SignInOutcome.Refused;
        }

        if (!await users.GetTwoFactorEnabledAsync(user))
        {
            await FinishAsync(user, remember, cancellation);
            return SignInOutcome.SignedIn;
        }

        // Not yet the account's failures: who knows the password alone could otherwise try codes without end.
        var half = new ClaimsPrincipal(new ClaimsIdentity(
            [new(ClaimTypes.Name, user.Id.ToString(CultureInfo.InvariantCulture)), new(Stamp, user.SecurityStamp!)], IdentityConstants.TwoFactorUserIdScheme));
        await Http.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, half, Properties(remember));
        return SignInOutcome.NeedsCode;
    }

    /// <summary>Whoever has typed the password and not yet the code.</summary>
    public async Task<bool> IsHalfwayAsync() => (await HalfwayAsync()).User is not null;

    /// <param name="code">From an authenticator, or one of the recovery codes.</param>
    public async Task<SignInOutcome> WithCodeAsync(string code, CancellationToken cancellation)
    {
        var pause = Task.Delay(ShortestRefusal, cancellation);
        var (user, remember) = await HalfwayAsync();
        if (user is null)
        {
            await pause;
            return SignInOutcome.Refused;
        }

        code = Normalized(code);
        var locked = !MaySignIn(user);
        if (locked || !(IsFromAuthenticator(code) ? await IsRightAsync(user, code) : (await users.RedeemTwoFactorRecoveryCodeAsync(user, code)).Succeeded))
        {
            await RefuseAsync(user, locked ? "locked" : "wrong code", !locked, cancellation);
            await pause;
            return SignInOutcome.Refused;
        }

        await Http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await FinishAsync(user, remember, cancellation);
        return SignInOutcome.SignedIn;
    }

    /// <summary>
    /// One step, also where the account has two: a passkey is a thing that its owner has, and asks who holds it. It opens an account that
    /// rests after wrong passwords as well, since nobody guesses a passkey.
    /// </summary>
    /// <param name="answer">The browser's to <see cref="Passkeys.RequestOptionsAsync"/>, JSON.</param>
    public async Task<SignInOutcome> WithPasskeyAsync(string? answer, CancellationToken cancellation)
    {
        var pause = Task.Delay(ShortestRefusal, cancellation);
        var user = await passkeys.OwnerAsync(answer);
        if (user is not { IsActive: true })
        {
            await RefuseAsync(user, user is null ? "wrong passkey" : "deactivated", counts: false, cancellation);
            await pause;
            return SignInOutcome.Refused;
        }

        await FinishAsync(user, remember: false, cancellation, "by a passkey");
        return SignInOutcome.SignedIn;
    }

    /// <summary>
    /// Signs in the active account that is linked to somebody at the university, or has the address that the provider says is theirs, and is
    /// then linked: from there on the address may change. Refused without a word in the trail where there is none: those are not staff.
    /// </summary>
    public async Task<SignInOutcome> WithUniversityAsync(UniversityMember member, CancellationToken cancellation)
    {
        var user = await users.FindByLoginAsync(member.Issuer, member.Subject) ?? await LinkedAsync(member);
        if (user is not { IsActive: true })
        {
            return SignInOutcome.Refused;
        }

        // No proof of who sits there now: the provider may not have asked for anything today.
        await FinishAsync(user, Properties(remember: false), "by the university account", cancellation);
        return SignInOutcome.SignedIn;
    }

    /// <summary>Signs somebody in who has just proved to be that person in another way, such as by a link.</summary>
    public Task FinishAsync(PortalUser user, CancellationToken cancellation) => FinishAsync(user, remember: false, cancellation);

    /// <summary>Whether whoever is signed in typed the password or used a passkey a short while ago. A session alone may be one that somebody left open.</summary>
    public async Task<bool> IsProvenAsync() =>
        (await Http.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Properties?.Items.TryGetValue(ProvenAt, out var ticks) == true
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && clock.GetUtcNow().UtcTicks - at < ProofLifetime.Ticks;

    /// <summary>Keeps that whoever is signed in has just proved to be that person.</summary>
    public async Task ProveAsync(PortalUser user)
    {
        var session = (await Http.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Properties ?? new();
        await signIn.SignInAsync(user, Proven(session));
    }

    public async Task SignOutAsync(CancellationToken cancellation)
    {
        if (Http.User.Identity?.IsAuthenticated == true)
        {
            audit.Add(AuditAction.SignedOut, Http.User.Identity.Name ?? "");
            await db.SaveChangesAsync(cancellation);
        }

        await Http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await Http.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    /// <summary>As people type it: with blanks, hyphens and small letters.</summary>
    public static string Normalized(string code)
    {
        var plain = string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        // Identity writes its recovery codes in two halves: "X4R7K-2M9PQ".
        return plain.Length == 10 ? plain[..5] + "-" + plain[5..] : plain;
    }

    private static bool IsFromAuthenticator(string code) => code.Length == 6 && code.All(char.IsAsciiDigit);

    /// <summary>A code counts once, although it is shown for half a minute: who looks over a shoulder is too late.</summary>
    private async Task<bool> IsRightAsync(PortalUser user, string code) =>
        await users.VerifyTwoFactorTokenAsync(user, identity.Value.Tokens.AuthenticatorTokenProvider, code) && await db.UseOnceAsync(users, user, LastCode, code);

    private async Task<(PortalUser? User, bool Remember)> HalfwayAsync()
    {
        var half = await Http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        var user = half.Principal?.FindFirstValue(ClaimTypes.Name) is { } id ? await users.FindByIdAsync(id) : null;
        return user is not null && user.SecurityStamp == half.Principal!.FindFirstValue(Stamp) ? (user, half.Properties!.IsPersistent) : (null, false);
    }

    private async Task<PortalUser?> LinkedAsync(UniversityMember member)
    {
        // An address that somebody else had before is not the account: that one is linked to them.
        if (!member.IsEmailVerified || await users.FindByEmailAsync(member.Email) is not { IsActive: true } user
            || (await users.GetLoginsAsync(user)).Any(login => login.LoginProvider == member.Issuer))
        {
            return null;
        }

        (user.InvitedAt, user.EmailConfirmed) = (null, true);
        audit.Add(AuditAction.UniversityLinked, user.Email!, $"{member.Issuer}: {member.Subject}");
        try
        {
            if ((await users.AddLoginAsync(user, new(member.Issuer, member.Subject, "OpenID Connect"))).Succeeded)
            {
                return user;
            }
        }
        catch (DbUpdateException e) when (DbErrors.IsUniqueViolation(e))
        {
            // Signed in twice at the same time.
        }

        db.ChangeTracker.Clear();
        return await users.FindByLoginAsync(member.Issuer, member.Subject);
    }

    private Task FinishAsync(PortalUser user, bool remember, CancellationToken cancellation, string remark = "") => FinishAsync(user, Proven(Properties(remember)), remark, cancellation);

    private async Task FinishAsync(PortalUser user, AuthenticationProperties session, string remark, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        // Past the change tracker: a sign-in is no change that somebody who edits the account could be told of.
        await db.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(
            set => set.SetProperty(u => u.LastSignInAt, now).SetProperty(u => u.AccessFailedCount, 0).SetProperty(u => u.LockoutEnd, (DateTimeOffset?)null), cancellation);
        await signIn.SignInAsync(user, session);
        audit.Add(AuditAction.SignedIn, user.Email!, remark);
        await db.SaveChangesAsync(cancellation);
    }

    private AuthenticationProperties Properties(bool remember) =>
        remember ? new() { IsPersistent = true, ExpiresUtc = clock.GetUtcNow() + Remembered } : new();

    private AuthenticationProperties Proven(AuthenticationProperties session)
    {
        session.Items[ProvenAt] = clock.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture);
        return session;
    }

    private bool MaySignIn(PortalUser user) => user.IsActive && !IsLocked(user);

    private bool IsLocked(PortalUser user) => user.LockoutEnd > clock.GetUtcNow();

    private async Task RefuseAsync(PortalUser? user, string reason, bool counts, CancellationToken cancellation)
    {
        if (user is not null && counts && MaySignIn(user))
        {
            // Counted in the database: tries at the same time are as many as tries one after the other.
            var lockout = identity.Value.Lockout;
            DateTimeOffset? until = clock.GetUtcNow() + lockout.DefaultLockoutTimeSpan;
            await db.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.AccessFailedCount, u => u.AccessFailedCount + 1), cancellation);
            await db.Users.Where(u => u.Id == user.Id && u.AccessFailedCount >= lockout.MaxFailedAccessAttempts)
                .ExecuteUpdateAsync(set => set.SetProperty(u => u.AccessFailedCount, 0).SetProperty(u => u.LockoutEnd, until), cancellation);
        }

        // Not what was typed where no account is called so: people type their password there.
        audit.Add(AuditAction.SignInFailed, user?.Email ?? "", reason);
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Does for nobody what is done for somebody's password.</summary>
    private bool CheckNothing(string password)
    {
        // Identity's third format: its number, HMAC-SHA512, iterations, length of the salt, salt, key.
        var hash = new byte[13 + 16 + 32];
        hash[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(1), 2);
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(5), (uint)hashing.Value.IterationCount);
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(9), 16);
        RandomNumberGenerator.Fill(hash.AsSpan(13));
        users.PasswordHasher.VerifyHashedPassword(new PortalUser(), Convert.ToBase64String(hash), password);
        return false;
    }
}
