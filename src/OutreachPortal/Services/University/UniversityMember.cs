namespace OutreachPortal.Services.University;

/// <summary>Whom the university's provider says somebody is.</summary>
/// <param name="Issuer">The provider.</param>
/// <param name="Subject">Its own number of that person, which stays when name and address change.</param>
/// <param name="IsEmailVerified">Whether the provider says that the address is that person's.</param>
public sealed record UniversityMember(string Issuer, string Subject, string Name, string Email, bool IsEmailVerified);

/// <summary>Why nobody was signed in.</summary>
public enum UniversityFailure
{
    /// <summary>The answer belongs to no question that this browser was sent with: it came too late, twice, or from somebody else.</summary>
    Lost,

    /// <summary>Whoever was asked said no, or the provider did.</summary>
    Denied,

    /// <summary>The provider does not answer, or answers nonsense.</summary>
    Unreachable,

    /// <summary>What the provider said does not hold: signature, issuer, audience, time, or the answer to another question.</summary>
    Untrusted,

    /// <summary>The provider does not say that the address is that person's.</summary>
    Unverified,
}

public sealed class UniversityException(UniversityFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public UniversityFailure Failure { get; } = failure;
}

/// <summary>What came of asking the provider: somebody, or why not. A feature of the request that brings the answer.</summary>
/// <param name="Wanted">Where whoever signs in wanted to go; not to be trusted.</param>
/// <param name="Language">Of the page on which it began; null where that is not known.</param>
public sealed record UniversityAnswer(UniversityMember? Member, UniversityFailure Failure, string? Wanted, string? Language);
