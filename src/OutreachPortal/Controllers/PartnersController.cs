using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

[Route("{culture:culture}/partners")]
public sealed class PartnersController(
    PortalDbContext db, ContentPages pages, IStringLocalizer<Words> words, TimeProvider clock, SiteSettings site) : PublicController
{
    private const int EventsShown = 10;
    private const int ProgrammesShown = 20;

    [HttpGet("")]
    [OutputCache(PolicyName = PageCache.List)]
    public async Task<IActionResult> Index()
    {
        var filter = new ListFilter(Request.Query, "q", "kind", "sdg");
        var kind = filter.Choice<PartnerKind>("kind");
        var partners = db.Partners.Published().Mentioning(filter.Words).WithGoal(filter.Number("sdg", 1, 17))
            .Where(p => kind == null || p.PartnerKind == kind);
        var paging = new Paging(filter.Page, await partners.CountAsync(Aborted));
        var cards = paging.IsBeyond ? [] : await partners.InTitleOrder(Culture).Skip(paging.Skip).Take(Paging.Size).ToCards().ToListAsync(Aborted);
        return ListPage("Index", new PartnerListViewModel(filter, paging, cards), words.Section(ContentKind.Partner), words.SectionLead(ContentKind.Partner));
    }

    [HttpGet("{slug}")]
    public async Task<IActionResult> Details(string slug)
    {
        var lookup = await pages.FindAsync(ContentKind.Partner, Culture, slug, Aborted);
        if (lookup is not PageLookup.Found found)
        {
            return Elsewhere(lookup)!;
        }

        var item = await db.Partners.AsNoTracking().ForPage().Include(p => p.Agreements).Include(p => p.Pledges)
            .FirstOrDefaultAsync(p => p.Id == found.ItemId, Aborted);
        if (item is null)
        {
            return NotFound();
        }

        var events = await db.Events.Published().Where(e => e.Links.Any(l => l.Type == ContentLinkType.Partner && l.ToId == item.Id))
            .OrderByDescending(e => e.EndsAt).Take(EventsShown).ToCards().ToListAsync(Aborted);
        var programmes = await db.Programmes.Published().Where(p => p.Links.Any(l => l.Type == ContentLinkType.Partner && l.ToId == item.Id))
            .InTitleOrder(Culture).Take(ProgrammesShown).ToCards().ToListAsync(Aborted);
        return Page("Details", new PartnerViewModel(item, item.TextIn(Culture), site.Today(clock), events, programmes), PageMeta.Of(item, Culture));
    }
}
