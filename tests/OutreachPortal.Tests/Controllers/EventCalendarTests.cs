using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>Events for calendar programs: one, a programme's, all.</summary>
public sealed class EventCalendarTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Seminar = "summary: s\nplace: Room 1\nmode: on-site\naudience: [pupils]\nstart: 2026-12-03 14:00\nend: 15:30\n";

    private HttpClient Visitor => portal.Visitor();

    [Fact]
    public async Task An_event_is_told_whole()
    {
        using var folder = new ContentFolder()
            .File("tags.yaml", "light:\n  en: Light\n  tr: Işık, gölge\n")
            .OneText("people/ada.en.md", "title: Ada Şen\nslug: ada\nsummary: s\nacademic-title: Prof. Dr.")
            .Text("lectures/whole.en.md", "title: \"Light; and, shade\"\nslug: whole\nsummary: About light.\nplace: Hall 1\naddress: Street 1\nmode: hybrid\nonline-link: https://meet.example.org/a,b;c\naudience: [pupils]\nstart: 2026-12-03 14:00\nend: 15:30\ntags: [light]\nspeakers:\n  - person: ada\n  - name: Bob Guest")
            .Text("lectures/whole.tr.md", "title: Işık ve gölge üzerine uzun bir konuşma, bütün bir akşam boyunca\nslug: butun\nsummary: Işık hakkında.\nplace: Salon 1");
        await portal.ImportAllAsync(folder);
        var stored = await portal.ItemAsync<Lecture>("lectures/whole");

        var (calendar, answer) = await ReadAsync("/en/lectures/whole.ics");
        answer.Header("Content-Type").ShouldBe("text/calendar; charset=utf-8");
        answer.Header("Content-Disposition").ShouldBe("inline; filename=\"whole.ics\"");
        answer.Header("Cache-Control").ShouldBe("public, no-cache");
        calendar.Text("METHOD").ShouldBe("PUBLISH");
        calendar.Has("NAME").ShouldBeFalse();
        var item = calendar.Events.ShouldHaveSingleItem();
        item.Text("UID").ShouldBe(stored.Uid.ToString());
        item["DTSTAMP"].Value.ShouldBe("20261123T090000Z");
        item["CREATED"].Value.ShouldBe("20261123T090000Z");
        item["LAST-MODIFIED"].Value.ShouldBe("20261123T090000Z");
        item["DTSTART"].Value.ShouldBe("20261203T140000");
        item["DTSTART"].Parameters["TZID"].ShouldBe("Europe/Istanbul");
        calendar.Moment(item["DTSTART"]).ShouldBe(new DateTime(2026, 12, 3, 11, 0, 0, DateTimeKind.Utc));
        calendar.Moment(item["DTEND"]).ShouldBe(new DateTime(2026, 12, 3, 12, 30, 0, DateTimeKind.Utc));
        item.Text("SUMMARY").ShouldBe("Light; and, shade");
        item["SUMMARY"].Parameters["LANGUAGE"].ShouldBe("en");
        item.Text("DESCRIPTION").ShouldBe("About light.\n\nSpeakers: Prof. Dr. Ada Şen, Bob Guest\n\nTake part online: https://meet.example.org/a,b;c\n\nhttp://localhost:5080/en/lectures/whole");
        item.Text("LOCATION").ShouldBe("Hall 1, Street 1");
        item["URL"].Value.ShouldBe("http://localhost:5080/en/lectures/whole");
        item["CATEGORIES"].Texts.ShouldBe(["Lecture", "Light"]);
        item.Text("STATUS").ShouldBe("CONFIRMED");
        item.Text("SEQUENCE").ShouldBe("0");
        item.Text("CLASS").ShouldBe("PUBLIC");
        item.Text("TRANSP").ShouldBe("OPAQUE");
        item["ORGANIZER"].Value.ShouldStartWith("mailto:");
        item["CONFERENCE"].Value.ShouldBe("https://meet.example.org/a,b;c");
        item["CONFERENCE"].Parameters["VALUE"].ShouldBe("URI");

        var turkish = (await ReadAsync("/tr/lectures/butun.ics")).Calendar.Events.ShouldHaveSingleItem();
        turkish.Text("UID").ShouldBe(item.Text("UID"));
        turkish.Text("SUMMARY").ShouldStartWith("Işık ve gölge");
        turkish["SUMMARY"].Parameters["LANGUAGE"].ShouldBe("tr");
        turkish["CATEGORIES"].Texts.ShouldBe(["Konferans", "Işık, gölge"]);
        turkish.Text("LOCATION").ShouldBe("Salon 1, Street 1");
        turkish.Text("DESCRIPTION").ShouldContain("Konuşmacılar: Prof. Dr. Ada Şen, Bob Guest");
    }

    [Theory]
    [InlineData("on-site", "scheduled", "Room 1", "CONFIRMED", false, "s\n\n{0}")]
    [InlineData("on-site", "cancelled", "Room 1", "CANCELLED", false, "Cancelled. Why.\n\ns\n\n{0}")]
    [InlineData("on-site", "online", "Online", "CONFIRMED", true, "Moved online. Why.\n\ns\n\nTake part online: https://meet.example.org/x\n\n{0}")]
    [InlineData("hybrid", "scheduled", "Room 1", "CONFIRMED", true, "s\n\nTake part online: https://meet.example.org/x\n\n{0}")]
    [InlineData("hybrid", "cancelled", "Room 1", "CANCELLED", false, "Cancelled. Why.\n\ns\n\n{0}")]
    [InlineData("online", "scheduled", "Online", "CONFIRMED", true, "s\n\nTake part online: https://meet.example.org/x\n\n{0}")]
    [InlineData("online", "moved", "Online", "CONFIRMED", true, "Moved to another time. Why.\n\nIt was to begin on Thu 19 November 2026, 10:00.\n\ns\n\nTake part online: https://meet.example.org/x\n\n{0}")]
    [InlineData("online", "cancelled", "Online", "CANCELLED", false, "Cancelled. Why.\n\ns\n\n{0}")]
    public async Task Every_status_and_mode_says_what_it_means(string mode, string status, string place, string said, bool link, string description)
    {
        var key = $"{mode}-{status}";
        await ImportAsync(key, Seminar.Replace("on-site", mode, StringComparison.Ordinal) + $"status: {status}\n"
            + (mode == "on-site" && status != "online" ? "" : "online-link: https://meet.example.org/x\n") + (status == "scheduled" ? "" : "status-note: Why.\n") + (status == "moved" ? "previous-start: 2026-11-19 10:00" : ""));
        var item = (await ReadAsync($"/en/seminars/{key}.ics")).Calendar.Events.ShouldHaveSingleItem();
        item.Text("STATUS").ShouldBe(said);
        item.Text("TRANSP").ShouldBe(said == "CANCELLED" ? "TRANSPARENT" : "OPAQUE");
        item.Text("LOCATION").ShouldBe(place);
        item.Has("CONFERENCE").ShouldBe(link);
        item.Text("DESCRIPTION").ShouldBe(description.Replace("{0}", $"http://localhost:5080/en/seminars/{key}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Link_for_those_who_registered_is_in_no_calendar()
    {
        await ImportAsync("secret-link", Seminar.Replace("on-site", "hybrid", StringComparison.Ordinal) + "online-link: https://meet.example.org/secret\nonline-link-shown: registered\nprogramme: secret-p",
            folder => folder.OneText("programmes/secret-p.en.md", "title: P\nslug: secret-p\nsummary: s\nkind: seminar-series"));
        foreach (var address in new[] { "/en/seminars/secret-link.ics", "/tr/seminars/secret-link.ics", "/en/calendar.ics", "/tr/calendar.ics", "/en/programmes/secret-p.ics" })
        {
            using var answer = await Visitor.AnswerAsync(address);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            text.ShouldContain("END:VCALENDAR");
            text.Replace("\r\n ", "", StringComparison.Ordinal).ShouldNotContain("meet.example.org/secret");
        }

        (await ReadAsync("/en/seminars/secret-link.ics")).Calendar.Events.Single().Text("DESCRIPTION").ShouldContain("The link goes to those who register.");
    }

    [Fact]
    public async Task Link_is_gone_when_the_event_is_over()
    {
        using var host = new PortalHost();
        using var folder = new ContentFolder().OneText("seminars/over.en.md", "title: Over\n" + Seminar.Replace("on-site", "online", StringComparison.Ordinal) + "online-link: https://meet.example.org/over");
        await host.ImportAllAsync(folder);
        (await ReadAsync("/en/seminars/over.ics", host)).Calendar.Events.Single().Has("CONFERENCE").ShouldBeTrue();
        host.Clock.Now = new DateTimeOffset(2026, 12, 3, 12, 31, 1, TimeSpan.Zero);
        (await ReadAsync("/en/seminars/over.ics", host)).Calendar.Events.Single().Has("CONFERENCE").ShouldBeFalse();
    }

    [Fact]
    public async Task Change_raises_the_sequence_and_keeps_the_name()
    {
        await ImportAsync("changing", Seminar);
        var before = (await ReadAsync("/en/seminars/changing.ics")).Calendar.Events.Single();
        await ImportAsync("changing", Seminar + "status: cancelled\nstatus-note: Ill.");
        var after = (await ReadAsync("/en/seminars/changing.ics")).Calendar.Events.Single();
        after.Text("UID").ShouldBe(before.Text("UID"));
        (before.Text("SEQUENCE"), after.Text("SEQUENCE")).ShouldBe(("0", "1"));
        (await ReadAsync("/en/calendar.ics")).Calendar.Events.Single(item => item.Text("UID") == before.Text("UID")).Text("STATUS").ShouldBe("CANCELLED");
    }

    [Theory]
    [InlineData("Europe/Istanbul", "2026-12-03 14:00", "2026-12-03T11:00Z")]
    [InlineData("Europe/Berlin", "2026-07-01 14:00", "2026-07-01T12:00Z")]
    [InlineData("Europe/Berlin", "2026-12-01 14:00", "2026-12-01T13:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29 01:59", "2026-03-29T00:59Z")]
    [InlineData("Europe/Berlin", "2026-03-29 02:30", "2026-03-29T01:30Z")]
    [InlineData("Europe/Berlin", "2026-03-29 03:00", "2026-03-29T01:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25 02:30", "2026-10-25T00:30Z")]
    [InlineData("Europe/Berlin", "2026-10-25 03:00", "2026-10-25T02:00Z")]
    [InlineData("Europe/Istanbul", "2015-10-26 10:00", "2015-10-26T07:00Z")]
    [InlineData("Europe/Istanbul", "2016-01-26 10:00", "2016-01-26T08:00Z")]
    [InlineData("America/St_Johns", "2026-06-01 10:00", "2026-06-01T12:30Z")]
    [InlineData("Asia/Kathmandu", "2026-06-01 10:00", "2026-06-01T04:15Z")]
    [InlineData("Pacific/Kiritimati", "2027-01-01 00:00", "2026-12-31T10:00Z")]
    [InlineData("Europe/Berlin", "2150-07-01 14:00", "2150-07-01T12:00Z")]
    public async Task Time_is_the_right_moment_by_the_calendars_own_zones(string zone, string start, string moment)
    {
        var key = "z" + Guid.NewGuid().ToString("N")[..8];
        var end = DateTime.Parse(start, CultureInfo.InvariantCulture).AddHours(3).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        await ImportAsync(key, Seminar.Replace("start: 2026-12-03 14:00\nend: 15:30", $"start: {start}\nend: {end}\ntime-zone: {zone}", StringComparison.Ordinal));
        var (calendar, _) = await ReadAsync($"/en/seminars/{key}.ics");
        calendar.Moment(calendar.Events.Single()["DTSTART"]).ShouldBe(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture).UtcDateTime);
    }

    [Fact]
    public async Task Many_events_in_many_zones_share_one_calendar()
    {
        using var host = new PortalHost();
        string[] zones = ["Europe/Istanbul", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"];
        var random = new Random(20261123);
        var starts = Enumerable.Range(0, 60).Select(_ => PortalHost.Monday.UtcDateTime.AddDays(1).AddHours(random.Next(3 * 365 * 24))).ToList();
        using var folder = new ContentFolder();
        for (var n = 0; n < starts.Count; n++)
        {
            folder.OneText($"seminars/e{n}.en.md", $"title: E\nslug: e{n}\nsummary: s\nplace: p\nmode: on-site\naudience: [pupils]\n" + string.Create(CultureInfo.InvariantCulture,
                $"start: {starts[n]:yyyy-MM-dd HH:mm}\nend: {starts[n].AddHours(5):yyyy-MM-dd HH:mm}\ntime-zone: {zones[n % zones.Length]}"));
        }

        await host.ImportAllAsync(folder);
        var stored = await host.QueryAsync(db => db.Events.ToDictionaryAsync(e => e.Uid.ToString(), e => (e.StartsAt, e.EndsAt), TestContext.Current.CancellationToken));
        var (calendar, _) = await ReadAsync("/en/calendar.ics", host);
        calendar.Parts("VTIMEZONE").Count().ShouldBe(zones.Length);
        calendar.Events.Count().ShouldBe(60);
        calendar.Events.ShouldAllBe(item => calendar.Moment(item["DTSTART"]) == stored[item.Text("UID")].StartsAt && calendar.Moment(item["DTEND"]) == stored[item.Text("UID")].EndsAt);
    }

    [Fact]
    public async Task A_programmes_calendar_has_its_events_and_no_others()
    {
        await ImportAsync("in-it", Seminar + "programme: prog", folder => folder
            .Text("programmes/prog.en.md", "title: A programme\nslug: prog\nsummary: About the programme.\nkind: seminar-series")
            .Text("programmes/prog.tr.md", "title: Bir program\nslug: prog-tr\nsummary: Program hakkında.")
            .OneText("programmes/bare.en.md", "title: Bare\nslug: bare\nsummary: s\nkind: seminar-series")
            .OneText("lectures/long-ago.en.md", "title: Long ago\n" + Seminar.Replace("2026", "2019", StringComparison.Ordinal) + "programme: prog")
            .OneText("lectures/draft.en.md", "title: Draft\nstate: draft\n" + Seminar + "programme: prog")
            .OneText("lectures/other.en.md", "title: Other\n" + Seminar));
        var (calendar, answer) = await ReadAsync("/tr/programmes/prog-tr.ics");
        answer.Header("Content-Disposition").ShouldBe("inline; filename=\"prog-tr.ics\"");
        calendar.Events.Select(item => item.Text("SUMMARY")).ShouldBe(["Long ago", "Event in-it"]);
        calendar.Text("NAME").ShouldBe("Bir program");
        calendar.Text("X-WR-CALNAME").ShouldBe("Bir program");
        calendar.Text("DESCRIPTION").ShouldBe("Program hakkında.");
        calendar["REFRESH-INTERVAL"].Value.ShouldBe("PT12H");
        calendar["X-PUBLISHED-TTL"].Value.ShouldBe("PT12H");
        calendar["URL"].Value.ShouldBe("http://localhost:5080/tr/programmes/prog-tr");
        calendar["SOURCE"].Value.ShouldBe("http://localhost:5080/tr/programmes/prog-tr.ics");
        calendar["LAST-MODIFIED"].Value.ShouldBe("20261123T090000Z");
        (await ReadAsync("/en/programmes/bare.ics")).Calendar.Parts("VTIMEZONE").ShouldHaveSingleItem();
        (await Visitor.PageAsync("/en/programmes/prog")).Href("main a[href^='webcal:']").ShouldBe("webcal://localhost:5080/en/programmes/prog.ics");
        (await Visitor.PageAsync("/en/programmes/bare")).QuerySelector("main a[href$='.ics']").ShouldBeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task The_whole_calendar_has_what_is_to_come_and_ninety_days(int more)
    {
        using var host = new PortalHost();
        using var folder = new ContentFolder();
        void Add(string key, int days, string state = "") => folder.OneText($"seminars/{key}.en.md", string.Create(CultureInfo.InvariantCulture,
            $"title: {key}\nsummary: s\nplace: p\nmode: on-site\naudience: [pupils]\nstart: {PortalHost.Monday.AddDays(days):yyyy-MM-dd} 10:00\nend: 11:00\n{state}"));
        Add("old", -92);
        Add("recent", -88);
        Add("off", 3, "status: cancelled\nstatus-note: n");
        Add("far", 900);
        Add("draft", 3, "state: draft");
        Add("withdrawn", 3, "state: withdrawn\nwithdrawn-reason: r");
        for (var n = 0; n < more; n++)
        {
            Add("more" + n, n);
        }

        if (more > 0)
        {
            await host.ImportAllAsync(folder);
        }

        var titles = (await ReadAsync("/en/calendar.ics", host)).Calendar.Events.Select(item => item.Text("SUMMARY"));
        titles.ShouldBe(more == 0 ? [] : ["recent", "more0", "more1", "more2", "off", "far"]);
    }

    [Fact]
    public async Task A_calendar_moves_and_goes_with_its_page()
    {
        await ImportAsync("mover", Seminar + "slug: old-address");
        await ImportAsync("mover", Seminar + "slug: new-address");
        await ImportAsync("goner", Seminar + "state: unpublished");
        await ImportAsync("drafted", Seminar + "state: draft");
        await ImportAsync("taken-back", Seminar + "state: withdrawn\nwithdrawn-reason: By mistake.");
        using var moved = await Visitor.AnswerAsync("/en/seminars/old-address.ics");
        moved.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        moved.Target().ShouldBe("/en/seminars/new-address.ics");
        foreach (var (address, status) in new[]
        {
            ("/en/seminars/goner.ics", HttpStatusCode.Gone), ("/en/seminars/drafted.ics", HttpStatusCode.NotFound), ("/en/seminars/nothing.ics", HttpStatusCode.NotFound),
            ("/en/lectures/mover.ics", HttpStatusCode.NotFound), ("/en/seminars/.ics", HttpStatusCode.NotFound), ("/en/seminars/a.b.ics", HttpStatusCode.NotFound),
            ("/en/policies/p.ics", HttpStatusCode.NotFound), ("/en/seminars/new-address.ics.ics", HttpStatusCode.NotFound), ("/calendar.ics", HttpStatusCode.NotFound),
        })
        {
            await Visitor.PageAsync(address, status);
        }

        var item = (await ReadAsync("/en/seminars/taken-back.ics")).Calendar.Events.Single();
        item.Text("STATUS").ShouldBe("CANCELLED");
        item.Text("DESCRIPTION").ShouldStartWith("This page was withdrawn. By mistake.");
    }

    [Fact]
    public async Task Programs_that_have_the_event_take_over_that_it_was_withdrawn_and_that_it_came_back()
    {
        await ImportAsync("back-and-forth", Seminar);
        foreach (var (state, status, sequence) in new[] { ("withdrawn", "CANCELLED", "1"), ("published", "CONFIRMED", "2") })
        {
            await ImportAsync("back-and-forth", Seminar + $"state: {state}\nwithdrawn-reason: By mistake.");
            var item = (await ReadAsync("/en/seminars/back-and-forth.ics")).Calendar.Events.Single();
            (item.Text("STATUS"), item.Text("SEQUENCE")).ShouldBe((status, sequence));
        }
    }

    [Fact]
    public async Task A_calendar_is_in_the_language_there_is()
    {
        using var folder = new ContentFolder().OneText("seminars/only.tr.md", "title: Yalnız Türkçe\nslug: yalniz\n" + Seminar);
        await portal.ImportAllAsync(folder);
        var item = (await ReadAsync("/en/seminars/yalniz.ics")).Calendar.Events.Single();
        item.Text("SUMMARY").ShouldBe("Yalnız Türkçe");
        item["SUMMARY"].Parameters["LANGUAGE"].ShouldBe("tr");
        item["CATEGORIES"].Texts.ShouldBe(["Seminar"]);
    }

    [Theory]
    [InlineData("/en/calendar.ics")]
    [InlineData("/en/seminars/kept.ics")]
    [InlineData("/tr/programmes/kept.ics")]
    public async Task Calendar_is_kept_and_compressed_like_a_page(string address)
    {
        using var host = new PortalHost();
        using var folder = new ContentFolder().OneText("programmes/kept.en.md", "title: Kept\nsummary: s\nkind: seminar-series").OneText("seminars/kept.en.md", "title: Kept\n" + Seminar + "programme: kept");
        await host.ImportAllAsync(folder);
        using var first = await host.Visitor().AnswerAsync(address, ("Accept-Encoding", "gzip"));
        first.Header("Content-Encoding").ShouldBe("gzip");
        host.Commands.Reset();
        using var second = await host.Visitor().AnswerAsync(address + "?x=1", ("Accept-Encoding", "gzip"));
        host.Commands.Count.ShouldBe(0);
        second.Headers.Age.ShouldNotBeNull();
        await using var plain = new GZipStream(new MemoryStream(await second.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)), CompressionMode.Decompress);
        using var reader = new StreamReader(plain, Encoding.UTF8);
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldEndWith("END:VCALENDAR\r\n");
        using var again = await host.Visitor().AnswerAsync(address, ("Accept-Encoding", "gzip"), ("If-None-Match", first.Header("ETag")!));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        host.Clock.Now = host.Clock.Now.AddHours(1);
        using var later = await host.Visitor().AnswerAsync(address, ("Accept-Encoding", "gzip"));
        later.Header("ETag").ShouldBe(first.Header("ETag"));
    }

    [Fact]
    public async Task Number_of_queries_does_not_grow()
    {
        var counts = new List<int>();
        foreach (var size in new[] { 1, 10 })
        {
            using var host = new PortalHost();
            using var folder = new ContentFolder().File("tags.yaml", "t:\n  en: t\n  tr: t\n").OneText("programmes/p.en.md", "title: P\nsummary: s\nkind: seminar-series").OneText("people/a.en.md", "title: A B\nsummary: s");
            for (var n = 0; n < size; n++)
            {
                foreach (var kind in new[] { "seminars", "lectures" })
                {
                    folder.OneText($"{kind}/e{n}.en.md", $"title: E\nslug: e{n}\n" + Seminar + "programme: p\ntags: [t]\nspeakers:\n  - person: a");
                }
            }

            await host.ImportAllAsync(folder);
            foreach (var address in new[] { "/en/calendar.ics", "/en/programmes/p.ics" })
            {
                host.Commands.Reset();
                (await ReadAsync(address, host)).Calendar.Events.Count().ShouldBe(2 * size);
                counts.Add(host.Commands.Count);
                host.Commands.Commands.ShouldAllBe(command => !command.Contains("\"Html\"", StringComparison.Ordinal) && !command.Contains("AccountHtml", StringComparison.Ordinal));
            }
        }

        counts[2..].ShouldBe(counts[..2]);
    }

    private async Task ImportAsync(string key, string fields, Action<ContentFolder>? more = null)
    {
        using var folder = new ContentFolder().OneText($"seminars/{key}.en.md", $"title: Event {key}\n{(fields.Contains("slug:", StringComparison.Ordinal) ? "" : $"slug: {key}\n")}{fields}");
        more?.Invoke(folder);
        await portal.ImportAllAsync(folder);
    }

    private async Task<(ICalendar Calendar, HttpResponseMessage Answer)> ReadAsync(string address, PortalHost? host = null)
    {
        var answer = await (host ?? portal).Visitor().AnswerAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
        return (ICalendar.Parse(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)), answer);
    }
}
