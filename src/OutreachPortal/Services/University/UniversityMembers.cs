using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.Services.University;

/// <summary>
/// Members of the university who are no staff. They are nowhere in the database: a cookie of the session says name and address, has no
/// role, and is read by the pages of registration alone. The request's user is never one of them.
/// </summary>
public sealed class UniversityMembers(SignInSettings settings, IHttpContextAccessor accessor)
{
    /// <summary>Whether the university's sign-in is set at all.</summary>
    public bool IsOffered => settings.OpenIdConnect.IsSet;

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("Nobody is signed in without a request.");

    /// <summary>Whoever is signed in so; null for everybody else, staff among them.</summary>
    public async Task<KnownPerson?> CurrentAsync() =>
        IsOffered && (await Http.AuthenticateAsync(UniversityAccess.MemberScheme)).Principal is { } member
            && member.FindFirstValue(ClaimTypes.Name) is { } name && member.FindFirstValue(ClaimTypes.Email) is { } email ? new(name, email) : null;

    /// <param name="member">Whose address is verified.</param>
    public Task SignInAsync(UniversityMember member) => Http.SignInAsync(UniversityAccess.MemberScheme, new(new ClaimsIdentity(
        [new(ClaimTypes.Name, member.Name), new(ClaimTypes.Email, member.Email)], UniversityAccess.MemberScheme)));

    public Task SignOutAsync() => Http.SignOutAsync(UniversityAccess.MemberScheme);
}
