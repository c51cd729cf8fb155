using OutreachPortal.BrowserTests.Support;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.BrowserTests;

/// <summary>What only a browser shows of events: the visitor's own time, and the calendar on wide and narrow screens.</summary>
public sealed class EventPageTests(EventsPortal portal) : IClassFixture<EventsPortal>
{
    private const string Line = "[data-local-time]";

    [Theory]
    [InlineData("/en/seminars/winter", "Europe/London", "11:00–12:30 in your time zone (Europe/London)")]
    [InlineData("/tr/seminars/winter-tr", "Europe/London", "Sizin saat diliminizde 11.00–12.30 (Europe/London)")]
    [InlineData("/en/seminars/winter", "America/New_York", "06:00–07:30 in your time zone (America/New York)")]
    [InlineData("/en/seminars/winter", "Asia/Kathmandu", "16:45–18:15 in your time zone (Asia/Katmandu)")]
    [InlineData("/en/seminars/winter", "Pacific/Kiritimati", "Friday 4 December, 01:00–02:30 in your time zone (Pacific/Kiritimati)")]
    [InlineData("/tr/seminars/winter-tr", "Pacific/Kiritimati", "Sizin saat diliminizde 4 Aralık Cuma, 01.00–02.30 (Pacific/Kiritimati)")]
    [InlineData("/en/seminars/night", "Europe/Berlin", "Thursday 3 December, 22:30 – Friday 4 December, 00:00 in your time zone (Europe/Berlin)")]
    [InlineData("/en/seminars/berlin", "Europe/Istanbul", "16:00–17:00 in your time zone (Europe/Istanbul)")]
    [InlineData("/en/seminars/summer", "Europe/London", "12:00–13:00 in your time zone (Europe/London)")]
    public async Task Visitor_elsewhere_sees_the_time_there(string address, string zone, string said)
    {
        var tab = await OpenAsync(address, zone);
        await Assertions.Expect(tab.Locator(Line)).ToHaveTextAsync(said);
        (await tab.Locator(Line).IsVisibleAsync()).ShouldBeTrue();
        // It was there before anything was painted, so that nothing moved.
        (await tab.EvaluateAsync<double>("() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))).observe({ type: 'layout-shift', buffered: true }) || setTimeout(() => done(0), 300))"))
            .ShouldBeLessThan(0.01);
    }

    [Theory]
    [InlineData("/en/seminars/winter", "Europe/Istanbul")]
    [InlineData("/en/seminars/winter", "Asia/Riyadh")]
    [InlineData("/en/seminars/summer", "Europe/Kyiv")]
    [InlineData("/en/seminars/berlin", "Europe/Rome")]
    public async Task Visitor_whose_clock_shows_the_same_sees_the_event_alone(string address, string zone)
    {
        var tab = await OpenAsync(address, zone);
        (await tab.Locator(Line).CountAsync()).ShouldBe(1);
        (await tab.Locator(Line).IsVisibleAsync()).ShouldBeFalse();
        (await tab.Locator(Line).TextContentAsync()).ShouldBe("");
    }

    [Fact]
    public async Task Visitor_without_script_sees_the_event_alone()
    {
        var tab = await OpenAsync("/en/seminars/winter", "Europe/London", script: false);
        (await tab.Locator(Line).IsVisibleAsync()).ShouldBeFalse();
        (await tab.Locator("dl.facts time").InnerTextAsync()).ShouldBe("Thu 3 December, 14:00–15:30, Istanbul time");
    }

    [Fact]
    public async Task Cancelled_event_has_no_time_anywhere() =>
        (await (await OpenAsync("/en/seminars/off", "Europe/London")).Locator(Line).CountAsync()).ShouldBe(0);

    [Fact]
    public async Task Calendar_is_a_table_on_a_wide_screen_and_a_list_of_days_on_a_phone()
    {
        var tab = await OpenAsync("/en/calendar?month=2026-12", "Europe/Istanbul");
        (await tab.Locator("td >> visible=true").CountAsync()).ShouldBe(35);
        (await tab.Locator("thead").IsVisibleAsync()).ShouldBeTrue();
        var days = await tab.Locator("td:has(li)").CountAsync();
        days.ShouldBeInRange(1, 34);
        await tab.SetViewportSizeAsync(320, 640);
        (await tab.Locator("td >> visible=true").CountAsync()).ShouldBe(days);
        (await tab.Locator("td >> visible=true").First.InnerTextAsync()).ShouldContain("day ");
        (await tab.Locator("thead").IsVisibleAsync()).ShouldBeFalse();
        (await tab.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await tab.EmulateMediaAsync(new() { Media = Media.Print });
        (await tab.Locator("td >> visible=true").CountAsync()).ShouldBe(days);
        (await tab.Locator("main .pager, main .filter, main .btn").And(tab.Locator(":visible")).CountAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("/en/calendar?month=2026-12")]
    [InlineData("/tr/calendar?month=2027-05")]
    [InlineData("/en/calendar?day=2026-12-03")]
    [InlineData("/tr/seminars/winter-tr")]
    [InlineData("/en/seminars/off")]
    public async Task Pages_of_events_are_accessible(string address)
    {
        var tab = await OpenAsync(address, "Europe/London");
        foreach (var (width, theme) in new[] { (1280, ColorScheme.Light), (1280, ColorScheme.Dark), (320, ColorScheme.Light), (320, ColorScheme.Dark) })
        {
            await tab.SetViewportSizeAsync(width, 800);
            await tab.EmulateMediaAsync(new() { ColorScheme = theme });
            (await AxeCheck.LookAsync(tab, address, theme)).ShouldBeEmpty();
            (await tab.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        }
    }

    private Task<IPage> OpenAsync(string address, string zone, bool script = true) => portal.OpenAsync(address, zone, script);
}

/// <summary>A portal with a few events, and a browser.</summary>
public sealed class EventsPortal : IAsyncLifetime
{
    private readonly LivePortal _portal = new();
    private readonly Browser _browser = new();
    private readonly List<IBrowserContext> _visitors = [];

    public async ValueTask InitializeAsync()
    {
        _ = _portal.Address;
        using var folder = new ContentFolder()
            .Seminar("winter", "Winter", "slug: winter")
            .Seminar("night", "Night", "slug: night", start: "2026-12-04 00:30", end: "2026-12-04 02:00")
            .Seminar("summer", "Summer", "slug: summer", start: "2027-07-01 14:00", end: "15:00")
            .Seminar("berlin", "Berlin", "slug: berlin\ntime-zone: Europe/Berlin", start: "2026-12-03 14:00", end: "15:00")
            .Seminar("off", "Off", "slug: off\nstatus: cancelled\nstatus-note: Ill.");
        (await _portal.ImportAsync(folder)).Mistakes.Where(mistake => !mistake.ToString().Contains("status-note", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    public async Task<IPage> OpenAsync(string address, string zone, bool script)
    {
        var visitor = await _browser.VisitorAsync(new() { BaseURL = _portal.Address.ToString(), ViewportSize = Visit.Desktop, TimezoneId = zone, JavaScriptEnabled = script });
        _visitors.Add(visitor);
        var tab = await visitor.NewPageAsync();
        await tab.GotoAsync(address);
        return tab;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in _visitors)
        {
            await visitor.DisposeAsync();
        }

        await _browser.DisposeAsync();
        await _portal.DisposeAsync();
    }
}
