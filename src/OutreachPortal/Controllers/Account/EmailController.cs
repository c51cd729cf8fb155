using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Controllers;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Staff;
using OutreachPortal.ViewModels.Account;

namespace OutreachPortal.Controllers.Account;

/// <summary>Another e-mail address for somebody's own account, which is its name too. It counts once its owner has opened the link that is sent there.</summary>
[Route("account/email")]
public sealed class EmailController(
    PortalDbContext db, UserManager<PortalUser> users, SignInManager<PortalUser> session, StaffLetters letters, SignInLimits limits, AuditTrail audit, IStringLocalizer<Words> words)
    : AccountPageController(words)
{
    private readonly IStringLocalizer<Words> _words = words;

    [Authorize]
    [HttpGet("")]
    public async Task<IActionResult> Show() => Page("Email", ((await users.GetUserAsync(User))!.Email!, new EmailForm()));

    /// <summary>Says the same, after the same time, whether somebody else has the address or not.</summary>
    [Authorize]
    [HttpPost("")]
    public async Task<IActionResult> Ask([FromForm] EmailForm form)
    {
        var user = (await users.GetUserAsync(User))!;
        ModelState.Clear();
        if (!StaffForm.IsEmail(form.Email))
        {
            Problem(nameof(form.Email), "Account.Error.InvalidEmail");
        }
        else if (string.Equals(form.Email.Trim(), user.Email, StringComparison.OrdinalIgnoreCase))
        {
            Problem(nameof(form.Email), "Account.Error.SameEmail");
        }

        // Who finds a session open must neither find out the password nor send letters without end.
        if (ModelState.IsValid && !limits.Admits(HttpContext, user.Email!))
        {
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        if (form.Current is not { Length: > 0 and <= PasswordRules.LongestPassword } || (ModelState.IsValid && !await users.CheckPasswordAsync(user, form.Current)))
        {
            Problem(nameof(form.Current), "Account.Error.PasswordMismatch");
        }

        if (!ModelState.IsValid)
        {
            return Wrong("Email", (user.Email!, form));
        }

        var pause = Task.Delay(StaffSignIn.ShortestRefusal, Aborted);
        var email = form.Email!.Trim();
        await letters.ChangeEmailAsync(user, email, isFree: await users.FindByEmailAsync(email) is null);
        await db.SaveChangesAsync(Aborted);
        await pause;
        return Page("EmailSent", email);
    }

    /// <summary>Shows what will be done, and does nothing: programs that read letters open links too.</summary>
    [HttpGet("confirm")]
    public async Task<IActionResult> Confirm([FromQuery] string? user, [FromQuery] string? email, [FromQuery] string? token) =>
        await OwnerAsync(user, email, token) is not null ? Page("EmailConfirm", email) : Gone("EmailGone");

    [HttpPost("confirm")]
    [EnableRateLimiting(SignInLimits.Policy)]
    [ActionName(nameof(Confirm))]
    public async Task<IActionResult> Change([FromQuery] string? user, [FromQuery] string? email, [FromQuery] string? token)
    {
        if (await OwnerAsync(user, email, token) is null || await ChangeAsync(user!, email!, token!) is not { } owner)
        {
            return Gone("EmailGone");
        }

        // All sessions have ended, but for this one where it is the owner's.
        TempData[AdminController.DoneKey] = _words["Account.EmailChanged"].Value;
        if (users.GetUserId(User) != owner.Id.ToString(CultureInfo.InvariantCulture))
        {
            return Next(StaffAccess.SignInPath);
        }

        await session.RefreshSignInAsync(owner);
        return Redirect("/account");
    }

    private async Task<PortalUser?> OwnerAsync(string? id, string? email, string? token) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _) && StaffForm.IsEmail(email) && !string.IsNullOrEmpty(token)
        && await users.FindByIdAsync(id) is { IsActive: true } user
        && await users.VerifyUserTokenAsync(user, LinkTokens.Name, UserManager<PortalUser>.GetChangeEmailTokenPurpose(email), token) ? user : null;

    /// <summary>Null where somebody else has the address by now, or used the same link in this moment.</summary>
    private async Task<PortalUser?> ChangeAsync(string id, string email, string token)
    {
        try
        {
            return await db.TransactAsync(async () =>
            {
                var user = (await users.FindByIdAsync(id))!;
                audit.Add(AuditAction.EmailChanged, email, "was " + user.Email);
                user.UserName = email;
                return (await users.ChangeEmailAsync(user, email, token)).Succeeded ? user : null;
            }, changed => changed is not null, Aborted);
        }
        catch (DbUpdateException e) when (DbErrors.IsUniqueViolation(e))
        {
            db.ChangeTracker.Clear();
            return null;
        }
    }
}
