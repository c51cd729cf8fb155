using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Registrations;

/// <summary>What the list kept by hand of <see cref="SeatPropertyTests"/> does not tell.</summary>
public sealed class SeatBookTests(UnsentPortal portal) : IClassFixture<UnsentPortal>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SeatLine Line => portal.Services.GetRequiredService<SeatLine>();

    [Fact]
    public async Task Two_posts_of_one_form_are_one_registration_and_both_get_its_number()
    {
        var lecture = await LectureAsync("twice", 1);
        var both = await Task.WhenAll(portal.RegisterAsync(lecture, "twice@poyraz.example"), portal.RegisterAsync(lecture, "TWICE@poyraz.example"));
        both[0].RegistrationId.ShouldBe((await portal.RegistrationAsync("twice@poyraz.example")).Id);
        both[1].ShouldBe(both[0]);
        (await portal.LettersToAsync("twice@poyraz.example")).Select(l => l.Kind).ShouldBe(["confirm", "confirm"]);
        (await portal.PoolAsync(lecture)).Taken.ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_comes_back_after_cancelling_starts_anew_at_the_end_of_the_line()
    {
        var lecture = await LectureAsync("back", 1);
        var notice = await portal.QueryAsync(async db =>
        {
            var one = new Notice { Kind = NoticeKind.Recording, Number = 900, CreatedAt = DateTime.UtcNow, Text = new() { En = "Recorded.", Tr = "Kaydedilir." } };
            db.Add(one);
            await db.SaveChangesAsync(Cancellation);
            return one.Id;
        });
        var back = await portal.RegisterAsync(lecture, "back@poyraz.example", with: party => party with { Consents = [notice], AccessNeeds = "A ramp" });
        await portal.RegisterAsync(lecture, "other@poyraz.example");
        await portal.SeatAsync((book, c) => book.CancelAsync(back.RegistrationId, RegistrationEnding.CancelledByOffice, "Ada", "A mistake", c));

        (await portal.RegisterAsync(lecture, "back@poyraz.example")).RegistrationId.ShouldBe(back.RegistrationId);

        var row = await portal.QueryAsync(db => db.Registrations.AsNoTracking().Include(r => r.Consents).SingleAsync(r => r.Id == back.RegistrationId, Cancellation));
        (row.State, row.Number, row.Ending, row.Reason, row.AccessNeeds, row.HeldUntil, row.CameAt, row.Came).ShouldBe((RegistrationState.Waiting, 3, null, null, null, null, null, null));
        row.Consents.ShouldHaveSingleItem().WithdrawnAt.ShouldNotBeNull();
        (await portal.RegistrationAsync("other@poyraz.example")).State.ShouldBe(RegistrationState.Offered);
        (await StepsAsync(back.RegistrationId)).ShouldBe([RegistrationAction.Cancelled, RegistrationAction.Registered]);
    }

    [Fact]
    public async Task Consents_given_with_the_form_are_kept()
    {
        var lecture = await LectureAsync("agreed", 1);
        var notice = await portal.QueryAsync(async db =>
        {
            var one = new Notice { Kind = NoticeKind.Photographs, Number = 900, CreatedAt = DateTime.UtcNow, Text = new() { En = "Photographed.", Tr = "Çekilir." } };
            db.Add(one);
            await db.SaveChangesAsync(Cancellation);
            return one.Id;
        });
        var agreed = await portal.RegisterAsync(lecture, "agreed@poyraz.example", with: party => party with { Consents = [notice] });
        var consent = await portal.QueryAsync(db => db.Consents.AsNoTracking().SingleAsync(c => c.RegistrationId == agreed.RegistrationId, Cancellation));
        (consent.NoticeId, consent.GivenAt, consent.WithdrawnAt).ShouldBe((notice, portal.Clock.Now.UtcDateTime, null));
    }

    [Fact]
    public async Task Row_of_a_newcomer_is_what_the_model_reads_and_writes()
    {
        var lecture = await LectureAsync("row", 9);
        await portal.RegisterAsync(lecture, "row@poyraz.example", 4, party => party with { Audience = Audience.Teachers, Level = "10", Answers = "[]", Name = "Çağrı 'X' Öz" });
        await portal.QueryAsync(async db =>
        {
            var plain = await db.Registrations.AsNoTracking().SingleAsync(r => r.Email == "row@poyraz.example", Cancellation);
            (plain.Kind, plain.State, plain.Seats, plain.Pupils, plain.Adults, plain.Level, plain.Answers, plain.Name).ShouldBe((PartyKind.Class, RegistrationState.Pending, 4, 3, 1, "10", "[]", "Çağrı 'X' Öz"));
            (plain.CreatedAt, plain.HeldUntil).ShouldBe((portal.Clock.Now.UtcDateTime, portal.Clock.Now.UtcDateTime.AddMinutes(Lecture.DefaultHoldMinutes)));
            plain.TicketCode!.Length.ShouldBe(Codes.TicketLength);
            // Found by each column as SaveChanges writes them: a time or a number that is written otherwise compares otherwise.
            (await db.Registrations.CountAsync(r => r.Version == plain.Version && r.CreatedAt == plain.CreatedAt && r.HeldUntil == plain.HeldUntil && r.Audience == Audience.Teachers
                && r.Place == SeatPlace.Hall && r.State == RegistrationState.Pending && !r.IsWalkIn && r.CameAt == null, Cancellation)).ShouldBe(1);
            (await db.Letters.CountAsync(l => l.RegistrationId == plain.Id && l.NextTryAt <= plain.CreatedAt && l.LeasedUntil == null && l.Tries == 0, Cancellation)).ShouldBe(1);
            return true;
        });
        var letter = (await portal.LettersToAsync("row@poyraz.example")).ShouldHaveSingleItem();
        var found = await portal.InScopeAsync(services => services.GetRequiredService<RegistrationLinks>().FindAsync(portal.TokenIn(letter), Cancellation));
        found.ShouldBe((await portal.RegistrationAsync("row@poyraz.example")).Id);
    }

    [Fact]
    public async Task Seats_of_a_larger_hall_go_to_those_who_wait_before_any_newcomer()
    {
        var lecture = await LectureAsync("larger", 1);
        await portal.RegisterAsync(lecture, "l1@poyraz.example");
        await portal.RegisterAsync(lecture, "l2@poyraz.example");
        await portal.QueryAsync(db => db.SeatPools.Where(p => p.LectureId == lecture).ExecuteUpdateAsync(p => p.SetProperty(x => x.Seats, 2), Cancellation));
        await portal.RegisterAsync(lecture, "l3@poyraz.example");
        (await portal.RegistrationAsync("l2@poyraz.example")).State.ShouldBe(RegistrationState.Offered);
        (await portal.RegistrationAsync("l3@poyraz.example")).State.ShouldBe(RegistrationState.Waiting);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public async Task Nobody_comes_in_fewer_than_one_or_more_than_there_are_seats(int people)
    {
        var lecture = await LectureAsync($"count{people}", 6);
        var (out1, in1) = ($"out{people}@poyraz.example", $"in{people}@poyraz.example");
        var one = (await portal.RegisterAsync(lecture, out1, 2)).RegistrationId;
        var two = (await portal.RegisterAsync(lecture, in1, 2)).RegistrationId;
        await portal.SeatAsync((book, c) => book.ArriveAsync(two, 2, "Rita", c));
        (await portal.SeatAsync((book, c) => book.ArriveAsync(one, people, "Rita", c))).ShouldBe(SeatOutcome.DoesNotFit);
        (await portal.SeatAsync((book, c) => book.RecountAsync(two, people, "Rita", c))).ShouldBe(SeatOutcome.DoesNotFit);
        (await portal.RegistrationAsync(out1)).State.ShouldBe(RegistrationState.Pending);
        (await portal.RegistrationAsync(in1)).Came.ShouldBe(2);
    }

    [Fact]
    public async Task Offer_ends_with_the_start_of_the_lecture()
    {
        var lecture = await LectureAsync("near", 1);
        var first = await portal.RegisterAsync(lecture, "near1@poyraz.example");
        await portal.RegisterAsync(lecture, "near2@poyraz.example");
        var start = portal.Clock.Now.UtcDateTime.AddHours(2);
        await portal.QueryAsync(db => db.Lectures.Where(l => l.Id == lecture).ExecuteUpdateAsync(l => l.SetProperty(x => x.StartsAt, start), Cancellation));
        await portal.SeatAsync((book, c) => book.CancelAsync(first.RegistrationId, RegistrationEnding.Cancelled, "", null, c));
        (await portal.RegistrationAsync("near2@poyraz.example")).HeldUntil.ShouldBe(start);
    }

    [Fact]
    public async Task Why_nobody_moved_is_said_once()
    {
        var lecture = await LectureAsync("once", 6);
        var large = await portal.RegisterAsync(lecture, "large@poyraz.example", 4);
        var two = await portal.RegisterAsync(lecture, "two@poyraz.example", 2);
        await portal.RegisterAsync(lecture, "six@poyraz.example", 6);
        await portal.SeatAsync((book, c) => book.CancelAsync(two.RegistrationId, RegistrationEnding.Cancelled, "", null, c));
        await portal.SeatAsync((book, c) => book.ConfirmAsync(large.RegistrationId, c));
        await portal.SeatAsync(async (book, c) =>
        {
            await book.PromoteAsync(lecture, c);
            return true;
        });
        (await portal.QueryAsync(db => db.RegistrationSteps.Where(s => s.LectureId == lecture && s.Action == RegistrationAction.NotMoved).Select(s => s.Remark).ToListAsync(Cancellation)))
            .ShouldBe([StepRemark.Of("Step.NotMoved.InOrder", 2, 6)]);
    }

    [Fact]
    public async Task Link_of_a_lecture_that_is_called_off_confirms_nothing()
    {
        var lecture = await LectureAsync("off", 1);
        var one = await portal.RegisterAsync(lecture, "off@poyraz.example");
        await portal.QueryAsync(db => db.Lectures.Where(l => l.Id == lecture).ExecuteUpdateAsync(l => l.SetProperty(x => x.Status, EventStatus.Cancelled), Cancellation));
        (await portal.SeatAsync((book, c) => book.ConfirmAsync(one.RegistrationId, c))).ShouldBe(SeatOutcome.Closed);
        (await portal.RegistrationAsync("off@poyraz.example")).State.ShouldBe(RegistrationState.Pending);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(1_000_000_000)]
    public async Task Absurd_party_gets_nothing(int seats)
    {
        var lecture = await LectureAsync("absurd" + seats, 5);
        (await portal.RegisterAsync(lecture, "absurd@poyraz.example", seats)).Outcome.ShouldBeOneOf(SeatOutcome.Impossible, SeatOutcome.TooLarge);
        (await portal.SeatAsync((book, c) => book.WalkInAsync(lecture, SeatPlace.Hall, "", seats, null, "Door", c))).Outcome.ShouldBeOneOf(SeatOutcome.Impossible, SeatOutcome.Full);
        var one = await portal.RegisterAsync(lecture, $"absurd{seats}@poyraz.example", 3);
        (await portal.SeatAsync((book, c) => book.ResizeAsync(one.RegistrationId, seats, int.MaxValue, "Ada", c))).ShouldBeOneOf(SeatOutcome.Impossible, SeatOutcome.TooLarge);
        (await portal.SeatAsync((book, c) => book.ResizeAsync(one.RegistrationId, seats, 0, "Ada", c))).ShouldBeOneOf(SeatOutcome.Impossible, SeatOutcome.TooLarge);
        (await portal.PoolAsync(lecture)).Taken.ShouldBe(3);
    }

    [Fact]
    public async Task Walk_in_gets_a_number_by_which_it_can_be_undone()
    {
        var lecture = await LectureAsync("door", 2);
        var came = await portal.SeatAsync((book, c) => book.WalkInAsync(lecture, SeatPlace.Hall, "", 2, null, "Door", c));
        (await portal.PoolAsync(lecture)).Taken.ShouldBe(2);
        (await portal.SeatAsync((book, c) => book.UndoCheckInAsync(came.RegistrationId, "Door", c))).ShouldBe(SeatOutcome.Done);
        (await portal.PoolAsync(lecture)).Taken.ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_had_the_name_removed_is_not_expected_again_when_the_check_in_is_undone()
    {
        var lecture = await LectureAsync("removed", 2);
        var one = await portal.RegisterAsync(lecture, "removed@poyraz.example", with: party => party with { IsAddressKnown = true });
        (await portal.SeatAsync((book, c) => book.ArriveAsync(one.RegistrationId, 1, "Door", c))).ShouldBe(SeatOutcome.Done);
        (await portal.SeatAsync((book, c) => book.EraseAsync(one.RegistrationId, c))).ShouldBe(SeatOutcome.Done);
        (await portal.SeatAsync((book, c) => book.UndoCheckInAsync(one.RegistrationId, "Door", c))).ShouldBe(SeatOutcome.Done);
        (await portal.QueryAsync(db => db.Registrations.Where(r => r.Id == one.RegistrationId).Select(r => r.State).SingleAsync(Cancellation))).ShouldBe(RegistrationState.Cancelled);
        (await portal.PoolAsync(lecture)).Taken.ShouldBe(0);
    }

    [Fact]
    public async Task Step_that_breaks_takes_none_of_the_others_of_its_round_with_it()
    {
        var lecture = await LectureAsync("broken", 40);
        var parties = Enumerable.Range(0, 40).Select(i => i is 7 or 23
            ? Line.TakeAsync<Registered>(async (book, c) =>
            {
                await book.RegisterAsync(new() { LectureId = lecture, Name = "x", Email = $"broken{i}@poyraz.example", Language = "en" }, c);
                throw new InvalidTimeZoneException("broken");
            }, Cancellation)
            : portal.RegisterAsync(lecture, $"broken{i}@poyraz.example")).ToList();
        for (var i = 0; i < parties.Count; i++)
        {
            if (i is 7 or 23)
            {
                await Should.ThrowAsync<InvalidTimeZoneException>(parties[i]);
            }
            else
            {
                (await parties[i]).Outcome.ShouldBe(SeatOutcome.Done);
            }
        }

        (await portal.PoolAsync(lecture)).Taken.ShouldBe(38);
        (await portal.QueryAsync(db => db.Registrations.CountAsync(r => r.LectureId == lecture, Cancellation))).ShouldBe(38);
    }

    [Fact]
    public async Task Step_that_somebody_crossed_is_taken_again()
    {
        var lecture = await LectureAsync("crossed", 4);
        var tries = 0;
        (await portal.SeatAsync(async (book, c) =>
        {
            var registered = await book.RegisterAsync(new() { LectureId = lecture, Name = "x", Email = "crossed@poyraz.example", Language = "en" }, c);
            return ++tries < 3 ? throw new DbUpdateConcurrencyException("crossed") : registered;
        })).Outcome.ShouldBe(SeatOutcome.Done);
        (await portal.PoolAsync(lecture)).Taken.ShouldBe(1);
    }

    [Fact]
    public async Task Table_refuses_one_seat_too_many_and_a_count_below_nothing()
    {
        var lecture = await LectureAsync("checked", 3);
        await Should.ThrowAsync<DbException>(() => portal.QueryAsync(db => db.SeatPools.Where(p => p.LectureId == lecture).ExecuteUpdateAsync(p => p.SetProperty(x => x.Taken, 4), Cancellation)));
        await Should.ThrowAsync<DbException>(() => portal.QueryAsync(db => db.SeatPools.Where(p => p.LectureId == lecture).ExecuteUpdateAsync(p => p.SetProperty(x => x.Taken, -1), Cancellation)));
        await Should.ThrowAsync<DbException>(() => portal.QueryAsync(db => db.SeatPools.Where(p => p.LectureId == lecture).ExecuteUpdateAsync(p => p.SetProperty(x => x.Waiting, -1), Cancellation)));
        await portal.QueryAsync(db => db.SeatPools.Where(p => p.LectureId == lecture).ExecuteUpdateAsync(p => p.SetProperty(x => x.Taken, 3), Cancellation));
    }

    private async Task<int> LectureAsync(string key, int seats)
    {
        using var folder = new ContentFolder().Lecture(key, seats: seats, more: "waiting-list: strict-order");
        await portal.ImportsAsync(folder);
        return await portal.LectureIdAsync(key);
    }

    private Task<List<RegistrationAction>> StepsAsync(int registration) =>
        portal.QueryAsync(db => db.RegistrationSteps.Where(s => s.RegistrationId == registration).OrderBy(s => s.Id).Select(s => s.Action).ToListAsync(Cancellation));
}
