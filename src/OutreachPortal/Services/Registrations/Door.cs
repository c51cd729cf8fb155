using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services.Registrations;

/// <summary>What somebody sees who stands at the door of a lecture: who is meant by what was typed, who is in, and how many.</summary>
public sealed class Door(PortalDbContext db)
{
    /// <summary>How much of what was typed is looked at.</summary>
    public const int LongestTyped = 200;

    /// <summary>How many parties of a name are shown.</summary>
    public const int MostFound = 12;

    private const int MostRecent = 8;
    private const int FewestLetters = 2;

    public async Task<DoorLecture?> LectureAsync(int id, CancellationToken cancellation) =>
        await db.Lectures.AsNoTracking().Where(l => l.Id == id && l.State != ContentState.Draft).Select(l => new DoorLecture
        {
            Id = l.Id,
            State = l.State,
            Status = l.Status,
            StartsAt = l.StartsAt,
            EndsAt = l.EndsAt,
            TimeZone = l.TimeZone,
            Place = l.Place,
            DraftTitle = l.DraftTitle,
            Texts = l.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, "")).ToList(),
            Pools = l.Pools.OrderBy(pool => pool.Place).Select(pool => new DoorPool(pool.Place, pool.Seats, pool.Taken)).ToList(),
        }).AsSplitQuery().FirstOrDefaultAsync(cancellation);

    public async Task<DoorGuest?> GuestAsync(int id, CancellationToken cancellation) =>
        await Guests(db.Registrations.Where(r => r.Id == id)).FirstOrDefaultAsync(cancellation);

    /// <param name="code">As <see cref="Codes.Read"/> gives it.</param>
    public async Task<DoorGuest?> WithCodeAsync(string code, CancellationToken cancellation) =>
        await Guests(db.Registrations.Where(r => r.TicketCode == code)).FirstOrDefaultAsync(cancellation);

    /// <summary>
    /// Those of a lecture in whose name or school each of the words begins one, as Turkish and English readers compare them; neither database does. Null
    /// where too little was typed.
    /// </summary>
    public async Task<(IReadOnlyList<DoorGuest> Guests, int More)?> NamedAsync(int lecture, string typed, CancellationToken cancellation)
    {
        var words = TextFolding.WordsIn(typed).Take(8).ToList();
        if (words.Sum(word => word.Length) < FewestLetters)
        {
            return null;
        }

        var names = await db.Registrations.Where(r => r.LectureId == lecture && (r.Name != "" || r.School != null)).Select(r => new { r.Id, r.Name, r.School }).ToListAsync(cancellation);
        var order = StringComparer.Create(Languages.CultureOf(Languages.Current), ignoreCase: true);
        var found = names.Where(r => Has(r.Name + " " + r.School, words)).OrderBy(r => r.Name, order).ThenBy(r => r.Id).Select(r => r.Id).ToList();
        var first = found.Take(MostFound).ToList();
        var guests = await Guests(db.Registrations.Where(r => first.Contains(r.Id))).ToListAsync(cancellation);
        return ([.. guests.OrderBy(guest => first.IndexOf(guest.Id))], found.Count - first.Count);
    }

    /// <summary>Those who came in last, the last first.</summary>
    public async Task<IReadOnlyList<DoorGuest>> RecentAsync(int lecture, SeatPlace place, CancellationToken cancellation) =>
        await Guests(db.Registrations.Where(r => r.LectureId == lecture && r.Place == place && r.State == RegistrationState.Attended)
            .OrderByDescending(r => r.CameAt).ThenByDescending(r => r.Id).Take(MostRecent)).ToListAsync(cancellation);

    /// <summary>People, not parties.</summary>
    public async Task<DoorCounts> CountsAsync(DoorLecture lecture, SeatPlace place, CancellationToken cancellation)
    {
        var states = await db.Registrations.Where(r => r.LectureId == lecture.Id && r.Place == place && r.State != RegistrationState.Cancelled && r.State != RegistrationState.Waiting)
            .GroupBy(r => r.State).Select(g => new { State = g.Key, Seats = g.Sum(r => r.Seats), Came = g.Sum(r => r.Came ?? 0), Parties = g.Count() }).ToListAsync(cancellation);
        var expected = states.Where(s => s.State is not (RegistrationState.Attended or RegistrationState.Absent)).ToList();
        return new(
            states.Where(s => s.State == RegistrationState.Attended).Sum(s => s.Came), expected.Sum(s => s.Seats), lecture.Pool(place)?.Seats ?? 0,
            states.Where(s => s.State == RegistrationState.Absent).Sum(s => s.Seats));
    }

    /// <summary>Those who would be marked as absent if the door were closed now: parties and people.</summary>
    public async Task<(int Parties, int People)> MissingAsync(int lecture, CancellationToken cancellation)
    {
        var missing = db.Registrations.Where(r => r.LectureId == lecture && (r.State == RegistrationState.Confirmed || r.State == RegistrationState.Requested));
        return (await missing.CountAsync(cancellation), await missing.SumAsync(r => r.Seats, cancellation));
    }

    private static bool Has(string text, List<string> words)
    {
        var there = TextFolding.WordsIn(text).ToList();
        return words.TrueForAll(word => there.Exists(one => one.StartsWith(word, StringComparison.Ordinal)));
    }

    private static IQueryable<DoorGuest> Guests(IQueryable<Registration> registrations) => registrations.AsNoTracking().Select(r => new DoorGuest
    {
        Id = r.Id,
        LectureId = r.LectureId,
        Place = r.Place,
        Kind = r.Kind,
        State = r.State,
        Ending = r.Ending,
        Name = r.Name,
        School = r.School,
        Level = r.Level,
        Seats = r.Seats,
        Came = r.Came,
        CameAt = r.CameAt,
        IsWalkIn = r.IsWalkIn,
        AccessNeeds = r.AccessNeeds,
    });
}

/// <summary>A lecture as its door needs it.</summary>
public sealed record DoorLecture
{
    /// <summary>How long after its end the door still counts as open.</summary>
    public static readonly TimeSpan OpenAfter = TimeSpan.FromDays(7);

    public required int Id { get; init; }

    public required ContentState State { get; init; }

    public required EventStatus Status { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime StartsAt { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime EndsAt { get; init; }

    public required string TimeZone { get; init; }

    public required LocalizedText Place { get; init; }

    public required LocalizedText DraftTitle { get; init; }

    public required IReadOnlyList<TextLine> Texts { get; init; }

    public required IReadOnlyList<DoorPool> Pools { get; init; }

    /// <summary>Where people can be: each place that has seats, or had.</summary>
    public IReadOnlyList<SeatPlace> Places => Pools.Count == 0 ? [SeatPlace.Hall] : [.. Pools.Select(pool => pool.Place)];

    public DoorPool? Pool(SeatPlace place) => Pools.FirstOrDefault(pool => pool.Place == place);

    public LocalizedFragment TitleIn(string culture) => Texts.Count == 0 ? DraftTitle.In(culture) : new(Texts.In(culture).Title, Texts.In(culture).Culture);

    /// <summary>UTC; the beginning of the day before, where the lecture takes place.</summary>
    public DateTime OpensAt => Event.ToUtc(DateWords.Local(StartsAt, TimeZone).Date.AddDays(-1), TimeZoneInfo.FindSystemTimeZoneById(TimeZone));

    /// <param name="now">UTC.</param>
    public bool IsOpen(DateTime now) => now >= OpensAt && now < EndsAt + OpenAfter;
}

public sealed record DoorPool(SeatPlace Place, int Seats, int Taken);

/// <summary>How many people came, how many are still expected, how many the place holds, and how many were marked absent.</summary>
public sealed record DoorCounts(int Came, int Expected, int Seats, int Absent)
{
    /// <summary>Seats on which nobody sits, whoever they are for.</summary>
    public int Empty => Math.Max(0, Seats - Came);

    /// <summary>Seats that are for nobody.</summary>
    public int Free => Math.Max(0, Seats - Came - Expected);
}

/// <summary>A party at the door.</summary>
public sealed record DoorGuest
{
    public required int Id { get; init; }

    public required int LectureId { get; init; }

    public required SeatPlace Place { get; init; }

    public required PartyKind Kind { get; init; }

    public required RegistrationState State { get; init; }

    public required RegistrationEnding? Ending { get; init; }

    public required string Name { get; init; }

    public required string? School { get; init; }

    public required string? Level { get; init; }

    public required int Seats { get; init; }

    public required int? Came { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime? CameAt { get; init; }

    public required bool IsWalkIn { get; init; }

    public required string? AccessNeeds { get; init; }

    /// <summary>Whether somebody has to say how many came.</summary>
    public bool IsGroup => Kind == PartyKind.Class;

    /// <summary>Whether it has seats and is not in.</summary>
    public bool MayComeIn => Registration.HoldsSeatsIn(State) && State != RegistrationState.Attended;
}

/// <summary>Tickets as they are typed, pasted and scanned.</summary>
public static class TicketText
{
    private static readonly char[] Borders = ['/', '?', '=', '&', '#', ':', '"', ' '];

    /// <summary>The code of a ticket in a text: the text itself, or what stands in an address. Null where there is none.</summary>
    public static string? CodeIn(string typed) =>
        IsCode(typed) ? Codes.Read(typed)
        : typed.Contains("://", StringComparison.Ordinal) ? Array.FindLast(typed.Split(Borders), IsCode) is { } part ? Codes.Read(part) : null
        : null;

    /// <summary>Whether somebody meant a code rather than a name, good or not.</summary>
    public static bool LooksLikeCode(string typed) => IsCode(typed) || typed.Contains("://", StringComparison.Ordinal) || (typed.Any(char.IsAsciiDigit) && !typed.Trim().Contains(' ', StringComparison.Ordinal));

    private static bool IsCode(string text) => Codes.Read(text) is { Length: Codes.TicketLength };
}
