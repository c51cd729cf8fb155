using System.Net;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class RemovalsControllerTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Withdraw_leaves_the_text_under_its_reason()
    {
        var ed = await portal.EdTheEditorAsync();
        var desk = await Desk.PublishedAsync(portal, ed, Desk.Story("To be withdrawn"));
        (await desk.PageAsync(ed, "withdraw")).ShouldContain("name=\"Reason.Tr\"");
        await desk.DoneAsync(ed, "withdraw", ("Reason.En", "It <img src=x onerror=alert(1)> no longer holds."), ("Reason.Tr", "Artık geçerli değil."));
        var page = await portal.SeeAsync("/en/stories/to-be-withdrawn");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("no longer holds.");
        page.Text.ShouldNotContain("<img src=x");
        page.Text.ShouldContain("Some <em>text</em>");
        (await portal.SeeAsync("/tr/stories/to-be-withdrawn-tr")).Text.ShouldContain("Artık geçerli değil.");
        (await portal.SeeAsync("/en/stories")).Text.ShouldNotContain("To be withdrawn");
        (await portal.SeeAsync("/en/search?q=withdrawn")).Text.ShouldNotContain("To be withdrawn");
        (await desk.PageAsync(ed)).ShouldNotContain("<img src=x");
        (await desk.PageAsync(ed, "timeline")).ShouldNotContain("<img src=x");
        await desk.DoneAsync(ed, "publish");
        (await portal.SeeAsync("/en/stories/to-be-withdrawn")).Text.ShouldNotContain("no longer holds.");
        (await desk.TrailAsync())[^1].Action.ShouldBe(AuditAction.RestoredToPublic);
    }

    [Fact]
    public async Task Withdraw_asks_for_the_reason_in_each_language()
    {
        var ed = await portal.EdTheEditorAsync();
        var desk = await Desk.PublishedAsync(portal, ed);
        var answer = await desk.StepAsync(ed, "withdraw", ("Reason.En", "Because of <b>this</b>."));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await answer.TextAsync();
        page.ShouldContain("href=\"#Reason_Tr\"");
        page.ShouldContain("Because of &lt;b&gt;this&lt;/b&gt;.");
        (await desk.StepAsync(ed, "withdraw", ("Reason.En", new string('x', 501)), ("Reason.Tr", "y"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await desk.ItemAsync()).State.ShouldBe(ContentState.Published);
    }

    [Fact]
    public async Task Unpublish_answers_410_and_keeps_the_reason_to_staff()
    {
        var ed = await portal.EdTheEditorAsync();
        var desk = await Desk.PublishedAsync(portal, ed, Desk.Story("To be taken away"));
        (await desk.StepAsync(ed, "unpublish")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await desk.DoneAsync(ed, "unpublish", ("Reason", "A secret matter"));
        var page = await portal.SeeAsync("/en/stories/to-be-taken-away");
        page.Status.ShouldBe(HttpStatusCode.Gone);
        page.Text.ShouldNotContain("secret");
        (await desk.PageAsync(ed, "timeline")).ShouldContain("A secret matter");
        await desk.DoneAsync(ed, "publish");
        (await portal.SeeAsync("/en/stories/to-be-taken-away")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Merge_sends_readers_on_and_leaves_no_chain()
    {
        var ed = await portal.EdTheEditorAsync();
        var first = await Desk.PublishedAsync(portal, ed, Desk.Story("Merge first"));
        var fields = Desk.Story("Merge second");
        var second = await Desk.PublishedAsync(portal, ed, fields);
        await second.SaveAsync(ed, new(fields) { ["Texts[en].Slug"] = "merge-second-renamed" });
        await second.DoneAsync(ed, "publish");
        var third = await Desk.PublishedAsync(portal, ed, Desk.Story("Merge third"));
        await first.DoneAsync(ed, "merge", ("Target", "https://portal.example/en/stories/merge-second"));
        (await portal.SeeAsync("/en/stories/merge-first")).Location.ShouldBe("/en/stories/merge-second-renamed");
        await second.DoneAsync(ed, "merge", ("Target", third.Address));
        foreach (var old in new[] { "merge-first", "merge-second", "merge-second-renamed" })
        {
            (await portal.SeeAsync("/en/stories/" + old)).Location.ShouldBe("/en/stories/merge-third", old);
        }

        (await portal.SeeAsync("/tr/stories/merge-first-tr")).Location.ShouldBe("/tr/stories/merge-third-tr");
        (await first.ItemAsync()).MergedIntoId.ShouldBe(third.Id);
        (await first.PageAsync(ed)).ShouldContain(third.Address);
        await first.DoneAsync(ed, "publish");
        (await portal.SeeAsync("/en/stories/merge-first")).Status.ShouldBe(HttpStatusCode.OK);
        (await portal.SeeAsync("/en/stories/merge-second")).Location.ShouldBe("/en/stories/merge-third");
    }

    [Fact]
    public async Task Merge_refuses_itself_a_circle_and_what_is_not_public()
    {
        var ed = await portal.EdTheEditorAsync();
        var one = await Desk.PublishedAsync(portal, ed, Desk.Story("Circle one"));
        var other = await Desk.PublishedAsync(portal, ed, Desk.Story("Circle other"));
        var draft = await Desk.NewAsync(portal, ed);
        foreach (var target in new[] { "", "  ", "/en/stories/circle-one", one.Address, draft.Address, "nonsense", "/en/stories", "https://", "stories/none", "/admin/stories/99999999999" })
        {
            (await one.StepAsync(ed, "merge", ("Target", target))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, target);
        }

        await one.DoneAsync(ed, "merge", ("Target", "stories/circle-other"));
        // The way back leads to itself.
        foreach (var target in new[] { one.Address, "/en/stories/circle-one", "stories/circle-one" })
        {
            (await other.StepAsync(ed, "merge", ("Target", target))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, target);
        }

        (await other.ItemAsync()).State.ShouldBe(ContentState.Published);
    }

    [Theory]
    [InlineData("withdraw")]
    [InlineData("unpublish")]
    [InlineData("merge")]
    public async Task Taking_from_the_public_is_for_editors(string verb)
    {
        var desk = await Desk.PublishedAsync(portal, await portal.EdTheEditorAsync());
        var alice = await portal.AliceTheAuthorAsync();
        (await desk.GetAsync(alice, verb)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await desk.StepAsync(alice, verb, ("Reason", "x"), ("Reason.En", "x"), ("Reason.Tr", "x"), ("Target", "x"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await desk.ItemAsync()).State.ShouldBe(ContentState.Published);
    }
}
