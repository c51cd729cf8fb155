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

/// <summary>All events: by the month, by the day, and as a calendar to subscribe to. Days are those of the site's time zone.</summary>
[Route("{culture:culture}/calendar")]
public sealed class CalendarController(
    PortalDbContext db, EventTimeline timeline, EventCalendar calendar, IStringLocalizer<Words> words, SiteSettings site, TimeProvider clock) : PublicController
{
    /// <summary>Events of a day that its square names; a link leads to the others.</summary>
    public const int ShownOfDay = 4;

    private static readonly TimeSpan FeedReachesBack = TimeSpan.FromDays(90);
    private static readonly ContentKind[] Kinds = [ContentKind.Seminar, ContentKind.Lecture];

    [HttpGet("")]
    [OutputCache(PolicyName = PageCache.List)]
    public async Task<IActionResult> Index()
    {
        var filter = new ListFilter(Request.Query, "month", "day", "kind", "audience");
        var today = site.Today(clock);
        var events = await timeline.CurrentAsync(Aborted);
        events = filter.Choice<CalendarKind>("kind") switch
        {
            CalendarKind.Seminar => events.Of(ContentKind.Seminar),
            CalendarKind.Lecture => events.Of(ContentKind.Lecture),
            _ => events,
        };
        if (filter.Choice<Audience>("audience") is { } audience)
        {
            events = events.Where(e => (e.Audience & audience) != 0);
        }

        var month = filter.Month("month") ?? today;
        return filter.Day("day") is { } day
            ? await DayAsync(filter, day, today, events)
            : await MonthAsync(filter, new(month.Year, month.Month, 1), today, events);
    }

    [HttpGet("/{culture:culture}/calendar.ics")]
    public async Task<IActionResult> Feed()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var since = now - FeedReachesBack;
        // A question for each kind and direction, in one: each follows the index. What is to come goes before what is over.
        var ends = await Kinds.Select(kind => db.Events.Where(e => e.Kind == kind).Published()).SelectMany(events => new[]
        {
            events.Upcoming(now).Select(e => e.EndsAt).Take(EventCalendar.MostEvents),
            events.Past(now).Where(e => e.EndsAt >= since).Select(e => e.EndsAt).Take(EventCalendar.MostEvents),
        }).Aggregate(Queryable.Concat).ToListAsync(Aborted);
        var chosen = ends.Where(end => end >= now).Order().Concat(ends.Where(end => end < now).OrderDescending())
            .Take(EventCalendar.MostEvents).ToList();
        var (first, last) = chosen.Count == 0 ? default : (chosen.Min(), chosen.Max());
        var items = chosen.Count == 0 ? [] : await db.Events.Published().Where(e => e.EndsAt >= first && e.EndsAt <= last)
            .OrderByDescending(e => e.EndsAt).ThenBy(e => e.Id).Take(EventCalendar.MostEvents).ToCalendarItems().ToListAsync(Aborted);
        var name = site.Name.In(Culture);
        var feed = new CalendarFeed(new($"{name}: {words["Calendar"]}", name.Culture), new(words["Calendar.lead"], Culture),
            PortalAddress.Calendar(Culture), PortalAddress.CalendarFile(Culture));
        return CalendarFile(calendar.Write(items, feed, Culture), "calendar");
    }

    private async Task<IActionResult> MonthAsync(ListFilter filter, DateOnly month, DateOnly today, TimelineEvents events)
    {
        var next = month.AddMonths(1);
        var found = events.Between(StartOf(month), StartOf(next)).ToList();
        var days = found.SelectMany(e => DaysOf(e, month, next.AddDays(-1)).Select(day => (Day: day, Event: e)))
            .GroupBy(pair => pair.Day, pair => pair.Event).ToDictionary(day => day.Key, day => InOrder(day, day.Key));
        var shown = days.Values.SelectMany(day => day.Take(ShownOfDay)).Select(e => e.Id).Distinct().ToList();
        var lines = shown.Count == 0 ? [] : await db.Events.Where(e => shown.Contains(e.Id)).ToLines().ToDictionaryAsync(line => line.Id, Aborted);

        CalendarDay Square(DateOnly day) => days.GetValueOrDefault(day) is { } held
            // One may have been taken back meanwhile.
            ? new(day, true, [.. held.Take(ShownOfDay).Select(e => lines.GetValueOrDefault(e.Id)).OfType<EventLine>()], held.Count)
            : new(day, day >= month && day < next, [], 0);
        var monday = month.AddDays(-(((int)month.DayOfWeek + 6) % 7));
        var weeks = Enumerable.Range(0, 6).Select(week => monday.AddDays(7 * week)).Where(first => first < next)
            .Select(first => Enumerable.Range(0, 7).Select(day => Square(first.AddDays(day))).ToArray()).ToList();
        var (before, after) = events.Around(StartOf(month), StartOf(next));
        var model = new MonthViewModel(filter, month, today, weeks, found.Count)
        {
            Earlier = before is { } earlier ? LastDay(earlier.EndsAt) : null,
            Later = after is { } later ? LocalDay(later.StartsAt) : null,
        };

        var odd = filter.IsOdd || filter.Page != 1;
        if (odd || !model.IsWithinReach(month))
        {
            PageCache.Skip(HttpContext);
        }

        var title = filter["month"] is null ? words["Calendar"].Value : words["Calendar: {0}", DateWords.Month(month, Culture)];
        return Page("Index", model, PageMeta.InBoth(title, words["Calendar.lead"], culture => filter.Address(PortalAddress.Calendar(culture))) with
        {
            NoIndex = odd || filter["kind"] is not null || filter["audience"] is not null || (found.Count == 0 && !model.IsThisMonth),
        });
    }

    private async Task<IActionResult> DayAsync(ListFilter filter, DateOnly day, DateOnly today, TimelineEvents events)
    {
        // There are too many days to keep a page for each.
        PageCache.Skip(HttpContext);
        var found = events.Between(StartOf(day), StartOf(day.AddDays(1))).ToList();
        var paging = new Paging(filter.Page, found.Count);
        var shown = paging.IsBeyond ? [] : InOrder(found, day).Skip(paging.Skip).Take(Paging.Size).Select(e => e.Id).ToList();
        var model = new DayViewModel(filter, paging, day, today, await db.CardsAsync(shown, Aborted));
        var title = words["Calendar: {0}", DateWords.Date(day, Culture)];
        var page = paging.IsBeyond ? 1 : paging.Number;
        var meta = PageMeta.InBoth(title, words["Calendar.lead"], culture => filter.Address(PortalAddress.Calendar(culture), page));
        return Page("Day", model, meta with { NoIndex = true });
    }

    private IEnumerable<DateOnly> DaysOf(TimelineEvent e, DateOnly first, DateOnly last)
    {
        var until = LastDay(e.EndsAt);
        for (var day = LocalDay(e.StartsAt) is var start && start > first ? start : first; day <= last && day <= until; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    /// <summary>What begins on the day before what goes on.</summary>
    private List<TimelineEvent> InOrder(IEnumerable<TimelineEvent> events, DateOnly day) =>
        [.. events.OrderBy(e => LocalDay(e.StartsAt) < day).ThenBy(e => e.StartsAt).ThenBy(e => e.Id)];

    private DateTime StartOf(DateOnly day) => Event.ToUtc(day.ToDateTime(TimeOnly.MinValue), site.Zone);

    private DateOnly LocalDay(DateTime utc) => DateOnly.FromDateTime(DateWords.Local(utc, site.TimeZone));

    /// <summary>What ends at midnight is not held on the day that begins then.</summary>
    private DateOnly LastDay(DateTime end) => LocalDay(end.AddTicks(-1));
}
