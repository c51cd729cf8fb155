using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Registrations;

/// <summary>Whether a newcomer can have a seat.</summary>
public enum SeatAvailability
{
    NotOpenYet,
    Open,

    /// <summary>Nothing is free for a newcomer, who can wait.</summary>
    WaitingList,
    Full,
    Closed,
}

/// <summary>The seats of one place of a lecture.</summary>
public sealed record PlaceSeats(SeatPlace Place, int Seats, int Taken, int Waiting)
{
    /// <summary>How many a newcomer may have: what is free belongs to those who wait, unless a smaller party may pass them.</summary>
    public int Left(WaitingPolicy policy) => Waiting == 0 || policy == WaitingPolicy.BestFit ? Math.Max(0, Seats - Taken) : 0;
}

/// <summary>How a lecture's registration stands, as the public reads it.</summary>
/// <param name="Places">Those that have seats, the hall first.</param>
public sealed record SeatStanding(Seating Seating, IReadOnlyList<PlaceSeats> Places)
{
    /// <summary>Of a lecture that was made from a form and not read: as it will be when it is published.</summary>
    public static SeatStanding Of(Lecture lecture) => new(Seating.Of(lecture) with { State = ContentState.Published },
        [.. lecture.Pools.Where(pool => pool.Seats > 0).OrderBy(pool => pool.Place).Select(pool => new PlaceSeats(pool.Place, pool.Seats, pool.Taken, pool.Waiting))]);

    public int Seats => Places.Sum(place => place.Seats);

    public int Left => Places.Sum(LeftIn);

    public bool TakesClasses => Seating.LargestParty > 1;

    /// <summary>Null where a place has no seats.</summary>
    public PlaceSeats? Find(SeatPlace place) => Places.FirstOrDefault(one => one.Place == place);

    public int LeftIn(PlaceSeats place) => place.Left(Seating.WaitingList);

    /// <param name="now">UTC.</param>
    public SeatAvailability At(DateTime now) => Seating.Refusal(now) switch
    {
        SeatOutcome.NotOpenYet => SeatAvailability.NotOpenYet,
        null => Left > 0 ? SeatAvailability.Open : WhenTaken,
        _ => SeatAvailability.Closed,
    };

    public SeatAvailability In(PlaceSeats place) => LeftIn(place) > 0 ? SeatAvailability.Open : WhenTaken;

    /// <summary>UTC; when it will stand otherwise by itself: registration opens or closes. Null when neither is to come.</summary>
    /// <param name="now">UTC.</param>
    public DateTime? NextEdge(DateTime now) =>
        Seating.Opens is { } opens && now < opens ? opens : now < Seating.ClosesAt ? Seating.ClosesAt : null;

    private SeatAvailability WhenTaken => Seating.WaitingList == WaitingPolicy.None ? SeatAvailability.Full : SeatAvailability.WaitingList;
}

public static class SeatStandings
{
    /// <summary>How those of some lectures stand that take registrations, by their numbers: reads the seats of these and no others.</summary>
    /// <param name="lectures">At most a page of them.</param>
    public static async Task<IReadOnlyDictionary<int, SeatStanding>> StandingsAsync(this PortalDbContext db, IReadOnlyCollection<int> lectures, CancellationToken cancellation)
    {
        if (lectures.Count == 0)
        {
            return new Dictionary<int, SeatStanding>();
        }

        var rows = await db.SeatPools.Where(pool => lectures.Contains(pool.LectureId) && pool.Seats > 0)
            .Join(db.Lectures.ToSeating(), pool => pool.LectureId, seating => seating.Id,
                (pool, seating) => new { Seats = new PlaceSeats(pool.Place, pool.Seats, pool.Taken, pool.Waiting), Seating = seating })
            .ToListAsync(cancellation);
        return rows.GroupBy(row => row.Seating.Id)
            .ToDictionary(group => group.Key, group => new SeatStanding(group.First().Seating, [.. group.Select(row => row.Seats).OrderBy(seats => seats.Place)]));
    }
}
