using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>A policy's page, and the same for one version or one day.</summary>
public sealed class PolicyVersionsControllerTests(RulePortal portal) : IClassFixture<RulePortal>
{
    private const string Rule = "/en/policies/the-rule";

    private HttpClient Visitor => portal.On("2026-11-23T09:00:00Z").Visitor();

    [Fact]
    public async Task Policy_shows_the_version_in_force_with_its_facts_and_what_is_ahead()
    {
        var page = await Visitor.PageAsync(Rule);
        page.Words(".policy-status").ShouldBe("In force from 1 June 2026 to 31 December 2026");
        var docket = page.QuerySelectorAll("dl.docket > div").ToDictionary(row => row.Words("dt"), row => string.Join(' ', row.AllWords("dd")));
        docket["Number"].ShouldBe("P-1, version 3");
        docket["Type"].ShouldBe("Directive");
        docket["Owner"].ShouldBe("The office office@example.org");
        docket["Decision"].ShouldBe("D-3");
        docket["Published"].ShouldBe("1 May 2026");
        docket["In force"].ShouldBe("1 June 2026 – 31 December 2026");
        docket["Review"].ShouldBe("Reviewed May 2026; next October 2026; overdue by 1 month");
        page.Words("main .change-note").ShouldBe("What changed: How partners are chosen.");
        page.Words(".notice.info").ShouldBe("Changes ahead Version 4 comes into force on 1 January 2027. It can be read today. Version 5: For comment until 31 December 2026");
        page.QuerySelector("#policy_supersedes + ul a")!.GetAttribute("href").ShouldBe("/en/policies/the-older-rule");
        page.QuerySelector("#policy_documents + ul a")!.GetAttribute("href").ShouldBe("https://example.org/form");
        page.Words("#policy_citation").ShouldEndWith("The rule, P-1, v3, in force 1 June 2026, http://localhost:5080/en/policies/the-rule/versions/3");
        page.QuerySelectorAll(".doc-links a").Select(link => link.GetAttribute("href")).ShouldBe([Rule + "/versions", Rule + "/compare/2..3", Rule + "/versions/3/bilingual"]);
        page.Words("section:has(> #policy_corrections) li").ShouldBe("Corrected on 23 November 2026: A slip of the pen.");
        page.QuerySelector("main")!.InnerHtml.ShouldNotContain("~/");
        page.QuerySelector("html")!.GetAttribute("data-print-footer").ShouldBe("The rule · P-1 · version 3");
    }

    [Fact]
    public async Task Every_clause_has_a_link_to_itself_and_one_to_its_own_page_and_the_contents_lead_to_the_headings()
    {
        var page = await Visitor.PageAsync(Rule);
        var clause = page.GetElementById("clause-5.3")!;
        var id = clause.QuerySelector("a.clause-number")!.Id.ShouldNotBeNull();
        clause.Href("a.clause-number").ShouldBe("#clause-5.3");
        clause.Href("a.clause-cite").ShouldBe($"{Rule}/clauses/{id}");
        page.QuerySelectorAll("nav.contents a").Select(link => link.GetAttribute("href")).ShouldBe(["#clause-1", "#clause-5", "#clause-6"]);
        var all = page.QuerySelectorAll("[id]").Select(element => element.Id).ToList();
        all.ShouldBeUnique();
    }

    [Fact]
    public async Task Old_link_to_a_removed_clause_lands_where_it_is_said_when_and_why()
    {
        var page = await Visitor.PageAsync(Rule);
        var morning = page.GetElementById("clause-1.2").ShouldNotBeNull();
        morning.Words().ShouldBe("Clause 1.2 Removed by version 2, in force from 1 January 2020. Reports and morning lessons go. Last text: 1.2");
        var id = morning.QuerySelector("[id]")!.Id;
        morning.Href("a").ShouldBe($"{Rule}/clauses/{id}");
        // The number of the reports is another clause's by now.
        page.GetElementById("clause-5.3")!.Words().ShouldContain("A partner");
        page.AllWords(".removed li strong").ShouldBe(["Clause 1.2", "Clause 5.3"]);
        (await Visitor.PageAsync(Rule + "/versions/3")).QuerySelector(".removed").ShouldBeNull();
        (await Visitor.PageAsync("/tr/policies/kural")).GetElementById("clause-1.2")!.Words().ShouldContain("Raporlar ve sabah dersleri kalktı.");
    }

    [Theory]
    [InlineData("1", "Superseded by version 2 on 1 January 2020", "No longer in force This text was in force until 31 December 2019. Superseded by: Version 2. In force today: Version 3.")]
    [InlineData("2", "Superseded by version 3 on 1 June 2026", "No longer in force This text was in force until 31 May 2026. Superseded by: Version 3.")]
    [InlineData("4", "Approved, in force from 1 January 2027", "Not yet in force This text comes into force on 1 January 2027. Until then, Version 3 applies.")]
    [InlineData("5", "For comment until 31 December 2026", "Proposal This text is a proposal. Remarks can be sent until 31 December 2026. Send a remark It is planned to come into force on 1 January 2028. In force today: Version 3.")]
    public async Task Version_says_how_it_stands_and_leads_to_the_one_in_force(string number, string status, string notice)
    {
        var page = await Visitor.PageAsync($"{Rule}/versions/{number}");
        page.Words(".policy-status").ShouldBe(status);
        page.Words(".notice.warning").ShouldBe(notice);
        page.QuerySelectorAll(".notice.warning a")[^1].GetAttribute("href").ShouldBe(Rule);
        page.QuerySelector("link[rel=canonical]")!.GetAttribute("href").ShouldEndWith($"{Rule}/versions/{number}");
        page.Href("a.lang").ShouldBe($"/tr/policies/kural/versions/{number}");
        page.QuerySelectorAll("link[hreflang]").Select(link => new Uri(link.GetAttribute("href")!).AbsolutePath).ShouldBe([$"{Rule}/versions/{number}", $"/tr/policies/kural/versions/{number}", $"/tr/policies/kural/versions/{number}"]);
        page.Words("dl.docket dd").ShouldBe($"P-1, version {number}");
    }

    [Fact]
    public async Task Summary_in_plain_language_stands_above_the_text_and_a_link_to_a_version_is_no_dead_one()
    {
        var page = await Visitor.PageAsync(Rule + "/versions/5");
        var plain = page.QuerySelector(".plain")!;
        plain.Words().ShouldStartWith("In plain language We teach.");
        plain.CompareDocumentPosition(page.QuerySelector(".prose.policy")!).HasFlag(DocumentPositions.Following).ShouldBeTrue();
        plain.Href(".prose a").ShouldBe(Rule + "/versions/1");
    }

    [Fact]
    public async Task Translation_says_that_it_is_one_and_when_it_is_behind()
    {
        (await Visitor.PageAsync(Rule)).Words(".notice.language").ShouldBe("This is a translation The Turkish text decides.");
        (await Visitor.PageAsync("/tr/policies/kural")).QuerySelector(".notice.language").ShouldBeNull();
        // Only the English text has the clause on costs.
        (await Visitor.PageAsync(Rule + "/versions/4")).Words(".notice.language").ShouldBe("This is a translation The Turkish text decides. The translation is behind: it does not match the Turkish text yet. Both languages side by side");
    }

    [Fact]
    public async Task Version_without_a_translation_is_shown_in_the_original_and_the_last_one_that_has_one_is_named()
    {
        var page = await Visitor.PageAsync("/en/policies/yarim");
        page.QuerySelector(".prose.policy")!.Language().ShouldBe("tr");
        page.Words(".prose.policy").ShouldContain("yenisi");
        page.Words(".notice.language").ShouldStartWith("Only in Turkish");
        page.QuerySelectorAll(".notice a").Single().GetAttribute("href").ShouldBe("/en/policies/yarim/versions/1");
        page.Href("link[rel=canonical]").ShouldEndWith("/tr/policies/yarim");
        var first = await Visitor.PageAsync("/en/policies/yarim/versions/1");
        first.Words(".prose.policy").ShouldContain("The half in English.");
        first.QuerySelector(".notice.language strong")!.Words().ShouldBe("This is a translation");
    }

    [Fact]
    public async Task Policy_whose_place_was_taken_says_by_which()
    {
        var page = await Visitor.PageAsync("/en/policies/the-older-rule");
        page.Words(".policy-status").ShouldBe("No longer in force; it ended on 31 December 2015");
        page.AllWords(".notice.warning").ShouldBe(["No longer in force This text was in force until 31 December 2015.", "Another policy has taken the place of this one The rule"]);
        page.QuerySelector(".notice.warning:last-child a, .wrap:nth-of-type(2) .notice a")!.GetAttribute("href").ShouldBe(Rule);
    }

    [Theory]
    [InlineData("2016-01-01", "1", "The text as it stood on 1 January 2016")]
    [InlineData("2019-12-31", "1", "The text as it stood on 31 December 2019")]
    [InlineData("2020-02-29", "2", "The text as it stood on 29 February 2020")]
    [InlineData("2026-11-23", "3", "The text as it stands today, 23 November 2026")]
    [InlineData("2031-01-01", "4", "The text as it will stand on 1 January 2031, as far as is decided today")]
    public async Task Day_shows_the_version_in_force_on_it(string day, string version, string sentence)
    {
        var page = await Visitor.PageAsync($"{Rule}/on/{day}");
        page.Words("dl.docket dd").ShouldBe("P-1, version " + version);
        page.Words(".notice.info").ShouldBe($"{sentence} It is Version {version}. Another day");
        page.Href("link[rel=canonical]").ShouldEndWith($"{Rule}/versions/{version}");
        page.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
        page.Href("a.lang").ShouldBe($"/tr/policies/kural/on/{day}");
    }

    [Theory]
    [InlineData("/on/2015-12-31", 404, "On 31 December 2015 this policy was not in force yet. Its first version, 1, is in force from 1 January 2016.")]
    [InlineData("/on/2024-02-30", 400, "“2024-02-30” is not a day of the calendar. A day is written as in 2026-01-31.")]
    [InlineData("/on/30.02.2024", 400, "“30.02.2024” is not a day of the calendar. A day is written as in 2026-01-31.")]
    [InlineData("/on?day=2024-02-30", 400, "“2024-02-30” is not a day of the calendar. A day is written as in 2026-01-31.")]
    [InlineData("/on?day=", 400, "The address names no day. A day is written as in 2026-01-31.")]
    [InlineData("/versions/9", 404, "This policy has no version “9”.")]
    [InlineData("/versions/nine", 404, "This policy has no version “nine”.")]
    public async Task Address_that_means_nothing_is_named_in_the_sites_look(string ending, int status, string sentence)
    {
        var entries = portal.Pages.Entries;
        var page = await Visitor.PageAsync(Rule + ending, (HttpStatusCode)status);
        page.Words(".lead").ShouldBe(sentence);
        page.QuerySelectorAll("main a[href]").Select(link => link.GetAttribute("href")).ShouldContain(Rule + "/versions");
        page.QuerySelectorAll("h1").Length.ShouldBe(1);
        portal.Pages.Entries.ShouldBeLessThanOrEqualTo(entries);
        (await Visitor.PageAsync("/tr/policies/kural" + ending, (HttpStatusCode)status)).Words(".lead").ShouldNotBe(sentence);
    }

    [Fact]
    public async Task Address_without_a_day_asks_for_one_and_is_not_kept_for_those_that_have_one()
    {
        var page = await Visitor.PageAsync(Rule + "/on");
        page.Words("h1").ShouldBe("The text on a day");
        page.QuerySelector("main form input[name=day]").ShouldNotBeNull();
        using var answer = await portal.Visitor().AnswerAsync(Rule + "/on?day=2019-01-02");
        answer.Target().ShouldBe(Rule + "/on/2019-01-02");
    }

    [Fact]
    public async Task Day_after_a_decided_end_is_said_to_have_none()
    {
        (await Visitor.PageAsync("/en/policies/the-older-rule/on/2016-01-01", HttpStatusCode.NotFound)).Words(".lead").ShouldBe("On 1 January 2016 no version is in force. The last one, 1, ends on 31 December 2015.");
        (await Visitor.PageAsync("/en/policies/the-older-rule/on/2015-12-31")).Words("dl.docket dd").ShouldBe("P-0, version 1");
    }

    [Theory]
    [InlineData("/versions/3.0", "/versions/3")]
    [InlineData("/versions/03", "/versions/3")]
    [InlineData("/versions/3.0/bilingual", "/versions/3/bilingual")]
    [InlineData("/on?day=2019-05-06", "/on/2019-05-06")]
    public async Task Other_spelling_of_an_address_leads_to_the_one(string ending, string to)
    {
        using var answer = await Visitor.AnswerAsync(Rule + ending);
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        answer.Target().ShouldBe(Rule + to);
    }

    [Fact]
    public async Task Strangers_days_do_not_fill_the_cache()
    {
        await Visitor.PageAsync(Rule + "/on/2020-01-01");
        var entries = portal.Pages.Entries;
        for (var day = 2; day < 8; day++)
        {
            await portal.Visitor().PageAsync($"{Rule}/on/2021-01-0{day}");
        }

        portal.Pages.Entries.ShouldBe(entries);
    }

    [Fact]
    public async Task Withdrawn_policy_keeps_its_versions_and_says_why_it_was_withdrawn()
    {
        using var own = new PortalHost();
        using var folder = new ContentFolder().Text("policies/gone.en.md",
            "title: Gone\nsummary: s\nlanguages: en\nstate: withdrawn\nwithdrawn-reason: It was replaced.\nnumber: P-9\nowner: o\napproving-body: b\nversion: 1\nin-force-from: 2020-01-01", "1. A clause.");
        await own.ImportAllAsync(folder);
        foreach (var ending in new[] { "", "/versions", "/versions/1", "/on/2021-01-01", "/clauses/c1" })
        {
            var page = await own.Visitor().PageAsync("/en/policies/gone" + ending);
            page.Words(".notice.withdrawn").ShouldContain("It was replaced.");
            page.QuerySelector("meta[name=robots]").ShouldNotBeNull(ending);
        }

        (await own.Visitor().PageAsync("/en/policies/gone")).Words(".policy-status").ShouldBe("Withdrawn");
    }

    [Fact]
    public async Task The_day_itself_decides_and_nothing_has_to_run()
    {
        async Task<string> ShownAsync(string now) => (await portal.On(now).Visitor().PageAsync(Rule)).Words("dl.docket dd");
        // Midnight in Istanbul.
        (await ShownAsync("2026-12-31T20:59:59Z")).ShouldBe("P-1, version 3");
        (await ShownAsync("2026-12-31T21:00:00Z")).ShouldBe("P-1, version 4");
    }

    [Theory]
    [InlineData("", "dl.docket dd", "P-9, version 2")]
    [InlineData("/versions/2", ".policy-status", "In force since 1 January 2027")]
    public async Task Page_that_was_kept_before_midnight_is_not_shown_after_it(string ending, string where, string after)
    {
        await using var own = new PortalHost();
        const string Rest = "title: P\nsummary: s\nlanguages: en\nnumber: P-9\nowner: o\napproving-body: b\nchange-note: n\nin-force-from: ";
        using var folder = new ContentFolder().Text("policies/p.v1.en.md", Rest + "2020-01-01", "1. A clause.").Text("policies/p.v2.en.md", Rest + "2027-01-01", "1. A clause.");
        await own.ImportAllAsync(folder);
        // Midnight in Istanbul is at nine in the evening.
        own.Clock.Now = new(2026, 12, 31, 20, 59, 50, TimeSpan.Zero);
        (await own.Visitor().PageAsync("/en/policies/p" + ending)).Words(where).ShouldNotBe(after);

        own.Clock.Now = new(2026, 12, 31, 21, 0, 0, TimeSpan.Zero);
        (await own.Visitor().PageAsync("/en/policies/p" + ending)).Words(where).ShouldBe(after);
    }

    [Fact]
    public async Task Moved_policy_takes_its_pages_with_it()
    {
        using var own = new PortalHost();
        await ImportAsync("one");
        await ImportAsync("other");
        foreach (var ending in new[] { "/versions", "/versions/1", "/versions/1/bilingual", "/on/2021-01-01", "/clauses/c1", "/clauses/1", "/on?day=2021-01-01" })
        {
            using var answer = await own.Visitor().AnswerAsync("/en/policies/one" + ending);
            answer.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently, ending);
            answer.Target().ShouldBe("/en/policies/other" + ending);
        }

        async Task ImportAsync(string slug)
        {
            using var folder = new ContentFolder().Text("policies/p.en.md",
                $"title: P\nslug: {slug}\nsummary: s\nlanguages: en\nnumber: P-9\nowner: o\napproving-body: b\nversion: 1\nin-force-from: 2020-01-01", "1. A clause.");
            await own.ImportAllAsync(folder);
        }
    }
}
