using System.Net;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

public sealed class RegistrationsControllerTests : IAsyncLifetime
{
    private const string Open = "/en/lectures/lecture-open/register";
    private const string Asking = "/en/lectures/lecture-asking/register";
    private const string Sent = "/en/lectures/lecture-open/register/sent";

    private const string Questions = """
        audience: [pupils, adults]
        online-seats: 5
        asks-recording: true
        asks-photographs: true
        questions:
          - key: why
            kind: long-text
            text: { en: Why do you come?, tr: Neden geliyorsunuz? }
          - key: school
            kind: one
            required: true
            text: { en: Which school?, tr: Hangi okul? }
            options: { en: "North\nSouth", tr: "Kuzey\nGüney" }
          - key: topics
            kind: several
            text: { en: Which topics?, tr: Hangi konular? }
            options: { en: "Stars\nPlanets\nDust", tr: "Yıldızlar\nGezegenler\nToz" }
          - key: first
            kind: yes-no
            text: { en: Your first time?, tr: İlk kez mi? }
          - key: age
            kind: number
            text: { en: How old are you?, tr: Kaç yaşındasınız? }
          - key: nick
            kind: short-text
            text: { en: What are you called?, tr: Size ne derler? }
        """;

    private readonly ContentFolder _folder = new();
    private readonly PortalHost _portal = new();

    private HttpClient Visitor => _portal.Visitor();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _folder.Lecture("open");
        _folder.Lecture("asking", more: Questions.Replace("audience: [pupils, adults]\n", "", StringComparison.Ordinal));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("en", "lecture-open")]
    [InlineData("tr", "konferans-open")]
    public async Task Person_registers_and_is_sent_a_letter_that_confirms(string culture, string slug)
    {
        await _portal.ImportsAsync(_folder);
        using var answer = await Visitor.SendFormAsync($"/{culture}/lectures/{slug}/register", ("name", " Ada  Lovelace "), ("email", "Ada@poyraz.example"), ("needs", "A ramp.\r\nThank you."));

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Target().ShouldBe($"/{culture}/lectures/{slug}/register/sent");
        var registration = await _portal.RegistrationAsync("Ada@poyraz.example");
        registration.State.ShouldBe(RegistrationState.Pending);
        registration.Name.ShouldBe("Ada Lovelace");
        registration.Language.ShouldBe(culture);
        registration.Audience.ShouldBe(Audience.Pupils);
        registration.AccessNeeds.ShouldBe("A ramp.\nThank you.");
        (await _portal.LettersToAsync("Ada@poyraz.example")).Single().Kind.ShouldBe("confirm");

        var page = await Visitor.PageAsync(answer.Target()!);
        page.DocumentElement.GetAttribute("lang").ShouldBe(culture);
        page.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
        page.DocumentElement.TextContent.ShouldNotContain("poyraz.example/");
    }

    [Fact]
    public async Task Form_is_kept_by_nobody_and_found_by_no_search_engine()
    {
        await _portal.ImportsAsync(_folder);
        using var answer = await Visitor.AnswerAsync(Open);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var page = await answer.PageAsync(Open);
        page.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
        page.QuerySelectorAll("main script").ShouldBeEmpty();
        page.Href(".lang").ShouldBe("/tr/lectures/konferans-open/register");
        page.Words(".legal").ShouldNotContain("No cookies");
    }

    [Fact]
    public async Task Answers_and_consents_are_kept_as_they_then_read()
    {
        await _portal.ImportsAsync(_folder);
        var notices = await _portal.WriteNoticesAsync();
        using var answer = await Visitor.SendFormAsync("/tr/lectures/konferans-asking/register", ("name", "Ece"), ("email", "ece@poyraz.example"), ("place", "Online"),
            ("answers[why]", "Merak.\r\n\r\nÇok."), ("answers[school]", "Güney"), ("answers[topics]", "Toz"), ("answers[topics]", "Yıldızlar"), ("answers[first]", "yes"),
            ("answers[age]", "12,5"), ("answers[nick]", "Ece 🚀"), ("recording", $"{notices[NoticeKind.Recording]}"));

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var registration = await _portal.RegistrationAsync("ece@poyraz.example");
        registration.Place.ShouldBe(SeatPlace.Online);
        registration.NoticeId.ShouldBe(notices[NoticeKind.Information]);
        OutreachPortal.Models.Answers.Read(registration.Answers).Select(one => $"{one.Key}|{one.Question}|{one.Text}").ShouldBe(
        [
            "why|Neden geliyorsunuz?|Merak.\n\nÇok.", "school|Hangi okul?|Güney", "topics|Hangi konular?|Yıldızlar; Toz", "first|İlk kez mi?|Evet", "age|Kaç yaşındasınız?|12,5",
            "nick|Size ne derler?|Ece 🚀",
        ]);
        (await _portal.QueryAsync(db => db.Set<Consent>().Where(consent => consent.RegistrationId == registration.Id).Select(consent => consent.NoticeId).ToListAsync(Cancellation)))
            .ShouldBe([notices[NoticeKind.Recording]]);
    }

    [Fact]
    public async Task Consents_are_apart_and_not_ticked_and_the_notice_is_read_and_not_agreed_to()
    {
        await _portal.ImportsAsync(_folder);
        await _portal.WriteNoticesAsync();
        var page = await Visitor.PageAsync(Asking);
        page.QuerySelectorAll("#recording, #photographs").Length.ShouldBe(2);
        page.QuerySelectorAll("main form [checked]").ShouldBeEmpty();
        page.QuerySelectorAll("#recording[required], #photographs[required]").ShouldBeEmpty();
        page.QuerySelector("main form details strong")!.TextContent.ShouldBe("Information");
        page.QuerySelectorAll("main form details input").ShouldBeEmpty();
        await using var fresh = new PortalHost();
        await fresh.ImportsAsync(_folder);
        foreach (var address in new[] { Asking, "/tr/lectures/konferans-asking/register" })
        {
            var own = await fresh.Visitor().PageAsync(address);
            own.Words("main form details").ShouldContain("365");
            own.Words("main form details").ShouldNotContain("{");
        }

        (await Visitor.PageAsync(Open)).QuerySelectorAll("#recording, #photographs").ShouldBeEmpty();
    }

    [Fact]
    public async Task Notice_that_changed_while_the_form_was_open_is_kept_as_it_was_shown_but_consent_is_asked_for_again()
    {
        await _portal.ImportsAsync(_folder);
        var old = await _portal.WriteNoticesAsync();
        var now = await _portal.WriteNoticesAsync(3);
        using var visitor = Visitor;
        using var refused = await visitor.SendFormAsync(Asking, ("name", "Ada"), ("email", "a@poyraz.example"), ("place", "Hall"), ("answers[school]", "North"),
            ("notice", $"{old[NoticeKind.Information]}"), ("recording", $"{old[NoticeKind.Recording]}"));
        var page = await refused.PageAsync(Asking, HttpStatusCode.UnprocessableEntity);
        page.QuerySelector("#recording")!.HasAttribute("checked").ShouldBeFalse();
        page.Words(".problems").ShouldContain("read it");

        using var taken = await visitor.SendFormAsync(Asking, ("name", "Ada"), ("email", "a@poyraz.example"), ("place", "Hall"), ("answers[school]", "North"),
            ("notice", $"{old[NoticeKind.Information]}"), ("recording", $"{now[NoticeKind.Recording]}"));
        taken.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await _portal.RegistrationAsync("a@poyraz.example")).NoticeId.ShouldBe(old[NoticeKind.Information]);
    }

    [Fact]
    public async Task Class_is_one_block_of_seats_and_no_pupil_is_named()
    {
        await _portal.ImportsAsync(_folder);
        (await Visitor.PageAsync(Open)).QuerySelectorAll("main a").Select(link => link.GetAttribute("href")).ShouldContain(Open + "?for=class");
        using var answer = await Visitor.SendFormAsync(Open + "?for=class", ("name", "Ms Teacher"), ("email", "t@poyraz.example"), ("school", "Harbour School"), ("level", "5 and 6"),
            ("pupils", "7"), ("adults", " 2 "));

        answer.Target().ShouldBe(Sent);
        var registration = await _portal.RegistrationAsync("t@poyraz.example");
        (registration.Kind, registration.Seats, registration.Pupils, registration.Adults, registration.School, registration.Level, registration.Audience)
            .ShouldBe((PartyKind.Class, 9, 7, 2, "Harbour School", "5 and 6", Audience.Pupils));
        (await _portal.PoolAsync(registration.LectureId)).Taken.ShouldBe(9);
    }

    [Fact]
    public async Task Lecture_without_classes_has_no_form_for_them_and_refuses_one_that_is_sent()
    {
        _folder.Lecture("alone", more: "largest-party: 1");
        await _portal.ImportsAsync(_folder);
        const string alone = "/en/lectures/lecture-alone/register";
        var page = await Visitor.PageAsync(alone + "?for=class");
        page.QuerySelector("#school").ShouldBeNull();
        page.QuerySelectorAll("main a[href*=class]").ShouldBeEmpty();
        using var visitor = Visitor;
        using var answer = await visitor.PostAsync(alone, alone + "?for=class", [new("name", "T"), new("email", "t@poyraz.example"), new("pupils", "9"), new("adults", "1")]);
        (await answer.PageAsync(alone, HttpStatusCode.UnprocessableEntity)).Words(".problems").ShouldContain("Classes");
        (await RegistrationsAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("name", "", "Your name")]
    [InlineData("name", "\u202E\u200B\u0007", "Your name")]
    [InlineData("name", "Your prize: https://prize.example/", "Your name")]
    [InlineData("name", "WWW.prize.example", "Your name")]
    [InlineData("name", "Ada prize.example/now", "Your name")]
    [InlineData("email", "", "E-mail address")]
    [InlineData("email", "ada", "E-mail address")]
    [InlineData("email", "ada@poyraz.example\r\nBcc: all@poyraz.example", "E-mail address")]
    [InlineData("email", "ada@poyraz.example\n", "E-mail address")]
    [InlineData("email", "Ada <ada@poyraz.example>", "E-mail address")]
    [InlineData("email", "🚀@poyraz.example", "E-mail address")]
    [InlineData("email", "ada@poyraz.example,eve@poyraz.example", "E-mail address")]
    [InlineData("audience", "Professionals", "I am")]
    [InlineData("audience", "1", "I am")]
    [InlineData("audience", "Pupils, Adults", "I am")]
    [InlineData("audience", "", "I am")]
    [InlineData("place", "", "Where will you take part?")]
    [InlineData("place", "Garden", "Where will you take part?")]
    [InlineData("place", "0", "Where will you take part?")]
    [InlineData("answers[school]", "", "Which school?")]
    [InlineData("answers[school]", "East", "Which school?")]
    [InlineData("answers[topics]", "Comets", "Which topics?")]
    [InlineData("answers[first]", "perhaps", "Your first time?")]
    [InlineData("answers[age]", "twelve", "How old are you?")]
    [InlineData("answers[age]", "1e9", "How old are you?")]
    [InlineData("answers[other]", "x", "other")]
    [InlineData("answers[]", "x", "which this form does not ask")]
    [InlineData("recording", "yes", "Consent to recording")]
    [InlineData("photographs", "999999999999999", "Consent to photographs")]
    public async Task What_cannot_be_used_is_named_and_all_that_was_typed_is_still_there(string field, string value, string named)
    {
        _folder.Text("lectures/both.en.md", $"title: Lecture both\nsummary: About it.\nplace: Hall 1\nstart: 2026-12-03 14:00\nend: 15:30\nmode: hybrid\nseats: 10\n{Questions}");
        _folder.Text("lectures/both.tr.md", "title: Konferans both\nsummary: Hakkında.\nplace: Salon 1", "Bir metin.");
        await _portal.ImportsAsync(_folder);
        await _portal.WriteNoticesAsync();
        const string both = "/en/lectures/lecture-both/register";
        (string Name, string Value)[] good = [("name", "Ada “the first”"), ("email", "ada@poyraz.example"), ("audience", "Adults"), ("place", "Hall"), ("answers[school]", "North"), ("answers[why]", "Because\r\nI <do>"), ("needs", "A ramp")];

        using var answer = await Visitor.SendFormAsync(both, [.. good.Where(one => one.Name != field), (field, value)]);

        var page = await answer.PageAsync(both, HttpStatusCode.UnprocessableEntity);
        page.Words(".problems").ShouldContain(named);
        var typed = page.Fields("main form[method=post]").ToLookup(one => one.Key, one => one.Value);
        foreach (var (name, text) in good.Where(one => one.Name != field))
        {
            typed[name].ShouldBe([text], name);
        }

        (await RegistrationsAsync()).ShouldBe(0);
        (await _portal.QueryAsync(db => db.Letters.CountAsync(Cancellation))).ShouldBe(0);
    }

    [Theory]
    [InlineData("pupils", "-3", "Number of pupils")]
    [InlineData("pupils", "−3", "Number of pupils")]
    [InlineData("pupils", "0", "Number of pupils")]
    [InlineData("pupils", "1000000000", "Number of pupils")]
    [InlineData("pupils", "99999999999999999999", "Number of pupils")]
    [InlineData("pupils", "5.5", "Number of pupils")]
    [InlineData("pupils", "", "Number of pupils")]
    [InlineData("pupils", "39", "Number of adults")]
    [InlineData("pupils", "20", "larger than one place")]
    [InlineData("adults", "x", "Number of adults")]
    [InlineData("school", "", "School")]
    [InlineData("level", "", "Class level")]
    public async Task Party_that_cannot_be_is_refused_by_name(string field, string value, string named)
    {
        await _portal.ImportsAsync(_folder);
        (string Name, string Value)[] good = [("name", "T"), ("email", "t@poyraz.example"), ("school", "Harbour"), ("level", "10"), ("pupils", "5"), ("adults", "2")];
        using var answer = await Visitor.SendFormAsync(Open + "?for=class", [.. good.Where(one => one.Name != field), (field, value)]);
        var page = await answer.PageAsync(Open, HttpStatusCode.UnprocessableEntity);
        page.Words(".problems").ShouldContain(named);
        page.QuerySelector($"#{field}")!.GetAttribute("value").ShouldBe(value);
        (await RegistrationsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Name_of_ten_thousand_letters_is_refused_with_its_length_and_comes_back_whole()
    {
        await _portal.ImportsAsync(_folder);
        var name = new string('ğ', 10_000);
        using var answer = await Visitor.SendFormAsync(Open, ("name", name), ("email", "a@poyraz.example"));
        var page = await answer.PageAsync(Open, HttpStatusCode.UnprocessableEntity);
        page.Words("#name_error").ShouldContain("10,000");
        page.QuerySelector("#name")!.GetAttribute("value").ShouldBe(name);
    }

    [Fact]
    public async Task Messages_stand_in_the_order_of_the_fields_and_lead_to_them()
    {
        await _portal.ImportsAsync(_folder);
        using var answer = await Visitor.SendFormAsync("/tr/lectures/konferans-asking/register?for=class");
        var page = await answer.PageAsync(Asking, HttpStatusCode.UnprocessableEntity);
        var links = page.QuerySelectorAll(".problems a").Select(link => link.GetAttribute("href")!).ToList();
        links.ShouldBe(["#school", "#level", "#pupils", "#adults", "#name", "#email", "#place", "#answers_school_"]);
        links.Select(link => page.GetElementById(link[1..])).ShouldAllBe(field => field != null);
        page.Words("#email_error").ShouldContain("“E-posta adresi”");
    }

    [Fact]
    public async Task Same_address_again_is_answered_byte_for_byte_as_the_first_time_and_gets_its_link_again()
    {
        await _portal.ImportsAsync(_folder);
        using var first = await Visitor.SendFormAsync(Open, ("name", "Ada"), ("email", "ada@poyraz.example"));
        using var second = await Visitor.SendFormAsync(Open, ("name", "Eve"), ("email", "ADA@poyraz.example"));
        using var third = await Visitor.SendFormAsync(Open, ("name", "Bob"), ("email", "bob@poyraz.example"));

        string Head(HttpResponseMessage answer) => $"{(int)answer.StatusCode} {answer.Target()} " + string.Join(" ", answer.Headers.Concat(answer.Content.Headers)
            .Where(header => header.Key is not "Set-Cookie").Select(header => header.Key + "=" + string.Join(",", header.Value)).Order(StringComparer.Ordinal));
        Head(second).ShouldBe(Head(first));
        Head(third).ShouldBe(Head(first));
        foreach (var answer in new[] { first, second, third })
        {
            (await answer.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBeEmpty();
        }

        (await RegistrationsAsync()).ShouldBe(2);
        (await _portal.RegistrationAsync("ada@poyraz.example")).Name.ShouldBe("Ada");
        (await _portal.LettersToAsync("ada@poyraz.example")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Waiting_is_answered_as_a_seat_is_and_a_full_lecture_says_the_same_to_who_is_in_it()
    {
        _folder.Lecture("waits", seats: 1, more: "waiting-list: strict-order");
        _folder.Lecture("full", seats: 1);
        await _portal.ImportsAsync(_folder);
        const string waits = "/en/lectures/lecture-waits/register";
        using var seated = await Visitor.SendFormAsync(waits, ("name", "A"), ("email", "a@poyraz.example"));
        var form = await Visitor.PageAsync(waits);
        form.Words("main .notice").ShouldContain("waiting list");
        using var waiting = await Visitor.SendFormAsync(waits, ("name", "B"), ("email", "b@poyraz.example"));
        waiting.Target().ShouldBe(seated.Target());
        (await _portal.RegistrationAsync("b@poyraz.example")).State.ShouldBe(RegistrationState.Waiting);
        using var crowd = await Visitor.SendFormAsync("/en/lectures/lecture-open/register?for=class", ("name", "T"), ("email", "t@poyraz.example"), ("school", "S"), ("level", "5"), ("pupils", "6"), ("adults", "1"));
        crowd.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        using var larger = await Visitor.SendFormAsync("/en/lectures/lecture-open/register?for=class", ("name", "T"), ("email", "u@poyraz.example"), ("school", "S"), ("level", "5"), ("pupils", "3"), ("adults", "1"));
        (await larger.PageAsync("", HttpStatusCode.UnprocessableEntity)).Words("#pupils_error").ShouldContain("not enough seats left for 4 people");

        const string full = "/en/lectures/lecture-full/register";
        using var visitor = Visitor;
        var token = await visitor.TokenAsync(full);
        async Task<string> PostAsync(string email)
        {
            using var content = new FormUrlEncodedContent([new("name", "Same"), new("email", email), new("__RequestVerificationToken", token)]);
            using var answer = await visitor.PostAsync(new Uri(full, UriKind.Relative), content, Cancellation);
            var html = await answer.Content.ReadAsStringAsync(Cancellation);
            var page = Pages.Parse(html);
            foreach (var varying in page.QuerySelectorAll("input[name=__RequestVerificationToken], #email"))
            {
                varying.Remove();
            }

            return $"{(int)answer.StatusCode} {page.DocumentElement.OuterHtml}";
        }

        (await PostAsync("in@poyraz.example")).ShouldStartWith("303");
        var known = await PostAsync("in@poyraz.example");
        known.ShouldStartWith("422");
        known.ShouldContain("All seats are taken");
        (await PostAsync("no@poyraz.example")).ShouldBe(known);
    }

    [Fact]
    public async Task Form_sent_twice_at_once_makes_one_registration()
    {
        await _portal.ImportsAsync(_folder);
        using var visitor = Visitor;
        var token = await visitor.TokenAsync(Open);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            using var content = new FormUrlEncodedContent([new("name", "Ada"), new("email", "ada@poyraz.example"), new("__RequestVerificationToken", token)]);
            using var answer = await visitor.PostAsync(new Uri(Open, UriKind.Relative), content, Cancellation);
            return answer.StatusCode;
        }));
        answers.ShouldAllBe(status => status == HttpStatusCode.SeeOther);
        (await RegistrationsAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Field_that_no_person_sees_makes_a_bot_believe_that_it_has_registered()
    {
        await _portal.ImportsAsync(_folder);
        var trap = (await Visitor.PageAsync(Open)).QuerySelector("input[name=website]")!;
        (trap.GetAttribute("tabindex"), trap.GetAttribute("autocomplete")).ShouldBe(("-1", "off"));
        trap.Closest("[aria-hidden=true]").ShouldNotBeNull();
        using var answer = await Visitor.SendFormAsync(Open, ("name", "Bot"), ("email", "bot@poyraz.example"), ("website", "https://spam.example"));
        (answer.StatusCode, answer.Target()).ShouldBe((HttpStatusCode.SeeOther, Sent));
        (await RegistrationsAsync()).ShouldBe(0);
        (await _portal.QueryAsync(db => db.Letters.CountAsync(Cancellation))).ShouldBe(0);
    }

    [Fact]
    public async Task Form_without_its_token_is_refused_and_comes_back_with_what_was_typed()
    {
        await _portal.ImportsAsync(_folder);
        using var content = new FormUrlEncodedContent([new("name", "Ada"), new("email", "ada@poyraz.example")]);
        using var answer = await Visitor.PostAsync(new Uri(Open, UriKind.Relative), content, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await answer.Content.ReadAsStringAsync(Cancellation);
        page.ShouldContain("value=\"ada@poyraz.example\"");
        page.ShouldContain("Please send it once more");
        (await RegistrationsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_is_signed_in_registers_with_the_accounts_address_and_is_confirmed_at_once()
    {
        await _portal.ImportsAsync(_folder);
        using var alice = await _portal.AliceTheAuthorAsync();
        (await alice.PageAsync(Open)).QuerySelectorAll("#name, #email").ShouldBeEmpty();
        using var answer = await alice.SendFormAsync(Open, ("name", "Somebody else"), ("email", "else@poyraz.example"));
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Target()!.ShouldStartWith("/en/registrations/");
        var registration = await _portal.RegistrationAsync("alice@poyraz.example");
        (registration.State, registration.Name).ShouldBe((RegistrationState.Confirmed, "Alice"));
        (await OpenedByAsync(answer)).ShouldBe(registration.Id);

        using var again = await alice.SendFormAsync(Open);
        (await OpenedByAsync(again)).ShouldBe(registration.Id);
        (await RegistrationsAsync()).ShouldBe(1);
    }

    private async Task<int?> OpenedByAsync(HttpResponseMessage answer) => await _portal.InScopeAsync(services =>
        ((RegistrationLinks)services.GetService(typeof(RegistrationLinks))!).FindAsync(answer.Target()!.Split('/')[^1], Cancellation));

    [Fact]
    public async Task Window_is_kept_and_said()
    {
        _folder.Lecture("later", more: "registration-opens: 2026-11-25 10:00");
        _folder.Lecture("early", more: "registration-closes: 2026-11-25 10:00");
        await _portal.ImportsAsync(_folder);
        const string later = "/en/lectures/lecture-later/register";
        var page = await Visitor.PageAsync(later);
        page.QuerySelector("main form").ShouldBeNull();
        page.Words("main .notice").ShouldBe("Registration opens Wed 25 November, 10:00, Istanbul time.");
        using var visitor = Visitor;
        async Task<string> PostAsync(string address)
        {
            using var answer = await visitor.PostAsync(Open, address, [new("name", "Ada"), new("email", "ada@poyraz.example")]);
            return answer.StatusCode == HttpStatusCode.SeeOther ? "taken" : (await answer.PageAsync(address, HttpStatusCode.UnprocessableEntity)).Words(".problems");
        }

        (await PostAsync(later)).ShouldContain("Registration opens Wed 25 November, 10:00");
        (await PostAsync("/en/lectures/lecture-early/register")).ShouldBe("taken");
        _portal.Clock.Now = new(2026, 11, 25, 7, 0, 0, TimeSpan.Zero);
        (await PostAsync(later)).ShouldBe("taken");
        (await PostAsync("/en/lectures/lecture-early/register")).ShouldBe("Registration is closed.");
        (await Visitor.PageAsync("/en/lectures/lecture-early/register")).Words("main .notice").ShouldBe("Registration is closed.");
    }

    [Fact]
    public async Task Lecture_that_takes_nobody_answers_as_its_page_does_or_says_that_it_is_closed()
    {
        _folder.Lecture("none", seats: null).Lecture("off", more: "status: cancelled").Lecture("past", start: "2026-11-20 10:00", end: "11:00");
        _folder.Lecture("draft", more: "state: draft").Lecture("gone", more: "state: withdrawn\nwithdrawn-reason: It was wrong.");
        _folder.Text("lectures/gone.tr.md", "title: Konferans gone\nsummary: Hakkında.\nplace: Salon 1\nwithdrawn-reason: Yanlıştı.", "Bir metin.");
        var report = await _portal.ImportAsync(_folder);
        report.Mistakes.ShouldBeEmpty();
        foreach (var (slug, status) in new[] { ("none", 404), ("off", 200), ("past", 200), ("draft", 404), ("gone", 410), ("nowhere", 404) })
        {
            var address = $"/en/lectures/lecture-{slug}/register";
            using var page = await Visitor.AnswerAsync(address);
            ((int)page.StatusCode).ShouldBe(status, slug);
            using var visitor = Visitor;
            using var answer = await visitor.PostAsync(Open, address, [new("name", "Ada"), new("email", "ada@poyraz.example")]);
            ((int)answer.StatusCode).ShouldBe(status == 200 ? 422 : status, slug);
            using var sent = await Visitor.AnswerAsync(address + "/sent");
            ((int)sent.StatusCode).ShouldBe(status, slug);
        }

        (await RegistrationsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Old_address_of_a_lecture_leads_to_its_form()
    {
        await _portal.ImportsAsync(_folder);
        _folder.Text("lectures/open.en.md", "title: Another title\nsummary: About it.\nplace: Hall 1\nstart: 2026-12-03 14:00\nend: 15:30\nmode: on-site\naudience: [pupils]\nseats: 10\nslug: another");
        await _portal.ImportsAsync(_folder);
        using var answer = await Visitor.AnswerAsync(Open + "?for=class");
        (answer.StatusCode, answer.Target()).ShouldBe((HttpStatusCode.MovedPermanently, "/en/lectures/another/register?for=class"));
    }

    [Theory]
    [InlineData("Yıldız26", " YILDIZ26 ")]
    [InlineData("Yıldız26", "yildiz26")]
    [InlineData("IZMIRLI9", "izmirli9")]
    public async Task Access_code_is_read_in_any_case(string code, string typed)
    {
        _folder.Lecture("coded", more: $"access-code: {code}");
        await _portal.ImportsAsync(_folder);
        const string coded = "/en/lectures/lecture-coded/register";
        using var answer = await Visitor.SendFormAsync(coded, ("name", "Ada"), ("email", "ada@poyraz.example"), ("code", typed));
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await Visitor.PageAsync(coded)).DocumentElement.OuterHtml.ShouldNotContain(code);
        (await Visitor.PageAsync("/en/lectures/lecture-coded")).DocumentElement.OuterHtml.ShouldNotContain(code);
        using var api = await Visitor.AnswerAsync("/api/v1/lectures/coded");
        (await api.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain(code);
    }

    [Fact]
    public async Task After_some_wrong_codes_the_right_one_is_refused_too()
    {
        _folder.Lecture("coded", more: "access-code: sesame");
        _portal.With("Registration:WrongCodesANetwork", "3");
        await _portal.ImportsAsync(_folder);
        const string coded = "/en/lectures/lecture-coded/register";
        using var visitor = Visitor;
        async Task<(int, string)> PostAsync(string code, string email)
        {
            using var answer = await visitor.PostAsync(coded, coded, [new("name", "Ada"), new("email", email), new("code", code)]);
            return ((int)answer.StatusCode, answer.Target() is null ? Pages.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).Words("#code_error") : "");
        }

        (await PostAsync("", "a@poyraz.example")).Item1.ShouldBe(422);
        for (var wrong = 0; wrong < 3; wrong++)
        {
            (await PostAsync($"open{wrong}", "a@poyraz.example")).ShouldBe((422, "“Access code”: this is not the code of this lecture."));
        }

        (await PostAsync("sesame", "a@poyraz.example")).Item1.ShouldBe(429);
        (await PostAsync("open4", "a@poyraz.example")).Item1.ShouldBe(429);
        (await RegistrationsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Right_codes_of_a_whole_school_take_nothing_from_the_limit()
    {
        _folder.Lecture("coded", seats: 100, more: "access-code: sesame");
        _portal.With("Registration:WrongCodesANetwork", "2");
        await _portal.ImportsAsync(_folder);
        const string coded = "/en/lectures/lecture-coded/register";
        using var visitor = Visitor;
        for (var n = 0; n < 5; n++)
        {
            using var answer = await visitor.PostAsync(coded, coded, [new("name", "Ada"), new("email", $"a{n}@poyraz.example"), new("code", "Sesame")]);
            answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }
    }

    [Fact]
    public async Task Address_that_is_sent_too_often_gets_no_more_letters_and_its_sender_no_other_answer()
    {
        _portal.With("Registration:PostsAnAddress", "2");
        await _portal.ImportsAsync(_folder);
        for (var n = 0; n < 4; n++)
        {
            using var answer = await Visitor.SendFormAsync(Open, ("name", "Ada"), ("email", n % 2 == 0 ? "ada@poyraz.example" : "ADA@poyraz.example"));
            (answer.StatusCode, answer.Target()).ShouldBe((HttpStatusCode.SeeOther, Sent));
        }

        (await _portal.LettersToAsync("ada@poyraz.example")).Count.ShouldBe(2);
        using var other = await Visitor.SendFormAsync(Open, ("name", "Bob"), ("email", "bob@poyraz.example"));
        (await _portal.LettersToAsync("bob@poyraz.example")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Network_that_sends_too_much_is_told_to_wait()
    {
        _portal.With("Registration:PostsANetwork", "3");
        await _portal.ImportsAsync(_folder);
        for (var n = 0; n < 3; n++)
        {
            using var answer = await Visitor.SendFormAsync(Open, ("name", "Ada"), ("email", $"a{n}@poyraz.example"));
            answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }

        using var refused = await Visitor.SendFormAsync(Open, ("name", "Ada"), ("email", "a9@poyraz.example"));
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await Visitor.AnswerAsync(Open)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task No_form_however_odd_breaks_anything_or_writes_half_of_a_registration()
    {
        _portal.With("Registration:PostsANetwork", "100000");
        await _portal.ImportsAsync(_folder);
        await _portal.WriteNoticesAsync();
        using var visitor = Visitor;
        var token = await visitor.TokenAsync(Asking);
        var random = new Random(20261123);
        string[] names = ["name", "email", "audience", "place", "school", "level", "pupils", "adults", "needs", "code", "notice", "recording", "photographs", "website",
            "answers[why]", "answers[school]", "answers[topics]", "answers[first]", "answers[age]", "answers[nick]", "answers[", "answers[]", "answers[x]]", "for", "slug", "culture", "LectureId", ""];
        string[] values = ["", " ", "Ada", "ada@poyraz.example", "Hall", "Online", "Pupils", "North", "Stars", "yes", "no", "1", "2", "3", "-1", "2147483648", "0x10", "NaN", "٣", "½", "true", "null", "\0", "\uD800",
            "\u202Etxt", "\u200B", "👩‍🚀", "<script>alert(1)</script>", "'; DROP TABLE Registrations; --", "{{7*7}}", "%00", "\r\n", new string('a', 5000), new string('\u0301', 300), "=1+1", "../../etc", "𝒜𝒹𝒶", "آدا"];
        for (var round = 0; round < 400; round++)
        {
            var fields = (IReadOnlyList<KeyValuePair<string, string>>)[.. Enumerable.Range(0, random.Next(0, 25)).Select(_ => new KeyValuePair<string, string>(names[random.Next(names.Length)], values[random.Next(values.Length)]))
                .Append(new("__RequestVerificationToken", token))];
            using var content = new FormUrlEncodedContent(fields);
            var address = Asking + (random.Next(3) switch { 0 => "?for=class", 1 => "?for=" + Uri.EscapeDataString(values[random.Next(21)]), _ => "" });
            using var answer = await visitor.PostAsync(new Uri(address, UriKind.Relative), content, Cancellation);
            // The framework reads no form with a null in it.
            ((int)answer.StatusCode).ShouldBeOneOf(fields.Any(field => field.Value.Contains('\0')) ? [400] : [303, 422], string.Join("&", fields.SkipLast(1)));
            var text = await answer.Content.ReadAsStringAsync(Cancellation);
            text.ShouldNotContain("<script>alert");
        }

        var letters = await _portal.QueryAsync(db => db.Letters.Select(letter => letter.RegistrationId).Distinct().CountAsync(Cancellation));
        letters.ShouldBe(await RegistrationsAsync());
    }

    [Fact]
    public async Task Online_link_for_the_registered_is_on_no_public_page()
    {
        const string secret = "live.example.org/room-7";
        _folder.Lecture("linked", more: $"online-seats: 5\nonline-link: https://{secret}\nonline-link-shown: registered");
        await _portal.ImportsAsync(_folder);
        foreach (var address in new[] { "/en", "/en/lectures", "/en/lectures/lecture-linked", "/tr/lectures/konferans-linked", "/en/lectures/lecture-linked.ics", "/en/calendar.ics", "/en/lectures/feed.atom",
            "/api/v1/lectures/linked", "/api/v1/lectures", "/en/lectures/lecture-linked/register", "/en/lectures/lecture-linked/register/sent", "/en/search?q=linked" })
        {
            using var answer = await Visitor.AnswerAsync(address);
            ((int)answer.StatusCode).ShouldBe(200, address);
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain(secret, Case.Insensitive, address);
        }
    }

    private Task<int> RegistrationsAsync() => _portal.QueryAsync(db => db.Registrations.CountAsync(Cancellation));
}
