using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Letters;

namespace OutreachPortal.Services.Registrations;

/// <summary>Who of those that wait gets seats that came free, and why.</summary>
public sealed partial class SeatBook
{
    /// <summary>How many of those who wait are looked at together.</summary>
    private const int Look = 50;

    /// <summary>Offers free seats to those who wait: for the paths on which seats come that no registration had, such as a larger hall.</summary>
    public async Task PromoteAsync(int lectureId, CancellationToken cancellation)
    {
        if (await OpenAsync(lectureId, cancellation) is { } entry)
        {
            entry.Stirred.UnionWith(entry.Pools.Select(pool => pool.Place));
            await PromoteAsync(entry, cancellation);
        }
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
}
