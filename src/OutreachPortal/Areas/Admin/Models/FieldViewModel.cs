using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>A field of a form as a page shows it.</summary>
/// <param name="Name">As posted: <c>Speakers[0].Role</c>. A text in each language has an input for each.</param>
public sealed record FieldViewModel(string Name, string Label)
{
    public string Id => FieldNames.Id(Name);

    public string? Help { get; init; }

    /// <summary>Whether nothing can be published without it.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>Whether one may choose nothing.</summary>
    public bool HasBlank { get; init; }

    public bool IsWide { get; init; }

    /// <summary>Of a text: how many lines are shown.</summary>
    public int Lines { get; init; }

    public bool IsMarkdown { get; init; }

    public IReadOnlyList<FieldInput> Inputs { get; init; } = [];

    public FieldInput Input => Inputs[0];

    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    /// <summary>Rows of a list: each its place and the part of the form that it is; two empty ones stand at the end.</summary>
    public IReadOnlyList<(string Name, object? Part)> Rows { get; init; } = [];

    /// <summary>What is wrong with the field as a whole.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>The view of a row.</summary>
    public string? Part { get; init; }

    public ContentKind? Kind { get; init; }

    public string HelpId => Id + "_help";

    public string ErrorId => Id + "_error";

    public string? DescribedBy => FieldInput.Described(Help is null ? null : HelpId, Errors.Count == 0 ? null : ErrorId);
}

/// <summary>What is typed into.</summary>
/// <param name="Value">As typed, or else as kept.</param>
public sealed record FieldInput(string Name, string Value)
{
    public string Id => FieldNames.Id(Name);

    public string? Label { get; init; }

    /// <summary>Language of a text that is kept in each.</summary>
    public string? Culture { get; init; }

    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>Characters that it may have; a hint, for a browser that cut what is pasted would say nothing.</summary>
    public int? MaxLength { get; init; }

    public string? HelpId { get; init; }

    public string ErrorId => Id + "_error";

    /// <summary>The item that it names.</summary>
    public ReferencedItem? Shown { get; init; }

    public string? DescribedBy => Described(HelpId, Errors.Count == 0 ? null : ErrorId);

    public static string? Described(params string?[] ids) => string.Join(' ', ids.OfType<string>()) is { Length: > 0 } all ? all : null;
}

/// <summary>One of what may be chosen.</summary>
public sealed record FieldOption(string Value, string Name, bool IsChosen = false)
{
    /// <summary>Language of the name where it is not the page's.</summary>
    public string? Lang { get; init; }

    /// <summary>What choosing it means.</summary>
    public string? Meaning { get; init; }
}
