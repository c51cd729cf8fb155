namespace OutreachPortal.Models;

/// <summary>How a version stands on a day.</summary>
public enum PolicyStatus
{
    /// <summary>A proposal on which the public may not remark yet.</summary>
    BeforeComment,

    /// <summary>A proposal on which the public may remark.</summary>
    ForComment,

    /// <summary>A proposal on which the public no longer may, and that is not approved yet.</summary>
    AfterComment,

    NotYetInForce,

    InForce,

    /// <summary>A later version took its place.</summary>
    Superseded,

    /// <summary>Its end was decided, and no version came after it.</summary>
    Ended,

    /// <summary>The whole policy was withdrawn, with a reason.</summary>
    Withdrawn,
}

public static class PolicyStatuses
{
    /// <summary>How a version stands on a day among the versions of its policy.</summary>
    /// <param name="isWithdrawn">Whether the policy is.</param>
    public static PolicyStatus Of<T>(T version, IReadOnlyCollection<T> versions, bool isWithdrawn, DateOnly day)
        where T : class, IInForce, IOpenForComment =>
        isWithdrawn ? PolicyStatus.Withdrawn
        : version.Stage == PolicyStage.ForComment ? day < version.CommentFrom ? PolicyStatus.BeforeComment : day <= version.CommentUntil ? PolicyStatus.ForComment : PolicyStatus.AfterComment
        : day < version.InForceFrom ? PolicyStatus.NotYetInForce
        : Policy.VersionOn(day, versions) == version ? PolicyStatus.InForce
        : versions.Any(v => v.Stage == PolicyStage.Approved && v.InForceFrom > version.InForceFrom) ? PolicyStatus.Superseded
        : PolicyStatus.Ended;
}
