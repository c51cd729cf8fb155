using System.Globalization;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>How often a page asks the database does not depend on how much there is.</summary>
public sealed class QueryCountTests
{
    [Fact]
    public async Task No_page_asks_more_often_when_there_is_ten_times_more()
    {
        using var little = new PortalHost();
        using var much = new PortalHost();
        await ImportAsync(little, 1);
        await ImportAsync(much, 10);
        string[] addresses =
        [
            "/en", "/tr", "/en/seminars", "/en/seminars?q=event&when=upcoming&unit=u0&sdg=1&programme=p0&audience=pupils&mode=hybrid", "/en/seminars?when=past",
            "/en/lectures", "/en/programmes", "/en/programmes?unit=u0", "/en/policies", "/en/policies?unit=u0", "/en/policies?status=in-force&owner=o&topic=t0&year=2020&type=policy", "/en/policies/changes", "/en/partners", "/en/partners?kind=school&sdg=1",
            "/en/seminars/e0", "/tr/seminars/e0", "/en/lectures/e0", "/en/programmes/p0", "/en/policies/r0", "/en/partners/h0",
            "/tr/seminars/feed.atom", "/en/policies/feed.atom", "/en/programmes/p0.atom", "/sitemap.xml",
            "/en/stories", "/en/stories?q=event&kind=interview&sdg=1&year=2026", "/en/stories/s0", "/tr/stories/s0",
            "/en/calendar", "/tr/calendar?month=2026-11&kind=seminar&audience=pupils", "/en/calendar?day=2026-11-30",
        ];
        foreach (var address in addresses)
        {
            var few = await CommandsAsync(little, address);
            var many = await CommandsAsync(much, address);
            few.ShouldBeGreaterThan(0, address);
            many.ShouldBe(few, address);
        }
    }

    [Theory]
    [InlineData("/en/seminars")]
    [InlineData("/en/programmes")]
    [InlineData("/en/policies")]
    [InlineData("/en/partners")]
    [InlineData("/en/stories")]
    public async Task List_reads_no_long_text(string address)
    {
        using var portal = new PortalHost();
        await ImportAsync(portal, 1);
        (await CommandsAsync(portal, address)).ShouldBeGreaterThan(0);
        foreach (var column in new[] { "AccountHtml", "\"Html\"", "\"Body\"", "ContentsHtml", "WithdrawnReason" })
        {
            portal.Commands.Commands.ShouldAllBe(command => !command.Contains(column, StringComparison.Ordinal));
        }
    }

    private static async Task<int> CommandsAsync(PortalHost portal, string address)
    {
        portal.Pages.Clear();
        portal.Commands.Reset();
        var page = await portal.Visitor().PageAsync(address);
        page.QuerySelector(".empty").ShouldBeNull(address);
        return portal.Commands.Count;
    }

    /// <summary>So many of everything that a page may show, all of it linked to the first item of each kind.</summary>
    private static async Task ImportAsync(PortalHost portal, int size)
    {
        var numbers = Enumerable.Range(0, size).ToList();
        string All(string prefix) => string.Join(", ", numbers.Select(n => prefix + n));
        string Goals() => string.Join(", ", numbers.Select(n => n + 1));
        string Lines(Func<int, string> line) => string.Concat(numbers.Select(n => "\n  - " + line(n)));
        string Names(string prefix) => string.Concat(numbers.Select(n => $"{prefix}{n}:\n  en: {prefix}{n}\n  tr: {prefix}{n}\n"));

        using var folder = new ContentFolder().File("units.yaml", Names("u")).File("tags.yaml", Names("t"));
        void Item(string kind, string key, string fields, string textFields = "", string body = "Text.")
        {
            folder.Text($"{kind}/{key}.en.md", $"title: Event {key}\nslug: {key}\nsummary: s\n{fields}\n{textFields}", body);
            folder.Text($"{kind}/{key}.tr.md", $"title: Event {key}\nslug: {key}\nsummary: s\n{textFields}", body);
        }

        var common = $"unit: u0\ntags: [{All("t")}]\nsdgs: [{Goals()}]\n";
        foreach (var n in numbers)
        {
            Item("people", "a" + n, "unit: u" + n);
            Item("programmes", "p" + n, common + $"kind: summer-school\npartners: [{All("h")}]\nrelated: [{All("policies/r")}]");
            Item("policies", "r" + n, common + $"number: P-{n}\nversion: 1\nin-force-from: 2020-01-01\nrelated: [{All("partners/h")}]", "owner: o\napproving-body: b", "## 1. One\n\nText.");
            Item("partners", "h" + n, common + "kind: school\ncountry: TR\nagreements:" + Lines(i => $"{{title: {{en: A{i}, tr: A{i}}}, from: 2020-01-01}}")
                + "\npledges:" + Lines(i => $"{{title: {{en: P{i}, tr: P{i}}}, unit: {{en: u, tr: u}}, goal: 10, reached: {i}, as-of: 2026-01-01, source: {{en: s, tr: s}}}}"));
            Item("figures", "f" + n, "rule: snapshot\nvalue: 1\nas-of: 2026-01-01\nfeatured: true\nseries:" + Lines(i => $"{{label: \"{2000 + i}\", value: {i}}}"), "unit-of-measure: u\nmethod: m\nsource: s");
            Item("stories", "s" + n, common + $"kind: interview\ndate: 2026-01-{n + 1:00}\nfeatured: true\npeople: [{All("a")}]\npartners: [{All("h")}]\nrelated: [{All("policies/r")}]\nawards:"
                + Lines(i => $"{{title: {{en: W{i}, tr: W{i}}}, year: 2025}}"), "byline: b");
            foreach (var kind in new[] { "seminars", "lectures" })
            {
                foreach (var (prefix, day) in new[] { ("e", PortalHost.Monday.AddDays(7 + n)), ("o", PortalHost.Monday.AddDays(-7 - n)) })
                {
                    Item(kind, prefix + n, common + $"start: {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} 10:00\nend: 11:00\nmode: hybrid\naudience: [pupils]\nprogramme: p0\n"
                        + $"recording: https://example.org/r\nspeakers:{Lines(i => "person: a" + i)}\npartners: [{All("h")}]\nrelated: [{All("programmes/p")}]", "place: p");
                }
            }
        }

        await portal.ImportAllAsync(folder);
        // A policy grows by its versions; one with a single version has no earlier one to ask for.
        for (var version = 2; version <= Math.Max(2, size); version++)
        {
            using var later = new ContentFolder()
                .Text("policies/r0.en.md", $"title: Event r0\nslug: r0\nsummary: s\nunit: u0\nnumber: P-0\nversion: {version}\nin-force-from: {new DateOnly(2020, 1, 1).AddDays(version - 1):yyyy-MM-dd}\nchange-note: n\nowner: o\napproving-body: b\nrelated: [{All("partners/h")}]\ntags: [{All("t")}]\nsdgs: [{Goals()}]")
                .Text("policies/r0.tr.md", "title: Event r0\nslug: r0\nsummary: s\nowner: o\napproving-body: b\nchange-note: n");
            await portal.ImportAllAsync(later);
        }
    }
}
