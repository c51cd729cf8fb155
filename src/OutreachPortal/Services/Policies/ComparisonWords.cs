using Microsoft.Extensions.Localization;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Policies;

/// <summary>Says in a sentence what a comparison shows.</summary>
public static class ComparisonWords
{
    /// <summary>"3 clauses added, 1 removed, 4 changed, 2 renumbered; 1 passage without a number changed".</summary>
    public static string Summary(this IStringLocalizer words, IReadOnlyCollection<ComparedPassage> passages)
    {
        var (numbered, plain) = (new Dictionary<PassageChange, int>(), 0);
        foreach (var passage in passages.Where(passage => passage.Change != PassageChange.Same))
        {
            if ((passage.After?.Number ?? passage.Before?.Number) is null)
            {
                plain++;
                continue;
            }

            var change = passage.Change == PassageChange.RenumberedAndReworded ? PassageChange.Reworded : passage.Change;
            numbered[change] = numbered.GetValueOrDefault(change) + 1;
        }

        var parts = new List<string>();
        foreach (var change in new[] { PassageChange.Added, PassageChange.Removed, PassageChange.Reworded, PassageChange.Renumbered })
        {
            if (numbered.GetValueOrDefault(change) is > 0 and var count)
            {
                // Only the first says what is counted.
                parts.Add(words["Difference.Count." + change, parts.Count == 0 ? words.Count(count, "Difference.ClauseOne", "Difference.ClauseMany") : PageWords.Number(count)]);
            }
        }

        var clauses = parts.Count == 0 ? words["Difference.NoClause"].Value : string.Join(", ", parts);
        return plain == 0 ? clauses : $"{clauses}; {words.Count(plain, "Difference.PlainOne", "Difference.PlainMany")}";
    }
}
