using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Calendar;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

/// <summary>All events: by the month, by the day, and as a calendar to subscribe to. Days are those of the site's time zone.</summary>
[Route("{culture:culture}/calendar")]
public sealed class CalendarController(
    PortalDbContext db, EventCalendar calendar, IStringLocalizer<Words> words, SiteSettings site, TimeProvider clock) : PublicController
{
    /// <summary>Events of a day that its square names; a link leads to the others.</summary>
    public const int ShownOfDay = 4;

    /// <summary>Events of a kind that end in a month and are counted.</summary>
    private const int MostRead = 1500;

    /// <summary>Events of a kind after the month that are looked at for those that began in it or before.</summary>
    private const int MostReadBeyond = 300;

    private static readonly TimeSpan FeedReachesBack = TimeSpan.FromDays(90);
    private static readonly ContentKind[] Kinds = [ContentKind.Seminar, ContentKind.Lecture];

    [HttpGet("")]
    [OutputCache(PolicyName = PageCache.List)]
    public async Task<IActionResult> Index()
    {
        var filter = new ListFilter(Request.Query, "month", "day", "kind", "audience");
        var today = site.Today(clock);
        var kinds = filter.Choice<CalendarKind>("kind") switch
        {
            CalendarKind.Seminar => [ContentKind.Seminar],
            CalendarKind.Lecture => [ContentKind.Lecture],
            _ => Kinds,
        };
        var audience = filter.Choice<Audience>("audience");
        var month = filter.Month("month") ?? today;
        return filter.Day("day") is { } day
            ? await DayAsync(filter, day, today, kinds, audience)
            : await MonthAsync(filter, new(month.Year, month.Month, 1), today, kinds, audience);
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

    private async Task<IActionResult> MonthAsync(ListFilter filter, DateOnly month, DateOnly today, ContentKind[] kinds, Audience? audience)
    {
        var next = month.AddMonths(1);
        var (found, isCut) = await FindAsync(month, next, kinds, audience);
        var days = found.SelectMany(e => DaysOf(e, month, next.AddDays(-1)).Select(day => (Day: day, Event: e)))
            .GroupBy(pair => pair.Day, pair => pair.Event).ToDictionary(day => day.Key, day => InOrder(day, day.Key));
        var shown = days.Values.SelectMany(events => events.Take(ShownOfDay)).Select(e => e.Id).Distinct().ToList();
        var lines = shown.Count == 0 ? [] : await db.Events.Where(e => shown.Contains(e.Id)).ToLines().ToDictionaryAsync(line => line.Id, Aborted);

        CalendarDay Square(DateOnly day) => days.GetValueOrDefault(day) is { } events
            // One may have been taken back between the two questions.
            ? new(day, true, [.. events.Take(ShownOfDay).Select(e => lines.GetValueOrDefault(e.Id)).OfType<EventLine>()], events.Count)
            : new(day, day >= month && day < next, [], 0);
        var monday = month.AddDays(-(((int)month.DayOfWeek + 6) % 7));
        var weeks = Enumerable.Range(0, 6).Select(week => monday.AddDays(7 * week)).Where(first => first < next)
            .Select(first => Enumerable.Range(0, 7).Select(day => Square(first.AddDays(day))).ToArray()).ToList();
        var (earlier, later) = found.Count > 0 || audience is not null ? default : await NearestAsync(month, next, kinds);
        var model = new MonthViewModel(filter, month, today, weeks, found.Count, isCut) { Earlier = earlier, Later = later };

        var odd = filter.IsOdd || filter.Page != 1;
        if (odd || !model.IsWithinReach(month))
        {
            PageCache.Skip(HttpContext);
        }

        var title = filter["month"] is null ? words["Calendar"].Value : words["Calendar: {0}", DateWords.Month(month, Culture)];
        return Page("Index", model, PageMeta.InBoth(title, words["Calendar.lead"], culture => filter.Address(PortalAddress.Calendar(culture))) with
        {
            NoIndex = odd || filter["kind"] is not null || audience is not null || (found.Count == 0 && !model.IsThisMonth),
        });
    }

    private async Task<IActionResult> DayAsync(ListFilter filter, DateOnly day, DateOnly today, ContentKind[] kinds, Audience? audience)
    {
        // There are too many days to keep a page for each.
        PageCache.Skip(HttpContext);
        var (found, _) = await FindAsync(day, day.AddDays(1), kinds, audience);
        var paging = new Paging(filter.Page, found.Count);
        var shown = paging.IsBeyond ? [] : InOrder(found, day).Skip(paging.Skip).Take(Paging.Size).Select(e => e.Id).ToList();
        var cards = shown.Count == 0 ? [] : await db.Events.Where(e => shown.Contains(e.Id)).ToCards().ToListAsync(Aborted);
        var model = new DayViewModel(filter, paging, day, today, [.. cards.OrderBy(card => shown.IndexOf(card.Id))]);
        var title = words["Calendar: {0}", DateWords.Date(day, Culture)];
        var page = paging.IsBeyond ? 1 : paging.Number;
        var meta = PageMeta.InBoth(title, words["Calendar.lead"], culture => filter.Address(PortalAddress.Calendar(culture), page));
        return Page("Day", model, meta with { NoIndex = true });
    }

    /// <summary>Events of which some part lies in the days from one to before another.</summary>
    private async Task<(List<Found> Events, bool IsCut)> FindAsync(DateOnly first, DateOnly next, ContentKind[] kinds, Audience? audience)
    {
        var (from, until) = (StartOf(first), StartOf(next));
        // One question; each part of it follows the index.
        var found = await kinds.Select(kind => db.Events.Where(e => e.Kind == kind).Published())
            .SelectMany(events => new[] { events.Ending(from, until, MostRead), events.GoingOn(until, MostReadBeyond) })
            .Select(events => events.Select(e => new { e.Id, e.Kind, e.StartsAt, e.EndsAt, e.Audience }))
            .Aggregate(Queryable.Concat).ToListAsync(Aborted);
        return ([.. found.Where(e => audience is null || (e.Audience & audience.Value) != 0).Select(e => new Found(e.Id, e.StartsAt, e.EndsAt))],
            found.Where(e => e.EndsAt <= until).CountBy(e => e.Kind).Any(kind => kind.Value == MostRead));
    }

    /// <summary>The days nearest to an empty month on which something is held.</summary>
    private async Task<(DateOnly? Earlier, DateOnly? Later)> NearestAsync(DateOnly month, DateOnly next, ContentKind[] kinds)
    {
        var (from, until) = (StartOf(month), StartOf(next));
        DateOnly? earlier = null, later = null;
        foreach (var kind in kinds)
        {
            var events = db.Events.Where(e => e.Kind == kind).Published();
            var before = await events.Where(e => e.EndsAt <= from).OrderByDescending(e => e.EndsAt).Select(e => (DateTime?)e.EndsAt).FirstOrDefaultAsync(Aborted);
            var after = await events.Where(e => e.EndsAt > until).OrderBy(e => e.EndsAt).Select(e => (DateTime?)e.StartsAt).FirstOrDefaultAsync(Aborted);
            earlier = new[] { earlier, before is { } end ? LastDay(end) : null }.Max();
            later = new[] { later, after is { } start ? LocalDay(start) : null }.Min();
        }

        return (earlier, later);
    }

    private IEnumerable<DateOnly> DaysOf(Found e, DateOnly first, DateOnly last)
    {
        var until = LastDay(e.EndsAt);
        for (var day = LocalDay(e.StartsAt) is var start && start > first ? start : first; day <= last && day <= until; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    /// <summary>What begins on the day before what goes on.</summary>
    private List<Found> InOrder(IEnumerable<Found> events, DateOnly day) =>
        [.. events.OrderBy(e => LocalDay(e.StartsAt) < day).ThenBy(e => e.StartsAt).ThenBy(e => e.Id)];

    private DateTime StartOf(DateOnly day) => Event.ToUtc(day.ToDateTime(TimeOnly.MinValue), site.Zone);

    private DateOnly LocalDay(DateTime utc) => DateOnly.FromDateTime(DateWords.Local(utc, site.TimeZone));

    /// <summary>What ends at midnight is not held on the day that begins then.</summary>
    private DateOnly LastDay(DateTime end) => LocalDay(end.AddTicks(-1));

    private sealed record Found(int Id, DateTime StartsAt, DateTime EndsAt);
}
