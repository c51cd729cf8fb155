using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Hosting;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

[Route("{culture:culture}/partners")]
public sealed class PartnersController(
    PortalDbContext db, ContentPages pages, EventTimeline timeline, IStringLocalizer<Words> words, TimeProvider clock, SiteSettings site)
    : ContentController<Partner>(ContentKind.Partner, db, pages)
{
    /// <summary>Of those that come, and of those that are over.</summary>
    private const int EventsShown = 10;
    private const int ProgrammesShown = 20;
    private const int StoriesShown = 20;

    [HttpGet("")]
    [OutputCache(PolicyName = PageCache.List)]
    public async Task<IActionResult> Index()
    {
        var filter = new ListFilter(Request.Query, "q", "kind", "sdg");
        var kind = filter.Choice<PartnerKind>("kind");
        var partners = Db.Partners.Published().Mentioning(Db, filter.Words).WithGoal(filter.Number("sdg", 1, 17))
            .Where(p => kind == null || p.PartnerKind == kind);
        var (paging, cards) = await PageOfAsync(partners.InTitleOrder(Culture), filter.Page, Cards.ToCards);
        return ListPage("Index", new PartnerListViewModel(filter, paging, cards), words.Section(Kind), words.SectionLead(Kind));
    }

    protected override IQueryable<Partner> ForPage(IQueryable<Partner> items) =>
        base.ForPage(items).Include(p => p.Agreements).Include(p => p.Pledges);

    protected override async Task<IActionResult> ShowAsync(Partner item, ContentText text)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var joint = (await Db.Set<ContentLink>().Where(l => l.Type == ContentLinkType.Partner && l.ToId == item.Id)
            .Select(l => l.FromId).ToListAsync(Aborted)).ToHashSet();
        var events = (await timeline.CurrentAsync(Aborted)).Where(e => joint.Contains(e.Id));
        var programmes = await Db.Programmes.Published().LinkingTo(Db, item.Id, ContentLinkType.Partner)
            .InTitleOrder(Culture).Take(ProgrammesShown).ToCards().ToListAsync(Aborted);
        var model = new PartnerViewModel(item, text, site.Today(clock),
            await Db.CardsAsync(events.Upcoming(now, 0, EventsShown), Aborted), await Db.CardsAsync(events.Past(now, 0, EventsShown), Aborted),
            programmes, await Db.Stories.Published().LinkingTo(Db, item.Id, ContentLinkType.Partner).NewestLines(StoriesShown).ToListAsync(Aborted));
        return Page("Details", model, PageMeta.Of(item, Culture));
    }
}
