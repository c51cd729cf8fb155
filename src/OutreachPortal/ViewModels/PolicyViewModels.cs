using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services.Policies;

namespace OutreachPortal.ViewModels;

/// <summary>The page of one version of a policy: the one shown today, one by its number, or the one of a day.</summary>
/// <param name="VersionText">In the language of the page, or else in the other.</param>
/// <param name="Today">The day it is at the university.</param>
public sealed record PolicyViewModel(Policy Item, ContentText Text, PolicyVersion Version, PolicyVersionText VersionText, DateOnly Today) : ItemViewModel<Policy>(Item, Text)
{
    /// <summary>Address of the policy's page in the language of the request.</summary>
    public required string Page { get; init; }

    /// <summary>Whether this is the policy's own page, which will show other versions on other days.</summary>
    public bool IsPolicyPage { get; init; }

    /// <summary>The day for whose text was asked; null where none was.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Titles of the policies that have taken the place of this one.</summary>
    public IReadOnlyList<List<TextLine>> SupersededBy { get; init; } = [];

    /// <summary>The newest first.</summary>
    public IReadOnlyList<CorrectionLine> Corrections { get; init; } = [];

    /// <summary>Clauses that earlier versions had; only on the policy's own page.</summary>
    public IReadOnlyList<RemovedClause> Removed { get; init; } = [];

    /// <summary>The last version before this one that has a text in the language of the page, where this one has none.</summary>
    public PolicyVersion? LastIn { get; init; }

    public PolicyStatus Status => PolicyStatuses.Of(Version, Item.Versions, Item.State == ContentState.Withdrawn, Today);

    public PolicyVersion? InForce => Policy.VersionOn(Today, Item.Versions);

    /// <summary>The approved version that comes after this one.</summary>
    public PolicyVersion? Next => Item.Versions.Where(v => v.Stage == PolicyStage.Approved && v.InForceFrom > Version.InForceFrom).MinBy(v => v.InForceFrom);

    /// <summary>Versions that are proposed, and open for remarks or soon to be.</summary>
    public IEnumerable<PolicyVersion> Proposals => Item.Versions.Where(v => v != Version && v.Stage == PolicyStage.ForComment && Today <= v.CommentUntil);

    /// <summary>The policies whose place this one takes, also those that were withdrawn for it.</summary>
    public IEnumerable<ContentItem> Supersedes => Item.Links.Where(link => link.Type == ContentLinkType.Supersedes && link.To.State.IsPublic() && link.To.Texts.Count > 0)
        .OrderBy(link => link.Position).Select(link => link.To);

    /// <summary>Address of the version shown, which always shows this version.</summary>
    public string Address => PolicyAddress.Version(Page, Version.Number);

    /// <summary>What the layout needs to know: the page exists in the languages in which the version has a text.</summary>
    public PageMeta Meta(IStringLocalizer words, string culture) =>
        PageMeta.Below(Item, culture, Version.Texts.Select(t => t.Culture), page => IsPolicyPage ? page : PolicyAddress.Version(page, Version.Number)) with
        {
            // Beside the policy's own page, whose title is often the same.
            Title = IsPolicyPage ? VersionText.Title : words["Policy.VersionTitle", VersionText.Title, Version.Number],
            Description = VersionText.Summary,
            Version = IsPolicyPage ? null : Version,
            PrintFooter = FooterOf(words, Version, VersionText.Title),
        };

    /// <summary>What stands at the foot of each printed page.</summary>
    public static string FooterOf(IStringLocalizer words, PolicyVersion version, string title) => $"{title} · {version.PolicyNumber} · {words["version {0}", version.Number]}";
}

/// <summary>A small correction of a version.</summary>
/// <param name="At">UTC.</param>
public sealed record CorrectionLine(DateTime At, LocalizedText Note)
{
    /// <summary>What was changed, where that was read.</summary>
    public IReadOnlyList<CorrectedPassage> Changes { get; init; } = [];
}

/// <summary>A clause that the text has no more.</summary>
/// <param name="Number">The last that it had.</param>
/// <param name="Last">The last version that had it.</param>
/// <param name="By">The version that removed it.</param>
/// <param name="HasNumber">Whether an old link to the number means it: no clause of today's text has that number.</param>
public sealed record RemovedClause(int Clause, string Number, PolicyVersion Last, PolicyVersion By, bool HasNumber);

/// <summary>All versions of a policy.</summary>
/// <param name="Page">Address of the policy's page.</param>
/// <param name="Versions">The newest first.</param>
public sealed record PolicyHistoryViewModel(Policy Policy, string Page, DateOnly Today, IReadOnlyList<PolicyHistoryLine> Versions);

/// <param name="Before">The version whose number comes before.</param>
/// <param name="Titles">Its titles by language.</param>
/// <param name="Behind">Languages whose text is a translation that lacks something.</param>
/// <param name="Corrections">The newest first.</param>
public sealed record PolicyHistoryLine(
    PolicyVersion Version, PolicyVersion? Before, IReadOnlyDictionary<string, string> Titles, IReadOnlyCollection<string> Behind, IReadOnlyList<CorrectionLine> Corrections)
{
    /// <summary>Passages that are shown of one correction: whoever changed more made a new version.</summary>
    public const int MostChanges = 40;
}

/// <summary>Both languages of a version side by side.</summary>
/// <param name="Page">Address of the policy's page.</param>
/// <param name="Left">The text that decides.</param>
public sealed record PolicyBilingualViewModel(
    Policy Policy, PolicyVersion Version, string Page, PolicyVersionText Left, PolicyVersionText Right, IReadOnlyList<PassagePair> Pairs, DateOnly Today);

/// <summary>One clause and what became of it.</summary>
/// <param name="Page">Address of the policy's page.</param>
/// <param name="Shown">The version whose words are shown: today's, or else the last before it that had the clause, or else the first to have it.</param>
/// <param name="Passage">The clause there.</param>
/// <param name="Culture">Language of <paramref name="Passage"/>.</param>
/// <param name="Title">Title of the version in that language.</param>
/// <param name="Above">The clauses within which it stands, from the top.</param>
/// <param name="RemovedBy">The version that removed it, where the text of today lacks it.</param>
/// <param name="History">The newest first.</param>
public sealed record PolicyClauseViewModel(
    Policy Policy, string Page, DateOnly Today, int Clause, PolicyVersion Shown, PolicyPassage Passage, string Culture, string Title, IReadOnlyList<PolicyPassage> Above,
    PolicyVersion? RemovedBy, IReadOnlyList<ClauseEvent> History)
{
    /// <summary>Whether only a version to come, or a proposal, has it.</summary>
    public bool IsToCome => RemovedBy is null && PolicyStatuses.Of(Shown, Policy.Versions, false, Today) is not (PolicyStatus.InForce or PolicyStatus.Superseded or PolicyStatus.Ended);

    /// <summary>Where it stands in the version shown.</summary>
    public string Place => PolicyAddress.Version(Page, Shown.Number) + PolicyAddress.Anchor(Passage.Number!);
}

/// <summary>How to cite a version or a clause, to copy.</summary>
/// <param name="Text">With the title in it.</param>
/// <param name="Lang">Language of the title, where it is not the page's own.</param>
public sealed record Citation(string Text, string Title, string? Lang);

/// <param name="Sentence">What is wrong with the address.</param>
/// <param name="Page">Address of the policy's page.</param>
public sealed record PolicyWrongViewModel(Policy Policy, string Sentence, string Page)
{
    /// <summary>Heading, where nothing is wrong but something is to be chosen.</summary>
    public string? Title { get; init; }

    /// <summary>Whether a day is asked for.</summary>
    public bool AsksForDay { get; init; }
}
