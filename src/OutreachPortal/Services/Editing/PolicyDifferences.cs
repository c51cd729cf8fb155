using OutreachPortal.Models;
using OutreachPortal.Services.Policies;

namespace OutreachPortal.Services.Editing;

/// <summary>What a draft changes in one language.</summary>
/// <param name="Title">Null where it is the same, or there was none.</param>
/// <param name="Summary">The same of the summary.</param>
public sealed record PolicyDifference(string Culture, IReadOnlyList<DiffPart>? Title, IReadOnlyList<DiffPart>? Summary, IReadOnlyList<ComparedPassage> Passages);

/// <param name="Languages">The language that decides first; nothing for a first version.</param>
/// <param name="Dropped">Languages that the public has and the draft has not.</param>
public sealed record DraftDifference(Rehearsed Rehearsed, IReadOnlyList<PolicyDifference> Languages, IReadOnlyList<string> Dropped);

/// <summary>Lays a policy's draft over the version that it follows, or that it corrects.</summary>
public sealed class PolicyDifferences(PolicyRehearsal rehearsal)
{
    public async Task<DraftDifference> CompareAsync(ContentItem item, PolicyForm form, CancellationToken cancellation)
    {
        var rehearsed = await rehearsal.WriteAsync(item, form, cancellation);
        var (version, before) = (rehearsed.Version, rehearsed.Before);
        return new(
            rehearsed,
            rehearsed.Follows is null ? [] : [.. version.Texts.OrderByDescending(text => text.Culture == version.DecidingLanguage).Select(text => Compare(before.GetValueOrDefault(text.Culture), text))],
            [.. before.Keys.Where(culture => !version.Texts.Exists(text => text.Culture == culture))]);
    }

    private static PolicyDifference Compare(PublicText? before, PolicyVersionText text) => new(
        text.Culture,
        before is null || before.Title == text.Title ? null : TextComparison.Whole(before.Title, text.Title),
        before is null || before.Summary == text.Summary ? null : TextComparison.Whole(before.Summary, text.Summary),
        PolicyComparison.Compare(before?.Passages ?? [], [.. text.Passages.OrderBy(p => p.Position)]));
}
