using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>The versions of a policy.</summary>
/// <param name="Lines">The newest first.</param>
public sealed record PolicyVersionsViewModel(ContentKindInfo Kind, Draft Draft, IReadOnlyList<PolicyVersionLine> Lines, PolicyStartForm Form, DateOnly Today) : ItemViewModel(Kind, Draft)
{
    public IReadOnlyList<PolicyVersion> Versions { get; } = [.. Lines.Select(line => line.Version)];

    /// <summary>The version from which a new one begins, where none was chosen: the one in force.</summary>
    public string? Suggested => Form.From ?? Policy.VersionShownOn(Today, Versions)?.Number;

    public bool HasDraft => Item.Stage != DraftStage.None;
}

/// <summary>The page that asks whether a draft may be put aside.</summary>
/// <param name="Action">To which the answer is posted.</param>
/// <param name="Fields">What was posted.</param>
public sealed record PolicyPutAsideViewModel(ContentKindInfo Kind, Draft Draft, string Action, IReadOnlyDictionary<string, string?> Fields) : ItemViewModel(Kind, Draft);

public sealed class PolicyStartForm : StepForm
{
    public string? From { get; set; }

    public string? Number { get; set; }

    /// <summary>Whether a draft that nobody has published may be put aside.</summary>
    public bool IsConfirmed { get; set; }
}

public sealed class PolicyCorrectForm : StepForm
{
    public string? Number { get; set; }

    public bool IsConfirmed { get; set; }
}
