using System.ComponentModel;
using OutreachPortal.Models;

namespace OutreachPortal.ViewModels.Api;

/// <summary>One version of a policy as JSON, in both languages: what stands at <c>/en/policies/{slug}/versions/{number}.json</c>. <c>docs/api.md</c> has the shape.</summary>
public sealed record PolicyVersionResource
{
    public PolicyReference Policy { get; set; } = null!;

    /// <summary>Number of the version: <c>2.1</c>.</summary>
    public string Version { get; set; } = "";

    /// <summary>Number of the policy: <c>PP-2021-04</c>.</summary>
    public string Number { get; set; } = "";

    public bool IsMajor { get; set; }

    public PolicyStage Stage { get; set; }

    /// <summary>How it stands today.</summary>
    public PolicyStatus Status { get; set; }

    /// <summary>The same in words of the address's language.</summary>
    public string StatusText { get; set; } = "";

    public TwoLanguages? WithdrawnReason { get; set; }

    public TwoLanguages? Title { get; set; }

    public TwoLanguages? Summary { get; set; }

    public TwoLanguages? Owner { get; set; }

    public TwoLanguages? ApprovingBody { get; set; }

    public string? Contact { get; set; }

    public string? Decision { get; set; }

    public DateOnly? ApprovedOn { get; set; }

    public DateOnly? PublishedOn { get; set; }

    /// <summary>Of a proposal, the day that is planned.</summary>
    public DateOnly InForceFrom { get; set; }

    /// <summary>The last day in force, also where only the next version ends it.</summary>
    public DateOnly? InForceUntil { get; set; }

    public DateOnly? CommentFrom { get; set; }

    public DateOnly? CommentUntil { get; set; }

    public DateOnly? ReviewedOn { get; set; }

    public DateOnly? NextReviewOn { get; set; }

    public TwoLanguages? ChangeNote { get; set; }

    /// <summary>Languages in which it has a text.</summary>
    public IReadOnlyList<string> Languages { get; set; } = [];

    /// <summary>The language whose text decides.</summary>
    public string AuthoritativeLanguage { get; set; } = "";

    /// <summary>Translations that lack something of the text that decides.</summary>
    public IReadOnlyList<string> TranslationsBehind { get; set; } = [];

    public IReadOnlyList<ClauseLine> Clauses { get; set; } = [];

    /// <summary>How to cite it, in the address's language.</summary>
    public string Citation { get; set; } = "";

    public PolicyVersionLinks Links { get; set; } = null!;

    /// <summary>All versions, the newest first.</summary>
    public IReadOnlyList<VersionLine> Versions { get; set; } = [];
}

/// <summary>The policy of a version.</summary>
public sealed record PolicyReference(string Key, Guid Uid, PolicyType Type, TwoLanguages? Urls, string Self);

/// <summary>A clause in both languages.</summary>
/// <param name="Id">The same in every version, whatever its number and words: <c>c14</c>.</param>
/// <param name="Number">In this version: <c>5.2</c>.</param>
/// <param name="Depth">0 at the top; a clause below another is one deeper.</param>
/// <param name="Text">Its own words as plain text, without the clauses below it.</param>
/// <param name="Url">Address of its history, which stays; in the address's language.</param>
public sealed record ClauseLine(string Id, string Number, int Depth, bool IsHeading, TwoLanguages? Text, string Url);

/// <summary>Absolute addresses in the language of the address.</summary>
/// <param name="Latest">The policy's page: the version in force.</param>
/// <param name="Predecessor">The version before it, as JSON; null for the first.</param>
/// <param name="Successor">The version after it, as JSON; null for the last.</param>
public sealed record PolicyVersionLinks(string Html, string Markdown, string Json, string Latest, string History, string? Predecessor, string? Successor);

[Description("A version of a policy.")]
public sealed record VersionLine(
    string Version, string Number,
    [property: Description("approved, or for-comment: a proposal that was never in force.")] PolicyStage Stage,
    [property: Description("Whether the first part of its number is new; such versions are in the feed.")] bool IsMajor,
    [property: Description("The day on which the public could first read it.")] DateOnly? PublishedOn,
    [property: Description("The first day in force; of a proposal, the day that is planned.")] DateOnly InForceFrom,
    [property: Description("The last day in force, also where only the next version ends it; null while it has no end.")] DateOnly? InForceUntil,
    TwoLanguages? ChangeNote,
    [property: Description("Address of its page in each language.")] TwoLanguages? Urls,
    [property: Description("Address of its text as Markdown in each language.")] TwoLanguages? Markdown,
    [property: Description("Address of its clauses as JSON in each language; both say the same in both languages.")] TwoLanguages? Json);
