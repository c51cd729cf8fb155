using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class ContentControllerTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static readonly Dictionary<string, string> Story = new()
    {
        ["Texts[en].Title"] = "The wind and the school",
        ["Texts[en].Summary"] = "What pupils measured.",
        ["Texts[en].Body"] = "Some *text*.\r\n\r\nMore.",
        ["Texts[tr].Title"] = "Rüzgâr ve okul",
        ["Texts[tr].Summary"] = "Öğrenciler neyi ölçtü?",
        ["Kind"] = "Article",
        ["Date"] = "2026-11-20",
    };

    [Fact]
    public async Task A_preview_is_without_the_bar_for_staff()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var fields = StoryPages.Fields("Seen as readers see it", null, 0, "Text.");
        var address = (await alice.PostAsync("/admin/stories/new", "/admin/stories/new", fields)).Headers.Location!.ToString();
        var shown = await alice.PostAsync(address, address.Replace("/admin", "/en/preview", StringComparison.Ordinal), fields);
        var page = await shown.DocumentAsync();
        page.QuerySelector("h1")!.TextContent.ShouldContain("Seen as readers see it");
        page.QuerySelector(".staff-bar").ShouldBeNull();
    }

    [Fact]
    public async Task New_makes_a_draft_that_the_public_does_not_see()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var answer = await alice.PostAsync("/admin/stories/new", "/admin/stories/new", Story);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var address = answer.Headers.Location!.ToString();
        var page = await alice.GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        page.ShouldContain("The wind and the school");
        page.ShouldContain("Rüzgâr ve okul");
        (await portal.Visitor().GetAsync(new Uri("/en/stories/the-wind-and-the-school", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var id = int.Parse(address.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        var item = await portal.InScopeAsync(s => s.GetRequiredService<PortalDbContext>().ContentItems.Include(i => i.Revisions).FirstAsync(i => i.Id == id));
        item.Stage.ShouldBe(DraftStage.Draft);
        var form = (StoryForm)ContentForm.FromJson(ContentKind.Story, item.Revisions[0].Form);
        form.Texts["en"].Body.ShouldBe("Some *text*.\n\nMore.");
        form.Date.ShouldBe(new DateOnly(2026, 11, 20));
    }

    [Fact]
    public async Task The_same_new_form_sent_again_leads_to_the_draft_of_the_first()
    {
        const string New = "/admin/stories/new";
        var alice = await portal.AliceTheAuthorAsync();
        var shown = (await alice.PageAsync(New)).QuerySelector("#editor [name=WorkingCopy]")!.GetAttribute("value")!;
        var fields = StoryPages.Fields("Pressed twice", shown);
        var clicks = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => alice.PostAsync(New, New, fields)));
        var addresses = clicks.Append(await alice.PostAsync(New, New, fields)).Select(answer => answer.Headers.Location?.ToString()).Distinct().ToList();
        addresses.Count.ShouldBe(1);
        addresses[0].ShouldNotBeNull();

        // Nothing is taken for the same that is not: other words, another page, another person.
        var others = new[]
        {
            await alice.PostAsync(New, New, StoryPages.Fields("Pressed twice", shown, body: "Other *text*.")),
            await alice.PostAsync(New, New, StoryPages.Fields("Pressed twice", Guid.NewGuid().ToString())),
            await (await portal.EdTheEditorAsync()).PostAsync(New, New, fields),
        };
        others.Select(answer => answer.Headers.Location!.ToString()).Concat(addresses).Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public async Task Save_refuses_what_cannot_be_kept_and_gives_back_everything_typed()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var fields = new Dictionary<string, string>(Story) { ["Date"] = "the day after", ["Texts[en].Title"] = new string('x', 300), ["State"] = "Published", ["Texts[xx].Title"] = "nobody" };
        var answer = await alice.PostAsync("/admin/stories/new", "/admin/stories/new", fields);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        page.ShouldContain("the day after");
        page.ShouldContain(new string('x', 300));
        page.ShouldContain("Öğrenciler neyi ölçtü?");
        page.ShouldContain("href=\"#Date\"");
        page.ShouldContain("href=\"#Texts_en__Title\"");
    }

    [Fact]
    public async Task Save_over_somebodys_newer_revision_is_a_conflict()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var ed = await portal.EdTheEditorAsync();
        var address = (await alice.PostAsync("/admin/stories/new", "/admin/stories/new", new Dictionary<string, string>(Story) { ["Texts[en].Title"] = "Two at once" })).Headers.Location!.ToString();
        (await ed.PostAsync(address, address, new Dictionary<string, string>(Story) { ["BaseRevision"] = "1", ["Texts[en].Title"] = "Ed's" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await alice.PostAsync(address, address, new Dictionary<string, string>(Story) { ["BaseRevision"] = "1", ["Texts[en].Title"] = "Alice's" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_conflict_shows_both_texts_and_loses_neither()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var ed = await portal.EdTheEditorAsync();
        var address = await alice.WriteStoryAsync("Both at once", "The wind blew from the north.");
        (await ed.PostAsync(address, address, StoryPages.Fields("Both at once", null, 1, "The wind blew from the east."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var answer = await alice.PostAsync(address, address, StoryPages.Fields("Both at once", null, 1, "The storm blew from the north."));
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var page = await answer.DocumentAsync();
        var difference = page.QuerySelector(".difference")!;
        difference.QuerySelector("h3")!.TextContent.ShouldBe("Text (English)");
        difference.QuerySelectorAll("del").Select(part => part.TextContent).ShouldBe(["wind", "east"]);
        difference.QuerySelectorAll("ins").Select(part => part.TextContent).ShouldBe(["storm", "north"]);
        page.QuerySelector("[role=alert]")!.TextContent.ShouldContain("Ed saved a newer version");
        page.QuerySelector("#editor [name='Texts[en].Body']")!.TextContent.ShouldBe("The storm blew from the north.");

        // Mine is kept by itself, whichever way it goes on.
        (await alice.PageAsync(address + "?version=saved")).QuerySelector("[name='Texts[en].Body']")!.TextContent.ShouldBe("The wind blew from the east.");
        (await alice.PageAsync(address)).QuerySelector("[name='Texts[en].Body']")!.TextContent.ShouldBe("The storm blew from the north.");

        var mine = page.QuerySelectorAll("#editor input[type=hidden][name]").Where(field => field.GetAttribute("name")!.StartsWith("__", StringComparison.Ordinal) is false)
            .ToDictionary(field => field.GetAttribute("name")!, field => field.GetAttribute("value") ?? "");
        mine["BaseRevision"].ShouldBe("2");
        (await alice.PostAsync(address, address, StoryPages.Fields("Both at once", mine["WorkingCopy"], 2, "The storm blew from the north."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await alice.PageAsync(address)).QuerySelector("[name='Texts[en].Body']")!.TextContent.ShouldBe("The storm blew from the north.");
        (await alice.PageAsync(address)).QuerySelector(".copy-notice:not([hidden])").ShouldBeNull();
    }

    [Fact]
    public async Task A_form_of_a_session_that_ended_comes_back_with_everything_typed()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var address = await alice.WriteStoryAsync("Before");
        using var form = new FormUrlEncodedContent([.. StoryPages.Fields("After", null, 1), new("Date", "2026-11-21"), new("Note", "why")]);
        var answer = await alice.PostAsync(new Uri(address, UriKind.Relative), form, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await answer.DocumentAsync();
        page.QuerySelector("[role=alert]")!.TextContent.ShouldContain("nothing was saved yet");
        page.QuerySelector("[name='Texts[en].Title']")!.GetAttribute("value").ShouldBe("After");
        page.QuerySelector("[name=Note]")!.GetAttribute("value").ShouldBe("why");
        page.QuerySelector("#editor input[name=__RequestVerificationToken]")!.GetAttribute("value")!.Length.ShouldBeGreaterThan(20);
        (await alice.PageAsync(address)).QuerySelector("[name='Texts[en].Title']")!.GetAttribute("value").ShouldBe("Before");
    }

    [Fact]
    public async Task A_form_sent_by_a_visitor_comes_back_to_be_sent_again()
    {
        using var visitor = portal.Visitor();
        using var form = new FormUrlEncodedContent([.. StoryPages.Fields("Written for hours", body: "First line.\r\nSecond </textarea><script>alert(1)</script>"), new("Tags[0]", "a"), new("Tags[1]", "b")]);
        var answer = await visitor.PostAsync(new Uri("/admin/stories/new?copy=x", UriKind.Relative), form, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var page = await answer.DocumentAsync();
        page.QuerySelectorAll("script").ShouldBeEmpty();
        page.QuerySelector("textarea[readonly]")!.TextContent.ShouldBe("Written for hours");
        page.QuerySelector("a[href='/account/sign-in']").ShouldNotBeNull();
        var again = page.QuerySelectorAll("form textarea[name]").Select(field => new KeyValuePair<string, string>(field.GetAttribute("name")!, field.TextContent)).ToList();
        again.ShouldContain(new KeyValuePair<string, string>("Tags[1]", "b"));
        var alice = await portal.AliceTheAuthorAsync();
        using var second = new FormUrlEncodedContent(again);
        var back = await alice.PostAsync(new Uri(page.QuerySelector("form")!.GetAttribute("action")!, UriKind.Relative), second, TestContext.Current.CancellationToken);
        back.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await back.DocumentAsync()).QuerySelector("[name='Texts[en].Body']")!.TextContent.ReplaceLineEndings("\n").ShouldBe("First line.\nSecond </textarea><script>alert(1)</script>");
    }

    [Fact]
    public async Task Five_megabytes_are_refused_with_all_of_them_still_there()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var body = new string('x', 5 * 1024 * 1024);
        var answer = await alice.PostAsync("/admin/stories/new", "/admin/stories/new", StoryPages.Fields("Huge", body: body));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await answer.DocumentAsync();
        page.QuerySelector("[name='Texts[en].Body']")!.TextContent.ShouldBe(body);
        page.QuerySelector("#Texts_en__Body_problem")!.TextContent.ShouldContain("is longer than");
        (await alice.PostAsync("/admin/stories/new", "/admin/stories/new", [new("Texts[en].Body", new string('x', 33 * 1024 * 1024))])).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await alice.PostAsync("/admin/stories/new", "/admin/stories/new", Enumerable.Range(0, 10_001).Select(i => new KeyValuePair<string, string>("f" + i, "")))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Nothing_that_was_typed_runs_in_the_pages_of_staff()
    {
        const string Attack = "\"'></textarea></title><script>alert(1)</script><img src=x onerror=alert(1)>";
        var alice = await portal.AliceTheAuthorAsync();
        var ed = await portal.EdTheEditorAsync();
        var fields = StoryPages.Fields(Attack, null, 0, Attack);
        fields["Texts[en].Summary"] = fields["Note"] = fields["Byline.En"] = fields["Tab"] = fields["CopySeen"] = Attack;
        var made = await alice.PostAsync("/admin/stories/new", "/admin/stories/new", fields);
        made.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var address = made.Headers.Location!.ToString();
        fields["BaseRevision"] = "1";
        fields["Texts[en].Slug"] = Attack;
        var refused = await alice.PostAsync(address, address, fields);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        fields.Remove("Texts[en].Slug");
        fields["Texts[en].Body"] = Attack + "2";
        (await ed.PostAsync(address, address, fields)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        fields["Texts[en].Body"] = Attack + "3";
        var conflict = await alice.PostAsync(address, address, fields);
        conflict.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var shown = await alice.PostAsync(address, address.Replace("/admin", "/en/preview", StringComparison.Ordinal), fields);
        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var page in new[] { await refused.DocumentAsync(), await conflict.DocumentAsync(), await shown.DocumentAsync(), await alice.PageAsync(address) })
        {
            page.QuerySelectorAll("script:not([src])").ShouldBeEmpty();
            page.QuerySelectorAll("[onerror], img[src=x]").ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("seminars")]
    [InlineData("lectures")]
    [InlineData("programmes")]
    [InlineData("policies")]
    [InlineData("partners")]
    [InlineData("people")]
    [InlineData("figures")]
    [InlineData("stories")]
    [InlineData("pages")]
    [InlineData("reports")]
    public async Task Every_kind_has_its_editor(string folder)
    {
        var alice = await portal.AliceTheAuthorAsync();
        var page = await alice.PageAsync($"/admin/{folder}/new?copy=not-a-number&show=tr");
        page.QuerySelectorAll("#editor textarea[data-markdown]").Length.ShouldBe(2);
        page.QuerySelector("#view_tr")!.HasAttribute("checked").ShouldBeTrue();
    }

    [Fact]
    public async Task New_is_for_those_who_write()
    {
        var rita = await portal.RitaTheRegistrarAsync();
        (await rita.GetAsync(new Uri("/admin/stories/new", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var visitor = await portal.Visitor().GetAsync(new Uri("/admin/stories/new", UriKind.Relative), TestContext.Current.CancellationToken);
        visitor.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        visitor.Headers.Location!.ToString().ShouldContain("/account/sign-in");
    }
}
