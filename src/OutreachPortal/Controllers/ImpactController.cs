using System.Globalization;
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

/// <summary>Figures: all of them, those of a year, and each with how it was counted.</summary>
[Route("{culture:culture}/impact/figures")]
public sealed class ImpactController(PortalDbContext db, ContentPages pages, IStringLocalizer<Words> words)
    : ContentController<Figure>(ContentKind.Figure, db, pages)
{
    private const int YearsShown = 200;

    /// <summary>Figures of one year; the list of all has the rest.</summary>
    private const int OfAYearShown = 100;

    [HttpGet("/{culture:culture}/impact")]
    [OutputCache(PolicyName = PageCache.List)]
    public async Task<IActionResult> Index()
    {
        var filter = new ListFilter(Request.Query, "q", "unit", "sdg");
        var units = await Db.Units.AsNoTracking().OrderBy(unit => unit.Key).ToListAsync(Aborted);
        var unit = filter.Option("unit", units, (u, value) => u.Key == value);
        var figures = Db.Figures.Published().Mentioning(Db, filter.Words).OfUnit(unit?.Id).WithGoal(filter.Number("sdg", 1, 17));
        var (paging, cards) = await PageOfAsync(figures.InImpactOrder(Culture), filter.Page, FigureCards.ToCards);
        var model = new ImpactViewModel(filter, paging, await cards.WithPointsAsync(Db.Set<FigurePoint>(), Aborted), await YearsAsync(), units);
        return ListPage("Index", model, words.Section(Kind), words.SectionLead(Kind));
    }

    [HttpGet("/{culture:culture}/impact/{year}")]
    public async Task<IActionResult> Year([FromRoute] string? year)
    {
        // One spelling a year; what is no year is no page.
        if (year is not { Length: 4 } || !int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !Years.Has(number))
        {
            return NotFound();
        }

        var cards = await Db.Figures.Published().Where(f => f.Year == number).InImpactOrder(Culture).Take(OfAYearShown + 1).ToCards().ToListAsync(Aborted);
        var shown = await cards.Take(OfAYearShown).ToList().WithPointsAsync(Db.Set<FigurePoint>(), Aborted);
        if (shown.Count == 0)
        {
            // There is nothing at this address, so that it is neither kept nor indexed; yet the visitor is told where there is.
            Response.StatusCode = StatusCodes.Status404NotFound;
            Response.Headers.CacheControl = "no-store";
        }

        return Page("Year", new ImpactYearViewModel(number, shown, cards.Count > OfAYearShown, await YearsAsync()),
            PageMeta.InBoth(words["Impact in {0}", number], words["Year of impact lead", number], culture => PortalAddress.Impact(culture, number)) with
            {
                Section = Kind,
                NoIndex = shown.Count == 0,
            });
    }

    protected override IQueryable<Figure> ForPage(IQueryable<Figure> items) => base.ForPage(items).Include(f => f.Series);

    protected override Task<IActionResult> ShowAsync(Figure item, ContentText text) =>
        Task.FromResult<IActionResult>(Page("Figure", new FigureViewModel(item, text), PageMeta.Of(item, Culture)));

    private Task<List<int>> YearsAsync() => Db.Figures.Published().Select(f => f.Year).Distinct().OrderByDescending(year => year).Take(YearsShown).ToListAsync(Aborted);
}
