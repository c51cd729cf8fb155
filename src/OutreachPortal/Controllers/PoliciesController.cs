using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

[Route("{culture:culture}/policies")]
public sealed class PoliciesController(
    PortalDbContext db, ContentPages pages, IStringLocalizer<Words> words, TimeProvider clock, SiteSettings site) : PublicController
{
    [HttpGet("")]
    [OutputCache(PolicyName = PageCache.List)]
    public async Task<IActionResult> Index()
    {
        var filter = new ListFilter(Request.Query, "q", "unit", "sdg");
        var policies = db.Policies.Published().Mentioning(filter.Words).OfUnit(filter["unit"]).WithGoal(filter.Number("sdg", 1, 17));
        var paging = new Paging(filter.Page, await policies.CountAsync(Aborted));
        var cards = paging.IsBeyond ? [] : await policies.InTitleOrder(Culture).Skip(paging.Skip).Take(Paging.Size).ToCards().ToListAsync(Aborted);
        return ListPage("Index", new PolicyListViewModel(filter, paging, cards), words.Section(ContentKind.Policy), words.SectionLead(ContentKind.Policy));
    }

    [HttpGet("{slug}")]
    public async Task<IActionResult> Details(string slug)
    {
        var lookup = await pages.FindAsync(ContentKind.Policy, Culture, slug, Aborted);
        if (lookup is not PageLookup.Found found)
        {
            return Elsewhere(lookup)!;
        }

        var item = await db.Policies.AsNoTracking().ForPage().Include(p => p.Versions).FirstOrDefaultAsync(p => p.Id == found.ItemId, Aborted);
        var today = site.Today(clock);
        if (item is null || Policy.VersionShownOn(today, item.Versions) is not { } version)
        {
            return NotFound();
        }

        // Only the version shown is read whole: a policy may have many.
        var texts = await db.Set<PolicyVersionText>().AsNoTracking().Where(t => t.PolicyVersionId == version.Id).ToListAsync(Aborted);
        var text = texts.Find(t => t.Culture == Culture) ?? texts[0];
        return Page("Details", new PolicyViewModel(item, item.TextIn(text.Culture), version, text, today), PageMeta.Of(item, Culture));
    }
}
