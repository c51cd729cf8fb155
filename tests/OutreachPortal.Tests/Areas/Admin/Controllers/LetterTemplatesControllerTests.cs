using System.Net;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Services.Letters;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class LetterTemplatesControllerTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Registrars_change_the_words_of_a_kind_see_them_and_go_back_to_the_portals_own()
    {
        const string Page = "/admin/letters/templates/confirm/tr";
        var rita = await portal.RitaTheRegistrarAsync();
        (await rita.PageAsync("/admin/letters/templates")).QuerySelectorAll(".templates a").Length.ShouldBe(22);
        var form = (await rita.PageAsync(Page)).Fields("main form");
        using var saved = await rita.PostAsync(Page, Page, Typed(form, "Onaylayın: {{lecture}}", "Merhaba {{ name }},\r\n\r\n[Onayla]({{link}})"));
        saved.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await portal.QueryAsync(db => db.LetterTemplates.Where(t => t.Kind == "confirm").Select(t => t.Subject).SingleAsync(Cancellation))).ShouldBe("Onaylayın: {{lecture}}");
        using var shown = await rita.AnswerAsync(Page + "/preview");
        var letter = await shown.PageAsync(Page + "/preview");
        letter.Words("body").ShouldContain("Merhaba Ayşe Yılmaz,");
        shown.Header("Content-Security-Policy").ShouldNotBeNull().ShouldContain("sandbox");
        shown.Header("X-Frame-Options").ShouldBe("SAMEORIGIN");
        using var reset = await rita.PostAsync(Page, Page + "/reset", WithoutToken((await rita.PageAsync(Page)).Fields(".template-reset")));
        reset.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await rita.PageAsync(Page)).QuerySelector("#Subject")!.GetAttribute("value").ShouldBe(LetterTemplates.OwnOf("confirm", "tr").Subject);
        (await portal.QueryAsync(db => db.AuditEntries.Where(e => e.Target == "Please confirm (tr)" && (e.Action == AuditAction.LetterWordsChanged || e.Action == AuditAction.LetterWordsReset)).CountAsync(Cancellation))).ShouldBe(2);
    }

    [Theory]
    [InlineData("", "Text {{link}}", "Subject: is empty.")]
    [InlineData("A\nB", "", "Text: is empty.")]
    [InlineData("S", "No link", "Text: {{link}} is missing")]
    [InlineData("S", "{{#note}}{{link}}{{/note}}", "Text: {{link}} is missing")]
    [InlineData("S", "{{link}} {{evil}}", "Text: knows no {{evil}}.")]
    [InlineData("S {{onlineLink}}", "{{link}}", "Subject: knows no {{onlineLink}}.")]
    [InlineData("S {{link}}", "{{link}}", "Subject: a link cannot stand in a subject.")]
    [InlineData("S", "{{link}} {{#note}} open", "Text: {{#note}} is not closed again.")]
    [InlineData("S", "{{link}} open {{/note}}", "Text: {{/note}} closes what was not opened.")]
    [InlineData("S", "{{link}} [x](javascript:alert)", "Text: ")]
    public async Task Words_that_would_not_do_are_refused_with_their_field_and_stay_as_typed(string subject, string body, string problem)
    {
        const string Page = "/admin/letters/templates/offer/en";
        var rita = await portal.RitaTheRegistrarAsync();
        using var answer = await rita.PostAsync(Page, Page, Typed((await rita.PageAsync(Page)).Fields("main form"), subject, body));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await answer.PageAsync(Page, HttpStatusCode.UnprocessableEntity);
        page.Words(".problems").ShouldContain(problem);
        page.QuerySelector("#Body")!.TextContent.Trim().ShouldBe(body);
        (await portal.QueryAsync(db => db.LetterTemplates.AnyAsync(t => t.Kind == "offer", Cancellation))).ShouldBeFalse();
    }

    [Fact]
    public async Task Text_far_too_long_or_a_form_without_fields_is_a_plain_refusal()
    {
        const string Page = "/admin/letters/templates/offer/en";
        var rita = await portal.RitaTheRegistrarAsync();
        foreach (var fields in new List<KeyValuePair<string, string>>[] { [], [new("Subject", new('x', 100_000)), new("Body", new('[', 200_000)), new("Version", "x")] })
        {
            using var saved = await rita.PostAsync(Page, Page, fields);
            saved.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            using var shown = await rita.PostAsync(Page, Page + "/preview", fields);
            ((int)shown.StatusCode).ShouldBeLessThan(500);
        }

        using var unknown = await rita.AnswerAsync("/admin/letters/templates/offer/de");
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Second_of_two_who_edit_at_once_is_shown_what_the_first_saved()
    {
        const string Page = "/admin/letters/templates/waiting/en";
        var rita = await portal.RitaTheRegistrarAsync();
        var before = (await rita.PageAsync(Page)).Fields("main form");
        using var first = await rita.PostAsync(Page, Page, Typed(before, "First", "{{link}}"));
        first.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var second = await rita.PostAsync(Page, Page, Typed(before, "Second", "Mine {{link}}"));
        var page = await second.PageAsync(Page, HttpStatusCode.Conflict);
        page.QuerySelector("#Subject")!.GetAttribute("value").ShouldBe("Second");
        page.Words("#Subject_theirs").ShouldContain("First");
        using var third = await rita.PostAsync(Page, Page, WithoutToken(page.Fields("main form")));
        third.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await portal.QueryAsync(db => db.LetterTemplates.Where(t => t.Kind == "waiting").Select(t => t.Subject).SingleAsync(Cancellation))).ShouldBe("Second");
    }

    [Fact]
    public async Task Typed_words_are_shown_before_they_are_saved()
    {
        const string Page = "/admin/letters/templates/thanks/en";
        var rita = await portal.RitaTheRegistrarAsync();
        using var shown = await rita.PostAsync(Page, Page + "/preview", [new("Subject", "S"), new("Body", "<b>x</b> {{school}} {{nothing}}")]);
        var letter = await shown.PageAsync(Page);
        letter.Words("body").ShouldContain("<b>x</b> Atatürk Secondary School");
        letter.QuerySelectorAll("b").ShouldBeEmpty();
    }

    private static List<KeyValuePair<string, string>> Typed(IEnumerable<KeyValuePair<string, string>> form, string subject, string body) =>
        WithoutToken(form).With("Subject", subject).With("Body", body);

    /// <summary>Posting adds its own.</summary>
    private static IEnumerable<KeyValuePair<string, string>> WithoutToken(IEnumerable<KeyValuePair<string, string>> form) => form.Where(field => field.Key != "__RequestVerificationToken");
}
