using System.Net;
using AngleSharp.Dom;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>All versions of a policy, and both languages of one.</summary>
public sealed class PolicyHistoryControllerTests(RulePortal portal) : IClassFixture<RulePortal>
{
    private const string Rule = "/en/policies/the-rule";

    private HttpClient Visitor => portal.On("2026-11-23T09:00:00Z").Visitor();

    [Fact]
    public async Task Every_version_is_listed_the_newest_first_with_how_it_stands()
    {
        var page = await Visitor.PageAsync(Rule + "/versions");
        page.AllWords(".version h2").ShouldBe(["Version 5", "Version 4", "Version 3", "Version 2", "Version 1"]);
        page.AllWords(".version .policy-status").ShouldBe(
        [
            "For comment until 31 December 2026", "Approved, in force from 1 January 2027", "In force from 1 June 2026 to 31 December 2026",
            "Superseded by version 3 on 1 June 2026", "Superseded by version 2 on 1 January 2020",
        ]);
        var second = page.GetElementById("v2")!;
        second.Words().ShouldContain("Reports and morning lessons go.");
        second.Words().ShouldContain("The Senate, D-2");
        second.QuerySelectorAll("a").Select(link => link.GetAttribute("href")).ShouldBe(
            [Rule + "/versions/2", Rule + "/compare/1..2", Rule + "/versions/2/bilingual", Rule + "/versions/2.md", Rule + "/versions/2.json"]);
        page.Words(".lead").ShouldBe("The rule");
        page.Href("a.lang").ShouldBe("/tr/policies/kural/versions");
        page.GetElementById("v4")!.Words().ShouldContain("The English text is behind");
        page.GetElementById("v3")!.Words().ShouldNotContain("is behind");
    }

    [Fact]
    public async Task Correction_is_public_with_its_words_before_and_after()
    {
        var page = await Visitor.PageAsync(Rule + "/versions");
        var correction = page.QuerySelectorAll(".correction").ShouldHaveSingleItem();
        correction.Closest("li.version")!.Id.ShouldBe("v3");
        correction.Words("p").ShouldBe("Corrected on 23 November 2026: A slip of the pen.");
        var change = correction.QuerySelectorAll("li").ShouldHaveSingleItem();
        change.Words(".meta").ShouldBe("Clause 5.1, English text:");
        change.Words("del").ShouldBe("[removed: legall ]");
        change.Words("ins").ShouldBe("[added: legal ]");
        (await Visitor.PageAsync("/tr/policies/kural/versions")).QuerySelector(".correction .words")!.Language().ShouldBe("en");
    }

    [Fact]
    public async Task Form_leads_to_the_text_on_a_day()
    {
        var form = (await Visitor.PageAsync(Rule + "/versions")).QuerySelector("main form")!;
        form.GetAttribute("method").ShouldBe("get");
        using var answer = await Visitor.AnswerAsync($"{form.GetAttribute("action")}?{form.QuerySelector("input")!.GetAttribute("name")}=2019-01-02");
        answer.Target().ShouldBe(Rule + "/on/2019-01-02");
    }

    [Fact]
    public async Task Both_languages_stand_side_by_side_and_the_one_that_decides_is_first()
    {
        var page = await Visitor.PageAsync(Rule + "/versions/4/bilingual");
        page.AllWords(".pair.heads p").ShouldBe(["Turkish: this text decides", "English: translation"]);
        var pairs = page.QuerySelectorAll(".pair:not(.heads)").Select(pair => pair.Children.Select(side => side.Words()).ToList()).ToList();
        pairs.ShouldAllBe(pair => pair.Count == 2);
        pairs[0].ShouldBe(["1 Amaç", "1 Aim"]);
        pairs[2].ShouldBe(["Ders veren özgürdür.", "Whoever teaches is free."]);
        pairs[^4].ShouldBe(["5.3 Ortak, yaptığı çalışmaya göre seçilir.", "5.3 A partner is chosen for the work that it does."]);
        pairs[^3].ShouldBe(["Missing from the Turkish text", "5.4 Costs are shared by halves."]);
        page.GetElementById("clause-5.3")!.Children.Select(side => side.GetAttribute("lang")).ShouldBe(["tr", null]);
        (await Visitor.PageAsync("/tr/policies/kural/versions/4/bilingual")).GetElementById("clause-5.3")!.Children.Select(side => side.GetAttribute("lang")).ShouldBe([null, "en"]);
    }

    [Theory]
    [InlineData("/en/policies/yarim/versions/2/bilingual", "Version 2 has only a Turkish text, so there is nothing to put beside it.")]
    [InlineData("/en/policies/the-rule/versions/7/bilingual", "This policy has no version “7”.")]
    public async Task What_cannot_be_put_side_by_side_is_named(string address, string sentence) =>
        (await Visitor.PageAsync(address, HttpStatusCode.NotFound)).Words(".lead").ShouldBe(sentence);

    [Fact]
    public async Task No_page_asks_more_often_when_there_are_ten_times_more_versions()
    {
        using var little = new PortalHost();
        using var much = new PortalHost();
        await ImportAsync(little, 2);
        await ImportAsync(much, 20);
        foreach (var ending in new[] { "", "/versions", "/versions/2", "/versions/2/bilingual", "/on/2001-06-01", "/clauses/c2", "/clauses/2" })
        {
            var few = await CommandsAsync(little, "/en/policies/p" + ending);
            few.ShouldBeGreaterThan(0, ending);
            (await CommandsAsync(much, "/en/policies/p" + ending)).ShouldBe(few, ending);
        }

        async Task<int> CommandsAsync(PortalHost host, string address)
        {
            host.Pages.Clear();
            host.Commands.Reset();
            using var answer = await host.Visitor().AnswerAsync(address);
            ((int)answer.StatusCode).ShouldBeLessThan(400, address);
            return host.Commands.Count;
        }

        async Task ImportAsync(PortalHost host, int versions)
        {
            using var folder = new ContentFolder();
            for (var version = 1; version <= versions; version++)
            {
                // In each version a clause goes and another comes.
                folder.Text($"policies/p.v{version}.en.md", $"title: P\nslug: p\nsummary: s\nnumber: P-1\nowner: o\napproving-body: b\nin-force-from: {2000 + version}-01-01\nchange-note: n",
                    $"1. The first clause stays.\n2. Something said in version {version} alone about subject{version} and matter{version}.\n");
                folder.Text($"policies/p.v{version}.tr.md", "title: P\nslug: p\nsummary: s\nowner: o\napproving-body: b\nchange-note: n", $"1. İlk madde kalır.\n2. Yalnızca {version} sürümünde konu{version} hakkında söylenen.\n");
            }

            await host.ImportAllAsync(folder);
        }
    }
}
