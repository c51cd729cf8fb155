using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

[Route("{culture:culture}/programmes")]
public sealed class ProgrammesController(PortalDbContext db, ContentPages pages, IStringLocalizer<Words> words, TimeProvider clock) : PublicController
{
    /// <summary>Past events shown on a programme's page; the list has the rest.</summary>
    private const int PastShown = 5;
    private const int UpcomingShown = 10;

    [HttpGet("")]
    [OutputCache(PolicyName = PageCache.List)]
    public async Task<IActionResult> Index()
    {
        var filter = new ListFilter(Request.Query, "q", "kind", "unit", "sdg");
        var kind = filter.Choice<ProgrammeKind>("kind");
        var programmes = db.Programmes.Published().Mentioning(filter.Words)
            .OfUnit(filter["unit"]).WithGoal(filter.Number("sdg", 1, 17))
            .Where(p => kind == null || p.ProgrammeKind == kind);
        var paging = new Paging(filter.Page, await programmes.CountAsync(Aborted));
        var cards = paging.IsBeyond ? [] : await programmes.InTitleOrder(Culture).Skip(paging.Skip).Take(Paging.Size).ToCards().ToListAsync(Aborted);
        return ListPage("Index", new ProgrammeListViewModel(filter, paging, cards), words.Section(ContentKind.Programme), words.SectionLead(ContentKind.Programme));
    }

    [HttpGet("{slug}")]
    public async Task<IActionResult> Details(string slug)
    {
        var lookup = await pages.FindAsync(ContentKind.Programme, Culture, slug, Aborted);
        if (lookup is not PageLookup.Found found)
        {
            return Elsewhere(lookup)!;
        }

        var item = await db.Programmes.AsNoTracking().ForPage().FirstOrDefaultAsync(p => p.Id == found.ItemId, Aborted);
        if (item is null)
        {
            return NotFound();
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var events = db.Events.Published().OfProgramme(item.Id);
        return Page("Details", new ProgrammeViewModel(item, item.TextIn(Culture),
            await events.Upcoming(now).Take(UpcomingShown).ToCards().ToListAsync(Aborted),
            await events.Past(now).Take(PastShown).ToCards().ToListAsync(Aborted),
            await events.CountAsync(e => e.EndsAt < now, Aborted),
            await events.CountAsync(e => e.EndsAt >= now, Aborted)), PageMeta.Of(item, Culture));
    }
}
