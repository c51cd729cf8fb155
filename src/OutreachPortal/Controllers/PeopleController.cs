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

[Route("{culture:culture}/people")]
public sealed class PeopleController(PortalDbContext db, ContentPages pages, EventTimeline timeline, IStringLocalizer<Words> words, TimeProvider clock)
    : ContentController<Person>(ContentKind.Person, db, pages)
{
    private const int UpcomingShown = 10;

    /// <summary>Past events shown on a person's page; the lists have the rest.</summary>
    private const int PastShown = 10;
    private const int StoriesShown = 20;

    [HttpGet("")]
    [OutputCache(PolicyName = PageCache.List)]
    public async Task<IActionResult> Index()
    {
        var filter = new ListFilter(Request.Query, "q", "unit");
        var units = await Db.Units.AsNoTracking().OrderBy(unit => unit.Key).ToListAsync(Aborted);
        var unit = filter.Option("unit", units, (u, value) => u.Key == value);
        var people = Db.People.Published().Mentioning(Db, filter.Words).OfUnit(unit?.Id);
        var (paging, cards) = await PageOfAsync(people.InTitleOrder(Culture), filter.Page, PersonCards.ToCards);
        return ListPage("Index", new PersonListViewModel(filter, paging, cards, units), words.Section(Kind), words.SectionLead(Kind));
    }

    protected override async Task<IActionResult> ShowAsync(Person item, ContentText text)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var spoken = (await Db.SpokenAt(item.Id).ToListAsync(Aborted)).ToHashSet();
        var events = (await timeline.CurrentAsync(Aborted)).Where(e => spoken.Contains(e.Id));
        var model = new PersonViewModel(item, text,
            await Db.CardsAsync(events.Upcoming(now, 0, UpcomingShown), Aborted), events.Upcoming(now),
            await Db.CardsAsync(events.Past(now, 0, PastShown), Aborted), events.Past(now),
            await Db.Stories.Published().LinkingTo(Db, item.Id, ContentLinkType.Person).NewestLines(StoriesShown).ToListAsync(Aborted));
        return Page("Details", model, PageMeta.Of(item, Culture) with { Title = item.NameIn(Culture) });
    }
}
