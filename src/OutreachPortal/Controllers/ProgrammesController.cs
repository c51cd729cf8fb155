using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Calendar;
using OutreachPortal.Services.Hosting;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

[Route("{culture:culture}/programmes")]
public sealed class ProgrammesController(
    PortalDbContext db, ContentPages pages, EventTimeline timeline, EventCalendar calendar, IStringLocalizer<Words> words, TimeProvider clock)
    : ContentController<Programme>(ContentKind.Programme, db, pages)
{
    /// <summary>Past events shown on a programme's page; the list has the rest.</summary>
    private const int PastShown = 5;
    private const int UpcomingShown = 10;

    [HttpGet("")]
    [OutputCache(PolicyName = PageCache.List)]
    public async Task<IActionResult> Index()
    {
        var filter = new ListFilter(Request.Query, "q", "kind", "unit", "sdg");
        var kind = filter.Choice<ProgrammeKind>("kind");
        var unit = await UnitAsync(filter, Db.Units);
        var programmes = Db.Programmes.Published().Mentioning(Db, filter.Words)
            .OfUnit(unit?.Id).WithGoal(filter.Number("sdg", 1, 17))
            .Where(p => kind == null || p.ProgrammeKind == kind);
        var (paging, cards) = await PageOfAsync(programmes.InTitleOrder(Culture), filter.Page, Cards.ToCards);
        return ListPage("Index", new ProgrammeListViewModel(filter, paging, cards, unit), words.Section(Kind), words.SectionLead(Kind));
    }

    /// <summary>Its events; the latest, should they ever be more than a calendar holds.</summary>
    [HttpGet("{slug}.ics")]
    public Task<IActionResult> Calendar([FromRoute] string? slug) => OfItemAsync(slug, PortalAddress.CalendarEnding, async id =>
    {
        var texts = await Db.ContentTexts.Where(t => t.ContentItemId == id)
            .Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, t.Summary)).ToListAsync(Aborted);
        if (texts.Count == 0)
        {
            return NotFound();
        }

        var events = await Db.Events.Published().OfProgramme(id).OrderByDescending(e => e.EndsAt).ThenByDescending(e => e.Id)
            .Take(EventCalendar.MostEvents).ToCalendarItems().ToListAsync(Aborted);
        var text = texts.In(Culture);
        var feed = new CalendarFeed(new(text.Title, text.Culture), new(text.Summary, text.Culture),
            text.Address(Culture), PortalAddress.CalendarFile(Culture, Kind, text.Slug));
        return CalendarFile(calendar.Write(events, feed, Culture), text.Slug);
    });

    protected override async Task<IActionResult> ShowAsync(Programme item, ContentText text)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var events = (await timeline.CurrentAsync(Aborted)).Where(e => e.ProgrammeId == item.Id);
        return Page("Details", new ProgrammeViewModel(item, text,
            await Db.CardsAsync(events.Upcoming(now, 0, UpcomingShown), Aborted),
            await Db.CardsAsync(events.Past(now, 0, PastShown), Aborted),
            events.Past(now),
            events.Upcoming(now)), PageMeta.Of(item, Culture));
    }
}
