using AngleSharp.Dom;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>What a partner's page says of what was agreed, promised and done together.</summary>
public sealed class PartnersPortal : PortalHost, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        using var folder = new ContentFolder()
            .Text("partners/school.en.md", """
                title: A school
                slug: a-school
                summary: s
                kind: school
                country: TR
                sdgs: [4, 17]
                agreements:
                  - {title: {en: Old protocol, tr: Eski protokol}, from: 2019-09-01, until: 2022-08-31}
                  - {title: {en: Protocol, tr: Protokol}, from: 2022-09-01, scope: {en: All of it, tr: Tamamı}}
                  - {title: {en: Next protocol, tr: Yeni protokol}, from: 2027-01-01, until: 2029-12-31}
                pledges:
                  - {title: {en: Train learners, tr: Eğitim vermek}, unit: {en: learners, tr: öğrenen}, goal: 100000, reached: 60000, as-of: 2025-12-31, source: {en: A report, tr: Bir rapor}, link: "https://example.org/report"}
                  - {title: {en: Plant trees, tr: Fidan dikmek}, unit: {en: trees, tr: fidan}, goal: 1000, reached: 1200, as-of: 2026-06-01}
                  - {title: {en: Give books, tr: Kitap vermek}, unit: {en: books, tr: kitap}, goal: 1000000000000, reached: 0, as-of: 2026-06-01}
                """)
            .Text("partners/school.tr.md", "title: Bir okul\nslug: bir-okul\nsummary: s")
            .Text("partners/alone.en.md", "title: Alone\nlanguages: en\nsummary: s\nkind: company\ncountry: TR")
            .Seminar("coming", "Coming talk", "partners: [school]", start: "2026-12-03 14:00")
            .Seminar("over", "Past talk", "partners: [school]", start: "2026-10-03 14:00")
            .Seminar("other", "Other talk", "partners: [alone]", start: "2026-10-04 14:00")
            .Text("stories/one.en.md", "title: A story\nlanguages: en\nsummary: s\nkind: article\ndate: 2026-05-06\npartners: [school]")
            .Text("stories/two.en.md", "title: Another story\nlanguages: en\nsummary: s\nkind: article\ndate: 2026-06-06\npartners: [alone]");
        await this.ImportAllAsync(folder);
    }
}

public sealed class PartnersControllerTests(PartnersPortal portal) : IClassFixture<PartnersPortal>
{
    [Theory]
    [InlineData("en/partners/a-school", "60,000 of 100,000 learners (60%)|1,200 of 1,000 trees (120%). More than the goal.|0 of 1,000,000,000,000 books (0%)", "As of 31 December 2025 · counted from: A report · example.org")]
    [InlineData("tr/partners/bir-okul", "100.000 öğrenen hedefinden 60.000 (%60)|1.000 fidan hedefinden 1.200 (%120). Hedef aşıldı.|1.000.000.000.000 kitap hedefinden 0 (%0)", "31 Aralık 2025 itibarıyla · kaynak: Bir rapor · example.org")]
    public async Task Pledge_says_both_numbers_its_day_and_its_source(string address, string said, string counted)
    {
        var page = await portal.Visitor().PageAsync("/" + address);
        var bars = page.QuerySelectorAll("progress");
        bars.Select(bar => page.GetElementById(bar.GetAttribute("aria-labelledby")!)!.Words()).ShouldBe(said.Split('|'));
        bars.Select(bar => bar.GetAttribute("value")).ShouldBe(["60000", "1000", "0"]);
        bars.Select(bar => bar.GetAttribute("max")).ShouldBe(["100000", "1000", "1000000000000"]);
        page.Words(".counted").ShouldBe(counted);
        page.Href(".counted a").ShouldBe("https://example.org/report");
    }

    [Theory]
    [InlineData("en/partners/a-school", "Next protocol|Protocol All of it|Old protocol", "1 January 2027 – 31 December 2029|1 September 2022 – open-ended|1 September 2019 – 31 August 2022", "Begins later|In force|Ended")]
    [InlineData("tr/partners/bir-okul", "Yeni protokol|Protokol Tamamı|Eski protokol", "1 Ocak 2027 – 31 Aralık 2029|1 Eylül 2022 – süresiz|1 Eylül 2019 – 31 Ağustos 2022", "Henüz başlamadı|Yürürlükte|Sona erdi")]
    public async Task Agreement_says_its_term(string address, string titles, string terms, string states)
    {
        var table = (await portal.Visitor().PageAsync("/" + address)).QuerySelector(".table-scroll table")!;
        table.AllWords("tbody th").ShouldBe(titles.Split('|'));
        table.AllWords("tbody td:nth-child(2)").ShouldBe(terms.Split('|'));
        table.AllWords("tbody td:nth-child(3)").ShouldBe(states.Split('|'));
    }

    [Theory]
    [InlineData("en/partners/a-school", "Coming up together", "Coming talk", "Held together", "Past talk", "Stories")]
    [InlineData("tr/partners/bir-okul", "Yaklaşan ortak etkinlikler", "Coming talk (TR)", "Geçmiş ortak etkinlikler", "Past talk (TR)", "Yazılar")]
    public async Task What_comes_and_what_is_over_stand_apart(string address, string coming, string next, string held, string past, string stories)
    {
        var page = await portal.Visitor().PageAsync("/" + address);
        var lists = page.QuerySelectorAll("ul.events");
        lists.Select(list => list.PreviousElementSibling!.Words()).ShouldBe([coming, held]);
        lists[0].AllWords("a.cover").ShouldBe([next]);
        lists[1].AllWords("a.cover").ShouldBe([past]);
        var told = page.QuerySelectorAll("main h2").Single(heading => heading.Words() == stories).NextElementSibling!;
        told.AllWords("a").ShouldBe(["A story"]);
        told.QuerySelector("a")!.Language().ShouldBe("en");
    }

    [Fact]
    public async Task Partner_without_any_of_it_has_no_empty_headings() =>
        (await portal.Visitor().PageAsync("/en/partners/alone")).AllWords("main h2").ShouldBe(["Facts", "Held together", "Stories"]);

    [Fact]
    public async Task Goals_lead_to_what_else_serves_them()
    {
        var page = await portal.Visitor().PageAsync("/tr/partners/bir-okul");
        page.AllWords(".sdg a").ShouldBe(["Amaç 4: Nitelikli eğitim, Paydaşlar", "Amaç 17: Amaçlar için ortaklıklar, Paydaşlar"]);
        page.QuerySelectorAll(".sdg a").Select(link => link.GetAttribute("href")).ShouldBe(["/tr/partners?sdg=4", "/tr/partners?sdg=17"]);
        (await portal.Visitor().PageAsync("/tr/partners?sdg=17")).Titles().ShouldBe(["Bir okul"]);
    }
}
