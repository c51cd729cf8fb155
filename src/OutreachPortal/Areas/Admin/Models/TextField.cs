namespace OutreachPortal.Areas.Admin.Models;

/// <summary>A labelled field of a form: a line or, with <see cref="Rows"/>, several.</summary>
/// <param name="Name">As it is posted, and as its mistakes are kept.</param>
/// <param name="Value">As it was typed.</param>
public sealed record TextField(string Name, string Label, string? Value)
{
    /// <summary>Characters that are kept; more is said to be too long, and not cut off by the browser where a paste would lose it unseen.</summary>
    public int? Longest { get; init; }

    public string? Placeholder { get; init; }

    public string? Hint { get; init; }

    /// <summary>Language of what is typed.</summary>
    public string? Lang { get; init; }

    public string Type { get; init; } = "text";

    public int Rows { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>Id of a list of suggestions.</summary>
    public string? List { get; init; }

    /// <summary>What somebody else saved meanwhile; null when that is the same.</summary>
    public string? Theirs { get; init; }

    public string Id => IdOf(Name);

    public static string IdOf(string name) => name.Replace('.', '_');
}
