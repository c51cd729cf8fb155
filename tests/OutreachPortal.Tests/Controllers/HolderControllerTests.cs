using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Models;
using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;
using Answers = OutreachPortal.Models.Answers;

namespace OutreachPortal.Tests.Controllers;

/// <summary>The page behind the link in a letter. Each test has an address, and mostly a lecture, of its own.</summary>
public sealed class HolderControllerTests(HolderPortal portal) : IClassFixture<HolderPortal>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Posts => ["confirm", "accept", "decline", "cancel", "change", "numbers", "consents", "erase"];

    public static TheoryData<string> Gets => ["", "/data.json", "/calendar.ics", "/ticket", "/qr.svg"];

    [Fact]
    public async Task Pending_seat_is_confirmed_by_a_button_and_not_by_opening_the_link()
    {
        var (_, email, path) = await portal.HolderAsync();
        var visitor = portal.Visitor();

        var page = await visitor.PageAsync(path);

        page.Words("h1").ShouldBe("Please confirm your seat");
        page.Words(".lead").ShouldContain("Mon 23 November, 13:00, Istanbul time");
        // The first thing behind the head of the page.
        page.QuerySelector("main form, main .btn")!.GetAttribute("action").ShouldBe(path + "/confirm");
        page.Words("main button").ShouldBe("Confirm my seat");
        (await portal.RegistrationAsync(email)).State.ShouldBe(RegistrationState.Pending);

        using var answer = await visitor.PostAsync(path, path + "/confirm", []);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Target().ShouldBe(path);
        var confirmed = await portal.RegistrationAsync(email);
        confirmed.State.ShouldBe(RegistrationState.Confirmed);
        confirmed.AddressConfirmedAt.ShouldNotBeNull();
        page = await visitor.PageAsync(path);
        page.Words("h1").ShouldBe("You have a seat");
        page.Words("[role=status]").ShouldContain("confirmed");
        page.QuerySelector($"form[action='{path}/confirm']").ShouldBeNull();
        page.Href("main a[href$='/ticket']").ShouldBe(path + "/ticket");
    }

    [Fact]
    public async Task Link_in_the_letter_opens_the_page()
    {
        var (_, email, _) = await portal.HolderAsync();
        var token = portal.TokenIn((await portal.LettersToAsync(email)).ShouldHaveSingleItem());
        (await portal.Visitor().PageAsync(RegistrationLinks.PathOf("tr", token))).Words("h1").ShouldBe("Lütfen yerinizi onaylayın");
    }

    [Fact]
    public async Task Page_says_in_either_language_what_the_lecture_is_and_where()
    {
        var (_, _, path) = await portal.HolderAsync(state: RegistrationState.Confirmed);
        var english = await portal.Visitor().PageAsync(path);
        english.DocumentElement.GetAttribute("lang").ShouldBe("en");
        english.Words("aside").ShouldContain("Thu 3 December, 14:00–15:30, Istanbul time");
        english.Words("aside").ShouldContain("Hall 1");
        english.Href("aside a").ShouldBe("/en/lectures/lecture-open");
        english.Href("a.lang").ShouldBe(path.Replace("/en/", "/tr/", StringComparison.Ordinal));
        var turkish = await portal.Visitor().PageAsync(path.Replace("/en/", "/tr/", StringComparison.Ordinal));
        turkish.DocumentElement.GetAttribute("lang").ShouldBe("tr");
        turkish.Words("h1").ShouldBe("Yeriniz ayrıldı");
        turkish.Words("aside").ShouldContain("3 Aralık Perşembe, 14.00–15.30, İstanbul saati");
        turkish.Href("aside a").ShouldBe("/tr/lectures/konferans-open");
        turkish.Words("main").ShouldNotContain("Holder.");
        english.Words("main").ShouldNotContain("Holder.");
    }

    [Fact]
    public async Task Every_state_says_what_it_is_in_both_languages()
    {
        var (id, _, path) = await portal.HolderAsync();
        var visitor = portal.Visitor();
        List<(RegistrationState, RegistrationEnding?)> all = [.. Enum.GetValues<RegistrationState>().Where(state => state != RegistrationState.Cancelled).Select(state => (state, (RegistrationEnding?)null)),
            .. Enum.GetValues<RegistrationEnding>().Select(ending => (RegistrationState.Cancelled, (RegistrationEnding?)ending))];
        var heads = new HashSet<string>();
        foreach (var (state, ending) in all)
        {
            // The page alone: which of these can follow which is the seats' own business.
            await portal.QueryAsync(db => db.Registrations.Where(r => r.Id == id).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, state).SetProperty(x => x.Ending, ending), Cancellation));
            foreach (var culture in Languages.All)
            {
                var page = await visitor.PageAsync(path.Replace("/en/", $"/{culture}/", StringComparison.Ordinal));
                heads.Add(page.Words("h1"));
                page.Words("main").ShouldNotContain("Holder.", Case.Sensitive, $"{state} {ending}");
                page.Words(".page-head .lead").Length.ShouldBeGreaterThan(20);
            }
        }

        heads.Count.ShouldBe(2 * all.Count);
    }

    [Fact]
    public async Task Waiting_party_sees_its_place_and_by_which_rule_it_moves()
    {
        var lecture = await portal.LectureAsync("strict");
        await portal.RegisterAsync(lecture, "first.strict@poyraz.example");
        await portal.RegisterAsync(lecture, "second.strict@poyraz.example");
        await portal.RegisterAsync(lecture, "third.strict@poyraz.example");
        var page = await portal.Visitor().PageAsync(await portal.PathAsync("third.strict@poyraz.example"));
        page.Words("h1").ShouldBe("You are number 2 on the waiting list");
        page.Words(".lead").ShouldContain("strictly in the order");
        page.QuerySelector("a[href$='/ticket']").ShouldBeNull();
        lecture = await portal.LectureAsync("best");
        await portal.RegisterAsync(lecture, "first.best@poyraz.example", seats: 2);
        await portal.RegisterAsync(lecture, "second.best@poyraz.example");
        page = await portal.Visitor().PageAsync((await portal.PathAsync("second.best@poyraz.example")).Replace("/en/", "/tr/", StringComparison.Ordinal));
        page.Words("h1").ShouldBe("Bekleme listesinde 1. sıradasınız");
        page.Words(".lead").ShouldContain("sığan ilk kayda");
    }

    [Fact]
    public async Task Offer_is_accepted()
    {
        var (first, second) = await portal.OfferAsync("offer-accept");
        _ = first;
        var visitor = portal.Visitor();
        var page = await visitor.PageAsync(second);
        page.Words("h1").ShouldBe("A seat has come free for you");
        page.Words(".lead").ShouldContain("Tue 24 November, 12:00, Istanbul time");
        page.AllWords(".next button").ShouldBe(["Accept the seat", "Decline"]);
        using var answer = await visitor.PostAsync(second, second + "/accept", []);
        answer.Target().ShouldBe(second);
        (await visitor.PageAsync(second)).Words("h1").ShouldBe("You have a seat");
    }

    [Fact]
    public async Task Offer_is_declined_and_the_seat_is_free_again()
    {
        var (_, second) = await portal.OfferAsync("offer-decline");
        var visitor = portal.Visitor();
        using var answer = await visitor.PostAsync(second, second + "/decline", []);
        answer.Target().ShouldBe(second);
        (await visitor.PageAsync(second)).Words("h1").ShouldBe("You declined the seat");
        (await portal.PoolAsync(await portal.LectureIdAsync("offer-decline"))).Taken.ShouldBe(0);
    }

    [Fact]
    public async Task Cancelling_asks_once_and_frees_the_seat()
    {
        var (_, email, path) = await portal.HolderAsync(state: RegistrationState.Confirmed);
        var visitor = portal.Visitor();
        var page = await visitor.PageAsync(path);
        // Works without a script: what asks is in the page, closed.
        page.QuerySelector($"details:not([open]) form[action='{path}/cancel']").ShouldNotBeNull();
        using var answer = await visitor.PostAsync(path, path + "/cancel", []);
        answer.Target().ShouldBe(path);
        (await portal.RegistrationAsync(email)).Ending.ShouldBe(RegistrationEnding.Cancelled);
        page = await visitor.PageAsync(path);
        page.Words("h1").ShouldBe("Your registration is cancelled");
        page.Href(".next a").ShouldBe("/en/lectures/lecture-open/register");
        using var again = await visitor.PostAsync(path, path + "/cancel", []);
        again.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Seat_that_was_not_confirmed_in_time_says_so_and_how_to_register_again()
    {
        var (id, _, path) = await portal.HolderAsync();
        await portal.QueryAsync(db => db.Registrations.Where(r => r.Id == id).ExecuteUpdateAsync(r => r.SetProperty(x => x.HeldUntil, portal.Clock.Now.UtcDateTime.AddMinutes(-1)), Cancellation));
        await portal.SeatAsync((book, c) => book.CancelAsync(id, RegistrationEnding.NotConfirmed, "", null, c));
        var visitor = portal.Visitor();
        var page = await visitor.PageAsync(path);
        page.Words("h1").ShouldBe("The seat was not confirmed in time");
        page.Href(".next a").ShouldBe("/en/lectures/lecture-open/register");
        using var late = await visitor.PostAsync(path, path + "/confirm", []);
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await late.PageAsync(path, HttpStatusCode.Conflict)).Words("[role=alert]").ShouldContain("stands otherwise");
    }

    [Fact]
    public async Task Reason_of_the_office_is_shown()
    {
        var (id, _, path) = await portal.HolderAsync();
        await portal.SeatAsync((book, c) => book.CancelAsync(id, RegistrationEnding.Rejected, "Rita", "For pupils <only>.", c));
        var page = await portal.Visitor().PageAsync(path);
        page.Words("h1").ShouldBe("Your registration was not approved");
        page.Words(".notice.info").ShouldContain("For pupils <only>.");
    }

    [Fact]
    public async Task Details_are_changed()
    {
        var (id, _, path) = await portal.HolderAsync();
        var visitor = portal.Visitor();
        var fields = (await visitor.PageAsync(path)).Fields($"form[action='{path}/change']").With("name", "  Ayşe\u200b  Şahin\u202e ").With("needs", "A ramp.\r\nAnd <b>light</b>.");
        using var answer = await visitor.SendAsync(path + "/change", fields);
        answer.Target().ShouldBe(path);
        var changed = await portal.RegistrationAsync(id);
        (changed.Name, changed.AccessNeeds).ShouldBe(("Ayşe Şahin", "A ramp.\nAnd <b>light</b>."));
        var page = await visitor.PageAsync(path);
        page.Words("#party ~ dl").ShouldContain("Ayşe Şahin");
        page.Words(".lines").ShouldContain("<b>light</b>");
        (await portal.StepsAsync(id)).ShouldContain(RegistrationAction.Changed);
    }

    [Fact]
    public async Task Name_that_is_missing_or_far_too_long_is_refused_and_what_was_typed_stays()
    {
        var (id, email, path) = await portal.HolderAsync();
        var visitor = portal.Visitor();
        var fields = (await visitor.PageAsync(path)).Fields($"form[action='{path}/change']");
        using var missing = await visitor.SendAsync(path + "/change", fields.With("name", "\u200b ").With("needs", "A ramp"));
        var page = await missing.PageAsync(path, HttpStatusCode.UnprocessableEntity);
        page.Href(".problems a").ShouldBe("#name");
        page.QuerySelector("#name")!.GetAttribute("aria-invalid").ShouldBe("true");
        page.Words("#needs").ShouldBe("A ramp");
        page.QuerySelector("details[open] #name").ShouldNotBeNull();
        var endless = new string('a', 10_000);
        using var tooLong = await visitor.SendAsync(path + "/change", fields.With("name", endless));
        page = await tooLong.PageAsync(path, HttpStatusCode.UnprocessableEntity);
        page.QuerySelector("#name")!.GetAttribute("value").ShouldBe(endless);
        page.Words(".problems").ShouldContain("10,000");
        (await portal.RegistrationAsync(id)).Name.ShouldBe(email.Split('@')[0]);
    }

    [Fact]
    public async Task Answers_are_changed_and_kept_as_they_read()
    {
        var lecture = await portal.LectureAsync("questions");
        var registered = await portal.RegisterAsync(lecture, "answers@poyraz.example", with: party => party with
        {
            Answers = Answers.Write([new("diet", "What do you eat?", ["Everything"]), new("gone", "A question of before", ["So"])]),
        });
        var path = await portal.PathAsync("answers@poyraz.example");
        var visitor = portal.Visitor();
        // In the other language the same option is chosen.
        var turkish = path.Replace("/en/", "/tr/", StringComparison.Ordinal);
        var page = await visitor.PageAsync(turkish);
        ((IHtmlInputElement)page.QuerySelector("input[name='answers[diet]'][checked]")!).Value.ShouldBe("Her şey");
        var fields = page.Fields($"form[action='{turkish}/change']").With("answers[diet]", "Bitkisel").With("answers[bus]", "yes").With("answers[other]", "not asked");
        using var answer = await visitor.SendAsync(turkish + "/change", fields);
        answer.Target().ShouldBe(turkish);
        var kept = Answers.Read((await portal.RegistrationAsync(registered.RegistrationId)).Answers);
        kept.Select(one => (one.Question, one.Text)).ShouldBe([("Ne yersiniz?", "Bitkisel"), ("Otobüs?", "Evet"), ("A question of before", "So")]);
        using var wrong = await visitor.SendAsync(path + "/change", (await visitor.PageAsync(path)).Fields($"form[action='{path}/change']").With("answers[diet]", "Stones"));
        (await wrong.PageAsync(path, HttpStatusCode.UnprocessableEntity)).Href(".problems a").ShouldBe("#answers_diet_");
    }

    [Fact]
    public async Task Stale_form_is_answered_with_both()
    {
        var (id, _, path) = await portal.HolderAsync();
        var visitor = portal.Visitor();
        var fields = (await visitor.PageAsync(path)).Fields($"form[action='{path}/change']");
        using var first = await visitor.SendAsync(path + "/change", fields.With("name", "The first"));
        using var second = await visitor.SendAsync(path + "/change", fields.With("name", "The second"));
        var page = await second.PageAsync(path, HttpStatusCode.Conflict);
        page.QuerySelector("#name")!.GetAttribute("value").ShouldBe("The second");
        page.Words("#name_kept").ShouldContain("The first");
        (await portal.RegistrationAsync(id)).Name.ShouldBe("The first");
        // Whoever has seen both may insist.
        using var third = await visitor.SendAsync(path + "/change", page.Fields($"form[action='{path}/change']"));
        third.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await portal.RegistrationAsync(id)).Name.ShouldBe("The second");
    }

    [Fact]
    public async Task Class_changes_its_numbers_until_the_set_day()
    {
        var lecture = await portal.LectureAsync("class");
        var id = (await portal.RegisterAsync(lecture, "teacher@poyraz.example", seats: 6)).RegistrationId;
        await portal.RegisterAsync(lecture, "other.teacher@poyraz.example", seats: 4);
        var path = await portal.PathAsync("teacher@poyraz.example");
        var visitor = portal.Visitor();
        async Task<HttpResponseMessage> SendAsync(string pupils, string adults) => await visitor.SendAsync(path + "/numbers",
            (await visitor.PageAsync(path)).Fields($"form[action='{path}/numbers']").With("pupils", pupils).With("adults", adults));

        (await visitor.PageAsync(path)).Words("#party ~ dl").ShouldContain("6: 5 pupils and 1 adults");
        using var smaller = await SendAsync("3", "1");
        smaller.Target().ShouldBe(path);
        (await portal.PoolAsync(lecture)).Taken.ShouldBe(8);
        using var doesNotFit = await SendAsync("8", "1");
        (await doesNotFit.PageAsync(path, HttpStatusCode.UnprocessableEntity)).Words(".problems").ShouldContain("you still have 4");
        using var tooLarge = await SendAsync("30", "1");
        (await tooLarge.PageAsync(path, HttpStatusCode.UnprocessableEntity)).Words(".problems").ShouldContain("at most 9");
        foreach (var odd in new[] { "", "-3", "0", "1000000000", "99999999999999", "2.5", "five" })
        {
            using var refused = await SendAsync(odd, "1");
            var page = await refused.PageAsync(odd, HttpStatusCode.UnprocessableEntity);
            (page.QuerySelector("#pupils")!.GetAttribute("value") ?? "").ShouldBe(odd);
        }

        (await portal.RegistrationAsync(id)).Seats.ShouldBe(4);
        await portal.QueryAsync(db => db.Lectures.Where(l => l.Id == lecture).ExecuteUpdateAsync(l => l.SetProperty(x => x.ChangesUntil, portal.Clock.Now.UtcDateTime.AddMinutes(-1)), Cancellation));
        var closed = await visitor.PageAsync(path);
        closed.QuerySelector($"form[action='{path}/numbers']").ShouldBeNull();
        closed.Words("main").ShouldContain("The numbers could be changed until");
        using var late = await visitor.SendAsync(path + "/numbers", closed.Fields($"form[action='{path}/change']").With("pupils", "1").With("adults", "1"));
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await portal.RegistrationAsync(id)).Seats.ShouldBe(4);
    }

    [Fact]
    public async Task Teacher_has_in_writing_for_how_many_the_seats_are_now()
    {
        var lecture = await portal.LectureAsync("open");
        var id = (await portal.RegisterAsync(lecture, "resized@poyraz.example", seats: 6)).RegistrationId;
        var path = await portal.PathAsync("resized@poyraz.example");
        var visitor = portal.Visitor();
        async Task SendAsync(string at, string pupils)
        {
            var fields = (await visitor.PageAsync(at)).Fields($"form[action='{at}/numbers']").With("pupils", pupils).With("adults", "1");
            (await visitor.SendAsync(at + "/numbers", fields)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        async Task<List<string>> KindsAsync(string email) => [.. (await portal.LettersToAsync(email)).Select(letter => letter.Kind)];

        // Who has not confirmed yet has that letter still to come.
        await SendAsync(path, "4");
        (await KindsAsync("resized@poyraz.example")).ShouldBe([RegistrationLetterKinds.Confirm]);
        await portal.SeatAsync((book, c) => book.ConfirmAsync(id, c));
        var before = await KindsAsync("resized@poyraz.example");
        await SendAsync(path, "3");
        (await KindsAsync("resized@poyraz.example")).ShouldBe([.. before, RegistrationLetterKinds.Confirmed]);
        // The same number says nothing new.
        await SendAsync(path, "3");
        (await KindsAsync("resized@poyraz.example")).Count.ShouldBe(before.Count + 1);
        var letter = (await portal.LettersToAsync("resized@poyraz.example"))[^1];
        var written = await portal.InScopeAsync(services => services.GetRequiredService<LetterWriter>().ShowAsync(letter, Cancellation));
        written.Letter.ShouldNotBeNull().Text.ShouldContain("Seats: 4");
        written.Letter.Entry.ShouldNotBeNull().Method.ShouldBe("PUBLISH");
    }

    [Fact]
    public async Task Consent_is_given_and_withdrawn_and_stays_as_it_then_read()
    {
        var lecture = await portal.LectureAsync("consents");
        await portal.RegisterAsync(lecture, "consent@poyraz.example");
        var path = await portal.PathAsync("consent@poyraz.example");
        var visitor = portal.Visitor();
        var page = await visitor.PageAsync(path);
        page.Words(".agreed").ShouldContain("You have not agreed");
        page.Words(".agreed .prose").ShouldBe("You may record me.");
        using var given = await visitor.SendAsync(path + "/consents", page.Fields($"form[action='{path}/consents']"));
        given.Target().ShouldBe(path);
        page = await visitor.PageAsync(path);
        page.Words(".agreed").ShouldContain("You agreed on");
        await portal.QueryAsync(async db =>
        {
            db.Notices.Add(new() { Kind = NoticeKind.Recording, Number = HolderPortal.Notices + 1, Text = new() { En = "Another text.", Tr = "Başka bir metin." }, CreatedAt = portal.Clock.Now.UtcDateTime });
            return await db.SaveChangesAsync(Cancellation);
        });
        page = await visitor.PageAsync(path);
        page.Words(".agreed .prose").ShouldBe("You may record me.");
        using var withdrawn = await visitor.SendAsync(path + "/consents", page.Fields($"form[action='{path}/consents']"));
        withdrawn.Target().ShouldBe(path);
        page = await visitor.PageAsync(path);
        page.Words(".agreed .prose").ShouldBe("Another text.");
        // The text that is agreed to is the one that was on the page.
        using var older = await visitor.SendAsync(path + "/consents", page.Fields($"form[action='{path}/consents']").With("number", $"{HolderPortal.Notices}"));
        older.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        foreach (var odd in new[] { "Information", "Photographs", "1", "", "x" })
        {
            using var refused = await visitor.SendAsync(path + "/consents", page.Fields($"form[action='{path}/consents']").With("kind", odd));
            refused.StatusCode.ShouldBe(HttpStatusCode.Conflict, odd);
        }

        var consent = await portal.QueryAsync(db => db.Consents.SingleAsync(one => one.RegistrationId == db.Registrations.Single(r => r.Email == "consent@poyraz.example").Id, Cancellation));
        (consent.Notice is null, consent.WithdrawnAt is not null).ShouldBe((true, true));
    }

    [Fact]
    public async Task Erasing_removes_the_person_and_the_key()
    {
        var (id, email, path) = await portal.HolderAsync(state: RegistrationState.Confirmed);
        var visitor = portal.Visitor();
        (await visitor.PageAsync(path)).Words($"form[action='{path}/erase']").ShouldContain("What stays is a number");
        using var answer = await visitor.PostAsync(path, path + "/erase", []);
        answer.Target().ShouldBe("/en/registrations/erased");
        (await visitor.PageAsync("/en/registrations/erased")).Words("h1").ShouldBe("Your data is erased");
        (await visitor.PageAsync(path, HttpStatusCode.NotFound)).Words("h1").ShouldBe("This link opens no registration");
        var gone = await portal.RegistrationAsync(id);
        (gone.Name, gone.Email, gone.EmailKey, gone.State).ShouldBe(("", "", null, RegistrationState.Cancelled));
        (await portal.LettersToAsync(email)).ShouldBeEmpty();
    }

    [Fact]
    public async Task All_data_can_be_downloaded()
    {
        var lecture = await portal.LectureAsync("data");
        var notices = await portal.QueryAsync(db => db.Notices.Where(notice => notice.Number == HolderPortal.Notices).ToDictionaryAsync(notice => notice.Kind, notice => notice.Id, Cancellation));
        await portal.RegisterAsync(lecture, "data@poyraz.example", seats: 3, with: party => party with
        {
            Name = "Zeynep Öğretmen",
            School = "Güneş Lisesi",
            Level = "10",
            AccessNeeds = "A ramp",
            Answers = Answers.Write([new("diet", "What do you eat?", ["Everything"])]),
            NoticeId = notices[NoticeKind.Information],
            Consents = [notices[NoticeKind.Recording]],
        });
        var path = await portal.PathAsync("data@poyraz.example");
        using var answer = await portal.Visitor().GetAsync(path + "/data.json", Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        answer.Header("Content-Disposition")!.ShouldStartWith("attachment");
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        text.ShouldNotContain(path.Split('/')[^1]);
        var data = JsonDocument.Parse(text).RootElement;
        var registration = data.GetProperty("registration");
        registration.GetProperty("name").GetString().ShouldBe("Zeynep Öğretmen");
        registration.GetProperty("email").GetString().ShouldBe("data@poyraz.example");
        registration.GetProperty("school").GetString().ShouldBe("Güneş Lisesi");
        registration.GetProperty("accessNeeds").GetString().ShouldBe("A ramp");
        registration.GetProperty("state").GetString().ShouldBe("pending");
        data.GetProperty("answers")[0].GetProperty("question").GetString().ShouldBe("What do you eat?");
        data.GetProperty("notice").GetProperty("text").GetProperty("tr").GetString().ShouldBe("Verileriniz hakkında.");
        data.GetProperty("notice").GetProperty("text").GetProperty("en").GetString().ShouldBe("About your data, kept by Poyraz University for 365 days.");
        (await portal.Visitor().PageAsync(path)).Words(".agreed").ShouldContain("About your data, kept by Poyraz University for 365 days.");
        data.GetProperty("consents")[0].GetProperty("notice").GetProperty("text").GetProperty("en").GetString().ShouldBe("You may record me.");
        data.GetProperty("letters")[0].GetProperty("kind").GetString().ShouldBe("confirm");
        data.GetProperty("steps").ValueKind.ShouldBe(JsonValueKind.Array);
        data.GetProperty("keptUntil").GetDateTime().ShouldBe(new DateTime(2027, 12, 3, 12, 30, 0, DateTimeKind.Utc));
    }

    [Fact]
    public async Task Calendar_entry_is_the_lectures_own_and_holds_no_key()
    {
        var (_, _, path) = await portal.HolderAsync(state: RegistrationState.Confirmed);
        using var answer = await portal.Visitor().GetAsync(path + "/calendar.ics", Cancellation);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/calendar");
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancellation);
        var entry = ICalendar.Parse(bytes).Events.ShouldHaveSingleItem();
        var lecture = await portal.QueryAsync(db => db.Lectures.Where(l => l.Key == "open").Select(l => new { l.Uid, l.Sequence }).SingleAsync(Cancellation));
        entry.Text("UID").ShouldBe(lecture.Uid.ToString());
        entry.Text("SEQUENCE").ShouldBe(lecture.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture));
        entry.Text("STATUS").ShouldBe("CONFIRMED");
        entry["URL"].Value.ShouldEndWith("/en/lectures/lecture-open");
        System.Text.Encoding.UTF8.GetString(bytes).Replace("\r\n ", "", StringComparison.Ordinal).ShouldNotContain(path.Split('/')[^1]);
    }

    [Fact]
    public async Task Ticket_shows_the_code_and_its_picture_and_nothing_that_opens_anything()
    {
        var (id, _, path) = await portal.HolderAsync(state: RegistrationState.Confirmed);
        var code = (await portal.RegistrationAsync(id)).TicketCode!;
        foreach (var culture in Languages.All)
        {
            var page = await portal.Visitor().PageAsync(path.Replace("/en/", $"/{culture}/", StringComparison.Ordinal) + "/ticket");
            page.Words(".code").ShouldBe(Codes.Spell(code));
            page.QuerySelector(".qr svg").ShouldNotBeNull();
            page.Words(".ticket").ShouldNotContain("@");
            page.Words("h1").ShouldBe(culture == "en" ? "Lecture open" : "Konferans open");
        }

        using var picture = await portal.Visitor().GetAsync(path + "/qr.svg", Cancellation);
        picture.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
        (await picture.Content.ReadAsStringAsync(Cancellation)).ShouldStartWith("<svg");
    }

    [Fact]
    public async Task There_is_no_ticket_without_a_seat()
    {
        var (_, _, path) = await portal.HolderAsync();
        using var ticket = await portal.Visitor().GetAsync(path + "/ticket", Cancellation);
        ticket.Target().ShouldBe(path);
        using var picture = await portal.Visitor().GetAsync(path + "/qr.svg", Cancellation);
        picture.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Online_link_is_shown_from_an_hour_before_until_the_end()
    {
        await using var own = new PortalHost();
        using var folder = new ContentFolder().Lecture("online", more: "online-link: https://meet.example/secret\nonline-link-shown: registered\nstatus: online");
        await own.ImportsAsync(folder);
        var lecture = await own.LectureIdAsync("online");
        var id = (await own.RegisterAsync(lecture, "far@poyraz.example")).RegistrationId;
        await own.RegisterAsync(lecture, "pending@poyraz.example");
        await own.SeatAsync((book, c) => book.ConfirmAsync(id, c));
        await own.QueryAsync(db => db.Registrations.Where(r => r.Email == "pending@poyraz.example").ExecuteUpdateAsync(r => r.SetProperty(x => x.HeldUntil, (DateTime?)null), Cancellation));
        var path = RegistrationLinks.PathOf("en", await own.TokenAsync("far@poyraz.example"));
        var pending = RegistrationLinks.PathOf("en", await own.TokenAsync("pending@poyraz.example"));
        var start = new DateTimeOffset(2026, 12, 3, 14, 0, 0, TimeSpan.FromHours(3));
        async Task<(bool Page, bool Calendar, bool Pending, string Aside)> AtAsync(DateTimeOffset time)
        {
            own.Clock.Now = time.ToUniversalTime();
            var visitor = own.Visitor();
            var page = await visitor.PageAsync(path);
            return (page.DocumentElement.OuterHtml.Contains("meet.example", StringComparison.Ordinal),
                (await visitor.GetStringAsync(new Uri(path + "/calendar.ics", UriKind.Relative), Cancellation)).Contains("meet.example", StringComparison.Ordinal),
                (await visitor.PageAsync(pending)).DocumentElement.OuterHtml.Contains("meet.example", StringComparison.Ordinal), page.Words("aside"));
        }

        var before = await AtAsync(start.AddMinutes(-61));
        (before.Page, before.Calendar, before.Pending).ShouldBe((false, false, false));
        before.Aside.ShouldContain("The link will be here from Thu 3 December, 13:00, Istanbul time");
        before.Aside.ShouldContain("Moved online");
        before.Aside.ShouldNotContain("Hall 1");
        var then = await AtAsync(start.AddMinutes(-60));
        (then.Page, then.Calendar, then.Pending).ShouldBe((true, true, false));
        (await AtAsync(start.AddMinutes(89))).Page.ShouldBeTrue();
        (await AtAsync(start.AddMinutes(90))).Page.ShouldBeFalse();
    }

    [Theory]
    [InlineData(SeatPlace.Hall, "registered", "In the hall", false, false)]
    [InlineData(SeatPlace.Online, "registered", "Online", true, false)]
    [InlineData(SeatPlace.Online, "everyone", "Online", true, true)]
    public async Task Holder_of_a_seat_in_the_hall_or_online_sees_which_and_only_the_link_that_is_meant(SeatPlace place, string shown, string where, bool isPromised, bool isThere)
    {
        await using var own = new PortalHost();
        using var folder = new ContentFolder().Lecture("hybrid", more: $"online-seats: 5\nonline-link: https://meet.example/both\nonline-link-shown: {shown}");
        await own.ImportsAsync(folder);
        await own.RegisterAsync(await own.LectureIdAsync("hybrid"), "one@hybrid.example", with: party => party with { Place = place, IsAddressKnown = true, Audience = Audience.Pupils });
        var page = await own.Visitor().PageAsync(RegistrationLinks.PathOf("en", await own.TokenAsync("one@hybrid.example")));
        page.Words("aside").ShouldContain($"How{where}");
        page.Words("aside").Contains("Link to take part", StringComparison.Ordinal).ShouldBe(isPromised);
        (page.QuerySelector("main a[href='https://meet.example/both']") is not null).ShouldBe(isThere);
        page.Words("main").ShouldContain("Asa pupil");
    }

    [Fact]
    public async Task Certificate_is_linked()
    {
        var (id, _, path) = await portal.HolderAsync(state: RegistrationState.Confirmed);
        await portal.QueryAsync(async db =>
        {
            await db.Registrations.Where(r => r.Id == id).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RegistrationState.Attended), Cancellation);
            var lecture = await db.Registrations.Where(r => r.Id == id).Select(r => r.LectureId).SingleAsync(Cancellation);
            db.Certificates.Add(new() { LectureId = lecture, RegistrationId = id, Code = "ABCDEFGH23456", Name = "A", Kind = PartyKind.Person, Came = 1, IssuedAt = portal.Clock.Now.UtcDateTime, Version = Guid.NewGuid() });
            return await db.SaveChangesAsync(Cancellation);
        });
        var page = await portal.Visitor().PageAsync(path);
        page.QuerySelectorAll(".next a").Select(a => a.GetAttribute("href")).ShouldBe(["/en/certificates/ABCD-EFGH-23456", path + "/certificate-name"]);
        page.Words(".page-head .lead").ShouldBe("Thank you for coming. Your certificate is here to be printed and shared.");
        page.Words($"form[action='{path}/erase']").ShouldContain("Your name goes from your certificate too");
        (await portal.Visitor().PageAsync(path + "/certificate-name")).QuerySelector("input[name=name]")!.GetAttribute("value").ShouldBe("A");
    }

    [Fact]
    public async Task Page_leads_to_the_links_of_other_registrations()
    {
        var (_, _, path) = await portal.HolderAsync(state: RegistrationState.Confirmed);
        (await portal.Visitor().PageAsync(path)).QuerySelector("main a[href='/en/registrations']")!.TextContent.ShouldBe("Send me my links");
    }

    [Theory]
    [MemberData(nameof(Gets))]
    public async Task Opening_changes_nothing_and_nobody_keeps_or_indexes_it(string ending)
    {
        var (id, email, path) = await portal.HolderAsync(state: ending is "/ticket" or "/qr.svg" ? RegistrationState.Confirmed : RegistrationState.Pending);
        var before = await portal.RegistrationAsync(id);
        var steps = await portal.StepsAsync(id);
        var letters = (await portal.LettersToAsync(email)).Count;
        using var answer = await portal.Visitor().GetAsync(path + ending, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Header("Cache-Control")!.ShouldContain("no-store");
        answer.Header("X-Robots-Tag")!.ShouldContain("noindex");
        answer.Header("Referrer-Policy").ShouldBe("no-referrer");
        using var head = await portal.Visitor().SendAsync(new(HttpMethod.Head, path + ending), Cancellation);
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        var after = await portal.RegistrationAsync(id);
        (after.State, after.Version, after.AddressConfirmedAt).ShouldBe((before.State, before.Version, before.AddressConfirmedAt));
        (await portal.StepsAsync(id)).ShouldBe(steps);
        (await portal.LettersToAsync(email)).Count.ShouldBe(letters);
        if (ending is "" or "/ticket")
        {
            (await answer.PageAsync(path)).QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
        }
    }

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Post_without_a_token_of_the_form_is_refused(string verb)
    {
        var (id, _, path) = await portal.HolderAsync();
        var before = await portal.RegistrationAsync(id);
        using var form = new FormUrlEncodedContent([new("name", "Somebody")]);
        using var answer = await portal.Visitor().PostAsync($"{path}/{verb}", form, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await portal.RegistrationAsync(id)).Version.ShouldBe(before.Version);
    }

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Post_that_is_no_form_breaks_nothing(string verb)
    {
        var (id, _, path) = await portal.HolderAsync();
        var visitor = portal.Visitor();
        var token = await visitor.TokenAsync(path);
        foreach (var type in new[] { "application/json", "text/plain; charset=utf-7", "application/x-www-form-urlencoded; charset=utf-7", null })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{path}/{verb}") { Content = new ByteArrayContent("{\"name\": 1}"u8.ToArray()) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            // In a header, as scripts send it.
            request.Headers.Add("RequestVerificationToken", token);
            using var answer = await visitor.SendAsync(request, Cancellation);
            ((int)answer.StatusCode).ShouldBeLessThan(500, type);
        }

        (await portal.RegistrationAsync(id)).Name.ShouldNotBe("1");
    }

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Post_with_a_key_that_opens_nothing_is_not_found(string verb)
    {
        var (id, _, path) = await portal.HolderAsync();
        var before = await portal.RegistrationAsync(id);
        foreach (var key in new[] { new string('A', 32), id.ToString(System.Globalization.CultureInfo.InvariantCulture), path[^32..].ToUpperInvariant() })
        {
            using var answer = await portal.Visitor().PostAsync(path, $"/en/registrations/{key}/{verb}", [new("name", "Somebody"), new("id", $"{id}"), new("token", path[^32..])]);
            (await answer.PageAsync(key, HttpStatusCode.NotFound)).Href("main .btn").ShouldBe("/en/registrations");
        }

        (await portal.RegistrationAsync(id)).Version.ShouldBe(before.Version);
    }

    [Theory]
    [InlineData(RegistrationState.Cancelled, "confirm", "accept", "change", "numbers")]
    [InlineData(RegistrationState.Attended, "confirm", "accept", "decline", "cancel", "change", "numbers")]
    [InlineData(RegistrationState.Absent, "confirm", "accept", "decline", "cancel", "change", "numbers")]
    [InlineData(RegistrationState.Pending, "accept", "decline", "numbers")]
    [InlineData(RegistrationState.Waiting, "accept", "decline", "numbers")]
    [InlineData(RegistrationState.Confirmed, "decline", "numbers")]
    public async Task Post_in_the_wrong_state_is_refused_and_says_how_it_stands(RegistrationState state, params string[] verbs)
    {
        var (id, _, path) = await portal.HolderAsync();
        await portal.QueryAsync(db => db.Registrations.Where(r => r.Id == id).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, state), Cancellation));
        foreach (var verb in verbs)
        {
            using var answer = await portal.Visitor().PostAsync(path, $"{path}/{verb}", [new("name", "Somebody"), new("pupils", "2"), new("adults", "1")]);
            var page = await answer.PageAsync(verb, HttpStatusCode.Conflict);
            page.QuerySelector("[role=alert]").ShouldNotBeNull(verb);
            page.Words("main").ShouldNotContain("Holder.");
            (await portal.RegistrationAsync(id)).State.ShouldBe(state, verb);
        }
    }

    [Fact]
    public async Task Holder_of_one_cannot_touch_another()
    {
        var (mine, _, path) = await portal.HolderAsync();
        var (others, _, _) = await portal.HolderAsync();
        var before = await portal.RegistrationAsync(others);
        var visitor = portal.Visitor();
        var page = await visitor.PageAsync(path);
        page.QuerySelectorAll("main input").Select(input => input.GetAttribute("name")).ShouldAllBe(name => name != "id" && name != "registrationId");
        using var answer = await visitor.SendAsync($"{path}/change?id={others}", page.Fields($"form[action='{path}/change']")
            .With("id", $"{others}").With("RegistrationId", $"{others}").With("Registration.Id", $"{others}").With("State", "Attended").With("Seats", "9").With("Email", "x@y.example").With("name", "New"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await portal.RegistrationAsync(others)).Version.ShouldBe(before.Version);
        var own = await portal.RegistrationAsync(mine);
        (own.Name, own.State, own.Seats).ShouldBe(("New", RegistrationState.Pending, 1));
        own.Email.ShouldNotBe("x@y.example");
    }

    [Fact]
    public async Task Name_that_would_become_a_link_is_refused()
    {
        var (id, _, path) = await portal.HolderAsync();
        var visitor = portal.Visitor();
        var fields = (await visitor.PageAsync(path)).Fields($"form[action='{path}/change']").With("name", "See https://prize.example/");
        using var answer = await visitor.SendAsync($"{path}/change", fields);
        (await answer.PageAsync(path, HttpStatusCode.UnprocessableEntity)).Words(".problems").ShouldContain("must not hold a web address");
        (await portal.RegistrationAsync(id)).Name.ShouldNotContain("prize");
    }

    [Fact]
    public async Task Key_that_opens_nothing_is_not_found_and_links_are_offered()
    {
        foreach (var key in new[] { "x", new string('A', 32), new string('A', 5000), "..%2f", "erased0" })
        {
            foreach (var ending in Gets.Select(row => row.Data))
            {
                using var answer = await portal.Visitor().GetAsync($"/tr/registrations/{key}{ending}", Cancellation);
                answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, key + ending);
                answer.Header("Cache-Control")!.ShouldContain("no-store");
            }
        }

        var page = await portal.Visitor().PageAsync($"/tr/registrations/{new string('A', 32)}", HttpStatusCode.NotFound);
        page.Words("h1").ShouldBe("Bu bağlantı bir kayıt açmıyor");
        page.Href("main .btn").ShouldBe("/tr/registrations");
        page.DocumentElement.OuterHtml.ShouldNotContain(new string('A', 32));
    }

    [Fact]
    public async Task Who_tries_many_wrong_keys_has_to_wait_and_who_has_a_key_has_not()
    {
        await using var own = new HolderPortal();
        await own.InitializeAsync();
        var (_, _, path) = await own.HolderAsync();
        var visitor = own.Visitor();
        HttpStatusCode last;
        var tries = 0;
        do
        {
            using var answer = await visitor.GetAsync($"/en/registrations/{new string('B', 32)}", Cancellation);
            last = answer.StatusCode;
        }
        while (last == HttpStatusCode.NotFound && ++tries < 500);

        last.ShouldBe(HttpStatusCode.TooManyRequests);
        tries.ShouldBe(OutreachPortal.Services.Hosting.HolderLimits.WrongKeysANetwork);
        (await visitor.PageAsync(path)).Words("h1").ShouldBe("Please confirm your seat");
    }

    [Fact]
    public async Task Page_without_script_or_inline_style_weighs_little()
    {
        var (_, _, path) = await portal.HolderAsync();
        var page = await portal.Visitor().PageAsync(path);
        page.QuerySelectorAll("script:not([type='application/ld+json']), [style]").ShouldBeEmpty();
        page.QuerySelectorAll("script").Select(script => script.TextContent).ShouldAllBe(script => !script.Contains("/registrations/", StringComparison.Ordinal));
        page.QuerySelector("link[rel=canonical]").ShouldBeNull();
        page.QuerySelectorAll("[id]").Select(element => element.Id).ShouldBeUnique();
    }
}
