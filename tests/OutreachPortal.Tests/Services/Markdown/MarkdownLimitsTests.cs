using System.Diagnostics;
using OutreachPortal.Services;
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
    [InlineData("[a](", 2_000)]
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
    [InlineData("word and another word. ")]
    [InlineData("Line of text.\n")]
    [InlineData("Paragraph with [link](/en) and *emphasis*.\n\n")]
    [InlineData("# Heading\n\n")]
    [InlineData("- item\n")]
    [InlineData("1. item\n")]
    [InlineData("| a | b |\n")]
    [InlineData("> quote\n")]
    [InlineData("x[^1] ")]
    public void A_text_of_one_megabyte_is_rendered_in_reasonable_time(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 1024 * 1024 / unit.Length));
        var start = Stopwatch.GetTimestamp();
        Renderer.Render(text, new("en"));
        // Linear work takes a twentieth of this; what is quadratic takes minutes.
        Stopwatch.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(60));
    }
}
