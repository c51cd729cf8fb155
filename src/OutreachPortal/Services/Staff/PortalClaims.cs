using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Staff;

/// <summary>Puts a user's name and language beside the roles into the cookie, so that pages need not look them up.</summary>
public sealed class PortalClaims(UserManager<PortalUser> users, RoleManager<IdentityRole<int>> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<PortalUser, IdentityRole<int>>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(PortalUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new(CurrentUser.NameClaim, user.Name));
        identity.AddClaim(new(CurrentUser.LanguageClaim, user.Language));
        return identity;
    }
}
