using System.Net;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class RevisionsControllerTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task History_tells_who_wrote_what_when_and_what_is_public()
    {
        var ed = await portal.EdTheEditorAsync();
        var fields = Desk.Story();
        var desk = await Desk.PublishedAsync(portal, ed, fields);
        await desk.SaveAsync(ed, new(fields) { ["Note"] = "A <script>alert(1)</script> note", ["Texts[en].Summary"] = "Other." }, isMinor: true);
        var page = await desk.PageAsync(ed, "history");
        page.ShouldContain("Revision 2");
        page.ShouldContain("Mon 23 November, 12:00, Istanbul time");
        page.ShouldContain("A &lt;script&gt;");
        page.ShouldNotContain("<script>alert");
        page.ShouldContain("Small correction");
        page.ShouldContain("Public now");
        (await desk.PageAsync(ed, "history?page=2")).ShouldContain("There are no older revisions.");
        (await desk.PageAsync(ed, "history?page=no")).ShouldContain("Revision 2");
        (await desk.PageAsync(await portal.SignedInAsync("Türkân", Roles.Author, Languages.Turkish), "history")).ShouldContain("23 Kasım Pazartesi, 12.00, İstanbul saati");
    }

    [Fact]
    public async Task History_is_paged()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var fields = Desk.Story();
        var desk = await Desk.NewAsync(portal, alice, fields);
        for (var i = 2; i <= 22; i++)
        {
            await desk.SaveAsync(alice, new(fields) { ["Texts[en].Summary"] = "Number " + i });
        }

        (await desk.PageAsync(alice, "history")).ShouldNotContain("/revisions/2\"");
        (await desk.PageAsync(alice, "history?page=2")).ShouldContain("/revisions/2\"");
    }

    [Fact]
    public async Task Revision_shows_every_field_in_words()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var desk = await Desk.NewAsync(portal, alice, new(Desk.Story()) { ["Byline.Tr"] = "Bir <b>öğrenci</b>", ["Featured"] = "true" });
        var page = await desk.PageAsync(alice, "revisions/1");
        page.ShouldContain("20 November 2026");
        page.ShouldContain("Bir &lt;b&gt;öğrenci");
        page.ShouldContain("Öğrenciler neyi ölçtü?");
        page.ShouldContain("Yes");
    }

    [Fact]
    public async Task Compare_shows_word_by_word_what_changed()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var fields = new Dictionary<string, string>(Desk.Story()) { ["Texts[en].Body"] = "The wind blew all day over the school." };
        var desk = await Desk.NewAsync(portal, alice, fields);
        await desk.SaveAsync(alice, new(fields) { ["Texts[en].Body"] = "The wind blew <i>all night</i> over the school.", ["Date"] = "2026-11-21" });
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await desk.PageAsync(alice, "compare/1..2"));
        var body = page.QuerySelectorAll(".difference").Single(section => section.QuerySelector("h2")!.TextContent == "Text (English)");
        body.QuerySelectorAll("del").ShouldHaveSingleItem().TextContent.ShouldContain("day");
        body.QuerySelectorAll("ins").Select(ins => ins.TextContent).ShouldContain(text => text.Contains("night", StringComparison.Ordinal));
        body.QuerySelector("i").ShouldBeNull();
        page.QuerySelectorAll(".difference").Length.ShouldBe(2);
        page.QuerySelectorAll(".difference").Single(section => section.QuerySelector("h2")!.TextContent == "Date").TextContent.ShouldContain("November 2026");
        page.Body!.TextContent.ShouldContain("other fields are the same");
    }

    [Theory]
    [InlineData("compare/1..99", HttpStatusCode.NotFound)]
    [InlineData("compare/0..1", HttpStatusCode.NotFound)]
    [InlineData("compare/1..99999999999999999999", HttpStatusCode.NotFound)]
    [InlineData("compare/a..b", HttpStatusCode.NotFound)]
    [InlineData("compare/1", HttpStatusCode.NotFound)]
    [InlineData("compare/1..1", HttpStatusCode.OK)]
    [InlineData("compare/2..1", HttpStatusCode.Redirect)]
    [InlineData("compare?from=2&to=x", HttpStatusCode.Redirect)]
    [InlineData("compare", HttpStatusCode.Redirect)]
    [InlineData("revisions/99", HttpStatusCode.NotFound)]
    [InlineData("revisions/-1", HttpStatusCode.NotFound)]
    [InlineData("revisions/99999999999999999999", HttpStatusCode.NotFound)]
    public async Task Numbers_that_there_are_not_get_a_page_that_helps(string page, HttpStatusCode status)
    {
        var alice = await portal.AliceTheAuthorAsync();
        var fields = Desk.Story();
        var desk = await Desk.NewAsync(portal, alice, fields);
        await desk.SaveAsync(alice, new(fields) { ["Date"] = "2026-11-21" });
        var answer = await desk.GetAsync(alice, page);
        answer.StatusCode.ShouldBe(status);
        if (status != HttpStatusCode.Redirect)
        {
            (await answer.TextAsync()).ShouldContain(desk.Address + "/history");
        }
    }

    [Fact]
    public async Task Restore_makes_a_new_draft_and_publishes_nothing()
    {
        var ed = await portal.EdTheEditorAsync();
        var fields = Desk.Story("Restored later");
        var desk = await Desk.PublishedAsync(portal, ed, fields);
        await desk.SaveAsync(ed, new(fields) { ["Texts[en].Title"] = "Second words" });
        await desk.DoneAsync(ed, "publish");
        await desk.DoneAsync(ed, "revisions/1/restore");
        var item = await desk.ItemAsync();
        (item.LastRevision, item.PublishedRevision, item.Stage).ShouldBe((3, 2, DraftStage.Draft));
        item.Revisions.Single(r => r.Number == 3).RestoredFrom.ShouldBe(1);
        (await portal.SeeAsync("/en/stories/restored-later")).Text.ShouldContain("Second words");
        (await desk.PageAsync(ed)).ShouldContain("Restored later");
        (await desk.StepAsync(ed, "revisions/99/restore")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await desk.StepAsync(ed, "revisions/3/restore")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Discard_goes_back_to_what_is_public_and_loses_nothing()
    {
        var (alice, ed) = (await portal.AliceTheAuthorAsync(), await portal.EdTheEditorAsync());
        var fields = Desk.Story();
        var desk = await Desk.PublishedAsync(portal, ed, fields);
        await desk.SaveAsync(alice, new(fields) { ["Texts[en].Body"] = "Never mind." });
        (await desk.ItemAsync()).TranslationTr.ShouldBe(TranslationState.Outdated);
        await desk.DoneAsync(ed, "schedule", ("Day", "2026-12-24"), ("Time", "10:00"));
        (await desk.PageAsync(alice, "discard")).ShouldContain("The scheduled publication is cancelled with it.");
        await desk.DoneAsync(alice, "discard");
        var item = await desk.ItemAsync();
        (item.LastRevision, item.PublishedRevision, item.Stage, item.ScheduledAt, item.TranslationTr).ShouldBe((3, 1, DraftStage.None, null, TranslationState.Current));
        ((StoryForm)ContentForm.FromJson(ContentKind.Story, item.Revisions.Single(r => r.Number == 3).Form)).Texts["en"].Body.ShouldBe("Some *text*.");
        (await desk.PageAsync(alice, "revisions/2")).ShouldContain("Never mind.");
        (await desk.StepAsync(ed, "publish")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_translation_is_outdated_by_a_major_change_until_somebody_says_otherwise()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var fields = Desk.Story();
        var desk = await Desk.NewAsync(portal, alice, fields);
        await desk.SaveAsync(alice, new(fields) { ["Texts[en].Body"] = "A comma, moved." }, isMinor: true);
        (await desk.ItemAsync()).TranslationTr.ShouldBe(TranslationState.Current);
        await desk.SaveAsync(alice, new(fields) { ["Texts[en].Body"] = "News." });
        (await desk.ItemAsync()).TranslationTr.ShouldBe(TranslationState.Outdated);
        (await desk.PageAsync(alice)).ShouldContain("The translation is up to date");
        await desk.DoneAsync(alice, "translation", ("Language", "tr"));
        (await desk.ItemAsync()).TranslationTr.ShouldBe(TranslationState.Current);
        (await desk.StepAsync(alice, "translation", ("Language", "tr"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await desk.StepAsync(alice, "translation", ("Language", "xx"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await desk.TrailAsync())[^1].Action.ShouldBe(AuditAction.TranslationConfirmed);
    }
}
