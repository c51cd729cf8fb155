using System.Globalization;
using AngleSharp.Dom;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>The calendar page: a month, a day, and whatever stands behind the question mark.</summary>
public sealed class CalendarControllerTests(CalendarPortal portal) : IClassFixture<CalendarPortal>
{
    private HttpClient Visitor => portal.Visitor();

    [Theory]
    [InlineData("/en/calendar", "November 2026", 26, 6, 6)]
    [InlineData("/en/calendar?month=2026-11", "November 2026", 26, 6, 6)]
    [InlineData("/en/calendar?month=2027-02", "February 2027", 1, 28, 4)]
    [InlineData("/en/calendar?month=2028-02", "February 2028", 31, 5, 5)]
    [InlineData("/en/calendar?month=2026-12", "December 2026", 30, 3, 5)]
    [InlineData("/en/calendar?month=2027-01", "January 2027", 28, 31, 5)]
    [InlineData("/tr/calendar?month=2026-12", "Aralık 2026", 30, 3, 5)]
    public async Task Month_is_a_table_of_whole_weeks(string address, string month, int first, int last, int weeks)
    {
        var page = await Visitor.PageAsync(address);
        page.Words("main h2").ShouldBe(month);
        page.Words("table.month caption").ShouldStartWith(month);
        page.QuerySelectorAll("table.month tbody tr").Length.ShouldBe(weeks);
        var days = page.QuerySelectorAll("table.month td time").ToList();
        days.Count.ShouldBe(weeks * 7);
        Date(days[0]).Day.ShouldBe(first);
        Date(days[^1]).Day.ShouldBe(last);
        days.Zip(days.Skip(1), (one, next) => Date(next).DayNumber - Date(one).DayNumber).ShouldAllBe(step => step == 1);
        var columns = page.QuerySelectorAll("table.month th[scope=col] abbr");
        columns.Select(column => column.GetAttribute("title")).ShouldBe(address.StartsWith("/tr", StringComparison.Ordinal)
            ? ["Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma", "Cumartesi", "Pazar"]
            : ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]);
        Date(days[0]).DayOfWeek.ShouldBe(DayOfWeek.Monday);
    }

    [Theory]
    [InlineData("2026-11", 24, "18:00 Tuesday evening")]
    [InlineData("2026-11", 25, "10:00 Cancelled talk Cancelled")]
    [InlineData("2026-11", 26, "16:00 From Berlin 14:00, Berlin time")]
    [InlineData("2026-11", 27, "23:00 Past midnight")]
    [InlineData("2026-11", 28, "goes on Past midnight")]
    [InlineData("2026-11", 29, "22:00 Until midnight")]
    [InlineData("2026-11", 30, "10:00 Fair")]
    [InlineData("2026-12", 1, "goes on Fair")]
    [InlineData("2026-12", 2, "goes on Fair")]
    [InlineData("2026-12", 31, "23:30 New Year")]
    [InlineData("2027-01", 1, "goes on New Year")]
    [InlineData("2028-02", 29, "10:00 Leap day")]
    [InlineData("2027-03", 28, "10:00 Around the change 09:00, Berlin time")]
    [InlineData("2027-03", 29, "09:00 After the change 08:00, Berlin time")]
    public async Task Event_stands_on_each_of_its_days(string month, int day, string said) =>
        Square(await Visitor.PageAsync("/en/calendar?month=" + month), day).QuerySelectorAll("li").Select(line => line.Words()).ShouldBe([said]);

    [Theory]
    [InlineData("2026-11", 23)]
    [InlineData("2026-12", 3)]
    [InlineData("2027-01", 2)]
    public async Task Day_before_and_day_after_are_free(string month, int day) =>
        Square(await Visitor.PageAsync("/en/calendar?month=" + month), day).QuerySelector("li").ShouldBeNull();

    [Fact]
    public async Task Days_of_other_months_show_no_events_and_today_is_named()
    {
        var page = await Visitor.PageAsync("/en/calendar");
        page.QuerySelectorAll("td.out li").ShouldBeEmpty();
        page.QuerySelectorAll("td.out").Length.ShouldBe(12);
        page.Words("td.now").ShouldBe("Monday 23 November today");
        (await Visitor.PageAsync("/tr/calendar")).Words("td.now").ShouldBe("23 Kasım Pazartesi bugün");
        (await Visitor.PageAsync("/en/calendar?month=2026-12")).QuerySelector("td.now").ShouldBeNull();
        page.QuerySelector(".nav [aria-current]")!.Words().ShouldBe("Calendar");
        (await Visitor.PageAsync("/en/calendar?month=2026-12")).QuerySelector(".nav [aria-current]")!.Words().ShouldBe("Calendar");
    }

    [Fact]
    public async Task Links_lead_to_the_event_and_to_the_months_beside()
    {
        var page = await Visitor.PageAsync("/tr/calendar");
        page.QuerySelectorAll("table a").Select(link => link.GetAttribute("href")).ShouldContain("/tr/seminars/aksam");
        page.Href("a[rel=prev]").ShouldBe("/tr/calendar?month=2026-10");
        page.Href("a[rel=next]").ShouldBe("/tr/calendar?month=2026-12");
        page.Href("main a[href^='webcal:']").ShouldBe("webcal://localhost:5080/tr/calendar.ics");
        var december = await Visitor.PageAsync("/tr/calendar?month=2026-12&kind=seminar");
        december.Href("a[rel=prev]").ShouldBe("/tr/calendar?kind=seminar");
        december.Href("a[rel=next]").ShouldBe("/tr/calendar?kind=seminar&month=2027-01");
        december.Href("a.lang").ShouldBe("/en/calendar?kind=seminar&month=2026-12");
        december.QuerySelector("input[name=month]")!.GetAttribute("value").ShouldBe("2026-12");
    }

    [Theory]
    [InlineData("?month=2026-11&kind=lecture", "Past midnight")]
    [InlineData("?kind=seminar&month=2026-11", "Tuesday evening")]
    [InlineData("?audience=alumni", "Until midnight")]
    public async Task Filter_narrows_the_month(string query, string title)
    {
        var page = await Visitor.PageAsync("/en/calendar" + query);
        page.AllWords("table .name").ShouldContain(title);
        page.AllWords("table .name").ShouldNotContain(title == "Past midnight" ? "Tuesday evening" : "Past midnight");
        page.QuerySelector("meta[name=robots]").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("2027-05", "/en/calendar?month=2028-02", "/en/calendar?month=2027-03")]
    [InlineData("2019-05", "/en/calendar", null)]
    [InlineData("2200-12", null, "/en/calendar?month=2028-02")]
    [InlineData("1800-01", "/en/calendar", null)]
    public async Task Empty_month_leads_to_the_nearest_events(string month, string? later, string? earlier)
    {
        var page = await Visitor.PageAsync("/en/calendar?month=" + month);
        page.QuerySelector("table").ShouldBeNull();
        page.Words(".empty h3").ShouldStartWith("There are no events in ");
        page.QuerySelectorAll(".empty a.more").Select(link => link.GetAttribute("href")).ShouldBe(new[] { later, earlier }.OfType<string>());
        page.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
        (page.QuerySelector("a[rel=prev]") is null).ShouldBe(earlier is null || month == "2200-12");
        (page.QuerySelector("a[rel=next]") is null).ShouldBe(later is null || month is "1800-01" or "2019-05");
    }

    [Fact]
    public async Task Portal_without_events_has_a_friendly_calendar()
    {
        using var empty = new PortalHost();
        foreach (var culture in new[] { "en", "tr" })
        {
            var page = await empty.Visitor().PageAsync($"/{culture}/calendar");
            page.QuerySelector(".empty h3").ShouldNotBeNull();
            page.QuerySelector("meta[name=robots]").ShouldBeNull();
            page.QuerySelector("a[rel=next], a[rel=prev]").ShouldBeNull();
            await empty.Visitor().PageAsync($"/{culture}/calendar?day=2026-11-23");
        }
    }

    public static TheoryData<string> Absurd() =>
    [
        "month=2026-13", "month=2026-00", "month=2026-1", "month=26-11", "month=2026-11-23", "month=202611", "month=0000-01", "month=0001-01", "month=9999-12", "month=1799-12", "month=2201-01",
        "month=-2026-11", "month=%D9%A2%D9%A0%D9%A2%D9%A6-11", "month=%00", "month=November", "month=2026-11%20x", "month=+2026-+11", "month='--", "month=%ED%A0%80", "month=99999999999999999999-01",
        "day=2026-02-30", "day=2026-11", "day=0001-01-01", "day=9999-12-31", "day=x", "kind=policy", "kind=0", "audience=63", "audience=cats", "month=2026-11&month=2026-12",
        "month=" + new string('1', 3000),
    ];

    [Theory]
    [MemberData(nameof(Absurd))]
    public async Task Absurd_address_is_this_month_with_a_word_about_it(string query)
    {
        foreach (var culture in new[] { "en", "tr" })
        {
            var entries = portal.Pages.Entries;
            var page = await Visitor.PageAsync($"/{culture}/calendar?{query}");
            page.QuerySelector(".notice.info").ShouldNotBeNull();
            page.QuerySelector("meta[name=robots]").ShouldNotBeNull();
            page.QuerySelector("table.month").ShouldNotBeNull();
            portal.Pages.Entries.ShouldBe(entries);
        }
    }

    [Theory]
    [InlineData("?day=2026-11-24", true)]
    [InlineData("?month=2026-12&day=2026-11-24", true)]
    [InlineData("?month=2040-01", true)]
    [InlineData("?month=2010-01", true)]
    [InlineData("?q=x", true)]
    [InlineData("?page=3", true)]
    [InlineData("?month=2026-12&kind=seminar", true)]
    [InlineData("?month=2026-09", false)]
    [InlineData("?month=2029-09", false)]
    public async Task Only_months_near_this_one_are_kept(string query, bool isLeftOut)
    {
        var entries = portal.Pages.Entries;
        await Visitor.PageAsync("/en/calendar" + query);
        portal.Pages.Entries.ShouldBe(isLeftOut ? entries : entries + 1);
    }

    [Fact]
    public async Task Month_is_answered_from_the_cache_and_each_month_with_its_own()
    {
        var november = (await Visitor.PageAsync("/en/calendar?month=2026-11")).Words("main h2");
        var december = (await Visitor.PageAsync("/en/calendar?month=2026-12")).Words("main h2");
        portal.Commands.Reset();
        (await Visitor.PageAsync("/en/calendar?month=2026-11")).Words("main h2").ShouldBe(november);
        (await Visitor.PageAsync("/en/calendar?month=2026-12")).Words("main h2").ShouldBe(december);
        portal.Commands.Count.ShouldBe(0);
        november.ShouldNotBe(december);
    }

    [Fact]
    public async Task Day_is_a_list()
    {
        var page = await Visitor.PageAsync("/en/calendar?day=2026-11-28");
        page.Words("main h2").ShouldBe("Sat 28 November 2026");
        page.Titles().ShouldBe(["Past midnight"]);
        page.Href(".months a").ShouldBe("/en/calendar");
        (await Visitor.PageAsync("/tr/calendar?day=2026-12-01")).Href(".months a").ShouldBe("/tr/calendar?month=2026-12");
        (await Visitor.PageAsync("/en/calendar?day=2026-11-22")).Words(".empty h3").ShouldBe("There are no events on this day");
        (await Visitor.PageAsync("/en/calendar?day=2026-11-28&page=7")).Words(".empty h3").ShouldBe("There is no such page");
    }

    [Fact]
    public async Task Full_day_names_a_few_and_links_to_the_rest()
    {
        using var full = new PortalHost();
        using var folder = new ContentFolder();
        for (var n = 0; n < 50; n++)
        {
            folder.OneText($"seminars/e{n}.en.md", string.Create(CultureInfo.InvariantCulture,
                $"title: Event {n:00}\nsummary: s\nplace: p\nmode: on-site\naudience: [pupils]\nstart: 2026-11-25 10:{n:00}\nend: 12:00"));
        }

        await full.ImportAllAsync(folder);
        var visitor = full.Visitor();
        var page = await visitor.PageAsync("/en/calendar?kind=seminar");
        page.AllWords("table .name").ShouldBe(["Event 00", "Event 01", "Event 02", "Event 03"]);
        page.Words("table a.more").ShouldBe("and 46 more 25 November 2026");
        page.Href("table a.more").ShouldBe("/en/calendar?kind=seminar&day=2026-11-25");
        var day = await visitor.PageAsync("/en/calendar?day=2026-11-25&kind=seminar&page=3");
        day.Titles().ShouldBe(Enumerable.Range(40, 10).Select(n => $"Event {n:00}"));
        day.Href("a[rel=prev]").ShouldBe("/en/calendar?day=2026-11-25&kind=seminar&page=2");
    }

    [Fact]
    public async Task Today_is_the_universitys()
    {
        using var host = new PortalHost();
        using var folder = new ContentFolder().Seminar("late", "Late", start: "2026-12-01 00:30", end: "01:00").Seminar("before", "Before", start: "2026-11-05 00:30", end: "01:00");
        await host.ImportAllAsync(folder);
        host.Clock.Now = new DateTimeOffset(2026, 11, 30, 20, 59, 0, TimeSpan.Zero);
        (await host.Visitor().PageAsync("/en/calendar")).Words("td.now").ShouldBe("Monday 30 November today");
        host.Clock.Now = host.Clock.Now.AddMinutes(2);
        (await host.Visitor().PageAsync("/en/calendar")).Words("td.now").ShouldStartWith("Tuesday 1 December today 00:30");
    }

    private static IElement Square(IParentNode page, int day) =>
        page.QuerySelectorAll("td:not(.out)").Single(square => Date(square.QuerySelector("time")!).Day == day);

    private static DateOnly Date(IElement time) => DateOnly.ParseExact(time.GetAttribute("datetime")!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A portal with events at the edges of days, months and years.</summary>
public sealed class CalendarPortal : PortalHost, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        using var folder = new ContentFolder();
        void Add(string kind, string title, string start, string end, string more = "", string audience = "pupils") => folder.OneText(
            $"{kind}/{title.ToLowerInvariant().Replace(' ', '-')}.en.md", $"title: {title}\nsummary: s\nplace: p\nmode: on-site\naudience: [{audience}]\nstart: {start}\nend: {end}\n{more}");
        folder.Text("seminars/evening.en.md", "title: Tuesday evening\nslug: evening\nsummary: s\nplace: p\nmode: on-site\naudience: [pupils]\nstart: 2026-11-24 18:00\nend: 19:00")
            .Text("seminars/evening.tr.md", "title: Salı akşamı\nslug: aksam\nsummary: s\nplace: p");
        Add("seminars", "Cancelled talk", "2026-11-25 10:00", "11:00", "status: cancelled\nstatus-note: n");
        Add("lectures", "From Berlin", "2026-11-26 14:00", "15:00", "time-zone: Europe/Berlin");
        Add("lectures", "Past midnight", "2026-11-27 23:00", "2026-11-28 02:00");
        Add("seminars", "Until midnight", "2026-11-29 22:00", "2026-11-30 00:00", audience: "alumni");
        Add("seminars", "Fair", "2026-11-30 10:00", "2026-12-02 18:00");
        Add("seminars", "New Year", "2026-12-31 23:30", "2027-01-01 01:00");
        Add("seminars", "Leap day", "2028-02-29 10:00", "11:00");
        Add("seminars", "A winters day", "2027-02-10 10:00", "11:00");
        Add("lectures", "Around the change", "2027-03-28 09:00", "10:00", "time-zone: Europe/Berlin");
        Add("lectures", "After the change", "2027-03-29 08:00", "09:00", "time-zone: Europe/Berlin");
        Add("lectures", "Hidden", "2026-11-23 10:00", "11:00", "state: draft");
        Add("lectures", "Withdrawn", "2026-11-23 10:00", "11:00", "state: withdrawn\nwithdrawn-reason: r");
        await ImportAllAsync(folder);
    }
}
