using System.Globalization;
using System.Net;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

public sealed class PolicyComparisonControllerTests : IAsyncLifetime
{
    private const string Page = "/en/policies/rule";

    private readonly PortalHost _portal = new();

    private HttpClient Visitor => _portal.Visitor();

    public async ValueTask InitializeAsync()
    {
        await _portal.WriteVersionAsync("rule", "1", "2020-01-01", """
            ## 1. Purpose

            1. The University supports every member who teaches in public.
            2. The Senate reviews this rule once a year in its spring session.

            ## 2. Money

            1. Travel costs are paid by the faculty from its own budget.
            2. Nobody is paid for a lecture given in working hours.
            """, """
            ## 1. Amaç

            1. Üniversite, halka açık ders veren her üyesini destekler.
            2. Senato bu kuralı yılda bir kez bahar oturumunda gözden geçirir.

            ## 2. Para

            1. Yol giderleri fakülte bütçesinden karşılanır.
            2. Mesai saatlerinde verilen konferans için ücret ödenmez.
            """);
        await _portal.WriteVersionAsync("rule", "2", "2024-01-01", """
            ## 1. Purpose

            1. The University supports every member and student who teaches in public.

            ## 2. Money

            1. An applicant writes to the office <before> the term begins & waits.
            2. Travel costs are paid by the faculty from its own budget.
            3. Nobody is paid for a lecture given in working hours.
            """, """
            ## 1. Amaç

            1. Üniversite, halka açık ders veren her üyesini ve öğrencisini destekler.

            ## 2. Para

            1. Başvuran kişi dönem başlamadan önce birime yazar.
            2. Yol giderleri fakülte bütçesinden karşılanır.
            3. Mesai saatlerinde verilen konferans için ücret ödenmez.
            """);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Each_change_says_in_words_what_it_is_and_the_summary_links_to_it()
    {
        var page = await Visitor.PageAsync(Page + "/compare/1..2");
        page.Words("h1").ShouldBe("Versions 1 and 2 compared");
        page.AllWords(".change[id] h3").ShouldBe(
        [
            "Changed: clause 1.1", "Removed: clause 1.2", "Added: clause 2.1", "Renumbered: clause 2.1 is now 2.2", "Renumbered: clause 2.2 is now 2.3",
        ]);
        page.AllWords(".compared-sum dt").ShouldBe(["Added (1)", "Removed (1)", "Changed (1)", "Renumbered (2)"]);
        foreach (var link in page.QuerySelectorAll(".compared-sum dd a"))
        {
            page.QuerySelector(link.GetAttribute("href")!).ShouldNotBeNull().ClassList.ShouldContain("change");
        }

        page.Words(".change[id] ins").ShouldBe("added: and student end of added.");
        page.AllWords(".change[id] del").ShouldBe(["removed: The Senate reviews this rule once a year in its spring session. end of removed."]);
        page.AllWords(".change[id] ins").Last().ShouldBe("added: An applicant writes to the office <before> the term begins & waits. end of added.");
        page.QuerySelectorAll(".same .diff").Length.ShouldBe(2, "the headings");
        page.Words(".compared-sum").ShouldContain("2 parts of the text are the same");
        page.Words(".compared .change h3").ShouldBe("Title");
        page.Words(".compared .change ins").ShouldBe("added: 2 end of added.");
        page.QuerySelectorAll(".compared-versions dd").Select(element => element.Words()).ShouldBe(["Superseded by version 2 on 1 January 2024", "In force since 1 January 2024"]);
        page.QuerySelectorAll("main script").ShouldBeEmpty();
        page.Href(".lang").ShouldBe("/tr/policies/rule-tr/compare/1..2");
    }

    [Fact]
    public async Task Side_by_side_each_text_stands_whole_in_its_own_column()
    {
        var page = await Visitor.PageAsync(Page + "/compare/1..2?view=side");
        var two = page.QuerySelectorAll(".two");
        two.Length.ShouldBe(5);
        two[0].Children[0].Words().ShouldBe("Version 1, 1.1 The University supports every member who teaches in public.");
        two[0].Children[1].Words().ShouldBe("Version 2, 1.1 The University supports every member added: and student end of added.who teaches in public.");
        two[1].Children[1].Words().ShouldContain("No longer there");
        two[2].Children[0].Words().ShouldContain("Not there yet");
        two[0].Children[1].QuerySelector("a")!.GetAttribute("href").ShouldBe(Page + "/versions/2#clause-1.1");
        page.Href(".lang").ShouldBe("/tr/policies/rule-tr/compare/1..2?view=side");
        page.QuerySelector("#compare_view option[selected]")!.GetAttribute("value").ShouldBe("side");
        (await Visitor.PageAsync(Page + "/compare/1..2")).QuerySelectorAll(".two").ShouldBeEmpty("the other view was kept under another key");
        (await Visitor.PageAsync(Page + "/compare/1..2?view=inline")).QuerySelectorAll(".two").ShouldBeEmpty();
    }

    [Fact]
    public async Task Later_version_first_says_so_and_turns_every_change_round()
    {
        var page = await Visitor.PageAsync("/tr/policies/rule-tr/compare/2..1");
        page.Words(".notice").ShouldContain("Önce yeni sürüm okunuyor");
        page.Href(".notice a").ShouldBe("/tr/policies/rule-tr/compare/1..2");
        page.AllWords(".change[id] h3").ShouldBe(
        [
            "Değişti: madde 1.1", "Eklendi: madde 1.2", "Çıkarıldı: madde 2.1", "Numarası değişti: madde 2.2, yeni numarası 2.1", "Numarası değişti: madde 2.3, yeni numarası 2.2",
        ], ignoreOrder: true);
        (await Visitor.PageAsync("/tr/policies/rule-tr/compare/1..2")).QuerySelectorAll(".notice").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("?from=1&to=2", "/compare/1..2")]
    [InlineData("?from=2&to=1&view=side", "/compare/2..1?view=side")]
    [InlineData("?from=01.0&to=2.0&view=inline&junk=1", "/compare/1..2?view=inline")]
    [InlineData("?from=1&to=2&view=%22%3E", "/compare/1..2")]
    [InlineData("", "/compare/1..2")]
    [InlineData("?from=&to=", "/compare/1..2")]
    [InlineData("/01..2.0?view=side", "/compare/1..2?view=side")]
    public async Task Form_leads_to_the_one_address_of_a_comparison(string ending, string expected)
    {
        using var answer = await Visitor.AnswerAsync(Page + "/compare" + ending);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Target().ShouldBe(Page + expected);
    }

    [Theory]
    [InlineData("/compare/1..1", 400, "Version 1 cannot be compared with itself")]
    [InlineData("/compare/1..1.0", 400, "Version 1 cannot be compared with itself")]
    [InlineData("/compare?from=2&to=2", 400, "Version 2 cannot be compared with itself")]
    [InlineData("/compare/1..9", 404, "no version “9”")]
    [InlineData("/compare/9..1", 404, "no version “9”")]
    [InlineData("/compare?from=7&to=1", 404, "no version “7”")]
    [InlineData("/compare?from=1&from=2&to=1", 404, "no version “1,2”")]
    [InlineData("/compare/1", 404, "“1” does not name two versions")]
    [InlineData("/compare/1..2..3", 404, "does not name two versions")]
    [InlineData("/compare/%3Cb%3E..2", 404, "no version “<b>”")]
    [InlineData("/compare/1...2", 404, "no version “.2”")]
    [InlineData("/compare/-1..2", 404, "no version “-1”")]
    [InlineData("/compare/99999999999999999999..2", 404, "no version “99999999999999999999”")]
    public async Task What_cannot_be_compared_is_named_in_the_look_of_the_site(string ending, int status, string message)
    {
        var page = await Visitor.PageAsync(Page + ending, (HttpStatusCode)status);
        page.Words("main").ShouldContain(message);
        page.QuerySelector(".site-head").ShouldNotBeNull();
        page.QuerySelectorAll("main b").ShouldBeEmpty();
    }

    [Fact]
    public async Task Proposal_and_coming_version_are_compared_and_the_only_version_is_not()
    {
        await _portal.WriteVersionAsync("rule", "3", "2030-01-01", "1. Something else.", more: "stage: for-comment\ncomment-until: 2026-12-30");
        (await Visitor.PageAsync(Page + "/compare/2..3")).Words(".compared-versions").ShouldContain("For comment until 30 December 2026");
        await _portal.WriteVersionAsync("alone", "1", "2020-01-01", "1. One.");
        (await Visitor.PageAsync("/en/policies/alone/compare", HttpStatusCode.NotFound)).Words("main").ShouldContain("version 1 is the only one");
    }

    [Fact]
    public async Task Texts_of_the_other_language_are_compared_with_a_notice_and_none_in_common_is_said()
    {
        await _portal.WriteVersionAsync("rule", "3", "2026-01-01", "## 1. Amaç\n\n1. Yeni bir metin.", languages: "tr");
        // The policy has no English slug of its own any more.
        var page = await Visitor.PageAsync("/en/policies/rule-tr/compare/2..3");
        page.Words(".notice").ShouldContain("Compared in Turkish");
        page.QuerySelector(".change .diff")!.GetAttribute("lang").ShouldBe("tr");
        (await Visitor.PageAsync("/tr/policies/rule-tr/compare/2..3")).QuerySelectorAll(".notice").ShouldBeEmpty();
        await _portal.WriteVersionAsync("rule", "4", "2026-06-01", "## 1. Purpose\n\n1. A new text.", languages: "en");
        (await Visitor.PageAsync(Page + "/compare/3..4", HttpStatusCode.NotFound)).Words("main").ShouldContain("no text in the same language");
    }

    [Fact]
    public async Task Junk_behind_the_question_mark_makes_no_other_page()
    {
        using var visitor = Visitor;
        await visitor.PageAsync(Page + "/compare/1..2");
        _portal.Commands.Reset();
        await visitor.PageAsync(Page + "/compare/1..2?a=1");
        await visitor.PageAsync(Page + "/compare/1..2?utm=x&page=3&from=2");
        _portal.Commands.Count.ShouldBe(0, "answered from the page that was kept");
        _portal.Pages.Clear();
        await visitor.PageAsync(Page + "/compare/1..2?view=junk");
        _portal.Commands.Reset();
        await visitor.PageAsync(Page + "/compare/1..2?view=junk");
        _portal.Commands.Count.ShouldBeGreaterThan(0, "not kept");
    }

    [Fact]
    public async Task Number_of_queries_does_not_grow_with_clauses()
    {
        static string Body(int clauses, Func<int, string> say) => string.Join("\n", Enumerable.Range(1, clauses).Select(i => $"{i}. {say(i)}"));
        static string Say(int i) => string.Create(CultureInfo.InvariantCulture,
            $"Every unit that offers courses of kind {i} to the public reports in month {i % 12} how many took part, what it cost, and which of the {i * 7} rooms were used for it by whom.");
        await _portal.WriteVersionAsync("long", "1", "2020-01-01", Body(400, Say));
        await _portal.WriteVersionAsync("long", "2", "2024-01-01", Body(400, i => i % 3 == 0 ? Say(i).Replace("month", "the month numbered", StringComparison.Ordinal) : i % 10 == 1 ? $"Wholly new sentence {i} about something else." : Say(i)));
        using var visitor = Visitor;
        await visitor.PageAsync(Page + "/compare/1..2");
        _portal.Pages.Clear();
        _portal.Commands.Reset();
        await visitor.PageAsync(Page + "/compare/1..2");
        var few = _portal.Commands.Count;
        await visitor.PageAsync("/en/policies/long/compare/1..2");
        _portal.Commands.Reset();
        _portal.Pages.Clear();
        var html = await visitor.GetStringAsync(new Uri("/en/policies/long/compare/1..2?view=side", UriKind.Relative), TestContext.Current.CancellationToken);
        _portal.Commands.Count.ShouldBe(few);
        Pages.Parse(html).QuerySelectorAll(".change").Length.ShouldBeGreaterThan(150);
    }
}
