using System.Net;
using AngleSharp.Dom;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>People, what they gave, and what is written about them.</summary>
public sealed class PeoplePortal : PortalHost, IAsyncLifetime
{
    public const int Past = 13;

    public async ValueTask InitializeAsync()
    {
        using var folder = new ContentFolder().File("people/face.jpg", Images.Jpeg())
            .File("units.yaml", "physics:\n  en: Department of Physics\n  tr: Fizik Bölümü\n")
            .Text("people/ayse.en.md", "title: Ayşe Çınar\nslug: ayse-cinar\nsummary: Studies stars.\nacademic-title: Prof. Dr.\nposition: Head of the observatory\nunit: physics\nwebsite: https://example.org/ayse\nphoto: face.jpg\nsdgs: [4]", "Her **life**.")
            .Text("people/ayse.tr.md", "title: Ayşe Çınar\nslug: ayse-cinar\nsummary: Yıldızları inceler.\nacademic-title: Prof. Dr.\nposition: Gözlemevi müdürü", "Yaşamı.")
            .Text("people/guest.en.md", "title: Zoë Guest\nlanguages: en\nsummary: Writes.\naffiliation: A newspaper")
            .Text("people/idil.tr.md", "title: İdil Öz\nlanguages: tr\nsummary: Anlatır.\nposition: Öğretmen")
            .Text("people/hidden.en.md", "title: Hidden Person\nlanguages: en\nstate: draft\nsummary: s")
            .Text("people/left.en.md", "title: Left Person\nlanguages: en\nstate: unpublished\nsummary: s");
        for (var n = 0; n < Past; n++)
        {
            folder.Seminar("past" + n, $"Past {n:00}", $"speakers:\n  - person: ayse\n  - person: ayse\n    role: {{en: Chair, tr: Başkan}}\n  - person: hidden\n  - person: left", start: $"2026-10-{n + 1:00} 14:00");
        }

        folder.Seminar("next", "Next talk", "speakers: [{person: ayse}, {name: Nobody Known}, {person: idil}]", start: "2026-12-03 14:00")
            .Seminar("other", "Other talk", "speakers: [{person: guest}]")
            .Seminar("draft", "Draft talk", "state: draft\nspeakers: [{person: ayse}]");
        foreach (var (key, date, people, state) in new[] { ("old", "2024-05-01", "ayse, hidden", "published"), ("new", "2026-06-02", "idil, ayse", "published"), ("draft", "2026-07-01", "ayse", "draft"), ("far", "2026-07-02", "guest", "published") })
        {
            folder.Text($"stories/{key}.en.md", $"title: Story {key}\nslug: story-{key}\nsummary: s\nkind: interview\ndate: {date}\npeople: [{people}]\nstate: {state}")
                .Text($"stories/{key}.tr.md", $"title: Yazı {key}\nslug: yazi-{key}\nsummary: s");
        }

        folder.Text("stories/related.en.md", "title: Story related\nlanguages: en\nsummary: s\nkind: article\ndate: 2026-08-01\nrelated: [people/ayse]");
        await this.ImportAllAsync(folder);
    }
}

public sealed class PeopleControllerTests(PeoplePortal portal) : IClassFixture<PeoplePortal>
{
    private HttpClient Visitor => portal.Visitor();

    [Theory]
    [InlineData("en", "Prof. Dr. Ayşe Çınar|İdil Öz|Zoë Guest")]
    [InlineData("tr", "Prof. Dr. Ayşe Çınar|İdil Öz|Zoë Guest")]
    public async Task List_names_all_who_are_public_in_the_order_of_their_names(string culture, string names)
    {
        var page = await Visitor.PageAsync($"/{culture}/people");
        page.Titles().ShouldBe(names.Split('|'));
        page.Words("[role=status]").ShouldBe(culture == "en" ? "3 people" : "3 kişi");
        var first = page.QuerySelector("li.partner")!;
        first.Words(".meta").ShouldBe(culture == "en" ? "Head of the observatory, Department of Physics" : "Gözlemevi müdürü, Fizik Bölümü");
        first.QuerySelector("img.monogram")!.GetAttribute("alt").ShouldBe("");
        page.QuerySelectorAll("li.partner")[^1].Words("span.monogram").ShouldBe("ZG");
        page.QuerySelectorAll("li.partner")[^1].Words(".meta").ShouldBe("A newspaper");
        page.QuerySelectorAll("li.partner a")[^1].Language().ShouldBe("en");
    }

    [Theory]
    [InlineData("q=observatory", "Prof. Dr. Ayşe Çınar")]
    [InlineData("q=cinar", "Prof. Dr. Ayşe Çınar")]
    [InlineData("q=hidden", "")]
    [InlineData("unit=physics", "Prof. Dr. Ayşe Çınar")]
    [InlineData("q=newspaper&unit=physics", "")]
    [InlineData("unit=nowhere", "Prof. Dr. Ayşe Çınar|İdil Öz|Zoë Guest")]
    [InlineData("page=4", "")]
    [InlineData("sdg=4", "Prof. Dr. Ayşe Çınar|İdil Öz|Zoë Guest")]
    public async Task List_is_narrowed_by_words_and_unit(string query, string names)
    {
        var page = await Visitor.PageAsync("/en/people?" + query);
        page.Titles().ShouldBe(names.Split('|', StringSplitOptions.RemoveEmptyEntries));
        (page.QuerySelector(".empty") is not null).ShouldBe(names.Length == 0);
        (page.QuerySelector(".notice.info") is not null).ShouldBe(query == "unit=nowhere");
    }

    [Theory]
    [InlineData("en", "Head of the observatory", "Department of Physics", "Her life.")]
    [InlineData("tr", "Gözlemevi müdürü", "Fizik Bölümü", "Yaşamı.")]
    public async Task Page_says_who_it_is(string culture, string position, string unit, string life)
    {
        var page = await Visitor.PageAsync($"/{culture}/people/ayse-cinar");
        page.Words("h1").ShouldBe("Prof. Dr. Ayşe Çınar");
        page.Title.ShouldStartWith("Prof. Dr. Ayşe Çınar · ");
        page.AllWords(".facts dd").Take(3).ShouldBe([position, unit, "example.org"]);
        page.Words(".stack > .prose").ShouldBe(life);
        page.QuerySelector("img.portrait")!.GetAttribute("alt").ShouldBe("Ayşe Çınar");
        (await Visitor.GetAsync(page.QuerySelector("img.portrait")!.GetAttribute("src"), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        page.QuerySelectorAll("link[hreflang]").Length.ShouldBe(3);
    }

    [Theory]
    [InlineData("en", "Coming up", "What they gave", "Next talk", "Past 12", "1 coming event|13 past events")]
    [InlineData("tr", "Yaklaşanlar", "Katkıda bulunduğu etkinlikler", "Next talk (TR)", "Past 12 (TR)", "1 gelecek etkinlik|13 geçmiş etkinlik")]
    public async Task Page_shows_what_they_give_and_gave(string culture, string coming, string gave, string next, string latest, string counts)
    {
        var page = await Visitor.PageAsync($"/{culture}/people/ayse-cinar");
        var lists = page.QuerySelectorAll("ul.events");
        lists.Length.ShouldBe(2);
        lists[0].PreviousElementSibling!.Words().ShouldBe(coming);
        lists[0].AllWords("a.cover").ShouldBe([next]);
        lists[1].PreviousElementSibling!.Words().ShouldBe(gave);
        lists[1].QuerySelectorAll("a.cover").Length.ShouldBe(10);
        lists[1].AllWords("a.cover").First().ShouldBe(latest);
        page.AllWords(".facts dd").TakeLast(2).ShouldBe(counts.Split('|'));
        page.Body!.TextContent.ShouldNotContain("Draft talk");
        page.Body!.TextContent.ShouldNotContain("Other talk");
    }

    [Fact]
    public async Task All_of_a_persons_events_are_one_link_away_and_each_once()
    {
        var page = await Visitor.PageAsync("/en/people/ayse-cinar");
        var all = page.QuerySelectorAll("a.more").Select(link => link.GetAttribute("href")!).ToList();
        all.ShouldBe(["/en/seminars?person=ayse", "/en/lectures?person=ayse"]);
        var list = await Visitor.PageAsync(all[0]);
        list.Titles().Count().ShouldBe(PeoplePortal.Past + 1);
        list.Titles().ShouldNotContain("Other talk");
        list.Words("a.chip").ShouldBe("Remove filter: Ayşe Çınar");
        list.QuerySelector(".notice.info").ShouldBeNull();
        (await Visitor.PageAsync(all[0] + "&when=upcoming")).Titles().ShouldBe(["Next talk"]);
        (await Visitor.PageAsync(all[1])).Titles().ShouldBeEmpty();
        (await Visitor.PageAsync("/en/people/zoe-guest")).QuerySelector("a.more").ShouldBeNull();
    }

    [Theory]
    [InlineData("person=hidden")]
    [InlineData("person=left")]
    [InlineData("person=nobody")]
    [InlineData("person=%00")]
    public async Task Events_of_nobody_known_are_all_events(string query)
    {
        var page = await Visitor.PageAsync("/en/seminars?" + query);
        page.Titles().Count().ShouldBe(PeoplePortal.Past + 2);
        page.QuerySelector(".notice.info").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("en", "Story new|Story old", "Interview, 2 June 2026")]
    [InlineData("tr", "Yazı new|Yazı old", "Söyleşi, 2 Haziran 2026")]
    public async Task Page_names_the_stories_that_tell_of_the_person_the_newest_first(string culture, string titles, string when)
    {
        var page = await Visitor.PageAsync($"/{culture}/people/ayse-cinar");
        var stories = page.QuerySelectorAll("main h2").Single(heading => heading.Words() == (culture == "en" ? "Stories" : "Yazılar")).NextElementSibling!;
        stories.AllWords("a").ShouldBe(titles.Split('|'));
        stories.QuerySelector("a")!.GetAttribute("href").ShouldBe(culture == "en" ? "/en/stories/story-new" : "/tr/stories/yazi-new");
        stories.Words(".meta").ShouldBe(when);
        stories.QuerySelector("time")!.GetAttribute("datetime").ShouldBe("2026-06-02");
    }

    [Fact]
    public async Task Person_of_whom_little_is_known_has_no_empty_headings()
    {
        var page = await Visitor.PageAsync("/en/people/idil-oz");
        page.Words(".notice.language").ShouldContain("Only in Turkish");
        page.QuerySelector("h1")!.Language().ShouldBe("tr");
        page.AllWords("main h2").ShouldBe(["Facts", "Coming up", "Stories"]);
        page.Words(".panel > .monogram").ShouldBe("İÖ");
    }

    [Fact]
    public async Task Speakers_of_an_event_lead_to_their_pages()
    {
        var page = await Visitor.PageAsync("/tr/seminars/next-talk-tr");
        page.AllWords(".speaker h3").ShouldBe(["Prof. Dr. Ayşe Çınar", "Nobody Known", "İdil Öz"]);
        page.QuerySelectorAll(".speaker h3 a").Select(link => link.GetAttribute("href")).ShouldBe(["/tr/people/ayse-cinar", "/tr/people/idil-oz"]);
    }

    [Theory]
    [InlineData("/en/people/hidden-person", HttpStatusCode.NotFound)]
    [InlineData("/en/people/left-person", HttpStatusCode.Gone)]
    public async Task Person_who_is_not_public_has_no_page(string address, HttpStatusCode status) => await Visitor.PageAsync(address, status);

    [Theory]
    [InlineData("/en/people")]
    [InlineData("/en/seminars")]
    [InlineData("/en/seminars/past-00")]
    [InlineData("/en/people/ayse-cinar")]
    [InlineData("/en")]
    public async Task Person_who_is_not_public_appears_nowhere(string address)
    {
        var text = (await Visitor.PageAsync(address)).Body!.TextContent;
        text.ShouldNotContain("Hidden Person");
        text.ShouldNotContain("Left Person");
    }
}
