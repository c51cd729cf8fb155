using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OutreachPortal.BrowserTests.Support;

namespace OutreachPortal.BrowserTests;

public sealed class SiteMapTests
{
    [Fact]
    public async Task The_walk_follows_links_once_and_tells_of_those_that_lead_nowhere()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        await using var site = builder.Build();
        site.MapGet("/en", () => Page("<a href='/en/a'>A</a><a href='/en/gone'>Gone</a><a href='#nowhere'>Nowhere</a><a href='https://elsewhere.example/'>Out</a>"));
        site.MapGet("/en/a", () => Page("<a href='/en'>Home</a><a href='/en/a?page=2'>Next</a><a href='/old'>Moved</a>"));
        site.MapGet("/old", () => Results.Redirect("/en/b/c"));
        site.MapGet("/en/b/c", () => Page(""));
        site.MapGet("/tr", () => Page(""));
        await site.StartAsync(TestContext.Current.CancellationToken);

        var map = await SiteMap.CrawlAsync(new(site.Urls.First()));

        map.Pages.Where(page => page.IsOrdinary).Select(page => page.Path).ShouldBe(["/en", "/tr", "/en/a", "/en/b/c"]);
        map.Pages.Select(page => page.Template).ShouldContain("/en/b/*");
        map.BrokenLinks.Select(fault => fault.ToString())
            .ShouldBe(["/en a[href=\"#nowhere\"]: jumps to what is not there", "/en a[href=\"/en/gone\"]: leads to an answer 404"], ignoreOrder: true);
    }

    private static IResult Page(string html) => Results.Content(html, "text/html");
}
