namespace OutreachPortal.Services.Policies;

/// <summary>A heading, paragraph or item of a policy's text, as it is compared.</summary>
public interface IPassage
{
    /// <summary>Identifier of the clause; null for what has no number.</summary>
    int? Clause { get; }

    /// <summary>Number of the clause in its version: <c>5.2</c>.</summary>
    string? Number { get; }

    /// <summary>Its own words, as plain text.</summary>
    string Text { get; }
}
