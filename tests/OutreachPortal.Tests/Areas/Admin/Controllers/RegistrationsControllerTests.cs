using System.Net;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class RegistrationsControllerTests(UnsentPortal portal) : IClassFixture<UnsentPortal>
{
    [Fact]
    public async Task Lectures_show_their_seats_and_what_waits_for_the_office()
    {
        var lecture = await LectureAsync("first", seats: 5, "approval: true");
        await portal.RegisterAsync(lecture, "first@first.example", with: p => p with { IsAddressKnown = true });
        var rita = await portal.RitaTheRegistrarAsync();

        var page = await rita.PageAsync("/admin/registrations?q=Lecture+first");

        page.QuerySelectorAll(".lecture-line").ShouldHaveSingleItem().Words().ShouldContain("1 of 5 taken");
        page.Words(".lecture-line").ShouldContain("1 request to approve");
        page.Words(".lecture-line").ShouldContain("Open for registration");
        (await rita.PageAsync("/admin/registrations")).QuerySelectorAll(".menu-list [aria-current=page]").ShouldHaveSingleItem().Words().ShouldBe("Registrations");
        (await rita.PageAsync("/admin")).Words("#part_ToDecide").ShouldBe("Requests to approve");
        (await rita.PageAsync("/admin/registrations?page=7")).Words("main").ShouldContain("There is no such page");
        (await rita.PageAsync("/admin/registrations?when=past&q=%25_%00")).Words("main").ShouldContain("No lecture is called that");
    }

    [Theory]
    [InlineData("ayse.nur@people.example")]
    [InlineData("AYSE.NUR@people.example")]
    [InlineData("ayşe")]
    [InlineData("nur yilmaz")]
    public async Task Person_is_found_in_whatever_lecture(string typed)
    {
        var (one, two) = (await LectureAsync("where"), await LectureAsync("elsewhere"));
        foreach (var lecture in new[] { one, two })
        {
            await portal.RegisterAsync(lecture, "ayse.nur@people.example", with: p => p with { Name = "Ayşe Nur Yılmaz" });
        }

        var page = await (await portal.RitaTheRegistrarAsync()).PageAsync("/admin/registrations?q=" + Uri.EscapeDataString(typed));

        page.AllWords("#people_head ~ ul .item").Count(words => words.Contains("Ayşe Nur Yılmaz", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Who_has_no_business_there_is_kept_out()
    {
        var (_, path) = await RegistrationAsync("guarded");
        foreach (var address in new[] { "/admin/registrations", path, path + "/edit", path + "/move", path + "/erase" })
        {
            (await portal.Visitor().AnswerAsync(address)).Target().ShouldNotBeNull().ShouldStartWith("/account/sign-in");
            (await (await portal.EdTheEditorAsync()).AnswerAsync(address)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        foreach (var step in new[] { "approve", "reject", "cancel", "erase", "move", "edit", "resend" })
        {
            using var content = new FormUrlEncodedContent([]);
            (await (await portal.RitaTheRegistrarAsync()).PostAsync(new Uri($"{path}/{step}", UriKind.Relative), content, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.BadRequest, step);
            (await (await portal.RitaTheRegistrarAsync()).PostAsync(path, $"/admin/registrations/999999/{step}", [new("Reason", "x")])).StatusCode.ShouldBe(HttpStatusCode.NotFound, step);
        }
    }

    [Fact]
    public async Task Request_is_approved_with_a_letter_and_a_step_that_says_by_whom()
    {
        var (id, path) = await RegistrationAsync("approved", "approval: true", p => p with { IsAddressKnown = true });
        var rita = await portal.RitaTheRegistrarAsync();

        await DoneAsync(rita, path, "approve");

        var page = await rita.PageAsync(path);
        page.Words(".timeline li").ShouldStartWith("Approved Rita");
        page.Words(".facts").ShouldContain("Confirmed");
        page.Words(".link-list").ShouldContain("Confirmed");
        (await StateAsync(id)).ShouldBe(RegistrationState.Confirmed);
    }

    [Theory]
    [InlineData("reject", RegistrationEnding.Rejected)]
    [InlineData("cancel", RegistrationEnding.CancelledByOffice)]
    public async Task Ending_takes_a_reason_that_the_holder_reads(string step, RegistrationEnding ending)
    {
        var (id, path) = await RegistrationAsync("ended-" + step);
        var rita = await portal.RitaTheRegistrarAsync();

        var lacking = await PostAsync(rita, path, step, ("Reason", "  "));
        (await lacking.PageAsync(path, HttpStatusCode.UnprocessableEntity)).Words(".problems").ShouldContain("Reason is missing.");
        var tooLong = await PostAsync(rita, path, step, ("Reason", new string('r', 501)));
        (await tooLong.PageAsync(path, HttpStatusCode.UnprocessableEntity)).QuerySelector("textarea")!.TextContent.Length.ShouldBe(501);
        await DoneAsync(rita, path, step, ("Reason", "The bus is full."));

        var registration = await OneAsync(id);
        (registration.Ending, registration.Reason).ShouldBe((ending, "The bus is full."));
        (await portal.LettersToAsync(registration.Email))[^1].Facts.ShouldNotBeNull().ShouldContain("The bus is full.");
        (await rita.PageAsync(path)).Words(".facts").ShouldContain("The bus is full.");
    }

    [Fact]
    public async Task What_somebody_changed_meanwhile_is_not_overwritten()
    {
        var (id, path) = await RegistrationAsync("stale");
        var rita = await portal.RitaTheRegistrarAsync();
        foreach (var step in new[] { "cancel", "erase", "resend", "approve", "edit", "move" })
        {
            var answer = await rita.PostAsync(path, $"{path}/{step}", [new("Version", Guid.NewGuid().ToString()), new("Reason", "x"), new("Name", "Other"), new("To", $"{(await OneAsync(id)).LectureId}-Online")]);
            (await answer.PageAsync(path, HttpStatusCode.Conflict)).Words("[role=alert]").ShouldContain("Somebody else has changed");
        }

        (await OneAsync(id)).State.ShouldBe(RegistrationState.Pending);
        // And what does not fit its state is said to.
        await DoneAsync(rita, path, "cancel", ("Reason", "x"));
        (await (await PostAsync(rita, path, "approve")).PageAsync(path, HttpStatusCode.Conflict)).Words("[role=alert]").ShouldContain("cannot be done");
    }

    [Fact]
    public async Task Link_is_sent_again()
    {
        var (id, path) = await RegistrationAsync("resent");
        await DoneAsync(await portal.RitaTheRegistrarAsync(), path, "resend");
        (await portal.LettersToAsync((await OneAsync(id)).Email)).Select(letter => letter.Kind).ShouldBe(["confirm", "confirm"]);
    }

    [Fact]
    public async Task Party_moves_to_another_lecture_and_what_it_had_is_offered_to_who_waits()
    {
        var to = await LectureAsync("target", seats: 3);
        var from = await LectureAsync("source", seats: 2, "waiting-list: strict-order");
        var class2 = await portal.RegisterAsync(from, "class@move.example", 2);
        await portal.RegisterAsync(from, "waits@move.example");
        var path = $"/admin/registrations/{class2.RegistrationId}";
        var rita = await portal.RitaTheRegistrarAsync();

        (await rita.PageAsync(path + "/move?q=target")).QuerySelectorAll("input[name=To]").ShouldHaveSingleItem().GetAttribute("value").ShouldBe($"{to}-Hall");
        await DoneAsync(rita, path, "move", ("To", $"{to}-Hall"));

        (await portal.PoolAsync(to)).Taken.ShouldBe(2);
        (await portal.RegistrationAsync("waits@move.example")).State.ShouldBe(RegistrationState.Offered);
        (await portal.LettersToAsync("class@move.example"))[^1].Kind.ShouldBe("changed");
        (await rita.PageAsync(path)).AllWords(".timeline li").Count(words => words.StartsWith("Moved", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Party_does_not_move_where_there_is_no_room_or_where_it_is_already()
    {
        var full = await LectureAsync("no-room", seats: 1);
        await portal.RegisterAsync(full, "there@conflict.example");
        var roomy = await LectureAsync("roomy", seats: 10);
        await portal.RegisterAsync(roomy, "both@conflict.example");
        var from = await LectureAsync("leaving", seats: 10);
        var one = await portal.RegisterAsync(from, "both@conflict.example");
        var path = $"/admin/registrations/{one.RegistrationId}";
        var rita = await portal.RitaTheRegistrarAsync();

        foreach (var (target, said) in new[] { ($"{full}-Hall", "no longer enough free seats"), ($"{roomy}-Hall", "is registered for that lecture already"), ($"{roomy}-Online", "takes nobody"), ("999999-Hall", "takes nobody"), ("", "Choose where"), ("1-1", "Choose where"), ("x", "Choose where") })
        {
            (await (await PostAsync(rita, path, "move", ("To", target))).PageAsync(path, HttpStatusCode.UnprocessableEntity)).Words(".problems").ShouldContain(said);
        }

        (await OneAsync(one.RegistrationId)).LectureId.ShouldBe(from);
        (await portal.PoolAsync(from)).Taken.ShouldBe(1);
    }

    [Fact]
    public async Task Details_are_edited_and_a_new_address_gets_the_link_while_the_old_links_end()
    {
        var (id, path) = await RegistrationAsync("edited");
        var old = await portal.TokenAsync((await OneAsync(id)).Email);
        var rita = await portal.RitaTheRegistrarAsync();
        var fields = (await rita.PageAsync(path + "/edit")).Fields("form.party").With("Name", "Ada \u202eLovelace\u200b\u0007").With("Email", "new@edited.example").With("AccessNeeds", "Ramp");

        (await rita.PostAsync(path, path + "/edit", fields.Where(field => field.Key != "__RequestVerificationToken"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var registration = await OneAsync(id);
        (registration.Name, registration.Email, registration.EmailKey, registration.AccessNeeds).ShouldBe(("Ada Lovelace", "new@edited.example", "new@edited.example", "Ramp"));
        var letter = (await portal.LettersToAsync("new@edited.example")).ShouldHaveSingleItem();
        (await portal.InScopeAsync(services => Links(services).FindAsync(portal.TokenIn(letter), TestContext.Current.CancellationToken))).ShouldBe(id);
        (await portal.InScopeAsync(services => Links(services).FindAsync(old, TestContext.Current.CancellationToken))).ShouldBeNull();
        (await rita.PageAsync(path)).Words(".timeline").ShouldContain("Changed by the office: Name, Access needs, E-mail address");
    }

    [Fact]
    public async Task Address_that_is_registered_already_and_numbers_that_do_not_fit_are_refused_and_nothing_is_written()
    {
        var lecture = await LectureAsync("unique", seats: 10);
        await portal.RegisterAsync(lecture, "taken@unique.example", 4);
        var one = await portal.RegisterAsync(lecture, "mine@unique.example", 4);
        var path = $"/admin/registrations/{one.RegistrationId}";
        var rita = await portal.RitaTheRegistrarAsync();
        var fields = (await rita.PageAsync(path + "/edit")).Fields("form.party").Where(field => field.Key != "__RequestVerificationToken").ToList();

        foreach (var (name, value, said) in new[]
        {
            ("Email", "TAKEN@unique.example", "is registered for this lecture already."), ("Email", "nobody", "is not an e-mail address."), ("Pupils", "8", "needs more seats than are free."),
            ("Pupils", "99999", "is more than there are seats."), ("Pupils", "0", "is not a number from 1"), ("School", "", ""),
        })
        {
            var answer = await rita.PostAsync(path, path + "/edit", fields.With("Name", "Changed").With(name, value));
            if (said.Length > 0)
            {
                var page = await answer.PageAsync(path, HttpStatusCode.UnprocessableEntity);
                page.Words(".problems").ShouldContain(said);
                page.QuerySelector("#Name")!.GetAttribute("value").ShouldBe("Changed");
                (await OneAsync(one.RegistrationId)).Name.ShouldBe("mine");
            }
        }

        var kept = (await rita.PageAsync(path + "/edit")).Fields("form.party").Where(field => field.Key != "__RequestVerificationToken").ToList();
        (await rita.PostAsync(path, path + "/edit", kept.With("Pupils", "5"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await portal.PoolAsync(lecture)).Taken.ShouldBe(10);
        (await rita.PageAsync(path)).Words(".timeline").ShouldContain("Seats changed from 4 to 6.");
    }

    [Fact]
    public async Task Personal_data_are_erased_on_request_and_who_did_it_is_kept()
    {
        var (id, path) = await RegistrationAsync("erased", with: p => p with { Name = "Forget Me" });
        var rita = await portal.RitaTheRegistrarAsync();

        await DoneAsync(rita, path, "erase");

        var registration = await OneAsync(id);
        (registration.Name, registration.Email, registration.State).ShouldBe(("", "", RegistrationState.Cancelled));
        (await rita.PageAsync(path)).Words("main").ShouldNotContain("Forget Me");
        (await portal.QueryAsync(db => db.AuditEntries.CountAsync(e => e.Action == AuditAction.RegistrationErased && e.UserName == "Rita" && e.Target == path, TestContext.Current.CancellationToken))).ShouldBe(1);
        (await rita.AnswerAsync(path + "/edit")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Everything_of_one_is_shown_with_the_consents_as_they_then_read()
    {
        var lecture = await LectureAsync("consented");
        var notice = await portal.QueryAsync(async db =>
        {
            var row = db.Notices.Add(new() { Kind = NoticeKind.Recording, Number = 91, Text = new() { En = "We record <b>sound</b>.", Tr = "Ses kaydedilir." } }).Entity;
            var read = db.Notices.Add(new() { Kind = NoticeKind.Information, Number = 91, Text = new() { En = "## Who\n\n**Kept** by {{site}}.", Tr = "Saklayan: {{site}}." } }).Entity;
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            return (row.Id, Read: read.Id);
        });
        var one = await portal.RegisterAsync(lecture, "all@consented.example", with: p => p with { NoticeId = notice.Read, Consents = [notice.Id], Answers = OutreachPortal.Models.Answers.Write([new("a", "Lunch?", ["Yes"])]) });

        foreach (var language in Languages.All)
        {
            var page = await (await portal.SignedInAsync("Reader " + language, Roles.Registrar, language)).PageAsync($"/admin/registrations/{one.RegistrationId}");
            page.QuerySelectorAll(".as-read .prose").Select(text => text.Words("p")).ShouldBe(["Kept by Poyraz University.", "We record <b>sound</b>."]);
            page.Words(".facts").ShouldContain("Lunch?Yes");
        }
    }

    [Fact]
    public void Every_step_and_every_reason_has_words()
    {
        var words = System.Xml.Linq.XDocument.Load(Path.Combine(Folder(), "Words.resx")).Root!.Elements("data").Select(data => data.Attribute("name")!.Value).ToHashSet();
        Enum.GetNames<RegistrationAction>().Select(name => "RegistrationAction." + name).ShouldAllBe(key => words.Contains(key));
        Enum.GetNames<RegistrationState>().Select(name => "RegistrationState." + name).ShouldAllBe(key => words.Contains(key));
        Enum.GetNames<RegistrationEnding>().Select(name => "RegistrationEnding." + name).ShouldAllBe(key => words.Contains(key));
        var source = string.Concat(Directory.EnumerateFiles(Path.Combine(Folder(), "..", "Services", "Registrations"), "*.cs").Select(File.ReadAllText));
        var keys = System.Text.RegularExpressions.Regex.Matches(source, "\"(Step\\.[A-Za-z.]+)\"").Select(match => match.Groups[1].Value).Distinct().ToList();
        keys.Count.ShouldBeGreaterThan(7);
        keys.ShouldAllBe(key => words.Contains(key));
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "OutreachPortal.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "src", "OutreachPortal", "Resources");
    }

    private static RegistrationLinks Links(IServiceProvider services) => (RegistrationLinks)services.GetService(typeof(RegistrationLinks))!;

    private Task<Registration> OneAsync(int id) => portal.QueryAsync(db => db.Registrations.AsNoTracking().SingleAsync(r => r.Id == id, TestContext.Current.CancellationToken));

    private async Task<RegistrationState> StateAsync(int id) => (await OneAsync(id)).State;

    private async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string step, params (string Name, string Value)[] fields)
    {
        var version = (await OneAsync(int.Parse(path.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture))).Version;
        return await client.PostAsync(path, $"{path}/{step}", [.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), new("Version", version.ToString())]);
    }

    private async Task DoneAsync(HttpClient client, string path, string step, params (string Name, string Value)[] fields)
    {
        var answer = await PostAsync(client, path, step, fields);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, step + ": " + await answer.TextAsync());
    }

    private async Task<int> LectureAsync(string key, int seats = 10, string more = "")
    {
        using var folder = new ContentFolder().Lecture(key, seats, more);
        await portal.ImportAllAsync(folder);
        return await portal.LectureIdAsync(key);
    }

    private async Task<(int Id, string Path)> RegistrationAsync(string key, string more = "", Func<NewRegistration, NewRegistration>? with = null)
    {
        var lecture = await LectureAsync(key, more: more);
        var one = await portal.RegisterAsync(lecture, $"one@{key}.example", with: with);
        return (one.RegistrationId, $"/admin/registrations/{one.RegistrationId}");
    }
}
