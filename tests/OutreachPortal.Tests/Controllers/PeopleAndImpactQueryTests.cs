using System.Globalization;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>How often the pages of people, figures, reports and pages ask the database does not depend on how much there is.</summary>
public sealed class PeopleAndImpactQueryTests
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
            "/en/people", "/tr/people?unit=u0", "/en/people/a0", "/tr/people/a0", "/en/impact", "/tr/impact?sdg=1", "/en/impact?q=thing", "/en/impact/2026", "/en/impact/figures/f0",
            "/en/reports", "/tr/reports/r0", "/en/pages", "/tr/pages/s0", "/en/partners/h0", "/en/seminars?person=a0", "/en/lectures?person=a0",
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
    [InlineData("/en/people")]
    [InlineData("/en/impact")]
    [InlineData("/en/impact/2026")]
    [InlineData("/en/reports")]
    [InlineData("/en/pages")]
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

    [Fact]
    public async Task Lists_are_bounded()
    {
        using var portal = new PortalHost();
        await ImportAsync(portal, 25);
        (await portal.Visitor().PageAsync("/en/people")).Titles().Count().ShouldBe(20);
        (await portal.Visitor().PageAsync("/en/people?page=2")).Titles().Count().ShouldBe(5);
        var impact = await portal.Visitor().PageAsync("/en/impact");
        impact.QuerySelectorAll(".figure").Length.ShouldBe(20);
        impact.Href(".pager:not(.years) a[rel=next]").ShouldBe("/en/impact?page=2");
        (await portal.Visitor().PageAsync("/en/reports")).QuerySelectorAll("ul.downloads").Length.ShouldBe(20);
        (await portal.Visitor().PageAsync("/en/pages")).QuerySelectorAll("main ul.rows > li").Length.ShouldBe(20);
        var person = await portal.Visitor().PageAsync("/en/people/a0");
        person.QuerySelectorAll("ul.events").Select(list => list.QuerySelectorAll("a.cover").Length).ShouldBe([10, 10]);
        person.AllWords(".facts dd").TakeLast(2).ShouldBe(["50 coming events", "50 past events"]);
        person.QuerySelectorAll("ul.rows a[href*='/stories/']").Length.ShouldBe(20);
        (await portal.Visitor().PageAsync("/en/partners/h0")).QuerySelectorAll("ul.events").Select(list => list.QuerySelectorAll("a.cover").Length).ShouldBe([10, 10]);
        // A year has all of its figures, up to a hundred.
        (await portal.Visitor().PageAsync("/en/impact/2026")).QuerySelectorAll(".figure").Length.ShouldBe(25);
    }

    private static async Task<int> CommandsAsync(PortalHost portal, string address)
    {
        portal.Pages.Clear();
        portal.Commands.Reset();
        var page = await portal.Visitor().PageAsync(address);
        page.QuerySelector(".empty").ShouldBeNull(address);
        return portal.Commands.Count;
    }

    private static async Task ImportAsync(PortalHost portal, int size)
    {
        var numbers = Enumerable.Range(0, size).ToList();
        string All(string prefix) => string.Join(", ", numbers.Select(n => prefix + n));
        string Lines(Func<int, string> line) => string.Concat(numbers.Select(n => "\n  - " + line(n)));
        string Names(string prefix) => string.Concat(numbers.Select(n => $"{prefix}{n}:\n  en: {prefix}{n}\n  tr: {prefix}{n}\n"));
        using var folder = new ContentFolder().File("units.yaml", Names("u")).File("tags.yaml", Names("t"));
        void Item(string kind, string key, string fields, string textFields = "")
        {
            folder.Text($"{kind}/{key}.en.md", $"title: Thing {key}\nslug: {key}\nsummary: s\n{fields}\n{textFields}");
            folder.Text($"{kind}/{key}.tr.md", $"title: Thing {key}\nslug: {key}\nsummary: s\n{textFields}");
        }

        var common = $"unit: u0\ntags: [{All("t")}]\nsdgs: [1]\n";
        foreach (var n in numbers)
        {
            folder.File($"reports/r{n}.pdf", Documents.Pdf("r" + n));
            Item("people", "a" + n, common + $"related: [{All("people/a")}]");
            Item("partners", "h" + n, "kind: school\ncountry: TR");
            Item("figures", "f" + n, common + $"rule: running-total\nvalue: 1\nfrom: 2020-01-01\nas-of: 2026-01-01\nrelated: [{All("figures/f")}]\nseries:" + Lines(i => $"{{label: \"{2000 + i}\", value: {i}}}"), "unit-of-measure: u\nsource: s\nmethod: m");
            Item("reports", "r" + n, common + $"year: {2000 + n}", $"file: r{n}.pdf");
            Item("pages", "s" + n, common + "places: [header, footer]");
            Item("stories", "t" + n, $"kind: article\ndate: 2026-01-{n + 1:00}\npeople: [{All("a")}]\npartners: [{All("h")}]");
            foreach (var kind in new[] { "seminars", "lectures" })
            {
                foreach (var (prefix, day) in new[] { ("e", PortalHost.Monday.AddDays(7 + n)), ("o", PortalHost.Monday.AddDays(-7 - n)) })
                {
                    Item(kind, prefix + n, $"start: {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} 10:00\nend: 11:00\nmode: hybrid\naudience: [pupils]\nspeakers:{Lines(i => "person: a" + i)}\npartners: [{All("h")}]", "place: p");
                }
            }
        }

        await portal.ImportAllAsync(folder);
    }
}
