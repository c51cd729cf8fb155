using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Editing;
using OutreachPortal.Services.Staff;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>Addresses that pages once had, or were once printed with, and the pages that they lead to.</summary>
[Route("admin/redirects")]
[Authorize(StaffPolicies.Publish)]
public sealed class RedirectsController(PortalDbContext db, PublicChange change, PastedAddresses addresses, ContentPages pages, AuditTrail audit, IStringLocalizer<Words> words)
    : AdminController
{
    private const string Place = "redirects";
    private const string List = "/admin/redirects";

    [HttpGet("")]
    public async Task<IActionResult> Index()
    {
        var filter = new ListFilter(Request.Query, "q", "kind");
        IQueryable<Redirect> redirects = db.Redirects;
        if (filter.Choice<ContentKind>("kind") is { } kind)
        {
            redirects = redirects.Where(redirect => redirect.Kind == kind);
        }

        if (filter.Words is { } typed)
        {
            // A whole address, a part of one, or words of the title of the page it leads to.
            var slug = addresses.Read(typed)?.Slug ?? typed.Trim().ToLowerInvariant();
            var title = TextFolding.Words(typed);
            redirects = redirects.Where(redirect => redirect.Slug.Contains(slug)
                || (title != "" && db.ContentItems.Any(item => item.Id == redirect.ContentItemId && item.DraftSearch!.Contains(title))));
        }

        var paging = new Paging(filter.Page, await redirects.CountAsync(Aborted));
        var page = redirects.OrderByDescending(redirect => redirect.Id).Skip(paging.IsBeyond ? 0 : paging.Skip).Take(Paging.Size);
        return Show("Index", new RedirectListViewModel(filter, paging, await Rows(page).ToListAsync(Aborted)));
    }

    [HttpGet("new")]
    public IActionResult New() => Show("New", new RedirectForm());

    [HttpPost("new")]
    public async Task<IActionResult> New(RedirectForm form)
    {
        var (from, to) = (addresses.Read(form.From), addresses.Read(form.To));
        Check(nameof(form.From), from, form.From);
        Check(nameof(form.To), to, form.To);
        if (ModelState.IsValid && from!.Kind != to!.Kind)
        {
            ModelState.AddModelError(nameof(form.To), words["Redirects.OtherKind", words.Items(from.Kind!.Value)]);
        }

        if (ModelState.IsValid)
        {
            try
            {
                if (await change.MakeAsync(() => AddAsync(from!, to!), Aborted))
                {
                    Done(words["Redirects.Added", AddressOf(from!)]);
                    return Redirect(List);
                }
            }
            catch (DbUpdateException e) when (DbErrors.IsUniqueViolation(e))
            {
                ModelState.AddModelError(nameof(form.From), words["Redirects.Known"]);
            }
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Show("New", form);
    }

    [HttpGet("{id:int}/delete")]
    [Authorize(StaffPolicies.Administer)]
    public async Task<IActionResult> Delete([FromRoute] int id) => await FindAsync(id) is { } row ? Show("Delete", row) : NotFound();

    [HttpPost("{id:int}/delete")]
    [Authorize(StaffPolicies.Administer)]
    public async Task<IActionResult> DeleteConfirmed([FromRoute] int id)
    {
        if (await FindAsync(id) is not { } row)
        {
            return NotFound();
        }

        var isDeleted = await change.MakeAsync(async () =>
        {
            audit.Add(AuditAction.RedirectDeleted, row.From, row.Texts.Count > 0 ? "Led to " + row.Texts.In(row.Culture).Address(row.Culture) : "");
            await db.SaveChangesAsync(Aborted);
            return await db.Redirects.Where(redirect => redirect.Id == id).ExecuteDeleteAsync(Aborted) == 1;
        }, Aborted);
        if (!isDeleted)
        {
            // Somebody else was faster.
            return NotFound();
        }

        Done(words["Redirects.Deleted", row.From]);
        return Redirect(List);
    }

    /// <summary>Adds a redirect unless the address is in use or the target is no page. Says why in the model state.</summary>
    private async Task<bool> AddAsync(PortalAddress from, PortalAddress to)
    {
        ModelState.Clear();
        var (kind, culture, slug) = (from.Kind!.Value, from.Culture, from.Slug!);
        var owner = await db.ContentTexts.Where(text => text.Kind == kind && text.Culture == culture && text.Slug == slug).Select(text => text.Title).FirstOrDefaultAsync(Aborted);
        if (owner is not null)
        {
            ModelState.AddModelError(nameof(RedirectForm.From), words["Redirects.FromIsPage", owner]);
        }
        else if (await pages.FindAsync(kind, culture, slug, Aborted) is PageLookup.Found or PageLookup.Moved)
        {
            ModelState.AddModelError(nameof(RedirectForm.From), words["Redirects.Known"]);
        }

        var target = await addresses.FindItemAsync(to, Aborted);
        if (target is null)
        {
            ModelState.AddModelError(nameof(RedirectForm.To), words["Redirects.NoTarget"]);
        }
        else if (!await db.ContentItems.AnyAsync(item => item.Id == target && item.Kind == kind, Aborted))
        {
            ModelState.AddModelError(nameof(RedirectForm.To), words["Redirects.OtherKind", words.Items(kind)]);
        }

        if (!ModelState.IsValid)
        {
            return false;
        }

        db.Redirects.Add(new Redirect { ContentItemId = target!.Value, Kind = kind, Culture = culture, Slug = slug });
        audit.Add(AuditAction.RedirectAdded, AddressOf(from), "Leads to " + AddressOf(to));
        await db.SaveChangesAsync(Aborted);
        return true;
    }

    private void Check(string field, PortalAddress? page, string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            ModelState.AddModelError(field, words[$"Redirects.{field}Missing"]);
        }
        else if (page is null)
        {
            ModelState.AddModelError(field, words[$"Redirects.{field}Unknown"]);
        }
        else if (page.Slug is null)
        {
            ModelState.AddModelError(field, words[$"Redirects.{field}List"]);
        }
    }

    private static string AddressOf(PortalAddress page) => PortalAddress.Page(page.Culture, page.Kind!.Value, page.Slug!);

    private IQueryable<RedirectRow> Rows(IQueryable<Redirect> redirects) =>
        from redirect in redirects
        join item in db.ContentItems on redirect.ContentItemId equals item.Id
        orderby redirect.Id descending
        select new RedirectRow(
            redirect.Id, redirect.Kind, redirect.Culture, redirect.Slug, item.State,
            item.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, "")).ToList(),
            db.ContentTexts.Any(t => t.Kind == redirect.Kind && t.Culture == redirect.Culture && t.Slug == redirect.Slug),
            db.Redirects.Any(r => r.Kind == redirect.Kind && r.Culture == redirect.Culture && r.Slug == redirect.Slug && r.Id > redirect.Id));

    private Task<RedirectRow?> FindAsync(int id) => Rows(db.Redirects.Where(redirect => redirect.Id == id)).SingleOrDefaultAsync(Aborted);

    private ViewResult Show(string view, object model)
    {
        ViewData[AdminMenu.PlaceKey] = Place;
        return View(view, model);
    }
}
