using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>A policy in two versions, and partners with agreements and pledges.</summary>
public sealed class DatedPortal : PortalHost, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        await ImportPolicyAsync("1", "2020-01-01", "2026-11-30");
        await ImportPolicyAsync("2", "2026-12-01", "2026-12-31");
        await ImportPartnerAsync("a", "A partner", "2026-12-01", "2020-05-05");
        await ImportPartnerAsync("b", "Tomorrow's partner", "2026-12-01", "2027-05-05");
    }

    /// <summary>The portal at another time.</summary>
    public PortalHost On(string now)
    {
        Clock.Now = DateTimeOffset.Parse(now, null);
        Pages.Clear();
        return this;
    }

    private async Task ImportPolicyAsync(string version, string from, string until)
    {
        using var folder = new ContentFolder()
            .Text("policies/p.en.md", $"title: A policy\nsummary: s\nnumber: P-1\nowner: o\napproving-body: b\nversion: {version}\nin-force-from: {from}\nin-force-until: {until}\nchange-note: Note {version}\nauthoritative-language: tr",
                $"## 1. Aim\n\nThe text of version {version}.\n\n## 2. Means\n\n## 5. Partnerships\n\n1. First point.\n2. Second point.\n   1. A point below.\n")
            .Text("policies/p.tr.md", $"title: A policy\nsummary: s\nowner: o\napproving-body: b\nchange-note: Not {version}", $"## 1. Amaç\n\nSürüm {version} metni.\n");
        await ImportAllAsync(folder);
    }

    private async Task ImportPartnerAsync(string key, string title, string bounded, string open)
    {
        using var folder = new ContentFolder()
            .Text($"partners/{key}.en.md", $$$"""
                title: {{{title}}}
                summary: s
                kind: company
                country: HU
                agreements:
                  - {title: {en: Bounded, tr: Süreli}, from: {{{bounded}}}, until: 2026-12-31, scope: {en: Its scope, tr: Kapsamı}}
                  - {title: {en: Open, tr: Süresiz}, from: {{{open}}}}
                pledges:
                  - {title: {en: Learners, tr: Öğrenenler}, unit: {en: learners, tr: kişi}, goal: 10000, reached: 9999, as-of: 2026-10-01, source: {en: A count, tr: Sayım}}
                  - {title: {en: Books, tr: Kitaplar}, unit: {en: books, tr: kitap}, goal: 10, reached: 15, as-of: 2026-10-01, source: {en: A count, tr: Sayım}, link: "https://example.org/p"}
                """)
            .Text($"partners/{key}.tr.md", $"title: {title}\nsummary: s");
        await ImportAllAsync(folder);
    }
}

/// <summary>Policies, agreements and pledges: what holds on which day at the university.</summary>
public sealed class DatedPageTests(DatedPortal portal) : IClassFixture<DatedPortal>
{
    [Theory]
    [InlineData("2026-11-30T20:59:59Z", "1", "In force from 1 January 2020 to 30 November 2026 (version 1)", null)]
    [InlineData("2026-11-30T21:00:00Z", "2", "In force from 1 December 2026 to 31 December 2026 (version 2)", null)]
    [InlineData("2026-12-31T20:59:59Z", "2", "In force from 1 December 2026 to 31 December 2026 (version 2)", null)]
    [InlineData("2026-12-31T21:00:00Z", "2", "No longer in force; it ended on 31 December 2026 (version 2)", "This text was in force until 31 December 2026.")]
    [InlineData("2019-12-31T20:59:00Z", "1", "Approved, in force from 1 January 2020 (version 1)", "This text comes into force on 1 January 2020.")]
    public async Task Policy_shows_the_version_in_force_on_the_universitys_day(string now, string version, string row, string? notice)
    {
        var host = portal.On(now);
        var page = await host.Visitor().PageAsync("/en/policies/a-policy");
        page.Words("dl.docket dd").ShouldBe($"P-1, version {version}");
        page.Words(".prose.policy").ShouldContain($"The text of version {version}.");
        page.Words("main").ShouldContain($"What changed: Note {version}");
        (page.QuerySelector(".notice.warning p")?.TextContent).ShouldBe(notice);
        (await host.Visitor().PageAsync("/en/policies")).Words("main .rows .meta").ShouldStartWith(row);
        (await host.Visitor().PageAsync("/tr/policies/a-policy")).Words(".prose.policy").ShouldContain($"Sürüm {version} metni.");
    }

    [Fact]
    public async Task Clauses_can_be_linked_to_and_the_contents_lead_to_them()
    {
        var host = portal.On("2026-11-23T09:00:00Z");
        var page = await host.Visitor().PageAsync("/en/policies/a-policy");
        page.GetElementById("clause-5.2")!.Words().ShouldContain("Second point.");
        page.GetElementById("clause-5.2.1")!.Words().ShouldContain("A point below.");
        page.GetElementById("clause-5").ShouldNotBeNull();
        var contents = page.QuerySelectorAll("nav.contents a").Select(link => link.GetAttribute("href")![1..]).ToList();
        contents.Count.ShouldBeGreaterThanOrEqualTo(3);
        contents.ShouldAllBe(id => page.GetElementById(id) != null);
    }

    [Fact]
    public async Task Authoritative_language_is_said_on_the_translation_alone()
    {
        var host = portal.On("2026-11-23T09:00:00Z");
        (await host.Visitor().PageAsync("/en/policies/a-policy")).Words(".notice.language").ShouldStartWith("This is a translation The Turkish text decides.");
        (await host.Visitor().PageAsync("/tr/policies/a-policy")).QuerySelector(".notice.language").ShouldBeNull();
    }

    [Theory]
    [InlineData("2026-11-30T20:59:59Z", "Begins later", "In force")]
    [InlineData("2026-11-30T21:00:00Z", "In force", "In force")]
    [InlineData("2026-12-31T20:59:59Z", "In force", "In force")]
    [InlineData("2026-12-31T21:00:00Z", "Ended", "In force")]
    public async Task Agreement_says_whether_it_holds_today(string now, string bounded, string openEnded)
    {
        var host = portal.On(now);
        var rows = (await host.Visitor().PageAsync("/en/partners/a-partner")).QuerySelectorAll("main table tbody tr").Select(row => row.Words()).ToList();
        rows.ShouldBe([$"Bounded Its scope 1 December 2026 – 31 December 2026 {bounded}", $"Open 5 May 2020 – open-ended {openEnded}"]);
        (await host.Visitor().PageAsync("/tr/partners/a-partner")).QuerySelector("main table")!.TextContent.ShouldContain("5 Mayıs 2020");
    }

    [Fact]
    public async Task Partner_of_tomorrow_is_not_called_a_partner_since()
    {
        var host = portal.On("2026-11-23T09:00:00Z");
        (await host.Visitor().PageAsync("/en/partners/tomorrows-partner")).AllWords("dl.facts dt").ShouldNotContain("Partner since");
        (await host.Visitor().PageAsync("/en/partners?q=tomorrow")).Words("main ul.partners").ShouldNotContain("since");
        (await host.Visitor().PageAsync("/en/partners/a-partner")).AllWords("dl.facts dd").ShouldContain("May 2020");
    }

    [Fact]
    public async Task Pledge_shows_how_far_it_has_come()
    {
        var host = portal.On("2026-11-23T09:00:00Z");
        var page = await host.Visitor().PageAsync("/en/partners/a-partner");
        page.AllWords(".panel p[id^=progress_]").ShouldBe(["9,999 of 10,000 learners (99%)", "15 of 10 books (150%). More than the goal."]);
        page.QuerySelectorAll("progress").Select(bar => (bar.GetAttribute("value"), bar.GetAttribute("max"))).ShouldBe([("9999", "10000"), ("10", "10")]);
        page.QuerySelectorAll("progress").ShouldAllBe(bar => page.GetElementById(bar.GetAttribute("aria-labelledby")!) != null);
        (await host.Visitor().PageAsync("/tr/partners/a-partner")).Words(".panel p[id^=progress_]").ShouldContain("(%99)");
    }
}
