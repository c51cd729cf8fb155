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
    PortalDbContext db, ContentPages pages, EventTimeline timeline, IStringLocalizer<Words> words, TimeProvider clock, SiteSettings site)
    : ContentController<Partner>(ContentKind.Partner, db, pages)
{
    private const int EventsShown = 10;
    private const int ProgrammesShown = 20;

    [HttpGet("")]
    [OutputCache(PolicyName = PageCache.List)]
    public async Task<IActionResult> Index()
    {
        var filter = new ListFilter(Request.Query, "q", "kind", "sdg");
        var kind = filter.Choice<PartnerKind>("kind");
        var partners = Db.Partners.Published().Mentioning(Db, filter.Words).WithGoal(filter.Number("sdg", 1, 17))
            .Where(p => kind == null || p.PartnerKind == kind);
        var (paging, cards) = await PageOfAsync(partners, filter.Page, Cards.ToCards);
        return ListPage("Index", new PartnerListViewModel(filter, paging, cards), words.Section(Kind), words.SectionLead(Kind));
    }

    protected override IQueryable<Partner> ForPage(IQueryable<Partner> items) =>
        base.ForPage(items).Include(p => p.Agreements).Include(p => p.Pledges);

    protected override async Task<IActionResult> ShowAsync(Partner item, ContentText text)
    {
        var joint = (await Db.Set<ContentLink>().Where(l => l.Type == ContentLinkType.Partner && l.ToId == item.Id)
            .Select(l => l.FromId).ToListAsync(Aborted)).ToHashSet();
        var events = await Db.CardsAsync((await timeline.CurrentAsync(Aborted)).Where(e => joint.Contains(e.Id)).Latest(EventsShown), Aborted);
        var programmes = await Db.Programmes.Published().Where(p => p.Links.Any(l => l.Type == ContentLinkType.Partner && l.ToId == item.Id))
            .InTitleOrder(Culture).Take(ProgrammesShown).ToCards().ToListAsync(Aborted);
        return Page("Details", new PartnerViewModel(item, text, site.Today(clock), events, programmes), PageMeta.Of(item, Culture));
    }
}
