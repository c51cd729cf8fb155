using OutreachPortal.Models;
using OutreachPortal.Services.Markdown;

namespace OutreachPortal.Tests.Services.Markdown;

public sealed class MarkdownRendererTests
{
    private static readonly MarkdownRenderer Renderer = new();

    [Fact]
    public void Headings_stand_below_the_title_of_the_page_and_have_links()
    {
        Html("# Işık ve gölge\n\n### Işık ve gölge\n\n## IŞIK", "tr").ShouldBe(
            "<h2 id=\"isik-ve-golge\">Işık ve gölge <a class=\"heading-link\" href=\"#isik-ve-golge\" aria-label=\"Bu bölümün bağlantısı: Işık ve gölge\">#</a></h2>\n" +
            "<h3 id=\"isik-ve-golge-2\">Işık ve gölge <a class=\"heading-link\" href=\"#isik-ve-golge-2\" aria-label=\"Bu bölümün bağlantısı: Işık ve gölge\">#</a></h3>\n" +
            "<h3 id=\"isik\">IŞIK <a class=\"heading-link\" href=\"#isik\" aria-label=\"Bu bölümün bağlantısı: IŞIK\">#</a></h3>\n");
    }

    [Fact]
    public void Headings_with_ids_that_others_would_be_given_stay_apart()
    {
        var html = Html("# a\n\n# a 2\n\n# a\n\n# ...\n\n# 中文");
        System.Text.RegularExpressions.Regex.Matches(html, " id=\"([^\"]+)\"").Select(match => match.Groups[1].Value).ShouldBe(["a", "a-2", "a-3", "section", "section-2"]);
    }

    [Theory]
    [InlineData("# 1. A\n\n## 1.1 B\n\n## Plain\n\n## 1.2 C\n\n# 2. D\n\n### 2.1 E", "1. A(1.1 B, 1.2 C), 2. D(2.1 E)")]
    [InlineData("# A\n\n# B\n\n## 1. C", "A, B(1. C)")]
    public void Contents_of_a_policy_hold_its_numbered_headings_however_deep(string text, string contents)
    {
        var html = Renderer.Render(text, new("en") { Clauses = true }).ContentsHtml;
        string Read(AngleSharp.Dom.IElement list) => string.Join(", ", list.Children.Select(item => item.FirstElementChild!.TextContent + (item.QuerySelector(":scope > ol") is { } below ? $"({Read(below)})" : "")));
        Read(Support.Pages.Parse(html).QuerySelector("ol")!).ShouldBe(contents);
        html.ShouldNotContain("Plain");
    }

    [Fact]
    public void Contents_list_the_top_headings_when_there_are_three()
    {
        Renderer.Render("# One\n\n# Two\n\n## Two and a half", new("en")).ContentsHtml.ShouldBe("");
        Renderer.Render("# One <1>\n\n## Half\n\n# Two\n\n# Three", new("en")).ContentsHtml.ShouldBe(
            "<ol><li><a href=\"#one-1\">One &lt;1&gt;</a></li><li><a href=\"#two\">Two</a></li><li><a href=\"#three\">Three</a></li></ol>");
    }

    [Fact]
    public void Tables_scroll_by_themselves_and_align_by_class()
    {
        var html = Html("| a | b | c |\n| - | :-: | -: |\n| 1 | 2 | 3 |\n\n| x |\n| - |\n| y |");
        html.ShouldContain("<div class=\"table-scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Table 1\">");
        html.ShouldContain("aria-label=\"Table 2\"");
        html.ShouldContain("<td>1</td>\n<td class=\"align-center\">2</td>\n<td class=\"align-end\">3</td>");
        html.ShouldContain("<th class=\"align-end\">c</th>");
        html.ShouldNotContain("style");
    }

    [Fact]
    public void Footnotes_lead_there_and_back()
    {
        var html = Html("One[^a] and two[^b] and one again[^a].\n\n[^a]: First.\n[^b]: Second.\n[^c]: Unused.");
        html.ShouldContain("<sup><a class=\"footnote-reference\" id=\"footnote-reference_1\" href=\"#footnote_1\" aria-label=\"Footnote 1\">1</a></sup>");
        html.ShouldContain("<section class=\"footnotes\" aria-label=\"Footnotes\">");
        html.ShouldContain("<li id=\"footnote_2\">");
        html.ShouldContain("href=\"#footnote-reference_1\" aria-label=\"Back to the text\">↩</a>");
        html.ShouldNotContain("Unused");
    }

    [Fact]
    public void A_quote_that_names_who_said_it_is_a_pull_quote()
    {
        Html("> So it is.\n> — Ada *Lovelace*").ShouldBe(
            "<figure class=\"pull-quote\">\n<blockquote>\n<p>So it is.</p>\n</blockquote>\n<figcaption>— Ada <em>Lovelace</em></figcaption>\n</figure>\n");
        Html("> So it is.\n>\n> — Ada").ShouldBe("<figure class=\"pull-quote\">\n<blockquote>\n<p>So it is.</p>\n</blockquote>\n<figcaption>— Ada</figcaption>\n</figure>\n");
        Html("> So it is — always.").ShouldNotContain("figure");
    }

    [Fact]
    public void Definition_lists_and_figures_have_elements_of_their_own()
    {
        Html("Term\n: What it means.").ShouldBe("<dl>\n<dt>Term</dt>\n<dd>What it means.</dd>\n</dl>\n");
        var figure = Html("^^^\n![The terrace](/media/a.png)\n^^^ The terrace at dusk");
        figure.ShouldContain("<img src=\"/media/a.png\" loading=\"lazy\" alt=\"The terrace\" />");
        figure.ShouldContain("<figcaption>The terrace at dusk</figcaption>");
        figure.ShouldStartWith("<figure");
    }

    [Fact]
    public void Links_to_elsewhere_say_so_and_bare_addresses_are_links()
    {
        Html("[a](/en) [b](https://example.org)").ShouldBe("<p><a href=\"/en\">a</a> <a href=\"https://example.org\" rel=\"external noopener\">b</a></p>\n");
        Html("See https://example.org/x.").ShouldContain("<a href=\"https://example.org/x\" rel=\"external noopener\">https://example.org/x</a>.");
    }

    [Fact]
    public void Html_shows_as_it_was_typed()
    {
        Html("a <b>bold</b>\n\n<div>x</div>").ShouldBe("<p>a &lt;b&gt;bold&lt;/b&gt;</p>\n<p>&lt;div&gt;x&lt;/div&gt;</p>\n");
    }

    [Fact]
    public void Problems_name_their_line()
    {
        Renderer.Render("One.\n\n[x](ftp://x)\n\n> [y](#none)\n\n![z](z.png)", new("en")).Problems.Select(problem => problem.Line).Order().ShouldBe([3, 5, 7]);
    }

    [Fact]
    public void Links_within_a_second_text_of_a_page_stay_within_it()
    {
        var html = Renderer.RenderTexts(new LocalizedText { En = "# How\n\n[x](#how)" }, "account");
        html.En!.ShouldContain("<h3 id=\"account_how\">");
        html.En!.ShouldContain("<a href=\"#account_how\">x</a>");
        html.Tr.ShouldBeNull();
    }

    [Theory]
    [InlineData("Look:\n\n![x](my kitchen.png)", "shows as it was typed", 3)]
    [InlineData("See [x](a b).", "shows as it was typed", 1)]
    [InlineData("A claim.[^1]", "A footnote is named that the text does not have", 1)]
    public void What_was_meant_as_a_link_or_a_footnote_and_is_none_is_complained_of(string markdown, string complaint, int line)
    {
        var problem = Renderer.Render(markdown, new("en")).Problems.ShouldHaveSingleItem();
        problem.Message.ShouldContain(complaint);
        problem.Line.ShouldBe(line);
    }

    private static string Html(string markdown, string culture = "en") => Renderer.Render(markdown, new(culture)).Html;
}
