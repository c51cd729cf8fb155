namespace OutreachPortal.ViewModels;

/// <summary>A labelled input of an account page; its id is its name.</summary>
/// <param name="Label">Key of its name among the words.</param>
/// <param name="Value">Never shown for a password.</param>
/// <param name="AutoComplete">As HTML has it: <c>username</c>, <c>current-password</c>, …</param>
/// <param name="Hint">Key of a sentence below the label.</param>
public sealed record FormField(string Name, string Label, string? Value = null, string Type = "text", string AutoComplete = "off", string? Hint = null)
{
    /// <summary>What a phone's keyboard shows.</summary>
    public string? InputMode { get; init; }

    public int MaxLength { get; init; } = 254;
}
