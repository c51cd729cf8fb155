using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Letters;

namespace OutreachPortal.Services.Registrations;

/// <summary>The day: who came, who walked in, who did not come.</summary>
public sealed partial class SeatBook
{
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
        if (registration.IsWalkIn || registration.ErasedAt is not null)
        {
            // Was never there, then; and whoever had the name removed is not expected any more.
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

    /// <summary>What a party booked is always there for it; for more than that there have to be seats on which nobody sits.</summary>
    private async Task<bool> CanSitAsync(Entry entry, Registration registration, int people, CancellationToken cancellation) =>
        people >= 1 && (people <= registration.Seats
        || (people <= Headcount.Most && people + await InsideAsync(registration.LectureId, registration.Place, registration.Id, cancellation) <= (entry.Pool(registration.Place)?.Seats ?? 0)));

    /// <summary>How many came, but for one party.</summary>
    private Task<long> InsideAsync(int lecture, SeatPlace place, int without, CancellationToken cancellation) =>
        db.Registrations.Where(r => r.LectureId == lecture && r.Place == place && r.State == RegistrationState.Attended && r.Id != without).SumAsync(r => (long)(r.Came ?? 0), cancellation);
}
