using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>One clause of a policy over its versions.</summary>
public sealed class PolicyClausesControllerTests(RulePortal portal) : IClassFixture<RulePortal>
{
    private const string Rule = "/en/policies/the-rule";

    private HttpClient Visitor => portal.On("2026-11-23T09:00:00Z").Visitor();

    [Fact]
    public async Task Clause_shows_its_words_today_where_it_stands_and_how_to_cite_it()
    {
        var page = await ClauseAsync("5.3");
        page.Words("h1").ShouldBe("Clause 5.3");
        page.Words(".clause-words").ShouldBe("5 Partnerships 5.3 A partner is chosen for the work that it does.");
        page.QuerySelectorAll("main section:first-of-type a")[^1].GetAttribute("href").ShouldBe(Rule + "#clause-5.3");
        page.Words("#policy_citation").ShouldEndWith("The rule, P-1, v3, in force 1 June 2026, cl. 5.3, http://localhost:5080/en/policies/the-rule/versions/3#clause-5.3");
        page.QuerySelector(".notice").ShouldBeNull();
    }

    [Fact]
    public async Task History_tells_what_became_of_it_the_newest_first()
    {
        var page = await ClauseAsync("5.3");
        var steps = page.QuerySelectorAll(".version").Select(step => (step.Words("h3"), step.Words("div + div > p"))).ToList();
        steps.ShouldBe(
        [
            ("Version 5", "Unchanged, with the number 5.3."),
            ("Version 4", "Unchanged, with the number 5.3."),
            ("Version 3", "Reworded."),
            ("Version 2", "Renumbered: 5.2 became 5.3."),
            ("Version 1", "Added as 5.2."),
        ]);
        page.Words(".version:nth-child(3) del").ShouldBe("[removed: its ]");
        page.QuerySelectorAll(".version:nth-child(3) ins").Select(part => part.Words()).ShouldContain(words => words.Contains("that it does", StringComparison.Ordinal));
        // Words are compared in the language of the page.
        (await Visitor.PageAsync("/tr/policies/kural" + new Uri(page.Href("link[rel=canonical]")!).AbsolutePath[Rule.Length..])).Words(".version:nth-child(3) ins").ShouldContain("yaptığı");
    }

    [Fact]
    public async Task Versions_that_left_it_as_it_was_are_told_together()
    {
        var page = await ClauseAsync("1.1");
        page.AllWords(".version h3").ShouldBe(["Version 5", "Versions 2 to 4", "Version 1"]);
    }

    [Fact]
    public async Task Removed_clause_says_when_and_why_and_shows_its_last_text()
    {
        var page = await ClauseAsync("1.2");
        page.Words(".notice.warning").ShouldStartWith("This clause was removed Removed by version 2, in force from 1 January 2020. Reports and morning lessons go. Below is the last text that it had, in version 1.");
        page.Words(".clause-words").ShouldEndWith("1.2 Lessons are given in the morning hours.");
        page.Words("#policy_citation").ShouldContain("v1");
        page.QuerySelectorAll("main section:first-of-type a")[^1].GetAttribute("href").ShouldBe(Rule + "/versions/1#clause-1.2");
        page.Words(".version:first-child div + div").ShouldStartWith("Removed. Its number was 1.2; these were its last words. Reports and morning lessons go. Lessons are given");
        page.QuerySelectorAll(".version").Length.ShouldBe(2);
    }

    [Fact]
    public async Task Clause_to_come_is_said_not_to_be_in_force()
    {
        var page = await ClauseAsync("5.4");
        page.Words(".notice.warning").ShouldBe("Not yet in force This clause is part of version 4. Approved, in force from 1 January 2027.");
        page.Words(".clause-words").ShouldContain("Costs are shared by halves.");
    }

    [Fact]
    public async Task Number_leads_to_the_clause_that_has_it_now_rather_than_to_one_that_had_it()
    {
        // 5.3 was the reports' once.
        (await ClauseAsync("5.3")).Words(".clause-words").ShouldContain("A partner");
        using var answer = await Visitor.AnswerAsync(Rule + "/clauses/5.3");
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Theory]
    [InlineData("c999", "c999")]
    [InlineData("c0", "c0")]
    [InlineData("9.9.9", "9.9.9")]
    [InlineData("five", "five")]
    [InlineData("5.", "5.")]
    [InlineData("99999999999999999999999999999999999999999999", "9999999999999999999999999999999999999999…")]
    public async Task Clause_that_never_was_is_named(string clause, string named)
    {
        (await Visitor.PageAsync($"{Rule}/clauses/{clause}", HttpStatusCode.NotFound)).Words(".lead").ShouldBe($"This policy has no clause “{named}”, and never had.");
        portal.Pages.Entries.ShouldBe(0);
    }

    private async Task<IHtmlDocument> ClauseAsync(string number)
    {
        using var answer = await Visitor.AnswerAsync($"{Rule}/clauses/{number}");
        answer.Target().ShouldNotBeNull().ShouldStartWith(Rule + "/clauses/c");
        return await Visitor.PageAsync(answer.Target()!);
    }
}
