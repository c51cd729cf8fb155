namespace OutreachPortal.Models;

// The names are stored; do not rename.

/// <summary>Where a seat is. Each place of a lecture has its own seats.</summary>
public enum SeatPlace
{
    Hall,
    Online,
}

public enum PartyKind
{
    /// <summary>One person, who takes one seat.</summary>
    Person,

    /// <summary>A teacher with a class: one block of seats, never split, and nobody's name but the teacher's.</summary>
    Class,
}

public enum RegistrationState
{
    /// <summary>Holds its seats until the link in the letter is used, or its time is up.</summary>
    Pending,

    /// <summary>Holds its seats until the office has decided.</summary>
    Requested,

    Confirmed,

    /// <summary>Holds no seat; waits in order.</summary>
    Waiting,

    /// <summary>Waited; seats are held until the offer is taken, declined, or over.</summary>
    Offered,

    Cancelled,

    Attended,

    Absent,
}

/// <summary>Why a registration is <see cref="RegistrationState.Cancelled"/>.</summary>
public enum RegistrationEnding
{
    /// <summary>By its holder.</summary>
    Cancelled,

    /// <summary>By the office.</summary>
    CancelledByOffice,

    /// <summary>The office did not approve it.</summary>
    Rejected,

    /// <summary>The address was not confirmed in time.</summary>
    NotConfirmed,

    OfferDeclined,

    /// <summary>The offer was not answered in time.</summary>
    OfferExpired,
}

/// <summary>Who may take seats that came free.</summary>
public enum WaitingPolicy
{
    /// <summary>There is no waiting list.</summary>
    None,

    /// <summary>In the order of arrival: a party that does not fit holds up those behind it.</summary>
    StrictOrder,

    /// <summary>The first, in the order of arrival, that fits: a smaller party may pass a larger one.</summary>
    BestFit,
}

/// <summary>Kinds of answer to a question of the office's own.</summary>
public enum QuestionKind
{
    ShortText,
    LongText,
    Number,
    One,
    Several,
    YesNo,
}

/// <summary>What a person reads, or agrees to, when registering.</summary>
public enum NoticeKind
{
    /// <summary>What is done with the data: read, not agreed to.</summary>
    Information,

    /// <summary>Consent to being recorded.</summary>
    Recording,

    /// <summary>Consent to photographs.</summary>
    Photographs,
}

/// <summary>How a number of people was found.</summary>
public enum CountingMethod
{
    /// <summary>Each was checked in.</summary>
    CheckedIn,

    Counted,

    Estimated,

    /// <summary>As a partner says.</summary>
    Reported,
}

/// <summary>What happened to a registration, or to a lecture's seats.</summary>
public enum RegistrationAction
{
    Registered,
    LinkSentAgain,
    Confirmed,
    Approved,
    Rejected,
    Changed,
    Moved,
    Cancelled,
    Expired,
    Offered,
    Accepted,
    Declined,

    /// <summary>Seats are free and nobody was moved up; the remark says why.</summary>
    NotMoved,

    CheckedIn,
    CheckInUndone,
    MarkedAbsent,
    WalkedIn,
    Told,
    CertificateIssued,
    CertificateRevoked,
    ConsentGiven,
    ConsentWithdrawn,
    DataDownloaded,
    Erased,
}
