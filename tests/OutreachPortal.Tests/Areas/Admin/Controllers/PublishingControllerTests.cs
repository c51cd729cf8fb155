using System.Net;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class PublishingControllerTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Publish_makes_the_newest_revision_public()
    {
        var ed = await portal.EdTheEditorAsync();
        var desk = await Desk.NewAsync(portal, ed, Desk.Story("What the wind said"));
        (await portal.SeeAsync("/en/stories/what-the-wind-said")).Status.ShouldBe(HttpStatusCode.NotFound);
        await desk.DoneAsync(ed, "publish");
        (await portal.SeeAsync("/en/stories/what-the-wind-said")).Status.ShouldBe(HttpStatusCode.OK);
        (await portal.SeeAsync("/tr/stories/what-the-wind-said-tr")).Text.ShouldContain("Bir metin.");
        var item = await desk.ItemAsync();
        (item.State, item.Stage, item.PublishedRevision).ShouldBe((ContentState.Published, DraftStage.None, 1));
        (await desk.TrailAsync()).Select(entry => entry.Action).ShouldBe([AuditAction.Created, AuditAction.Published]);
    }

    [Fact]
    public async Task A_published_item_can_be_worked_on_without_a_word_showing()
    {
        var ed = await portal.EdTheEditorAsync();
        var fields = Desk.Story("Worked on in peace");
        var desk = await Desk.PublishedAsync(portal, ed, fields);
        await desk.SaveAsync(ed, new(fields) { ["Texts[en].Title"] = "Another title", ["Texts[en].Body"] = "Another text.", ["Texts[en].Slug"] = "another-address" });
        var page = (await portal.SeeAsync("/en/stories/worked-on-in-peace")).Text;
        page.ShouldContain("Worked on in peace");
        page.ShouldNotContain("Another");
        (await portal.SeeAsync("/en/stories/another-address")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await portal.SeeAsync("/en/search?q=another")).Text.ShouldNotContain("Another title");
        await desk.DoneAsync(ed, "publish");
        (await portal.SeeAsync("/en/stories/another-address")).Text.ShouldContain("Another text.");
        (await portal.SeeAsync("/en/stories/worked-on-in-peace")).Location.ShouldBe("/en/stories/another-address");
    }

    [Fact]
    public async Task Publish_is_for_editors()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var desk = await Desk.NewAsync(portal, alice);
        (await desk.StepAsync(alice, "publish")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await desk.GetAsync(alice, "publish")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await desk.GetAsync(await portal.RitaTheRegistrarAsync(), "publish")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var visitor = await desk.GetAsync(portal.Visitor(), "publish");
        visitor.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        visitor.Headers.Location!.ToString().ShouldContain("/account/sign-in");
        (await desk.ItemAsync()).State.ShouldBe(ContentState.Draft);
        (await desk.PageAsync(alice)).ShouldNotContain("/publish");
    }

    [Fact]
    public async Task Publish_without_a_token_is_refused()
    {
        var ed = await portal.EdTheEditorAsync();
        var desk = await Desk.NewAsync(portal, ed);
        using var content = new FormUrlEncodedContent([new("Version", (await desk.ItemAsync()).Version.ToString())]);
        (await ed.PostAsync(new Uri(desk.Address + "/publish", UriKind.Relative), content, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await desk.ItemAsync()).State.ShouldBe(ContentState.Draft);
    }

    [Theory]
    [InlineData("4f9e7e0c-0000-0000-0000-000000000000")]
    [InlineData("")]
    [InlineData("no version")]
    public async Task Publish_of_an_item_that_somebody_changed_is_a_conflict(string version)
    {
        var ed = await portal.EdTheEditorAsync();
        var desk = await Desk.NewAsync(portal, ed);
        var answer = await ed.PostAsync("/admin/stories/new", desk.Address + "/publish", [new("Version", version)]);
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.TextAsync()).ShouldContain("The item stands otherwise by now");
        (await desk.ItemAsync()).State.ShouldBe(ContentState.Draft);
    }

    [Fact]
    public async Task Publish_lists_what_is_missing_with_links_to_the_fields()
    {
        var ed = await portal.EdTheEditorAsync();
        var fields = Desk.Story();
        fields.Remove("Date");
        fields["Texts[tr].Summary"] = "";
        fields["Texts[en].Body"] = "![](/media/none.png) and [a page](/en/stories/there-is-none-such) and [x](ftp://y).";
        fields["Related[0]"] = "stories/nothing";
        var desk = await Desk.NewAsync(portal, ed, fields);
        var answer = await desk.StepAsync(ed, "publish", ("Reason", "It has to be out today."));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await answer.TextAsync();
        page.ShouldContain($"href=\"{desk.Address}#Date\"");
        page.ShouldContain($"href=\"{desk.Address}#Texts_tr__Summary\"");
        page.ShouldContain($"href=\"{desk.Address}#Related_0_\"");
        page.ShouldContain("there-is-none-such");
        page.ShouldContain("ftp://y");
        page.ShouldContain("none.png");
        (await desk.ItemAsync()).State.ShouldBe(ContentState.Draft);
    }

    [Fact]
    public async Task An_editor_overrides_what_would_be_a_pity_with_a_reason_that_stays()
    {
        var ed = await portal.EdTheEditorAsync();
        var fields = Desk.Story("Only in one language so far");
        foreach (var name in fields.Keys.Where(name => name.StartsWith("Texts[tr]", StringComparison.Ordinal)).ToList())
        {
            fields.Remove(name);
        }

        fields["Texts[en].Body"] = "See [this](/en/stories/coming-tomorrow).";
        var desk = await Desk.NewAsync(portal, ed, fields);
        var asked = await desk.StepAsync(ed, "publish");
        asked.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await asked.TextAsync()).ShouldContain("name=\"Reason\"");
        (await desk.StepAsync(ed, "publish", ("Reason", "   "))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var tooLong = await desk.StepAsync(ed, "publish", ("Reason", new string('r', 600)));
        tooLong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await tooLong.TextAsync()).ShouldContain(new string('r', 600));
        await desk.DoneAsync(ed, "publish", ("Reason", "The translation <script>alert(1)</script> follows."));
        (await portal.SeeAsync("/en/stories/only-in-one-language-so-far")).Status.ShouldBe(HttpStatusCode.OK);
        var entry = (await desk.TrailAsync())[^1];
        (entry.Action, entry.Remark, entry.UserName).ShouldBe((AuditAction.PublishedWithOverride, "The translation <script>alert(1)</script> follows.", "Ed"));
    }
}
