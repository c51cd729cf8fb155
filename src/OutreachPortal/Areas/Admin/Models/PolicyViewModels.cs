using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>The versions of a policy.</summary>
/// <param name="Lines">The newest first.</param>
public sealed record PolicyVersionsViewModel(ContentKindInfo Kind, Draft Draft, IReadOnlyList<PolicyVersionLine> Lines, PolicyStartForm Form, DateOnly Today) : ItemViewModel(Kind, Draft)
{
    public IReadOnlyList<PolicyVersion> Versions { get; } = [.. Lines.Select(line => line.Version)];

    /// <summary>The version from which a new one begins, where none was chosen: the one in force.</summary>
    public string? Suggested => Form.From ?? Policy.VersionShownOn(Today, Versions)?.Number;

    /// <summary>The last version that is approved and not the one suggested: what it changes would be lost to one that begins before it.</summary>
    public PolicyVersion? Ahead => Versions.Where(version => version.Stage == PolicyStage.Approved && version.InForceFrom > Today && version.Number != Suggested).MaxBy(version => version.InForceFrom);

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

/// <summary>The clauses of a draft, each with the identifier that it will get.</summary>
public sealed record PolicyClausesViewModel(ContentKindInfo Kind, Draft Draft, ClausesOfDraft Clauses) : ItemViewModel(Kind, Draft)
{
    /// <summary>Choices that all rows together may have; with more of them each row is a line to type into, with suggestions.</summary>
    public const int MostOptions = 4_000;

    /// <summary>What was typed, by number; as kept where nothing was.</summary>
    public IReadOnlyDictionary<string, string>? Typed { get; init; }

    /// <summary>What is wrong, by the number of the clause.</summary>
    public IReadOnlyDictionary<string, string> Problems { get; init; } = new Dictionary<string, string>();

    /// <summary>Numbers that something is said of by hand and that the text has no more.</summary>
    public IReadOnlyList<string> Lost { get; } =
        [.. ((PolicyForm)Draft.Form).ClauseIds.Select(row => row.Number).OfType<string>().Except(Clauses.Clauses.Select(clause => clause.Number), StringComparer.Ordinal)];

    public bool IsShort => Clauses.Clauses.Count * (Clauses.Known.Count + 2) <= MostOptions;

    public string ValueOf(DraftClause clause) => Typed is not null ? Typed.GetValueOrDefault(clause.Number, "") : clause.ByHand ?? "";

    public static string FieldOf(string number) => $"Clause[{number}]";
}

/// <summary>What a draft changes.</summary>
public sealed record PolicyDifferenceViewModel(ContentKindInfo Kind, Draft Draft, DraftDifference Difference) : ItemViewModel(Kind, Draft)
{
    /// <summary>One language of it, as the public's comparison of two versions shows it.</summary>
    public ComparedText Text(PolicyDifference difference, IStringLocalizer words)
    {
        var (follows, version) = (Difference.Rehearsed.Follows!, Difference.Rehearsed.Version);
        var language = words["Language." + difference.Culture].Value;
        return new(difference.Passages, difference.Culture, words["Comparison.Version", follows.Number], words["Comparison.Version", version.Number], IsSideBySide: false)
        {
            Heading = difference.Culture == version.DecidingLanguage && Difference.Languages.Count > 1 ? $"{language} · {words["Difference.Deciding"].Value}" : language,
            AnchorPrefix = difference.Culture + "-",
            Beside = [.. new[] { ("Field.Title", difference.Title), ("Field.Summary", difference.Summary) }.Where(text => text.Item2 is not null).Select(text => (text.Item1, text.Item2!))],
        };
    }
}
