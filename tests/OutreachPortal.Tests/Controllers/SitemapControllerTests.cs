using System.Net;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

public sealed class SitemapControllerTests(FilledPortal portal) : IClassFixture<FilledPortal>
{
    private static readonly XNamespace Sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace Xhtml = "http://www.w3.org/1999/xhtml";

    [Fact]
    public async Task Everything_public_is_in_it_and_nothing_else()
    {
        var addresses = Addresses(await MapAsync("/sitemap.xml"));
        addresses.ShouldBeUnique();
        addresses.ShouldAllBe(address => address.StartsWith(FilledPortal.Site + "/", StringComparison.Ordinal));
        foreach (var path in new[]
        {
            "/en", "/tr", "/en/seminars", "/tr/lectures", "/en/programmes", "/en/policies", "/en/partners", "/en/people", "/en/impact", "/en/stories", "/tr/reports", "/en/calendar", "/tr/impact/2026",
            "/en/seminars/over", "/tr/seminars/over-tr", "/tr/seminars/yalniz", "/en/lectures/full", "/tr/programmes/dizi", "/en/policies/outreach-policy", "/en/partners/the-town", "/en/people/ada",
            "/en/impact/figures/pupils", "/en/stories/a-talk-with-ada", "/en/pages/about-us", "/en/reports/report-2025",
        })
        {
            addresses.ShouldContain(FilledPortal.Site + path);
        }

        foreach (var part in new[] { "withdrawn", "draft", "gone", "hidden", "search", "?", "/en/seminars/yalniz", "/pages\"" })
        {
            addresses.ShouldNotContain(address => address.Contains(part, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Versions_name_each_other()
    {
        var map = await MapAsync("/sitemap.xml");
        foreach (var url in map.Elements(Sitemap + "url"))
        {
            var alternates = Alternates(url);
            if (alternates.Count > 0)
            {
                alternates.Keys.ShouldBe(["en", "tr", "x-default"], ignoreOrder: true);
                alternates.Values.ShouldContain(url.Element(Sitemap + "loc")!.Value);
                foreach (var other in map.Elements(Sitemap + "url").Where(u => alternates.ContainsValue(u.Element(Sitemap + "loc")!.Value)))
                {
                    Alternates(other).ShouldBe(alternates);
                }
            }
        }

        var only = map.Elements(Sitemap + "url").Single(url => url.Element(Sitemap + "loc")!.Value.EndsWith("/yalniz", StringComparison.Ordinal));
        Alternates(only).ShouldBeEmpty();
        only.Element(Sitemap + "lastmod")!.Value.ShouldBe("2026-11-23T09:00:00Z");
    }

    [Fact]
    public async Task Pages_in_it_are_canonical_and_may_be_indexed()
    {
        foreach (var address in Addresses(await MapAsync("/sitemap.xml")))
        {
            var page = await portal.Reader.PageAsync(new Uri(address).AbsolutePath);
            page.Href("link[rel=canonical]").ShouldBe(address);
            page.QuerySelector("meta[name=robots]").ShouldBeNull(address);
        }
    }

    [Fact]
    public async Task Many_items_come_in_parts_that_an_index_names()
    {
        using var own = new PortalHost();
        using var folder = new ContentFolder().Item("people/a").Item("people/b");
        await own.ImportAllAsync(folder);
        // As if ten thousand had come and gone between them.
        await own.QueryAsync(async db =>
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys=OFF; UPDATE ContentTexts SET ContentItemId = 12000 WHERE Slug = 'b'; UPDATE ContentItems SET Id = 12000 WHERE Key = 'b'; PRAGMA foreign_keys=ON;", TestContext.Current.CancellationToken);
            return true;
        });
        var index = await MapAsync("/sitemap.xml", own);
        index.Name.ShouldBe(Sitemap + "sitemapindex");
        var parts = index.Elements(Sitemap + "sitemap").Select(part => new Uri(part.Element(Sitemap + "loc")!.Value).AbsolutePath).ToList();
        parts.ShouldBe(["/sitemap-1.xml", "/sitemap-3.xml"]);
        var first = Addresses(await MapAsync(parts[0], own));
        first.ShouldContain(address => address.EndsWith("/en/people/a", StringComparison.Ordinal));
        first.ShouldContain(address => address.EndsWith("/en/calendar", StringComparison.Ordinal));
        Addresses(await MapAsync(parts[1], own)).ShouldHaveSingleItem().ShouldEndWith("/en/people/b");
    }

    [Theory]
    [InlineData("/sitemap-2.xml")]
    [InlineData("/sitemap-0.xml")]
    [InlineData("/sitemap-x.xml")]
    [InlineData("/sitemap-99999999999.xml")]
    [InlineData("/sitemap-01.xml")]
    [InlineData("/sitemap-+1.xml")]
    [InlineData("/sitemap-%201.xml")]
    [InlineData("/sitemap-1%0A.xml")]
    [InlineData("/sitemap-%EF%BC%91.xml")]
    public async Task Other_parts_there_are_none(string address)
    {
        using var answer = await portal.Reader.AnswerAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Robots_are_told_where_it_is_and_what_is_not_worth_a_visit()
    {
        using var answer = await portal.Reader.AnswerAsync("/robots.txt");
        answer.Header("Content-Type").ShouldBe("text/plain; charset=utf-8");
        var lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n');
        lines[0].ShouldBe("User-agent: *");
        lines.ShouldContain("Sitemap: " + FilledPortal.Site + "/sitemap.xml");
        foreach (var line in new[] { "Allow: /", "Disallow: /admin", "Disallow: /account", "Disallow: /en/search", "Disallow: /tr/search", "Disallow: /*?q=", "Disallow: /*&sdg=" })
        {
            lines.ShouldContain(line);
        }

        lines.ShouldNotContain(line => line.Contains("page=", StringComparison.Ordinal));
    }

    private async Task<XElement> MapAsync(string address, PortalHost? other = null)
    {
        using var answer = await (other?.Visitor() ?? portal.Reader).AnswerAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
        answer.Header("Content-Type").ShouldBe("application/xml; charset=utf-8");
        return XDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Root!;
    }

    private static List<string> Addresses(XElement map) => [.. map.Elements(Sitemap + "url").Select(url => url.Element(Sitemap + "loc")!.Value)];

    private static Dictionary<string, string> Alternates(XElement url) =>
        url.Elements(Xhtml + "link").ToDictionary(link => link.Attribute("hreflang")!.Value, link => link.Attribute("href")!.Value);
}
