using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Registrations;

/// <summary>
/// Whatever is done with the seats, in whatever order, comes out as in a list that somebody would keep by hand (<see cref="Ledger"/>): who has seats, who
/// waits with which number, who got how many letters. The ledger knows no counters; it adds up, each time, over all parties.
/// </summary>
public sealed class SeatPropertyTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const int Cases = 60;
    private const int ShortestCase = 20;
    private const int LongestCase = 60;
    private const int People = 9;
    private const int HoldMinutes = 60;
    private const int OfferHours = 24;
    private const int LargestParty = 7;

    private static readonly Deed[] Deeds =
    [
        .. Enumerable.Repeat(Deed.Register, 14), .. Enumerable.Repeat(Deed.Cancel, 4), .. Enumerable.Repeat(Deed.Confirm, 4), Deed.Accept, Deed.Accept, Deed.Decline, Deed.Approve, Deed.Reject,
        Deed.Resize, Deed.Resize, Deed.Resize, Deed.Time, Deed.Time, Deed.Hall, Deed.Hall, Deed.Policy, Deed.Move, Deed.Move, Deed.WalkIn, Deed.Undo, Deed.CheckIn, Deed.Erase,
    ];

    private static readonly Arbitrary<Scenario> Scenarios = (
        from policy in Gen.Choose(0, 2)
        from seats in Gen.Choose(2, 9)
        from approval in Gen.Choose(0, 3)
        from length in Gen.Choose(ShortestCase, LongestCase)
        from steps in Gen.ArrayOf(
            from deed in Gen.Elements(Deeds)
            from who in Gen.Choose(0, 999)
            from size in Gen.Choose(0, 999)
            select new Step(deed, who, size), length)
        select new Scenario((WaitingPolicy)policy, seats, approval == 0, [.. steps])).ToArbitrary();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SeatLine Line => portal.Services.GetRequiredService<SeatLine>();

    [Fact]
    public void Seats_are_given_as_by_hand_whatever_is_done() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases), Prop.ForAll(Scenarios, scenario => Done(PlayAsync(scenario))));

    /// <summary>FsCheck waits for nobody; there is nothing else to do in this thread.</summary>
    private static bool Done(Task play)
    {
        play.GetAwaiter().GetResult();
        return true;
    }

    private async Task PlayAsync(Scenario scenario)
    {
        var start = portal.Clock.Now.UtcDateTime.AddDays(10);
        var lectures = await portal.QueryAsync(async db =>
        {
            var made = Enumerable.Range(0, 2).Select(i => new Lecture
            {
                Key = Guid.NewGuid().ToString("N"),
                Uid = Guid.NewGuid(),
                State = ContentState.Published,
                StartsAt = start,
                EndsAt = start.AddHours(2),
                TimeZone = "Europe/Istanbul",
                WaitingList = scenario.Policy,
                Approval = scenario.Approval,
                HoldMinutes = HoldMinutes,
                OfferHours = OfferHours,
                LargestParty = LargestParty,
            }).ToList();
            made[0].Pools.AddRange([new() { Place = SeatPlace.Hall, Seats = scenario.Seats }, new() { Place = SeatPlace.Online, Seats = 6 }]);
            made[1].Pools.Add(new() { Place = SeatPlace.Hall, Seats = 6 });
            db.AddRange(made);
            await db.SaveChangesAsync(Cancellation);
            return made.ConvertAll(lecture => lecture.Id);
        });
        var ledger = new Ledger(portal.Clock, start, scenario.Approval, scenario.Policy, [new(lectures[0], SeatPlace.Hall, scenario.Seats), new(lectures[0], SeatPlace.Online, 6), new(lectures[1], SeatPlace.Hall, 6)]);
        var story = scenario.ToString();
        foreach (var step in scenario.Steps)
        {
            story += $"\n{step}: {await TakeAsync(ledger, step)}";
            await CompareAsync(ledger, lectures, story);
        }
    }

    /// <summary>Takes a step in the portal and in the ledger, which have to answer the same.</summary>
    private async Task<string> TakeAsync(Ledger ledger, Step step)
    {
        var pool = ledger.Pools[step.Size % 5 == 0 ? 1 : 0];
        if (step.Deed == Deed.Register)
        {
            var seats = step.Size % 3 == 0 ? 1 : 1 + (step.Size % (LargestParty + 1));
            var email = $"p{(step.Who % People).ToString(CultureInfo.InvariantCulture)}@poyraz.example";
            var registered = await portal.RegisterAsync(pool.Lecture, email, seats, party => party with { Place = pool.Place, IsAddressKnown = step.Who % 7 == 0 });
            var expected = ledger.Register(pool, email, seats, step.Who % 7 == 0, registered.RegistrationId);
            registered.Outcome.ShouldBe(expected);
            return $"{email} {seats} in {pool.Place}: {expected}";
        }

        if (step.Deed == Deed.WalkIn)
        {
            var came = await portal.SeatAsync((book, c) => book.WalkInAsync(pool.Lecture, pool.Place, "", 1 + (step.Size % 3), null, "Door", c));
            var expected = ledger.WalkIn(pool, 1 + (step.Size % 3), came.RegistrationId);
            came.Outcome.ShouldBe(expected);
            return expected.ToString();
        }

        if (step.Deed is Deed.Time or Deed.Hall or Deed.Policy)
        {
            switch (step.Deed)
            {
                case Deed.Time:
                    portal.Clock.Now += TimeSpan.FromMinutes(step.Size % 4 == 0 ? OfferHours * 60 : HoldMinutes / 2);
                    break;
                case Deed.Hall:
                    pool.Seats = Math.Max(ledger.Taken(pool), step.Size % 16);
                    await portal.QueryAsync(db => db.SeatPools.Where(p => p.LectureId == pool.Lecture && p.Place == pool.Place).ExecuteUpdateAsync(p => p.SetProperty(x => x.Seats, pool.Seats), Cancellation));
                    break;
                default:
                    var policy = ledger.Policy = (WaitingPolicy)(step.Size % 3);
                    var ids = ledger.Pools.Select(p => p.Lecture).ToList();
                    await portal.QueryAsync(db => db.Lectures.Where(l => ids.Contains(l.Id)).ExecuteUpdateAsync(l => l.SetProperty(x => x.WaitingList, policy), Cancellation));
                    break;
            }

            while (await portal.Services.GetRequiredService<SeatKeeper>().KeepAsync(Cancellation) > 0)
            {
            }

            ledger.Keep();
            return $"{ledger.Policy}, {pool.Seats} in {pool.Place}, {portal.Clock.Now:u}";
        }

        if (ledger.Parties.Count == 0)
        {
            return "nobody";
        }

        // Mostly one with whom something can be done.
        var open = ledger.Parties.FindAll(p => p.IsOpen);
        var among = step.Size % 6 == 0 || open.Count == 0 ? ledger.Parties : open;
        var party = among[step.Who % among.Count];
        var (wanted, done) = step.Deed switch
        {
            Deed.Confirm => (ledger.Confirm(party), await Line.TakeAsync((book, c) => book.ConfirmAsync(party.Id, c), Cancellation)),
            Deed.Accept => (ledger.Accept(party), await Line.TakeAsync((book, c) => book.AcceptAsync(party.Id, c), Cancellation)),
            Deed.Decline => (ledger.Cancel(party, party.State == RegistrationState.Offered), await CancelAsync(party, RegistrationEnding.OfferDeclined)),
            Deed.Cancel => (ledger.Cancel(party, party.IsOpen), await CancelAsync(party, RegistrationEnding.Cancelled)),
            Deed.Reject => (ledger.Cancel(party, party.State is RegistrationState.Requested or RegistrationState.Waiting or RegistrationState.Pending), await CancelAsync(party, RegistrationEnding.Rejected)),
            Deed.Approve => (Ledger.Approve(party), await Line.TakeAsync((book, c) => book.ApproveAsync(party.Id, "Ada", c), Cancellation)),
            Deed.Resize => (ledger.Resize(party, step.Size % 9), await Line.TakeAsync((book, c) => book.ResizeAsync(party.Id, step.Size % 9, 0, "", c), Cancellation)),
            Deed.Move => (ledger.Move(party, ledger.Pools[step.Size % 3]), await Line.TakeAsync((book, c) => book.MoveAsync(party.Id, ledger.Pools[step.Size % 3].Lecture, ledger.Pools[step.Size % 3].Place, "Ada", c), Cancellation)),
            Deed.CheckIn => (Ledger.CheckIn(party), await Line.TakeAsync((book, c) => book.ArriveAsync(party.Id, 1, "Door", c), Cancellation)),
            Deed.Undo => (ledger.Undo(party), await Line.TakeAsync((book, c) => book.UndoCheckInAsync(party.Id, "Door", c), Cancellation)),
            _ => (ledger.Erase(party), await Line.TakeAsync((book, c) => book.EraseAsync(party.Id, c), Cancellation)),
        };
        done.ShouldBe(wanted, $"{step} of {party}");
        return $"{party.Id}: {wanted}";
    }

    private Task<SeatOutcome> CancelAsync(Party party, RegistrationEnding ending) => Line.TakeAsync((book, c) => book.CancelAsync(party.Id, ending, "", null, c), Cancellation);

    private Task<bool> CompareAsync(Ledger ledger, List<int> lectures, string story) => portal.QueryAsync(async db =>
    {
        // The keeper works by itself too; what is compared is of one moment.
        await using var moment = await db.Database.BeginTransactionAsync(Cancellation);
        var rows = await db.Registrations.AsNoTracking().Where(r => lectures.Contains(r.LectureId)).OrderBy(r => r.Id).ToListAsync(Cancellation);
        var letters = await db.Letters.Where(l => lectures.Contains(l.Registration!.LectureId)).GroupBy(l => l.RegistrationId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, Cancellation);
        var pools = await db.SeatPools.AsNoTracking().Where(p => lectures.Contains(p.LectureId)).ToListAsync(Cancellation);
        rows.Select(r => $"{r.Id} {r.LectureId}/{r.Place} {r.State} seats {r.Seats} number {r.Number} until {r.HeldUntil:s} letters {letters.GetValueOrDefault(r.Id)}")
            .ShouldBe(ledger.Parties.OrderBy(p => p.Id).Select(p => $"{p.Id} {p.Pool.Lecture}/{p.Pool.Place} {p.State} seats {p.Seats} number {p.Number} until {p.Until:s} letters {p.Letters}"), story);
        foreach (var pool in pools)
        {
            var here = rows.Where(r => r.LectureId == pool.LectureId && r.Place == pool.Place).ToList();
            pool.Taken.ShouldBe(here.Where(r => r.HoldsSeats).Sum(r => r.Seats), story);
            pool.Waiting.ShouldBe(here.Count(r => r.State == RegistrationState.Waiting), story);
            pool.Taken.ShouldBeInRange(0, pool.Seats, story);
        }

        return true;
    });

    private enum Deed
    {
        Register,
        Confirm,
        Accept,
        Decline,
        Cancel,
        Approve,
        Reject,
        Resize,
        Move,
        CheckIn,
        Undo,
        WalkIn,
        Erase,
        Time,
        Hall,
        Policy,
    }

    private sealed record Step(Deed Deed, int Who, int Size);

    private sealed record Scenario(WaitingPolicy Policy, int Seats, bool Approval, IReadOnlyList<Step> Steps)
    {
        public override string ToString() => $"{Policy}, {Seats} seats, approval {Approval}: {string.Join("; ", Steps.Select(step => $"{step.Deed} {step.Who} {step.Size}"))}";
    }

    private sealed class Pool(int lecture, SeatPlace place, int seats)
    {
        public int Lecture { get; } = lecture;

        public SeatPlace Place { get; } = place;

        public int Seats { get; set; } = seats;

        public long Last { get; set; }
    }

    private sealed class Party
    {
        public required int Id { get; init; }

        public required Pool Pool { get; set; }

        public string? Email { get; set; }

        public RegistrationState State { get; set; }

        public int Seats { get; set; }

        public long Number { get; set; }

        public DateTime? Until { get; set; }

        public int Letters { get; set; }

        public bool IsClass { get; set; }

        public int? Came { get; set; }

        public bool IsWalkIn { get; init; }

        public bool IsErased { get; set; }

        public bool Holds => State is not (RegistrationState.Waiting or RegistrationState.Cancelled);

        public bool IsOpen => State is RegistrationState.Pending or RegistrationState.Requested or RegistrationState.Confirmed or RegistrationState.Waiting or RegistrationState.Offered;

        public override string ToString() => $"{Id} {State} {Seats} {Number}";
    }

    /// <summary>The rules once more, as plainly as they can be said.</summary>
    private sealed class Ledger(TestClock clock, DateTime start, bool approval, WaitingPolicy policy, List<Pool> pools)
    {
        public WaitingPolicy Policy { get; set; } = policy;

        public List<Pool> Pools { get; } = pools;

        public List<Party> Parties { get; } = [];

        private DateTime Now => clock.Now.UtcDateTime;

        private bool IsOver => Now >= start;

        public int Taken(Pool pool) => Parties.Where(p => p.Pool == pool && p.Holds).Sum(p => p.Seats);

        public SeatOutcome Register(Pool pool, string email, int seats, bool isKnown, int id)
        {
            if (pool.Seats == 0)
            {
                return SeatOutcome.Gone;
            }

            if (IsOver)
            {
                return SeatOutcome.Closed;
            }

            if (seats > pool.Seats || seats > LargestParty)
            {
                return SeatOutcome.TooLarge;
            }

            var hasSeat = Free(pool) >= seats && (Policy == WaitingPolicy.BestFit || !Waiting(pool).Any(p => p.Seats <= pool.Seats));
            var party = Parties.Find(p => p.Email == email && p.Pool.Lecture == pool.Lecture);
            if (party is { State: not RegistrationState.Cancelled })
            {
                party.Letters++;
                if (isKnown && party.State == RegistrationState.Pending)
                {
                    Settle(party);
                }

                return isKnown || hasSeat || Policy != WaitingPolicy.None ? SeatOutcome.Done : SeatOutcome.Full;
            }

            if (!hasSeat && Policy == WaitingPolicy.None)
            {
                return SeatOutcome.Full;
            }

            if (party is null)
            {
                party = new() { Id = id, Pool = pool, Email = email };
                Parties.Add(party);
            }

            id.ShouldBe(party.Id);
            (party.Pool, party.Seats, party.IsClass, party.Number) = (pool, seats, seats > 1, ++pool.Last);
            party.Letters++;
            if (!hasSeat)
            {
                party.State = RegistrationState.Waiting;
            }
            else if (isKnown)
            {
                Settle(party);
            }
            else
            {
                (party.State, party.Until) = (RegistrationState.Pending, Earlier(Now.AddMinutes(HoldMinutes)));
            }

            return SeatOutcome.Done;
        }

        public SeatOutcome WalkIn(Pool pool, int people, int id)
        {
            if (pool.Seats == 0)
            {
                return SeatOutcome.Gone;
            }

            if (Parties.Where(p => p.Pool == pool && p.State == RegistrationState.Attended).Sum(p => p.Came ?? 0) + people > pool.Seats)
            {
                return SeatOutcome.Full;
            }

            var seats = Free(pool) >= people ? people : 0;
            Parties.Add(new() { Id = id, Pool = pool, State = RegistrationState.Attended, Seats = seats, Number = ++pool.Last, Came = people, IsWalkIn = true, IsClass = people > 1 });
            return SeatOutcome.Done;
        }

        public SeatOutcome Confirm(Party party)
        {
            if (party.State == RegistrationState.Pending)
            {
                Settle(party);
                party.Letters++;
            }

            return party.IsOpen ? SeatOutcome.Done : SeatOutcome.Impossible;
        }

        public SeatOutcome Accept(Party party)
        {
            if (party.State == RegistrationState.Offered)
            {
                Settle(party);
                party.Letters++;
            }

            return party.State is RegistrationState.Confirmed or RegistrationState.Requested ? SeatOutcome.Done : SeatOutcome.Impossible;
        }

        public static SeatOutcome Approve(Party party)
        {
            if (party.State == RegistrationState.Requested)
            {
                party.State = RegistrationState.Confirmed;
                party.Letters++;
            }

            return party.State == RegistrationState.Confirmed ? SeatOutcome.Done : SeatOutcome.Impossible;
        }

        public SeatOutcome Cancel(Party party, bool fits)
        {
            if (fits)
            {
                Leave(party);
                party.Letters++;
                Promote();
            }

            return party.State == RegistrationState.Cancelled ? SeatOutcome.Done : SeatOutcome.Impossible;
        }

        public SeatOutcome Resize(Party party, int seats)
        {
            if (!party.IsClass || !party.IsOpen)
            {
                return SeatOutcome.Impossible;
            }

            if (IsOver)
            {
                return SeatOutcome.Closed;
            }

            if (seats == 0)
            {
                return SeatOutcome.Impossible;
            }

            var more = seats - party.Seats;
            if (more > 0 && (seats > party.Pool.Seats || seats > LargestParty))
            {
                return SeatOutcome.TooLarge;
            }

            if (more > 0 && party.Holds && (Free(party.Pool) < more || (Policy != WaitingPolicy.BestFit && Waiting(party.Pool).Any(p => p.Seats <= party.Pool.Seats))))
            {
                return SeatOutcome.DoesNotFit;
            }

            if (more != 0 && party.State is (RegistrationState.Confirmed or RegistrationState.Requested))
            {
                party.Letters++;
            }

            party.Seats = seats;
            Promote();
            return SeatOutcome.Done;
        }

        public SeatOutcome Move(Party party, Pool there)
        {
            if (there.Seats == 0 || IsOver)
            {
                return SeatOutcome.Gone;
            }

            if (!party.IsOpen || party.Pool == there)
            {
                return SeatOutcome.Impossible;
            }

            if (Free(there) < party.Seats)
            {
                return SeatOutcome.DoesNotFit;
            }

            if (Parties.Find(p => p != party && p.Email is not null && p.Email == party.Email && p.Pool.Lecture == there.Lecture) is { } other)
            {
                if (other.State != RegistrationState.Cancelled)
                {
                    return SeatOutcome.AlreadyThere;
                }

                other.Email = null;
            }

            (party.Pool, party.State, party.Until, party.Number) = (there, RegistrationState.Confirmed, null, ++there.Last);
            party.Letters++;
            Promote();
            return SeatOutcome.Done;
        }

        public static SeatOutcome CheckIn(Party party)
        {
            if (party.State == RegistrationState.Attended)
            {
                return SeatOutcome.AlreadyThere;
            }

            if (!party.Holds)
            {
                return SeatOutcome.Impossible;
            }

            (party.State, party.Until, party.Came) = (RegistrationState.Attended, null, 1);
            return SeatOutcome.Done;
        }

        public SeatOutcome Undo(Party party)
        {
            if (party.State != RegistrationState.Attended)
            {
                return party.State == RegistrationState.Confirmed ? SeatOutcome.Done : SeatOutcome.Impossible;
            }

            (party.State, party.Came) = (party.IsWalkIn || party.IsErased ? RegistrationState.Cancelled : RegistrationState.Confirmed, null);
            Promote();
            return SeatOutcome.Done;
        }

        public SeatOutcome Erase(Party party)
        {
            if (party.IsErased)
            {
                return SeatOutcome.Impossible;
            }

            if (party.IsOpen)
            {
                Leave(party);
            }

            party.IsErased = true;
            (party.Email, party.Letters) = (null, 0);
            Promote();
            return SeatOutcome.Done;
        }

        /// <summary>What time does.</summary>
        public void Keep()
        {
            Promote(when: !IsOver);
            foreach (var party in Parties.Where(p => p.Until <= Now).OrderBy(p => p.Until).ThenBy(p => p.Id).ToList())
            {
                Cancel(party, true);
            }
        }

        private int Free(Pool pool) => pool.Seats - Taken(pool);

        private IEnumerable<Party> Waiting(Pool pool) => Parties.Where(p => p.Pool == pool && p.State == RegistrationState.Waiting).OrderBy(p => p.Number);

        private DateTime Earlier(DateTime time) => time < start ? time : start;

        private void Settle(Party party) => (party.State, party.Until) = (approval ? RegistrationState.Requested : RegistrationState.Confirmed, null);

        private static void Leave(Party party) => (party.State, party.Until) = (RegistrationState.Cancelled, null);

        private void Promote(bool when = true)
        {
            if (!when || IsOver)
            {
                return;
            }

            foreach (var pool in Pools)
            {
                foreach (var party in Waiting(pool).ToList())
                {
                    if (party.Seats <= Free(pool))
                    {
                        (party.State, party.Until) = (RegistrationState.Offered, Earlier(Now.AddHours(OfferHours)));
                        party.Letters++;
                    }
                    else if (Policy != WaitingPolicy.BestFit && party.Seats <= pool.Seats)
                    {
                        break;
                    }
                }
            }
        }
    }
}
