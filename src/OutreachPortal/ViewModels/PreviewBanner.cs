namespace OutreachPortal.ViewModels;

/// <summary>Says above a page that it is not published.</summary>
/// <param name="Missing">Sentences: what publishing would still ask for.</param>
public sealed record PreviewBanner(IReadOnlyList<string> Missing)
{
    public const string Key = "Preview";

    /// <summary>The same preview in the other language, where it has an address.</summary>
    public string? SwitchAddress { get; init; }
}
