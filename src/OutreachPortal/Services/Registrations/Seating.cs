using System.Linq.Expressions;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Registrations;

/// <summary>What a lecture's settings say of its seats, without the rest of the lecture.</summary>
public sealed record Seating
{
    public static readonly Expression<Func<Lecture, Seating>> OfLecture = l => new Seating
    {
        Id = l.Id,
        State = l.State,
        Status = l.Status,
        StartsAt = l.StartsAt,
        Opens = l.RegistrationOpens,
        Closes = l.RegistrationCloses,
        Approval = l.Approval,
        WaitingList = l.WaitingList,
        HoldMinutes = l.HoldMinutes,
        OfferHours = l.OfferHours,
        LargestParty = l.LargestParty,
        ChangesUntil = l.ChangesUntil,
    };

    private static readonly Func<Lecture, Seating> Make = OfLecture.Compile();

    public static Seating Of(Lecture lecture) => Make(lecture);

    public required int Id { get; init; }

    public required ContentState State { get; init; }

    public required EventStatus Status { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime StartsAt { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime? Opens { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime? Closes { get; init; }

    public required bool Approval { get; init; }

    public required WaitingPolicy WaitingList { get; init; }

    public required int HoldMinutes { get; init; }

    public required int OfferHours { get; init; }

    public required int LargestParty { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime? ChangesUntil { get; init; }

    /// <summary>Whether it takes place, as far as anybody knows.</summary>
    public bool IsHeld => State == ContentState.Published && Status != EventStatus.Cancelled;

    /// <summary>UTC.</summary>
    public DateTime ClosesAt => Closes is { } closes && closes < StartsAt ? closes : StartsAt;

    /// <summary>UTC; when classes can no longer change their numbers.</summary>
    public DateTime ChangesEnd => ChangesUntil is { } until && until < StartsAt ? until : StartsAt;

    /// <summary>Why nobody can register at a time; null where one can.</summary>
    /// <param name="now">UTC.</param>
    public SeatOutcome? Refusal(DateTime now) =>
        State != ContentState.Published ? SeatOutcome.Gone
        : Status == EventStatus.Cancelled || now >= ClosesAt ? SeatOutcome.Closed
        : now < Opens ? SeatOutcome.NotOpenYet
        : null;

    /// <summary>UTC; how long a seat is held for an address that is not confirmed.</summary>
    public DateTime HoldUntil(DateTime now) => Earlier(now.AddMinutes(HoldMinutes), StartsAt);

    /// <summary>UTC; how long an offer stands.</summary>
    public DateTime OfferUntil(DateTime now) => Earlier(now.AddHours(OfferHours), StartsAt);

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;
}

public static class SeatingQueries
{
    public static IQueryable<Seating> ToSeating(this IQueryable<Lecture> lectures) => lectures.Select(Seating.OfLecture);
}
