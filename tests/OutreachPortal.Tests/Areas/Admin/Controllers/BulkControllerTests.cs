using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class BulkControllerTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task What_is_complete_is_published_and_what_is_not_says_why_with_a_link_to_the_field()
    {
        var ed = await portal.EdTheEditorAsync();
        var complete = await StoryAsync(ed, "Complete story");
        var lacking = await StoryAsync(ed, "Lacking story", summary: "");
        var also = await StoryAsync(ed, "Also complete");
        var ask = await ed.PageAsync($"/admin/bulk/publish?id={complete}&id={lacking}&id={also}&id={also}&id=999999");
        ask.AllWords("ul.items h2").ShouldBe(["Complete story", "Lacking story", "Also complete"]);
        ask.Words("form.bulk-form button").ShouldBe("Publish 3 pages");
        var answer = await ed.PostAsync($"/admin/bulk/publish?id={complete}", "/admin/bulk/publish", Ids(complete, lacking, also));
        var result = await answer.PageAsync("result");
        result.Words("[role=status]").ShouldBe("2 pages were published. 1 was not; see below why.");
        var refused = result.QuerySelectorAll("li.item").Single(item => item.Words("h2") == "Lacking story");
        refused.QuerySelectorAll("li a").Select(a => a.GetAttribute("href")).ShouldContain($"/admin/stories/{lacking}#Texts_en__Summary");
        (await portal.Visitor().AnswerAsync("/en/stories/complete-story")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await portal.Visitor().AnswerAsync("/en/stories/also-complete")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await portal.Visitor().AnswerAsync("/en/stories/lacking-story")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await portal.QueryAsync(db => db.AuditEntries.CountAsync(e => e.Action == AuditAction.Published && (e.ItemId == complete || e.ItemId == also || e.ItemId == lacking), TestContext.Current.CancellationToken))).ShouldBe(2);

        // A second time there is nothing to do, and that is said.
        var again = await (await ed.PostAsync($"/admin/bulk/publish?id={complete}", "/admin/bulk/publish", Ids(complete))).PageAsync("again");
        again.Words("li.item .chip").ShouldBe("Not done");
    }

    [Fact]
    public async Task A_policy_is_left_out_because_what_it_changes_was_not_seen()
    {
        var ed = await portal.EdTheEditorAsync();
        var first = PolicyDesk.Fields("Left out of many");
        var policy = await PolicyDesk.PublishedAsync(portal, ed, first);
        await policy.SaveAsync(ed, PolicyDesk.Second(first));
        var story = await StoryAsync(ed, "Beside a policy");
        var ask = await ed.PageAsync($"/admin/bulk/publish?id={story}&id={policy.Id}");
        ask.Words("form.bulk-form button").ShouldBe("Publish 1 page");
        ask.Words(".left-out-items").ShouldContain("Policies are published one at a time");
        ask.QuerySelector(".left-out-items a")!.GetAttribute("href").ShouldBe($"/admin/policies/{policy.Id}/publish");
        (await ed.PageAsync($"/admin/bulk/publish?id={policy.Id}")).QuerySelectorAll("form.bulk-form").ShouldBeEmpty();
        var result = await (await ed.PostAsync($"/admin/bulk/publish?id={story}", "/admin/bulk/publish", Ids(story, policy.Id))).PageAsync("result");
        result.Words("[role=status]").ShouldBe("1 page was published. 1 was not; see below why.");
        result.QuerySelectorAll("li.item").Single(item => item.Words("h2") == "Left out of many").Words().ShouldContain("Policies are published one at a time");
        (await portal.PolicyAsync(policy)).Versions.ShouldHaveSingleItem().Number.ShouldBe("1");
        (await ed.PageAsync($"/admin/bulk/withdraw?id={policy.Id}")).Words("form.bulk-form button").ShouldBe("Withdraw 1 page");
    }

    [Fact]
    public async Task What_was_changed_since_it_was_shown_is_not_published_unseen()
    {
        var ed = await portal.EdTheEditorAsync();
        var id = await StoryAsync(ed, "Shown harmless");
        var ask = await ed.PageAsync("/admin/bulk/publish?id=" + id);
        var shown = ask.QuerySelectorAll("form.bulk-form input[type=hidden]").Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value") ?? "")).ToList();
        await new Desk(portal, $"/admin/stories/{id}").SaveAsync(await portal.AliceTheAuthorAsync(), Desk.Story("Slipped in"));
        var result = await (await ed.PostAsync("/admin/stories/new", "/admin/bulk/publish", shown.Where(field => field.Key != "__RequestVerificationToken"))).PageAsync("result");
        result.Words("li.item .chip").ShouldBe("Not done");
        (await portal.QueryAsync(db => db.ContentItems.SingleAsync(item => item.Id == id, TestContext.Current.CancellationToken))).State.ShouldBe(ContentState.Draft);
    }

    [Fact]
    public async Task Withdrawing_asks_for_the_public_reason_and_keeps_what_was_typed()
    {
        var ed = await portal.EdTheEditorAsync();
        var id = await StoryAsync(ed, "Soon withdrawn");
        await ed.PostAsync($"/admin/bulk/publish?id={id}", "/admin/bulk/publish", Ids(id));
        var draft = await StoryAsync(ed, "Never public");
        var refused = await (await ed.PostAsync($"/admin/bulk/withdraw?id={id}", "/admin/bulk/withdraw", [.. Ids(id, draft), new("Reason.En", "<b>Typed</b>")])).PageAsync("refused", HttpStatusCode.UnprocessableEntity);
        refused.QuerySelectorAll("#problems a").Select(a => a.GetAttribute("href")).ShouldBe(["#Reason_Tr"]);
        ((IHtmlTextAreaElement)refused.QuerySelector("#Reason_En")!).Value.ShouldBe("<b>Typed</b>");
        refused.QuerySelectorAll("input[name=Id]").Length.ShouldBe(2);
        (await portal.Visitor().AnswerAsync("/en/stories/soon-withdrawn")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var result = await (await ed.PostAsync($"/admin/bulk/withdraw?id={id}", "/admin/bulk/withdraw", [.. Ids(id, draft), new("Reason.En", "<b>No longer</b>"), new("Reason.Tr", "Artık değil")])).PageAsync("result");
        result.Words("[role=status]").ShouldBe("1 page was withdrawn. 1 was not; see below why.");
        var page = await portal.Visitor().PageAsync("/en/stories/soon-withdrawn");
        page.Words(".notice.withdrawn").ShouldContain("<b>No longer</b>");
    }

    [Fact]
    public async Task Nothing_chosen_or_nonsense_chosen_is_said()
    {
        var ed = await portal.EdTheEditorAsync();
        foreach (var query in new[] { "", "?id=", "?id=abc", "?id=-1&id=0", "?id=99999999999999", "?id=999999" })
        {
            (await ed.PageAsync("/admin/bulk/publish" + query)).Words(".empty h2").ShouldBe("Nothing was selected");
        }

        var posted = await ed.PostAsync("/admin/stories/new", "/admin/bulk/publish", [new("Id", "abc"), new("Back", "https://evil.example/"), new("Reason.En", new string('x', 100_000))]);
        (await posted.PageAsync("posted")).Href(".actions a").ShouldBe("/admin");
    }

    [Fact]
    public async Task No_more_than_a_page_at_once()
    {
        var ed = await portal.EdTheEditorAsync();
        var id = await StoryAsync(ed, "One of many");
        var page = await ed.PageAsync("/admin/bulk/publish?" + string.Join('&', Enumerable.Range(100_000, 60).Select(n => "id=" + n)) + "&id=" + id);
        page.QuerySelector(".empty").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("publish")]
    [InlineData("withdraw")]
    public async Task Bulk_is_for_those_who_publish_and_needs_a_token(string what)
    {
        var alice = await portal.AliceTheAuthorAsync();
        var rita = await portal.RitaTheRegistrarAsync();
        var address = "/admin/bulk/" + what;
        var id = await StoryAsync(alice, "Nobody publishes this " + what);
        foreach (var wrong in new[] { alice, rita, await portal.NilWithoutRoleAsync() })
        {
            (await wrong.AnswerAsync(address + "?id=" + id)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        (await alice.PostAsync("/admin/stories/new", address, Ids(id))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await portal.Visitor().AnswerAsync(address + "?id=" + id)).Target()!.ShouldContain("/account/sign-in");
        var ed = await portal.EdTheEditorAsync();
        using var content = new FormUrlEncodedContent(Ids(id));
        (await ed.PostAsync(new Uri(address, UriKind.Relative), content, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await portal.QueryAsync(db => db.ContentItems.SingleAsync(item => item.Id == id, TestContext.Current.CancellationToken))).State.ShouldBe(ContentState.Draft);
    }

    [Fact]
    public async Task Way_back_is_the_list_as_it_was_and_never_another_site()
    {
        var ed = await portal.EdTheEditorAsync();
        var id = await StoryAsync(ed, "Back and forth");
        var answer = await ed.AnswerAsync("/admin/bulk/publish?id=" + id, ("Referer", "http://localhost/admin/stories?state=draft"));
        (await answer.PageAsync("ask")).Href("a.quiet").ShouldBe("/admin/stories?state=draft");
        foreach (var evil in new[] { "https://evil.example/admin/stories", "http://localhost.evil.example/", "nonsense" })
        {
            (await (await ed.AnswerAsync("/admin/bulk/publish?id=" + id, ("Referer", evil))).PageAsync("ask")).Href("a.quiet").ShouldBe("/admin");
        }

        (await (await ed.PostAsync("/admin/stories/new", "/admin/bulk/publish", [new("Back", "//evil.example/admin/")])).PageAsync("result")).Href(".actions a").ShouldBe("/admin");
    }

    private static IEnumerable<KeyValuePair<string, string>> Ids(params IEnumerable<int> ids) => ids.Select(id => new KeyValuePair<string, string>("Id", id.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static async Task<int> StoryAsync(HttpClient author, string title, string summary = "About it.")
    {
        var answer = await author.PostAsync("/admin/stories/new", "/admin/stories/new", new Dictionary<string, string>
        {
            ["Texts[en].Title"] = title,
            ["Texts[en].Summary"] = summary,
            ["Texts[en].Body"] = "Text.",
            ["Texts[tr].Title"] = title + " (TR)",
            ["Texts[tr].Summary"] = "Hakkında.",
            ["Texts[tr].Body"] = "Metin.",
            ["Kind"] = "Article",
            ["Date"] = "2026-11-20",
        });
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return int.Parse(answer.Headers.Location!.ToString().Split('/', '?')[3], System.Globalization.CultureInfo.InvariantCulture);
    }
}
