using OutreachPortal.Models;

namespace OutreachPortal.Services.Registrations;

/// <summary>A party that wants seats; what was typed has been checked.</summary>
public sealed record NewRegistration
{
    public required int LectureId { get; init; }

    public SeatPlace Place { get; init; }

    public PartyKind Kind { get; init; }

    /// <summary>At least one; what a class asks for is its pupils and adults together.</summary>
    public int Seats { get; init; } = 1;

    public required string Name { get; init; }

    /// <summary>Usable (<see cref="EmailAddress.IsUsable"/>).</summary>
    public required string Email { get; init; }

    /// <summary>Of the letters.</summary>
    public required string Language { get; init; }

    public Audience? Audience { get; init; }

    public string? School { get; init; }

    public string? Level { get; init; }

    public int? Pupils { get; init; }

    public int? Adults { get; init; }

    public string? AccessNeeds { get; init; }

    /// <summary>As <see cref="Models.Answers.Write"/> writes them.</summary>
    public string? Answers { get; init; }

    /// <summary>The information notice as it was shown.</summary>
    public int? NoticeId { get; init; }

    /// <summary>Notices that were agreed to.</summary>
    public IReadOnlyList<int> Consents { get; init; } = [];

    /// <summary>The address is known to be the holder's: no letter has to confirm it.</summary>
    public bool IsAddressKnown { get; init; }

    /// <summary>Name of whoever of the office adds the party; null where it registers itself. The office is bound by seats, not by the window or by approval.</summary>
    public string? AddedBy { get; init; }
}

/// <summary>What came of a wish about seats.</summary>
public enum SeatOutcome
{
    Done,

    /// <summary>No such registration, lecture, or place of it.</summary>
    Gone,

    NotOpenYet,
    Closed,

    /// <summary>No seats, and no waiting list.</summary>
    Full,

    /// <summary>More than one party may have.</summary>
    TooLarge,

    /// <summary>Larger than what is free, or than what those who wait leave.</summary>
    DoesNotFit,

    /// <summary>Not in the state that it is in by now.</summary>
    Impossible,

    /// <summary>The address is registered there already.</summary>
    AlreadyThere,
}

/// <param name="RegistrationId">The registration, new or known already. Not to be shown to whoever only typed an address.</param>
/// <param name="Token">A new key to it, where the caller is known to be its holder.</param>
public sealed record Registered(SeatOutcome Outcome, int RegistrationId = 0, string? Token = null)
{
    /// <summary>The row, which has its number once it is saved.</summary>
    internal Registration? Registration { get; init; }
}
