using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class NumbersControllerTests(DoorPortal portal) : IClassFixture<DoorPortal>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Numbers_are_of_people_and_of_registrations()
    {
        var lecture = await FilledAsync();
        var page = await (await portal.RitaTheRegistrarAsync()).PageAsync($"/admin/lectures/{lecture}/numbers");
        string Row(string part, string name) => page.QuerySelectorAll($"section[aria-labelledby=part_{part}] tbody tr").Select(row => string.Join(' ', row.Children.Select(cell => cell.Words())).Trim()).Single(row => row.StartsWith(name, StringComparison.Ordinal));
        // Registrations, people registered, people who came.
        Row("outcome", "Registered in all").ShouldBe("Registered in all 6 29");
        Row("outcome", "With a seat").ShouldBe("With a seat 4 27");
        Row("outcome", "Came, registered").ShouldBe("Came, registered 3 26 23");
        Row("outcome", "Came without").ShouldBe("Came without registering 1 0 2");
        Row("outcome", "Absent").ShouldBe("Absent 1 4");
        Row("outcome", "Waiting list").ShouldBe("Waiting list 1 1");
        Row("outcome", "Cancelled").ShouldBe("Cancelled 1 1");
        Row("audience", "Pupils").ShouldBe("Pupils 1 24 21");
        Row("audience", "Adults").ShouldBe("Adults 3 3 2");
        Row("audience", "University students").ShouldBe("University students 1 0 2");
        Row("kind", "Classes").ShouldBe("Classes 1 24 21");
        Row("kind", "Persons").ShouldBe("Persons 3 3 2");
        Row("school", "Kaş Lisesi").ShouldBe("Kaş Lisesi 2 25 22");
        Row("place", "In the hall").ShouldBe("In the hall 5 27 25");
        Row("day", "2 December 2026").ShouldBe("2 December 2026 6 29");
        page.Words(".door-counts").ShouldBe("27 registered with a seat 25 checked in 4 absent 26 In the hall · Counted");
        page.QuerySelectorAll("svg.chart").Length.ShouldBe(page.QuerySelectorAll("details.data table").Length);
    }

    [Fact]
    public async Task Numbers_stay_when_who_it_was_is_erased()
    {
        var lecture = await FilledAsync();
        var rita = await portal.RitaTheRegistrarAsync();
        var before = (await rita.PageAsync($"/admin/lectures/{lecture}/numbers")).AllWords("section[aria-labelledby=part_outcome] tbody tr, section[aria-labelledby=part_audience] tbody tr").ToList();
        foreach (var id in await portal.QueryAsync(db => db.Registrations.Where(r => r.LectureId == lecture && (r.State == RegistrationState.Attended || r.State == RegistrationState.Absent)).Select(r => r.Id).ToListAsync(Cancellation)))
        {
            await portal.SeatAsync((book, c) => book.EraseAsync(id, c));
        }

        (await rita.PageAsync($"/admin/lectures/{lecture}/numbers")).AllWords("section[aria-labelledby=part_outcome] tbody tr, section[aria-labelledby=part_audience] tbody tr").ShouldBe(before);
    }

    [Fact]
    public async Task File_has_the_same_numbers_and_runs_nothing()
    {
        var lecture = await FilledAsync();
        await portal.SeatedAsync(lecture, "X", with: party => party with { School = "=cmd|' /C calc'!A0", Place = SeatPlace.Online });
        using var answer = await (await portal.RitaTheRegistrarAsync()).AnswerAsync($"/admin/lectures/{lecture}/numbers.csv");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancellation);
        bytes[..3].ShouldBe(Encoding.UTF8.GetPreamble());
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");
        lines[0].ShouldBe("group,key,name,parties,people,came,method");
        lines.ShouldContain("outcome,came,\"Came, registered\",3,26,23,");
        lines.ShouldContain("school,,Kaş Lisesi,2,25,22,");
        lines.ShouldContain("headcount,hall,In the hall,,,26,counted");
        lines.ShouldContain(line => line.Contains("'=cmd", StringComparison.Ordinal));
        using var turkish = await (await portal.SignedInAsync("Tuna", Roles.Registrar, Languages.Turkish)).AnswerAsync($"/admin/lectures/{lecture}/numbers.csv");
        (await turkish.Content.ReadAsStringAsync(Cancellation)).ShouldContain("group;key;name");
    }

    [Fact]
    public async Task Number_of_queries_does_not_grow()
    {
        var lecture = await portal.LectureAsync(seats: 500);
        var rita = await portal.RitaTheRegistrarAsync();
        await portal.SeatedAsync(lecture, "First");
        async Task<int> CountAsync(string page)
        {
            var before = portal.Commands.Count;
            await rita.PageAsync($"/admin/lectures/{lecture}/{page}");
            return portal.Commands.Count - before;
        }

        var few = new[] { await CountAsync("numbers"), await CountAsync("sheet"), await CountAsync("door"), await CountAsync("door?q=party") };
        for (var i = 0; i < 60; i++)
        {
            await portal.SeatedAsync(lecture, "Party " + i, with: party => party with { School = "School " + i, Audience = (Audience)(1 << (i % 6)) });
        }

        new[] { await CountAsync("numbers"), await CountAsync("sheet"), await CountAsync("door"), await CountAsync("door?q=party") }.Zip(few).ShouldAllBe(pair => pair.First <= pair.Second + 1);
    }

    [Fact]
    public async Task Page_without_registrations_says_so()
    {
        var lecture = await portal.LectureAsync();
        var rita = await portal.RitaTheRegistrarAsync();
        (await rita.PageAsync($"/admin/lectures/{lecture}/numbers")).Words(".empty").ShouldContain("nothing to count yet");
        (await rita.AnswerAsync("/admin/lectures/999999/numbers")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await rita.AnswerAsync("/admin/lectures/999999/numbers.csv")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>A class of 24 of which 21 came, two persons who came, one who did not, one who waits, one who cancelled, and two who walked in.</summary>
    private async Task<int> FilledAsync()
    {
        var lecture = await portal.LectureAsync(seats: 27, more: "waiting-list: strict-order\nonline-seats: 5", start: DoorPortal.Morning, end: "11:00");
        var now = portal.Clock.Now;
        portal.Clock.Now = now.AddDays(-1);
        var group = await portal.SeatedAsync(lecture, "Bay Kaya", 24, party => party with { School = "Kaş Lisesi", Audience = Audience.Pupils });
        var one = await portal.SeatedAsync(lecture, "One", with: party => party with { School = "KAŞ LİSESİ", Audience = Audience.Adults });
        var two = await portal.SeatedAsync(lecture, "Two", with: party => party with { Audience = Audience.Adults });
        await portal.SeatedAsync(lecture, "Three", with: party => party with { Audience = Audience.Adults });
        var cancelled = await portal.SeatedAsync(lecture, "Four", with: party => party with { Audience = Audience.Adults });
        await portal.SeatedAsync(lecture, "Five", with: party => party with { Audience = Audience.Adults });
        await portal.SeatAsync((book, c) => book.CancelAsync(cancelled.Id, RegistrationEnding.CancelledByOffice, "Office", null, c));
        portal.Clock.Now = now;
        await portal.SeatAsync((book, c) => book.ArriveAsync(group.Id, 21, "Rita", c));
        await portal.SeatAsync((book, c) => book.ArriveAsync(one.Id, null, "Rita", c));
        await portal.SeatAsync((book, c) => book.ArriveAsync(two.Id, null, "Rita", c));
        await portal.SeatAsync((book, c) => book.WalkInAsync(lecture, SeatPlace.Hall, "", 2, Audience.Students, "Rita", c));
        await portal.SeatAsync((book, c) => book.CloseDoorAsync(lecture, "Rita", c));
        await portal.QueryAsync(db =>
        {
            db.Headcounts.AddRange(new Headcount { LectureId = lecture, Count = 99, Method = CountingMethod.Estimated, UserName = "Rita" }, new Headcount { LectureId = lecture, Count = 26, Method = CountingMethod.Counted, UserName = "Rita" });
            return db.SaveChangesAsync(Cancellation);
        });
        return lecture;
    }
}
