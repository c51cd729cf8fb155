using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Controllers;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Staff;
using OutreachPortal.ViewModels.Account;

namespace OutreachPortal.Controllers.Account;

/// <summary>Somebody's own account: name, language and password.</summary>
[Authorize]
[Route("account")]
public sealed class AccountController(
    UserManager<PortalUser> users, SignInManager<PortalUser> signIn, SignInLimits limits, AuditTrail audit, IStringLocalizer<Words> words)
    : AccountPageController(words)
{
    private readonly IStringLocalizer<Words> _words = words;

    [HttpGet("")]
    public async Task<IActionResult> Profile()
    {
        var user = (await users.GetUserAsync(User))!;
        return Page("Profile", new ProfileForm { Name = user.Name, Language = user.Language });
    }

    [HttpPost("")]
    public async Task<IActionResult> Profile([FromForm] ProfileForm form)
    {
        ModelState.Clear();
        StaffForm.CheckName(form.Name, Problem);
        StaffForm.CheckLanguage(form.Language, Problem);
        if (!ModelState.IsValid)
        {
            return Wrong("Profile", form);
        }

        var user = (await users.GetUserAsync(User))!;
        (user.Name, user.Language) = (form.Name!.Trim(), form.Language!);
        audit.Add(AuditAction.UserChanged, user.Email!, "name and language, by themselves");
        return await DoneAsync(await users.UpdateAsync(user), user, "Profile", form, "/account");
    }

    [HttpGet("password")]
    public async Task<IActionResult> Password() => Page("Password", new NewPasswordForm { Email = (await users.GetUserAsync(User))!.Email });

    [HttpPost("password")]
    public async Task<IActionResult> Password([FromForm] NewPasswordForm form)
    {
        var user = (await users.GetUserAsync(User))!;
        form.Email = user.Email;
        ModelState.Clear();
        CheckPassword(form.Password, form.Again);
        if (string.IsNullOrEmpty(form.Current))
        {
            Problem(nameof(form.Current), "Account.Error.PasswordMismatch");
        }

        if (!ModelState.IsValid)
        {
            return Wrong("Password", form);
        }

        // Who finds a session open must not find out the password.
        if (!limits.Admits(HttpContext, user.Email!))
        {
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        audit.Add(AuditAction.PasswordChanged, user.Email!);
        return await DoneAsync(await users.ChangePasswordAsync(user, form.Current!, form.Password!), user, "Password", form, "/account");
    }

    private async Task<IActionResult> DoneAsync(IdentityResult result, PortalUser user, string view, object form, string next)
    {
        if (!result.Succeeded)
        {
            Problems(result, nameof(NewPasswordForm.Password));
            return Wrong(view, form);
        }

        // Other sessions end with the old stamp; this one gets the new.
        await signIn.RefreshSignInAsync(user);
        // In the language of the page that will say it.
        CultureInfo.CurrentUICulture = Languages.CultureOf(user.Language);
        TempData[AdminController.DoneKey] = _words["Account.Saved"].Value;
        return Redirect(next);
    }
}
