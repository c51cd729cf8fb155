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

[Route("{culture:culture}/policies")]
public sealed class PoliciesController(
    PortalDbContext db, ContentPages pages, IStringLocalizer<Words> words, TimeProvider clock, SiteSettings site)
    : ContentController<Policy>(ContentKind.Policy, db, pages)
{
    [HttpGet("")]
    [OutputCache(PolicyName = PageCache.List)]
    public async Task<IActionResult> Index()
    {
        var filter = new ListFilter(Request.Query, "q", "unit", "sdg");
        var unit = await UnitAsync(filter, Db.Units);
        var policies = Db.Policies.Published().Mentioning(Db, filter.Words).OfUnit(unit?.Id).WithGoal(filter.Number("sdg", 1, 17));
        var (paging, cards) = await PageOfAsync(policies.InTitleOrder(Culture), filter.Page, Cards.ToCards);
        return ListPage("Index", new PolicyListViewModel(filter, paging, cards, unit), words.Section(Kind), words.SectionLead(Kind));
    }

    protected override IQueryable<Policy> ForPage(IQueryable<Policy> items) => base.ForPage(items).Include(p => p.Versions);

    protected override async Task<IActionResult> ShowAsync(Policy item, ContentText text)
    {
        var today = site.Today(clock);
        if (Policy.VersionShownOn(today, item.Versions) is not { } version)
        {
            return NotFound();
        }

        // Only the version shown is read whole: a policy may have many. A version that is previewed has its texts already.
        var versionTexts = version.Texts.Count > 0 ? version.Texts : await Db.Set<PolicyVersionText>().AsNoTracking().Where(t => t.PolicyVersionId == version.Id).ToListAsync(Aborted);
        var versionText = versionTexts.Find(t => t.Culture == Culture) ?? versionTexts[0];
        return Page("Details", new PolicyViewModel(item, item.TextIn(versionText.Culture), version, versionText, today),
            PageMeta.Of(item, Culture) with { Title = versionText.Title, Description = versionText.Summary });
    }
}
