using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Services.Policies;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services;

public sealed class DemoRegistrationsTests(DemoPortal portal) : IClassFixture<DemoPortal>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_past_hall_is_full_and_its_counter_agrees_with_those_who_have_a_seat()
    {
        var lecture = await portal.LectureIdAsync("life-of-a-star");
        var pool = await portal.PoolAsync(lecture);
        var parties = await portal.QueryAsync(db => db.Registrations.AsNoTracking().Where(r => r.LectureId == lecture).ToListAsync(Cancellation));
        (pool.Taken, pool.Waiting).ShouldBe((parties.Sum(r => r.Seats), 0));
        pool.Taken.ShouldBe(pool.Seats);
        pool.LastNumber.ShouldBe(parties.Max(r => r.Number));
        parties.Count(r => r.Kind == PartyKind.Class).ShouldBe(2);
        parties.Where(r => r.Kind == PartyKind.Class).ShouldAllBe(r => r.Seats == r.Pupils + r.Adults && r.School != null);
        parties.ShouldAllBe(r => (r.State == RegistrationState.Attended && r.Came > 0 && r.CameAt != null) || (r.State == RegistrationState.Absent && r.Came == 0 && r.CameAt == null));
        parties.Count(r => r.State == RegistrationState.Absent).ShouldBeGreaterThan(3);
        parties.ShouldAllBe(r => r.NoticeId != null && r.TicketCode!.Length == Codes.TicketLength);
        parties.ShouldAllBe(r => EmailAddress.IsUsable(r.Email) && r.Email.EndsWith(".example", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_gets_a_letter_and_nobody_else_is_registered()
    {
        // A policy's owner may be reminded of a review that is overdue.
        (await portal.QueryAsync(db => db.Letters.CountAsync(letter => letter.Kind != PolicyReviews.LetterKind, Cancellation))).ShouldBe(0);
        var lecture = await portal.LectureIdAsync("life-of-a-star");
        (await portal.QueryAsync(db => db.Registrations.CountAsync(r => r.LectureId != lecture, Cancellation))).ShouldBe(0);
    }

    [Fact]
    public async Task The_demo_shows_each_way_to_register()
    {
        var lectures = await portal.QueryAsync(db => db.Lectures.AsNoTracking().Include(l => l.Questions).Where(l => l.StartsAt > portal.Clock.Now.UtcDateTime).ToListAsync(Cancellation));
        lectures.ShouldContain(l => l.WaitingList == WaitingPolicy.BestFit && l.LargestParty > 1);
        lectures.ShouldContain(l => l.Approval && Enum.GetValues<QuestionKind>().All(kind => l.Questions.Any(question => question.Kind == kind)));
        lectures.ShouldContain(l => l.Seats > 0 && l.OnlineSeats > 0 && l.WaitingList == WaitingPolicy.StrictOrder);
        lectures.ShouldContain(l => l.AccessCode != null);
        lectures.ShouldContain(l => l.RegistrationOpens > portal.Clock.Now.UtcDateTime);
    }
}
