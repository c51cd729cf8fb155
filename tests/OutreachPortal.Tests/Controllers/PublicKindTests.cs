using System.Net;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>People, figures, pages and reports in every state, and at every address they ever had.</summary>
public sealed class PublicKindTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private HttpClient Visitor => portal.Visitor();

    public static TheoryData<string, string, string> Kinds() => new()
    {
        { "people", "people", "people" },
        { "figures", "impact", "impact/figures" },
        { "pages", "pages", "pages" },
        { "reports", "reports", "reports" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Draft_is_seen_by_nobody(string folder, string list, string path)
    {
        await ImportAsync(folder, "secret", "Secret thing", "state: draft");
        await Visitor.PageAsync($"/en/{path}/secret-thing", HttpStatusCode.NotFound);
        (await Visitor.PageAsync("/en/" + list)).Body!.TextContent.ShouldNotContain("Secret thing");

        await ImportAsync(folder, "secret", "Secret thing");
        (await Visitor.PageAsync($"/en/{path}/secret-thing")).Words("h1").ShouldBe("Secret thing");
        (await Visitor.PageAsync("/en/" + list)).QuerySelector($"main a[href='/en/{path}/secret-thing']").ShouldNotBeNull();
        (await Visitor.PageAsync("/tr/" + list)).QuerySelector($"main a[href='/tr/{path}/secret-thing-tr']").ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Withdrawn_page_stays_with_its_reason_and_leaves_the_list(string folder, string list, string path)
    {
        await ImportAsync(folder, "old", "Old thing", "state: withdrawn\nwithdrawn-reason: It was wrong.", "withdrawn-reason: Yanlıştı.");
        var page = await Visitor.PageAsync($"/en/{path}/old-thing");
        page.Words(".notice.withdrawn").ShouldContain("It was wrong.");
        page.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
        (await Visitor.PageAsync($"/tr/{path}/old-thing-tr")).Words(".notice.withdrawn").ShouldContain("Yanlıştı.");
        (await Visitor.PageAsync("/en/" + list)).Body!.TextContent.ShouldNotContain("Old thing");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Unpublished_page_is_gone(string folder, string list, string path)
    {
        await ImportAsync(folder, "gone", "Gone thing");
        await Visitor.PageAsync($"/en/{path}/gone-thing");
        await ImportAsync(folder, "gone", "Gone thing", "state: unpublished");
        await Visitor.PageAsync($"/en/{path}/gone-thing", HttpStatusCode.Gone);
        (await Visitor.PageAsync($"/tr/{path}/gone-thing-tr", HttpStatusCode.Gone)).Words("h1").ShouldBe("Bu sayfa kaldırıldı");
        (await Visitor.PageAsync("/en/" + list)).Body!.TextContent.ShouldNotContain("Gone thing");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Old_slug_leads_to_the_new_one(string folder, string list, string path)
    {
        list.ShouldNotBeEmpty();
        await ImportAsync(folder, "road", "Road", "slug: first", "slug: birinci");
        await ImportAsync(folder, "road", "Road", "slug: second", "slug: ikinci");
        await ShouldMoveAsync($"/en/{path}/first", $"/en/{path}/second");
        await ShouldMoveAsync($"/tr/{path}/birinci", $"/tr/{path}/ikinci");
        await ShouldMoveAsync($"/en/{path}/ikinci", $"/en/{path}/second");
        (await Visitor.PageAsync($"/en/{path}/second")).Href("a.lang").ShouldBe($"/tr/{path}/ikinci");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Page_has_one_heading_one_section_and_both_addresses(string folder, string list, string path)
    {
        await ImportAsync(folder, "plain", "Plain thing");
        foreach (var (culture, slug, title) in new[] { ("en", "plain-thing", "Plain thing"), ("tr", "plain-thing-tr", "Plain thing TR") })
        {
            var page = await Visitor.PageAsync($"/{culture}/{path}/{slug}");
            page.AllWords("h1").ShouldBe([title]);
            page.Href("link[rel=canonical]").ShouldEndWith($"/{culture}/{path}/{slug}");
            page.QuerySelectorAll(".crumbs a")[^1].GetAttribute("href").ShouldBe($"/{culture}/{list}");
            page.QuerySelector(".page-head svg.art .front").ShouldNotBeNull();
            page.QuerySelectorAll("link[hreflang]").Length.ShouldBe(3);
            page.QuerySelectorAll("[id]").Select(element => element.Id).ShouldBeUnique();
        }
    }

    [Theory]
    [InlineData("/en/pages/a/b")]
    [InlineData("/tr/reports/..%2f..%2fportal.db")]
    [InlineData("/en/impact/figures/%ED%A0%80")]
    [InlineData("/en/people/{0}")]
    public async Task Crooked_address_is_not_found(string address) => await Visitor.PageAsync("http://localhost" + address, HttpStatusCode.NotFound);

    [Theory]
    [MemberData(nameof(ListInputTests.Absurd), MemberType = typeof(ListInputTests))]
    public async Task Absurd_address_of_a_list_is_a_page(string query)
    {
        foreach (var list in new[] { "en/people", "tr/impact", "en/pages", "tr/reports" })
        {
            var page = await Visitor.PageAsync($"/{list}?{query}");
            page.QuerySelectorAll("h1").Length.ShouldBe(1);
            page.QuerySelector("[role=status]").ShouldNotBeNull();
        }
    }

    private async Task ImportAsync(string kind, string key, string title, string more = "", string moreTr = "")
    {
        var (fields, texts) = kind switch
        {
            "figures" => ("rule: snapshot\nvalue: 1\nas-of: 2026-01-01\nunit-of-measure: u\nsource: s", "unit-of-measure: u\nsource: s"),
            "reports" => ("year: 2024\nfile: r.pdf", "file: r.pdf"),
            _ => ("", ""),
        };
        using var folder = new ContentFolder().File("reports/r.pdf", Documents.Pdf())
            .Text($"{kind}/{key}.en.md", $"title: {title}\nsummary: s\n{fields}\n{more}")
            .Text($"{kind}/{key}.tr.md", $"title: {title} TR\nsummary: s\n{texts}\n{moreTr}");
        await portal.ImportAllAsync(folder);
    }

    private async Task ShouldMoveAsync(string from, string to)
    {
        using var answer = await Visitor.AnswerAsync(from);
        answer.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently, from);
        answer.Target().ShouldBe(to, from);
    }
}
