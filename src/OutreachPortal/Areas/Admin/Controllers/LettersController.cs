using Microsoft.AspNetCore.Authorization;
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

/// <summary>What the portal wrote to people, and whether it was sent.</summary>
[Authorize(StaffPolicies.Administer)]
[Route("admin/letters")]
public sealed class LettersController(PortalDbContext db, OutboxBell bell, AuditTrail audit, TimeProvider clock, IStringLocalizer<Words> words) : AdminController
{
    [HttpGet("")]
    public async Task<IActionResult> Index()
    {
        var filter = new ListFilter(Request.Query);
        var paging = new Paging(filter.Page, await db.Letters.CountAsync(Aborted));
        var lines = await Lines(db.Letters.OrderByDescending(letter => letter.Id).Skip(paging.Skip).Take(Paging.Size)).ToListAsync(Aborted);
        return View(new LettersViewModel(filter, paging, lines));
    }

    [HttpGet("{id:int}")]
    public async Task<IActionResult> Details([FromRoute] int id) => await ModelAsync(id) is { } model ? View(model) : NotFound();

    [HttpPost("{id:int}/retry")]
    public async Task<IActionResult> Retry([FromRoute] int id, [FromForm] Guid version)
    {
        if (await db.Letters.SingleOrDefaultAsync(letter => letter.Id == id, Aborted) is not { } letter)
        {
            return NotFound();
        }

        if (letter.SentAt is null && letter.Version == version)
        {
            letter.TryAgain(clock.GetUtcNow().UtcDateTime);
            audit.Add(AuditAction.LetterRetried, letter.To, letter.Subject);
            try
            {
                await db.SaveChangesAsync(Aborted);
                bell.Ring();
                Done(words["Letters.Retried"]);
                return Redirect($"/admin/letters/{id}");
            }
            catch (DbUpdateConcurrencyException)
            {
                db.ChangeTracker.Clear();
            }
        }

        // It was sent or tried meanwhile; what is shown is how it stands now.
        Response.StatusCode = StatusCodes.Status409Conflict;
        ModelState.AddModelError("", words["Letters.Stale"]);
        return View("Details", await ModelAsync(id));
    }

    private async Task<LetterViewModel?> ModelAsync(int id)
    {
        var letter = await db.Letters.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, Aborted);
        return letter is null ? null : new(
            new(letter.Id, letter.Kind, letter.To, letter.Subject, letter.CreatedAt, letter.SentAt, letter.Tries, letter.NextTryAt, letter.LastError),
            letter.ToName, letter.Language, Outbox.WithoutKeys(letter.Text), letter.Version);
    }

    private static IQueryable<LetterLine> Lines(IQueryable<Letter> letters) => letters.Select(letter => new LetterLine(
        letter.Id, letter.Kind, letter.To, letter.Subject, letter.CreatedAt, letter.SentAt, letter.Tries, letter.NextTryAt, letter.LastError));
}
