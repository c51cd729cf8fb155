using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Staff;
using OutreachPortal.Services.University;

namespace OutreachPortal.Controllers.Account;

/// <summary>Signing in by the university's own account: staff into their account here, everybody else as a member of the university.</summary>
[Route("account/university")]
public sealed class UniversityController(UniversityMembers members, StaffSignIn signIn, IStringLocalizer<Words> words) : AccountPageController(words)
{
    private const string MemberPath = "/account/university/member";

    /// <summary>Sends the browser to the provider. A link: no form may leave the site, and nothing is changed by it.</summary>
    [HttpGet("")]
    [EnableRateLimiting(RegistrationLimits.Policy)]
    public async Task<IActionResult> Start()
    {
        if (!members.IsOffered)
        {
            return NotFound();
        }

        try
        {
            var kept = new AuthenticationProperties { RedirectUri = IsOurs(Request.Query[StaffAccess.ReturnUrl], out var wanted) ? wanted : "/" };
            kept.SetString(UniversityHandler.Language, Languages.Current);
            await HttpContext.ChallengeAsync(UniversityAccess.ProviderScheme, kept);
            return new EmptyResult();
        }
        catch (UniversityException e)
        {
            return Failed(e.Failure, Request.Query[StaffAccess.ReturnUrl]);
        }
    }

    /// <summary>Where the provider sends the browser back to. What it says has been read by <see cref="UniversityHandler"/>.</summary>
    [HttpGet("return")]
    public async Task<IActionResult> Return()
    {
        if (!members.IsOffered)
        {
            return NotFound();
        }

        var answer = HttpContext.Features.Get<UniversityAnswer>() ?? new(null, UniversityFailure.Lost, null, null);
        if (answer.Member is not { } member)
        {
            return Failed(answer.Failure, answer.Wanted);
        }

        var wanted = IsOurs(answer.Wanted, out var ours) && ours != "/" ? ours : null;
        if (await signIn.WithUniversityAsync(member, Aborted) == SignInOutcome.SignedIn)
        {
            await members.SignOutAsync();
            return Redirect(wanted ?? "/admin");
        }

        if (!member.IsEmailVerified)
        {
            return Failed(UniversityFailure.Unverified, answer.Wanted);
        }

        await members.SignInAsync(member);
        // What is for staff would only ask again who it is.
        return Redirect(wanted is not null && !wanted.StartsWith("/admin", StringComparison.OrdinalIgnoreCase) && !wanted.StartsWith("/account", StringComparison.OrdinalIgnoreCase)
            ? wanted : MemberPath + "?lang=" + Languages.Current);
    }

    [HttpGet("member")]
    public async Task<IActionResult> Member() => await members.CurrentAsync() is { } member ? Page("Member", member) : Next(StaffAccess.SignInPath);

    [HttpPost("sign-out")]
    public async Task<IActionResult> Leave()
    {
        if (members.IsOffered)
        {
            await members.SignOutAsync();
        }

        return Redirect(IsOurs(Request.Query[StaffAccess.ReturnUrl], out var wanted) ? wanted : PortalAddress.Home(Languages.Current));
    }

    private ViewResult Failed(UniversityFailure failure, string? wanted)
    {
        Response.StatusCode = failure switch
        {
            UniversityFailure.Denied or UniversityFailure.Unverified => StatusCodes.Status403Forbidden,
            UniversityFailure.Unreachable => StatusCodes.Status424FailedDependency,
            _ => StatusCodes.Status400BadRequest,
        };
        var again = IsOurs(wanted, out var ours) && ours != "/" ? QueryHelpers.AddQueryString(UniversityAccess.StartPath, StaffAccess.ReturnUrl, ours) : UniversityAccess.StartPath;
        return Page("UniversityFailed", (failure, QueryHelpers.AddQueryString(again, Localization.LanguageKey, Languages.Current)));
    }
}
