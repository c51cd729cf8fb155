using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services;

/// <summary>What lists filter events by. Times are UTC.</summary>
/// <param name="Goals">A bit for each goal: goal 1 is the lowest.</param>
public readonly record struct TimelineEvent(
    int Id, DateTime StartsAt, DateTime EndsAt, ContentKind Kind, AttendanceMode Mode, Audience Audience, int? UnitId, int? ProgrammeId,
    DateTime? MajorChangeAt, int Goals)
{
    public bool HasGoal(int goal) => (Goals & (1 << (goal - 1))) != 0;
}

/// <summary>
/// All published events in the order in which they end, read once for each content stamp; about 150 bytes each, for those of
/// each kind are kept by themselves too. A list counts them and finds its page here, and asks the database for the twenty it
/// shows: counting and skipping there would take longer the more events there are.
/// </summary>
public sealed class EventTimeline(IServiceScopeFactory scopes, ContentStamp stamp) : IDisposable
{
    private readonly PerStamp<TimelineEvents> _events = new(scopes, stamp, TimelineEvents.None, ReadAsync);

    /// <summary>The events as of now. Throws what the database throws when it has to be asked and does not answer.</summary>
    public ValueTask<TimelineEvents> CurrentAsync(CancellationToken cancellation) => _events.CurrentAsync(cancellation);

    public void Dispose() => _events.Dispose();

    private static async Task<TimelineEvents> ReadAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var goals = new Dictionary<int, int>();
        await foreach (var goal in db.Set<ContentGoal>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellation))
        {
            goals[goal.ContentItemId] = goals.GetValueOrDefault(goal.ContentItemId) | (1 << (goal.Goal - 1));
        }

        var lines = await db.Events.Published().OrderBy(e => e.EndsAt).ThenBy(e => e.Id)
            .Select(e => new TimelineEvent(e.Id, e.StartsAt, e.EndsAt, e.Kind, e.Mode, e.Audience, e.UnitId, e.ProgrammeId, e.MajorChangeAt, 0)).ToListAsync(cancellation);
        return new([.. lines.Select(line => line with { Goals = goals.GetValueOrDefault(line.Id) })]);
    }
}

/// <summary>Events in the order in which they end.</summary>
public sealed class TimelineEvents
{
    public static readonly TimelineEvents None = new([]);

    private readonly TimelineEvent[] _lines;
    private readonly Lazy<TimelineEvents[]> _byKind;

    public TimelineEvents(TimelineEvent[] lines)
    {
        _lines = lines;
        _byKind = new(() => [.. new[] { ContentKind.Seminar, ContentKind.Lecture }.Select(kind => new TimelineEvents([.. lines.Where(line => line.Kind == kind)]))]);
    }

    public int Count => _lines.Length;

    /// <summary>Seminars or lectures.</summary>
    public TimelineEvents Of(ContentKind kind) => _byKind.Value[kind == ContentKind.Seminar ? 0 : 1];

    public TimelineEvents Where(Func<TimelineEvent, bool> isWanted) => new([.. _lines.Where(isWanted)]);

    /// <summary>Those that changed last, the latest first.</summary>
    public IEnumerable<TimelineEvent> LastChanged(int take) =>
        _lines.OrderByDescending(line => line.MajorChangeAt).ThenByDescending(line => line.Id).Take(take);

    /// <summary>How many are not over.</summary>
    /// <param name="now">UTC.</param>
    public int Upcoming(DateTime now) => _lines.Length - Past(now);

    /// <summary>How many are over.</summary>
    /// <param name="now">UTC.</param>
    public int Past(DateTime now)
    {
        var (low, high) = (0, _lines.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _lines[middle].EndsAt < now ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Those of which some part lies between two times. What ends at the first or begins at the second has none there.</summary>
    /// <param name="from">UTC.</param>
    /// <param name="until">UTC.</param>
    public IEnumerable<TimelineEvent> Between(DateTime from, DateTime until) => _lines.Skip(Past(from.AddTicks(1))).Where(line => line.StartsAt < until);

    /// <summary>The last to end by a time, and the first to end after another; null where there is none.</summary>
    /// <param name="time">UTC.</param>
    /// <param name="later">UTC.</param>
    public (TimelineEvent? Before, TimelineEvent? After) Around(DateTime time, DateTime later)
    {
        var (before, after) = (Past(time.AddTicks(1)), Past(later.AddTicks(1)));
        return (before == 0 ? null : _lines[before - 1], after == _lines.Length ? null : _lines[after]);
    }

    /// <summary>Ids of those that are not over, the first to end first: what goes on for months does not stand before what is tonight.</summary>
    /// <param name="now">UTC.</param>
    public IReadOnlyList<int> Upcoming(DateTime now, int skip, int take)
    {
        var first = Past(now) + skip;
        return [.. Enumerable.Range(first, Math.Clamp(_lines.Length - first, 0, take)).Select(place => _lines[place].Id)];
    }

    /// <summary>Ids of those that are over, the latest first.</summary>
    /// <param name="now">UTC.</param>
    public IReadOnlyList<int> Past(DateTime now, int skip, int take)
    {
        var last = Past(now) - 1 - skip;
        return [.. Enumerable.Range(0, Math.Clamp(last + 1, 0, take)).Select(n => _lines[last - n].Id)];
    }
}
