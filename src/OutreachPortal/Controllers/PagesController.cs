using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Hosting;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

[Route("{culture:culture}/pages")]
public sealed class PagesController(PortalDbContext db, ContentPages pages, IStringLocalizer<Words> words)
    : ContentController<Page>(ContentKind.Page, db, pages)
{
    [HttpGet("")]
    [OutputCache(PolicyName = PageCache.List)]
    public async Task<IActionResult> Index()
    {
        var filter = new ListFilter(Request.Query);
        var (paging, cards) = await PageOfAsync(Db.Pages.Published().InTitleOrder(Culture), filter.Page, PageCards.ToCards);
        return ListPage("Index", new PageListViewModel(filter, paging, cards), words.Section(Kind), words.SectionLead(Kind));
    }

    protected override Task<IActionResult> ShowAsync(Page item, ContentText text) =>
        Task.FromResult<IActionResult>(Page("Details", new ItemViewModel<Page>(item, text), PageMeta.Of(item, Culture)));
}
