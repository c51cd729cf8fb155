using System.Net;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class PolicyCommentsControllerTests : IAsyncLifetime
{
    private const string List = "/admin/policies/comments";
    private const string Public = "/en/policies/rule/versions/2/comments";

    private readonly PortalHost _portal = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        await _portal.WriteVersionAsync("rule", "2", "2027-01-01", "## 1. Purpose\n\n1. It is for everybody.", more: "stage: for-comment\ncomment-until: 2026-11-30");

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task What_waits_comes_first_and_the_list_is_filtered_and_paged()
    {
        for (var i = 0; i < 20; i++)
        {
            await AddAsync(new() { Text = $"Decided {i}", State = i % 2 == 0 ? CommentState.Shown : CommentState.Refused, DecidedAt = _portal.Clock.Now.UtcDateTime.AddMinutes(i) });
        }

        _portal.Clock.Now += TimeSpan.FromHours(1);
        await AddAsync(new() { Text = "<b>Waits</b> too", Name = "Eve", Clause = 1 });
        var ed = await _portal.EdTheEditorAsync();
        var page = await ed.PageAsync(List);
        page.Words(".lead").ShouldContain("1 waits.");
        page.QuerySelectorAll(".remark-row").Length.ShouldBe(20);
        page.Words(".remark-row").ShouldContain("<b>Waits</b> too");
        page.Words(".remark-row").ShouldContain("on clause 1");
        page.QuerySelectorAll(".remark-row")[1].Words().ShouldContain("Decided 19");
        page.QuerySelectorAll(".menu-list [aria-current]").Single().Words().ShouldBe("Remarks on policies");
        (await ed.PageAsync(List + "?page=2")).QuerySelectorAll(".remark-row").Length.ShouldBe(1);
        (await ed.PageAsync(List + "?state=waiting")).QuerySelectorAll(".remark-row").Length.ShouldBe(1);
        (await ed.PageAsync(List + "?state=shown")).QuerySelectorAll(".remark-row").Length.ShouldBe(10);
        (await ed.PageAsync(List + "?state=nonsense&policy=77")).Words(".notice").ShouldContain("nonsense");
        var policy = await _portal.QueryAsync(db => db.Policies.Select(p => p.Id).SingleAsync(Cancellation));
        (await ed.PageAsync($"{List}?policy={policy}&state=refused")).QuerySelectorAll(".remark-row").Length.ShouldBe(10);
        (await ed.PageAsync("/admin")).Words("main").ShouldContain("1 remark waits for a decision");
    }

    [Fact]
    public async Task Remark_that_is_shown_is_public_at_once_and_undone_it_is_gone_at_once()
    {
        var id = await AddAsync(new() { Text = "A thought" });
        var ed = await _portal.EdTheEditorAsync();
        using var visitor = _portal.Visitor();
        var before = await StampAsync();
        using (var shown = await DecideAsync(ed, id, "shown", "Thank you.\r\nNoted."))
        {
            shown.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            shown.Target().ShouldBe(List + "?state=waiting");
        }

        (await StampAsync()).ShouldBeGreaterThan(before, "other pages of the policy may say how many there are");
        (await ed.PageAsync(List)).Words(".done").ShouldContain("is shown");
        var page = await visitor.PageAsync(Public);
        page.Words(".public-remark").ShouldContain("A thought");
        page.Words(".reply").ShouldContain("Thank you. Noted.");
        var comment = await CommentAsync(id);
        comment.Reply.ShouldBe("Thank you.\nNoted.");
        comment.DecidedById.ShouldNotBeNull();

        // From the list, where there is no field for a reply: the reply stays.
        using (var undone = await DecideAsync(ed, id, "waiting"))
        {
            undone.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        (await visitor.PageAsync(Public)).QuerySelectorAll(".public-remark").ShouldBeEmpty();
        comment = await CommentAsync(id);
        (comment.State, comment.Reply, comment.DecidedById, comment.DecidedAt).ShouldBe((CommentState.Waiting, "Thank you.\nNoted.", null, null));
        var trail = await _portal.TrailAsync();
        trail.Where(entry => entry.Action is AuditAction.RemarkShown or AuditAction.RemarkReopened).Select(entry => (entry.Action, entry.UserName, entry.Kind, entry.Remark)).ShouldBe(
            [(AuditAction.RemarkShown, "Ed", ContentKind.Policy, $"Remark {id} on version 2"), (AuditAction.RemarkReopened, "Ed", ContentKind.Policy, $"Remark {id} on version 2")], ignoreOrder: true);
        trail.ShouldNotContain(entry => entry.Remark.Contains("thought", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Second_of_two_who_decide_at_once_sees_what_the_first_did()
    {
        var id = await AddAsync(new() { Text = "A thought" });
        var seen = (await CommentAsync(id)).ConcurrencyStamp;
        var ed = await _portal.EdTheEditorAsync();
        var ada = await _portal.AdaTheAdministratorAsync();
        using (var first = await DecideAsync(ed, id, "refused"))
        {
            first.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        using var second = await ada.PostAsync($"{List}/{id}", $"{List}/{id}", [new("State", "shown"), new("Stamp", $"{seen}"), new("HasReply", "true"), new("Reply", "My reply")]);
        var page = await second.PageAsync(List, HttpStatusCode.Conflict);
        page.Words(".problems").ShouldContain("Ed decided on this remark meanwhile; it now stands as “Refused”");
        page.QuerySelector("#Reply")!.TextContent.Trim().ShouldBe("My reply");
        (await CommentAsync(id)).State.ShouldBe(CommentState.Refused);
    }

    [Fact]
    public async Task Bad_input_is_named_and_what_was_typed_is_still_there()
    {
        var id = await AddAsync(new() { Text = "A thought" });
        var ed = await _portal.EdTheEditorAsync();
        using var tooLong = await DecideAsync(ed, id, "shown", new string('x', 2001));
        var page = await tooLong.PageAsync(List, HttpStatusCode.UnprocessableEntity);
        page.Words(".problems a").ShouldContain("“Reply of the office” may have at most 2,000 characters; it has 2,001.");
        page.QuerySelector("#Reply")!.TextContent.Trim().Length.ShouldBe(2001);
        foreach (var state in new[] { "", "nonsense", "1", "Shown,Refused" })
        {
            using var odd = await DecideAsync(ed, id, state);
            odd.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, state);
        }

        using var missing = await ed.PostAsync(List + $"/{id}", List + "/999999", [new("State", "shown")]);
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var withoutStamp = await ed.PostAsync(List + $"/{id}", List + $"/{id}", [new("State", "shown"), new("Stamp", "nonsense")]);
        ((int)withoutStamp.StatusCode).ShouldBeInRange(400, 499);
        (await CommentAsync(id)).State.ShouldBe(CommentState.Waiting);
    }

    [Fact]
    public async Task Remark_that_was_refused_can_be_erased_and_no_other()
    {
        var id = await AddAsync(new() { Text = "Secret words", Name = "Eve" });
        var ed = await _portal.EdTheEditorAsync();
        async Task<HttpResponseMessage> EraseAsync() =>
            await ed.PostAsync($"{List}/{id}", $"{List}/{id}/erase", [new("stamp", $"{(await CommentAsync(id)).ConcurrencyStamp}")]);
        using (var early = await EraseAsync())
        {
            early.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        (await DecideAsync(ed, id, "refused")).Dispose();
        (await ed.PageAsync($"{List}/{id}")).QuerySelector("form[action$=erase]").ShouldNotBeNull();
        using (var erased = await EraseAsync())
        {
            erased.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        (await _portal.QueryAsync(db => db.PolicyComments.CountAsync(Cancellation))).ShouldBe(0);
        (await _portal.TrailAsync()).ShouldContain(entry => entry.Action == AuditAction.RemarkErased);
    }

    [Fact]
    public async Task Author_has_no_entry_in_the_menu()
    {
        var alice = await _portal.AliceTheAuthorAsync();
        (await alice.PageAsync("/admin")).QuerySelectorAll($"a[href^='{List}']").ShouldBeEmpty();
        using var answer = await alice.AnswerAsync(List);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var visitor = await _portal.Visitor().AnswerAsync(List);
        visitor.Target()!.ShouldStartWith("/account/sign-in");
    }

    private async Task<HttpResponseMessage> DecideAsync(HttpClient client, int id, string state, string? reply = null)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["State"] = state, ["Stamp"] = $"{(await CommentAsync(id)).ConcurrencyStamp}" };
        if (reply is not null)
        {
            fields["HasReply"] = "true";
            fields["Reply"] = reply;
        }

        return await client.PostAsync($"{List}/{id}", $"{List}/{id}?state=waiting", fields);
    }

    private Task<PolicyComment> CommentAsync(int id) => _portal.QueryAsync(db => db.PolicyComments.AsNoTracking().SingleAsync(comment => comment.Id == id, Cancellation));

    private Task<long> StampAsync() => _portal.QueryAsync(db => db.ContentStamps.OrderBy(row => row.Id).Select(row => row.Value).FirstAsync(Cancellation));

    private Task<int> AddAsync(PolicyComment comment)
    {
        comment.Culture = "en";
        return _portal.AddRemarkAsync("2", comment);
    }
}
