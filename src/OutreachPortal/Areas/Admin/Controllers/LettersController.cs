using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Staff;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>What the portal wrote to people, and whether it was sent. Registrars see what is about registrations.</summary>
[Authorize(StaffPolicies.Register)]
[Route("admin/letters")]
public sealed class LettersController(
    PortalDbContext db, LetterWriter writer, LetterSender sender, OutboxBell bell, AuditTrail audit, CurrentUser user, TimeProvider clock, IStringLocalizer<Words> words) : AdminController
{
    /// <summary>Letters that are tried again at once; the next come with the next click.</summary>
    public const int MostRetried = 500;

    private IQueryable<Letter> Visible => user.Administers ? db.Letters : db.Letters.Where(letter => letter.RegistrationId != null);

    [HttpGet("")]
    public async Task<IActionResult> Index() => View("Index", await ListAsync());

    [HttpGet("{id:int}")]
    public async Task<IActionResult> Details([FromRoute] int id)
    {
        HttpContext.Allow(Frames.ShowsOurOwn);
        return await ModelAsync(id) is { } model ? View(model) : NotFound();
    }

    /// <summary>The letter as a mail program shows it, without its keys.</summary>
    [HttpGet("{id:int}/html")]
    public async Task<IActionResult> Html([FromRoute] int id)
    {
        if (await Visible.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, Aborted) is not { } letter || (await writer.ShowAsync(letter, Aborted)).Letter is not { } written)
        {
            return NotFound();
        }

        return this.LetterPage(written.Html);
    }

    /// <summary>The letter as it was sent, with its keys: only where nobody else carries letters to those they are for.</summary>
    [HttpGet("{id:int}/file")]
    [Authorize(StaffPolicies.Administer)]
    public async Task<IActionResult> File([FromRoute] int id) =>
        sender.WritesFiles && await db.Letters.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, Aborted) is { } letter && sender.FileOf(letter) is { } path
            ? PhysicalFile(path, "message/rfc822", Path.GetFileName(path)) : NotFound();

    [HttpPost("{id:int}/retry")]
    public async Task<IActionResult> Retry([FromRoute] int id, [FromForm] Guid version)
    {
        if (await Visible.SingleOrDefaultAsync(letter => letter.Id == id, Aborted) is not { } letter)
        {
            return NotFound();
        }

        if (letter.SentAt is null && letter.Version == version)
        {
            letter.TryAgain(clock.GetUtcNow().UtcDateTime);
            // The trail outlives what a holder may have erased, so it names no holder.
            audit.Add(AuditAction.LetterRetried, letter.RegistrationId is null ? letter.To : letter.Kind, letter.Id.ToString(CultureInfo.InvariantCulture));
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
        HttpContext.Allow(Frames.ShowsOurOwn);
        ModelState.AddModelError("", words["Letters.Stale"]);
        return View("Details", await ModelAsync(id));
    }

    /// <summary>Begins anew with letters that were given up: those that are marked, or all.</summary>
    [HttpPost("retry")]
    public async Task<IActionResult> RetryMany([FromForm] bool all)
    {
        var marked = Request.Form["id"].Select(text => int.TryParse(text, out var id) ? id : 0).Where(id => id > 0).Distinct().Take(MostRetried).ToList();
        if (!all && marked.Count == 0)
        {
            ModelState.AddModelError("", words["Letters.NoneMarked"]);
            return Wrong("Index", await ListAsync());
        }

        var givenUp = Visible.Where(letter => letter.SentAt == null && letter.NextTryAt == null);
        var letters = await (all ? givenUp : givenUp.Where(letter => marked.Contains(letter.Id))).OrderBy(letter => letter.Id).Take(MostRetried).ToListAsync(Aborted);
        var now = clock.GetUtcNow().UtcDateTime;
        letters.ForEach(letter => letter.TryAgain(now));
        try
        {
            if (letters.Count > 0)
            {
                audit.Add(AuditAction.LetterRetried, PageWords.Count(words, letters.Count, "Letters.CountOne", "Letters.CountMany"), string.Join(", ", letters.Select(letter => letter.Id)));
                await db.SaveChangesAsync(Aborted);
                bell.Ring();
            }

            Done(PageWords.Count(words, letters.Count, "Letters.RetriedOne", "Letters.RetriedMany"));
            return Redirect("/admin/letters");
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            Response.StatusCode = StatusCodes.Status409Conflict;
            ModelState.AddModelError("", words["Letters.Stale"]);
            return View("Index", await ListAsync());
        }
    }

    private async Task<LettersViewModel> ListAsync()
    {
        var kinds = LetterLine.Kinds.Where(kind => user.Administers || RegistrationLetterKinds.All.Contains(kind)).Select(kind => new NamedOption(kind, words.LetterKind(kind), [])).ToList();
        var filter = new ListFilter(Request.Query, "state", "kind", "registration");
        var (state, kind, registration) = (filter.Choice<LetterState>("state"), filter.Option("kind", kinds, (option, value) => option.Key == value), filter.Number("registration", 1, int.MaxValue));
        var letters = Visible;
        letters = state switch
        {
            LetterState.Sent => letters.Where(letter => letter.SentAt != null),
            LetterState.Waiting => letters.Where(letter => letter.NextTryAt != null),
            LetterState.GivenUp => letters.Where(letter => letter.SentAt == null && letter.NextTryAt == null),
            _ => letters,
        };
        letters = kind is null ? letters : letters.Where(letter => letter.Kind == kind.Key);
        letters = registration is null ? letters : letters.Where(letter => letter.RegistrationId == registration);
        var paging = new Paging(filter.Page, await letters.CountAsync(Aborted));
        var lines = await letters.OrderByDescending(letter => letter.Id).Skip(paging.Skip).Take(Paging.Size).Select(letter => new LetterLine(
            letter.Id, letter.Kind, letter.To, letter.Subject, letter.CreatedAt, letter.SentAt, letter.Tries, letter.NextTryAt, letter.LastError)).ToListAsync(Aborted);
        return new(filter, paging, lines, kinds) { AreFiles = sender.WritesFiles };
    }

    private async Task<LetterViewModel?> ModelAsync(int id)
    {
        if (await Visible.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, Aborted) is not { } letter)
        {
            return null;
        }

        var writing = await writer.ShowAsync(letter, Aborted);
        return new(
            new(letter.Id, letter.Kind, letter.To, writing.Letter?.Subject ?? letter.Subject, letter.CreatedAt, letter.SentAt, letter.Tries, letter.NextTryAt, letter.LastError),
            letter.ToName, letter.Language, writing.Letter?.Text, letter.Version)
        {
            Problem = writing.Problem,
            RegistrationId = letter.RegistrationId,
            HasFile = user.Administers && sender.WritesFiles && sender.FileOf(letter) is not null,
        };
    }
}

/// <summary>Letters in frames.</summary>
internal static class LetterPages
{
    /// <summary>A letter's HTML as a page of its own that loads and does nothing, to be shown in a frame.</summary>
    public static ContentResult LetterPage(this Controller controller, string html)
    {
        controller.HttpContext.Allow(Frames.ShownInOurOwn);
        // Mail programs want styles where they stand; the policy of the portal's own pages does not.
        controller.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox";
        return controller.Content(html, "text/html; charset=utf-8");
    }

    /// <summary>What a kind of letter is called; its own name where nobody thought of one.</summary>
    public static string LetterKind(this IStringLocalizer words, string kind) => words["LetterKind." + kind] is { ResourceNotFound: false } name ? name : kind;
}
