using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class PolicyClausesControllerTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Each_clause_is_shown_with_the_identifier_that_it_will_get_and_nothing_is_written()
    {
        var (ed, desk) = await SecondDraftAsync();
        var page = await OpenAsync(desk, ed);
        Rows(page).ShouldBe(
        [
            ("1", "Scope", "c1 clause 1 of version 1"),
            ("1.1", "Visitors sign the book at the door.", "c2 clause 1.1 of version 1"),
            ("1.2", "Dogs stay outside.", "c4 new"),
            ("1.3", "Laboratories are opened by their keepers, and by nobody else.", "c3 clause 1.2 of version 1: Laboratories are opened by their keepers."),
        ]);
        (await portal.PolicyAsync(desk)).LastClause.ShouldBe(3);
        (await desk.ItemAsync()).LastRevision.ShouldBe(2);
        await desk.DoneAsync(ed, "publish");
        (await portal.PolicyAsync(desk)).Clauses("2").ShouldBe(new Dictionary<string, int> { ["1"] = 1, ["1.1"] = 2, ["1.2"] = 4, ["1.3"] = 3 }, ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_said_by_hand_is_part_of_the_draft_and_holds_when_it_is_published()
    {
        var (ed, desk) = await SecondDraftAsync();
        var alice = await portal.AliceTheAuthorAsync();
        var answer = await PostAsync(desk, alice, (await OpenAsync(desk, alice)).Fields("form.clause-form").With("Clause[1.2]", "c3").With("Clause[1.3]", "new"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.TextAsync());
        answer.Target().ShouldBe(desk.Address + "/clauses");
        (await desk.FormAsync()).ClauseIds.Select(row => (row.Number, row.Clause)).ShouldBe([("1.2", "c3"), ("1.3", "new")]);
        var page = await OpenAsync(desk, ed);
        page.QuerySelector("[name='Clause[1.2]'] option[selected]")!.GetAttribute("value").ShouldBe("c3");
        await desk.DoneAsync(ed, "publish");
        var clauses = (await portal.PolicyAsync(desk)).Clauses("2");
        (clauses["1.2"], clauses["1.3"]).ShouldBe((3, 4));
        var item = await desk.ItemAsync();
        (item.Revisions[^1].IsMajor, item.TranslationTr).ShouldBe((false, TranslationState.Current));
    }

    [Fact]
    public async Task A_removed_clause_can_come_back()
    {
        var ed = await portal.EdTheEditorAsync();
        var first = PolicyDesk.Fields();
        var second = new Dictionary<string, string>(PolicyDesk.Second(first)) { ["Texts[en].Body"] = "## 1. Scope\n\n1. Visitors sign the book at the door.", ["Texts[tr].Body"] = "## 1. Kapsam\n\n1. Ziyaretçiler kapıdaki defteri imzalar." };
        var third = new Dictionary<string, string>(PolicyDesk.Second(first, "3", "2025-01-01"))
        {
            ["Texts[en].Body"] = "## 1. Scope\n\n1. Visitors sign the book at the door.\n2. Whoever keeps a key unlocks.",
            ["Texts[tr].Body"] = "## 1. Kapsam\n\n1. Ziyaretçiler kapıdaki defteri imzalar.\n2. Anahtarı olan açar.",
        };
        var desk = await PolicyDesk.PublishedAsync(portal, ed, first, second);
        (await desk.PageAsync(ed, "clauses")).ShouldNotContain("no longer in the draft");
        await desk.SaveAsync(ed, third);
        var page = await OpenAsync(desk, ed);
        page.QuerySelector("[name='Clause[1.2]'] option[value=c3]")!.Words().ShouldBe("c3 · 1.2 (version 1) · Laboratories are opened by their keepers.");
        await PostAsync(desk, ed, page.Fields("form.clause-form").With("Clause[1.2]", "c3"));
        Rows(await OpenAsync(desk, ed))[^1].Is.ShouldStartWith("c3 comes back: clause 1.2 of version 1");
        await desk.DoneAsync(ed, "publish");
        (await portal.PolicyAsync(desk)).Clauses("3")["1.2"].ShouldBe(3);
    }

    [Fact]
    public async Task Conflicts_are_named_and_nothing_is_written()
    {
        var (ed, desk) = await SecondDraftAsync();
        var fields = (await OpenAsync(desk, ed)).Fields("form.clause-form");
        foreach (var (number, value, complaint) in new[]
        {
            ("1.3", "c2", "Clause 1.3 c2 is given to clause 1.1 and to clause 1.3."),
            ("1.2", "c99", "Clause 1.2 c99 is an identifier that this policy has never given."),
            ("1.2", "<script>", "“<script>” is no identifier such as c14."),
            ("1.2", new string('x', 5000), "“xxxxxxxxxxxxxxxxxxxx…” is no identifier"),
        })
        {
            var answer = await PostAsync(desk, ed, fields.With("Clause[1.1]", "c2").With($"Clause[{number}]", value));
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            var page = Pages.Parse(await answer.TextAsync());
            page.Words("#problems").ShouldContain(complaint);
            page.QuerySelector("[name='Clause[1.1]'] option[selected]")!.GetAttribute("value").ShouldBe("c2", "what was chosen is still there");
            page.QuerySelector("#problems a")!.GetAttribute("href")![1..].ShouldBe(page.QuerySelector($"[name='Clause[{number}]']")!.Id);
        }

        (await desk.ItemAsync()).LastRevision.ShouldBe(2);
    }

    [Fact]
    public async Task Odd_fields_mean_nothing_and_an_older_page_changes_nothing()
    {
        var (ed, desk) = await SecondDraftAsync();
        var fields = (await OpenAsync(desk, ed)).Fields("form.clause-form");
        (await PostAsync(desk, ed, fields.With("Clause[7.7]", "c1").With("Clause[", "c1").With("Clause[x]", "c1"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await desk.ItemAsync()).LastRevision.ShouldBe(2);
        (await PostAsync(desk, ed, fields.With("BaseRevision", "1").With("Clause[1.2]", "c3"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await PostAsync(desk, ed, fields.With("BaseRevision", "x"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await desk.FormAsync()).ClauseIds.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_said_of_clauses_that_are_gone_is_told_and_dropped_and_all_can_be_found_by_words_again()
    {
        var (ed, desk) = await SecondDraftAsync(("ClauseIds[0].Number", "9.9"), ("ClauseIds[0].Clause", "c1"), ("ClauseIds[1].Number", "1.2"), ("ClauseIds[1].Clause", "c3"));
        var page = await OpenAsync(desk, ed);
        page.Body!.Words().ShouldContain("Something was said by hand of clauses that the text no longer has: 9.9.");
        await PostAsync(desk, ed, page.Fields("form.clause-form"));
        (await desk.FormAsync()).ClauseIds.Single().Number.ShouldBe("1.2");
        await PostAsync(desk, ed, (await OpenAsync(desk, ed)).Fields("form.clause-form").With("IsReset", "true"));
        (await desk.FormAsync()).ClauseIds.ShouldBeEmpty();
    }

    [Fact]
    public async Task Four_hundred_clauses_fit_a_page_and_a_form_in_both_languages()
    {
        var ed = await portal.EdTheEditorAsync();
        var first = PolicyDesk.Fields();
        (first["Texts[en].Body"], first["Texts[tr].Body"]) = (Long("Clause {0} is about the thing with the name {1} and about nothing else."), Long("{0} numaralı madde {1} adlı konuyu düzenler, başka konuyu düzenlemez."));
        var desk = await PolicyDesk.PublishedAsync(portal, ed, first);
        await desk.SaveAsync(ed, new(first) { ["Version"] = "1.1", ["InForceFrom"] = "2024-01-01" });
        var html = await desk.PageAsync(await portal.SignedInAsync("Turkan", Roles.Author, Languages.Turkish), "clauses");
        html.Length.ShouldBeLessThan(500_000);
        Pages.Parse(html).QuerySelectorAll(".clause-rows > li").Length.ShouldBe(400);
        html.ShouldContain("numaralı madde");
        var fields = Pages.Parse(html).Fields("form.clause-form").With("Clause[7]", "c9").With("Clause[9]", "c7").With("Clause[400]", "yeni");
        var answer = await PostAsync(desk, await portal.SignedInAsync("Turkan", Roles.Author, Languages.Turkish), fields);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.TextAsync());
        (await desk.FormAsync()).ClauseIds.Select(row => (row.Number, row.Clause)).ShouldBe([("7", "c9"), ("9", "c7"), ("400", "new")]);

        static string Long(string sentence) => string.Join("\n", Enumerable.Range(1, 400).Select(i => $"{i}. " + string.Format(CultureInfo.InvariantCulture, sentence, i, $"w{i * 7919}")));
    }

    [Fact]
    public async Task Clauses_are_for_those_who_write()
    {
        var (ed, desk) = await SecondDraftAsync();
        (await (await portal.RitaTheRegistrarAsync()).PostAsync("/admin", desk.Address + "/clauses", [])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var empty = new FormUrlEncodedContent([]);
        (await ed.PostAsync(new Uri(desk.Address + "/clauses", UriKind.Relative), empty, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await portal.Visitor().PostAsync(new Uri(desk.Address + "/clauses", UriKind.Relative), empty, TestContext.Current.CancellationToken)).Target()!.ShouldContain("/account/sign-in");
        (await desk.GetAsync(portal.Visitor(), "clauses")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var half = await PolicyDesk.NewAsync(portal, ed, new() { ["Texts[tr].Title"] = "Yarım" });
        (await half.PageAsync(ed, "clauses")).ShouldContain("The draft has no clauses");
    }

    private static List<(string Number, string Text, string Is)> Rows(IHtmlDocument page) => [.. page.QuerySelectorAll(".clause-rows > li").Select(row =>
        (row.QuerySelector("b")!.TextContent, row.QuerySelector("p > span")!.TextContent, row.QuerySelector(".meta")!.Words()))];

    private static Task<HttpResponseMessage> PostAsync(Desk desk, HttpClient client, IEnumerable<KeyValuePair<string, string>> fields) =>
        client.PostAsync("/admin/policies/new", desk.Address + "/clauses", fields.Where(field => field.Key != "__RequestVerificationToken"));

    private static async Task<IHtmlDocument> OpenAsync(Desk desk, HttpClient client) => Pages.Parse(await desk.PageAsync(client, "clauses"));

    private async Task<(HttpClient Ed, Desk Desk)> SecondDraftAsync(params (string Name, string Value)[] more)
    {
        var ed = await portal.EdTheEditorAsync();
        var first = PolicyDesk.Fields();
        var desk = await PolicyDesk.PublishedAsync(portal, ed, first);
        var second = PolicyDesk.Second(first);
        foreach (var (name, value) in more)
        {
            second[name] = value;
        }

        await desk.SaveAsync(ed, second);
        return (ed, desk);
    }
}
