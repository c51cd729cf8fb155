using System.Net;
using AngleSharp.Dom;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>Walks through the demo as a reader would who follows every link.</summary>
public sealed class PublicPagesTests(DemoPortal portal) : IClassFixture<DemoPortal>
{
    private const int MostPages = 1500;

    [Theory]
    [InlineData("en")]
    [InlineData("tr")]
    public async Task Every_link_and_image_on_every_page_answers(string culture)
    {
        var visitor = portal.Visitor();
        var waiting = new Queue<string>(["/" + culture]);
        var seen = new HashSet<string>(waiting);
        var pages = new HashSet<string>();
        while (waiting.TryDequeue(out var address) && seen.Count < MostPages)
        {
            using var answer = await visitor.AnswerAsync(address);
            // The form that chooses two versions, sent as it stands, leads to the comparison of two.
            if (address.EndsWith("/compare", StringComparison.Ordinal) && answer.StatusCode == HttpStatusCode.Found)
            {
                answer.Target().ShouldNotBeNull().ShouldStartWith(address);
                if (seen.Add(answer.Target()!))
                {
                    waiting.Enqueue(answer.Target()!);
                }

                continue;
            }

            answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
            if (answer.Content.Headers.ContentType?.MediaType != "text/html")
            {
                continue;
            }

            var page = await answer.PageAsync(address);
            CheckPage(page, address, culture);
            pages.Add(address.Split('?')[0]);
            foreach (var target in Targets(page, address).Where(target => !IsPageOfTheOtherLanguage(target, culture) && seen.Add(target)))
            {
                waiting.Enqueue(target);
            }
        }

        seen.Count.ShouldBeLessThan(MostPages);
        string[] kinds = ["seminars", "lectures", "programmes", "policies", "partners", "stories"];
        foreach (var kind in kinds)
        {
            pages.ShouldContain($"/{culture}/{kind}");
            pages.Count(page => page.StartsWith($"/{culture}/{kind}/", StringComparison.Ordinal)).ShouldBeGreaterThan(2, kind);
        }
    }

    [Fact]
    public async Task Language_switch_leads_to_the_same_page_and_back()
    {
        var visitor = portal.Visitor();
        var addresses = new List<string> { "/en", "/en/seminars?when=past&sdg=4", "/en/seminars?page=1&q=star" };
        foreach (var kind in new[] { "seminars", "lectures", "programmes", "policies", "partners", "stories" })
        {
            addresses.Add("/en/" + kind);
            addresses.AddRange((await visitor.PageAsync("/en/" + kind)).QuerySelectorAll("main a")
                .Select(link => link.GetAttribute("href")!).Where(href => href.StartsWith($"/en/{kind}/", StringComparison.Ordinal)).Distinct());
        }

        foreach (var address in addresses)
        {
            var page = await visitor.PageAsync(address);
            var there = page.Href("a.lang").ShouldNotBeNull();
            there.ShouldStartWith("/tr");
            var turkish = await visitor.PageAsync(there);
            turkish.DocumentElement.GetAttribute("lang").ShouldBe("tr");
            Query(turkish.Href("a.lang")!).ShouldBe(Query(there));
            var back = await visitor.PageAsync(turkish.Href("a.lang")!);
            back.Words("h1").ShouldBe(page.Words("h1"));
        }

        static string Query(string address) => address.Contains('?', StringComparison.Ordinal) ? address[address.IndexOf('?', StringComparison.Ordinal)..] : "";
    }

    [Theory]
    [InlineData(null, "/tr")]
    [InlineData("", "/tr")]
    [InlineData("en", "/en")]
    [InlineData("EN-us", "/en")]
    [InlineData("en-GB,en;q=0.9,tr;q=0.8", "/en")]
    [InlineData("tr;q=0.3,en;q=0.7", "/en")]
    [InlineData("en;q=0.3, tr;q=0.31", "/tr")]
    [InlineData("en;q=0,tr;q=0.1", "/tr")]
    [InlineData("en;q=0", "/tr")]
    [InlineData("de,fr;q=0.9,en;q=0.1", "/en")]
    [InlineData("de", "/tr")]
    [InlineData("*", "/tr")]
    [InlineData("english", "/tr")]
    [InlineData("en_US", "/tr")]
    [InlineData(";;;q=,,,en;q=x", "/tr")]
    [InlineData("//evil.example", "/tr")]
    public async Task Root_redirects_to_the_language_that_the_browser_asks_for(string? accepted, string home)
    {
        using var answer = await portal.Visitor().AnswerAsync("/", accepted is null ? [] : [("Accept-Language", accepted)]);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Target().ShouldBe(home);
        answer.Header("Vary").ShouldBe("Accept-Language");
    }

    [Fact]
    public async Task Path_decides_the_language_and_not_the_browser()
    {
        using var answer = await portal.Visitor().AnswerAsync("/en", ("Accept-Language", "tr"));
        (await answer.PageAsync("/en")).DocumentElement.GetAttribute("lang").ShouldBe("en");
    }

    [Theory]
    [InlineData("/en/seminars/{0}/")]
    [InlineData("/EN/Seminars/{0}")]
    [InlineData("/en/seminars/{1}")]
    public async Task Address_in_another_spelling_is_the_same_page(string address)
    {
        var visitor = portal.Visitor();
        var slug = (await visitor.PageAsync("/en/seminars")).Href("main ul.events a.cover")!.Split('/')[^1];
        var page = await visitor.PageAsync(string.Format(null, address, slug, slug.ToUpperInvariant()));
        page.Href("link[rel=canonical]").ShouldEndWith("/en/seminars/" + slug);
    }

    [Theory]
    [InlineData("//en")]
    [InlineData("/en//seminars")]
    [InlineData("/en//")]
    [InlineData("/en%2fseminars")]
    [InlineData("/en/seminars/%2e%2e%2f%2e%2e%2fportal.db")]
    [InlineData("/en/seminars/a/b")]
    [InlineData("/en/figures")]
    [InlineData("/e n/seminars")]
    [InlineData("/media/..%2fportal.db")]
    [InlineData("/portal.db")]
    [InlineData("/en/seminars/%20")]
    [InlineData("/tr/policies/%0d%0a")]
    [InlineData("/media/%20")]
    [InlineData("/appsettings.json")]
    public async Task Crooked_path_is_not_found(string address) =>
        (await portal.Visitor().PageAsync("http://localhost" + address, HttpStatusCode.NotFound)).QuerySelector("h1").ShouldNotBeNull();

    private static void CheckPage(IDocument page, string address, string culture)
    {
        page.DocumentElement.GetAttribute("lang").ShouldBe(culture, address);
        page.QuerySelectorAll("h1").Length.ShouldBe(1, address);
        page.Title.ShouldNotBeNullOrWhiteSpace(address);
        page.QuerySelectorAll("script:not([type='application/ld+json'])").ShouldAllBe(script => script.HasAttribute("defer") && script.GetAttribute("src")!.StartsWith("/js/") && script.TextContent.Length == 0, address);
        page.QuerySelectorAll("[style]").ShouldBeEmpty(address);
        page.QuerySelectorAll("[lang]").Select(element => element.GetAttribute("lang")).ShouldAllBe(lang => lang == "en" || lang == "tr");
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id!).ToList();
        ids.Distinct().Count().ShouldBe(ids.Count, address);
        page.QuerySelectorAll("img").ShouldAllBe(image => image.HasAttribute("alt"));
        var headings = page.QuerySelectorAll("main h1, main h2, main h3, main h4, main h5, main h6").Select(heading => heading.TagName[1] - '0').ToList();
        headings.Zip(headings.Skip(1), (above, below) => below - above).ShouldAllBe(step => step <= 1, address);
        var canonical = page.Href("link[rel=canonical]").ShouldNotBeNull(address);
        var original = page.QuerySelector("main > .wrap:has(~ .page-head) > .notice.language") is null ? address : (culture == "en" ? "/tr" : "/en") + address[3..];
        new Uri(canonical).AbsolutePath.ShouldBe(original.Split('?')[0]);
        if (!address.Contains('?', StringComparison.Ordinal))
        {
            var languages = page.QuerySelectorAll("link[hreflang]").Select(link => link.GetAttribute("hreflang")!).Order(StringComparer.Ordinal).ToList();
            string.Join(' ', languages).ShouldBeOneOf("", "en tr x-default");
        }
    }

    /// <summary>What a page points at within the site.</summary>
    private static IEnumerable<string> Targets(IDocument page, string address)
    {
        foreach (var element in page.QuerySelectorAll("a[href], link[href], img[src], form[action], source[src]"))
        {
            var target = element.GetAttribute("href") ?? element.GetAttribute("src") ?? element.GetAttribute("action")!;
            if (target.StartsWith('#'))
            {
                page.GetElementById(target[1..]).ShouldNotBeNull($"{address} {target}");
                continue;
            }

            var uri = new Uri(new Uri("http://localhost:5080" + address), target);
            if (uri is { Scheme: "http", Host: "localhost" })
            {
                yield return uri.PathAndQuery;
            }
            else if (element.TagName == "A" && uri.Scheme is "https")
            {
                element.GetAttribute("rel").ShouldBe("external noopener", $"{address} {target}");
            }
            else
            {
                uri.Scheme.ShouldBeOneOf(["mailto", "tel", "webcal"], $"{address} {target}");
            }
        }
    }

    private static bool IsPageOfTheOtherLanguage(string target, string culture) =>
        target == (culture == "en" ? "/tr" : "/en") || target.StartsWith(culture == "en" ? "/tr/" : "/en/", StringComparison.Ordinal)
        || target.StartsWith(culture == "en" ? "/tr?" : "/en?", StringComparison.Ordinal);
}
