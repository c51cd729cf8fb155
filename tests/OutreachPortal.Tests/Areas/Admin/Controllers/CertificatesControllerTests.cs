using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

/// <summary>The office issues certificates to all who came at once, revokes one, and issues one anew.</summary>
public sealed class CertificatesControllerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_who_came_gets_one_with_a_letter_and_nobody_else_does()
    {
        using var folder = new ContentFolder().Lecture("night", seats: 100);
        await using var portal = new PortalHost();
        await portal.ImportsAsync(folder);
        var lecture = await portal.LectureIdAsync("night");
        var ada = await portal.CameAsync(lecture, "ada@poyraz.example");
        var teacher = await portal.CameAsync(lecture, "teacher@poyraz.example", 24, party => party with { School = "Boğazkesen Lisesi", Level = "10-A" });
        var absent = await portal.RegisterAsync(lecture, "absent@poyraz.example", with: party => party with { AddedBy = "Rita" });
        var named = await portal.SeatAsync((book, c) => book.WalkInAsync(lecture, SeatPlace.Hall, "Walter Walks", 1, null, "Rita", c));
        var nameless = await portal.SeatAsync((book, c) => book.WalkInAsync(lecture, SeatPlace.Hall, "", 1, null, "Rita", c));
        named.Outcome.ShouldBe(SeatOutcome.Done);
        nameless.Outcome.ShouldBe(SeatOutcome.Done);
        portal.Clock.Now = Certificates.Afterwards;
        var rita = await portal.RitaTheRegistrarAsync();
        var path = $"/admin/lectures/{lecture}/certificates";

        var before = await rita.PageAsync(path);
        before.Words("form[method=post][action$=certificates] button").ShouldBe("Issue 3 certificates");
        before.Words("main .panel").ShouldContain("1 party came without a name and gets none.");
        using (var answer = await rita.PostAsync(path, path, []))
        {
            answer.Target().ShouldBe(path);
        }

        var after = await rita.PageAsync(path);
        after.Words("[role=status].done").ShouldBe("3 certificates were issued.");
        after.AllWords("tbody th").ShouldBe(["ada", "Boğazkesen Lisesi, 10-A", "Walter Walks"], ignoreOrder: true);
        after.QuerySelector("form[method=post][action$=certificates]").ShouldBeNull();
        (await portal.CertificatesAsync(absent.RegistrationId)).ShouldBeEmpty();
        var one = (await portal.CertificatesAsync(ada)).ShouldHaveSingleItem();
        one.Code.Length.ShouldBe(Codes.CertificateLength);
        after.Href($"tbody a[href$='{Codes.Spell(one.Code)}']").ShouldNotBeNull();
        var classOf = (await portal.CertificatesAsync(teacher)).ShouldHaveSingleItem();
        (classOf.Name, classOf.Kind, classOf.Came).ShouldBe(("Boğazkesen Lisesi, 10-A", PartyKind.Class, 24));
        var letter = (await portal.LettersToAsync("ada@poyraz.example"))[^1];
        letter.Kind.ShouldBe(RegistrationLetterKinds.Thanks);
        JsonSerializer.Deserialize<LetterFacts>(letter.Facts!)!.CertificateCode.ShouldBe(one.Code);
        (await portal.QueryAsync(db => db.Letters.CountAsync(l => l.Kind == RegistrationLetterKinds.Thanks, Cancellation))).ShouldBe(2);
        (await portal.QueryAsync(db => db.RegistrationSteps.Where(s => s.Action == RegistrationAction.CertificateIssued).Select(s => s.UserName).ToListAsync(Cancellation))).ShouldBe(["Rita", "Rita", "Rita"]);
    }

    [Fact]
    public async Task Pressed_twice_or_by_two_at_once_each_gets_one_and_the_later_ones_follow()
    {
        using var folder = new ContentFolder().Lecture("night", seats: 100);
        await using var portal = new PortalHost();
        await portal.ImportsAsync(folder);
        await using var node = new PortalHost().Beside(portal);
        var lecture = await portal.LectureIdAsync("night");
        for (var i = 0; i < 30; i++)
        {
            await portal.CameAsync(lecture, $"p{i}@poyraz.example");
        }

        portal.Clock.Now = node.Clock.Now = Certificates.Afterwards;
        var rita = await portal.RitaTheRegistrarAsync();
        var ada = await node.AdaTheAdministratorAsync();
        var path = $"/admin/lectures/{lecture}/certificates";
        var (ritas, adas) = (await rita.TokenAsync(path), await ada.TokenAsync(path));
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            using var content = new FormUrlEncodedContent([new("__RequestVerificationToken", i % 2 == 0 ? ritas : adas)]);
            using var answer = await (i % 2 == 0 ? rita : ada).PostAsync(path, content, Cancellation);
            return answer.StatusCode;
        }));

        answers.ShouldAllBe(status => status == HttpStatusCode.Redirect);
        (await portal.QueryAsync(db => db.Certificates.GroupBy(c => c.RegistrationId).Select(g => g.Count()).ToListAsync(Cancellation))).ShouldBe(Enumerable.Repeat(1, 30));
        (await portal.QueryAsync(db => db.Letters.CountAsync(l => l.Kind == RegistrationLetterKinds.Thanks, Cancellation))).ShouldBe(30);

        await portal.CameAsync(lecture, "late@poyraz.example");
        using var more = await rita.PostAsync(path, path, []);
        more.Target().ShouldBe(path);
        (await portal.QueryAsync(db => db.Certificates.CountAsync(Cancellation))).ShouldBe(31);
    }

    [Fact]
    public async Task Two_thousand_are_issued_with_one_press()
    {
        using var folder = new ContentFolder().Lecture("night", seats: 3000);
        await using var portal = new PortalHost();
        await portal.ImportsAsync(folder);
        var lecture = await portal.LectureIdAsync("night");
        await portal.QueryAsync(async db =>
        {
            db.Registrations.AddRange(Enumerable.Range(1, 2000).Select(i => new Registration
            {
                LectureId = lecture,
                State = RegistrationState.Attended,
                // Among them some whose name is none: they stop nobody behind them.
                Name = i % 4 == 0 ? "\u200B" : $"Pupil {i}",
                Email = $"p{i}@poyraz.example",
                EmailKey = $"p{i}@poyraz.example",
                Number = i,
                Came = 1,
                Version = Guid.NewGuid(),
            }));
            return await db.SaveChangesAsync(Cancellation);
        });
        portal.Clock.Now = Certificates.Afterwards;
        var rita = await portal.RitaTheRegistrarAsync();
        var path = $"/admin/lectures/{lecture}/certificates";
        using var answer = await rita.PostAsync(path, path, []);
        answer.Target().ShouldBe(path);
        (await rita.PageAsync(path)).Words("[role=status].done").ShouldBe("1,500 certificates were issued.");
        (await portal.QueryAsync(db => db.Certificates.Select(c => c.Code).Distinct().CountAsync(Cancellation))).ShouldBe(1500);
        (await portal.QueryAsync(db => db.Letters.CountAsync(l => l.Kind == RegistrationLetterKinds.Thanks, Cancellation))).ShouldBe(1500);
    }

    [Fact]
    public async Task Nothing_is_issued_before_the_lecture_is_over()
    {
        using var folder = new ContentFolder().Lecture("night");
        await using var portal = new PortalHost();
        await portal.ImportsAsync(folder);
        var lecture = await portal.LectureIdAsync("night");
        await portal.CameAsync(lecture, "ada@poyraz.example");
        var rita = await portal.RitaTheRegistrarAsync();
        var path = $"/admin/lectures/{lecture}/certificates";
        var page = await rita.PageAsync(path);
        page.QuerySelector("form[method=post][action$=certificates]").ShouldBeNull();
        page.Words("main .panel").ShouldContain("Certificates can be issued when the lecture is over: Thu 3 December, 15:30, Istanbul time.");
        // The page has no form now, so the token is another's.
        using var answer = await rita.PostAsync("/account", path, []);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await portal.QueryAsync(db => db.Certificates.CountAsync(Cancellation))).ShouldBe(0);
        (await rita.AnswerAsync("/admin/lectures/999999/certificates")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task One_is_revoked_with_a_reason_and_one_issued_anew_with_the_name_put_right()
    {
        using var folder = new ContentFolder().Lecture("night");
        await using var portal = new PortalHost();
        await portal.ImportsAsync(folder);
        var lecture = await portal.LectureIdAsync("night");
        var certificate = await portal.CertificateAsync(lecture, "aad@poyraz.example");
        var rita = await portal.RitaTheRegistrarAsync();
        var list = $"/admin/lectures/{lecture}/certificates";
        var (revoke, replace) = ($"{list}/{certificate.Id}/revoke", $"{list}/{certificate.Id}/replace");

        // Bad input: what was typed is still there.
        foreach (var (name, message) in new[] { ("", "Please type the name"), ("\u200B \u202E", "Please type the name"), (new string('x', 10_000), "at most 160 characters") })
        {
            using var bad = await rita.PostAsync(replace, replace, [new("name", name)]);
            var page = await bad.PageAsync(replace, HttpStatusCode.UnprocessableEntity);
            page.Words("[role=alert]").ShouldContain(message);
            (page.QuerySelector("input[name=name]")!.GetAttribute("value") ?? "").ShouldBe(name);
        }

        foreach (var (reason, message) in new[] { ("  ", "Please give a reason."), (new string('x', 501), "at most 500 characters") })
        {
            using var bad = await rita.PostAsync(revoke, revoke, [new("reason", reason)]);
            var page = await bad.PageAsync(revoke, HttpStatusCode.UnprocessableEntity);
            page.Words("[role=alert]").ShouldContain(message);
        }

        using (var answer = await rita.PostAsync(replace, replace, [new("name", " Ada\u202E  Lovelace ")]))
        {
            answer.Target().ShouldBe(list);
        }

        var both = await portal.CertificatesAsync(certificate.RegistrationId);
        both.Count.ShouldBe(2);
        both[0].RevokedAt.ShouldNotBeNull();
        (both[1].Name, both[1].RevokedAt).ShouldBe(("Ada Lovelace", null));
        both[1].Code.ShouldNotBe(both[0].Code);
        (await portal.Visitor().PageAsync(both[0].Path())).Words("main").ShouldContain("It was replaced by a new certificate.");
        (await portal.Visitor().PageAsync(both[1].Path())).Words(".cert-name").ShouldBe("Ada Lovelace");
        JsonSerializer.Deserialize<LetterFacts>((await portal.LettersToAsync("aad@poyraz.example"))[^1].Facts!)!.CertificateCode.ShouldBe(both[1].Code);

        // A second in place of the first is none: there is one that holds.
        using (var again = await rita.PostAsync(replace, replace, [new("name", "Ada Again")]))
        {
            (await again.PageAsync(replace, HttpStatusCode.UnprocessableEntity)).Words("[role=alert]").ShouldContain("there is another that is valid");
        }

        var second = $"{list}/{both[1].Id}/revoke";
        using (var answer = await rita.PostAsync(second, second, [new("reason", "Issued <b>by mistake</b>.")]))
        {
            answer.Target().ShouldBe(list);
        }

        (await portal.Visitor().PageAsync(both[1].Path())).Words("main dl").ShouldContain("Issued <b>by mistake</b>.");
        var page1 = await rita.PageAsync(list);
        page1.AllWords("tbody .chip").ShouldBe(["Revoked", "Revoked"]);
        // Bulk issuing does not undo what somebody decided.
        using (await rita.PostAsync(revoke, list, []))
        {
        }

        (await portal.CertificatesAsync(certificate.RegistrationId)).Count.ShouldBe(2);
        (await portal.QueryAsync(db => db.RegistrationSteps.CountAsync(s => s.Action == RegistrationAction.CertificateRevoked && s.UserName == "Rita", Cancellation))).ShouldBe(2);
    }

    [Fact]
    public async Task List_is_searched_by_name_in_any_case_by_code_and_by_state()
    {
        using var folder = new ContentFolder().Lecture("night", seats: 100).Lecture("other");
        await using var portal = new PortalHost();
        await portal.ImportsAsync(folder);
        var lecture = await portal.LectureIdAsync("night");
        for (var i = 0; i < 25; i++)
        {
            await portal.CameAsync(lecture, $"p{i}@poyraz.example", with: party => party with { Name = $"Pupil {i}" });
        }

        var one = await portal.CertificateAsync(lecture, "isik@poyraz.example", with: party => party with { Name = "Işık <i>Öz</i>" });
        var rita = await portal.RitaTheRegistrarAsync();
        var list = $"/admin/lectures/{lecture}/certificates";
        (await rita.PageAsync(list)).QuerySelectorAll("tbody tr").Length.ShouldBe(20);
        (await rita.PageAsync(list + "?page=2")).QuerySelectorAll("tbody tr").Length.ShouldBe(6);
        (await rita.PageAsync(list + "?page=99")).Words("main .empty").ShouldContain("No certificate is like that");
        foreach (var query in new[] { "IŞIK", "isik oz", Codes.Spell(one.Code), one.Code.ToLowerInvariant() })
        {
            (await rita.PageAsync(list + "?q=" + Uri.EscapeDataString(query))).AllWords("tbody th").ShouldBe(["Işık <i>Öz</i>"], query);
        }

        (await rita.PageAsync(list + "?state=revoked")).QuerySelectorAll("tbody tr").ShouldBeEmpty();
        (await rita.PageAsync(list + "?state=nonsense")).QuerySelectorAll("tbody tr").Length.ShouldBe(20);
        // Under another lecture's address there is no such certificate.
        var other = await portal.LectureIdAsync("other");
        (await rita.AnswerAsync($"/admin/lectures/{other}/certificates/{one.Id}/revoke")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await portal.SignedInAsync("Ruhi", Roles.Registrar, Languages.Turkish)).PageAsync(list)).Words("main").ShouldContain("26 belge");
    }
}
