using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Letters;

namespace OutreachPortal.Services.Registrations;

/// <summary>Registering: seats or a place in the waiting list, for many at once.</summary>
public sealed partial class SeatBook
{
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
}
