using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Letters;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class LettersControllerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Registrars_see_letters_about_registrations_and_no_others()
    {
        await using var portal = new UnsentPortal();
        await RegisterAsync(portal, "a@x.example");
        await portal.InScopeAsync(services =>
        {
            services.GetRequiredService<Outbox>().Add("invitation", "new@x.example", "", "en", new("An invitation", ["Come"], null, []));
            return services.GetRequiredService<PortalDbContext>().SaveChangesAsync(Cancellation);
        });
        var rita = await portal.RitaTheRegistrarAsync();
        var list = await rita.PageAsync("/admin/letters");
        list.Words("tbody").ShouldContain("Please confirm");
        list.Words("main").ShouldNotContain("An invitation");
        using var other = await rita.AnswerAsync("/admin/letters/2");
        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var frame = await rita.AnswerAsync("/admin/letters/2/html");
        frame.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var ada = await portal.AdaTheAdministratorAsync();
        (await ada.PageAsync("/admin/letters?kind=invitation")).Words("tbody").ShouldContain("An invitation");
        (await ada.PageAsync("/admin/letters?state=sent")).QuerySelector("tbody").ShouldBeNull();
        (await ada.PageAsync("/admin/letters?kind=none&state=x")).Words("main").ShouldContain("none");
    }

    [Fact]
    public async Task Letter_that_waits_is_shown_as_it_would_go_but_for_its_key()
    {
        await using var portal = new UnsentPortal();
        await RegisterAsync(portal, "a@x.example");
        var token = portal.TokenIn((await portal.LettersToAsync("a@x.example")).Single());
        var rita = await portal.RitaTheRegistrarAsync();
        var page = await rita.PageAsync("/admin/letters/1");
        page.Words("h1").ShouldBe("Please confirm your place: Lecture one");
        page.Words("pre").ShouldContain("/en/registrations/…");
        using var frame = await rita.AnswerAsync("/admin/letters/1/html");
        frame.Header("Content-Security-Policy").ShouldNotBeNull().ShouldContain("sandbox");
        var html = await frame.Content.ReadAsStringAsync(Cancellation);
        html.ShouldContain("Confirm my place");
        (page.DocumentElement.OuterHtml + html).ShouldNotContain(token);
    }

    [Fact]
    public async Task Several_that_were_given_up_are_tried_again_at_once_and_still_have_their_keys()
    {
        await using var portal = new UnsentPortal();
        foreach (var email in new[] { "a@x.example", "b@x.example", "c@x.example" })
        {
            await RegisterAsync(portal, email);
        }

        await portal.QueryAsync(db => db.Letters.ExecuteUpdateAsync(letter => letter.SetProperty(l => l.NextTryAt, (DateTime?)null).SetProperty(l => l.LeasedUntil, (DateTime?)null).SetProperty(l => l.Version, Guid.NewGuid()), Cancellation));
        var rita = await portal.RitaTheRegistrarAsync();
        (await rita.PageAsync("/admin/letters?state=given-up")).QuerySelectorAll("input[type=checkbox]").Length.ShouldBe(3);
        using var none = await rita.PostAsync("/admin/letters", "/admin/letters/retry", []);
        none.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var two = await rita.PostAsync("/admin/letters", "/admin/letters/retry", [new("id", "1"), new("id", "3"), new("id", "x"), new("id", "999")]);
        two.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await portal.QueryAsync(db => db.Letters.Where(letter => letter.NextTryAt != null).Select(letter => letter.Id).OrderBy(id => id).ToListAsync(Cancellation))).ShouldBe([1, 3]);
        using var all = await rita.PostAsync("/admin/letters", "/admin/letters/retry", [new("all", "true")]);
        all.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await portal.QueryAsync(db => db.Letters.CountAsync(letter => letter.NextTryAt != null && letter.ProtectedToken != null, Cancellation))).ShouldBe(3);
        (await portal.QueryAsync(db => db.AuditEntries.Where(e => e.Action == AuditAction.LetterRetried).OrderBy(e => e.Id).Select(e => e.Target).ToListAsync(Cancellation))).ShouldBe(["2 letters", "1 letter"]);
    }

    [Fact]
    public async Task Without_a_mail_server_an_administrator_downloads_the_letter_with_its_key()
    {
        await using var portal = new PortalHost();
        await RegisterAsync(portal, "a@x.example");
        var ada = await portal.AdaTheAdministratorAsync();
        await Eventually.IsAsync(async () => (await portal.LettersToAsync("a@x.example")).Single().SentAt is not null);
        (await ada.PageAsync("/admin/letters/1")).Href("a[download]").ShouldBe("/admin/letters/1/file");
        using var file = await ada.AnswerAsync("/admin/letters/1/file");
        file.Content.Headers.ContentType!.MediaType.ShouldBe("message/rfc822");
        MailText.Read(await file.Content.ReadAsStringAsync(Cancellation)).ShouldMatch("/en/registrations/[A-Za-z0-9_-]{32}");
        Directory.GetFiles(Path.Combine(portal.Data, "outbox")).Select(Path.GetFileName).ShouldBe(["000001-confirm.eml"]);
    }

    private static async Task RegisterAsync(PortalHost portal, string email)
    {
        using var folder = new ContentFolder();
        await portal.ImportAllAsync(folder.Lecture("one"));
        await portal.RegisterAsync(await portal.LectureIdAsync("one"), email);
    }
}
