using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Staff;
using OutreachPortal.ViewModels.Account;

namespace OutreachPortal.Controllers.Account;

/// <summary>The one-time address that the console prints: makes an administrator.</summary>
[Route("account/setup")]
public sealed class SetupController(
    SetupLinks links, PortalDbContext db, UserManager<PortalUser> users, StaffSignIn signIn, AuditTrail audit, TimeProvider clock, IStringLocalizer<Words> words)
    : AccountPageController(words)
{
    [HttpGet("")]
    public async Task<IActionResult> Show([FromQuery] string? token) =>
        await links.IsOpenAsync(token, Aborted) ? Page("Setup", new SetupForm { Language = Languages.Current }) : Gone("SetupGone");

    [HttpPost("")]
    [EnableRateLimiting(SignInLimits.Policy)]
    public async Task<IActionResult> Create([FromQuery] string? token, [FromForm] SetupForm form)
    {
        if (!await links.IsOpenAsync(token, Aborted))
        {
            return Gone("SetupGone");
        }

        ModelState.Clear();
        form.Check(Problem);
        CheckPassword(form.Password, form.Again);
        if (!ModelState.IsValid)
        {
            return Wrong("Setup", form);
        }

        var user = form.User(clock);
        var (open, made) = await db.Database.CreateExecutionStrategy().ExecuteAsync(() => MakeAsync(token, user, form.Password!));
        if (!open)
        {
            return Gone("SetupGone");
        }

        if (!made.Succeeded)
        {
            Problems(made, nameof(form.Password));
            return Wrong("Setup", form);
        }

        await signIn.FinishAsync(user, Aborted);
        return Redirect("/admin");
    }

    /// <summary>The link's use and the account are one transaction: of two who have the link one gets it, and a refused password leaves it open.</summary>
    private async Task<(bool Open, IdentityResult Made)> MakeAsync(string? token, PortalUser user, string password)
    {
        db.ChangeTracker.Clear();
        user.Id = 0;
        await using var transaction = await db.Database.BeginTransactionAsync(Aborted);
        if (!await links.UseAsync(token, Aborted))
        {
            return (false, IdentityResult.Success);
        }

        audit.Add(AuditAction.UserInvited, user.Email!, $"{Roles.Administrator}, by the setup link");
        var made = await users.CreateAsync(user, password);
        if (made.Succeeded)
        {
            made = await users.AddToRoleAsync(user, Roles.Administrator);
        }

        if (made.Succeeded)
        {
            await transaction.CommitAsync(Aborted);
        }

        return (true, made);
    }
}
