using System.Net;
using AngleSharp.Dom;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>Stories of three years: two of one day, an interview, and one in Turkish alone.</summary>
public sealed class StoryPortal : PortalHost, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        using var folder = new ContentFolder()
            .Text("people/ayse.en.md", "title: Ayşe Yılmaz\nslug: ayse\nsummary: Teaches physics.\nacademic-title: Prof. Dr.\nposition: Head of the laboratory\naffiliation: Another University")
            .Text("people/ayse.tr.md", "title: Ayşe Yılmaz\nslug: ayse\nsummary: Fizik öğretir.\nacademic-title: Prof. Dr.\nposition: Laboratuvar başkanı\naffiliation: Başka Üniversite")
            .Text("people/draft.en.md", "title: Draft Person\nlanguages: en\nsummary: s\nstate: draft")
            .Text("people/left.en.md", "title: Left Person\nlanguages: en\nsummary: s\nstate: withdrawn\nwithdrawn-reason: Wished it.")
            .Text("people/gone.en.md", "title: Gone Person\nlanguages: en\nsummary: s\nstate: unpublished")
            .Text("partners/school.en.md", "title: A School\nslug: school\nsummary: s\nkind: school\ncountry: TR")
            .Text("partners/school.tr.md", "title: Bir Okul\nslug: okul\nsummary: s")
            .File("stories/lead.jpg", Images.Jpeg());
        Story(folder, "oldest", "Oldest", "kind: article\ndate: 2024-05-01\nimage: lead.jpg");
        Story(folder, "first", "First of the day", "kind: article\ndate: 2025-06-01\nsdgs: [4, 13]");
        Story(folder, "second", "Second of the day", "kind: article\ndate: 2025-06-01");
        Story(folder, "talk", "A talk", """
            kind: interview
            date: 2026-01-31
            people: [ayse, draft, left, gone]
            partners: [school]
            sdgs: [4]
            image: lead.jpg
            related: [stories/oldest]
            awards:
              - {title: {en: Trainer of the Year, tr: Yılın Eğiticisi}, awarded-by: {en: The Days, tr: Günler}, year: 2025}
              - {title: {en: A medal, tr: Madalya}}
              - {title: {en: A cup, tr: Kupa}, year: 1999}
            """, "byline: Office\nimage-alt: She laughs", "byline: Ofis\nimage-alt: Gülüyor",
            "Before.\n\n# “Somebody asks.”\n\n> It was a pair of scissors.\n> — Ayşe Yılmaz\n");
        folder.Text("stories/only.tr.md", "title: Yalnızca Türkçe\nslug: yalnizca-turkce\nsummary: Özet.\nlanguages: tr\nkind: article\ndate: 2023-12-31");
        await ImportAllAsync(folder);
    }

    private static void Story(ContentFolder folder, string key, string title, string fields, string english = "", string turkish = "", string body = "A text.") => folder
        .Text($"stories/{key}.en.md", $"title: {title}\nslug: {key}\nsummary: About {title}.\n{fields}\n{english}", body)
        .Text($"stories/{key}.tr.md", $"title: {title} TR\nslug: {key}-tr\nsummary: s\n{turkish}", body);
}

public sealed class StoryTests(StoryPortal portal) : IClassFixture<StoryPortal>
{
    private HttpClient Visitor => portal.Visitor();

    [Theory]
    [InlineData("/en/stories", "A talk; Second of the day; First of the day; Oldest; Yalnızca Türkçe")]
    [InlineData("/tr/stories", "A talk TR; Second of the day TR; First of the day TR; Oldest TR; Yalnızca Türkçe")]
    [InlineData("/en/stories?kind=interview", "A talk")]
    [InlineData("/en/stories?kind=article&year=2025", "Second of the day; First of the day")]
    [InlineData("/en/stories?year=2023", "Yalnızca Türkçe")]
    [InlineData("/en/stories?year=2026", "A talk")]
    [InlineData("/en/stories?sdg=13", "First of the day")]
    [InlineData("/en/stories?sdg=4", "A talk; First of the day")]
    [InlineData("/en/stories?q=scissors", "A talk")]
    [InlineData("/en/stories?q=yilmaz", "A talk")]
    [InlineData("/en/stories?q=day&sdg=4&year=2025", "First of the day")]
    [InlineData("/en/stories?year=2022", "")]
    public async Task List_shows_the_newest_first_and_what_was_asked_for(string address, string titles) =>
        string.Join("; ", (await Visitor.PageAsync(address)).Titles()).ShouldBe(titles);

    [Fact]
    public async Task List_says_of_each_story_when_and_what_it_is_and_marks_the_other_language()
    {
        var page = await Visitor.PageAsync("/en/stories");
        var rows = page.QuerySelectorAll("ul.rows > li").ToList();
        rows[0].Words().ShouldBe("31 January 2026 A talk About A talk. Interview · Office");
        rows[0].QuerySelector("time")!.GetAttribute("datetime").ShouldBe("2026-01-31");
        rows[^1].QuerySelector("h2 a")!.GetAttribute("lang").ShouldBe("tr");
        rows[0].QuerySelector("h2 a")!.HasAttribute("lang").ShouldBeFalse();
        page.QuerySelectorAll("#filter_year option").Select(option => option.GetAttribute("value")).ShouldBe(["", "2026", "2025", "2024", "2023"]);
        (await Visitor.PageAsync("/tr/stories")).Words("ul.rows > li").ShouldStartWith("31 Ocak 2026");
    }

    [Fact]
    public async Task Filters_that_were_chosen_stay_chosen_and_can_be_taken_off()
    {
        var page = await Visitor.PageAsync("/en/stories?kind=article&year=2025&sdg=13");
        page.QuerySelectorAll("select option[selected]").Select(option => option.GetAttribute("value")).ShouldBe(["article", "2025", "13"]);
        page.QuerySelectorAll(".result a.chip").Select(chip => chip.GetAttribute("href")).ShouldBe(
            ["/en/stories?sdg=13&year=2025", "/en/stories?kind=article&year=2025", "/en/stories?kind=article&sdg=13"]);
        page.AllWords(".result a.chip").ShouldContain("Remove filter: Climate action");
    }

    [Fact]
    public async Task Page_shows_who_wrote_it_when_and_what_kind_it_is()
    {
        var page = await Visitor.PageAsync("/en/stories/talk");
        page.Words("h1").ShouldBe("A talk");
        page.Words(".byline .kicker").ShouldBe("31 January 2026");
        page.Words(".byline").ShouldContain("Office");
        page.Words(".page-head .chips").ShouldBe("Interview");
        page.Words("article.interview .prose h2").ShouldStartWith("“Somebody asks.”");
        page.Words(".prose .pull-quote blockquote").ShouldBe("It was a pair of scissors.");
        page.Words(".prose .pull-quote figcaption").ShouldContain("Ayşe Yılmaz");
        (await Visitor.PageAsync("/en/stories/oldest")).QuerySelector("article.interview").ShouldBeNull();
    }

    [Fact]
    public async Task Lead_image_is_described_in_the_language_of_the_page_or_is_decoration()
    {
        (await Visitor.PageAsync("/en/stories/talk")).QuerySelector("img.lead-image")!.GetAttribute("alt").ShouldBe("She laughs");
        (await Visitor.PageAsync("/tr/stories/talk-tr")).QuerySelector("img.lead-image")!.GetAttribute("alt").ShouldBe("Gülüyor");
        var decoration = (await Visitor.PageAsync("/en/stories/oldest")).QuerySelector("img.lead-image")!;
        decoration.GetAttribute("alt").ShouldBe("");
        decoration.HasAttribute("lang").ShouldBeFalse();
        (await Visitor.PageAsync("/en/stories/first")).QuerySelector("img.lead-image").ShouldBeNull();
    }

    [Fact]
    public async Task Awards_say_what_by_whom_and_when()
    {
        (await Visitor.PageAsync("/en/stories/talk")).AllWords(".award").ShouldBe(
            ["Award Trainer of the Year The Days, 2025", "Award A medal", "Award A cup 1999"]);
        (await Visitor.PageAsync("/tr/stories/talk-tr")).Words(".award").ShouldBe("Ödül Yılın Eğiticisi Günler, 2025");
    }

    [Fact]
    public async Task People_are_linked_to_only_when_they_are_public()
    {
        var page = await Visitor.PageAsync("/en/stories/talk");
        page.AllWords(".speaker").ShouldBe(["AY Prof. Dr. Ayşe Yılmaz Head of the laboratory, Another University Teaches physics."]);
        page.Href(".speaker a").ShouldBe("/en/people/ayse");
        page.Body!.TextContent.ShouldNotContain("Draft Person");
        page.Body!.TextContent.ShouldNotContain("Left Person");
        page.Body!.TextContent.ShouldNotContain("Gone Person");
        page.QuerySelectorAll(".story-foot a").Select(link => link.GetAttribute("href")).ShouldContain("/en/partners/school");
        (await Visitor.PageAsync("/tr/stories/talk-tr")).QuerySelectorAll(".story-foot a").Select(link => link.GetAttribute("href")).ShouldContain("/tr/partners/okul");
    }

    [Theory]
    [InlineData("/en/stories/talk", "/en/stories/second", null)]
    [InlineData("/en/stories/second", "/en/stories/first", "/en/stories/talk")]
    [InlineData("/en/stories/first", "/en/stories/oldest", "/en/stories/second")]
    [InlineData("/en/stories/oldest", "/en/stories/yalnizca-turkce", "/en/stories/first")]
    [InlineData("/tr/stories/yalnizca-turkce", null, "/tr/stories/oldest-tr")]
    public async Task Foot_leads_to_the_story_before_and_after(string address, string? earlier, string? later)
    {
        var page = await Visitor.PageAsync(address);
        page.Href(".turn a[rel=prev]").ShouldBe(earlier);
        page.Href(".turn a[rel=next]").ShouldBe(later);
    }

    [Fact]
    public async Task Story_in_one_language_is_shown_under_the_others_address_with_a_notice()
    {
        var page = await Visitor.PageAsync("/en/stories/yalnizca-turkce");
        page.Words(".notice.language").ShouldContain("Only in Turkish");
        page.QuerySelector("h1")!.GetAttribute("lang").ShouldBe("tr");
        page.QuerySelector(".prose")!.GetAttribute("lang").ShouldBe("tr");
        page.Href("link[rel=canonical]").ShouldEndWith("/tr/stories/yalnizca-turkce");
        page.Words(".share .copy").ShouldEndWith("/tr/stories/yalnizca-turkce");
    }

    [Fact]
    public async Task Withdrawn_story_is_not_led_to_and_is_not_handed_on()
    {
        using var host = new PortalHost();
        foreach (var state in new[] { "published", "withdrawn\nwithdrawn-reason: It was wrong." })
        {
            using var folder = new ContentFolder();
            foreach (var (key, day) in new[] { ("a", 1), ("b", 2), ("c", 3) })
            {
                folder.Text($"stories/{key}.en.md", $"title: Story {key}\nlanguages: en\nsummary: s\nkind: article\ndate: 2026-01-0{day}\nrelated: [stories/b]\n" + (key == "b" ? "state: " + state : ""));
            }

            await host.ImportAllAsync(folder);
            var isPublic = state == "published";
            var page = await host.Visitor().PageAsync("/en/stories/story-b");
            (page.QuerySelector(".share") is not null).ShouldBe(isPublic);
            (page.QuerySelector(".notice.withdrawn") is null).ShouldBe(isPublic);
            var next = await host.Visitor().PageAsync("/en/stories/story-c");
            next.Href(".turn a[rel=prev]").ShouldBe(isPublic ? "/en/stories/story-b" : "/en/stories/story-a");
            next.QuerySelectorAll("main a").Any(link => link.GetAttribute("href") == "/en/stories/story-b").ShouldBe(isPublic);
        }
    }

    [Fact]
    public async Task Long_list_has_pages()
    {
        using var host = new PortalHost();
        using var folder = new ContentFolder();
        for (var n = 1; n <= 21; n++)
        {
            folder.Text($"stories/s{n}.en.md", $"title: Story {n}\nlanguages: en\nsummary: s\nkind: article\ndate: 2026-01-{n:00}");
        }

        await host.ImportAllAsync(folder);
        var first = await host.Visitor().PageAsync("/en/stories?year=2026");
        first.Titles().First().ShouldBe("Story 21");
        first.Titles().Count().ShouldBe(20);
        first.Href(".pager a[rel=next]").ShouldBe("/en/stories?year=2026&page=2");
        (await host.Visitor().PageAsync("/en/stories?year=2026&page=2")).Titles().ShouldBe(["Story 1"]);
    }

    [Theory]
    [InlineData("/en/stories/nothing")]
    [InlineData("/en/stories/talk/more")]
    [InlineData("/tr/stories/%20")]
    public async Task Unknown_story_is_not_found(string address) =>
        (await Visitor.PageAsync(address, HttpStatusCode.NotFound)).QuerySelector("h1").ShouldNotBeNull();
}
