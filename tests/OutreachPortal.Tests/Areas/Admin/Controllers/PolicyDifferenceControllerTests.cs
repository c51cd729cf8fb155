using System.Net;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class PolicyDifferenceControllerTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task A_draft_is_laid_over_the_version_that_it_follows_by_clause_and_by_word()
    {
        var ed = await portal.EdTheEditorAsync();
        var first = PolicyDesk.Fields();
        var desk = await PolicyDesk.PublishedAsync(portal, ed, first);
        await desk.SaveAsync(ed, new(PolicyDesk.Second(first)) { ["Texts[en].Summary"] = "Who may do what, and who may not." });
        var page = Pages.Parse(await desk.PageAsync(await portal.AliceTheAuthorAsync(), "difference"));
        page.Body!.Words().ShouldContain("The draft is version 2. This is how it differs from version 1.");
        var sections = page.QuerySelectorAll(".compared-language");
        sections.Select(section => section.QuerySelector("h2")!.Words()).ShouldBe(["Turkish · the text that decides", "English"]);
        var english = sections[1];
        english.AllWords(".compared-sum dt").ShouldBe(["Added (1)", "Changed and renumbered (1)"]);
        foreach (var link in page.QuerySelectorAll(".compared-sum dd a"))
        {
            // Both languages have changes of the same number.
            page.QuerySelectorAll(link.GetAttribute("href")!).ShouldHaveSingleItem();
        }

        var changes = english.QuerySelectorAll(".compared .change").ToList();
        changes.Select(change => change.QuerySelector("h3")!.Words()).ShouldBe(["Summary", "Added: clause 1.2", "Changed and renumbered: clause 1.2 is now 1.3"]);
        changes[0].QuerySelector("ins")!.TextContent.ShouldContain("and who may not");
        changes[1].QuerySelector("ins")!.TextContent.ShouldContain("Dogs stay outside.");
        changes[2].QuerySelectorAll("ins").Select(ins => ins.TextContent).ShouldContain(text => text.Contains("and by nobody else", StringComparison.Ordinal));
        english.Words().ShouldContain("2 parts of the text are the same");
        Pages.Parse(await desk.PageAsync(await portal.SignedInAsync("Turkan", Roles.Author, Languages.Turkish), "difference")).AllWords(".compared-sum dt").ShouldContain("Eklendi (1)");
    }

    [Fact]
    public async Task A_correction_is_laid_over_the_version_as_the_public_reads_it()
    {
        var ed = await portal.EdTheEditorAsync();
        var first = PolicyDesk.Fields();
        var desk = await PolicyDesk.PublishedAsync(portal, ed, first, PolicyDesk.Second(first));
        await desk.DoneAsync(ed, "versions/correct", ("Number", "1"));
        var page = (await desk.PageAsync(ed, "difference"));
        page.ShouldContain("The draft corrects version 1.");
        page.ShouldContain("Both versions say the same, word for word.");
        await desk.SaveAsync(ed, new(first) { ["Texts[en].Body"] = first["Texts[en].Body"].Replace("book", "register", StringComparison.Ordinal) });
        Pages.Parse(await desk.PageAsync(ed, "difference")).QuerySelectorAll(".compared ins").ShouldHaveSingleItem().TextContent.ShouldContain("register");
    }

    [Fact]
    public async Task Whoever_approves_sees_first_what_changes()
    {
        var ed = await portal.EdTheEditorAsync();
        var first = PolicyDesk.Fields();
        var desk = await PolicyDesk.PublishedAsync(portal, ed, first);
        await desk.SaveAsync(ed, PolicyDesk.Second(first));
        await desk.DoneAsync(ed, "submit");
        var editor = Pages.Parse(await desk.PageAsync(ed));
        editor.QuerySelectorAll($".workflow form[action='{desk.Address}/publish']").ShouldBeEmpty("a policy is not published unseen");
        var button = editor.QuerySelector(".workflow button[formaction*='then=publish']").ShouldNotBeNull().GetAttribute("formaction")!;
        var fields = new Dictionary<string, string>(PolicyDesk.Second(first)) { ["BaseRevision"] = "2" };
        (await ed.PostAsync(desk.Address, button, fields)).Headers.Location!.ToString().ShouldBe(desk.Address + "/publish");
        (await desk.ItemAsync()).PublishedRevision.ShouldBe(1);
        foreach (var step in new[] { "publish", "schedule", "return" })
        {
            var page = Pages.Parse(await desk.PageAsync(ed, step));
            page.Words(".policy-summary").ShouldContain("Turkish: 1 clause added, 1 changed");
            page.QuerySelector(".policy-summary a")!.GetAttribute("href").ShouldBe(desk.Address + "/difference");
        }

        var story = await Desk.NewAsync(portal, ed);
        (await story.PageAsync(ed, "publish")).ShouldNotContain("policy-summary");
    }

    [Fact]
    public async Task The_first_version_has_nothing_before_it_and_a_half_written_one_breaks_nothing()
    {
        var ed = await portal.EdTheEditorAsync();
        var half = await PolicyDesk.NewAsync(portal, ed, new() { ["Texts[en].Title"] = "Half", ["Texts[en].Body"] = "1. One <script>alert(1)</script>." });
        (await half.PageAsync(ed, "difference")).ShouldContain("is the first of this policy");
        (await half.PageAsync(ed, "publish")).ShouldContain("is the first of this policy");
        (await half.GetAsync(await portal.RitaTheRegistrarAsync(), "difference")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await half.GetAsync(portal.Visitor(), "difference")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var first = PolicyDesk.Fields();
        var desk = await PolicyDesk.PublishedAsync(portal, ed, first);
        await desk.SaveAsync(ed, new(first.Where(field => !field.Key.StartsWith("Texts[tr]", StringComparison.Ordinal)).ToDictionary()) { ["Texts[en].Body"] = "1. One <script>alert(1)</script>." });
        var page = await desk.PageAsync(ed, "difference?all=1");
        page.ShouldNotContain("<script>alert");
        Pages.Parse(page).Body!.Words().ShouldContain("The draft has no text in this language, although version 1 has: Turkish.");
    }
}
