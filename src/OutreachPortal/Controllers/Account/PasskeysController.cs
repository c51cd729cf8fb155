using System.Buffers.Text;
using System.Net.Mime;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Controllers;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Staff;
using OutreachPortal.ViewModels.Account;

namespace OutreachPortal.Controllers.Account;

/// <summary>The passkeys of somebody's own account. Making and removing one asks for a recent proof that it is the owner who does.</summary>
[Authorize]
[Route("account/passkeys")]
public sealed class PasskeysController(
    Passkeys passkeys, UserManager<PortalUser> users, SignInManager<PortalUser> session, StaffSignIn signIn, IStringLocalizer<Words> words)
    : AccountPageController(words)
{
    public const string Path = "/account/passkeys";
    private const string AddPath = Path + "/add";

    private readonly IStringLocalizer<Words> _words = words;

    [HttpGet("")]
    public async Task<IActionResult> Show() =>
        Page("Passkeys", (await users.GetPasskeysAsync(await MeAsync())).OrderBy(passkey => passkey.CreatedAt).Select(Row).ToList());

    [HttpGet("add")]
    public async Task<IActionResult> Add() => await signIn.IsProvenAsync() ? Page("AddPasskey", new PasskeyForm()) : Proof(AddPath);

    /// <summary>What a script asks the browser to make a passkey by. 401 where the page has to be opened again, to prove who asks.</summary>
    [HttpPost("options")]
    public async Task<IActionResult> Options() =>
        await signIn.IsProvenAsync() ? Content(await passkeys.CreationOptionsAsync(await MeAsync()), MediaTypeNames.Application.Json) : Unauthorized();

    [HttpPost("add")]
    public async Task<IActionResult> Add([FromForm] PasskeyForm form)
    {
        if (!await signIn.IsProvenAsync())
        {
            return Proof(AddPath);
        }

        ModelState.Clear();
        form.Check(Problem);
        if (!ModelState.IsValid)
        {
            return Wrong("AddPasskey", form);
        }

        var outcome = await passkeys.AddAsync(await MeAsync(), form.Name!.Trim(), form.Answer);
        if (outcome != PasskeyOutcome.Done)
        {
            Problem("", outcome == PasskeyOutcome.TooMany ? "Passkeys.TooMany" : "Passkeys.NotAdded");
            return Wrong("AddPasskey", form);
        }

        return Done("Passkeys.Added");
    }

    [HttpGet("{id}")]
    public async Task<IActionResult> Rename([FromRoute] string id) =>
        await FindAsync(await MeAsync(), id) is { } passkey ? Page("RenamePasskey", new PasskeyForm { Name = passkey.Name }) : NotFound();

    [HttpPost("{id}")]
    public async Task<IActionResult> Rename([FromRoute] string id, [FromForm] PasskeyForm form)
    {
        var me = await MeAsync();
        if (await FindAsync(me, id) is not { } passkey)
        {
            return NotFound();
        }

        ModelState.Clear();
        form.Check(Problem);
        if (ModelState.IsValid && !(await passkeys.RenameAsync(me, passkey, form.Name!.Trim())).Succeeded)
        {
            Problem("", "Account.Error.ConcurrencyFailure");
        }

        return ModelState.IsValid ? Done("Passkeys.Renamed") : Wrong("RenamePasskey", form);
    }

    [HttpGet("{id}/remove")]
    public async Task<IActionResult> Remove([FromRoute] string id) =>
        await FindAsync(await MeAsync(), id) is not { } passkey ? NotFound() : await signIn.IsProvenAsync() ? Page("RemovePasskey", Row(passkey)) : Proof($"{Path}/{id}/remove");

    [HttpPost("{id}/remove")]
    [ActionName(nameof(Remove))]
    public async Task<IActionResult> RemoveNow([FromRoute] string id)
    {
        var me = await MeAsync();
        if (await FindAsync(me, id) is not { } passkey)
        {
            return NotFound();
        }

        if (!await signIn.IsProvenAsync())
        {
            return Proof($"{Path}/{id}/remove");
        }

        if (!(await passkeys.RemoveAsync(me, passkey)).Succeeded)
        {
            Problem("", "Account.Error.ConcurrencyFailure");
            return Wrong("RemovePasskey", Row(passkey));
        }

        // Every other session has ended.
        await session.RefreshSignInAsync(me);
        return Done("Passkeys.Removed");
    }

    private async Task<PortalUser> MeAsync() => (await users.GetUserAsync(User))!;

    private async Task<UserPasskeyInfo?> FindAsync(PortalUser user, string id) =>
        Base64Url.IsValid(id) && await users.GetPasskeyAsync(user, Base64Url.DecodeFromChars(id)) is { } passkey ? passkey : null;

    private static PasskeyRow Row(UserPasskeyInfo passkey) => new(Base64Url.EncodeToString(passkey.CredentialId), passkey.Name ?? "", passkey.CreatedAt.UtcDateTime);

    private RedirectResult Proof(string page) => Redirect(QueryHelpers.AddQueryString(ProofController.Path, StaffAccess.ReturnUrl, page));

    private RedirectResult Done(string word)
    {
        TempData[AdminController.DoneKey] = _words[word].Value;
        return Redirect(Path);
    }
}
