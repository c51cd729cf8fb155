using System.Net;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class NoticesControllerTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_text_is_a_new_version_and_the_old_one_stays()
    {
        var ada = await portal.AdaTheAdministratorAsync();
        var page = await ada.PageAsync("/admin/notices/recording");
        var first = await NewestAsync(NoticeKind.Recording);
        var answer = await PostAsync(ada, "recording", page.Fields("form.form").With("Text.En", "I agree to be **heard**.\r\n").With("Text.Tr", "Duyulmaya rıza veriyorum."));
        answer.Target().ShouldBe("/admin/notices/recording");
        var second = await NewestAsync(NoticeKind.Recording);
        (second.Number, second.Text, second.CreatedBy).ShouldBe((first.Number + 1, new LocalizedText { En = "I agree to be **heard**.", Tr = "Duyulmaya rıza veriyorum." }, "Ada"));
        (await portal.QueryAsync(db => db.Notices.AsNoTracking().SingleAsync(n => n.Id == first.Id, Cancellation))).Text.ShouldBe(first.Text);
        var entry = await portal.QueryAsync(db => db.AuditEntries.OrderByDescending(e => e.Id).FirstAsync(e => e.Action == AuditAction.NoticeChanged, Cancellation));
        (entry.Target, entry.UserName).ShouldBe(("Consent to recording", "Ada"));

        var version = await ada.PageAsync($"/admin/notices/recording/{second.Number}");
        version.QuerySelector(".prose strong")!.Words().ShouldBe("heard");
        version.AllWords(".diff ins").ShouldContain(words => words.Contains("heard", StringComparison.Ordinal));
        (await ada.PageAsync("/admin/notices/recording")).QuerySelectorAll("table tbody tr").Length.ShouldBe(second.Number);
        (await ada.PageAsync("/admin/notices")).Words("main table").ShouldContain($"version {second.Number} Ada");
    }

    [Fact]
    public async Task Preview_shows_the_text_as_it_would_read_and_saves_nothing()
    {
        var ada = await portal.AdaTheAdministratorAsync();
        var before = await NewestAsync(NoticeKind.Information);
        var fields = (await ada.PageAsync("/admin/notices/information")).Fields("form.form").With("Text.En", "By {{site}} for {{keepDays}} days <script>").With("IsPreview", "true");
        var page = await (await PostAsync(ada, "information", fields)).PageAsync("preview");
        page.Words(".notice-preview .prose:not([lang])").ShouldBe("By Poyraz University for 365 days <script>");
        page.QuerySelector("textarea[name='Text.En']")!.TextContent.ShouldContain("{{site}}");
        (await NewestAsync(NoticeKind.Information)).Number.ShouldBe(before.Number);
    }

    [Theory]
    [InlineData("information", "Text.En", "", "English text: is missing.")]
    [InlineData("information", "Text.Tr", "   ", "Turkish text: is missing.")]
    [InlineData("information", "Text.En", "For {{days}} days", "“{{days}}” is not known here")]
    [InlineData("photographs", "Text.En", "At {{site}}", "“{{site}}” would stay as it is")]
    [InlineData("photographs", "Text.En", null, "is longer than 10,000 characters.")]
    public async Task Bad_input_is_refused_and_stays_in_the_form(string kind, string field, string? text, string message)
    {
        var ada = await portal.AdaTheAdministratorAsync();
        text ??= new string('a', Notice.TextLength + 1);
        var count = await portal.QueryAsync(db => db.Notices.CountAsync(Cancellation));
        var page = await (await PostAsync(ada, kind, (await ada.PageAsync("/admin/notices/" + kind)).Fields("form.form").With(field, text))).PageAsync(kind, HttpStatusCode.UnprocessableEntity);
        page.Words(".problems").ShouldContain(message);
        page.QuerySelector($".problems a[href='#{field.Replace('.', '_')}']").ShouldNotBeNull();
        page.QuerySelector($"textarea[name='{field}']")!.TextContent.Trim().ShouldBe(text.Trim());
        (await portal.QueryAsync(db => db.Notices.CountAsync(Cancellation))).ShouldBe(count);
    }

    [Fact]
    public async Task A_text_that_is_the_same_makes_no_version()
    {
        var ada = await portal.AdaTheAdministratorAsync();
        var page = await (await PostAsync(ada, "information", (await ada.PageAsync("/admin/notices/information")).Fields("form.form"))).PageAsync("same", HttpStatusCode.UnprocessableEntity);
        page.Words(".problems").ShouldContain("Nothing was saved.");
    }

    [Fact]
    public async Task Whoever_opened_an_older_version_is_told_and_loses_nothing()
    {
        var ada = await portal.AdaTheAdministratorAsync();
        var opened = (await ada.PageAsync("/admin/notices/photographs")).Fields("form.form");
        (await PostAsync(ada, "photographs", opened.With("Text.En", "Theirs."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await (await PostAsync(ada, "photographs", opened.With("Text.En", "Mine."))).PageAsync("stale", HttpStatusCode.Conflict);
        page.QuerySelector("textarea[name='Text.En']")!.TextContent.ShouldContain("Mine.");
        page.Words(".theirs").ShouldContain("Theirs.");
        (await PostAsync(ada, "photographs", page.Fields("form.form"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await NewestAsync(NoticeKind.Photographs)).Text.En.ShouldBe("Mine.");
    }

    [Theory]
    [InlineData("/admin/notices/nothing")]
    [InlineData("/admin/notices/0")]
    [InlineData("/admin/notices/recording/0")]
    [InlineData("/admin/notices/recording/999")]
    [InlineData("/admin/notices/recording/99999999999")]
    public async Task What_there_is_not_is_not_found(string address) =>
        await (await portal.AdaTheAdministratorAsync()).PageAsync(address, HttpStatusCode.NotFound);

    [Fact]
    public async Task Only_administrators_come_in_and_no_post_without_a_token()
    {
        foreach (var client in new[] { await portal.EdTheEditorAsync(), await portal.RitaTheRegistrarAsync() })
        {
            (await client.AnswerAsync("/admin/notices/recording")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        (await portal.Visitor().AnswerAsync("/admin/notices")).Target()!.ShouldContain("/account/sign-in");
        using var content = new FormUrlEncodedContent([new("Text.En", "No token.")]);
        (await (await portal.AdaTheAdministratorAsync()).PostAsync(new Uri("/admin/notices/recording", UriKind.Relative), content, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string kind, IEnumerable<KeyValuePair<string, string>> fields) =>
        client.PostAsync("/admin/notices/" + kind, "/admin/notices/" + kind, fields.Where(field => field.Key != "__RequestVerificationToken"));

    private Task<Notice> NewestAsync(NoticeKind kind) => portal.QueryAsync(db => db.Notices.AsNoTracking().Where(n => n.Kind == kind).OrderByDescending(n => n.Number).FirstAsync(Cancellation));
}
