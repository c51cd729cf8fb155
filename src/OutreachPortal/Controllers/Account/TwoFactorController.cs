using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using OutreachPortal.Areas.Admin.Controllers;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Staff;
using OutreachPortal.ViewModels.Account;
using QRCoder;

namespace OutreachPortal.Controllers.Account;

/// <summary>The second step of somebody's own account: setting up an authenticator, recovery codes, turning it off.</summary>
[Authorize]
[Route("account/two-factor")]
public sealed class TwoFactorController(
    PortalDbContext db, UserManager<PortalUser> users, SignInManager<PortalUser> signIn, SignInLimits limits, AuditTrail audit, SiteSettings site,
    IOptions<IdentityOptions> identity, IStringLocalizer<Words> words) : AccountPageController(words)
{
    private const string Path = "/account/two-factor";
    private const int RecoveryCodes = 10;

    private readonly IStringLocalizer<Words> _words = words;

    [HttpGet("")]
    public async Task<IActionResult> Show() => Page("TwoFactor", await ModelAsync(await MeAsync()));

    /// <summary>Makes a key for an authenticator; an earlier one that was never confirmed is gone.</summary>
    [HttpPost("begin")]
    public async Task<IActionResult> Begin()
    {
        var user = await MeAsync();
        if (!user.TwoFactorEnabled)
        {
            await users.ResetAuthenticatorKeyAsync(user);
            await signIn.RefreshSignInAsync(user);
        }

        return Redirect(Path);
    }

    [HttpPost("confirm")]
    public async Task<IActionResult> Confirm([FromForm] CodeForm form)
    {
        var user = await MeAsync();
        if (user.TwoFactorEnabled)
        {
            return Redirect(Path);
        }

        ModelState.Clear();
        form.Check(Problem);
        if (ModelState.IsValid && !await users.VerifyTwoFactorTokenAsync(user, identity.Value.Tokens.AuthenticatorTokenProvider, StaffSignIn.Normalized(form.Code!)))
        {
            Problem(nameof(form.Code), "Account.CodeRefused");
        }

        if (!ModelState.IsValid)
        {
            return Wrong("TwoFactor", await ModelAsync(user));
        }

        audit.Add(AuditAction.TwoFactorChanged, user.Email!, "turned on");
        await users.SetTwoFactorEnabledAsync(user, true);
        return await CodesAsync(user);
    }

    [HttpPost("codes")]
    public async Task<IActionResult> Codes([FromForm] string? current)
    {
        var user = await MeAsync();
        if (await RefusalAsync(user, current) is { } refusal)
        {
            return refusal;
        }

        audit.Add(AuditAction.TwoFactorChanged, user.Email!, "new recovery codes");
        return await CodesAsync(user);
    }

    [HttpPost("off")]
    public async Task<IActionResult> Off([FromForm] string? current)
    {
        var user = await MeAsync();
        if (await RefusalAsync(user, current) is { } refusal)
        {
            return refusal;
        }

        audit.Add(AuditAction.TwoFactorChanged, user.Email!, "turned off");
        await users.SetTwoFactorEnabledAsync(user, false);
        await users.ResetAuthenticatorKeyAsync(user);
        await signIn.RefreshSignInAsync(user);
        TempData[AdminController.DoneKey] = _words["Account.TwoFactorOff"].Value;
        return Redirect(Path);
    }

    private async Task<PortalUser> MeAsync() => (await users.GetUserAsync(User))!;

    private async Task<IActionResult?> RefusalAsync(PortalUser user, string? password)
    {
        if (!user.TwoFactorEnabled)
        {
            return Redirect(Path);
        }

        if (!limits.Admits(HttpContext, user.Email!))
        {
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        if (await users.CheckPasswordAsync(user, (password ?? "")[..Math.Min(password?.Length ?? 0, PasswordRules.LongestPassword)]))
        {
            return null;
        }

        ModelState.Clear();
        Problem("current", "Account.Error.PasswordMismatch");
        return Wrong("TwoFactor", await ModelAsync(user));
    }

    private async Task<ViewResult> CodesAsync(PortalUser user)
    {
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes);
        await db.SaveChangesAsync(Aborted);
        await signIn.RefreshSignInAsync(user);
        ModelState.Clear();
        return Page("TwoFactor", new TwoFactorViewModel(true, RecoveryCodes, Codes: [.. codes ?? []]));
    }

    private async Task<TwoFactorViewModel> ModelAsync(PortalUser user)
    {
        if (user.TwoFactorEnabled)
        {
            return new(true, await users.CountRecoveryCodesAsync(user));
        }

        return await users.GetAuthenticatorKeyAsync(user) is { Length: > 0 } key
            ? new(false, 0, string.Join(' ', key.Chunk(4).Select(four => new string(four))), Picture(user, key))
            : new(false, 0);
    }

    /// <summary>As authenticators read it: https://github.com/google/google-authenticator/wiki/Key-Uri-Format.</summary>
    private string Picture(PortalUser user, string key)
    {
        var issuer = site.Office.In(Languages.Current).Text is { Length: > 0 } office ? office : site.Name.In(Languages.Current).Text;
        var address = QueryHelpers.AddQueryString($"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(user.Email!)}",
            new Dictionary<string, string?> { ["secret"] = key, ["issuer"] = issuer, ["digits"] = "6" });
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(code);
        return picture.GetGraphic(4, "#000", "#fff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
