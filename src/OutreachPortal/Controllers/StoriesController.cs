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

[Route("{culture:culture}/stories")]
public sealed class StoriesController(PortalDbContext db, ContentPages pages, IStringLocalizer<Words> words)
    : ContentController<Story>(ContentKind.Story, db, pages)
{
    [HttpGet("")]
    [OutputCache(PolicyName = PageCache.List)]
    public async Task<IActionResult> Index()
    {
        var filter = new ListFilter(Request.Query, "q", "kind", "sdg", "year");
        var kind = filter.Choice<StoryKind>("kind");
        var stories = Db.Stories.Published().Mentioning(Db, filter.Words).WithGoal(filter.Number("sdg", 1, 17))
            .OfYear(filter.Number("year", Years.First, Years.Last)).Where(s => kind == null || s.StoryKind == kind);
        var (paging, cards) = await PageOfAsync(stories.NewestFirst(), filter.Page, Cards.ToCards);
        var years = await Db.Stories.Published().Select(s => s.Date.Year).Distinct().OrderByDescending(year => year).ToListAsync(Aborted);
        return ListPage("Index", new StoryListViewModel(filter, paging, cards, years), words.Section(Kind), words.SectionLead(Kind));
    }

    protected override IQueryable<Story> ForPage(IQueryable<Story> items) => items.ForStoryPage();

    protected override async Task<IActionResult> ShowAsync(Story item, ContentText text) => Page("Details", new StoryViewModel(item, text,
        await Db.Stories.Published().Before(item).ToCards().FirstOrDefaultAsync(Aborted),
        await Db.Stories.Published().After(item).ToCards().FirstOrDefaultAsync(Aborted)), PageMeta.Of(item, Culture));
}
