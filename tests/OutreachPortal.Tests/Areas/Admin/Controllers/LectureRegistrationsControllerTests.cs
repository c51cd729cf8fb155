using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class LectureRegistrationsControllerTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static readonly Dictionary<string, string> Person = new() { ["Kind"] = "Person", ["Name"] = "Işıl Öz", ["Email"] = "isil@poyraz.example", ["Language"] = "tr" };

    [Fact]
    public async Task List_shows_who_registered_and_how_it_stands_in_words()
    {
        var (lecture, path) = await LectureAsync("shown", seats: 30, "approval: true");
        await portal.RegisterAsync(lecture, "ada@poyraz.example", with: p => p with { Name = "Ada Ak", IsAddressKnown = true });
        await portal.RegisterAsync(lecture, "okul@poyraz.example", 24, p => p with { Name = "Bora Er", School = "Atatürk Lisesi", Level = "10", AccessNeeds = "Wheelchair" });
        var rita = await portal.RitaTheRegistrarAsync();

        var page = await rita.PageAsync(path);

        var rows = page.AllWords(".registrations tbody tr").ToList();
        rows.Count.ShouldBe(2);
        rows[0].ShouldContain("Class of 24");
        rows[0].ShouldContain("23 pupils, 1 adult");
        rows[0].ShouldContain("Atatürk Lisesi, 10");
        rows[0].ShouldContain("Not confirmed yet");
        rows[0].ShouldContain("Access needs");
        rows[1].ShouldContain("Waits for the office");
        page.Words(".summary").ShouldContain("25 of 30 taken");
        page.QuerySelectorAll(".tabs a[aria-current=page]").Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("q=isil+oz", "Işıl Öz")]
    [InlineData("q=BILISIM", "Can Su")]
    [InlineData("q=can%40poyraz", "Can Su")]
    [InlineData("state=waiting", "Ece Ay")]
    [InlineData("place=online", "Deniz Su")]
    [InlineData("kind=class", "Can Su")]
    [InlineData("audience=teachers", "Deniz Su")]
    public async Task List_is_searched_and_filtered(string query, string found)
    {
        var path = await FilledAsync();
        var page = await (await portal.RitaTheRegistrarAsync()).PageAsync(path + "?" + query);
        page.AllWords(".registrations tbody th a").ShouldBe([found]);
        page.QuerySelectorAll(".result .chip").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Office_writes_to_those_who_have_a_seat_once_each_in_their_language_and_after_a_second_look()
    {
        var (lecture, path) = await LectureAsync("written", seats: 2, "waiting-list: strict-order");
        foreach (var (email, language) in new[] { ("tr@written.example", "tr"), ("en@written.example", "en"), ("late@written.example", "en") })
        {
            await portal.RegisterAsync(lecture, email, with: p => p with { IsAddressKnown = true, Language = language });
        }

        var rita = await portal.RitaTheRegistrarAsync();
        var typed = new Dictionary<string, string>
        {
            ["To"] = "Seated",
            ["Heading.Tr"] = "Kimlik getirin",
            ["Heading.En"] = "Bring your card",
            ["Message.Tr"] = "İlk satır\r\n\r\nSon [satır](http://evil.example) {{link}}",
            ["Message.En"] = "",
        };
        using var wrong = await rita.PostAsync(path + "/write", path + "/write", typed);
        (await wrong.PageAsync(path + "/write", HttpStatusCode.UnprocessableEntity)).Words(".problems").ShouldContain("Text (English) is missing.");

        typed["Message.En"] = "At the gate.";
        using var asked = await rita.PostAsync(path + "/write", path + "/write", typed);
        (await asked.PageAsync(path + "/write")).Words(".lead").ShouldBe("2 letters are sent. They cannot be called back.");
        (await portal.LettersToAsync("tr@written.example")).ShouldNotContain(letter => letter.Kind == RegistrationLetterKinds.Message);

        typed["IsSure"] = "true";
        using var sent = await rita.PostAsync(path + "/write", path + "/write", typed);
        sent.StatusCode.ShouldBe(HttpStatusCode.Found);
        using var again = await rita.PostAsync(path + "/write", path + "/write", typed);
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        foreach (var (email, count) in new[] { ("tr@written.example", 1), ("en@written.example", 1), ("late@written.example", 0) })
        {
            (await portal.LettersToAsync(email)).Count(letter => letter.Kind == RegistrationLetterKinds.Message).ShouldBe(count, email);
        }

        var row = (await portal.LettersToAsync("tr@written.example"))[^1];
        var written = (await portal.InScopeAsync(services => services.GetRequiredService<LetterWriter>().ShowAsync(row, TestContext.Current.CancellationToken))).Letter!;
        written.Subject.ShouldBe("Kimlik getirin");
        written.Text.ShouldContain("Merhaba tr,\n\nİlk satır\n\nSon [satır](http://evil.example) {{link}}\n\nBu ileti");
        written.Html.ShouldNotContain("href=\"http://evil");

        (await portal.QueryAsync(db => db.RegistrationSteps.SingleAsync(step => step.LectureId == lecture && step.Action == RegistrationAction.Told, TestContext.Current.CancellationToken)))
            .Remark.ShouldBe(StepRemark.Of("Step.Told.Message", 2));
    }

    [Fact]
    public async Task List_is_searched_by_ticket_code_and_sorted_by_name_in_the_readers_alphabet()
    {
        var path = await FilledAsync();
        var rita = await portal.RitaTheRegistrarAsync();
        var code = (await portal.RegistrationAsync("deniz@poyraz.example")).TicketCode!;
        (await rita.PageAsync($"{path}?q={Codes.Spell(code)}")).AllWords(".registrations tbody th a").ShouldBe(["Deniz Su"]);
        (await rita.PageAsync(path + "?q=poyraz&sort=name")).AllWords(".registrations tbody th a").ShouldBe(["Can Su", "Deniz Su", "Ece Ay", "Işıl Öz"]);
    }

    [Theory]
    [InlineData("state=asleep&place=roof&kind=%00&audience=cats&sort=luck&page=-1")]
    [InlineData("q=%25%5B_%5C&page=99999999999")]
    [InlineData("state=confirmed&state=waiting&q=+")]
    public async Task Odd_addresses_get_a_page(string query) => await (await portal.RitaTheRegistrarAsync()).PageAsync(await FilledAsync() + "?" + query);

    [Fact]
    public async Task List_has_pages_of_fifty()
    {
        var (lecture, path) = await LectureAsync("many", seats: 100);
        await Task.WhenAll(Enumerable.Range(1, 51).Select(i => portal.RegisterAsync(lecture, $"many{i}@poyraz.example")));
        var rita = await portal.RitaTheRegistrarAsync();
        (await rita.PageAsync(path)).QuerySelectorAll(".registrations tbody tr").Length.ShouldBe(50);
        (await rita.PageAsync(path + "?page=2")).QuerySelectorAll(".registrations tbody tr").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Who_has_no_business_there_is_kept_out()
    {
        var (_, path) = await LectureAsync("kept");
        foreach (var address in new[] { path, path + "/new", path + "/waiting", path + ".csv", path + ".json" })
        {
            (await portal.Visitor().AnswerAsync(address)).Target().ShouldNotBeNull().ShouldStartWith("/account/sign-in");
            (await (await portal.AliceTheAuthorAsync()).AnswerAsync(address)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await (await portal.EdTheEditorAsync()).AnswerAsync(address)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        (await (await portal.RitaTheRegistrarAsync()).AnswerAsync("/admin/lectures/999999/registrations")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Person_that_the_office_adds_is_confirmed_before_registration_opens_and_without_approval()
    {
        var (lecture, path) = await LectureAsync("added", more: "approval: true\nregistration-opens: 2026-12-01 10:00");
        var question = await AskAsync(lecture, "lunch", QuestionKind.YesNo);
        var rita = await portal.RitaTheRegistrarAsync();

        var answer = await rita.PostAsync(path + "/new", path + "/new", new Dictionary<string, string>(Person) { ["Email"] = "added@poyraz.example", ["Audience"] = "Pupils", ["Answer." + question] = "yes" });

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.TextAsync());
        var registration = await portal.RegistrationAsync("added@poyraz.example");
        (registration.State, registration.Name, registration.Audience).ShouldBe((RegistrationState.Confirmed, "Işıl Öz", Audience.Pupils));
        // In the holder's language, as the form that the public sees would have kept it.
        OutreachPortal.Models.Answers.Read(registration.Answers).ShouldHaveSingleItem().Text.ShouldBe("Evet");
        (await portal.LettersToAsync("added@poyraz.example")).Select(letter => letter.Kind).ShouldBe(["confirmed"]);
        (await rita.PageAsync(answer.Target()!)).Words("main").ShouldContain("Registered Rita");
    }

    [Fact]
    public async Task Class_that_the_office_adds_waits_where_all_is_taken()
    {
        var (lecture, path) = await LectureAsync("full", seats: 5, "waiting-list: strict-order");
        await portal.RegisterAsync(lecture, "five@poyraz.example", 5);
        var rita = await portal.RitaTheRegistrarAsync();
        var fields = new Dictionary<string, string>(Person) { ["Kind"] = "Class", ["Email"] = "class@poyraz.example", ["School"] = "A school", ["Pupils"] = "3", ["Adults"] = "1" };

        (await rita.PostAsync(path + "/new?for=class", path + "/new", fields)).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await portal.RegistrationAsync("class@poyraz.example")).State.ShouldBe(RegistrationState.Waiting);
        var page = await rita.PageAsync(path + "/waiting");
        page.AllWords(".waiting h4").ShouldBe(["Işıl Öz"]);
        page.Words("main .lead").ShouldContain("holds up those behind it");
    }

    [Fact]
    public async Task Waiting_list_says_why_it_did_not_move()
    {
        var (lecture, path) = await LectureAsync("stuck", seats: 4, "waiting-list: strict-order");
        var one = await portal.RegisterAsync(lecture, "one@poyraz.example");
        await portal.RegisterAsync(lecture, "three@poyraz.example", 3);
        await portal.RegisterAsync(lecture, "four@poyraz.example", 4);
        await portal.SeatAsync((book, c) => book.CancelAsync(one.RegistrationId, RegistrationEnding.Cancelled, "", null, c));

        var page = await (await portal.RitaTheRegistrarAsync()).PageAsync(path + "/waiting");

        page.Words(".timeline").ShouldContain("Free seats: 1. The first in line asks for 4 and is not passed");
    }

    [Fact]
    public async Task Bad_input_is_said_and_what_was_typed_stays()
    {
        var (lecture, path) = await LectureAsync("bad", seats: 5);
        var question = await AskAsync(lecture, "age", QuestionKind.Number);
        var rita = await portal.RitaTheRegistrarAsync();
        var fields = new Dictionary<string, string>
        {
            ["Kind"] = "Class",
            ["Name"] = new('x', 10_000),
            ["Email"] = "a@b\r\nBcc: c@d.example",
            ["Language"] = "xx",
            ["Pupils"] = "-3",
            ["Adults"] = "1000000000",
            ["Audience"] = "Alumni",
            ["Answer." + question] = "twelve",
        };

        var answer = await rita.PostAsync(path + "/new?for=class", path + "/new", fields);

        var page = await answer.PageAsync(path, HttpStatusCode.UnprocessableEntity);
        var said = page.Words(".problems");
        foreach (var part in new[] { "Name is longer than 120 characters.", "E-mail address is not an e-mail address.", "School is missing.", "Pupils is not a number from 1", "Adults is not a number from 0", "Language of the letters is missing.", "Audience is none of the choices.", "How many? is not a number." })
        {
            said.ShouldContain(part);
        }

        page.QuerySelector("#Pupils")!.GetAttribute("value").ShouldBe("-3");
        page.QuerySelector("#Answer_age")!.GetAttribute("value").ShouldBe("twelve");
        (await portal.QueryAsync(db => db.Registrations.CountAsync(r => r.LectureId == lecture, TestContext.Current.CancellationToken))).ShouldBe(0);
    }

    [Fact]
    public async Task Full_lecture_without_a_waiting_list_and_an_address_that_is_there_already_are_refused()
    {
        var (lecture, path) = await LectureAsync("crowded", seats: 1);
        var rita = await portal.RitaTheRegistrarAsync();
        (await rita.PostAsync(path + "/new", path + "/new", Person)).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var again = await (await rita.PostAsync(path + "/new", path + "/new", Person)).PageAsync(path, HttpStatusCode.UnprocessableEntity);
        again.Words(".problems").ShouldContain("is registered for this lecture already.");
        again.QuerySelectorAll("main a").ShouldContain(a => a.GetAttribute("href") == "/admin/registrations/" + portal.QueryAsync(db => db.Registrations.Where(r => r.LectureId == lecture).Select(r => r.Id).SingleAsync(TestContext.Current.CancellationToken)).Result);

        var other = new Dictionary<string, string>(Person) { ["Email"] = "other@poyraz.example" };
        (await (await rita.PostAsync(path + "/new", path + "/new", other)).PageAsync(path, HttpStatusCode.UnprocessableEntity)).Words(".problems").ShouldContain("All seats there are taken");
        (await portal.PoolAsync(lecture)).Taken.ShouldBe(1);
    }

    [Theory]
    [InlineData("/new")]
    [InlineData("/approve")]
    [InlineData("/reject")]
    public async Task Post_without_token_is_refused(string step)
    {
        var (_, path) = await LectureAsync("token");
        using var content = new FormUrlEncodedContent(Person);
        (await (await portal.RitaTheRegistrarAsync()).PostAsync(new Uri(path + step, UriKind.Relative), content, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Selected_are_approved_at_once_and_what_cannot_be_is_named()
    {
        var (lecture, path) = await LectureAsync("bulk", seats: 2, "approval: true\nwaiting-list: strict-order");
        var ids = new List<int>();
        foreach (var name in new[] { "Ada", "Bora", "Cem" })
        {
            ids.Add((await portal.RegisterAsync(lecture, name.ToLowerInvariant() + "@bulk.example", with: p => p with { Name = name, IsAddressKnown = true })).RegistrationId);
        }

        var rita = await portal.RitaTheRegistrarAsync();
        // The third waits: there are two seats.
        var answer = await rita.PostAsync(path, path + "/approve", ids.Select(id => KeyValuePair.Create("id", Text(id))));

        var page = await answer.PageAsync(path, HttpStatusCode.Conflict);
        page.Words(".problems").ShouldContain("Approved: 2. Not possible for: Cem (Waiting list)");
        (await portal.PoolAsync(lecture)).Taken.ShouldBe(2);
        (await portal.LettersToAsync("ada@bulk.example")).Select(letter => letter.Kind).ShouldBe(["requested", "confirmed"]);
        (await portal.RegistrationAsync("cem@bulk.example")).State.ShouldBe(RegistrationState.Waiting);
    }

    [Fact]
    public async Task Selected_are_rejected_with_a_reason_that_is_asked_for()
    {
        var (lecture, path) = await LectureAsync("rejected", seats: 5, "approval: true");
        var one = await portal.RegisterAsync(lecture, "no1@poyraz.example", with: p => p with { IsAddressKnown = true });
        var two = await portal.RegisterAsync(lecture, "no2@poyraz.example", with: p => p with { IsAddressKnown = true });
        var rita = await portal.RitaTheRegistrarAsync();
        KeyValuePair<string, string>[] picked = [new("id", Text(one.RegistrationId)), new("id", Text(two.RegistrationId))];

        (await (await rita.PostAsync(path, path + "/reject", picked)).PageAsync(path)).Words("h1").ShouldBe("Reject 2 registrations");
        (await (await rita.PostAsync(path, path + "/reject", [.. picked, new("isAsked", "true")])).PageAsync(path, HttpStatusCode.UnprocessableEntity)).Words(".problems").ShouldContain("is missing.");
        (await rita.PostAsync(path, path + "/reject", [.. picked, new("isAsked", "true"), new("Reason", "Only for schools.")])).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var registration = await portal.RegistrationAsync("no2@poyraz.example");
        (registration.State, registration.Ending, registration.Reason).ShouldBe((RegistrationState.Cancelled, RegistrationEnding.Rejected, "Only for schools."));
        (await portal.PoolAsync(lecture)).Taken.ShouldBe(0);
        (await (await rita.PostAsync(path, path + "/approve", [])).PageAsync(path, HttpStatusCode.UnprocessableEntity)).Words(".problems").ShouldContain("Select at least one");
    }

    [Fact]
    public async Task Csv_has_every_field_and_no_cell_is_a_formula()
    {
        var (lecture, path) = await LectureAsync("file");
        var question = await AskAsync(lecture, "lunch", QuestionKind.ShortText);
        await portal.RegisterAsync(lecture, "f@poyraz.example", with: p => p with
        {
            Name = "=HYPERLINK(\"http://x\")",
            AccessNeeds = "+1",
            Answers = OutreachPortal.Models.Answers.Write([new(question, "How many?", ["@SUM(1)"]), new("gone", "Old question", ["yes"])]),
        });
        var rita = await portal.RitaTheRegistrarAsync();

        var answer = await rita.AnswerAsync(path + ".csv");

        answer.Header("Content-Type").ShouldBe("text/csv; charset=utf-8");
        answer.Header("Content-Disposition").ShouldBe("attachment; filename=\"registrations-file-2026-11-23.csv\"");
        var text = await answer.TextAsync();
        (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        var lines = text.TrimStart('\uFEFF').TrimEnd().Split("\r\n");
        lines.Length.ShouldBe(3);
        lines[0].ShouldStartWith("id,state,ending,place,kind,seats,name,email");
        lines[0].ShouldEndWith("answer.lunch,otherAnswers");
        lines[1].ShouldContain(",E-mail address,");
        lines[2].ShouldContain("\"'=HYPERLINK(\"\"http://x\"\")\"");
        lines[2].ShouldContain(",'+1,");
        lines[2].ShouldContain(",'@SUM(1),");
        lines[2].ShouldContain("Old question: yes");
        (await portal.QueryAsync(db => db.AuditEntries.OrderByDescending(e => e.Id).Select(e => new { e.Action, e.Target, e.UserName }).FirstAsync(TestContext.Current.CancellationToken)))
            .ShouldBe(new { Action = AuditAction.RegistrationsExported, Target = "lectures/file", UserName = "Rita" });
    }

    [Fact]
    public async Task Files_hold_what_the_list_shows_and_turkish_ones_have_semicolons()
    {
        var path = await FilledAsync();
        var selin = await portal.SignedInAsync("Selin", Roles.Registrar, Languages.Turkish);
        var lines = (await (await selin.AnswerAsync(path + ".csv?kind=class")).TextAsync()).TrimEnd().Split("\r\n");
        lines.Length.ShouldBe(3);
        lines[2].ShouldContain(";Can Su;");

        var answer = await selin.AnswerAsync(path + ".json?q=deniz");
        answer.Header("Content-Disposition").ShouldNotBeNull().ShouldContain("-2026-11-23.json");
        using var json = JsonDocument.Parse(await answer.TextAsync());
        var row = json.RootElement.EnumerateArray().ShouldHaveSingleItem();
        row.GetProperty("email").GetString().ShouldBe("deniz@poyraz.example");
        row.GetProperty("audience").GetString().ShouldBe("teachers");
        row.GetProperty("seats").GetInt32().ShouldBe(1);
        row.GetProperty("ending").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static int _made;

    private async Task<(int Id, string Path)> LectureAsync(string key, int? seats = 10, string more = "")
    {
        using var folder = new ContentFolder().Lecture(key, seats, more);
        await portal.ImportAllAsync(folder);
        var id = await portal.LectureIdAsync(key);
        return (id, $"/admin/lectures/{id}/registrations");
    }

    private async Task<string> FilledAsync()
    {
        // Seats online are for a lecture that is held there too.
        using var folder = new ContentFolder().Lecture("filled").Text("lectures/filled.en.md",
            "title: Lecture filled\nsummary: About it.\nplace: Hall 1\nstart: 2026-12-03 14:00\nend: 15:30\nmode: hybrid\naudience: [pupils]\nseats: 6\nonline-seats: 5\nwaiting-list: strict-order");
        await portal.ImportAllAsync(folder);
        var lecture = await portal.LectureIdAsync("filled");
        var path = $"/admin/lectures/{lecture}/registrations";
        if (Interlocked.Increment(ref _made) == 1 || !await portal.QueryAsync(db => db.Registrations.AnyAsync(r => r.LectureId == lecture, TestContext.Current.CancellationToken)))
        {
            await portal.RegisterAsync(lecture, "isil@filled.example", with: p => p with { Name = "Işıl Öz", Email = "isil@poyraz.example" });
            await portal.RegisterAsync(lecture, "can@poyraz.example", 5, p => p with { Name = "Can Su", School = "Bilişim Lisesi" });
            await portal.RegisterAsync(lecture, "deniz@poyraz.example", with: p => p with { Name = "Deniz Su", Place = SeatPlace.Online, Audience = Audience.Teachers });
            await portal.RegisterAsync(lecture, "ece@poyraz.example", with: p => p with { Name = "Ece Ay" });
        }

        return path;
    }

    private async Task<string> AskAsync(int lecture, string key, QuestionKind kind)
    {
        await portal.QueryAsync(async db =>
        {
            db.Set<LectureQuestion>().Add(new() { LectureId = lecture, Key = key, Kind = kind, IsRequired = true, Text = new() { En = "How many?", Tr = "Kaç?" } });
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        return key;
    }
}
