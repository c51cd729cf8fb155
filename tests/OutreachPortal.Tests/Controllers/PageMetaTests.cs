using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>What the head of a page says to search engines, other sites and feed readers.</summary>
public sealed class PageMetaTests(FilledPortal portal) : IClassFixture<FilledPortal>
{
    [Theory]
    [InlineData("/en")]
    [InlineData("/en/seminars")]
    [InlineData("/tr/lectures/full-tr")]
    [InlineData("/en/policies/outreach-policy")]
    public async Task Preview_of_a_link_says_what_the_page_says(string address)
    {
        var page = await portal.Reader.PageAsync(address);
        string? Og(string property) => page.QuerySelector($"meta[property='og:{property}']")?.GetAttribute("content");
        Og("url").ShouldBe(FilledPortal.Site + address);
        Og("url").ShouldBe(page.Href("link[rel=canonical]"));
        page.Title!.ShouldStartWith(Og("title")!);
        Og("description").ShouldBe(page.QuerySelector("meta[name=description]")!.GetAttribute("content"));
        Og("type").ShouldBe("website");
        var turkish = address.StartsWith("/tr", StringComparison.Ordinal);
        Og("locale").ShouldBe(turkish ? "tr_TR" : "en_GB");
        Og("locale:alternate").ShouldBe(turkish ? "en_GB" : "tr_TR");
        Og("site_name").ShouldNotBeNull().ShouldContain("Poyraz");
        // No picture that says nothing of the page.
        Og("image").ShouldBeNull();
        page.QuerySelector("meta[name='twitter:card']")!.GetAttribute("content").ShouldBe("summary");
    }

    [Theory]
    [InlineData("/en/stories/a-talk-with-ada", "article", "summary_large_image", "Ada at the telescope")]
    [InlineData("/en/people/ada", "profile", "summary", null)]
    public async Task Preview_shows_the_image_that_the_page_has(string address, string type, string card, string? alt)
    {
        var page = await portal.Reader.PageAsync(address);
        page.QuerySelector("meta[property='og:type']")!.GetAttribute("content").ShouldBe(type);
        page.QuerySelector("meta[name='twitter:card']")!.GetAttribute("content").ShouldBe(card);
        page.QuerySelector("meta[property='og:image:alt']")?.GetAttribute("content").ShouldBe(alt);
        var image = page.QuerySelector("meta[property='og:image']")!.GetAttribute("content").ShouldNotBeNull();
        using var answer = await portal.Reader.AnswerAsync(new Uri(image).AbsolutePath);
        answer.Header("Content-Type").ShouldBe("image/png");
    }

    [Fact]
    public async Task Page_of_a_text_in_the_other_language_points_at_its_original()
    {
        var page = await portal.Reader.PageAsync("/en/seminars/yalniz");
        page.Href("link[rel=canonical]").ShouldBe(FilledPortal.Site + "/tr/seminars/yalniz");
        page.QuerySelector("meta[property='og:locale']")!.GetAttribute("content").ShouldBe("tr_TR");
        page.QuerySelectorAll("link[hreflang]").ShouldBeEmpty();
        page.Thing("EducationEvent").Text("url").ShouldBe(FilledPortal.Site + "/tr/seminars/yalniz");
    }

    [Theory]
    [InlineData("/en/seminars")]
    [InlineData("/en/lectures/full")]
    [InlineData("/en")]
    public async Task Versions_name_each_other(string address)
    {
        async Task<List<(string?, string?)>> VersionsAsync(string path) =>
            [.. (await portal.Reader.PageAsync(path)).QuerySelectorAll("link[hreflang]").Select(link => (link.GetAttribute("hreflang"), link.GetAttribute("href")))];
        var versions = await VersionsAsync(address);
        versions.Select(version => version.Item1).ShouldBe(["en", "tr", "x-default"]);
        versions[0].Item2.ShouldBe(FilledPortal.Site + address);
        versions[2].Item2.ShouldBe(versions[1].Item2);
        (await VersionsAsync(new Uri(versions[1].Item2!).AbsolutePath)).ShouldBe(versions);
    }

    [Fact]
    public async Task Further_page_of_a_list_is_a_page_of_its_own()
    {
        using var own = new PortalHost();
        using var folder = new ContentFolder();
        for (var n = 0; n < 21; n++)
        {
            folder.Seminar("s" + n, "Seminar " + n);
        }

        await own.ImportAllAsync(folder);
        var page = await own.Visitor().PageAsync("/en/seminars?page=2");
        page.Href("link[rel=canonical]").ShouldEndWith("/en/seminars?page=2");
        page.Href("link[hreflang=tr]").ShouldEndWith("/tr/seminars?page=2");
        page.QuerySelector("meta[name=robots]").ShouldBeNull();
        page.Thing("CollectionPage").Text("mainEntity", "itemListElement").ShouldNotBeNull().ShouldContain("\"position\":21");
    }

    [Theory]
    [InlineData("/en", "text/calendar", "/en/calendar.ics")]
    [InlineData("/en", "application/atom+xml", "/en/feed.atom")]
    [InlineData("/tr/seminars", "text/calendar", "/tr/calendar.ics")]
    [InlineData("/tr/seminars", "application/atom+xml", "/tr/seminars/feed.atom")]
    [InlineData("/en/policies", "application/atom+xml", "/en/policies/feed.atom")]
    [InlineData("/en/lectures/full", "text/calendar", "/en/lectures/full.ics")]
    [InlineData("/tr/programmes/dizi", "text/calendar", "/tr/programmes/dizi.ics")]
    [InlineData("/tr/programmes/dizi", "application/atom+xml", "/tr/programmes/dizi.atom")]
    public async Task Page_names_its_calendar_and_its_feed(string address, string type, string target)
    {
        var page = await portal.Reader.PageAsync(address);
        var link = page.QuerySelectorAll($"link[rel=alternate][type='{type}']")[0];
        link.GetAttribute("href").ShouldBe(FilledPortal.Site + target);
        link.GetAttribute("title").ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("/en", "en")]
    [InlineData("/tr/policies", "tr")]
    [InlineData("/TR/policies", "tr")]
    [InlineData("/robots.txt", null)]
    public async Task Answer_says_its_language(string address, string? language)
    {
        using var answer = await portal.Reader.AnswerAsync(address);
        answer.Header("Content-Language").ShouldBe(language);
    }
}
