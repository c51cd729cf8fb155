using System.Net;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

/// <summary>Old addresses are seen, added and removed.</summary>
public sealed class RedirectsControllerTests(RedirectsControllerTests.Stories portal) : IClassFixture<RedirectsControllerTests.Stories>
{
    private const string Page = "/admin/redirects";
    private const string NewPage = "/admin/redirects/new";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/en/stories/printed-once", "/en/stories/now", "/en/stories/printed-once", "/en/stories/now")]
    [InlineData("  http://localhost/TR/Stories/Basili/?utm=1#x ", "http://localhost/en/stories/now", "/tr/stories/basili", "/tr/stories/simdi")]
    [InlineData("https://outreach.example.edu/en/stories/with-host", "tr/stories/simdi", "/en/stories/with-host", "/en/stories/now")]
    [InlineData("en/stories/without-slash", "/en/stories/before", "/en/stories/without-slash", "/en/stories/now")]
    public async Task Editor_adds_one_by_pasting_two_addresses(string from, string to, string old, string now)
    {
        var ed = await portal.EdTheEditorAsync();
        (await portal.Visitor().AnswerAsync(old)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var answer = await ed.PostAsync(NewPage, NewPage, Form(from, to));
        answer.Target().ShouldBe(Page);
        using var led = await portal.Visitor().AnswerAsync(old);
        led.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        led.Target().ShouldBe(now);
        var list = await ed.PageAsync(Page + "?q=" + Uri.EscapeDataString(from));
        list.Words("tbody th").ShouldBe(old);
        list.Href("tbody td a").ShouldBe(now);
        (await portal.QueryAsync(db => db.AuditEntries.AnyAsync(e => e.Action == AuditAction.RedirectAdded && e.UserName == "Ed" && e.Target == old, Cancellation))).ShouldBeTrue();
    }

    [Theory]
    [InlineData("", "/en/stories/now", "From", "please paste one")]
    [InlineData("/en/stories/x1", "", "To", "please paste")]
    [InlineData("/en/stories/now", "/en/stories/other", "From", "it belongs to a page, “Now”")]
    [InlineData("/en/stories/before", "/en/stories/other", "From", "it leads to a page already")]
    [InlineData("/en/stories/simdi", "/en/stories/other", "From", "it leads to a page already")]
    [InlineData("/en/stories/hidden", "/en/stories/other", "From", "it belongs to a page, “Hidden”")]
    [InlineData("/en/stories/x2", "/en/stories/nowhere", "To", "no public page")]
    [InlineData("/en/stories/x2", "/en/stories/hidden", "To", "no public page")]
    [InlineData("/en/stories/x2", "/en/seminars/evening", "To", "same kind")]
    [InlineData("/en/stories", "/en/stories/now", "From", "this is a list")]
    [InlineData("/en", "/en/stories/now", "From", "this is a list")]
    [InlineData("/en/stories/x2", "/en/calendar", "To", "this is a list")]
    [InlineData("/en/nothing/x2", "/en/stories/now", "From", "no such kind of page")]
    [InlineData("/de/stories/x2", "/en/stories/now", "From", "no such kind of page")]
    [InlineData("https://evil.example/en/stories/x2", "/en/stories/now", "From", "no such kind of page")]
    [InlineData("//evil.example/en/stories/x2", "/en/stories/now", "From", "no such kind of page")]
    [InlineData("javascript:alert(1)//en/stories/x2", "/en/stories/now", "From", "no such kind of page")]
    [InlineData("/en/stories/<script>alert(1)</script>", "/en/stories/now", "From", "no such kind of page")]
    [InlineData("/en/stories/../../x2", "/en/stories/now", "From", "no such kind of page")]
    [InlineData("/en/stories/x2.ics", "/en/stories/now", "From", "no such kind of page")]
    [InlineData("/en/stories/ş", "/en/stories/now", "From", "no such kind of page")]
    [InlineData("/en/stories/x\u0001", "/en/stories/now", "From", "no such kind of page")]
    public async Task Bad_input_is_refused_with_everything_typed_still_there(string from, string to, string field, string message)
    {
        var ed = await portal.EdTheEditorAsync();
        var before = await portal.CountsAsync();
        using var answer = await ed.PostAsync(NewPage, NewPage, Form(from, to));
        var page = await answer.PageAsync(from, HttpStatusCode.UnprocessableEntity);
        page.Words($"#{field}_wrong").ShouldContain(message);
        page.Href(".problems a").ShouldBe("#" + field);
        (page.QuerySelector("#From")!.GetAttribute("value") ?? "").ShouldBe(from);
        (page.QuerySelector("#To")!.GetAttribute("value") ?? "").ShouldBe(to);
        page.QuerySelectorAll("main script").ShouldBeEmpty();
        (await portal.CountsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Absurd_forms_are_refused()
    {
        var ed = await portal.EdTheEditorAsync();
        foreach (var fields in new KeyValuePair<string, string>[][] { [], [new("From.x", "y")], [new("From", "a"), new("From", "b")], [new("From", new string('x', 5_000_000)), new("To", "/en/stories/now")], [new("To[0]", "z")] })
        {
            (await ed.PostAsync(NewPage, NewPage, fields)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }
    }

    [Fact]
    public async Task Address_of_a_page_that_is_gone_may_lead_to_another()
    {
        using var host = new Stories();
        await host.InitializeAsync();
        using var later = new ContentFolder().Text("stories/s.en.md", "title: Now\nslug: now\nlanguages: en\nsummary: s\nkind: article\ndate: 2026-01-01\nstate: unpublished");
        await host.ImportAllAsync(later);
        (await host.Visitor().AnswerAsync("/en/stories/before")).StatusCode.ShouldBe(HttpStatusCode.Gone);
        var ed = await host.EdTheEditorAsync();
        (await ed.PostAsync(NewPage, NewPage, Form("/en/stories/before", "/en/stories/other"))).Target().ShouldBe(Page);
        (await host.Visitor().AnswerAsync("/en/stories/before")).Target().ShouldBe("/en/stories/other");
        var rows = (await ed.PageAsync(Page)).AllWords("tbody tr").ToList();
        rows[0].ShouldBe("/en/stories/before Other Story");
        rows.ShouldContain(row => row.StartsWith("/en/stories/before Now Not in use: a later redirect"));
    }

    [Fact]
    public async Task List_is_filtered_by_kind_and_words_and_says_where_each_leads()
    {
        var ed = await portal.EdTheEditorAsync();
        (await ed.PageAsync(Page + "?kind=story&q=before")).AllWords("tbody tr").ShouldContain("/en/stories/before Now Story");
        (await ed.PageAsync(Page + "?kind=seminar")).QuerySelector("tbody").ShouldBeNull();
        (await ed.PageAsync(Page + "?q=simdi")).AllWords("tbody th").ShouldContain("/en/stories/before");
        foreach (var odd in new[] { "?kind=nothing", "?page=99", "?q=%00%25_", "?q=" + new string('x', 5000) })
        {
            await ed.PageAsync(Page + odd);
        }
    }

    [Fact]
    public async Task Only_an_administrator_removes_one_and_is_warned()
    {
        var (ed, ada) = (await portal.EdTheEditorAsync(), await portal.AdaTheAdministratorAsync());
        (await ed.PostAsync(NewPage, NewPage, Form("/en/stories/to-be-removed", "/en/stories/now"))).Target().ShouldBe(Page);
        var id = await portal.QueryAsync(db => db.Redirects.Where(r => r.Slug == "to-be-removed").Select(r => r.Id).SingleAsync(Cancellation));
        var address = $"{Page}/{id}/delete";
        (await ed.PageAsync(Page)).QuerySelector("tbody a[href$=delete]").ShouldBeNull();
        (await ed.AnswerAsync(address)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ed.PostAsync(NewPage, address, [])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ada.PageAsync(address)).Words("main .notice").ShouldContain("Old links will stop working");
        using (var empty = new FormUrlEncodedContent([]))
        {
            (await ada.PostAsync(address, empty, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }

        (await portal.Visitor().AnswerAsync("/en/stories/to-be-removed")).StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        (await ada.PostAsync(address, address, [])).Target().ShouldBe(Page);
        (await portal.Visitor().AnswerAsync("/en/stories/to-be-removed")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await portal.QueryAsync(db => db.AuditEntries.Where(e => e.Action == AuditAction.RedirectDeleted).Select(e => $"{e.UserName}: {e.Target}, {e.Remark}").ToListAsync(Cancellation)))
            .ShouldBe(["Ada: /en/stories/to-be-removed, Led to /en/stories/now"]);
        (await ada.AnswerAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ada.PostAsync(NewPage, address, [])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Visitor_is_asked_to_sign_in_and_who_does_not_publish_is_refused()
    {
        foreach (var page in new[] { Page, NewPage, Page + "/1/delete" })
        {
            using var answer = await portal.Visitor().AnswerAsync(page);
            answer.StatusCode.ShouldBe(HttpStatusCode.Found);
            answer.Target().ShouldNotBeNull().ShouldContain("/account/sign-in");
            foreach (var client in new[] { await portal.AliceTheAuthorAsync(), await portal.RitaTheRegistrarAsync(), await portal.NilWithoutRoleAsync() })
            {
                (await client.AnswerAsync(page)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, page);
            }
        }

        var alice = await portal.AliceTheAuthorAsync();
        (await alice.PostAsync("/admin/tags", NewPage, Form("/en/stories/by-alice", "/en/stories/now"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var form = new FormUrlEncodedContent(Form("/en/stories/no-token", "/en/stories/now"));
        (await (await portal.EdTheEditorAsync()).PostAsync(NewPage, form, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await portal.Visitor().AnswerAsync("/en/stories/by-alice")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await portal.Visitor().AnswerAsync("/en/stories/no-token")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static KeyValuePair<string, string>[] Form(string from, string to) => [new("From", from), new("To", to)];

    /// <summary>A story that had another address before, one beside it, and one that is hidden.</summary>
    public sealed class Stories : PortalHost, IAsyncLifetime
    {
        public Stories() => With("Site:Address", "https://outreach.example.edu").With("AllowedHosts", "localhost;outreach.example.edu");

        public async ValueTask InitializeAsync()
        {
            const string Story = "languages: en\nsummary: s\nkind: article\ndate: 2026-01-01\n";
            using var before = new ContentFolder().Text("stories/s.en.md", "title: Now\nslug: before\nsummary: s\nkind: article\ndate: 2026-01-01").Text("stories/s.tr.md", "title: Şimdi\nslug: simdi\nsummary: s");
            await this.ImportAllAsync(before);
            using var after = new ContentFolder().Text("stories/s.en.md", "title: Now\nslug: now\nsummary: s\nkind: article\ndate: 2026-01-01").Text("stories/s.tr.md", "title: Şimdi\nslug: simdi\nsummary: s")
                .Text("stories/o.en.md", "title: Other\nslug: other\n" + Story)
                .Text("stories/h.en.md", "title: Hidden\nslug: hidden\n" + Story).Seminar("e", "Evening", "slug: evening");
            await this.ImportAllAsync(after);
            using var hidden = new ContentFolder().Text("stories/h.en.md", "title: Hidden\nslug: hidden\nstate: unpublished\n" + Story);
            await this.ImportAllAsync(hidden);
        }
    }
}
