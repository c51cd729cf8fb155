using System.Net;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class PolicyVersionsControllerTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task All_versions_are_shown_with_how_they_stand_and_who_made_them()
    {
        var ed = await portal.EdTheEditorAsync();
        var first = new Dictionary<string, string>(PolicyDesk.Fields()) { ["Decision"] = "2020/7" };
        var desk = await PolicyDesk.PublishedAsync(portal, ed, first, PolicyDesk.Second(first), PolicyDesk.Second(first, "3", "2027-01-01"));
        var text = Pages.Parse(await desk.PageAsync(await portal.AliceTheAuthorAsync(), "versions")).Body!.Words();
        text.ShouldContain("Superseded by version 2 on 1 March 2024");
        text.ShouldContain("In force from 1 March 2024 to 31 December 2026");
        text.ShouldContain("Approved, in force from 1 January 2027");
        text.ShouldContain("2020/7");
        text.ShouldContain("published by Ed");
        var turkish = Pages.Parse(await desk.PageAsync(await portal.SignedInAsync("Turkan", Roles.Author, Languages.Turkish), "versions")).Body!.Words();
        turkish.ShouldContain("Yerini 1 Mart 2024 tarihinde 2 numaralı sürüm aldı");
        turkish.ShouldContain("Yürürlük tarihi");
        Pages.Parse(await desk.PageAsync(ed)).QuerySelectorAll(".workflow a").Select(a => a.GetAttribute("href")).ShouldContain(desk.Address + "/versions");
    }

    [Fact]
    public async Task A_policy_that_nobody_has_published_has_no_versions_yet()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var desk = await PolicyDesk.NewAsync(portal, alice);
        (await desk.PageAsync(alice, "versions")).ShouldContain("No version is public yet");
        (await desk.StepAsync(alice, "versions/new", ("From", "1"), ("Number", "2"), ("IsConfirmed", "true"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_new_version_begins_from_the_one_in_force_without_what_was_decided_about_it()
    {
        var ed = await portal.EdTheEditorAsync();
        var first = new Dictionary<string, string>(PolicyDesk.Fields()) { ["Sdgs"] = "4", ["Contact"] = "first@poyraz.example" };
        var second = new Dictionary<string, string>(PolicyDesk.Second(first)) { ["Decision"] = "2024/3", ["Contact"] = "second@poyraz.example", ["PublishedOn"] = "2024-02-20", ["NextReviewOn"] = "2028-01-01" };
        var third = new Dictionary<string, string>(PolicyDesk.Second(first, "3", "2027-01-01")) { ["Texts[en].Body"] = "1. To come.", ["Texts[tr].Body"] = "1. Gelecek." };
        var desk = await PolicyDesk.PublishedAsync(portal, ed, first, second, third);
        var page = Pages.Parse(await desk.PageAsync(ed, "versions"));
        page.QuerySelector("select[name=From] option[selected]")!.GetAttribute("value").ShouldBe("2");
        page.QuerySelectorAll("input[name=Number]").Select(input => input.GetAttribute("value")).ShouldBe(["2.1", "3.1", "4"]);

        await desk.DoneAsync(await portal.AliceTheAuthorAsync(), "versions/new", ("From", "2"), ("Number", "4"));
        var form = await desk.FormAsync();
        form.Texts["en"].Body.ShouldContain("Dogs stay outside.");
        (form.Version, form.Number, form.NextReviewOn, form.Sdgs.SingleOrDefault()).ShouldBe(("4", "PP-2020-01", new DateOnly(2028, 1, 1), 4));
        form.Contact.ShouldBe("first@poyraz.example", "as the public reads it: what was published last says so");
        (form.Decision, form.ApprovedOn, form.PublishedOn, form.InForceFrom, form.InForceUntil, form.ClauseIds.Count).ShouldBe((null, null, null, null, null, 0));
        (form.ChangeNote.IsEmpty, form.CorrectionNote.IsEmpty).ShouldBe((true, true));
        var item = await desk.ItemAsync();
        (item.Stage, item.LastRevision, item.TranslationTr).ShouldBe((DraftStage.Draft, 4, TranslationState.Current));
        (await desk.TrailAsync())[^1].Remark.ShouldBe("Version 4, begun from version 2");
        (await desk.PageAsync(ed, "history")).ShouldContain("Version 4, begun from version 2");
        (await portal.PolicyAsync(desk)).Versions.Count.ShouldBe(3, "nothing is public yet");
    }

    [Fact]
    public async Task What_belongs_to_the_policy_is_as_the_public_reads_it()
    {
        var ed = await portal.EdTheEditorAsync();
        var first = PolicyDesk.Fields();
        var desk = await PolicyDesk.PublishedAsync(portal, ed, new Dictionary<string, string>(first) { ["Sdgs"] = "4" }, new(PolicyDesk.Second(first)) { ["Sdgs"] = "10", ["Type"] = "Directive" });
        await desk.DoneAsync(ed, "versions/correct", ("Number", "1"));
        var form = await desk.FormAsync();
        (form.Version, form.Sdgs.Single(), form.Type).ShouldBe(("1", 10, PolicyType.Directive));
    }

    [Fact]
    public async Task Correcting_a_version_keeps_all_that_it_says_and_its_clauses()
    {
        var ed = await portal.EdTheEditorAsync();
        var first = PolicyDesk.Fields();
        var desk = await PolicyDesk.PublishedAsync(portal, ed, first, PolicyDesk.Second(first));
        await desk.DoneAsync(ed, "versions/correct", ("Number", "1.0"));
        var form = await desk.FormAsync();
        (form.Version, form.ApprovedOn, form.InForceFrom, form.PublishedOn).ShouldBe(("1", new DateOnly(2020, 1, 15), new DateOnly(2020, 2, 1), new DateOnly(2026, 11, 23)));
        form.Texts["tr"].Body.ShouldContain("Laboratuvarları sorumluları açar.");
        form.ClauseIds.Select(row => (row.Number, row.Clause)).ShouldBe([("1", "c1"), ("1.1", "c2"), ("1.2", "c3")], ignoreOrder: true);
    }

    [Fact]
    public async Task Fields_that_a_correction_or_a_proposal_needs_are_not_folded_away()
    {
        var ed = await portal.EdTheEditorAsync();
        var first = PolicyDesk.Fields();
        var desk = await PolicyDesk.PublishedAsync(portal, ed, first);
        await desk.DoneAsync(ed, "versions/correct", ("Number", "1"));
        var page = Pages.Parse(await desk.PageAsync(ed));
        page.QuerySelector("details.folded:has([name='CorrectionNote.En'])").ShouldBeNull();
        page.QuerySelector("[name='CorrectionNote.En']").ShouldNotBeNull();
        page.QuerySelector("details.folded:has([name='CommentUntil'])")!.HasAttribute("open").ShouldBeFalse();
        await desk.SaveAsync(ed, new(PolicyDesk.Second(first)) { ["Stage"] = "ForComment" });
        page = Pages.Parse(await desk.PageAsync(ed));
        page.QuerySelector("details.folded:has([name='CorrectionNote.En'])")!.HasAttribute("open").ShouldBeFalse();
        page.QuerySelector("details.folded:has([name='CommentUntil'])").ShouldBeNull();
        page.QuerySelector("[name='CommentUntil']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Whoever_would_begin_before_a_version_that_is_to_come_is_told()
    {
        var ed = await portal.EdTheEditorAsync();
        var first = PolicyDesk.Fields();
        var desk = await PolicyDesk.PublishedAsync(portal, ed, first);
        Pages.Parse(await desk.PageAsync(ed, "versions")).QuerySelector("#From_help").ShouldBeNull();
        await desk.SaveAsync(ed, PolicyDesk.Second(first, "2", "2027-01-01"));
        await desk.DoneAsync(ed, "publish");
        Pages.Parse(await desk.PageAsync(ed, "versions")).Words("#From_help").ShouldStartWith("Version 2 is approved and comes into force on 1 January 2027.");
    }

    [Fact]
    public async Task A_draft_is_not_put_aside_unasked_and_stays_in_the_history()
    {
        var ed = await portal.EdTheEditorAsync();
        var first = PolicyDesk.Fields();
        var desk = await PolicyDesk.PublishedAsync(portal, ed, first);
        await desk.SaveAsync(ed, new(PolicyDesk.Second(first)) { ["Texts[en].Summary"] = "Half written." });
        (await desk.PageAsync(ed, "versions")).ShouldContain("There is a draft that nobody has published: revision 2, version 2.");
        var asked = await desk.StepAsync(ed, "versions/new", ("From", "1"), ("Number", "1.1"));
        asked.StatusCode.ShouldBe(HttpStatusCode.OK);
        var fields = Pages.Parse(await asked.TextAsync()).Fields("main form.step-form");
        (await desk.ItemAsync()).LastRevision.ShouldBe(2);
        var answer = await ed.PostAsync("/admin/policies/new", desk.Address + "/versions/new", fields.Where(field => field.Key != "__RequestVerificationToken"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        ((await desk.FormAsync()).Version, (await desk.ItemAsync()).LastRevision).ShouldBe(("1.1", 3));
        (await desk.PageAsync(ed, "revisions/2")).ShouldContain("Half written.");
    }

    [Fact]
    public async Task Bad_numbers_are_named_and_what_was_chosen_is_still_there()
    {
        var ed = await portal.EdTheEditorAsync();
        var desk = await PolicyDesk.PublishedAsync(portal, ed, PolicyDesk.Fields());
        foreach (var (from, number, complaint) in new[] { ("1", "1.0", "“1.0” is no number"), ("1", "one", "“one” is no number"), ("7", "2", "no version “7”"), ("", "2", "no version “”") })
        {
            var answer = await desk.StepAsync(ed, "versions/new", ("From", from), ("Number", number));
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await answer.TextAsync()).ShouldContain(complaint);
        }

        (await desk.StepAsync(ed, "versions/correct", ("Number", new string('9', 5000)))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await desk.StepAsync(ed, "versions/correct")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await desk.ItemAsync()).LastRevision.ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_saw_an_older_state_changes_nothing()
    {
        var ed = await portal.EdTheEditorAsync();
        var desk = await PolicyDesk.PublishedAsync(portal, ed, PolicyDesk.Fields());
        var answer = await ed.PostAsync("/admin/policies/new", desk.Address + "/versions/correct", [new("Number", "1"), new("Version", Guid.NewGuid().ToString())]);
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await desk.ItemAsync()).LastRevision.ShouldBe(1);
    }

    [Theory]
    [InlineData("versions/new")]
    [InlineData("versions/correct")]
    public async Task Versions_are_for_those_who_write(string verb)
    {
        var ed = await portal.EdTheEditorAsync();
        var desk = await PolicyDesk.PublishedAsync(portal, ed, PolicyDesk.Fields());
        (await (await portal.RitaTheRegistrarAsync()).PostAsync("/admin", desk.Address + "/" + verb, [])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var empty = new FormUrlEncodedContent([]);
        (await ed.PostAsync(new Uri(desk.Address + "/" + verb, UriKind.Relative), empty, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await portal.Visitor().PostAsync(new Uri(desk.Address + "/" + verb, UriKind.Relative), empty, TestContext.Current.CancellationToken)).Headers.Location!.ToString().ShouldContain("/account/sign-in");
        (await ed.GetAsync(new Uri("/admin/policies/999999/versions", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var story = await Desk.NewAsync(portal, ed);
        (await ed.GetAsync(new Uri($"/admin/policies/{story.Id}/versions", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
