using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Letters;

namespace OutreachPortal.Services.Registrations;

/// <summary>What holders and the office do with a registration that is there.</summary>
public sealed partial class SeatBook
{
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
            if (registration.State is RegistrationState.Confirmed or RegistrationState.Requested)
            {
                // Whoever still has to confirm, accept or wait is told the number by the letter that follows then.
                letters.Add(LetterOf(registration), registration);
            }
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
        // Files first: of a row that is gone nobody would find them again.
        LetterSender.RemoveFiles(data, await db.Letters.Where(letter => letter.RegistrationId == id).Select(letter => letter.Id).ToListAsync(cancellation));
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

    /// <summary>Seats that were held become the holder's, or wait for the office.</summary>
    private string? Settle(Entry entry, Registration registration)
    {
        registration.HeldUntil = null;
        registration.State = entry.Lecture.Approval ? RegistrationState.Requested : RegistrationState.Confirmed;
        return letters.Add(LetterOf(registration), registration);
    }
}
