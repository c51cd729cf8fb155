using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class DoorControllerTests(DoorPortal portal) : IClassFixture<DoorPortal>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_has_a_ticket_comes_in_once()
    {
        var lecture = await portal.LectureAsync();
        var ada = await portal.SeatedAsync(lecture, "Ada Deniz");
        var rita = await portal.RitaTheRegistrarAsync();

        var first = await CheckAsync(rita, lecture, ("q", Codes.Spell(ada.TicketCode!).ToLowerInvariant()));
        first.Words(".door-answer.green .door-said").ShouldBe("Come in: Ada Deniz");
        first.Words(".door-answer").ShouldContain("In the hall · 1 seat");
        first.Title!.ShouldStartWith("Come in: Ada Deniz");
        first.Words("#door_counts").ShouldBe("1 came 0 still expected 10 seats");
        // Said once: who reloads the page does not let in a second one.
        (await rita.PageAsync(Door(lecture))).QuerySelector(".door-answer").ShouldBeNull();

        var second = await CheckAsync(rita, lecture, ("q", ada.TicketCode!));
        second.Words(".door-answer.amber .door-said").ShouldBe("Already in, 13:52");
        second.Words(".door-answer").ShouldContain("Ada Deniz");
        second.Words("#door_counts").ShouldStartWith("1 came");
        var steps = await StepsAsync(ada);
        steps.Where(step => step.Action == RegistrationAction.CheckedIn).ShouldHaveSingleItem().UserName.ShouldBe("Rita");
    }

    [Fact]
    public async Task Two_volunteers_who_read_one_ticket_at_once_get_one_yes_and_one_already_in()
    {
        var lecture = await portal.LectureAsync();
        var ada = await portal.SeatedAsync(lecture, "Ada");
        var browsers = new[] { await portal.RitaTheRegistrarAsync(), await portal.AdaTheAdministratorAsync(), await portal.SignedInAsync("Veli", Roles.Registrar), await portal.SignedInAsync("Vera", Roles.Registrar) };
        var answers = await Task.WhenAll(browsers.Select(browser => CheckAsync(browser, lecture, ("q", ada.TicketCode!))));
        answers.Count(page => page.QuerySelector(".door-answer.green") is not null).ShouldBe(1);
        answers.Count(page => page.QuerySelector(".door-answer.amber") is not null).ShouldBe(3);
    }

    [Fact]
    public async Task Scanned_address_is_read_for_its_code()
    {
        var lecture = await portal.LectureAsync();
        var ada = await portal.SeatedAsync(lecture, "Ada");
        var page = await CheckAsync(await portal.RitaTheRegistrarAsync(), lecture, ("q", $"https://outreach.example/en/tickets/{Codes.Spell(ada.TicketCode!)}?x=1"));
        page.QuerySelector(".door-answer.green").ShouldNotBeNull();
    }

    [Fact]
    public async Task What_must_not_come_in_is_refused_with_the_reason()
    {
        var lecture = await portal.LectureAsync(seats: 1, more: "waiting-list: strict-order");
        var other = await portal.LectureAsync(start: "2026-12-09 10:00", end: "11:00");
        var seated = await portal.SeatedAsync(lecture, "Ada");
        var waiting = await portal.SeatedAsync(lecture, "Wera");
        var elsewhere = await portal.SeatedAsync(other, "Elsa");
        var rita = await portal.RitaTheRegistrarAsync();

        (await CheckAsync(rita, lecture, ("q", waiting.TicketCode!))).Words(".door-answer.red").ShouldContain("on the waiting list");
        var wrong = await CheckAsync(rita, lecture, ("q", elsewhere.TicketCode!));
        wrong.Words(".door-answer.red").ShouldContain("Ticket for another lecture");
        wrong.Words(".door-answer.red").ShouldContain("Wed 9 December, 10:00–11:00, Istanbul time");
        wrong.Href(".door-answer a").ShouldBe($"/admin/lectures/{other}/door");
        (await portal.NowAsync(elsewhere)).State.ShouldBe(RegistrationState.Confirmed);
        await portal.SeatAsync((book, c) => book.CancelAsync(seated.Id, RegistrationEnding.Cancelled, "", null, c));
        var cancelled = await CheckAsync(rita, lecture, ("q", seated.TicketCode!));
        cancelled.Words(".door-answer.red .door-said").ShouldBe("Do not let in: cancelled");
        cancelled.Words(".door-answer.red").ShouldContain("Cancelled by the holder");
        var unknown = await CheckAsync(rita, lecture, ("q", "2345-6789-AB"));
        unknown.Words(".door-answer.red .door-said").ShouldBe("Unknown code");
        unknown.QuerySelector("#door_q")!.GetAttribute("value").ShouldBe("2345-6789-AB");
        (await portal.NowAsync(seated)).CameAt.ShouldBeNull();
    }

    [Fact]
    public async Task Place_online_is_not_one_in_the_hall()
    {
        var lecture = await portal.LectureAsync(more: "online-seats: 5");
        var online = await portal.SeatedAsync(lecture, "Olga", with: party => party with { Place = SeatPlace.Online });
        var rita = await portal.RitaTheRegistrarAsync();
        (await CheckAsync(rita, lecture, ("q", online.TicketCode!), ("place", "hall"))).Words(".door-answer.red .door-said").ShouldBe("Registered to take part online");
        (await CheckAsync(rita, lecture, ("q", online.TicketCode!), ("place", "online"))).Words(".door-answer.green .door-said").ShouldBe("Come in: Olga");
        (await rita.PageAsync(Door(lecture) + "?place=online")).Words("#door_counts").ShouldBe("1 came 0 still expected 5 seats");
        (await rita.PageAsync(Door(lecture) + "?place=moon")).Words(".door-places [aria-current]").ShouldBe("In the hall");
    }

    [Theory]
    [InlineData("istanbul", "İstanbul Lisesi")]
    [InlineData("IŞIL", "Işıl Şen")]
    [InlineData("sen isil", "Işıl Şen")]
    public async Task Name_or_school_is_found_however_it_is_spelled(string typed, string found)
    {
        var lecture = await portal.LectureAsync(seats: 60);
        await portal.SeatedAsync(lecture, "Işıl Şen");
        await portal.SeatedAsync(lecture, "Mehmet Can");
        await portal.SeatedAsync(lecture, "Öğretmen", seats: 20, with: party => party with { School = "İstanbul Lisesi" });
        var page = await CheckAsync(await portal.RitaTheRegistrarAsync(), lecture, ("q", typed));
        page.AllWords("#door_answer .door-list strong").ShouldBe([found]);
    }

    [Fact]
    public async Task Whoever_was_found_by_name_comes_in_by_a_button()
    {
        var lecture = await portal.LectureAsync();
        var ada = await portal.SeatedAsync(lecture, "Ada Deniz");
        var rita = await portal.RitaTheRegistrarAsync();
        var found = await CheckAsync(rita, lecture, ("q", "ada"));
        found.QuerySelector("#door_answer input[name=registration]")!.GetAttribute("value").ShouldBe(ada.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        (await StepAsync(rita, lecture, "check-in", ("registration", $"{ada.Id}"))).Words(".door-answer.green .door-said").ShouldBe("Come in: Ada Deniz");
        (await CheckAsync(rita, lecture, ("q", "nobody like this"))).Words(".door-answer.amber .door-said").ShouldContain("Nobody found");
    }

    [Fact]
    public async Task Class_is_asked_how_many_came()
    {
        var lecture = await portal.LectureAsync(seats: 30);
        var group = await portal.SeatedAsync(lecture, "Bay Kaya", seats: 24, with: party => party with { School = "Kaş Lisesi", Level = "10" });
        var rita = await portal.RitaTheRegistrarAsync();

        var asked = await CheckAsync(rita, lecture, ("q", group.TicketCode!));
        asked.Words(".door-said").ShouldBe("Kaş Lisesi, 10: how many came?");
        asked.QuerySelector("#door_came")!.GetAttribute("value").ShouldBe("24");
        (await portal.NowAsync(group)).State.ShouldBe(RegistrationState.Confirmed);
        var entered = await StepAsync(rita, lecture, "check-in", ("registration", $"{group.Id}"), ("came", "21"));
        entered.Words(".door-answer.green").ShouldContain("21 came, 24 booked");
        entered.Words("#door_counts").ShouldBe("21 came 0 still expected 30 seats");

        // Three more come late: the number is corrected, not added to.
        var again = await CheckAsync(rita, lecture, ("q", group.TicketCode!));
        again.Words(".door-said").ShouldBe("Already in, 13:52");
        again.QuerySelector("#door_came")!.GetAttribute("value").ShouldBe("21");
        (await StepAsync(rita, lecture, "check-in", ("registration", $"{group.Id}"), ("came", "27"), ("recount", "true"))).Words(".door-said").ShouldBe("Corrected: 27 people");
        (await portal.NowAsync(group)).Came.ShouldBe(27);
        // More than there are seats do not fit.
        (await StepAsync(rita, lecture, "check-in", ("registration", $"{group.Id}"), ("came", "31"), ("recount", "true"))).Words(".door-answer.red .door-said").ShouldBe("31 people do not fit");
        (await portal.NowAsync(group)).Came.ShouldBe(27);
        (await portal.PoolAsync(lecture)).Taken.ShouldBe(24);
    }

    [Theory]
    [InlineData("-3")]
    [InlineData("0")]
    [InlineData("1000000000")]
    [InlineData("99999999999999999999")]
    [InlineData("a few")]
    [InlineData("")]
    public async Task Absurd_numbers_are_refused_and_nothing_is_written(string typed)
    {
        var lecture = await portal.LectureAsync(seats: 30);
        var group = await portal.SeatedAsync(lecture, "Bay Kaya", seats: 24);
        var rita = await portal.RitaTheRegistrarAsync();
        (await StepAsync(rita, lecture, "check-in", HttpStatusCode.UnprocessableEntity, ("registration", $"{group.Id}"), ("came", typed))).Words(".door-said").ShouldContain("Type a number from 1 to");
        var walkIn = await StepAsync(rita, lecture, "walk-in", HttpStatusCode.UnprocessableEntity, ("People", typed), ("Name", "Veli"));
        walkIn.Words(".door-said").ShouldContain("Type a number from 1 to");
        (walkIn.QuerySelector("#People")!.GetAttribute("value") ?? "").ShouldBe(typed);
        walkIn.QuerySelector("#Name")!.GetAttribute("value").ShouldBe("Veli");
        (await portal.NowAsync(group)).Came.ShouldBeNull();
        (await portal.QueryAsync(db => db.Registrations.CountAsync(r => r.LectureId == lecture, Cancellation))).ShouldBe(1);
    }

    [Fact]
    public async Task Walk_ins_come_in_to_the_last_seat()
    {
        var lecture = await portal.LectureAsync(seats: 4);
        var expected = await portal.SeatedAsync(lecture, "Ada");
        var rita = await portal.RitaTheRegistrarAsync();
        (await StepAsync(rita, lecture, "walk-in", ("People", "1"), ("Name", "Veli\r\nTan"), ("Audience", "students"))).Words(".door-answer.green .door-said").ShouldBe("Come in: Veli Tan");
        (await StepAsync(rita, lecture, "walk-in", ("People", "2"))).Words(".door-said").ShouldBe("Come in: 2 people");
        // The seat of somebody who has not come; said so.
        (await StepAsync(rita, lecture, "walk-in", ("People", "1"), ("Audience", "moles"))).Words(".door-answer.green").ShouldContain("no seat is free: 1 who have one are still expected");
        var full = await StepAsync(rita, lecture, "walk-in", HttpStatusCode.UnprocessableEntity, ("People", "1"));
        full.Words(".door-answer.red .door-said").ShouldBe("The hall is full");
        full.Words(".door-answer.red").ShouldContain("4 are in, 4 seats");
        var walkIns = await portal.QueryAsync(db => db.Registrations.AsNoTracking().Where(r => r.LectureId == lecture && r.IsWalkIn).OrderBy(r => r.Id).ToListAsync(Cancellation));
        walkIns.Select(r => (r.Name, r.Came, r.Audience)).ShouldBe([("Veli Tan", 1, Audience.Students), ("", 2, null), ("", 1, null)]);
        // A seat given is a seat kept.
        (await CheckAsync(rita, lecture, ("q", expected.TicketCode!))).QuerySelector(".door-answer.green").ShouldNotBeNull();
        (await StepsAsync(walkIns[0])).ShouldHaveSingleItem().UserName.ShouldBe("Rita");
    }

    [Fact]
    public async Task Check_ins_can_be_taken_back()
    {
        var lecture = await portal.LectureAsync(seats: 2);
        var ada = await portal.SeatedAsync(lecture, "Ada");
        var rita = await portal.RitaTheRegistrarAsync();
        await CheckAsync(rita, lecture, ("q", ada.TicketCode!));
        var page = await StepAsync(rita, lecture, "walk-in", ("People", "1"), ("Name", "Veli"));
        page.AllWords("#door_recent strong").ShouldBe(["Veli", "Ada"], ignoreOrder: true);

        (await StepAsync(rita, lecture, "undo", ("registration", $"{ada.Id}"))).Words(".door-said").ShouldBe("Taken back: Ada");
        (await portal.NowAsync(ada)).State.ShouldBe(RegistrationState.Confirmed);
        var walkIn = await portal.QueryAsync(db => db.Registrations.AsNoTracking().SingleAsync(r => r.LectureId == lecture && r.IsWalkIn, Cancellation));
        var back = await StepAsync(rita, lecture, "undo", ("registration", $"{walkIn.Id}"));
        back.Words(".door-said").ShouldBe("Taken back: Veli");
        back.Words("#door_counts").ShouldBe("0 came 1 still expected 2 seats");
        (await portal.PoolAsync(lecture)).Taken.ShouldBe(1);
        await StepAsync(rita, lecture, "walk-in", ("People", "2"));
        var nameless = await portal.QueryAsync(db => db.Registrations.AsNoTracking().SingleAsync(r => r.LectureId == lecture && r.IsWalkIn && r.Name == "", Cancellation));
        (await StepAsync(rita, lecture, "undo", ("registration", $"{nameless.Id}"))).Words(".door-said").ShouldBe("Taken back: 2 people");
        (await StepAsync(rita, lecture, "undo", ("registration", $"{walkIn.Id}"))).Words(".door-answer.red").ShouldContain("changed meanwhile");
        var elsewhere = await portal.LectureAsync();
        await CheckAsync(rita, lecture, ("q", ada.TicketCode!));
        await StepAsync(rita, elsewhere, "undo", ("registration", $"{ada.Id}"));
        (await portal.NowAsync(ada)).State.ShouldBe(RegistrationState.Attended);
    }

    [Fact]
    public async Task Newest_headcount_of_a_place_counts_and_a_wrong_one_goes()
    {
        var lecture = await portal.LectureAsync();
        var rita = await portal.RitaTheRegistrarAsync();
        var stamp = await portal.SeatsStampAsync();
        await StepAsync(rita, lecture, "headcount", ("Count", "80"), ("Method", "estimated"));
        var page = await StepAsync(rita, lecture, "headcount", ("Count", "84"), ("Method", "counted"), ("Note", "Two <b>stood</b>"));
        (await portal.SeatsStampAsync()).ShouldBe(stamp + 2);
        page.AllWords("#headcounts li p").First().ShouldStartWith("84 people, Counted counts");
        page.Words("#headcounts li").ShouldContain("Rita · Two <b>stood</b>");
        page.QuerySelectorAll("#headcounts .chip.solid").Length.ShouldBe(1);
        var newest = page.QuerySelector("#headcounts li form")!.GetAttribute("action")!;
        (await rita.PostAsync(Door(lecture), newest, [])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await rita.PostAsync(Door(lecture), newest, [])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await rita.PageAsync(Door(lecture))).AllWords("#headcounts li strong").ShouldBe(["80 people"]);
        foreach (var typed in new[] { "-1", "1000000000", "many", "" })
        {
            var wrong = await StepAsync(rita, lecture, "headcount", HttpStatusCode.UnprocessableEntity, ("Count", typed), ("Note", "kept"));
            wrong.Words("#Count_error").ShouldContain("type a number from 0 to 100,000");
            wrong.QuerySelector("#Note")!.GetAttribute("value").ShouldBe("kept");
        }

        await StepAsync(rita, lecture, "headcount", HttpStatusCode.UnprocessableEntity, ("Count", "1"), ("Note", new string('x', 301)));
        var trail = await portal.QueryAsync(db => db.AuditEntries.Where(entry => entry.ItemId == lecture).Select(entry => new { entry.Action, entry.UserName }).ToListAsync(Cancellation));
        trail.Count(entry => entry.Action == AuditAction.HeadcountAdded && entry.UserName == "Rita").ShouldBe(2);
        trail.Count(entry => entry.Action == AuditAction.HeadcountRemoved).ShouldBe(1);
    }

    [Fact]
    public async Task Closing_the_door_asks_once_and_lets_who_is_late_in_after_all()
    {
        var lecture = await portal.LectureAsync(start: DoorPortal.Morning, end: "11:00");
        var ada = await portal.SeatedAsync(lecture, "Ada");
        var late = await portal.SeatedAsync(lecture, "Late");
        var rita = await portal.RitaTheRegistrarAsync();
        await CheckAsync(rita, lecture, ("q", ada.TicketCode!));
        (await rita.PageAsync(Door(lecture) + "/close")).Words(".lead").ShouldContain("1 registration (1 person) did not come");
        (await portal.NowAsync(late)).State.ShouldBe(RegistrationState.Confirmed);
        (await StepAsync(rita, lecture, "close")).Words(".notice.done").ShouldBe("1 registration is marked as absent.");
        (await portal.NowAsync(late)).State.ShouldBe(RegistrationState.Absent);
        (await portal.NowAsync(ada)).State.ShouldBe(RegistrationState.Attended);
        (await CheckAsync(rita, lecture, ("q", late.TicketCode!))).QuerySelector(".door-answer.green").ShouldNotBeNull();
        (await rita.PageAsync(Door(lecture) + "/close")).Words("main").ShouldContain("Everybody who has a seat has come");

        var before = await portal.LectureAsync();
        var early = await portal.SeatedAsync(before, "Early");
        (await rita.PageAsync(Door(before) + "/close")).QuerySelector("main form").ShouldBeNull();
        (await rita.PostAsync(Door(before), Door(before) + "/close", [])).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await portal.NowAsync(early)).State.ShouldBe(RegistrationState.Confirmed);
    }

    [Theory]
    [InlineData("2026-12-04 18:00", null)]
    [InlineData("2026-12-05 00:30", "The door opens on the day before")]
    [InlineData("2026-11-27 18:00", null)]
    [InlineData("2026-11-25 18:00", "more than a week ago")]
    public async Task Door_says_when_it_is_not_the_day_and_works_all_the_same(string start, string? notice)
    {
        var lecture = await portal.LectureAsync(start: start, end: "23:00");
        var ada = await portal.SeatedAsync(lecture, "Ada");
        var rita = await portal.RitaTheRegistrarAsync();
        var page = await rita.PageAsync(Door(lecture));
        (page.QuerySelector(".door > .notice")?.Words() ?? "").ShouldContain(notice ?? "");
        (page.QuerySelector(".door > .notice") is null).ShouldBe(notice is null);
        (await CheckAsync(rita, lecture, ("q", ada.TicketCode!))).QuerySelector(".door-answer.green").ShouldNotBeNull();
    }

    [Fact]
    public async Task Odd_input_gets_an_answer_and_is_never_markup()
    {
        var lecture = await portal.LectureAsync();
        await portal.SeatedAsync(lecture, "<script>alert(1)</script> Ada");
        var rita = await portal.RitaTheRegistrarAsync();
        foreach (var typed in new[] { "", "a", "%_[", "<b>ada</b>", "‮ada", "' OR 1=1 --", "🎫🎫🎫", "https://evil.example/" })
        {
            var page = await CheckAsync(rita, lecture, ("q", typed));
            page.QuerySelector("#door_answer").ShouldNotBeNull();
            page.QuerySelector("main b:not(#door_counts b), main script").ShouldBeNull();
        }

        var longest = await StepAsync(rita, lecture, "", HttpStatusCode.UnprocessableEntity, ("q", new string('ş', 10_000)));
        longest.Words(".door-said").ShouldContain("too long");
        (await rita.PageAsync(Door(lecture) + "?q=" + new string('a', 4000))).Words(".door-said").ShouldContain("too long");
        await StepAsync(rita, lecture, "walk-in", HttpStatusCode.UnprocessableEntity, ("People", "1"), ("Name", new string('x', 10_000)));
        (await StepAsync(rita, lecture, "check-in", ("registration", "0"))).Words(".door-said").ShouldBe("Unknown code");
        (await StepAsync(rita, lecture, "check-in", ("registration", "x"))).Words(".door-said").ShouldBe("Unknown code");
    }

    [Fact]
    public async Task Script_gets_the_parts_that_change()
    {
        var lecture = await portal.LectureAsync();
        var ada = await portal.SeatedAsync(lecture, "Ada");
        var rita = await portal.RitaTheRegistrarAsync();
        var token = await rita.TokenAsync(Door(lecture));
        using var content = new FormUrlEncodedContent([new("q", ada.TicketCode!), new("__RequestVerificationToken", token)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, Door(lecture)) { Content = content };
        request.Headers.Add("X-Requested-With", "fetch");
        using var answer = await rita.SendAsync(request, Cancellation);
        var part = await answer.PageAsync(Door(lecture));
        part.QuerySelector("main").ShouldBeNull();
        part.Words("#door_answer .door-said").ShouldBe("Come in: Ada");
        part.Words("#door_counts").ShouldStartWith("1 came");
        part.Words("#door_recent strong").ShouldBe("Ada");
        (await rita.PageAsync(Door(lecture) + "/counts?place=hall")).Words("#door_counts").ShouldStartWith("1 came");
    }

    [Fact]
    public async Task Only_the_door_may_ask_for_the_camera()
    {
        var lecture = await portal.LectureAsync();
        var rita = await portal.RitaTheRegistrarAsync();
        (await rita.AnswerAsync(Door(lecture))).Header("Permissions-Policy")!.ShouldContain("camera=(self)");
        (await rita.AnswerAsync($"/admin/lectures/{lecture}/numbers")).Header("Permissions-Policy")!.ShouldContain("camera=()");
        (await portal.Visitor().AnswerAsync("/en")).Header("Permissions-Policy")!.ShouldContain("camera=()");
    }

    [Fact]
    public async Task Lecture_without_registration_still_takes_a_headcount()
    {
        var lecture = await portal.LectureAsync(seats: null);
        var rita = await portal.RitaTheRegistrarAsync();
        var page = await rita.PageAsync(Door(lecture));
        page.Words("main").ShouldContain("takes no registrations");
        page.QuerySelector("#door_q").ShouldBeNull();
        (await StepAsync(rita, lecture, "headcount", ("Count", "12"))).Words("#headcounts strong").ShouldBe("12 people");
        (await rita.PostAsync(Door(lecture), Door(lecture) + "/walk-in", [new("People", "1")])).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await rita.AnswerAsync("/admin/lectures/999999/door")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Door_speaks_Turkish()
    {
        var lecture = await portal.LectureAsync();
        var ada = await portal.SeatedAsync(lecture, "Ada");
        var tuna = await portal.SignedInAsync("Tuna", Roles.Registrar, Languages.Turkish);
        (await CheckAsync(tuna, lecture, ("q", ada.TicketCode!))).Words(".door-said").ShouldBe("Buyurun: Ada");
        (await CheckAsync(tuna, lecture, ("q", ada.TicketCode!))).Words(".door-said").ShouldBe("Zaten içeride, 13.52");
    }

    private static string Door(int lecture) => $"/admin/lectures/{lecture}/door";

    /// <summary>Types something into the field and reads the page to which that leads.</summary>
    private static Task<IHtmlDocument> CheckAsync(HttpClient browser, int lecture, params (string Name, string Value)[] fields) => StepAsync(browser, lecture, "", fields);

    private static Task<IHtmlDocument> StepAsync(HttpClient browser, int lecture, string step, params (string Name, string Value)[] fields) => StepAsync(browser, lecture, step, HttpStatusCode.Redirect, fields);

    private static async Task<IHtmlDocument> StepAsync(HttpClient browser, int lecture, string step, HttpStatusCode expected, params (string Name, string Value)[] fields)
    {
        var address = Door(lecture) + (step.Length == 0 ? "" : "/" + step);
        using var answer = await browser.PostAsync(Door(lecture), address, fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)));
        answer.StatusCode.ShouldBe(expected, address);
        return expected == HttpStatusCode.Redirect ? await browser.PageAsync(answer.Target()!.Split('#')[0]) : await answer.PageAsync(address, expected);
    }

    private Task<List<RegistrationStep>> StepsAsync(Registration registration) =>
        portal.QueryAsync(db => db.RegistrationSteps.AsNoTracking().Where(step => step.RegistrationId == registration.Id && step.UserName != "Office").ToListAsync(Cancellation));
}
