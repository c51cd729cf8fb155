using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Calendar;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Registrations;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

/// <summary>Seminars and lectures: the same pages over two kinds.</summary>
public abstract class EventsController(
    ContentKind kind, PortalDbContext db, ContentPages pages, EventTimeline timeline, EventCalendar calendar, IStringLocalizer<Words> words, TimeProvider clock)
    : ContentController<Event>(kind, db, pages)
{
    private static readonly string[] Keys = ["q", "when", "audience", "mode", "unit", "sdg", "programme", "person"];

    [HttpGet("")]
    [OutputCache(PolicyName = PageCache.List)]
    public virtual async Task<IActionResult> Index()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var filter = new ListFilter(Request.Query, Keys);
        var units = await Db.Units.OrderBy(unit => unit.Key).ToListAsync(Aborted);
        var programmes = await Db.Programmes.Published()
            .Select(p => new { p.Id, p.Key, Texts = p.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, "")).ToList() }).ToListAsync(Aborted);

        // An address may name a programme by its key or, as visitors see it, by its slug.
        var programme = filter.Option("programme", programmes, (p, value) => p.Key == value || p.Texts.Any(t => t.Slug == value));
        var unit = filter.Option("unit", units, (u, value) => u.Key == value);
        var person = await PersonAsync(filter);
        var when = filter.Choice<When>("when");
        var events = await MatchingAsync(filter, unit, programme?.Id, person?.Id);
        var upcoming = when == When.Past ? 0 : events.Upcoming(now);
        var past = when == When.Upcoming ? 0 : events.Past(now);
        var paging = new Paging(filter.Page, upcoming + past);
        var upcomingIds = paging.IsBeyond || upcoming == 0 ? [] : events.Upcoming(now, paging.Skip, Paging.Size);
        var pastIds = paging.IsBeyond || past == 0 ? [] : events.Past(now, Math.Max(0, paging.Skip - upcoming), Paging.Size - upcomingIds.Count);
        var cards = await Db.WithSeatsAsync(await Db.CardsAsync([.. upcomingIds, .. pastIds], Aborted), now, Aborted);
        PageCache.KeepUntil(HttpContext, cards.NextEdge(now), now);
        var upcomingCards = cards.Where(card => upcomingIds.Contains(card.Id)).ToList();
        var pastCards = cards.Where(card => pastIds.Contains(card.Id)).ToList();

        var model = new EventListViewModel(Kind, filter, paging, upcomingCards, pastCards,
            Sorted(units.Select(u => Option(u.Key, u.Name.In(Culture)))),
            Sorted(programmes.Select(p => Option(p.Key, new(p.Texts.In(Culture).Title, p.Texts.In(Culture).Culture), [.. p.Texts.Select(t => t.Slug)]))))
        {
            Person = person?.Name,
        };
        return ListPage("~/Views/Events/Index.cshtml", model, words.Section(Kind), words.SectionLead(Kind));
    }

    private async Task<TimelineEvents> MatchingAsync(ListFilter filter, Unit? unit, int? programme, int? person)
    {
        var events = (await timeline.CurrentAsync(Aborted)).Of(Kind);
        var (audience, mode, goal) = (filter.Choice<Audience>("audience"), filter.Choice<AttendanceMode>("mode"), filter.Number("sdg", 1, 17));
        var mentioned = filter.Words is { } typed ? await Db.MentionedAsync(Kind, typed, Aborted) : null;
        var spoken = person is null ? null
            : (await Db.SpokenAt(person.Value).ToListAsync(Aborted)).ToHashSet();
        return (audience, mode, goal, unit, programme, mentioned, spoken) is (null, null, null, null, null, null, null) ? events
            : events.Where(e => (audience is null || (e.Audience & audience) != 0) && (mode is null || e.Mode == mode)
                && (goal is null || e.HasGoal(goal.Value)) && (unit is null || e.UnitId == unit.Id)
                && (programme is null || e.ProgrammeId == programme) && (mentioned is null || mentioned.Contains(e.Id))
                && (spoken is null || spoken.Contains(e.Id)));
    }

    [HttpGet("{slug}.ics")]
    public Task<IActionResult> Calendar([FromRoute] string? slug) => OfItemAsync(slug, PortalAddress.CalendarEnding, async id =>
    {
        var item = await Db.Events.Where(e => e.Id == id).ToCalendarItems().FirstOrDefaultAsync(Aborted);
        return item is null ? NotFound() : CalendarFile(calendar.Write([item], feed: null, Culture), item.Texts.In(Culture).Slug);
    });

    protected override IQueryable<Event> ForPage(IQueryable<Event> items) => items.ForEventPage();

    protected override async Task<IActionResult> ShowAsync(Event item, ContentText text)
    {
        var (previous, next) = item.Programme is { State: ContentState.Published } ? await BesideAsync(item) : default;
        var now = clock.GetUtcNow().UtcDateTime;
        var seats = await SeatsAsync(item);
        var attendance = item is Lecture { AttendanceShown: true } && item.IsOver(now) && item.Status != EventStatus.Cancelled
            ? await new Attendance(Db).PublicAsync(item.Id, Aborted) : null;
        PageCache.KeepUntil(HttpContext, seats?.NextEdge(now), now);
        return Page("~/Views/Events/Details.cshtml", new EventViewModel(item, text, now) { Previous = previous, Next = next, Seats = seats, Attendance = attendance },
            PageMeta.Of(item, Culture) with { Seats = seats });
    }

    private async Task<SeatStanding?> SeatsAsync(Event item)
    {
        if (item is not Lecture { TakesRegistrations: true } lecture)
        {
            return null;
        }

        // A preview has seats that nobody has taken, and shows what readers will see.
        return lecture.Pools.Count > 0 ? SeatStanding.Of(lecture) : (await Db.StandingsAsync([lecture.Id], Aborted)).GetValueOrDefault(lecture.Id);
    }

    /// <summary>The events before and after one in its programme, whichever kind they are.</summary>
    private async Task<(EventLine? Previous, EventLine? Next)> BesideAsync(Event item)
    {
        // A question for each kind and direction, in one: each follows the index to its first row.
        var near = await new[] { ContentKind.Seminar, ContentKind.Lecture }
            .Select(k => Db.Events.Where(e => e.Kind == k).Published().OfProgramme(item.ProgrammeId))
            .SelectMany(events => new[]
            {
                events.Where(e => e.EndsAt <= item.EndsAt && (e.EndsAt < item.EndsAt || e.Id < item.Id))
                    .OrderByDescending(e => e.EndsAt).ThenByDescending(e => e.Id).Select(e => new { e.Id, e.EndsAt }).Take(1),
                events.Where(e => e.EndsAt >= item.EndsAt && (e.EndsAt > item.EndsAt || e.Id > item.Id))
                    .OrderBy(e => e.EndsAt).ThenBy(e => e.Id).Select(e => new { e.Id, e.EndsAt }).Take(1),
            }).Aggregate(Queryable.Concat).ToListAsync(Aborted);
        var place = (item.EndsAt, item.Id);
        var before = near.Select(e => (e.EndsAt, e.Id)).Where(other => other.CompareTo(place) < 0).DefaultIfEmpty().Max().Id;
        var after = near.Select(e => (e.EndsAt, e.Id)).Where(other => other.CompareTo(place) > 0).DefaultIfEmpty().Min().Id;
        var lines = near.Count == 0 ? [] : await Db.Events.Where(e => e.Id == before || e.Id == after).ToLines().ToListAsync(Aborted);
        return (lines.Find(line => line.Id == before), lines.Find(line => line.Id == after));
    }

    /// <summary>The person by whose key the list is narrowed, from that person's page.</summary>
    private async Task<NamedPerson?> PersonAsync(ListFilter filter)
    {
        var key = filter["person"];
        var people = key is null ? [] : await Db.People.Public().Where(p => p.Key == key)
            .Select(p => new { p.Id, p.Key, Texts = p.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, "")).ToList() }).ToListAsync(Aborted);
        return filter.Option("person", people.Select(p => new NamedPerson(p.Id, p.Key, p.Texts.In(Culture).Title)), (p, value) => p.Key == value);
    }

    private static NamedOption Option(string key, LocalizedFragment name, params IReadOnlyList<string> aliases) =>
        new(key, name.Text, aliases) { Lang = Languages.Lang(name.Culture) };

    private sealed record NamedPerson(int Id, string Key, string Name);

    private static List<NamedOption> Sorted(IEnumerable<NamedOption> options) =>
        [.. options.OrderBy(option => option.Name, StringComparer.Create(Languages.CultureOf(Culture), ignoreCase: true))];
}

/// <summary>Values of <c>when</c> in a list's address.</summary>
public enum When
{
    Upcoming,
    Past,
}

[Route("{culture:culture}/seminars")]
public sealed class SeminarsController(
    PortalDbContext db, ContentPages pages, EventTimeline timeline, EventCalendar calendar, IStringLocalizer<Words> words, TimeProvider clock)
    : EventsController(ContentKind.Seminar, db, pages, timeline, calendar, words, clock);

[Route("{culture:culture}/lectures")]
[OutputCache(PolicyName = PageCache.PageWithSeats)]
public sealed class LecturesController(
    PortalDbContext db, ContentPages pages, EventTimeline timeline, EventCalendar calendar, IStringLocalizer<Words> words, TimeProvider clock)
    : EventsController(ContentKind.Lecture, db, pages, timeline, calendar, words, clock)
{
    [OutputCache(PolicyName = PageCache.ListWithSeats)]
    public override Task<IActionResult> Index() => base.Index();
}
