using System.Net;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>Drafts, withdrawn and unpublished pages, and addresses that were once given out.</summary>
public sealed class StateTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private HttpClient Visitor => portal.Visitor();

    [Theory]
    [InlineData("seminars")]
    [InlineData("lectures")]
    [InlineData("programmes")]
    [InlineData("policies")]
    [InlineData("partners")]
    [InlineData("stories")]
    public async Task Draft_is_seen_by_nobody(string kind)
    {
        await ImportAsync(kind, "secret", "Secret thing", "state: draft");
        await Visitor.PageAsync($"/en/{kind}/secret-thing", HttpStatusCode.NotFound);
        (await Visitor.PageAsync("/en/" + kind)).Body!.TextContent.ShouldNotContain("Secret thing");
        (await Visitor.PageAsync("/en")).Body!.TextContent.ShouldNotContain("Secret thing");

        await ImportAsync(kind, "secret", "Secret thing");
        (await Visitor.PageAsync($"/en/{kind}/secret-thing")).Words("h1").ShouldBe("Secret thing");
        (await Visitor.PageAsync("/en/" + kind)).Titles().ShouldContain("Secret thing");

        await ImportAsync(kind, "secret", "Secret thing", "state: draft");
        await Visitor.PageAsync($"/en/{kind}/secret-thing", HttpStatusCode.NotFound);
        (await Visitor.PageAsync("/en/" + kind)).Titles().ShouldNotContain("Secret thing");
    }

    [Theory]
    [InlineData("seminars")]
    [InlineData("lectures")]
    [InlineData("programmes")]
    [InlineData("policies")]
    [InlineData("partners")]
    [InlineData("stories")]
    public async Task Withdrawn_page_stays_with_its_reason_and_leaves_the_lists(string kind)
    {
        await ImportAsync(kind, "old", "Old thing");
        (await Visitor.PageAsync("/en/" + kind)).Titles().ShouldContain("Old thing");
        await ImportAsync(kind, "old", "Old thing", "state: withdrawn\nwithdrawn-reason: It was wrong.", "withdrawn-reason: Yanlıştı.");
        var page = await Visitor.PageAsync($"/en/{kind}/old-thing");
        page.Words(".notice.withdrawn").ShouldContain("It was wrong.");
        page.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
        page.QuerySelector("link[hreflang]").ShouldBeNull();
        page.Words("h1").ShouldBe("Old thing");
        (await Visitor.PageAsync($"/tr/{kind}/old-thing-tr")).Words(".notice.withdrawn").ShouldContain("Yanlıştı.");
        (await Visitor.PageAsync("/en/" + kind)).Titles().ShouldNotContain("Old thing");
        (await Visitor.PageAsync("/en")).Body!.TextContent.ShouldNotContain("Old thing");
    }

    [Theory]
    [InlineData("seminars")]
    [InlineData("lectures")]
    [InlineData("programmes")]
    [InlineData("policies")]
    [InlineData("partners")]
    [InlineData("stories")]
    public async Task Unpublished_page_is_gone_and_says_so(string kind)
    {
        await ImportAsync(kind, "gone", "Gone thing");
        await Visitor.PageAsync($"/en/{kind}/gone-thing");
        await ImportAsync(kind, "gone", "Gone thing", "state: unpublished");
        using var answer = await Visitor.AnswerAsync($"/tr/{kind}/gone-thing-tr");
        var page = await answer.PageAsync("gone", HttpStatusCode.Gone);
        page.Words("h1").ShouldBe("Bu sayfa kaldırıldı");
        page.QuerySelector("header.site-head").ShouldNotBeNull();
        page.DocumentElement.GetAttribute("lang").ShouldBe("tr");
        await Visitor.PageAsync($"/en/{kind}/gone-thing", HttpStatusCode.Gone);
        (await Visitor.PageAsync("/en/" + kind)).Titles().ShouldNotContain("Gone thing");
    }

    [Fact]
    public async Task Old_slugs_lead_straight_to_the_newest_in_both_languages()
    {
        await SlugsAsync("road", "first", "birinci");
        await SlugsAsync("road", "second", "ikinci");
        await SlugsAsync("road", "third", "ucuncu");
        await ShouldMoveAsync("/en/seminars/first", "/en/seminars/third");
        await ShouldMoveAsync("/en/seminars/second", "/en/seminars/third");
        await ShouldMoveAsync("/tr/seminars/birinci", "/tr/seminars/ucuncu");
        await ShouldMoveAsync("/tr/seminars/ikinci", "/tr/seminars/ucuncu");
        await ShouldMoveAsync("/tr/seminars/first", "/tr/seminars/ucuncu");
        await ShouldMoveAsync("/en/seminars/birinci", "/en/seminars/third");
        await Visitor.PageAsync("/en/seminars/third");
        await Visitor.PageAsync("/en/lectures/first", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Slug_taken_back_ends_its_redirect()
    {
        await SlugsAsync("return", "home", "ev");
        await SlugsAsync("return", "away", "uzak");
        await SlugsAsync("return", "home", "ev");
        await Visitor.PageAsync("/en/seminars/home");
        await ShouldMoveAsync("/en/seminars/away", "/en/seminars/home");
    }

    [Fact]
    public async Task Redirect_may_be_asked_for_again_because_a_slug_can_come_back()
    {
        await SlugsAsync("again", "one-way", "tek-yon");
        await SlugsAsync("again", "other-way", "cift-yon");
        using var answer = await Visitor.AnswerAsync("/en/seminars/one-way");
        answer.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        answer.Header("Cache-Control").ShouldBe("no-cache");
    }

    [Fact]
    public async Task Slug_of_a_new_owner_leads_to_the_new_owner()
    {
        await SlugsAsync("former", "shared", "ortak");
        await SlugsAsync("former", "moved-on", "gitti");
        await ShouldMoveAsync("/en/seminars/shared", "/en/seminars/moved-on");
        await SlugsAsync("new", "shared", "ortak", "The new owner");
        (await Visitor.PageAsync("/en/seminars/shared")).Words("h1").ShouldBe("The new owner");
        await SlugsAsync("new", "elsewhere", "baska", "The new owner");
        await ShouldMoveAsync("/en/seminars/shared", "/en/seminars/elsewhere");
    }

    [Fact]
    public async Task Old_slug_is_not_taken_over_by_a_page_of_the_other_language()
    {
        await ImportAsync("seminars", "giver", "Beta", "slug: beta");
        await ImportAsync("seminars", "giver", "Beta", "slug: beta-new");
        using var folder = new ContentFolder().Text("seminars/taker.tr.md",
            "title: Yabancı\nslug: beta\nsummary: s\nlanguages: tr\nplace: p\nstart: 2026-12-03 14:00\nend: 15:30\nmode: on-site\naudience: [pupils]");
        await portal.ImportAllAsync(folder);
        using var answer = await Visitor.AnswerAsync("/en/seminars/beta");
        answer.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        answer.Header("Location").ShouldBe("/en/seminars/beta-new");
        (await Visitor.PageAsync("/tr/seminars/beta")).Words("h1").ShouldBe("Yabancı");
    }

    [Fact]
    public async Task Old_slug_of_what_is_gone_is_gone()
    {
        await SlugsAsync("lost", "lost-one", "kayip-bir");
        await SlugsAsync("lost", "lost-two", "kayip-iki");
        await SlugsAsync("lost", "lost-two", "kayip-iki", more: "state: unpublished");
        await Visitor.PageAsync("/en/seminars/lost-one", HttpStatusCode.Gone);
        await SlugsAsync("lost", "lost-two", "kayip-iki", more: "state: draft");
        await Visitor.PageAsync("/en/seminars/lost-one", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Address_in_a_language_that_was_taken_away_leads_to_the_other()
    {
        await SlugsAsync("shrunk", "still-here", "artik-yok");
        using var folder = new ContentFolder().Text("seminars/shrunk.en.md",
            "title: Still here\nslug: still-here\nlanguages: en\nsummary: s\nplace: p\nstart: 2026-12-03 14:00\nend: 15:00\nmode: on-site\naudience: [pupils]");
        await portal.ImportAllAsync(folder);
        await ShouldMoveAsync("/tr/seminars/artik-yok", "/tr/seminars/still-here");
        (await Visitor.PageAsync("/tr/seminars/still-here")).Words(".notice.language").ShouldContain("yalnızca İngilizce");
        (await Visitor.PageAsync("/en/seminars/still-here")).QuerySelector("link[hreflang]").ShouldBeNull();
    }

    [Fact]
    public async Task What_is_not_public_is_not_linked_to_from_what_is()
    {
        await ImportAsync("programmes", "hidden", "Hidden programme", "state: draft");
        await ImportAsync("partners", "away", "Away partner", "state: withdrawn\nwithdrawn-reason: r", "withdrawn-reason: n");
        await ImportAsync("partners", "none", "None partner", "state: unpublished");
        await ImportAsync("seminars", "linker", "A linker", "programme: hidden\npartners: [away, none]\nrelated: [programmes/hidden, partners/away]");
        var page = await Visitor.PageAsync("/en/seminars/a-linker");
        page.QuerySelector("main")!.TextContent.ShouldNotContain("Hidden programme");
        page.QuerySelector("main")!.TextContent.ShouldNotContain("Away partner");
        page.QuerySelector("main")!.TextContent.ShouldNotContain("None partner");
        (await Visitor.PageAsync("/en/seminars")).QuerySelectorAll("#filter_programme option").Select(o => o.TextContent).ShouldNotContain("Hidden programme");
    }

    private async Task ImportAsync(string kind, string key, string title, string more = "", string moreTr = "")
    {
        var (fields, texts) = kind switch
        {
            "programmes" => ("kind: summer-school", ""),
            "policies" => ("number: P-1\nowner: o\napproving-body: b\nversion: 1\nin-force-from: 2020-01-01", "owner: o\napproving-body: b"),
            "partners" => ("kind: school\ncountry: TR", ""),
            "stories" => ("kind: article\ndate: 2026-11-01", ""),
            _ => ("place: p\nstart: 2026-11-30 14:00\nend: 15:00\nmode: on-site\naudience: [pupils]", "place: p"),
        };
        using var folder = new ContentFolder()
            .Text($"{kind}/{key}.en.md", $"title: {title}\nsummary: s\n{fields}\n{more}")
            .Text($"{kind}/{key}.tr.md", $"title: {title} TR\nsummary: s\n{texts}\n{moreTr}");
        await portal.ImportAllAsync(folder);
    }

    private async Task SlugsAsync(string key, string english, string turkish, string title = "A title", string more = "")
    {
        using var folder = new ContentFolder()
            .Text($"seminars/{key}.en.md", $"title: {title}\nslug: {english}\nsummary: s\nplace: p\nstart: 2026-12-03 14:00\nend: 15:00\nmode: on-site\naudience: [pupils]\n{more}")
            .Text($"seminars/{key}.tr.md", $"title: {title}\nslug: {turkish}\nsummary: s\nplace: p");
        await portal.ImportAllAsync(folder);
    }

    private async Task ShouldMoveAsync(string from, string to)
    {
        using var answer = await Visitor.AnswerAsync(from);
        answer.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently, from);
        answer.Target().ShouldBe(to, from);
    }
}
