using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Registrations;

public class SeatLineTests
{
    [Fact]
    public async Task Seats_go_to_the_first_and_the_others_wait_in_order()
    {
        using var folder = new ContentFolder().Lecture("open", seats: 3, more: "waiting-list: strict-order");
        await using var portal = new PortalHost();
        await portal.ImportsAsync(folder);
        var lecture = await portal.LectureIdAsync("open");

        var all = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => portal.RegisterAsync(lecture, $"p{i}@poyraz.example")));

        all.ShouldAllBe(one => one.Outcome == SeatOutcome.Done);
        var pool = await portal.PoolAsync(lecture);
        (pool.Taken, pool.Waiting).ShouldBe((3, 5));
        var states = await portal.QueryAsync(db => db.Registrations.OrderBy(r => r.Number).Select(r => r.State).ToListAsync(TestContext.Current.CancellationToken));
        states.ShouldBe([.. Enumerable.Repeat(RegistrationState.Pending, 3), .. Enumerable.Repeat(RegistrationState.Waiting, 5)]);
    }

    [Fact]
    public async Task Seat_that_comes_free_is_offered_to_the_first_who_waits()
    {
        using var folder = new ContentFolder().Lecture("open", seats: 1, more: "waiting-list: strict-order");
        await using var portal = new PortalHost();
        await portal.ImportsAsync(folder);
        var lecture = await portal.LectureIdAsync("open");
        var first = await portal.RegisterAsync(lecture, "first@poyraz.example");
        await portal.RegisterAsync(lecture, "second@poyraz.example");

        (await portal.SeatAsync((book, c) => book.CancelAsync(first.RegistrationId, RegistrationEnding.Cancelled, "", null, c))).ShouldBe(SeatOutcome.Done);

        (await portal.RegistrationAsync("second@poyraz.example")).State.ShouldBe(RegistrationState.Offered);
        (await portal.LettersToAsync("second@poyraz.example")).Select(letter => letter.Kind).ShouldBe(["waiting", "offer"]);
        var pool = await portal.PoolAsync(lecture);
        (pool.Taken, pool.Waiting).ShouldBe((1, 0));
    }
}
