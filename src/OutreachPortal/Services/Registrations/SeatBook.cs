using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Letters;

namespace OutreachPortal.Services.Registrations;

/// <summary>
/// The seats of lectures and who has them: the only place where a registration changes its state or size. It works within a transaction of
/// <see cref="SeatLine"/>, which holds the lock on a lecture's seats from the first look until the commit; so what is read here is true, and
/// what is counted agrees with what is written. Promotion of those who wait is a part of every step that frees a seat.
/// </summary>
public sealed partial class SeatBook(PortalDbContext db, RegistrationLetters letters, TimeProvider clock)
{
    private readonly Dictionary<int, Entry?> _entries = [];
    private readonly Dictionary<(int, string), Registration> _known = [];
    private readonly HashSet<(int, string)> _expected = [];
    private bool _hasChanges;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Reads at once what a round of newcomers would each ask for.</summary>
    public async Task ExpectAsync(IEnumerable<NewRegistration> parties, CancellationToken cancellation)
    {
        foreach (var lecture in parties.GroupBy(party => party.LectureId))
        {
            if (await OpenAsync(lecture.Key, cancellation) is null)
            {
                continue;
            }

            var keys = lecture.Select(party => EmailAddress.KeyOf(party.Email)).Distinct().ToList();
            foreach (var known in await db.Registrations.Where(r => r.LectureId == lecture.Key && keys.Contains(r.EmailKey!)).ToListAsync(cancellation))
            {
                _known[(known.LectureId, known.EmailKey!)] = known;
            }

            _expected.UnionWith(keys.Select(key => (lecture.Key, key)));
        }
    }

    /// <summary>
    /// Takes seats, or a place in the waiting list. Whoever is there already gets a letter with a new key, and the same answer: nobody learns
    /// from it who is registered.
    /// </summary>
    public async Task<Registered> RegisterAsync(NewRegistration party, CancellationToken cancellation)
    {
        if (await OpenAsync(party.LectureId, cancellation) is not { } entry || entry.Pool(party.Place) is not { Seats: > 0 } pool)
        {
            return new(SeatOutcome.Gone);
        }

        var isByOffice = party.AddedBy is not null;
        if (entry.Lecture.Refusal(Now) is { } refusal && !(isByOffice && refusal is SeatOutcome.NotOpenYet or SeatOutcome.Closed && entry.Lecture.IsHeld))
        {
            return new(refusal);
        }

        if (party.Seats > pool.Seats || (!isByOffice && party.Seats > entry.Lecture.LargestParty))
        {
            return new(SeatOutcome.TooLarge);
        }

        var key = EmailAddress.KeyOf(party.Email);
        var known = await KnownAsync(party.LectureId, key, cancellation);
        var isSeated = pool.Free >= party.Seats && (pool.Waiting == 0 || entry.Lecture.WaitingList == WaitingPolicy.BestFit);
        var outcome = isSeated || entry.Lecture.WaitingList != WaitingPolicy.None ? SeatOutcome.Done : SeatOutcome.Full;
        if (known is { State: not RegistrationState.Cancelled })
        {
            if (isByOffice)
            {
                return new(SeatOutcome.AlreadyThere, known.Id);
            }

            SendAgain(known);
            return new(outcome, known.Id);
        }

        if (outcome == SeatOutcome.Full)
        {
            return new(outcome);
        }

        var registration = known ?? db.Registrations.Add(new()).Entity;
        Write(registration, party, key);
        registration.Number = ++pool.LastNumber;
        if (isSeated)
        {
            pool.Taken += party.Seats;
            registration.State = !isByOffice && !party.IsAddressKnown ? RegistrationState.Pending
                : !isByOffice && entry.Lecture.Approval ? RegistrationState.Requested : RegistrationState.Confirmed;
            registration.HeldUntil = registration.State == RegistrationState.Pending ? entry.Lecture.HoldUntil(Now) : null;
        }
        else
        {
            pool.Waiting++;
            registration.State = RegistrationState.Waiting;
        }

        _known[(party.LectureId, key)] = registration;
        _hasChanges = true;
        if (isByOffice)
        {
            Note(registration, RegistrationAction.Registered, party.AddedBy!);
        }

        var token = letters.Add(LetterOf(registration), registration, Until(registration));
        return new(SeatOutcome.Done, 0, party.IsAddressKnown ? token : null) { Registration = registration };
    }

    /// <summary>The link in a letter was used: the address is the holder's, and a seat that was held becomes one that is kept.</summary>
    public Task<SeatOutcome> ConfirmAsync(int id, CancellationToken cancellation) => ChangeAsync(id, (entry, registration) =>
    {
        if (registration.State == RegistrationState.Pending)
        {
            registration.AddressConfirmedAt ??= Now;
            Settle(entry, registration, "");
        }
        else if (registration.AddressConfirmedAt is null && registration.IsOpen)
        {
            registration.AddressConfirmedAt = Now;
        }
        else
        {
            return registration.IsOpen ? SeatOutcome.Done : SeatOutcome.Impossible;
        }

        Note(registration, RegistrationAction.Confirmed, "");
        return SeatOutcome.Done;
    }, cancellation);

    /// <summary>Takes the seats that were offered.</summary>
    public Task<SeatOutcome> AcceptAsync(int id, CancellationToken cancellation) => ChangeAsync(id, (entry, registration) =>
    {
        if (registration.State != RegistrationState.Offered)
        {
            return registration.State is RegistrationState.Confirmed or RegistrationState.Requested ? SeatOutcome.Done : SeatOutcome.Impossible;
        }

        registration.AddressConfirmedAt ??= Now;
        Settle(entry, registration, "");
        Note(registration, RegistrationAction.Accepted, "");
        return SeatOutcome.Done;
    }, cancellation);

    /// <summary>Ends a registration and frees what it held, or its place in the waiting list.</summary>
    /// <param name="by">Name of whoever of the office does it; empty for the holder and the portal.</param>
    /// <param name="reason">To be read by the holder.</param>
    public Task<SeatOutcome> CancelAsync(int id, RegistrationEnding ending, string by, string? reason, CancellationToken cancellation) => ChangeAsync(id, (entry, registration) =>
    {
        var fits = ending switch
        {
            RegistrationEnding.OfferDeclined => registration.State == RegistrationState.Offered,
            RegistrationEnding.OfferExpired => registration.State == RegistrationState.Offered && registration.HeldUntil <= Now,
            RegistrationEnding.NotConfirmed => registration.State == RegistrationState.Pending && registration.HeldUntil <= Now,
            RegistrationEnding.Rejected => registration.State is RegistrationState.Requested or RegistrationState.Waiting or RegistrationState.Pending,
            _ => registration.IsOpen,
        };
        if (!fits)
        {
            return registration.State == RegistrationState.Cancelled ? SeatOutcome.Done : SeatOutcome.Impossible;
        }

        Release(entry, registration);
        registration.State = RegistrationState.Cancelled;
        registration.Ending = ending;
        registration.Reason = reason;
        Note(registration, ending switch
        {
            RegistrationEnding.OfferDeclined => RegistrationAction.Declined,
            RegistrationEnding.OfferExpired or RegistrationEnding.NotConfirmed => RegistrationAction.Expired,
            RegistrationEnding.Rejected => RegistrationAction.Rejected,
            _ => RegistrationAction.Cancelled,
        }, by, reason ?? "");
        letters.Add(RegistrationLetterKinds.Cancelled, registration, new() { Ending = ending, Reason = reason });
        return SeatOutcome.Done;
    }, cancellation);

    /// <summary>The office agrees to a registration.</summary>
    public Task<SeatOutcome> ApproveAsync(int id, string by, CancellationToken cancellation) => ChangeAsync(id, (_, registration) =>
    {
        if (registration.State != RegistrationState.Requested)
        {
            return registration.State == RegistrationState.Confirmed ? SeatOutcome.Done : SeatOutcome.Impossible;
        }

        registration.State = RegistrationState.Confirmed;
        Note(registration, RegistrationAction.Approved, by);
        letters.Add(RegistrationLetterKinds.Confirmed, registration);
        return SeatOutcome.Done;
    }, cancellation);

    /// <summary>Changes the size of a class. Seats are added only where they are free and nobody is passed who waits.</summary>
    /// <param name="by">Name of whoever of the office does it; empty for the holder, who may until a set time.</param>
    public Task<SeatOutcome> ResizeAsync(int id, int pupils, int adults, string by, CancellationToken cancellation) => ChangeAsync(id, (entry, registration) =>
    {
        if (registration.Kind != PartyKind.Class || !registration.IsOpen)
        {
            return SeatOutcome.Impossible;
        }

        if (by.Length == 0 && Now >= entry.Lecture.ChangesEnd)
        {
            return SeatOutcome.Closed;
        }

        var pool = entry.Pool(registration.Place)!;
        var seats = pupils + adults;
        var more = seats - registration.Seats;
        if (seats > pool.Seats || (by.Length == 0 && more > 0 && seats > entry.Lecture.LargestParty))
        {
            return SeatOutcome.TooLarge;
        }

        if (registration.HoldsSeats)
        {
            if (more > 0 && (more > pool.Free || (pool.Waiting > 0 && entry.Lecture.WaitingList != WaitingPolicy.BestFit)))
            {
                return SeatOutcome.DoesNotFit;
            }

            pool.Taken += more;
        }

        Note(registration, RegistrationAction.Changed, by, StepRemark.Of("Step.Resized", registration.Seats, seats));
        (registration.Seats, registration.Pupils, registration.Adults) = (seats, pupils, adults);
        entry.HasRoom |= more < 0;
        return SeatOutcome.Done;
    }, cancellation);

    /// <summary>Moves a party to another place, or to another lecture, where it takes seats that are free; those it had come free.</summary>
    public async Task<SeatOutcome> MoveAsync(int id, int lectureId, SeatPlace place, string by, CancellationToken cancellation)
    {
        var from = await db.Registrations.Where(r => r.Id == id).Select(r => (int?)r.LectureId).FirstOrDefaultAsync(cancellation);
        // Always in the same order: two that move across each other would wait for each other.
        foreach (var one in new[] { from ?? lectureId, lectureId }.Distinct().Order())
        {
            await OpenAsync(one, cancellation);
        }

        if (await OpenAsync(lectureId, cancellation) is not { } there || there.Pool(place) is not { Seats: > 0 } target || !there.Lecture.IsHeld || Now >= there.Lecture.StartsAt)
        {
            return SeatOutcome.Gone;
        }

        return await ChangeAsync(id, async (entry, registration) =>
        {
            if (!registration.IsOpen || (registration.LectureId == lectureId && registration.Place == place))
            {
                return SeatOutcome.Impossible;
            }

            if (target.Free < registration.Seats)
            {
                return SeatOutcome.DoesNotFit;
            }

            if (registration.LectureId != lectureId && registration.EmailKey is { } key)
            {
                if (await KnownAsync(lectureId, key, cancellation) is not null)
                {
                    return SeatOutcome.AlreadyThere;
                }

                _known.Remove((registration.LectureId, key));
                _known[(lectureId, key)] = registration;
            }

            Note(registration, RegistrationAction.Moved, by);
            Release(entry, registration);
            target.Taken += registration.Seats;
            registration.LectureId = lectureId;
            registration.Place = place;
            registration.Number = ++target.LastNumber;
            registration.State = RegistrationState.Confirmed;
            Note(registration, RegistrationAction.Moved, by);
            letters.Add(RegistrationLetterKinds.Changed, registration);
            return SeatOutcome.Done;
        }, cancellation);
    }

    /// <summary>Writes down that a party came, or how many of it.</summary>
    /// <param name="came">Between one and what the party holds, or more where the door let more in.</param>
    public Task<SeatOutcome> CheckInAsync(int id, int came, string by, CancellationToken cancellation) => ChangeAsync(id, (_, registration) =>
    {
        if (registration.State is not (RegistrationState.Pending or RegistrationState.Requested or RegistrationState.Confirmed or RegistrationState.Offered
            or RegistrationState.Absent or RegistrationState.Attended))
        {
            return SeatOutcome.Impossible;
        }

        registration.State = RegistrationState.Attended;
        registration.HeldUntil = null;
        registration.CameAt ??= Now;
        registration.Came = came;
        Note(registration, RegistrationAction.CheckedIn, by, StepRemark.Of("Step.Came", came));
        return SeatOutcome.Done;
    }, cancellation);

    /// <summary>Takes a check-in back.</summary>
    public Task<SeatOutcome> UndoCheckInAsync(int id, string by, CancellationToken cancellation) => ChangeAsync(id, (entry, registration) =>
    {
        if (registration.State != RegistrationState.Attended)
        {
            return registration.State == RegistrationState.Confirmed ? SeatOutcome.Done : SeatOutcome.Impossible;
        }

        (registration.CameAt, registration.Came) = (null, null);
        registration.State = RegistrationState.Confirmed;
        if (registration.IsWalkIn)
        {
            // Was never there, then.
            Release(entry, registration);
            registration.State = RegistrationState.Cancelled;
            registration.Ending = RegistrationEnding.CancelledByOffice;
        }

        Note(registration, RegistrationAction.CheckInUndone, by);
        return SeatOutcome.Done;
    }, cancellation);

    /// <summary>Somebody who did not register comes in: on seats that are free, or else on those of parties that have not come.</summary>
    /// <param name="name">May be empty.</param>
    public async Task<Registered> WalkInAsync(int lectureId, SeatPlace place, string name, int people, Audience? audience, string by, CancellationToken cancellation)
    {
        if (await OpenAsync(lectureId, cancellation) is not { } entry || entry.Pool(place) is not { Seats: > 0 } pool)
        {
            return new(SeatOutcome.Gone);
        }

        await db.SaveChangesAsync(cancellation);
        var inside = await db.Registrations.Where(r => r.LectureId == lectureId && r.Place == place && r.State == RegistrationState.Attended).SumAsync(r => r.Came ?? 0, cancellation);
        if (inside + people > pool.Seats)
        {
            return new(SeatOutcome.Full);
        }

        var seats = pool.Free >= people ? people : 0;
        pool.Taken += seats;
        var registration = db.Registrations.Add(new()
        {
            LectureId = lectureId,
            Place = place,
            State = RegistrationState.Attended,
            Kind = people > 1 ? PartyKind.Class : PartyKind.Person,
            Seats = seats,
            Name = name,
            Audience = audience,
            Number = ++pool.LastNumber,
            CreatedAt = Now,
            CameAt = Now,
            Came = people,
            IsWalkIn = true,
            Language = Languages.Turkish,
            TicketCode = Codes.New(Codes.TicketLength),
            Version = Guid.NewGuid(),
        }).Entity;
        Note(registration, RegistrationAction.WalkedIn, by, StepRemark.Of("Step.Came", people));
        _hasChanges = true;
        return new(SeatOutcome.Done) { Registration = registration };
    }

    /// <summary>Writes down, after a lecture, who of those with a seat did not come. Returns how many parties.</summary>
    public async Task<int> CloseDoorAsync(int lectureId, string by, CancellationToken cancellation)
    {
        if (await OpenAsync(lectureId, cancellation) is null)
        {
            return 0;
        }

        await db.SaveChangesAsync(cancellation);
        var missing = await db.Registrations.Where(r => r.LectureId == lectureId && (r.State == RegistrationState.Confirmed || r.State == RegistrationState.Requested)).ToListAsync(cancellation);
        foreach (var registration in missing)
        {
            registration.State = RegistrationState.Absent;
            registration.Came = 0;
            registration.Version = Guid.NewGuid();
            Note(registration, RegistrationAction.MarkedAbsent, by);
        }

        return missing.Count;
    }

    /// <summary>Removes all that tells who it was; the numbers stay. A registration that is still open is cancelled first, without a letter.</summary>
    public Task<SeatOutcome> EraseAsync(int id, CancellationToken cancellation) => ChangeAsync(id, async (entry, registration) =>
    {
        if (registration.IsOpen)
        {
            Release(entry, registration);
            registration.State = RegistrationState.Cancelled;
            registration.Ending = RegistrationEnding.Cancelled;
        }

        if (registration.EmailKey is { } key)
        {
            _known.Remove((registration.LectureId, key));
        }

        (registration.Name, registration.Email, registration.EmailKey, registration.School, registration.AccessNeeds, registration.Answers, registration.Reason) = ("", "", null, null, null, null, null);
        registration.ErasedAt = Now;
        await EraseCertificatesAsync(id, cancellation);
        await db.SaveChangesAsync(cancellation);
        await db.Letters.Where(letter => letter.RegistrationId == id).ExecuteDeleteAsync(cancellation);
        await db.RegistrationLinks.Where(link => link.RegistrationId == id).ExecuteDeleteAsync(cancellation);
        await db.Consents.Where(consent => consent.RegistrationId == id).ExecuteDeleteAsync(cancellation);
        await db.RegistrationSteps.Where(step => step.RegistrationId == id).ExecuteUpdateAsync(step => step.SetProperty(s => s.Remark, ""), cancellation);
        Note(registration, RegistrationAction.Erased, "");
        return SeatOutcome.Done;
    }, cancellation);

    /// <summary>Sends the holder's link again, whatever the state.</summary>
    public Task<SeatOutcome> ResendAsync(int id, string by, CancellationToken cancellation) => ChangeAsync(id, (_, registration) =>
    {
        if (registration.Email.Length == 0)
        {
            return SeatOutcome.Impossible;
        }

        SendAgain(registration, by);
        return SeatOutcome.Done;
    }, cancellation);

    /// <summary>Offers free seats to those who wait: for the paths on which seats come that no registration had, such as a larger hall.</summary>
    public async Task PromoteAsync(int lectureId, CancellationToken cancellation)
    {
        if (await OpenAsync(lectureId, cancellation) is { } entry)
        {
            entry.HasRoom = true;
            await PromoteAsync(entry, cancellation);
        }
    }

    /// <summary>Saves what the steps left in the context, and lets the cached pages know. Last in the transaction.</summary>
    public async Task SaveAsync(CancellationToken cancellation)
    {
        await db.SaveChangesAsync(cancellation);
        if (_hasChanges)
        {
            await ContentStamp.RaiseSeatsAsync(db, cancellation);
        }
    }

    private Task<SeatOutcome> ChangeAsync(int id, Func<Entry, Registration, SeatOutcome> change, CancellationToken cancellation) =>
        ChangeAsync(id, (entry, registration) => Task.FromResult(change(entry, registration)), cancellation);

    private async Task<SeatOutcome> ChangeAsync(int id, Func<Entry, Registration, Task<SeatOutcome>> change, CancellationToken cancellation)
    {
        await db.SaveChangesAsync(cancellation);
        var lecture = await db.Registrations.Where(r => r.Id == id).Select(r => (int?)r.LectureId).FirstOrDefaultAsync(cancellation);
        if (lecture is null || await OpenAsync(lecture.Value, cancellation) is not { } entry || await db.Registrations.FirstOrDefaultAsync(r => r.Id == id, cancellation) is not { } registration)
        {
            return SeatOutcome.Gone;
        }

        var outcome = await change(entry, registration);
        if (outcome != SeatOutcome.Done)
        {
            return outcome;
        }

        registration.Version = Guid.NewGuid();
        _hasChanges = true;
        await PromoteAsync(entry, cancellation);
        return outcome;
    }

    /// <summary>Looks a lecture's seats up, once in a transaction; from then on no other transaction changes them.</summary>
    private async Task<Entry?> OpenAsync(int lectureId, CancellationToken cancellation)
    {
        if (_entries.TryGetValue(lectureId, out var known))
        {
            return known;
        }

        await db.SeatPools.Where(pool => pool.LectureId == lectureId).ExecuteUpdateAsync(pool => pool.SetProperty(p => p.Turn, p => p.Turn + 1), cancellation);
        var lecture = await db.Lectures.Where(l => l.Id == lectureId).ToSeating().FirstOrDefaultAsync(cancellation);
        var pools = await db.SeatPools.Where(pool => pool.LectureId == lectureId).ToListAsync(cancellation);
        return _entries[lectureId] = lecture is null ? null : new(lecture, pools);
    }

    private async Task<Registration?> KnownAsync(int lecture, string key, CancellationToken cancellation) =>
        _known.TryGetValue((lecture, key), out var known) ? known
        : _expected.Contains((lecture, key)) ? null
        : await db.Registrations.FirstOrDefaultAsync(r => r.LectureId == lecture && r.EmailKey == key, cancellation);

    private void Write(Registration registration, NewRegistration party, string key)
    {
        registration.LectureId = party.LectureId;
        registration.Place = party.Place;
        registration.Kind = party.Kind;
        registration.Seats = party.Seats;
        registration.Name = party.Name;
        registration.Email = party.Email;
        registration.EmailKey = key;
        registration.Language = party.Language;
        registration.Audience = party.Audience;
        registration.School = party.School;
        registration.Level = party.Level;
        registration.Pupils = party.Pupils;
        registration.Adults = party.Adults;
        registration.AccessNeeds = party.AccessNeeds;
        registration.Answers = party.Answers;
        registration.NoticeId = party.NoticeId;
        registration.Consents.AddRange(party.Consents.Select(notice => new Consent { NoticeId = notice, GivenAt = Now }));
        registration.CreatedAt = Now;
        registration.AddressConfirmedAt = party.IsAddressKnown ? Now : null;
        registration.Ending = null;
        registration.Reason = null;
        registration.RemindedAt = null;
        registration.TicketCode ??= Codes.New(Codes.TicketLength);
        registration.Version = Guid.NewGuid();
    }

    private static void Release(Entry entry, Registration registration)
    {
        var pool = entry.Pool(registration.Place)!;
        if (registration.HoldsSeats)
        {
            pool.Taken -= registration.Seats;
            entry.HasRoom = true;
        }
        else if (registration.State == RegistrationState.Waiting)
        {
            pool.Waiting--;
            // A large party at the head may have held up those behind it.
            entry.HasRoom = true;
        }

        registration.HeldUntil = null;
    }

    /// <summary>Seats that were held become the holder's, or wait for the office.</summary>
    private void Settle(Entry entry, Registration registration, string by)
    {
        registration.HeldUntil = null;
        registration.State = entry.Lecture.Approval && by.Length == 0 ? RegistrationState.Requested : RegistrationState.Confirmed;
        letters.Add(LetterOf(registration), registration);
    }

    private async Task PromoteAsync(Entry entry, CancellationToken cancellation)
    {
        if (!entry.HasRoom)
        {
            return;
        }

        entry.HasRoom = false;
        foreach (var pool in entry.Pools.Where(pool => pool.Waiting > 0 && pool.Free > 0))
        {
            if (!entry.Lecture.IsHeld || Now >= entry.Lecture.StartsAt)
            {
                Note(entry.Lecture.Id, "Step.NotMoved.Over", pool.Free);
                continue;
            }

            // What is asked for below has to be in the table.
            await db.SaveChangesAsync(cancellation);
            var moved = 0;
            while (pool.Free > 0 && await NextAsync(entry.Lecture, pool, cancellation) is { } next)
            {
                pool.Waiting--;
                pool.Taken += next.Seats;
                next.State = RegistrationState.Offered;
                next.HeldUntil = entry.Lecture.OfferUntil(Now);
                next.Version = Guid.NewGuid();
                Note(next, RegistrationAction.Offered, "", StepRemark.Of(
                    entry.Lecture.WaitingList == WaitingPolicy.BestFit ? "Step.Offered.BestFit" : "Step.Offered.InOrder", next.Seats, pool.Free + next.Seats));
                letters.Add(RegistrationLetterKinds.Offer, next, Until(next));
                moved++;
                _hasChanges = true;
                await db.SaveChangesAsync(cancellation);
            }

            if (moved == 0 && await db.Registrations.InOrder(entry.Lecture.Id, pool.Place).Select(r => (int?)r.Seats).FirstOrDefaultAsync(cancellation) is { } first)
            {
                Note(entry.Lecture.Id, entry.Lecture.WaitingList == WaitingPolicy.BestFit ? "Step.NotMoved.BestFit" : "Step.NotMoved.InOrder", pool.Free, first);
            }
        }
    }

    /// <summary>Who is next under the policy, and fits. A party larger than the whole place holds nobody up.</summary>
    private Task<Registration?> NextAsync(Seating lecture, SeatPool pool, CancellationToken cancellation)
    {
        var waiting = db.Registrations.InOrder(lecture.Id, pool.Place);
        return lecture.WaitingList == WaitingPolicy.BestFit
            ? waiting.FirstOrDefaultAsync(r => r.Seats <= pool.Free, cancellation)
            : FirstIfItFitsAsync(waiting.Where(r => r.Seats <= pool.Seats), pool.Free, cancellation);
    }

    private static async Task<Registration?> FirstIfItFitsAsync(IQueryable<Registration> waiting, int free, CancellationToken cancellation) =>
        await waiting.FirstOrDefaultAsync(cancellation) is { } first && first.Seats <= free ? first : null;

    private void SendAgain(Registration registration, string by = "")
    {
        letters.Add(LetterOf(registration), registration, Until(registration));
        Note(registration, RegistrationAction.LinkSentAgain, by);
    }

    private static string LetterOf(Registration registration) => registration.State switch
    {
        RegistrationState.Pending => RegistrationLetterKinds.Confirm,
        RegistrationState.Requested => RegistrationLetterKinds.Requested,
        RegistrationState.Waiting => RegistrationLetterKinds.Waiting,
        RegistrationState.Offered => RegistrationLetterKinds.Offer,
        RegistrationState.Cancelled => RegistrationLetterKinds.Cancelled,
        _ => RegistrationLetterKinds.Confirmed,
    };

    private static LetterFacts? Until(Registration registration) => registration switch
    {
        { HeldUntil: { } until } => new() { Until = until },
        { Ending: { } ending } => new() { Ending = ending, Reason = registration.Reason },
        _ => null,
    };

    private void Note(Registration registration, RegistrationAction action, string by, string remark = "") => db.RegistrationSteps.Add(new()
    {
        LectureId = registration.LectureId,
        Registration = registration,
        At = Now,
        Action = action,
        UserName = by,
        Remark = remark.Length <= RegistrationStep.RemarkLength ? remark : remark[..RegistrationStep.RemarkLength],
    });

    private void Note(int lecture, string key, params object[] values) =>
        db.RegistrationSteps.Add(new() { LectureId = lecture, At = Now, Action = RegistrationAction.NotMoved, Remark = StepRemark.Of(key, values) });

    private sealed record Entry(Seating Lecture, List<SeatPool> Pools)
    {
        /// <summary>Whether seats came free since somebody looked who could have them.</summary>
        public bool HasRoom { get; set; }

        public SeatPool? Pool(SeatPlace place) => Pools.Find(pool => pool.Place == place);
    }
}
