using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Staff;

/// <summary>
/// Keys in the links of letters. Each is for one account and one purpose, and holds the security stamp: as soon as the account's
/// password changes, by that link or otherwise, it opens nothing any more. Identity's own provider has one lifetime for all purposes.
/// </summary>
public sealed class LinkTokens(IDataProtectionProvider protection, TimeProvider clock) : IUserTwoFactorTokenProvider<PortalUser>
{
    public const string Name = "Link";

    /// <summary>Purpose of an invitation; that of a forgotten password is Identity's.</summary>
    public const string Invitation = "Invitation";

    public static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(7);
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly IDataProtector _protector = protection.CreateProtector("OutreachPortal.LinkTokens");

    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<PortalUser> manager, PortalUser user) => Task.FromResult(false);

    public Task<string> GenerateAsync(string purpose, UserManager<PortalUser> manager, PortalUser user)
    {
        var until = clock.GetUtcNow() + (purpose == Invitation ? InvitationLifetime : Lifetime);
        return Task.FromResult(WebEncoders.Base64UrlEncode(_protector.Protect(Encoding.UTF8.GetBytes(Content(purpose, user) + until.UtcTicks.ToString(CultureInfo.InvariantCulture)))));
    }

    public Task<bool> ValidateAsync(string purpose, string token, UserManager<PortalUser> manager, PortalUser user)
    {
        try
        {
            var content = Encoding.UTF8.GetString(_protector.Unprotect(WebEncoders.Base64UrlDecode(token)));
            var expected = Content(purpose, user);
            return Task.FromResult(content.StartsWith(expected, StringComparison.Ordinal)
                && long.Parse(content.AsSpan(expected.Length), NumberStyles.None, CultureInfo.InvariantCulture) > clock.GetUtcNow().UtcTicks);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return Task.FromResult(false);
        }
    }

    private static string Content(string purpose, PortalUser user) => string.Create(CultureInfo.InvariantCulture, $"{purpose}|{user.Id}|{user.SecurityStamp}|");
}
