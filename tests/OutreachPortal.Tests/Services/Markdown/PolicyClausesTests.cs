using AngleSharp.Html.Parser;
using OutreachPortal.Services;
using OutreachPortal.Services.Markdown;

namespace OutreachPortal.Tests.Services.Markdown;

public sealed class PolicyClausesTests
{
    private static readonly MarkdownRenderer Renderer = new();

    [Theory]
    [InlineData("1. a\n2. b", "1 2")]
    [InlineData("1) a\n2) b", "1 2")]
    [InlineData("3. a\n3. b", "3 4")]
    [InlineData("1. a\n   1. b\n   2. c\n      1. d\n2. e", "1 1.1 1.2 1.2.1 2")]
    [InlineData("## 5. Title\n\n1. a\n2. b\n   1. c", "5 5.1 5.2 5.2.1")]
    [InlineData("## 5. Title\n\n### 5.2 Sub\n\n1. a\n\n## Other\n\n1. b", "5 5.2 5.2.1 1")]
    [InlineData("## 5. Title\n\n### Sub\n\n1. a", "5 5.1")]
    [InlineData("5.1 First.\n\n5.2. Second.\n\n5.3) Third.", "5.1 5.2 5.3")]
    [InlineData("## 1. Title\n\n1.1 *First*.", "1 1.1")]
    [InlineData("- a\n- b", "")]
    [InlineData("a. x\n\nPlain 5.2 text.", "")]
    [InlineData("## Title\n\nText.", "")]
    [InlineData("1.\n2. b", "1 2")]
    public void Numbered_paragraphs_are_clauses(string markdown, string clauses)
    {
        var rendered = Renderer.Render(markdown, new("en") { Clauses = true });
        rendered.Problems.ShouldBeEmpty();
        var ids = new HtmlParser().ParseDocument(rendered.Html).QuerySelectorAll("[id^=clause-]");
        string.Join(' ', ids.Select(element => element.Id!["clause-".Length..])).ShouldBe(clauses);
    }

    [Fact]
    public void A_clause_shows_its_number_as_a_link_to_itself()
    {
        Renderer.Render("## 5. Partners\n\n1. Each.", new("tr") { Clauses = true }).Html.ShouldContain(
            "<li id=\"clause-5.1\"><a class=\"clause-number\" id=\"clause~5.1~\" href=\"#clause-5.1\" aria-label=\"Madde 5.1\">5.1</a> Each. "
            + "<a class=\"clause-cite\" href=\"~/clauses/clause~5.1~\" aria-label=\"Madde 5.1: atıf ve ge&#231;mişi\">§</a></li>");
        Renderer.Render("5.2 Text.", new("en") { Clauses = true }).Html.ShouldBe(
            "<p id=\"clause-5.2\" class=\"clause\"><a class=\"clause-number\" id=\"clause~5.2~\" href=\"#clause-5.2\" aria-label=\"Clause 5.2\">5.2</a> Text. "
            + "<a class=\"clause-cite\" href=\"~/clauses/clause~5.2~\" aria-label=\"Clause 5.2: citation and history\">§</a></p>\n");
    }

    [Fact]
    public void A_number_that_occurs_twice_is_said_with_its_line()
    {
        var rendered = Renderer.Render("1. a\n\nText.\n\n1. b", new("en") { Clauses = true });
        rendered.Problems.ShouldBe([new("Clause {0} occurs twice.", 5, "1")]);
    }

    [Fact]
    public void Links_go_to_clauses()
    {
        Renderer.Render("## 5. A\n\n1. b\n\n[x](#clause-5.1)", new("en") { Clauses = true }).Problems.ShouldBeEmpty();
        Renderer.Render("## 5. A\n\n1. b\n\n[x](#clause-5.2)", new("en") { Clauses = true }).Problems.Count.ShouldBe(1);
    }

    [Fact]
    public void Only_policies_have_clauses()
    {
        Renderer.Render("## 5. A\n\n1. b", new("en")).Html.ShouldNotContain("clause");
    }
}
