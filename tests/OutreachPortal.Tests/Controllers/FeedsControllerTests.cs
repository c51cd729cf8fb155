using System.Globalization;
using System.Net;
using System.Xml.Linq;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>Atom feeds as a feed reader takes them (RFC 4287).</summary>
public sealed class FeedsControllerTests(FilledPortal portal) : IClassFixture<FilledPortal>
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    public static TheoryData<string> Addresses =>
    [
        "/en/feed.atom", "/tr/feed.atom", "/en/seminars/feed.atom", "/tr/lectures/feed.atom", "/en/programmes/feed.atom", "/tr/policies/feed.atom", "/en/partners/feed.atom",
        "/en/people/feed.atom", "/en/figures/feed.atom", "/tr/stories/feed.atom", "/en/pages/feed.atom", "/tr/reports/feed.atom", "/en/programmes/series.atom", "/tr/programmes/dizi.atom",
    ];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Feed_has_what_a_reader_needs(string address)
    {
        var feed = await FeedAsync(address);
        var culture = address[1..3];
        feed.Attribute(XNamespace.Xml + "lang")!.Value.ShouldBe(culture);
        Value(feed, "id").ShouldBe(FilledPortal.Site + address);
        Value(feed, "title").ShouldNotBeNullOrWhiteSpace();
        Value(feed.Element(Atom + "author")!, "name").ShouldBe(culture == "en" ? "Outreach Office, Poyraz University" : "Toplumsal Katkı Ofisi, Poyraz Üniversitesi");
        Link(feed, "self").ShouldBe(FilledPortal.Site + address);
        Link(feed, "alternate").ShouldStartWith(FilledPortal.Site + "/" + culture);

        var entries = Entries(feed);
        entries.ShouldNotBeEmpty();
        entries.Select(entry => Value(entry, "id")).ShouldBeUnique();
        Time(feed, "updated").ShouldBe(entries.Max(entry => Time(entry, "updated")));
        foreach (var entry in entries)
        {
            Value(entry, "id").ShouldMatch("^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$");
            Value(entry, "title").ShouldNotBeNullOrWhiteSpace();
            Value(entry, "summary").ShouldNotBeNullOrWhiteSpace();
            // Of a version the day is known.
            Time(entry, "published").ShouldBe(Link(entry, "alternate").Contains("/versions/", StringComparison.Ordinal) ? PortalHost.Monday.AddHours(-12) : PortalHost.Monday);
            Link(entry, "alternate").ShouldStartWith(FilledPortal.Site + "/");
            entry.Elements(Atom + "category").ShouldNotBeEmpty();
            entry.Element(Atom + "content")!.Attribute("type")!.Value.ShouldBe("html");
            foreach (var link in Pages.Parse(Value(entry, "content")).QuerySelectorAll("[href], [src]"))
            {
                (link.GetAttribute("href") ?? link.GetAttribute("src")!).ShouldStartWith("https://");
            }
        }
    }

    [Fact]
    public async Task Entry_of_a_policy_leads_to_its_version_and_says_what_stands_there()
    {
        var feed = await FeedAsync("/en/policies/feed.atom");
        var entry = Entries(feed).ShouldHaveSingleItem();
        Value(entry, "title").ShouldBe("Outreach Policy, v2");
        Link(entry, "alternate").ShouldBe(FilledPortal.Site + "/en/policies/outreach-policy/versions/2");
        Value(entry, "summary").ShouldBe("In force from 1 February 2026. About it.");
        Value(entry, "content").ShouldContain("All of it.");
    }

    [Fact]
    public async Task Event_says_when_and_where()
    {
        var entries = Entries(await FeedAsync("/en/seminars/feed.atom"));
        var content = Value(entries.Single(entry => Value(entry, "title") == "Event on-site-cancelled"), "content");
        content.ShouldStartWith("<p><strong>Cancelled. Thu 10 December 2026, 14:00–15:30, Istanbul time. Room 1</strong></p>");
    }

    [Fact]
    public async Task Text_of_the_other_language_says_so_and_leads_to_its_original()
    {
        var entry = Entries(await FeedAsync("/en/seminars/feed.atom")).Single(e => Value(e, "title") == "Yalnız Türkçe");
        entry.Attribute(XNamespace.Xml + "lang")!.Value.ShouldBe("tr");
        Link(entry, "alternate").ShouldBe(FilledPortal.Site + "/tr/seminars/yalniz");
        Value(entry, "content").ShouldContain($"href=\"{FilledPortal.Site}/tr/seminars/yalniz#");
        Value(entry, "content").ShouldNotContain("heading-link");
    }

    [Fact]
    public async Task Title_is_read_as_it_was_typed() =>
        Entries(await FeedAsync("/en/feed.atom")).ShouldContain(entry => Value(entry, "title") == FilledPortal.HostileTitle);

    [Theory]
    [InlineData("/en/feed.atom")]
    [InlineData("/en/seminars/feed.atom")]
    public async Task What_is_not_published_is_not_told(string address)
    {
        var titles = Entries(await FeedAsync(address)).Select(entry => Value(entry, "title")).ToList();
        titles.ShouldContain("Event over");
        foreach (var hidden in new[] { "Event withdrawn", "Event draft", "Event gone", "Hidden Person" })
        {
            titles.ShouldNotContain(hidden);
        }
    }

    [Fact]
    public async Task Link_for_registered_people_is_told_nobody()
    {
        using var answer = await portal.Reader.AnswerAsync("/en/seminars/feed.atom");
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("secret");
    }

    [Fact]
    public async Task Figures_are_found_under_impact_too()
    {
        var impact = await FeedAsync("/en/impact/feed.atom");
        Link(impact, "self").ShouldBe(FilledPortal.Site + "/en/figures/feed.atom");
        Link(impact, "alternate").ShouldBe(FilledPortal.Site + "/en/impact");
        impact.ToString().ShouldBe((await FeedAsync("/en/figures/feed.atom")).ToString());
    }

    [Fact]
    public async Task Programmes_feed_has_its_events() =>
        Entries(await FeedAsync("/tr/programmes/dizi.atom")).Select(entry => Value(entry, "title")).ShouldBe(["Etkinlik full"]);

    [Fact]
    public async Task Programmes_feed_has_what_changed_last_and_the_database_sorts_nothing()
    {
        using var many = new PortalHost();
        using var folder = new ContentFolder();
        folder.OneText("programmes/series.en.md", "title: Series\nsummary: Many.\nkind: seminar-series");
        for (var n = 10; n < 62; n++)
        {
            folder.Seminar($"talk-{n}", $"Talk {n}", "programme: series");
        }

        await many.ImportAllAsync(folder);
        many.Clock.Now = PortalHost.Monday.AddHours(1);
        await many.ImportAllAsync(folder.Seminar("talk-10", "Talk 10", "programme: series", start: "2026-12-04 14:00"));
        using var visitor = many.Visitor();
        (await visitor.AnswerAsync("/en/seminars")).Dispose();
        many.Commands.Reset();
        using var answer = await visitor.AnswerAsync("/en/programmes/series.atom");
        var titles = Entries(XElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))).Select(entry => Value(entry, "title")).ToList();
        titles.Count.ShouldBe(50);
        titles[0].ShouldBe("Talk 10");
        many.Commands.Commands.ShouldNotContain(command => command.Contains("ORDER BY", StringComparison.Ordinal) && command.Contains("\"MajorChangeAt\" DESC", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/en/nothing/feed.atom", HttpStatusCode.NotFound)]
    [InlineData("/en/programmes/nothing.atom", HttpStatusCode.NotFound)]
    [InlineData("/de/feed.atom", HttpStatusCode.NotFound)]
    [InlineData("/en/seminars/full.atom", HttpStatusCode.NotFound)]
    [InlineData("/tr/programmes/series.atom", HttpStatusCode.MovedPermanently)]
    public async Task Other_feeds_there_are_none(string address, HttpStatusCode status)
    {
        using var answer = await portal.Reader.AnswerAsync(address);
        answer.StatusCode.ShouldBe(status);
        if (status == HttpStatusCode.MovedPermanently)
        {
            answer.Target().ShouldBe("/tr/programmes/dizi.atom");
        }
    }

    [Fact]
    public async Task Feed_is_kept_compressed_and_sent_once()
    {
        using var first = await portal.Reader.AnswerAsync("/en/feed.atom", ("Accept-Encoding", "br"));
        first.Header("Content-Type").ShouldBe("application/atom+xml; charset=utf-8");
        first.Header("Content-Encoding").ShouldBe("br");
        first.Header("Content-Language").ShouldBe("en");
        first.Header("Access-Control-Allow-Origin").ShouldBe("*");
        var entries = portal.Pages.Entries;
        using var again = await portal.Reader.AnswerAsync("/en/feed.atom?x=1", ("Accept-Encoding", "br"), ("If-None-Match", first.Header("ETag")!));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        again.Header("Access-Control-Allow-Origin").ShouldBe("*");
        portal.Pages.Entries.ShouldBe(entries);
    }

    [Fact]
    public async Task Newest_fifty_come_newest_first_and_small_corrections_do_not()
    {
        using var own = new PortalHost();
        using var folder = new ContentFolder().Item("policies/rule", Fields.Policy.With("title", "Rule"));
        for (var n = 0; n < 55; n++)
        {
            folder.Item($"people/p{n}", Fields.Person.With("title", $"P{n}"));
        }

        await own.ImportAllAsync(folder);
        Entries(await FeedAsync("/en/feed.atom", own)).Count.ShouldBe(50);

        own.Clock.Now += TimeSpan.FromDays(1);
        using var later = new ContentFolder().Item("people/p3", Fields.Person.With("title", "P3 again")).Item("policies/rule", Fields.Policy.With("title", "Rule, better put").With("correction-note", "The title."));
        await own.ImportAllAsync(later);
        var entries = Entries(await FeedAsync("/en/feed.atom", own));
        entries.Count.ShouldBe(50);
        Value(entries[0], "title").ShouldBe("P3 again");
        Time(entries[0], "updated").ShouldBe(own.Clock.Now);
        Time(entries[0], "published").ShouldBe(PortalHost.Monday);
        Time(Entries(await FeedAsync("/en/policies/feed.atom", own))[0], "updated").ShouldBe(PortalHost.Monday.AddHours(-12));
    }

    [Fact]
    public async Task Empty_feed_is_a_feed()
    {
        using var own = new PortalHost();
        var feed = await FeedAsync("/tr/stories/feed.atom", own);
        Entries(feed).ShouldBeEmpty();
        Time(feed, "updated").ShouldBe(DateTimeOffset.UnixEpoch);
    }

    private async Task<XElement> FeedAsync(string address, PortalHost? other = null)
    {
        using var answer = await (other?.Visitor() ?? portal.Reader).AnswerAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
        var feed = XDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Root!;
        feed.Name.ShouldBe(Atom + "feed");
        return feed;
    }

    private static List<XElement> Entries(XElement feed) => [.. feed.Elements(Atom + "entry")];

    private static string Value(XElement parent, string name) => parent.Elements(Atom + name).ShouldHaveSingleItem().Value;

    private static DateTimeOffset Time(XElement parent, string name) => DateTimeOffset.Parse(Value(parent, name), CultureInfo.InvariantCulture);

    private static string Link(XElement parent, string relation) =>
        parent.Elements(Atom + "link").Single(link => link.Attribute("rel")!.Value == relation).Attribute("href")!.Value;
}
