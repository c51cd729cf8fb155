using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Staff;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>Who may sign in, and what each may do.</summary>
[Authorize(StaffPolicies.Administer)]
[Route("admin/users")]
public sealed class UsersController(PortalDbContext db, StaffAccounts accounts, LetterSender letters, CurrentUser me, TimeProvider clock, IStringLocalizer<Words> words) : AdminController
{
    private const string Path = "/admin/users";

    [HttpGet("")]
    public async Task<IActionResult> Index()
    {
        var filter = new ListFilter(Request.Query);
        var paging = new Paging(filter.Page, await db.Users.CountAsync(Aborted));
        var rows = await Lines(db.Users.OrderBy(user => user.Name).ThenBy(user => user.Id).Skip(paging.Skip).Take(Paging.Size)).ToListAsync(Aborted);
        return View(new UsersViewModel(filter, paging, [.. rows.Select(Line)]));
    }

    [HttpGet("invite")]
    public IActionResult Invite() => View(new InviteForm { Language = Languages.Current, Roles = [Roles.Author] });

    [HttpPost("invite")]
    public async Task<IActionResult> Invite([FromForm] InviteForm form)
    {
        ModelState.Clear();
        form.Check(Problem);
        if (!ModelState.IsValid)
        {
            return Wrong("Invite", form);
        }

        var (result, link) = await accounts.InviteAsync(form.User(clock), [.. form.Roles!.Distinct()!], Aborted);
        if (!result.Succeeded)
        {
            Problem(nameof(form.Email), "Account.Error." + result.Errors.Last().Code);
            return Wrong("Invite", form);
        }

        return View("Invited", new InvitedViewModel(form.Name!.Trim(), form.Email!.Trim(), link, !letters.WritesFiles));
    }

    [HttpGet("{id:int}")]
    public async Task<IActionResult> Edit([FromRoute] int id) => await ModelAsync(id, null) is { } model ? View(model) : NotFound();

    [HttpPost("{id:int}")]
    public async Task<IActionResult> Edit([FromRoute] int id, [FromForm] UserForm form)
    {
        ModelState.Clear();
        form.Check(Problem);
        if (!ModelState.IsValid)
        {
            return await ModelAsync(id, form) is { } model ? Wrong("Edit", model) : NotFound();
        }

        return await AnswerAsync(id, await accounts.ChangeAsync(id, form.Version, form.Name!.Trim(), form.Language!, [.. form.Roles!.Distinct()!], Aborted), form, "Users.Changed");
    }

    [HttpPost("{id:int}/deactivate")]
    public async Task<IActionResult> Deactivate([FromRoute] int id, [FromForm] string? version)
    {
        if (id == me.Id)
        {
            Problem("", "Users.Error.Yourself");
            return await ModelAsync(id, null) is { } model ? Wrong("Edit", model) : NotFound();
        }

        return await AnswerAsync(id, await accounts.DeactivateAsync(id, version, Aborted), null, "Users.Deactivated");
    }

    [HttpPost("{id:int}/reactivate")]
    public async Task<IActionResult> Reactivate([FromRoute] int id, [FromForm] string? version) =>
        await AnswerAsync(id, await accounts.ReactivateAsync(id, version, Aborted), null, "Users.Reactivated");

    [HttpPost("{id:int}/sign-out")]
    public async Task<IActionResult> SignOutEverywhere([FromRoute] int id, [FromForm] string? version) =>
        await AnswerAsync(id, await accounts.SignOutEverywhereAsync(id, version, Aborted), null, "Users.SignedOut");

    [HttpPost("{id:int}/invite-again")]
    public async Task<IActionResult> InviteAgain([FromRoute] int id, [FromForm] string? version)
    {
        var (outcome, link) = await accounts.InviteAgainAsync(id, version, Aborted);
        if (outcome != AccountOutcome.Done)
        {
            return await AnswerAsync(id, outcome, null, "Users.Changed");
        }

        var user = Line(await Lines(db.Users.Where(u => u.Id == id)).SingleAsync(Aborted));
        return View("Invited", new InvitedViewModel(user.Name, user.Email, link, !letters.WritesFiles));
    }

    private async Task<IActionResult> AnswerAsync(int id, AccountOutcome outcome, UserForm? form, string done)
    {
        if (outcome == AccountOutcome.Done)
        {
            Done(words[done]);
            return Redirect($"{Path}/{id}");
        }

        db.ChangeTracker.Clear();
        if (outcome == AccountOutcome.NotFound || await ModelAsync(id, form) is not { } model)
        {
            return NotFound();
        }

        if (outcome == AccountOutcome.LastAdministrator)
        {
            Problem(form is null ? "" : "Roles", "Users.Error.LastAdministrator");
            return Wrong("Edit", model);
        }

        // What was typed stays in the form; what the other one saved stands above it.
        var saved = (await ModelAsync(id, null))!;
        Response.StatusCode = StatusCodes.Status409Conflict;
        model.Form.Version = saved.Form.Version;
        return View("Edit", model with { Stale = true });
    }

    private void Problem(string field, string word) => ModelState.AddModelError(field, words[word]);

    private async Task<UserViewModel?> ModelAsync(int id, UserForm? form)
    {
        if (await Lines(db.Users.Where(user => user.Id == id)).SingleOrDefaultAsync(Aborted) is not { } row)
        {
            return null;
        }

        var line = Line(row);
        return new(form ?? new UserForm { Name = row.Name, Language = row.Language, Roles = [.. line.Roles], Version = row.Version }, line, row.Language, id == me.Id);
    }

    private IQueryable<Row> Lines(IQueryable<PortalUser> users) => users.Select(user => new Row(
        user.Id, user.Name, user.Email!, user.Language, user.ConcurrencyStamp!, user.TwoFactorEnabled, db.Set<IdentityUserPasskey<int>>().Any(passkey => passkey.UserId == user.Id), user.PasswordHash != null, user.DeactivatedAt, user.LockoutEnd, user.LastSignInAt, user.InvitedAt,
        db.UserRoles.Where(link => link.UserId == user.Id).OrderBy(link => link.RoleId).SelectMany(link => db.Roles.Where(role => role.Id == link.RoleId).Select(role => role.Name!)).ToList()));

    private UserLine Line(Row row) => new(row.Id, row.Name, row.Email, row.Roles,
        row.DeactivatedAt is not null ? UserState.Deactivated : !row.HasPassword ? UserState.Invited : row.LockoutEnd > clock.GetUtcNow() ? UserState.Locked : UserState.Active,
        row.TwoFactor, row.HasPasskey, row.LastSignInAt, row.InvitedAt);

    private sealed record Row(
        int Id, string Name, string Email, string Language, string Version, bool TwoFactor, bool HasPasskey, bool HasPassword, DateTime? DeactivatedAt, DateTimeOffset? LockoutEnd, DateTime? LastSignInAt, DateTime? InvitedAt, List<string> Roles);
}
