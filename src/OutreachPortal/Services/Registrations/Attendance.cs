using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Registrations;

/// <summary>How many registered for a lecture and how many came, counted by the database: people and parties, never who.</summary>
public sealed class Attendance(PortalDbContext db)
{
    /// <summary>Smaller groups are not told to the public: a number of three would be three people.</summary>
    public const int SmallestShown = 5;

    /// <summary>Schools that are named; the others are counted together.</summary>
    public const int MostSchools = 100;

    private const int MinutesOfAShare = 15;

    /// <summary>What the public may read of who came; null where nobody was counted.</summary>
    public async Task<PublicAttendance?> PublicAsync(int lecture, CancellationToken cancellation)
    {
        var came = await db.Registrations.Where(r => r.LectureId == lecture && r.State == RegistrationState.Attended)
            .GroupBy(r => new { r.Place, r.Audience, IsClass = r.Kind == PartyKind.Class && !r.IsWalkIn })
            .Select(g => new { g.Key.Place, g.Key.Audience, g.Key.IsClass, Parties = g.Count(), People = g.Sum(r => r.Came ?? 0) }).ToListAsync(cancellation);
        var counted = await HeadcountsAsync(lecture, cancellation);
        var parts = Enum.GetValues<SeatPlace>()
            .Select(place => counted.Find(count => count.Place == place) is { } one
                ? new PlaceCount(place, one.Count, one.Method)
                : new PlaceCount(place, came.Where(c => c.Place == place).Sum(c => c.People), CountingMethod.CheckedIn))
            .Where(part => part.People > 0).ToList();
        if (parts.Count == 0)
        {
            return null;
        }

        var audiences = came.Where(c => c.Audience is not null).GroupBy(c => c.Audience!.Value).Select(g => (Audience: g.Key, People: g.Sum(c => c.People))).ToList();
        var all = came.Sum(c => c.People);
        return new(parts, came.Where(c => c.IsClass).Sum(c => c.Parties), counted.Count > 0 ? [] : PublicAttendance.Shown(audiences, all));
    }

    /// <summary>The newest number of people in each place that somebody wrote down.</summary>
    public Task<List<Headcount>> HeadcountsAsync(int lecture, CancellationToken cancellation) => db.Headcounts.AsNoTracking()
        .Where(count => count.LectureId == lecture && !db.Headcounts.Any(other => other.LectureId == lecture && other.Place == count.Place && other.Id > count.Id))
        .OrderBy(count => count.Place).ToListAsync(cancellation);

    /// <summary>All of a lecture's numbers, in three groupings, whatever the number of registrations.</summary>
    /// <param name="zone">IANA name: whose days are counted.</param>
    public async Task<LectureNumbers> NumbersAsync(int lecture, string zone, CancellationToken cancellation)
    {
        var registrations = db.Registrations.Where(r => r.LectureId == lecture);
        var groups = await registrations.GroupBy(r => new { r.State, r.Place, r.Kind, r.Audience, r.IsWalkIn }).Select(g => new
        {
            g.Key,
            Parties = g.Count(),
            Seats = g.Sum(r => r.Seats),
            Came = g.Sum(r => r.Came ?? 0),
            // Those of a class who stayed away although it came.
            Missing = g.Sum(r => r.Seats > (r.Came ?? 0) ? r.Seats - (r.Came ?? 0) : 0),
        }).ToListAsync(cancellation);
        var schools = await registrations.Where(r => !r.IsWalkIn && r.School != null && r.State != RegistrationState.Cancelled).GroupBy(r => new { r.School, r.State })
            .Select(g => new { g.Key.School, g.Key.State, Parties = g.Count(), Seats = g.Sum(r => r.Seats), Came = g.Sum(r => r.Came ?? 0) }).ToListAsync(cancellation);
        var shares = await registrations.Where(r => !r.IsWalkIn)
            .GroupBy(r => new { r.CreatedAt.Date, r.CreatedAt.Hour, Share = r.CreatedAt.Minute / MinutesOfAShare })
            .Select(g => new { g.Key.Date, g.Key.Hour, g.Key.Share, Parties = g.Count(), Seats = g.Sum(r => r.Seats) }).ToListAsync(cancellation);

        var lines = groups.Select(g => new NumberGroup(g.Key.State, g.Key.Place, g.Key.Kind, g.Key.Audience, g.Key.IsWalkIn, new(g.Parties, g.Seats, g.Came), g.Missing)).ToList();
        return new()
        {
            Groups = lines,
            Headcounts = await HeadcountsAsync(lecture, cancellation),
            // One school is spelled in several ways.
            Schools = [.. schools.GroupBy(s => TextFolding.Words(s.School!))
                .Select(g => new NumberLine<string>(g.OrderByDescending(s => s.Parties).ThenByDescending(s => s.School, StringComparer.Ordinal).First().School!,
                    g.Aggregate(Tally.None, (sum, s) => sum + new Tally(s.Parties, s.Seats, s.State == RegistrationState.Attended ? s.Came : 0))))
                .OrderByDescending(s => s.Tally.People).ThenBy(s => s.Key, StringComparer.Create(Languages.CultureOf(Languages.Current), true))],
            Days = [.. shares.GroupBy(s => DateOnly.FromDateTime(DateWords.Local(s.Date.AddHours(s.Hour).AddMinutes(s.Share * MinutesOfAShare), zone)))
                .Select(g => new NumberLine<DateOnly>(g.Key, new(g.Sum(s => s.Parties), g.Sum(s => s.Seats), 0))).OrderBy(day => day.Key)],
        };
    }
}

/// <summary>A number of people in one place, and how it was found.</summary>
public sealed record PlaceCount(SeatPlace Place, int People, CountingMethod Method);

/// <summary>Who came to a lecture, as the public may read it.</summary>
/// <param name="Classes">How many classes were checked in.</param>
/// <param name="Audiences">By kind of audience, the largest first; without those of whom there were few.</param>
public sealed record PublicAttendance(IReadOnlyList<PlaceCount> Parts, int Classes, IReadOnlyList<(Audience Audience, int People)> Audiences)
{
    public int People => Parts.Sum(part => part.People);

    /// <summary>
    /// The groups that are large enough. Where what is left out would be a small number, which anybody could find by subtracting, the smallest of
    /// the large ones goes with it.
    /// </summary>
    /// <param name="all">Everybody who came, with those of no group.</param>
    public static IReadOnlyList<(Audience Audience, int People)> Shown(IEnumerable<(Audience Audience, int People)> groups, int all)
    {
        var shown = groups.Where(group => group.People >= Attendance.SmallestShown).OrderByDescending(group => group.People).ThenBy(group => group.Audience).ToList();
        if (shown.Count > 0 && all - shown.Sum(group => group.People) is > 0 and < Attendance.SmallestShown)
        {
            shown.RemoveAt(shown.Count - 1);
        }

        return shown;
    }
}

/// <summary>How many of something.</summary>
/// <param name="People">Seats that were booked; of those who came without registering, nought or what they were given.</param>
public readonly record struct Tally(int Parties, int People, int Came)
{
    public static Tally None => default;

    public static Tally operator +(Tally one, Tally other) => new(one.Parties + other.Parties, one.People + other.People, one.Came + other.Came);
}

public sealed record NumberLine<TKey>(TKey Key, Tally Tally);

/// <param name="Missing">People who did not come of parties of which somebody came or nobody.</param>
public sealed record NumberGroup(RegistrationState State, SeatPlace Place, PartyKind Kind, Audience? Audience, bool IsWalkIn, Tally Tally, int Missing);

/// <summary>All numbers of a lecture.</summary>
public sealed record LectureNumbers
{
    public required IReadOnlyList<NumberGroup> Groups { get; init; }

    public required IReadOnlyList<Headcount> Headcounts { get; init; }

    /// <summary>Of those who registered and did not cancel, the largest first.</summary>
    public required IReadOnlyList<NumberLine<string>> Schools { get; init; }

    /// <summary>When they registered, whatever became of it; days without anybody are left out.</summary>
    public required IReadOnlyList<NumberLine<DateOnly>> Days { get; init; }

    /// <summary>Everybody who ever registered, but for walk-ins.</summary>
    public Tally Registered => Sum(g => !g.IsWalkIn);

    /// <summary>Those who have seats or had them until the end.</summary>
    public Tally Seated => Sum(g => !g.IsWalkIn && Registration.HoldsSeatsIn(g.State));

    public Tally Came => Sum(g => !g.IsWalkIn && g.State == RegistrationState.Attended);

    public Tally WalkIns => Sum(g => g.IsWalkIn && g.State == RegistrationState.Attended);

    public Tally Waiting => Sum(g => !g.IsWalkIn && g.State == RegistrationState.Waiting);

    public Tally Cancelled => Sum(g => !g.IsWalkIn && g.State == RegistrationState.Cancelled);

    /// <summary>Parties of which nobody came, as far as the door was closed; people with those who were missing from a class that came.</summary>
    public Tally Absent => new(
        Sum(g => g.State == RegistrationState.Absent).Parties,
        Groups.Where(g => !g.IsWalkIn && (g.State is RegistrationState.Absent or RegistrationState.Attended)).Sum(g => g.Missing), 0);

    /// <summary>Everybody who was checked in, with and without a registration.</summary>
    public int Inside => Came.Came + WalkIns.Came;

    public IReadOnlyList<NumberLine<Audience?>> Audiences => [.. Groups.Where(IsCounted).GroupBy(g => g.Audience).Select(g => new NumberLine<Audience?>(g.Key, Total(g))).OrderBy(line => line.Key ?? (Audience)int.MaxValue)];

    public IReadOnlyList<NumberLine<SeatPlace>> Places => [.. Groups.Where(IsCounted).GroupBy(g => g.Place).Select(g => new NumberLine<SeatPlace>(g.Key, Total(g))).OrderBy(line => line.Key)];

    /// <summary>Persons and classes, but for walk-ins.</summary>
    public IReadOnlyList<NumberLine<PartyKind>> Kinds => [.. Groups.Where(g => IsCounted(g) && !g.IsWalkIn).GroupBy(g => g.Kind).Select(g => new NumberLine<PartyKind>(g.Key, Total(g))).OrderBy(line => line.Key)];

    private static bool IsCounted(NumberGroup group) => Registration.HoldsSeatsIn(group.State);

    private static Tally Total(IEnumerable<NumberGroup> groups) => groups.Aggregate(Tally.None, (sum, g) => sum + Of(g));

    // What a walk-in was given is no booking.
    private static Tally Of(NumberGroup g) => g.IsWalkIn ? new(g.Tally.Parties, 0, g.Tally.Came) : g.State == RegistrationState.Attended ? g.Tally : g.Tally with { Came = 0 };

    private Tally Sum(Func<NumberGroup, bool> which) => Groups.Where(which).Aggregate(Tally.None, (sum, g) => sum + Of(g));
}
