using OutreachPortal.Services;
using OutreachPortal.Services.Markdown;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Markdown;

/// <summary>Texts that are too deep or too long for anybody to have written.</summary>
public sealed class MarkdownLimitsTests
{
    private static readonly MarkdownRenderer Renderer = new();

    [Theory]
    [InlineData(">", 10_000)]
    [InlineData("> ", 10_000)]
    [InlineData("[", 10_000)]
    [InlineData("![", 10_000)]
    [InlineData("- ", 10_000)]
    [InlineData("1. ", 10_000)]
    [InlineData("*a ", 10_000)]
    [InlineData("**_", 10_000)]
    [InlineData("[a](", 10_000)]
    [InlineData("`", 10_001)]
    [InlineData("^", 10_000)]
    [InlineData("[^1]", 10_000)]
    [InlineData("<a", 10_000)]
    [InlineData("a|", 10_000)]
    [InlineData("> ", 100)]
    [InlineData("- ", 100)]
    [InlineData("[", 100)]
    [InlineData("> ", 60)]
    [InlineData("- ", 60)]
    public void Deep_nesting_ends_in_safe_output(string opening, int times)
    {
        var text = string.Concat(Enumerable.Repeat(opening, times));
        foreach (var markdown in new[] { text, text + "x\n\n# x\n\n" + text })
        {
            SafeHtml.Complaint(Renderer.Render(markdown, new("tr") { Clauses = true }).Html).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("![a](")]
    [InlineData("[a](")]
    [InlineData("[a]: /b\n")]
    [InlineData("https://a.b ")]
    [InlineData("www.a.b ")]
    public void A_text_of_nothing_but_links_is_shown_as_typed_and_complained_of(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 1024 * 1024 / unit.Length));
        var rendered = Renderer.Render(text, new("en"));
        rendered.Html.ShouldStartWith("<pre><code>");
        rendered.Problems.ShouldHaveSingleItem().Message.ShouldBe("The text has more than 5000 links and brackets.");
        Renderer.ImagesIn(text).ShouldBeEmpty();
    }

    [Fact]
    public void A_long_page_with_many_links_is_read_as_Markdown() =>
        Renderer.Render(string.Concat(Enumerable.Repeat("See [this](https://a.b/c).\n\n", MarkdownRenderer.MostLinks / 2)), new("en"))
            .Links.Count.ShouldBe(MarkdownRenderer.MostLinks / 2);
}
