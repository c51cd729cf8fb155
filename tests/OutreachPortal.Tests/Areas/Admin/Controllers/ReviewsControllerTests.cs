using System.Net;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class ReviewsControllerTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task An_author_submits_and_takes_back()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var desk = await Desk.NewAsync(portal, alice);
        await desk.DoneAsync(alice, "submit");
        (await desk.ItemAsync()).Stage.ShouldBe(DraftStage.InReview);
        (await desk.PageAsync(alice)).ShouldContain("An editor looks at it next.");
        await desk.DoneAsync(alice, "take-back");
        (await desk.ItemAsync()).Stage.ShouldBe(DraftStage.Draft);
        (await desk.TrailAsync()).Select(entry => entry.Action).ShouldBe([AuditAction.Created, AuditAction.Submitted, AuditAction.SubmissionTakenBack]);
    }

    [Fact]
    public async Task Who_submits_what_cannot_be_published_yet_is_told_what_is_missing()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var address = (await alice.PostAsync("/admin/stories/new", "/admin/stories/new", new Dictionary<string, string> { ["Texts[en].Title"] = "Begun", ["BaseRevision"] = "0" })).Headers.Location!.ToString();
        await new Desk(portal, address).DoneAsync(alice, "submit");
        var said = (await alice.PageAsync(address)).QuerySelector(".notice.done")!.TextContent;
        said.ShouldContain("Submitted for review. Before it can be published, these are still missing: ");
        said.ShouldContain("Kind");
        said.ShouldContain("Date");
        said.ShouldContain("Summary");
    }

    [Theory]
    [InlineData("submit")]
    [InlineData("publish")]
    [InlineData("schedule")]
    public async Task What_stands_in_the_form_is_saved_before_it_goes_on(string step)
    {
        var ed = await portal.EdTheEditorAsync();
        var fields = Desk.Story();
        var desk = await Desk.NewAsync(portal, ed, fields);
        var answer = await PressAsync(ed, desk, step, new(fields) { ["Texts[en].Summary"] = "Typed, and not saved." });
        var item = await desk.ItemAsync();
        item.LastRevision.ShouldBe(2);
        if (step == "schedule")
        {
            answer.Headers.Location!.ToString().ShouldBe(desk.Address + "/schedule");
        }
        else
        {
            answer.Headers.Location!.ToString().ShouldBe(desk.Address);
            (await desk.PageAsync(ed)).ShouldNotContain("did not save");
        }

        item.Stage.ShouldBe(step switch { "submit" => DraftStage.InReview, "publish" => DraftStage.None, _ => DraftStage.Draft });
        item.PublishedRevision.ShouldBe(step == "publish" ? 2 : null);
    }

    [Fact]
    public async Task What_stands_in_the_form_unchanged_goes_on_without_a_revision_more()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var fields = Desk.Story();
        var desk = await Desk.NewAsync(portal, alice, fields);
        await PressAsync(alice, desk, "submit", fields);
        (await desk.ItemAsync()).LastRevision.ShouldBe(1);
        (await desk.ItemAsync()).Stage.ShouldBe(DraftStage.InReview);
    }

    [Fact]
    public async Task What_cannot_be_kept_does_not_go_on()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var fields = Desk.Story();
        var desk = await Desk.NewAsync(portal, alice, fields);
        var answer = await PressAsync(alice, desk, "submit", new(fields) { ["Date"] = "the day after" });
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.TextAsync()).ShouldContain("the day after");
        (await desk.ItemAsync()).Stage.ShouldBe(DraftStage.Draft);
    }

    [Fact]
    public async Task What_a_colleague_did_meanwhile_is_not_overlooked_on_the_way()
    {
        var (alice, ed) = (await portal.AliceTheAuthorAsync(), await portal.EdTheEditorAsync());
        var fields = Desk.Story();
        var desk = await Desk.NewAsync(portal, alice, fields);
        await desk.DoneAsync(alice, "submit");
        var button = await ButtonAsync(ed, desk, "publish");
        await desk.DoneAsync(alice, "take-back");
        // The text is saved, and not published: it was taken back.
        (await FollowAsync(ed, desk, button, new(fields) { ["Texts[en].Summary"] = "Ed's words." })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await desk.ItemAsync()).PublishedRevision.ShouldBeNull();
        (await desk.ItemAsync()).LastRevision.ShouldBe(2);

        button = await ButtonAsync(ed, desk, "publish");
        var seen = new Dictionary<string, string>(fields) { ["Texts[en].Summary"] = "Ed's words." };
        await desk.SaveAsync(alice, new(fields) { ["Texts[en].Summary"] = "Alice's words." });
        // Nothing was typed: there is nothing to compare.
        var stale = await FollowAsync(ed, desk, button, seen, "2");
        stale.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await stale.TextAsync()).ShouldContain("Alice saved it last");
        var conflict = await FollowAsync(ed, desk, button, new(seen) { ["Texts[en].Title"] = "Ed's title" }, "2");
        conflict.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await conflict.TextAsync()).ShouldContain("class=\"differences\"");
        (await desk.ItemAsync()).LastRevision.ShouldBe(3);
        (await desk.ItemAsync()).PublishedRevision.ShouldBeNull();
    }

    [Fact]
    public async Task The_way_through_the_editor_opens_nothing_to_an_author()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var fields = Desk.Story();
        var desk = await Desk.NewAsync(portal, alice, fields);
        foreach (var step in new[] { "publish", "schedule", "withdraw", "../../users", "" })
        {
            var answer = await FollowAsync(alice, desk, $"{desk.Address}?then={step}&version={(await desk.ItemAsync()).Version}", fields);
            answer.StatusCode.ShouldBe(step == "publish" ? HttpStatusCode.Forbidden : HttpStatusCode.Redirect, step);
            answer.Headers.Location?.ToString().ShouldBe(desk.Address + (step == "schedule" ? "/schedule" : ""), step);
        }

        (await desk.ItemAsync()).State.ShouldBe(ContentState.Draft);
    }

    private static async Task<HttpResponseMessage> PressAsync(HttpClient client, Desk desk, string step, Dictionary<string, string> fields) =>
        await FollowAsync(client, desk, await ButtonAsync(client, desk, step), fields);

    private static async Task<string> ButtonAsync(HttpClient client, Desk desk, string step) =>
        (await client.PageAsync(desk.Address)).QuerySelector($".workflow button[form=editor][formaction*='then={step}&']").ShouldNotBeNull().GetAttribute("formaction")!;

    /// <summary>Posts the editor's form, and once more where the answer sends the post, as a browser does.</summary>
    private static async Task<HttpResponseMessage> FollowAsync(HttpClient client, Desk desk, string action, Dictionary<string, string> fields, string revision = "1")
    {
        var form = new Dictionary<string, string>(fields) { ["BaseRevision"] = revision };
        var answer = await client.PostAsync(desk.Address, action, form);
        return answer.StatusCode == HttpStatusCode.TemporaryRedirect ? await client.PostAsync(desk.Address, answer.Headers.Location!.ToString(), form) : answer;
    }

    [Fact]
    public async Task An_editor_returns_with_remarks_that_the_author_reads_and_no_browser_runs()
    {
        var (alice, ed) = (await portal.AliceTheAuthorAsync(), await portal.EdTheEditorAsync());
        var desk = await Desk.NewAsync(portal, alice);
        await desk.DoneAsync(alice, "submit");
        (await desk.PageAsync(ed, "return")).ShouldContain("name=\"Remarks\"");
        await desk.DoneAsync(ed, "return", ("Remarks", "Please name the <script>alert(1)</script> school."));
        var page = await desk.PageAsync(alice);
        page.ShouldContain("Please name the &lt;script&gt;");
        page.ShouldNotContain("<script>alert");
        (await desk.PageAsync(alice, "timeline")).ShouldNotContain("<script>alert");
        (await desk.ItemAsync()).Stage.ShouldBe(DraftStage.Returned);
    }

    [Fact]
    public async Task Return_needs_remarks_and_keeps_what_was_typed()
    {
        var ed = await portal.EdTheEditorAsync();
        var desk = await Desk.NewAsync(portal, ed);
        await desk.DoneAsync(ed, "submit");
        (await desk.StepAsync(ed, "return")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await desk.StepAsync(ed, "return", ("Remarks", "  \n "))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var answer = await desk.StepAsync(ed, "return", ("Remarks", new string('z', 5_000_000)));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await answer.TextAsync();
        page.ShouldContain("href=\"#Remarks\"");
        page.ShouldContain(new string('z', 5_000_000));
        (await desk.ItemAsync()).Stage.ShouldBe(DraftStage.InReview);
    }

    [Fact]
    public async Task Return_is_for_editors()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var desk = await Desk.NewAsync(portal, alice);
        await desk.DoneAsync(alice, "submit");
        (await desk.StepAsync(alice, "return", ("Remarks", "x"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await desk.GetAsync(alice, "return")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await desk.GetAsync(portal.Visitor(), "return")).Headers.Location!.ToString().ShouldContain("/account/sign-in");
    }

    [Fact]
    public async Task A_step_on_a_page_that_is_out_of_date_is_a_conflict_and_says_who_changed_it()
    {
        var (alice, ed) = (await portal.AliceTheAuthorAsync(), await portal.EdTheEditorAsync());
        var fields = Desk.Story();
        var desk = await Desk.NewAsync(portal, alice, fields);
        var seen = (await desk.ItemAsync()).Version;
        await desk.SaveAsync(alice, new(fields) { ["Texts[en].Title"] = "Changed meanwhile" });
        foreach (var verb in new[] { "submit", "take-back", "return", "publish", "schedule/cancel", "withdraw", "unpublish", "merge", "discard", "translation", "revisions/1/restore" })
        {
            var answer = await ed.PostAsync("/admin/stories/new", $"{desk.Address}/{verb}",
                [new("Version", seen.ToString()), new("Remarks", "r"), new("Reason", "r"), new("Reason.En", "r"), new("Reason.Tr", "r"), new("Target", "x"), new("Language", "en")]);
            answer.StatusCode.ShouldBe(HttpStatusCode.Conflict, verb);
            (await answer.TextAsync()).ShouldContain("Alice saved it last", customMessage: verb);
        }

        (await desk.ItemAsync()).LastRevision.ShouldBe(2);
    }

    [Fact]
    public async Task A_step_that_the_item_does_not_allow_says_so()
    {
        var ed = await portal.EdTheEditorAsync();
        var desk = await Desk.PublishedAsync(portal, ed);
        foreach (var verb in new[] { "submit", "take-back", "publish", "schedule/cancel", "discard" })
        {
            (await desk.StepAsync(ed, verb)).StatusCode.ShouldBe(HttpStatusCode.Conflict, verb);
        }
    }

    [Fact]
    public async Task Pages_of_an_item_are_found_under_its_own_kind_alone()
    {
        var ed = await portal.EdTheEditorAsync();
        var desk = await Desk.PublishedAsync(portal, ed);
        string[] pages = ["history", "timeline", "revisions/1", "compare/1..1", "publish", "schedule", "return", "withdraw", "unpublish", "merge", "discard"];
        foreach (var address in pages.SelectMany(page => new[] { $"/admin/pages/{desk.Id}/{page}", $"/admin/stories/999999/{page}", $"/admin/nonsense/{desk.Id}/{page}", $"/admin/Stories/{desk.Id}/{page}" }))
        {
            (await ed.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound, address);
        }

        var rita = await portal.RitaTheRegistrarAsync();
        foreach (var page in pages)
        {
            (await desk.GetAsync(rita, page)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, page);
            (await desk.GetAsync(portal.Visitor(), page)).Headers.Location!.ToString().ShouldContain("/account/sign-in", customMessage: page);
        }
    }

    [Fact]
    public async Task No_step_is_taken_without_a_token()
    {
        var ed = await portal.EdTheEditorAsync();
        var desk = await Desk.NewAsync(portal, ed);
        foreach (var verb in new[] { "submit", "take-back", "return", "publish", "schedule", "schedule/cancel", "withdraw", "unpublish", "merge", "discard", "translation", "revisions/1/restore" })
        {
            using var content = new FormUrlEncodedContent([new("Version", (await desk.ItemAsync()).Version.ToString())]);
            (await ed.PostAsync(new Uri($"{desk.Address}/{verb}", UriKind.Relative), content, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.BadRequest, verb);
        }
    }
}
