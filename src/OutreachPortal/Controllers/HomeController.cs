using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

public sealed class HomeController(PortalDbContext db, EventTimeline timeline, IStringLocalizer<Words> words, SiteSettings site, TimeProvider clock) : PublicController
{
    private const int UpcomingShown = 5;
    private const int ProgrammesShown = 6;
    private const int ProgrammesRead = 30;
    private const int PoliciesShown = 3;
    private const int FiguresShown = 4;
    private const int PartnersShown = 12;

    [HttpGet("/")]
    public IActionResult Root()
    {
        PageCache.Skip(HttpContext);
        Response.Headers[HeaderNames.Vary] = HeaderNames.AcceptLanguage;
        return Redirect(PortalAddress.Home(Localization.FromAcceptLanguage(Request, site)));
    }

    [HttpGet("/{culture:culture}")]
    public async Task<IActionResult> Index()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var events = await timeline.CurrentAsync(Aborted);
        var upcoming = await db.CardsAsync(events.Upcoming(now, 0, UpcomingShown), Aborted);
        var next = upcoming.Find(card => card.Status != EventStatus.Cancelled);
        var model = new HomeViewModel(
            next,
            [.. upcoming.Where(card => card != next)],
            events.Upcoming(now),
            OneOfEachKindFirst(await db.Programmes.Published().InTitleOrder(Culture).Take(ProgrammesRead).ToCards().ToListAsync(Aborted)),
            await db.Figures.AsNoTracking().Published().Where(f => f.IsFeatured).Include(f => f.Texts).Include(f => f.Series)
                .OrderByDescending(f => f.AsOf).ThenBy(f => f.Id).Take(FiguresShown).AsSplitQuery().ToListAsync(Aborted),
            await db.Policies.Published().OrderByDescending(p => p.PublishedAt).ThenBy(p => p.Id).Take(PoliciesShown).ToCards().ToListAsync(Aborted),
            await db.Partners.Published().InTitleOrder(Culture).Take(PartnersShown).ToCards().ToListAsync(Aborted),
            await db.Partners.Published().CountAsync(Aborted));
        return Page("Index", model, PageMeta.InBoth("", words["Home lead"], PortalAddress.Home));
    }

    private static List<ProgrammeCard> OneOfEachKindFirst(IReadOnlyList<ProgrammeCard> programmes) =>
    [
        .. programmes.GroupBy(p => p.Kind).SelectMany(kind => kind.Select((card, place) => (card, place)))
            .OrderBy(pair => pair.place).ThenBy(pair => pair.card.Kind).Take(ProgrammesShown).Select(pair => pair.card),
    ];
}
