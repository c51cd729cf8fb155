using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Controllers;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Staff;
using OutreachPortal.ViewModels.Account;

namespace OutreachPortal.Controllers.Account;

/// <summary>Choosing a password by a link from a letter: when it is forgotten, and for the first time when invited.</summary>
[Route("account")]
public sealed class PasswordLinkController(
    PortalDbContext db, UserManager<PortalUser> users, StaffSignIn signIn, StaffLetters letters, SignInLimits limits, AuditTrail audit, IStringLocalizer<Words> words)
    : AccountPageController(words)
{
    private readonly IStringLocalizer<Words> _words = words;

    [HttpGet("forgotten")]
    public IActionResult Forgotten() => Page("Forgotten", new SignInForm());

    /// <summary>Says the same, after the same time, whether there is such an account or not.</summary>
    [HttpPost("forgotten")]
    [EnableRateLimiting(SignInLimits.Policy)]
    public async Task<IActionResult> Forgotten([FromForm] SignInForm form)
    {
        ModelState.Clear();
        if (!StaffForm.IsEmail(form.Email))
        {
            Problem(nameof(form.Email), "Account.Error.InvalidEmail");
            return Wrong("Forgotten", form);
        }

        if (!limits.Admits(HttpContext, "forgotten " + form.Email!.Trim()))
        {
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        var pause = Task.Delay(StaffSignIn.ShortestRefusal, Aborted);
        if (await users.FindByEmailAsync(form.Email.Trim()) is { IsActive: true } user)
        {
            await letters.ResetAsync(user);
            await db.SaveChangesAsync(Aborted);
        }

        await pause;
        return Page("ForgottenSent", form);
    }

    [HttpGet("reset")]
    public async Task<IActionResult> Reset([FromQuery] string? user, [FromQuery] string? token) =>
        await OwnerAsync(user, token, UserManager<PortalUser>.ResetPasswordTokenPurpose) is { } owner
            ? Page("Reset", new NewPasswordForm { Email = owner.Email })
            : Gone("LinkGone");

    [HttpPost("reset")]
    [EnableRateLimiting(SignInLimits.Policy)]
    public async Task<IActionResult> Reset([FromQuery] string? user, [FromQuery] string? token, [FromForm] NewPasswordForm form)
    {
        var (owner, answer) = await ChooseAsync(user, token, form, UserManager<PortalUser>.ResetPasswordTokenPurpose, "Reset");
        if (owner is null)
        {
            return answer!;
        }

        // Not signed in by it: the account may ask for a code besides.
        TempData[AdminController.DoneKey] = _words["Account.PasswordChanged"].Value;
        return Next(StaffAccess.SignInPath);
    }

    [HttpGet("invitation")]
    public async Task<IActionResult> Invitation([FromQuery] string? user, [FromQuery] string? token) =>
        await OwnerAsync(user, token, LinkTokens.Invitation) is { } owner ? Page("Invitation", new NewPasswordForm { Email = owner.Email }) : Gone("LinkGone");

    [HttpPost("invitation")]
    [EnableRateLimiting(SignInLimits.Policy)]
    public async Task<IActionResult> Invitation([FromQuery] string? user, [FromQuery] string? token, [FromForm] NewPasswordForm form)
    {
        var (owner, answer) = await ChooseAsync(user, token, form, LinkTokens.Invitation, "Invitation");
        if (owner is null)
        {
            return answer!;
        }

        await signIn.FinishAsync(owner, Aborted);
        return Redirect("/admin");
    }

    private async Task<PortalUser?> OwnerAsync(string? id, string? token, string purpose) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _) && !string.IsNullOrEmpty(token)
        && await users.FindByIdAsync(id) is { IsActive: true } user
        && (purpose != LinkTokens.Invitation || user.PasswordHash is null)
        && await users.VerifyUserTokenAsync(user, LinkTokens.Name, purpose, token) ? user : null;

    private async Task<(PortalUser? Owner, IActionResult? Answer)> ChooseAsync(string? id, string? token, NewPasswordForm form, string purpose, string view)
    {
        if (await OwnerAsync(id, token, purpose) is not { } user)
        {
            return (null, Gone("LinkGone"));
        }

        form.Email = user.Email;
        ModelState.Clear();
        CheckPassword(form.Password, form.Again);
        if (!ModelState.IsValid)
        {
            return (null, Wrong(view, form));
        }

        // Who reads the account's letters is its owner: it need not rest any longer.
        (user.InvitedAt, user.EmailConfirmed, user.LockoutEnd, user.AccessFailedCount) = (null, true, null, 0);
        audit.Add(AuditAction.PasswordChanged, user.Email!, purpose == LinkTokens.Invitation ? "by an invitation" : "by a letter");
        var chosen = user.PasswordHash is null
            ? await users.AddPasswordAsync(user, form.Password!)
            : await users.ResetPasswordAsync(user, token!, form.Password!);
        if (chosen.Succeeded)
        {
            return (user, null);
        }

        // Somebody used the same link at the same time.
        if (chosen.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure)))
        {
            return (null, Gone("LinkGone"));
        }

        Problems(chosen, nameof(form.Password));
        return (null, Wrong(view, form));
    }
}
