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
    /// <summary>How many of those who wait are looked at together.</summary>
    private const int Look = 50;

    private readonly Dictionary<int, Entry?> _entries = [];
    private readonly Dictionary<(int, string), Registration> _known = [];
    private readonly HashSet<(int, string)> _expected = [];
    private readonly List<(Registration Registration, Letter Letter, RegistrationLink Link)> _newcomers = [];
    private bool _hasChanges;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Reads at once what a round of newcomers would each ask for.</summary>
    public async Task ExpectAsync(IEnumerable<NewRegistration> parties, CancellationToken cancellation)
    {
        // In one order on every node: two rounds that take lectures across each other would wait for each other.
        foreach (var lecture in parties.GroupBy(party => party.LectureId).OrderBy(group => group.Key))
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

        if (party.Seats < 1)
        {
            return new(SeatOutcome.Impossible);
        }

        if (party.Seats > pool.Seats || (!isByOffice && party.Seats > entry.Lecture.LargestParty))
        {
            return new(SeatOutcome.TooLarge);
        }

        // Seats that came with a larger hall belong to those who wait already.
        await PromoteAsync(entry, cancellation);
        var key = EmailAddress.KeyOf(party.Email);
        var known = await KnownAsync(party.LectureId, key, cancellation);
        var isSeated = entry.HasFree(pool, party.Seats);
        var outcome = isSeated || (entry.Lecture.WaitingList != WaitingPolicy.None && Now < entry.Lecture.StartsAt) ? SeatOutcome.Done : SeatOutcome.Full;
        if (known is { State: not RegistrationState.Cancelled })
        {
            return isByOffice ? new(SeatOutcome.AlreadyThere) { Registration = known } : Again(entry, party, known, outcome);
        }

        if (outcome == SeatOutcome.Full)
        {
            return new(outcome);
        }

        if (known is not null)
        {
            // What was agreed to then was agreed to for what is over.
            await db.Consents.Where(consent => consent.RegistrationId == known.Id && consent.WithdrawnAt == null)
                .ExecuteUpdateAsync(consent => consent.SetProperty(c => c.WithdrawnAt, Now), cancellation);
        }

        var registration = known ?? new();
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
            entry.HeldUp.Add(pool.Place);
        }

        _known[(party.LectureId, key)] = registration;
        _hasChanges = true;
        string? token;
        if (isByOffice || known is not null)
        {
            Note(registration, RegistrationAction.Registered, party.AddedBy ?? "");
            token = letters.Add(LetterOf(registration), registration, Until(registration));
        }
        else
        {
            (var letter, var link, token) = letters.Make(LetterOf(registration), registration, Until(registration));
            _newcomers.Add((registration, letter, link));
        }

        return new(SeatOutcome.Done, 0, party.IsAddressKnown ? token : null) { Registration = registration };
    }

    /// <summary>The link in a letter was used: the address is the holder's, and a seat that was held becomes one that is kept.</summary>
    public Task<SeatOutcome> ConfirmAsync(int id, CancellationToken cancellation) => ChangeAsync(id, (entry, registration) =>
    {
        if (registration.State == RegistrationState.Pending)
        {
            if (!entry.Lecture.IsHeld)
            {
                return SeatOutcome.Closed;
            }

            registration.AddressConfirmedAt ??= Now;
            Settle(entry, registration);
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

        if (!entry.Lecture.IsHeld)
        {
            return SeatOutcome.Closed;
        }

        registration.AddressConfirmedAt ??= Now;
        Settle(entry, registration);
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
        if (pupils < 0 || adults < 0 || (pupils == 0 && adults == 0))
        {
            return SeatOutcome.Impossible;
        }

        // Beyond what an int holds it is too large, too.
        var wanted = (long)pupils + adults;
        if (wanted > registration.Seats && (wanted > pool.Seats || (by.Length == 0 && wanted > entry.Lecture.LargestParty)))
        {
            return SeatOutcome.TooLarge;
        }

        var seats = (int)wanted;
        var more = seats - registration.Seats;
        if (registration.HoldsSeats)
        {
            if (more > 0 && !entry.HasFree(pool, more))
            {
                return SeatOutcome.DoesNotFit;
            }

            pool.Taken += more;
        }

        if (more != 0)
        {
            Note(registration, RegistrationAction.Changed, by, StepRemark.Of("Step.Resized", registration.Seats, seats));
        }

        (registration.Seats, registration.Pupils, registration.Adults) = (seats, pupils, adults);
        if (more < 0 || !registration.HoldsSeats)
        {
            entry.Stirred.Add(pool.Place);
        }

        return SeatOutcome.Done;
    }, cancellation);

    /// <summary>Moves a party to another place, or to another lecture, where it takes seats that are free; those it had come free.</summary>
    public async Task<SeatOutcome> MoveAsync(int id, int lectureId, SeatPlace place, string by, CancellationToken cancellation)
    {
        await WriteAsync(cancellation);
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
                if (await KnownAsync(lectureId, key, cancellation) is { } known)
                {
                    if (known.State != RegistrationState.Cancelled)
                    {
                        return SeatOutcome.AlreadyThere;
                    }

                    // The address belongs to the one that is open now.
                    known.EmailKey = null;
                    known.Version = Guid.NewGuid();
                    await WriteAsync(cancellation);
                }

                _known.Remove((registration.LectureId, key));
                _known[(lectureId, key)] = registration;
            }

            LetterFacts? facts = null;
            if (registration.LectureId != lectureId)
            {
                Note(registration, RegistrationAction.Moved, by);
                registration.RemindedAt = null;
                facts = await LeftAsync(registration, cancellation);
            }

            Release(entry, registration);
            target.Taken += registration.Seats;
            registration.LectureId = lectureId;
            registration.Place = place;
            registration.Number = ++target.LastNumber;
            registration.State = RegistrationState.Confirmed;
            Note(registration, RegistrationAction.Moved, by);
            letters.Add(RegistrationLetterKinds.Changed, registration, facts);
            return SeatOutcome.Done;
        }, cancellation);
    }

    /// <summary>When and where the lecture was that a party leaves for another, for the letter that tells of it.</summary>
    private async Task<LetterFacts> LeftAsync(Registration registration, CancellationToken cancellation)
    {
        var left = await db.Lectures.Where(l => l.Id == registration.LectureId)
            .Select(l => new { l.StartsAt, l.Mode, l.Status, Place = new LocalizedText { En = l.Place.En, Tr = l.Place.Tr } }).FirstAsync(cancellation);
        var isInHall = registration.Place == SeatPlace.Hall && left.Mode.Under(left.Status) != AttendanceMode.Online;
        return new()
        {
            PreviousLecture = registration.LectureId,
            HadSeat = registration.State == RegistrationState.Confirmed,
            PreviousStart = left.StartsAt,
            PreviousPlace = isInHall && left.Place.In(registration.Language) is { IsEmpty: false } place ? place.Text : null,
        };
    }

    /// <summary>Writes down that a party came, or how many of it.</summary>
    /// <param name="came">Between one and what the party holds, or more where the door let more in.</param>
    public Task<SeatOutcome> CheckInAsync(int id, int came, string by, CancellationToken cancellation) => ChangeAsync(id, (_, registration) =>
    {
        if (came is < 1 or > Lecture.MaxSeats || registration.State is not (RegistrationState.Pending or RegistrationState.Requested or RegistrationState.Confirmed or RegistrationState.Offered
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

    /// <summary>
    /// A party arrives. Whoever is the second to say so is told <see cref="SeatOutcome.AlreadyThere"/> and changes nothing: two volunteers may read
    /// the same ticket at once.
    /// </summary>
    /// <param name="came">How many of it; null for all. More than it booked as long as the place has seats on which nobody sits, else <see cref="SeatOutcome.DoesNotFit"/>.</param>
    /// <param name="by">Name of whoever stands at the door.</param>
    public Task<SeatOutcome> ArriveAsync(int id, int? came, string by, CancellationToken cancellation) => ChangeAsync(id, async (entry, registration) =>
    {
        if (registration.State == RegistrationState.Attended)
        {
            return SeatOutcome.AlreadyThere;
        }

        if (!registration.HoldsSeats)
        {
            return SeatOutcome.Impossible;
        }

        var people = came ?? Math.Max(1, registration.Seats);
        if (!await CanSitAsync(entry, registration, people, cancellation))
        {
            return SeatOutcome.DoesNotFit;
        }

        registration.State = RegistrationState.Attended;
        registration.HeldUntil = null;
        registration.CameAt = Now;
        registration.Came = people;
        Note(registration, RegistrationAction.CheckedIn, by, StepRemark.Of("Step.Came", people));
        return SeatOutcome.Done;
    }, cancellation);

    /// <summary>Corrects how many of a party came that is in already; under the same rule as <see cref="ArriveAsync"/>.</summary>
    public Task<SeatOutcome> RecountAsync(int id, int came, string by, CancellationToken cancellation) => ChangeAsync(id, async (entry, registration) =>
    {
        if (registration.State != RegistrationState.Attended)
        {
            return SeatOutcome.Impossible;
        }

        if (!await CanSitAsync(entry, registration, came, cancellation))
        {
            return SeatOutcome.DoesNotFit;
        }

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

        if (people is < 1 or > Lecture.MaxSeats)
        {
            return new(SeatOutcome.Impossible);
        }

        await WriteAsync(cancellation);
        if (await InsideAsync(lectureId, place, 0, cancellation) + people > pool.Seats)
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

        await WriteAsync(cancellation);
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
    public Task<SeatOutcome> EraseAsync(int id, CancellationToken cancellation) => EraseAsync(id, withCertificates: true, cancellation);

    /// <summary>
    /// The same because its time is over, not because the holder wished it: the certificate stays, whose name was given in order to be shown, and
    /// which nobody could rely on if it ended with the registration.
    /// </summary>
    public Task<SeatOutcome> EraseKeepingCertificatesAsync(int id, CancellationToken cancellation) => EraseAsync(id, withCertificates: false, cancellation);

    private Task<SeatOutcome> EraseAsync(int id, bool withCertificates, CancellationToken cancellation) => ChangeAsync(id, async (entry, registration) =>
    {
        if (registration.ErasedAt is not null)
        {
            // By another node, or by the holder meanwhile.
            return SeatOutcome.Impossible;
        }

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

        (registration.Name, registration.Email, registration.EmailKey, registration.School, registration.AccessNeeds, registration.Answers, registration.Reason, registration.TicketCode) = ("", "", null, null, null, null, null, null);
        registration.ErasedAt = Now;
        if (withCertificates)
        {
            await EraseCertificatesAsync(id, cancellation);
        }

        await WriteAsync(cancellation);
        await db.Letters.Where(letter => letter.RegistrationId == id).ExecuteDeleteAsync(cancellation);
        await db.RegistrationLinks.Where(link => link.RegistrationId == id).ExecuteDeleteAsync(cancellation);
        await db.Consents.Where(consent => consent.RegistrationId == id).ExecuteDeleteAsync(cancellation);
        await db.RegistrationSteps.Where(step => step.RegistrationId == id).ExecuteUpdateAsync(step => step.SetProperty(s => s.Remark, ""), cancellation);
        Note(registration, RegistrationAction.Erased, "");
        return SeatOutcome.Done;
    }, cancellation);

    /// <summary>Sends the holder's link again, whatever the state.</summary>
    public Task<SeatOutcome> ResendAsync(int id, string by, CancellationToken cancellation) => ChangeAsync(id, async (_, registration) =>
    {
        if (registration.Email.Length == 0)
        {
            return SeatOutcome.Impossible;
        }

        Note(registration, RegistrationAction.LinkSentAgain, by);
        var (kind, facts) = await StandingLetterAsync(db, registration, cancellation);
        letters.Add(kind, registration, facts);
        return SeatOutcome.Done;
    }, cancellation);

    /// <summary>Offers free seats to those who wait: for the paths on which seats come that no registration had, such as a larger hall.</summary>
    public async Task PromoteAsync(int lectureId, CancellationToken cancellation)
    {
        if (await OpenAsync(lectureId, cancellation) is { } entry)
        {
            entry.Stirred.UnionWith(entry.Pools.Select(pool => pool.Place));
            await PromoteAsync(entry, cancellation);
        }
    }

    /// <summary>Saves what the steps left in the context, and lets the cached pages know. Last in the transaction.</summary>
    public async Task SaveAsync(CancellationToken cancellation)
    {
        await WriteAsync(cancellation);
        if (_hasChanges)
        {
            await ContentStamp.RaiseSeatsAsync(db, cancellation);
        }
    }

    private Task<SeatOutcome> ChangeAsync(int id, Func<Entry, Registration, SeatOutcome> change, CancellationToken cancellation) =>
        ChangeAsync(id, (entry, registration) => Task.FromResult(change(entry, registration)), cancellation);

    private async Task<SeatOutcome> ChangeAsync(int id, Func<Entry, Registration, Task<SeatOutcome>> change, CancellationToken cancellation)
    {
        await WriteAsync(cancellation);
        var lecture = await db.Registrations.Where(r => r.Id == id).Select(r => (int?)r.LectureId).FirstOrDefaultAsync(cancellation);
        if (lecture is null || await OpenAsync(lecture.Value, cancellation) is not { } entry || await db.Registrations.FirstOrDefaultAsync(r => r.Id == id, cancellation) is not { } registration)
        {
            return SeatOutcome.Gone;
        }

        if (registration.LectureId != lecture)
        {
            // Another node moved it before the seats were locked. A registration is moved by hand; it is not moved twice within the blink of an eye.
            if (await OpenAsync(registration.LectureId, cancellation) is not { } moved)
            {
                return SeatOutcome.Gone;
            }

            entry = moved;
        }

        // Seats that came with a larger hall belong to those who wait already.
        await PromoteAsync(entry, cancellation);
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
        if (lecture is null)
        {
            return _entries[lectureId] = null;
        }

        var entry = new Entry(lecture, pools);
        if (lecture.IsHeld && Now < lecture.StartsAt)
        {
            entry.Stirred.UnionWith(pools.Where(pool => pool.Waiting > 0 && pool.Free > 0).Select(pool => pool.Place));
        }

        return _entries[lectureId] = entry;
    }

    private async Task<Registration?> KnownAsync(int lecture, string key, CancellationToken cancellation)
    {
        if (!_known.TryGetValue((lecture, key), out var known))
        {
            return _expected.Contains((lecture, key)) ? null : await db.Registrations.FirstOrDefaultAsync(r => r.LectureId == lecture && r.EmailKey == key, cancellation);
        }

        if (db.Entry(known).State == EntityState.Detached)
        {
            // Came in this round, past the context.
            await WriteAsync(cancellation);
            known = await db.Registrations.FirstAsync(r => r.Id == known.Id, cancellation);
            _known[(lecture, key)] = known;
        }

        return known;
    }

    /// <summary>
    /// Saves what the steps left. Newcomers, of whom there may be a thousand at once, go past the change tracker where the database is SQLite, which does
    /// that in a fraction of the time; SQL Server gets them in batches.
    /// </summary>
    private async Task WriteAsync(CancellationToken cancellation)
    {
        if (_newcomers.Count > 0)
        {
            if (db.Database.IsSqlite())
            {
                using var registrations = new PlainInsert<Registration>(db);
                using var links = new PlainInsert<RegistrationLink>(db);
                using var outbox = new PlainInsert<Letter>(db);
                foreach (var (registration, letter, link) in _newcomers)
                {
                    link.RegistrationId = registration.Id = registrations.Write(registration);
                    letter.RegistrationId = registration.Id;
                    links.Write(link);
                    outbox.Write(letter);
                    if (registration.Consents.Count > 0)
                    {
                        using var consents = new PlainInsert<Consent>(db);
                        foreach (var consent in registration.Consents)
                        {
                            consent.RegistrationId = registration.Id;
                            consents.Write(consent);
                        }
                    }
                }
            }
            else
            {
                foreach (var (registration, letter, link) in _newcomers)
                {
                    (letter.Registration, link.Registration) = (registration, registration);
                    db.AddRange(registration, letter, link);
                }
            }

            _newcomers.Clear();
        }

        await db.SaveChangesAsync(cancellation);
    }

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
        (registration.HeldUntil, registration.CameAt, registration.Came) = (null, null, null);
        registration.TicketCode ??= Codes.New(Codes.TicketLength);
        registration.Version = Guid.NewGuid();
    }

    private static void Release(Entry entry, Registration registration)
    {
        var pool = entry.Pool(registration.Place)!;
        if (registration.HoldsSeats)
        {
            pool.Taken -= registration.Seats;
        }
        else if (registration.State == RegistrationState.Waiting)
        {
            // A large party at the head may have held up those behind it.
            pool.Waiting--;
        }

        entry.Stirred.Add(pool.Place);
        registration.HeldUntil = null;
    }

    /// <summary>What a party booked is always there for it; for more than that there have to be seats on which nobody sits.</summary>
    private async Task<bool> CanSitAsync(Entry entry, Registration registration, int people, CancellationToken cancellation) =>
        people <= registration.Seats
        || (people <= Headcount.Most && people + await InsideAsync(registration.LectureId, registration.Place, registration.Id, cancellation) <= (entry.Pool(registration.Place)?.Seats ?? 0));

    /// <summary>How many came, but for one party.</summary>
    private Task<long> InsideAsync(int lecture, SeatPlace place, int without, CancellationToken cancellation) =>
        db.Registrations.Where(r => r.LectureId == lecture && r.Place == place && r.State == RegistrationState.Attended && r.Id != without).SumAsync(r => (long)(r.Came ?? 0), cancellation);

    /// <summary>Seats that were held become the holder's, or wait for the office.</summary>
    private string? Settle(Entry entry, Registration registration)
    {
        registration.HeldUntil = null;
        registration.State = entry.Lecture.Approval ? RegistrationState.Requested : RegistrationState.Confirmed;
        return letters.Add(LetterOf(registration), registration);
    }

    private async Task PromoteAsync(Entry entry, CancellationToken cancellation)
    {
        foreach (var pool in entry.Pools.Where(pool => entry.Stirred.Remove(pool.Place) && pool.Waiting > 0 && pool.Free > 0))
        {
            if (!entry.Lecture.IsHeld || Now >= entry.Lecture.StartsAt)
            {
                await NoteOnceAsync(entry, "Step.NotMoved.Over", [pool.Free], cancellation);
                continue;
            }

            // What is asked for below has to be in the table.
            await WriteAsync(cancellation);
            if (!await PromoteAsync(entry, pool, cancellation)
                && await db.Registrations.InOrder(entry.Lecture.Id, pool.Place).Select(r => (int?)r.Seats).FirstOrDefaultAsync(cancellation) is { } first)
            {
                await NoteOnceAsync(entry, entry.Lecture.WaitingList == WaitingPolicy.BestFit ? "Step.NotMoved.BestFit" : "Step.NotMoved.InOrder", [pool.Free, first], cancellation);
            }
        }
    }

    /// <summary>
    /// Goes once through those who wait, in their order: what does not fit now does not fit when still fewer seats are free. A party larger than
    /// the whole place holds nobody up. Where there is no waiting list any more, who waits already keeps the order.
    /// </summary>
    /// <returns>Whether anybody got an offer.</returns>
    private async Task<bool> PromoteAsync(Entry entry, SeatPool pool, CancellationToken cancellation)
    {
        var isBestFit = entry.Lecture.WaitingList == WaitingPolicy.BestFit;
        var hasMoved = false;
        var last = 0L;
        entry.HeldUp.Remove(pool.Place);
        while (pool.Free > 0)
        {
            // Nobody has less than one seat.
            var most = Math.Min(Look, pool.Free);
            var largest = isBestFit ? pool.Free : pool.Seats;
            var seen = await db.Registrations.InOrder(entry.Lecture.Id, pool.Place).Where(r => r.Number > last && r.Seats <= largest).Take(most).ToListAsync(cancellation);
            foreach (var next in seen)
            {
                last = next.Number;
                if (next.Seats <= pool.Free)
                {
                    Offer(entry, pool, next);
                    hasMoved = true;
                }
                else if (!isBestFit)
                {
                    entry.HeldUp.Add(pool.Place);
                    return hasMoved;
                }
            }

            if (seen.Count < most)
            {
                break;
            }
        }

        return hasMoved;
    }

    private void Offer(Entry entry, SeatPool pool, Registration registration)
    {
        var remark = StepRemark.Of(entry.Lecture.WaitingList == WaitingPolicy.BestFit ? "Step.Offered.BestFit" : "Step.Offered.InOrder", registration.Seats, pool.Free);
        pool.Waiting--;
        pool.Taken += registration.Seats;
        registration.State = RegistrationState.Offered;
        registration.HeldUntil = entry.Lecture.OfferUntil(Now);
        registration.Version = Guid.NewGuid();
        Note(registration, RegistrationAction.Offered, "", remark);
        entry.LastRemark = remark;
        letters.Add(RegistrationLetterKinds.Offer, registration, Until(registration));
        _hasChanges = true;
    }

    /// <summary>Answers somebody who is there already as anybody would be answered, and sends a new key.</summary>
    private Registered Again(Entry entry, NewRegistration party, Registration known, SeatOutcome outcome)
    {
        if (!party.IsAddressKnown)
        {
            SendAgain(known);
            return new(outcome) { Registration = known };
        }

        // It is the holder who asks, and may know.
        if (known.State == RegistrationState.Pending)
        {
            known.AddressConfirmedAt ??= Now;
            known.Version = Guid.NewGuid();
            Note(known, RegistrationAction.Confirmed, "");
            return new(SeatOutcome.Done, 0, Settle(entry, known)) { Registration = known };
        }

        return new(SeatOutcome.Done, 0, SendAgain(known)) { Registration = known };
    }

    private string? SendAgain(Registration registration, string by = "")
    {
        Note(registration, RegistrationAction.LinkSentAgain, by);
        return letters.Add(LetterOf(registration), registration, Until(registration));
    }

    /// <summary>Kind of the letter that says how a registration stands.</summary>
    internal static string LetterOf(Registration registration) => registration.State switch
    {
        RegistrationState.Pending => RegistrationLetterKinds.Confirm,
        RegistrationState.Requested => RegistrationLetterKinds.Requested,
        RegistrationState.Waiting => RegistrationLetterKinds.Waiting,
        RegistrationState.Offered => RegistrationLetterKinds.Offer,
        RegistrationState.Cancelled => RegistrationLetterKinds.Cancelled,
        _ => RegistrationLetterKinds.Confirmed,
    };

    /// <summary>The same with what it tells, also once a lecture is over: whoever has a certificate gets the letter that leads to it.</summary>
    internal static async Task<(string Kind, LetterFacts? Facts)> StandingLetterAsync(PortalDbContext db, Registration registration, CancellationToken cancellation) =>
        registration.State == RegistrationState.Attended && await db.Certificates.OfHolder(registration.Id).Select(c => c.Code).FirstOrDefaultAsync(cancellation) is { } code
            ? (RegistrationLetterKinds.Thanks, new() { CertificateCode = code })
            : (LetterOf(registration), Until(registration));

    internal static LetterFacts? Until(Registration registration) => registration switch
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

    /// <summary>Says why nobody moved up, unless that is what was said last.</summary>
    private async Task NoteOnceAsync(Entry entry, string key, IReadOnlyList<object> values, CancellationToken cancellation)
    {
        var lecture = entry.Lecture.Id;
        entry.LastRemark ??= await db.RegistrationSteps.Where(step => step.LectureId == lecture && (step.Action == RegistrationAction.NotMoved || step.Action == RegistrationAction.Offered))
            .OrderByDescending(step => step.Id).Select(step => step.Remark).FirstOrDefaultAsync(cancellation) ?? "";
        var remark = StepRemark.Of(key, values);
        // Once it is over every seat that comes free would say so.
        if (entry.LastRemark != remark && (key != "Step.NotMoved.Over" || StepRemark.Read(entry.LastRemark).Key != key))
        {
            entry.LastRemark = remark;
            db.RegistrationSteps.Add(new() { LectureId = lecture, At = Now, Action = RegistrationAction.NotMoved, Remark = remark });
        }
    }

    private sealed record Entry(Seating Lecture, List<SeatPool> Pools)
    {
        /// <summary>Places where seats came free, or who waits is another, since somebody looked who could move up.</summary>
        public HashSet<SeatPlace> Stirred { get; } = [];

        /// <summary>Places where the first who waits needs more than is free, and nobody may pass. Known wherever somebody waits and a seat is free.</summary>
        public HashSet<SeatPlace> HeldUp { get; } = [];

        /// <summary>Why the waiting list moved last, or did not; null until it was read.</summary>
        public string? LastRemark { get; set; }

        public SeatPool? Pool(SeatPlace place) => Pools.Find(pool => pool.Place == place);

        /// <summary>Whether seats can be given to somebody who does not wait.</summary>
        public bool HasFree(SeatPool pool, int seats) =>
            pool.Free >= seats && (pool.Waiting == 0 || Lecture.WaitingList == WaitingPolicy.BestFit || !HeldUp.Contains(pool.Place));
    }
}
