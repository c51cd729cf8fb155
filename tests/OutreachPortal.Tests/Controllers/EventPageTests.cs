using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

public sealed class EventPageTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private HttpClient Visitor => portal.Visitor();

    [Theory]
    [InlineData("2026-12-03 14:00", "15:30", "", "Thu 3 December, 14:00–15:30, Istanbul time", "3 Aralık Perşembe, 14.00–15.30, İstanbul saati", "2026-12-03T14:00+03:00")]
    [InlineData("2027-05-14 14:00", "15:30", "", "Fri 14 May 2027, 14:00–15:30, Istanbul time", "14 Mayıs 2027 Cuma, 14.00–15.30, İstanbul saati", "2027-05-14T14:00+03:00")]
    [InlineData("2026-12-03 22:00", "2026-12-04 01:00", "", "Thu 3 December, 22:00 – Fri 4 December, 01:00, Istanbul time", "3 Aralık Perşembe, 22.00 – 4 Aralık Cuma, 01.00, İstanbul saati", "2026-12-03T22:00+03:00")]
    [InlineData("2026-12-31 22:00", "2027-01-01 01:00", "", "Thu 31 December, 22:00 – Fri 1 January 2027, 01:00, Istanbul time", "31 Aralık Perşembe, 22.00 – 1 Ocak 2027 Cuma, 01.00, İstanbul saati", "2026-12-31T22:00+03:00")]
    [InlineData("2026-12-07 09:00", "2026-12-11 17:00", "", "Mon 7 December, 09:00 – Fri 11 December, 17:00, Istanbul time", "7 Aralık Pazartesi, 09.00 – 11 Aralık Cuma, 17.00, İstanbul saati", "2026-12-07T09:00+03:00")]
    [InlineData("2026-12-03 00:00", "00:30", "", "Thu 3 December, 00:00–00:30, Istanbul time", "3 Aralık Perşembe, 00.00–00.30, İstanbul saati", "2026-12-03T00:00+03:00")]
    [InlineData("2026-12-03 18:00", "19:00", "Europe/London", "Thu 3 December, 18:00–19:00, London time", "3 Aralık Perşembe, 18.00–19.00, Londra saati", "2026-12-03T18:00+00:00")]
    [InlineData("2027-07-01 18:00", "19:00", "Europe/London", "Thu 1 July 2027, 18:00–19:00, London time", "1 Temmuz 2027 Perşembe, 18.00–19.00, Londra saati", "2027-07-01T18:00+01:00")]
    [InlineData("2026-12-31 23:30", "23:45", "America/New_York", "Thu 31 December, 23:30–23:45, New York time", "31 Aralık Perşembe, 23.30–23.45, New York saati", "2026-12-31T23:30-05:00")]
    public async Task Time_is_in_the_events_zone_and_in_words(string start, string end, string zone, string english, string turkish, string machine)
    {
        await ImportAsync("time", start, end, zone.Length > 0 ? "time-zone: " + zone : "");
        var page = await Visitor.PageAsync("/en/seminars/time");
        page.Words("dl.facts time").ShouldBe(english);
        page.QuerySelector("dl.facts time")!.GetAttribute("datetime").ShouldBe(machine);
        (await Visitor.PageAsync("/tr/seminars/time")).Words("dl.facts time").ShouldBe(turkish);
        (await Visitor.PageAsync("/en/seminars?q=Event+time")).Words("main ul.events time").ShouldBe(english);
    }

    [Fact]
    public async Task Cancelled_event_says_so_and_hides_how_to_take_part()
    {
        await ImportAsync("cancelled", "2026-12-03 14:00", "15:00", "status: cancelled\nstatus-note: The speaker is ill.\nonline-link: https://meet.example.org/x", "status-note: Konuşmacı hasta.", "hybrid");
        var page = await Visitor.PageAsync("/en/seminars/cancelled");
        page.Words(".notice.warning").ShouldBe("Cancelled The speaker is ill.");
        page.QuerySelector("dl.facts s time").ShouldNotBeNull();
        page.QuerySelector("a[href*='meet.example.org']").ShouldBeNull();
        (await Visitor.PageAsync("/tr/seminars/cancelled")).Words(".notice.warning").ShouldContain("Konuşmacı hasta.");
        (await Visitor.PageAsync("/en/seminars?q=Event+cancelled")).Words("main ul.events .chip.alert").ShouldBe("Cancelled");
    }

    [Fact]
    public async Task Moved_event_says_when_it_was_to_begin()
    {
        await ImportAsync("moved", "2026-12-10 14:00", "15:00", "status: moved\nprevious-start: 2026-12-03 13:30");
        (await Visitor.PageAsync("/en/seminars/moved")).Words(".notice.warning").ShouldBe("Moved to another time It was to begin on Thu 3 December, 13:30.");
        (await Visitor.PageAsync("/tr/seminars/moved")).Words(".notice.warning").ShouldContain("3 Aralık Perşembe, 13.30");
    }

    [Fact]
    public async Task Event_moved_online_shows_no_room()
    {
        await ImportAsync("online", "2026-12-10 14:00", "15:00", "status: online\nonline-link: https://meet.example.org/y");
        var page = await Visitor.PageAsync("/en/seminars/online");
        page.Words(".notice.warning").ShouldBe("Moved online");
        page.Words("dl.facts").ShouldNotContain("Room 1");
        page.Href("dl.facts a[rel~=external]").ShouldBe("https://meet.example.org/y");
        (await Visitor.PageAsync("/en/seminars?q=Event+online")).Words("main ul.events").ShouldNotContain("Room 1");
    }

    [Theory]
    [InlineData("registered", false)]
    [InlineData("everyone", true)]
    public async Task Online_link_is_shown_to_whom_it_is_for(string shown, bool isPublic)
    {
        await ImportAsync("link-" + shown, "2026-12-10 14:00", "15:00", $"online-link: https://meet.example.org/secret\nonline-link-shown: {shown}", mode: "hybrid");
        foreach (var address in new[] { $"/en/seminars/link-{shown}", $"/tr/seminars/link-{shown}" })
        {
            using var answer = await Visitor.AnswerAsync(address);
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains("meet.example.org", StringComparison.Ordinal).ShouldBe(isPublic);
        }
    }

    [Fact]
    public async Task What_an_event_leaves_behind_appears_within_a_minute_of_its_end()
    {
        using var host = new PortalHost();
        using var folder = Folder("left", "2026-11-24 14:00", "15:00",
            "recording: https://video.example.org/r\nslides: https://slides.example.org/s\naccount: \"Forty came. **Good**.\"\nonline-link: https://meet.example.org/z", "account: Kırk kişi geldi.", "hybrid");
        await host.ImportAllAsync(folder);
        var end = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
        host.Clock.Now = end.AddSeconds(-1);
        var before = await host.Visitor().PageAsync("/en/seminars/left");
        before.QuerySelector("a[href^='https://video.']").ShouldBeNull();
        before.QuerySelector("a[href^='https://slides.']").ShouldBeNull();
        before.Body!.TextContent.ShouldNotContain("Forty came");
        before.QuerySelector("a[href^='https://meet.']").ShouldNotBeNull();
        before.AllWords("main h2").ShouldContain("What to expect");
        (await host.Visitor().PageAsync("/en/seminars?when=past")).Titles().ShouldBeEmpty();
        (await host.Visitor().PageAsync("/en/seminars")).AllWords("main h2").ShouldContain("Coming up");

        host.Clock.Now = end.AddSeconds(60);
        var after = await host.Visitor().PageAsync("/en/seminars/left");
        after.QuerySelector("a[href='https://video.example.org/r']").ShouldNotBeNull();
        after.QuerySelector("a[href='https://slides.example.org/s']").ShouldNotBeNull();
        after.Words("main").ShouldContain("Forty came. Good.");
        after.QuerySelector("a[href^='https://meet.']").ShouldBeNull();
        after.AllWords("main h2").ShouldContain("What it was about");
        (await host.Visitor().PageAsync("/tr/seminars/left")).Words("main").ShouldContain("Kırk kişi geldi.");
        (await host.Visitor().PageAsync("/en/seminars")).AllWords("main h2").ShouldContain("Past");
        (await host.Visitor().PageAsync("/en")).QuerySelector(".hero a[href='/en/seminars/left'], ul.events a[href='/en/seminars/left']").ShouldBeNull();
    }

    [Fact]
    public async Task Event_leads_to_those_beside_it_in_its_programme()
    {
        using var folder = new ContentFolder()
            .OneText("programmes/row.en.md", "title: A row\nslug: row\nsummary: s\nkind: seminar-series")
            .OneText("programmes/hidden-row.en.md", "title: Hidden\nslug: hidden-row\nsummary: s\nkind: seminar-series\nstate: withdrawn\nwithdrawn-reason: r");
        void Add(string kind, string key, string day, string more = "programme: row") => folder.OneText($"{kind}/row-{key}.en.md",
            $"title: Row {key}\nslug: row-{key}\nsummary: s\nplace: p\nmode: on-site\naudience: [pupils]\nstart: {day} 10:00\nend: 11:00\n{more}");
        Add("seminars", "one", "2026-10-01");
        Add("lectures", "two", "2026-12-01", "programme: row\nstatus: cancelled\nstatus-note: n");
        Add("seminars", "three", "2026-12-01");
        Add("seminars", "draft", "2026-12-02", "programme: row\nstate: draft");
        Add("lectures", "four", "2027-02-01");
        Add("lectures", "elsewhere", "2026-12-03", "");
        Add("lectures", "unseen", "2026-12-03", "programme: hidden-row");
        await portal.ImportAllAsync(folder);

        async Task<IEnumerable<string>> BesideAsync(string address) =>
            (await Visitor.PageAsync(address)).QuerySelectorAll("nav[aria-label='In the same programme'] li").Select(line => line.Words(".kicker") + ": " + line.Words("h3"));
        (await BesideAsync("/en/seminars/row-one")).Single().ShouldStartWith("After this one: Row t");
        // Two end at the same time; whichever comes first, each is reached, and from each one comes to both sides.
        (await BesideAsync("/en/lectures/row-four")).Single().ShouldStartWith("Before this one: Row t");
        string[] middle = [.. await BesideAsync("/en/lectures/row-two"), .. await BesideAsync("/en/seminars/row-three")];
        middle.Order(StringComparer.Ordinal).ShouldBe(middle[0].EndsWith("one", StringComparison.Ordinal)
            ? ["After this one: Row four", "After this one: Row three", "Before this one: Row one", "Before this one: Row two"]
            : ["After this one: Row four", "After this one: Row two", "Before this one: Row one", "Before this one: Row three"]);
        (await BesideAsync("/en/lectures/row-elsewhere")).ShouldBeEmpty();
        (await BesideAsync("/en/lectures/row-unseen")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("coming", "2026-12-10 14:00", "", true)]
    [InlineData("over", "2026-11-10 14:00", "", false)]
    [InlineData("called-off", "2026-12-10 14:00", "status: cancelled", false)]
    [InlineData("taken-back", "2026-12-10 14:00", "state: withdrawn\nwithdrawn-reason: r", false)]
    public async Task Event_that_is_to_come_can_be_added_to_a_calendar(string key, string start, string more, bool offered)
    {
        await ImportAsync("add-" + key, start, "15:00", more, more.Contains("withdrawn", StringComparison.Ordinal) ? "withdrawn-reason: r" : "");
        foreach (var (culture, words) in new[] { ("en", "Add to my calendar (.ics)"), ("tr", "Takvimime ekle (.ics)") })
        {
            var address = $"/{culture}/seminars/add-{key}";
            var page = await Visitor.PageAsync(address);
            page.AllWords($"a[href='{address}.ics']").ShouldBe(offered ? [words] : []);
        }
    }

    [Fact]
    public async Task Script_for_the_visitors_own_time_is_on_pages_of_events_alone()
    {
        await ImportAsync("scripted", "2026-12-10 14:00", "15:00");
        var page = await Visitor.PageAsync("/tr/seminars/scripted");
        page.QuerySelector("head script[src]")!.GetAttribute("src")!.ShouldStartWith("/js/local-time.");
        page.QuerySelector("[data-local-time]")!.GetAttribute("data-local-time").ShouldBe("Sizin saat diliminizde {0} ({1})");
        page.QuerySelector("[data-local-time]")!.GetAttribute("data-end").ShouldBe("2026-12-10T15:00+03:00");
        page.QuerySelector("[data-local-time]")!.HasAttribute("hidden").ShouldBeTrue();
        using var script = await Visitor.AnswerAsync(page.QuerySelector("head script[src]")!.GetAttribute("src")!);
        script.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        script.Header("Content-Type")!.ShouldStartWith("text/javascript");
        foreach (var address in new[] { "/en", "/en/seminars", "/en/calendar" })
        {
            (await Visitor.PageAsync(address)).QuerySelector("script[src]").ShouldBeNull(address);
        }
    }

    private async Task ImportAsync(string key, string start, string end, string more = "", string moreTr = "", string mode = "on-site")
    {
        using var folder = Folder(key, start, end, more, moreTr, mode);
        await portal.ImportAllAsync(folder);
    }

    private static ContentFolder Folder(string key, string start, string end, string more, string moreTr, string mode) => new ContentFolder()
        .Text($"seminars/{key}.en.md", $"title: Event {key}\nslug: {key}\nsummary: s\nplace: Room 1\nstart: {start}\nend: {end}\nmode: {mode}\naudience: [pupils]\n{more}")
        .Text($"seminars/{key}.tr.md", $"title: Event {key}\nslug: {key}\nsummary: s\nplace: Oda 1\n{moreTr}");
}
