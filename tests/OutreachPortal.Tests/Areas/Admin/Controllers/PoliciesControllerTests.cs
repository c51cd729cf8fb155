using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class PoliciesControllerTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task The_form_keeps_all_that_a_policy_says()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var other = await PolicyDesk.NewAsync(portal, alice, PolicyDesk.Fields("An older policy"));
        var desk = await PolicyDesk.NewAsync(portal, alice, new(PolicyDesk.Fields())
        {
            ["Type"] = "Directive",
            ["Contact"] = "rectorate@poyraz.example",
            ["Stage"] = "ForComment",
            ["CommentFrom"] = "2026-12-01",
            ["CommentUntil"] = "2026-12-31",
            ["PublishedOn"] = "2020-01-20",
            ["Plain.En"] = "Sign the book.",
            ["Plain.Tr"] = "Defteri imzalayın.",
            ["CorrectionNote.En"] = "A comma.",
            ["CorrectionNote.Tr"] = "Bir virgül.",
            ["Supersedes[0]"] = (await other.ItemAsync()).Key,
            ["Documents[0].Kind"] = "Form",
            ["Documents[0].Title.En"] = "The book",
            ["Documents[0].Title.Tr"] = "Defter",
            ["Documents[0].Link"] = "https://poyraz.example/book",
        });
        var page = Pages.Parse(await desk.PageAsync(alice));
        var answer = await alice.PostAsync("/admin/policies/new", desk.Address, page.Fields("form.editor").Where(field => field.Key != "__RequestVerificationToken"));
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect, await answer.TextAsync());
        (await desk.ItemAsync()).LastRevision.ShouldBe(1);
        var form = await desk.FormAsync();
        (form.Type, form.Contact, form.Stage, form.CommentUntil, form.PublishedOn).ShouldBe((PolicyType.Directive, "rectorate@poyraz.example", PolicyStage.ForComment, new DateOnly(2026, 12, 31), new DateOnly(2020, 1, 20)));
        (form.Plain.Tr, form.CorrectionNote.En, form.Supersedes.Single()).ShouldBe(("Defteri imzalayın.", "A comma.", "an-older-policy"));
        (form.Documents.Single().Kind, form.Documents.Single().Title.En, form.Documents.Single().Link).ShouldBe((PolicyDocumentKind.Form, "The book", "https://poyraz.example/book"));
    }

    [Fact]
    public async Task What_goes_without_saying_stands_chosen_and_is_not_kept()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var desk = await PolicyDesk.NewAsync(portal, alice, new(PolicyDesk.Fields()) { ["Stage"] = "Approved", ["Type"] = "Policy" });
        var form = await desk.FormAsync();
        (form.Stage, form.Type).ShouldBe((null, null));
        var page = Pages.Parse(await desk.PageAsync(alice));
        page.QuerySelector("input[name=Stage][value=Approved]")!.HasAttribute("checked").ShouldBeTrue();
        page.QuerySelector("select[name=Type] option[selected]")!.GetAttribute("value").ShouldBe("Policy");
    }

    [Fact]
    public async Task Clauses_told_by_hand_outlive_the_form_which_does_not_show_them()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var fields = PolicyDesk.Fields();
        foreach (var i in Enumerable.Range(0, 600))
        {
            (fields[$"ClauseIds[{i}].Number"], fields[$"ClauseIds[{i}].Clause"]) = ($"1.{i + 1}", i == 0 ? "new" : $"c{i}");
        }

        var desk = await PolicyDesk.NewAsync(portal, alice, fields);
        var page = Pages.Parse(await desk.PageAsync(alice));
        page.QuerySelectorAll("[name^=ClauseIds]").ShouldAllBe(field => field.GetAttribute("type") == "hidden");
        await alice.PostAsync("/admin/policies/new", desk.Address, page.Fields("form.editor").Where(field => field.Key != "__RequestVerificationToken").With("Texts[en].Summary", "Another."));
        var form = await desk.FormAsync();
        form.Texts["en"].Summary.ShouldBe("Another.");
        form.ClauseIds.Count.ShouldBe(600);
        (form.ClauseIds[0].Clause, form.ClauseIds[599].Number, form.ClauseIds[599].Clause).ShouldBe(("new", "1.600", "c599"));
    }
}
