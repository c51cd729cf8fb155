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

[Route("{culture:culture}/reports")]
public sealed class ReportsController(PortalDbContext db, ContentPages pages, IStringLocalizer<Words> words)
    : ContentController<Report>(ContentKind.Report, db, pages)
{
    [HttpGet("")]
    [OutputCache(PolicyName = PageCache.List)]
    public async Task<IActionResult> Index()
    {
        var filter = new ListFilter(Request.Query);
        var (paging, cards) = await PageOfAsync(Db.Reports.Published().OrderByDescending(r => r.Year).ThenByDescending(r => r.Id), filter.Page, ReportCards.ToCards);
        var lengths = await Db.MediaFiles.LengthsAsync(cards.Select(card => card.File), Aborted);
        return ListPage("Index", new ReportListViewModel(filter, paging, cards, lengths), words.Section(Kind), words.SectionLead(Kind));
    }

    protected override async Task<IActionResult> ShowAsync(Report item, ContentText text) =>
        Page("Details", new ReportViewModel(item, text, await Db.MediaFiles.LengthsAsync([item.File], Aborted)), PageMeta.Of(item, Culture));
}
