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

    [Theory]
    [InlineData("/en/policies/internationalization/versions/3", "Internationalization Policy · PP-2021-04 · version 3", "Internationalization Policy", "1 September 2025", "Senate of Poyraz University", "2025/08-1")]
    [InlineData("/tr/policies/uluslararasilasma/versions/3", "Uluslararasılaşma Politikası · PP-2021-04 · sürüm 3", "Uluslararasılaşma Politikası", "1 Eylül 2025", "Poyraz Üniversitesi Senatosu", "2025/08-1")]
    public async Task The_print_of_a_version_has_a_title_block_its_clause_numbers_and_a_foot_on_every_page(string path, string foot, params string[] block)
    {
        var pages = await PrintAsync(path);
        foreach (var words in block)
        {
            pages[0].ShouldContain(words, Case.Sensitive);
        }

        var numbers = ClauseNumber().Matches(string.Join('\n', pages)).Select(match => match.Groups[1].Value).ToList();
        numbers.Take(3).ShouldBe(["1.1", "1.2", "2.1"]);
        numbers.ShouldContain("3.2.1");
        numbers.ShouldBeUnique();
        FootsShouldBe(pages, foot);
    }

    [Theory]
    [InlineData("/en/policies/internationalization/compare/3..4", "Internationalization Policy", "Internationalization Policy · PP-2021-04 · Versions 3 and 4 compared", "Added: clause 4.2")]
    [InlineData("/tr/policies/uluslararasilasma/compare/3..4?view=side", "Uluslararasılaşma Politikası", "Uluslararasılaşma Politikası · PP-2021-04 · 3 ve 4 numaralı sürümlerin karşılaştırması", "Eklendi: madde")]
    public async Task The_print_of_a_comparison_names_its_policy_and_what_changed_in_words(string path, string title, string foot, string change)
    {
        var pages = await PrintAsync(path);
        pages[0].ShouldContain(title, Case.Sensitive);
        string.Join('\n', pages).ShouldContain(change, Case.Sensitive);
        FootsShouldBe(pages, foot);
    }

    private async Task<IReadOnlyList<string>> PrintAsync(string path)
    {
        await using var visitor = await site.VisitorAsync();
        var tab = await visitor.NewPageAsync();
        await tab.GotoAsync(path);
        return PdfText.Pages(await tab.PdfAsync(new() { PreferCSSPageSize = true }));
    }

    /// <summary>The last line of each page says what it is a page of, and which.</summary>
    private static void FootsShouldBe(IReadOnlyList<string> pages, string words)
    {
        pages.Count.ShouldBeGreaterThan(1);
        for (var i = 0; i < pages.Count; i++)
        {
            var foot = pages[i].TrimEnd().Split('\n')[^1];
            foot.ShouldStartWith(words, Case.Sensitive);
            foot.Replace(" ", "", StringComparison.Ordinal).ShouldEndWith($"{i + 1}/{pages.Count}");
        }
    }

    [GeneratedRegex(@"^ *(\d+(?:\.\d+)+) +\p{L}", RegexOptions.Multiline)]
    private static partial Regex ClauseNumber();

    [GeneratedRegex(@"/Type\s*/Page\b")]
    private static partial Regex Page();
}
