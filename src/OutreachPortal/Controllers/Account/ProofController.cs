using System.Net.Mime;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Staff;
using OutreachPortal.ViewModels.Account;

namespace OutreachPortal.Controllers.Account;

/// <summary>Asks somebody who is signed in to prove it once more, by password or passkey, before what opens the account is changed.</summary>
[Authorize]
[Route("account/proof")]
public sealed class ProofController(
    Passkeys passkeys, UserManager<PortalUser> users, StaffSignIn signIn, SignInLimits limits, IStringLocalizer<Words> words) : AccountPageController(words)
{
    public const string Path = "/account/proof";

    [HttpGet("")]
    public async Task<IActionResult> Show() => Page("Proof", await ModelAsync(await MeAsync()));

    /// <param name="answer">A passkey's, JSON; then there is no password.</param>
    [HttpPost("")]
    public async Task<IActionResult> Prove([FromForm] string? password, [FromForm] string? answer)
    {
        var me = await MeAsync();
        if (!limits.Admits(HttpContext, me.Email!))
        {
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        if (answer is not null ? (await passkeys.OwnerAsync(answer))?.Id == me.Id
            : password is { Length: > 0 and <= PasswordRules.LongestPassword } && await users.CheckPasswordAsync(me, password))
        {
            await signIn.ProveAsync(me);
            return Onward();
        }

        ModelState.Clear();
        if (answer is null)
        {
            Problem("Password", "Account.Error.PasswordMismatch");
        }
        else
        {
            Problem("", "Passkeys.Refused");
        }

        return Wrong("Proof", await ModelAsync(me));
    }

    [HttpPost("options")]
    public async Task<IActionResult> Options() => Content(await passkeys.RequestOptionsAsync(await MeAsync()), MediaTypeNames.Application.Json);

    private async Task<PortalUser> MeAsync() => (await users.GetUserAsync(User))!;

    private async Task<ProofViewModel> ModelAsync(PortalUser me) => new(me.Email!, (await users.GetPasskeysAsync(me)).Count > 0);
}
