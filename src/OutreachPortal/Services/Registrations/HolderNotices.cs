using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Letters;

namespace OutreachPortal.Services.Registrations;

/// <summary>What a lecture's holders were told of it, as it stood before a change.</summary>
/// <param name="StartsAt">UTC.</param>
/// <param name="EndsAt">UTC.</param>
public sealed record LecturePlan(bool WasPublished, bool IsHeld, int Sequence, DateTime StartsAt, DateTime EndsAt, AttendanceMode Mode, LocalizedText Place, int? Seats, int? OnlineSeats, WaitingPolicy WaitingList)
{
    public static LecturePlan Of(Lecture lecture) => new(
        lecture.FirstPublishedAt is not null, lecture.State == ContentState.Published && lecture.Status != EventStatus.Cancelled, lecture.Sequence, lecture.StartsAt, lecture.EndsAt,
        lecture.Mode.Under(lecture.Status), lecture.Place.Copy(), lecture.Seats, lecture.OnlineSeats, lecture.WaitingList);
}

/// <summary>
/// Tells everybody who has, or waits for, a seat that a lecture changed its time or place, went online, was called off or is held after all:
/// a letter each, in the transaction of the change, whoever makes it (an editor, the schedule, an import, a removal).
/// </summary>
public sealed class HolderNotices(PortalDbContext db, RegistrationLetters letters, SeatLine line, OutboxBell bell, TimeProvider clock)
{
    /// <summary>Holders that are read and written at once.</summary>
    private const int Chunk = 500;

    private readonly HashSet<int> _toPromote = [];
    private bool _hasWritten;

    /// <summary>To be asked before a change; null for what is no lecture.</summary>
    public static LecturePlan? PlanOf(ContentItem item) => item is Lecture lecture ? LecturePlan.Of(lecture) : null;

    /// <summary>Raises the sequence number of a lecture that was taken from the public, or came back, where publishing did not: to be called before the change is saved.</summary>
    public static void Mark(ContentItem item, LecturePlan? before)
    {
        if (before is { WasPublished: true } && item is Lecture lecture && lecture.Sequence == before.Sequence && LecturePlan.Of(lecture).IsHeld != before.IsHeld)
        {
            lecture.Sequence++;
        }
    }

    /// <summary>Writes the letters, once the change is saved and before it is committed. Returns how many.</summary>
    public async Task<int> TellAsync(ContentItem item, LecturePlan? before, CancellationToken cancellation)
    {
        if (before is null || item is not Lecture lecture)
        {
            return 0;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var after = LecturePlan.Of(lecture);
        if (after.IsHeld && after.StartsAt > now && (!before.IsHeld || after.Seats != before.Seats || after.OnlineSeats != before.OnlineSeats || after.WaitingList != before.WaitingList))
        {
            _toPromote.Add(lecture.Id);
        }

        if (!before.WasPublished || (before.EndsAt <= now && after.EndsAt <= now) || (!before.IsHeld && !after.IsHeld) || (before.IsHeld == after.IsHeld && after.Sequence == before.Sequence))
        {
            return 0;
        }

        var facts = Languages.All.ToDictionary(culture => culture, culture => Facts(lecture, before, after, culture));
        var (kind, remark) = after.IsHeld ? (RegistrationLetterKinds.Changed, "Step.Told.Changed") : (RegistrationLetterKinds.Cancelled, "Step.Told.Cancelled");
        var told = 0;
        for (var last = 0; ;)
        {
            var holders = await db.Registrations.Where(r => r.LectureId == lecture.Id && r.Id > last && r.Email != ""
                    && (r.State == RegistrationState.Pending || r.State == RegistrationState.Requested || r.State == RegistrationState.Confirmed
                        || r.State == RegistrationState.Waiting || r.State == RegistrationState.Offered))
                .OrderBy(r => r.Id).Take(Chunk).ToListAsync(cancellation);
            if (holders.Count == 0)
            {
                break;
            }

            var known = db.ChangeTracker.Entries().Select(entry => entry.Entity).Except(holders).ToHashSet(ReferenceEqualityComparer.Instance);
            foreach (var holder in holders)
            {
                letters.Add(kind, holder, facts[holder.Language == Languages.English ? Languages.English : Languages.Turkish]);
            }

            await db.SaveChangesAsync(cancellation);
            // Ten thousand of them are nothing to keep in mind, nor to look through at the next save.
            foreach (var entry in db.ChangeTracker.Entries().Where(entry => !known.Contains(entry.Entity)).ToList())
            {
                entry.State = EntityState.Detached;
            }

            told += holders.Count;
            last = holders[^1].Id;
        }

        if (told > 0)
        {
            // One for all: each holder's own page shows the letter.
            db.RegistrationSteps.Add(new() { LectureId = lecture.Id, At = now, Action = RegistrationAction.Told, Remark = StepRemark.Of(remark, told) });
            await db.SaveChangesAsync(cancellation);
            _hasWritten = true;
        }

        return told;
    }

    /// <summary>To be called when the transaction begins anew: what was noted in a try that was undone is forgotten.</summary>
    public void Begin()
    {
        _toPromote.Clear();
        _hasWritten = false;
    }

    /// <summary>To be called once the transaction is committed: the letters go out, and seats that came are offered to those who wait.</summary>
    /// <param name="offers">Whether the portal runs, so that there is a line to stand in; where it does not, <see cref="SeatKeeper"/> finds the seats later.</param>
    public async Task CommittedAsync(bool offers, CancellationToken cancellation)
    {
        if (_hasWritten)
        {
            bell.Ring();
        }

        foreach (var lecture in offers ? _toPromote.ToList() : [])
        {
            await line.TakeAsync(async (book, c) =>
            {
                await book.PromoteAsync(lecture, c);
                return true;
            }, cancellation);
        }

        Begin();
    }

    private static LetterFacts Facts(Lecture lecture, LecturePlan before, LecturePlan after, string culture) => after.IsHeld
        ? new()
        {
            PreviousStart = before.IsHeld && before.StartsAt != after.StartsAt ? before.StartsAt : null,
            PreviousPlace = before.IsHeld && (before.Place != after.Place || before.Mode != after.Mode) && before.Place.In(culture) is { IsEmpty: false } place ? place.Text : null,
        }
        : new()
        {
            Reason = (lecture.State == ContentState.Withdrawn ? lecture.WithdrawnReason : lecture.StatusNote).In(culture) is { IsEmpty: false } reason ? reason.Text : null,
        };
}
