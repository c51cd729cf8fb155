using AngleSharp.Dom;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>The home page with and without each of its sections.</summary>
public sealed class HomeTests
{
    private const string Policy = "title: A rule\nlanguages: en\nsummary: s\nnumber: P-1\nowner: o\napproving-body: b\nversion: 1\n";

    [Theory]
    [InlineData("en")]
    [InlineData("tr")]
    public async Task Empty_portal_points_to_nothing_that_is_not_there(string culture)
    {
        using var host = new PortalHost();
        var page = await host.Visitor().PageAsync("/" + culture);
        page.QuerySelectorAll("main section").Select(section => section.ClassName).ShouldBe(["hero"]);
        page.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")).ShouldBe([$"/{culture}/seminars", $"/{culture}/programmes"]);
        page.QuerySelector("main")!.TextContent.ShouldNotContain(culture == "en" ? "recording" : "kayd");
    }

    [Theory]
    [InlineData("", "Look at what there was.", false)]
    [InlineData("recording: https://example.org/r", "Look at what there was: many events have recordings.", true)]
    public async Task Past_is_pointed_to_when_nothing_is_planned_and_recordings_only_when_there_are_any(string more, string words, bool isNews)
    {
        using var host = new PortalHost();
        using var folder = new ContentFolder()
            .Text("lectures/was.en.md", $"title: It was\nlanguages: en\nsummary: s\nplace: p\nstart: 2026-10-01 23:30\nend: 2026-10-02 00:30\nmode: on-site\naudience: [pupils]\n{more}");
        await host.ImportAllAsync(folder);
        var page = await host.Visitor().PageAsync("/en");
        page.Words(".empty h3").ShouldBe("Nothing is planned just now");
        page.Words(".empty p").ShouldBe(words);
        page.Href(".empty a").ShouldBe("/en/lectures?when=past");
        News(page).ShouldBe(isNews ? ["2 October 2026 It was Recording"] : []);
        page.QuerySelector(".hero .feature").ShouldBeNull();
    }

    [Fact]
    public async Task One_event_alone_is_next_and_leaves_no_empty_section()
    {
        using var host = new PortalHost();
        using var folder = new ContentFolder().Seminar("only", "The only one");
        await host.ImportAllAsync(folder);
        var page = await host.Visitor().PageAsync("/en");
        page.Words(".hero .feature h2").ShouldBe("The only one");
        page.QuerySelector("#home_upcoming").ShouldBeNull();
        page.Href(".hero .actions a").ShouldBe("/en/seminars?when=upcoming");
    }

    [Fact]
    public async Task What_comes_is_in_the_order_of_time_whatever_its_kind()
    {
        using var host = new PortalHost();
        using var folder = new ContentFolder();
        foreach (var (kind, day) in new[] { ("seminars", 1), ("lectures", 2), ("lectures", 3), ("seminars", 4), ("seminars", 5), ("lectures", 6) })
        {
            folder.Text($"{kind}/d{day}.en.md", $"title: Day {day}\nlanguages: en\nsummary: s\nplace: p\nstart: 2026-12-0{day} 14:00\nend: 15:00\nmode: on-site\naudience: [pupils]");
        }

        await host.ImportAllAsync(folder);
        var page = await host.Visitor().PageAsync("/en");
        page.Words(".hero .feature h2").ShouldBe("Day 1");
        page.AllWords("ul.events a.cover").ShouldBe(["Day 2", "Day 3", "Day 4", "Day 5"]);
        page.QuerySelectorAll("#home_upcoming ~ ul a").Select(link => link.GetAttribute("href")).ShouldBe(["/en/seminars", "/en/lectures", "/en/calendar"]);
        page.QuerySelector("#home_news").ShouldBeNull();
    }

    [Fact]
    public async Task What_is_new_is_named_by_kind_with_the_newest_first()
    {
        using var host = new PortalHost();
        using var folder = new ContentFolder()
            .Text("stories/shown.en.md", "title: Shown large\nlanguages: en\nsummary: s\nkind: article\ndate: 2020-01-01\nfeatured: true")
            .Text("stories/a.en.md", "title: An article\nlanguages: en\nsummary: s\nkind: article\ndate: 2026-11-10")
            .Text("stories/b.tr.md", "title: Bir söyleşi\nlanguages: tr\nsummary: s\nkind: interview\ndate: 2026-11-12")
            .Text("stories/draft.en.md", "title: A draft\nlanguages: en\nsummary: s\nkind: article\ndate: 2026-11-20\nstate: draft")
            .Text("seminars/seen.en.md", "title: Seen\nlanguages: en\nsummary: s\nplace: p\nstart: 2026-11-11 14:00\nend: 15:00\nmode: on-site\naudience: [pupils]\nrecording: https://example.org/r")
            .Text("seminars/unseen.en.md", "title: Unseen\nlanguages: en\nsummary: s\nplace: p\nstart: 2026-11-12 14:00\nend: 15:00\nmode: on-site\naudience: [pupils]")
            .Text("seminars/coming.en.md", "title: Coming\nlanguages: en\nsummary: s\nplace: p\nstart: 2026-12-11 14:00\nend: 15:00\nmode: on-site\naudience: [pupils]\nrecording: https://example.org/r")
            .Text("policies/old.en.md", Policy + "in-force-from: 2021-03-04")
            .File("reports/r.pdf", Documents.Pdf())
            .Text("reports/r.en.md", "title: The year\nlanguages: en\nsummary: s\nyear: 2025\nfile: r.pdf")
            .Text("reports/old.en.md", "title: An old year\nlanguages: en\nsummary: s\nyear: 2019\nfile: r.pdf");
        await host.ImportAllAsync(folder);
        News(await host.Visitor().PageAsync("/en")).ShouldBe(
        [
            "23 November 2026 The year Report", "12 November 2026 Bir söyleşi Interview", "11 November 2026 Seen Recording",
            "10 November 2026 An article Story", "4 March 2021 A rule Policy", "31 December 2020 An old year Report",
        ]);
        var page = await host.Visitor().PageAsync("/en");
        page.QuerySelectorAll("#home_news ~ ul a").Select(link => link.GetAttribute("href")).ShouldContain("/en/search");
        page.QuerySelector("a[href='/en/stories/bir-soylesi']")!.GetAttribute("lang").ShouldBe("tr");
        News(await host.Visitor().PageAsync("/tr"))[1].ShouldBe("12 Kasım 2026 Bir söyleşi Söyleşi");
    }

    [Fact]
    public async Task New_version_of_a_policy_is_new_and_says_no_word_before_its_day()
    {
        using var host = new PortalHost();
        using var old = new ContentFolder().Text("policies/p.en.md", Policy + "in-force-from: 2021-03-04");
        await host.ImportAllAsync(old);
        using var coming = new ContentFolder().Text("policies/p.en.md",
            Policy.Replace("version: 1", "version: 2", StringComparison.Ordinal).Replace("A rule", "Another rule", StringComparison.Ordinal)
            + "slug: a-rule\napproved-on: 2026-11-02\nin-force-from: 2027-01-01\nchange-note: All of it.");
        await host.ImportAllAsync(coming);
        News(await host.Visitor().PageAsync("/en")).ShouldBe(["2 November 2026 A rule Policy"]);
    }

    [Fact]
    public async Task Story_that_is_featured_comes_before_the_newest()
    {
        using var host = new PortalHost();
        (await host.Visitor().PageAsync("/en")).QuerySelector("#home_story").ShouldBeNull();
        using var one = new ContentFolder().Text("stories/a.en.md", "title: Newest\nlanguages: en\nsummary: Its summary.\nkind: interview\ndate: 2026-11-10");
        await host.ImportAllAsync(one);
        var page = await host.Visitor().PageAsync("/en");
        page.Words(".told").ShouldBe("Newest Its summary. Interview, 10 November 2026");
        page.QuerySelector("#home_news").ShouldBeNull();
        using var other = new ContentFolder().Text("stories/b.en.md", "title: Featured\nlanguages: en\nsummary: s\nkind: article\ndate: 2025-11-10\nfeatured: true");
        await host.ImportAllAsync(other);
        page = await host.Visitor().PageAsync("/en");
        page.Href(".told h3 a").ShouldBe("/en/stories/featured");
        News(page).ShouldBe(["10 November 2026 Newest Interview"]);
        (await host.Visitor().PageAsync("/tr")).QuerySelector(".told")!.GetAttribute("lang").ShouldBe("en");
    }

    [Fact]
    public async Task Much_that_is_new_stays_a_short_list()
    {
        using var host = new PortalHost();
        using var folder = new ContentFolder();
        for (var n = 1; n <= 9; n++)
        {
            folder.Text($"stories/s{n}.en.md", $"title: Story {n}\nlanguages: en\nsummary: s\nkind: article\ndate: 2026-10-0{n}")
                .Text($"lectures/l{n}.en.md", $"title: Lecture {n}\nlanguages: en\nsummary: s\nplace: p\nstart: 2026-11-0{n} 14:00\nend: 15:00\nmode: on-site\naudience: [pupils]\nrecording: https://example.org/r");
        }

        await host.ImportAllAsync(folder);
        var news = News(await host.Visitor().PageAsync("/en"));
        news.Count.ShouldBe(6);
        news.Count(line => line.EndsWith("Recording", StringComparison.Ordinal)).ShouldBe(2);
    }

    private static List<string> News(IParentNode page) => [.. page.AllWords("section[aria-labelledby=home_news] ul.rows > li")];
}
