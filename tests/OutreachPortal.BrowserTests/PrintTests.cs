using System.Text;
using System.Text.RegularExpressions;
using OutreachPortal.BrowserTests.Support;

namespace OutreachPortal.BrowserTests;

public sealed partial class PrintTests(PublicSite site)
{
    private const int MostPages = 6;
    // What was removed is told on the screen, for links to it.
    private const string Clause = "main .prose.policy [id^=clause-]";

    [Theory]
    [InlineData("en")]
    [InlineData("tr")]
    public async Task A_policy_is_printed_as_a_document_black_on_white(string language)
    {
        var policy = (await site.MapAsync()).Pages.First(page => page.Template == $"/{language}/policies/*");
        await using var visitor = await site.VisitorAsync(options => options.ColorScheme = ColorScheme.Dark);
        var tab = await visitor.NewPageAsync();
        await tab.GotoAsync(policy.Path);
        await tab.EmulateMediaAsync(new() { Media = Media.Print });

        foreach (var hidden in new[] { "header nav", "header summary", ".skip", "header a[hreflang]", "main nav.contents", "footer a" })
        {
            (await tab.Locator($"{hidden} >> visible=true").CountAsync()).ShouldBe(0, $"{hidden} is printed on {policy.Path}");
        }

        var clauses = await tab.Locator(Clause).CountAsync();
        clauses.ShouldBeGreaterThan(0, $"{policy.Path} has no clauses");
        (await tab.Locator($"{Clause} >> visible=true").CountAsync()).ShouldBe(clauses, $"clauses of {policy.Path} are not printed");
        (await tab.Locator("h1").IsVisibleAsync()).ShouldBeTrue();
        (await tab.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor")).ShouldBe("rgb(255, 255, 255)");
        (await tab.EvaluateAsync<string>("clause => getComputedStyle(document.querySelector(clause)).color", Clause)).ShouldBe("rgb(0, 0, 0)");

        var pdf = await tab.PdfAsync(new() { PreferCSSPageSize = true });
        Page().Count(Encoding.Latin1.GetString(pdf)).ShouldBeInRange(1, MostPages);
    }

    [GeneratedRegex(@"/Type\s*/Page\b")]
    private static partial Regex Page();
}
