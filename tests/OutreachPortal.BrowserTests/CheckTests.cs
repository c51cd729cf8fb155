using OutreachPortal.BrowserTests.Support;

namespace OutreachPortal.BrowserTests;

/// <summary>A check that finds nothing anywhere is worth nothing: here is a page that has it all.</summary>
public sealed class CheckTests(PublicSite site)
{
    private const string Path = "/en/a-page-full-of-faults";

    private const string Html = """
        <!DOCTYPE html>
        <html lang="de">
        <head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title></title><style>
          .pale { color: #bbb; background: #fff } .wide { width: 900px } .narrow { width: 60px; overflow: hidden; white-space: nowrap }
          .small { display: inline-block; width: 9px; height: 9px; overflow: hidden } .dull:focus { outline: 0 }
          @media (prefers-color-scheme: dark) { .dusk { color: #444; background: #222 } }
        </style></head>
        <body><main><h1>One</h1><h1>Two</h1>
          <p class="pale">Pale</p><p class="dusk">Dusk</p><p class="wide">Wide</p><p class="narrow">Longer than its place</p>
          <button class="small">A</button><button class="small">B</button>
          <img src="https://elsewhere.example/a.png"><img src="/en/no-such-picture.png"><a class="dull" href="/en">Dull</a><a href="/tr" tabindex="-1">Unreachable</a>
          <p style="color: red">Against the policy</p>
        </main></body></html>
        """;

    [Fact]
    public async Task Every_check_finds_the_faults_of_a_faulty_page()
    {
        await using var visitor = await FaultyVisitorAsync();
        var visit = await Visit.MakeAsync(visitor, new(Path, "faulty", System.Net.HttpStatusCode.OK), thorough: true);
        var found = visit.Faults.Select(fault => fault.ToString()).ToList();

        string[] expected =
        [
            $"{Path} (light, 1280 px) .pale: color-contrast", $"{Path} (dark, 1280 px) .dusk: color-contrast", $"{Path} (dark, 320 px) .dusk: color-contrast",
            $"{Path} (light, 1280 px) button:nth-child(7): target-size", $"{Path} (light, 320 px) img:nth-child(9): image-alt",
            $"{Path} (768 px) main > p.wide: makes the page scroll sideways", $"{Path} (320 px) main > p.narrow: \"Longer than its place\" is cut off",
            $"{Path} https://elsewhere.example/a.png: request to another host", "no-such-picture.png: answered 404", "Content Security Policy",
            $"{Path} h1: 2 of them", $"{Path} html: lang is \"de\"", $"{Path} title: is empty",
        ];
        expected.Where(fault => !found.Exists(line => line.Contains(fault, StringComparison.Ordinal))).ShouldBeEmpty(string.Join('\n', found));
        found.ShouldNotContain(line => line.Contains("(light, 1280 px) .dusk", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_keyboard_check_finds_what_cannot_be_reached_or_seen()
    {
        await using var visitor = await FaultyVisitorAsync();
        var tab = await visitor.NewPageAsync();
        await tab.GotoAsync(Path);
        var found = (await KeyboardCheck.LookAsync(tab, Path)).Select(fault => $"{fault.Where}: {fault.What}").ToList();

        found.ShouldContain("main > a.dull[href=\"/en\"]: looks the same with and without the focus");
        found.ShouldContain("main > a[href=\"/tr\"]: is not reached with the Tab key");
        found.ShouldContain("main > a.dull[href=\"/en\"]: is as far as the Tab key leads; the footer is not reached");
    }

    private async Task<IBrowserContext> FaultyVisitorAsync()
    {
        var visitor = await site.VisitorAsync();
        await visitor.RouteAsync("https://elsewhere.example/**", route => route.AbortAsync());
        await visitor.RouteAsync("**" + Path, route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = Html,
            Headers = new Dictionary<string, string> { ["Content-Security-Policy"] = $"style-src 'sha256-{StyleHash()}'" },
        }));
        return visitor;
    }

    private static string StyleHash()
    {
        var style = Html[(Html.IndexOf("<style>", StringComparison.Ordinal) + "<style>".Length)..Html.IndexOf("</style>", StringComparison.Ordinal)];
        return Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));
    }
}
