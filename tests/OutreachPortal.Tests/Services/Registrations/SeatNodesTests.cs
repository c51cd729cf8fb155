using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Registrations;

/// <summary>Two portals on one database.</summary>
public sealed class SeatNodesTests
{
    private const int Seats = 30;
    private const int People = 120;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_nodes_give_each_seat_once_end_each_registration_once_and_offer_each_seat_once()
    {
        using var folder = new ContentFolder().Lecture("shared", seats: Seats, more: "waiting-list: strict-order");
        await using var first = new PortalHost();
        await first.ImportsAsync(folder);
        await using var second = new PortalHost().Beside(first);
        second.Visitor();
        var lecture = await first.LectureIdAsync("shared");

        // Everybody at both.
        var answers = await Task.WhenAll(new[] { first, second }.SelectMany(node => Enumerable.Range(0, People).Select(i => node.RegisterAsync(lecture, $"p{i.ToString(CultureInfo.InvariantCulture)}@poyraz.example"))));

        answers.ShouldAllBe(answer => answer.Outcome == SeatOutcome.Done && answer.RegistrationId > 0);
        answers.Select(answer => answer.RegistrationId).Distinct().Count().ShouldBe(People);
        var rows = await RowsAsync(first);
        rows.Select(r => r.Number).ShouldBe(Enumerable.Range(1, People).Select(i => (long)i));
        rows.Select(r => r.State).ShouldBe([.. Enumerable.Repeat(RegistrationState.Pending, Seats), .. Enumerable.Repeat(RegistrationState.Waiting, People - Seats)]);

        // Nobody confirms; then nobody takes what is offered.
        for (var over = 1; over <= 3; over++)
        {
            first.Clock.Now = second.Clock.Now = first.Clock.Now.AddHours(Lecture.DefaultOfferHours + 1);
            await Task.WhenAll(KeepAsync(first), KeepAsync(second));
            rows = await RowsAsync(first);
            rows.Select(r => r.State).ShouldBe([.. Enumerable.Repeat(RegistrationState.Cancelled, over * Seats), .. Enumerable.Repeat(RegistrationState.Offered, Math.Min(Seats, People - (over * Seats))),
                .. Enumerable.Repeat(RegistrationState.Waiting, Math.Max(0, People - ((over + 1) * Seats)))]);
        }

        var steps = await first.QueryAsync(db => db.RegistrationSteps.Where(s => s.RegistrationId != null && s.Action != RegistrationAction.LinkSentAgain)
            .GroupBy(s => new { s.RegistrationId, s.Action }).Select(g => g.Count()).ToListAsync(Cancellation));
        steps.ShouldAllBe(count => count == 1);
        var letters = await first.QueryAsync(db => db.Letters.GroupBy(l => l.Kind).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, Cancellation));
        letters["offer"].ShouldBe(People - Seats);
        letters["cancelled"].ShouldBe(3 * Seats);
        (letters["confirm"] + letters["waiting"]).ShouldBe(2 * People);
        var pool = await first.PoolAsync(lecture);
        (pool.Taken, pool.Waiting).ShouldBe((Seats, 0));

        // What the one does the other sees: a seat that comes free there can be had here.
        var last = rows.Last(r => r.State == RegistrationState.Offered).Id;
        (await second.SeatAsync((book, c) => book.CancelAsync(last, RegistrationEnding.OfferDeclined, "", null, c))).ShouldBe(SeatOutcome.Done);
        (await first.RegisterAsync(lecture, "late@poyraz.example")).Outcome.ShouldBe(SeatOutcome.Done);
        (await second.RegistrationAsync("late@poyraz.example")).State.ShouldBe(RegistrationState.Pending);
        (await first.SeatAsync((book, c) => book.AcceptAsync(last, c))).ShouldBe(SeatOutcome.Impossible);
    }

    private static async Task KeepAsync(PortalHost node)
    {
        while (await node.Services.GetRequiredService<SeatKeeper>().KeepAsync(Cancellation) > 0)
        {
        }
    }

    private static Task<List<Registration>> RowsAsync(PortalHost portal) => portal.QueryAsync(db => db.Registrations.AsNoTracking().OrderBy(r => r.Number).ToListAsync(Cancellation));
}
