using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Staff;
using OutreachPortal.ViewModels.Account;

namespace OutreachPortal.Controllers.Account;

/// <summary>Signing in by password, then by code where the account asks for one; or by a passkey; and signing out.</summary>
[Route("account")]
public sealed class SignInController(StaffSignIn signIn, Passkeys passkeys, SignInLimits limits, IStringLocalizer<Words> words) : AccountPageController(words)
{
    private const string CodePath = "/account/sign-in/code";

    [HttpGet("sign-in")]
    public IActionResult Show() => User.Identity?.IsAuthenticated == true ? Onward() : Page("SignIn", new SignInForm());

    [HttpPost("sign-in")]
    [EnableRateLimiting(SignInLimits.Policy)]
    public async Task<IActionResult> Enter([FromForm] SignInForm form)
    {
        ModelState.Clear();
        return form.Answer is null ? await PasswordAsync(form) : await PasskeyAsync(form.Answer);
    }

    [HttpGet("sign-in/code")]
    public async Task<IActionResult> Code() => await signIn.IsHalfwayAsync() ? Page("Code", new CodeForm()) : Next(StaffAccess.SignInPath);

    [HttpPost("sign-in/code")]
    [EnableRateLimiting(SignInLimits.Policy)]
    public async Task<IActionResult> Code([FromForm] CodeForm form)
    {
        if (!await signIn.IsHalfwayAsync())
        {
            return Next(StaffAccess.SignInPath);
        }

        ModelState.Clear();
        form.Check(Problem);
        if (ModelState.IsValid)
        {
            if (await signIn.WithCodeAsync(form.Code!, Aborted) == SignInOutcome.SignedIn)
            {
                return Onward();
            }

            Problem(nameof(form.Code), "Account.CodeRefused");
        }

        return Wrong("Code", form);
    }

    /// <summary>What a script asks the browser for a passkey by. The same for everybody: it names no account.</summary>
    [HttpPost("sign-in/options")]
    [EnableRateLimiting(SignInLimits.Policy)]
    public async Task<IActionResult> PasskeyOptions() => Content(await passkeys.RequestOptionsAsync(null), MediaTypeNames.Application.Json);

    [HttpPost("sign-out")]
    public async Task<IActionResult> Leave()
    {
        await signIn.SignOutAsync(Aborted);
        return Redirect(StaffAccess.SignInPath);
    }

    private async Task<IActionResult> PasswordAsync(SignInForm form)
    {
        form.Check(Problem);
        if (!ModelState.IsValid)
        {
            return Wrong("SignIn", form);
        }

        if (!limits.Admits(HttpContext, form.Email!))
        {
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        switch (await signIn.WithPasswordAsync(form.Email!.Trim(), form.Password!, form.Remember, Aborted))
        {
            case SignInOutcome.SignedIn:
                return Onward();
            case SignInOutcome.NeedsCode:
                return Next(CodePath);
            default:
                Problem("", "Account.SignInRefused");
                return Wrong("SignIn", form);
        }
    }

    private async Task<IActionResult> PasskeyAsync(string answer)
    {
        if (await signIn.WithPasskeyAsync(answer, Aborted) == SignInOutcome.SignedIn)
        {
            return Onward();
        }

        Problem("", "Passkeys.Refused");
        return Wrong("SignIn", new SignInForm());
    }
}
