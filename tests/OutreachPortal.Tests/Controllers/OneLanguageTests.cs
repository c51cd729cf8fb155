using System.Net;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>A site that is set up for Turkish alone.</summary>
public sealed class TurkishPortal : PortalHost
{
    public TurkishPortal() => With("Site:Languages:0", "tr");
}

public sealed class OneLanguageTests(TurkishPortal portal) : IClassFixture<TurkishPortal>
{
    [Theory]
    [InlineData("/tr")]
    [InlineData("/tr/seminars")]
    [InlineData("/tr/seminars/iki")]
    [InlineData("/tr/seminars/only")]
    [InlineData("/tr/nowhere")]
    public async Task Page_names_no_language_that_the_site_does_not_have(string address)
    {
        using var folder = new ContentFolder().Seminar("two", "Two", more: "slug: two")
            .Text("seminars/two.tr.md", "title: İki\nslug: iki\nsummary: Hakkında.\nplace: Oda 1")
            .Text("seminars/only.en.md", "title: Only\nlanguages: en\nsummary: s\nplace: p\nstart: 2026-12-03 14:00\nend: 15:00\nmode: on-site\naudience: [pupils]");
        await portal.ImportAllAsync(folder);
        var page = await portal.Visitor().PageAsync(address, address == "/tr/nowhere" ? HttpStatusCode.NotFound : HttpStatusCode.OK);
        page.QuerySelectorAll("link[hreflang], a.lang").ShouldBeEmpty();
        page.QuerySelectorAll("[href]").Select(link => link.GetAttribute("href")!).ShouldAllBe(href => !href.Contains("/en"));
        if (address != "/tr/nowhere")
        {
            page.Href("link[rel=canonical]").ShouldEndWith(address);
        }
    }

    [Fact]
    public async Task Other_language_is_not_found_and_never_redirected_to()
    {
        await portal.Visitor().PageAsync("/en", HttpStatusCode.NotFound);
        using var answer = await portal.Visitor().AnswerAsync("/", ("Accept-Language", "en"));
        answer.Target().ShouldBe("/tr");
    }
}
