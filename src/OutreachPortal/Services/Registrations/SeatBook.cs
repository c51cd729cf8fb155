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
public sealed partial class SeatBook(PortalDbContext db, RegistrationLetters letters, DataFolder data, TimeProvider clock)
{
    private readonly Dictionary<int, Entry?> _entries = [];
    private readonly Dictionary<(int, string), Registration> _known = [];
    private readonly HashSet<(int, string)> _expected = [];
    private readonly List<(Registration Registration, Letter Letter, RegistrationLink Link)> _newcomers = [];
    private bool _hasChanges;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

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

    /// <summary>
    /// Sends an address the links to several of its registrations, the first one first: one letter, however many there are. Anybody may ask for
    /// that, so it changes none of them, and what a holder is typing does not become stale.
    /// </summary>
    public async Task SendLinksAsync(IReadOnlyList<int> ids, CancellationToken cancellation)
    {
        await WriteAsync(cancellation);
        var known = await db.Registrations.Where(r => ids.Contains(r.Id) && r.Email != "").ToListAsync(cancellation);
        var registrations = ids.Select(id => known.Find(r => r.Id == id)).OfType<Registration>().ToList();
        if (registrations is not [var first, .. var others])
        {
            return;
        }

        if (others.Count == 0)
        {
            SendAgain(first);
            return;
        }

        registrations.ForEach(registration => Note(registration, RegistrationAction.LinkSentAgain, ""));
        letters.Add(RegistrationLetterKinds.Links, first, new() { Registrations = [.. others.Select(other => other.Id)] });
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
