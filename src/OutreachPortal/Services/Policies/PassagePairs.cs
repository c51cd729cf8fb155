using OutreachPortal.Models;

namespace OutreachPortal.Services.Policies;

/// <summary>A passage in two languages; null where one lacks it.</summary>
public sealed record PassagePair(PolicyPassage? Left, PolicyPassage? Right);

/// <summary>Puts the two languages of a version side by side.</summary>
public static class PassagePairs
{
    /// <summary>
    /// Pairs clauses by their identifiers, and what has no number by its place behind the same clause. Each passage occurs once, in the order of the left
    /// text; what the right one has alone follows what it follows there.
    /// </summary>
    public static IReadOnlyList<PassagePair> Of(IEnumerable<PolicyPassage> left, IEnumerable<PolicyPassage> right)
    {
        var (lefts, rights) = (Groups(left), Groups(right));
        var places = rights.Select((group, place) => (group.Clause, place)).ToDictionary(pair => pair.Clause, pair => pair.place);
        var known = lefts.Select(group => group.Clause).ToHashSet();
        var pairs = new List<PassagePair>();
        foreach (var (clause, passages) in lefts)
        {
            if (!places.TryGetValue(clause, out var place))
            {
                pairs.AddRange(passages.Select(passage => new PassagePair(passage, null)));
                continue;
            }

            var others = rights[place].Passages;
            for (var i = 0; i < Math.Max(passages.Count, others.Count); i++)
            {
                pairs.Add(new(passages.ElementAtOrDefault(i), others.ElementAtOrDefault(i)));
            }

            for (place++; place < rights.Count && !known.Contains(rights[place].Clause); place++)
            {
                pairs.AddRange(rights[place].Passages.Select(passage => new PassagePair(null, passage)));
            }
        }

        return pairs;
    }

    /// <summary>A clause and what stands behind it without a number; before the first clause, the group of 0, which no clause is.</summary>
    private static List<(int Clause, List<PolicyPassage> Passages)> Groups(IEnumerable<PolicyPassage> passages)
    {
        var groups = new List<(int Clause, List<PolicyPassage> Passages)> { (0, []) };
        foreach (var passage in passages.OrderBy(p => p.Position))
        {
            if (passage.Clause is { } clause)
            {
                groups.Add((clause, []));
            }

            groups[^1].Passages.Add(passage);
        }

        return groups;
    }
}
