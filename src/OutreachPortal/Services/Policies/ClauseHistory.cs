using OutreachPortal.Models;

namespace OutreachPortal.Services.Policies;

/// <summary>What became of a clause in one version, or in several that left it as it was.</summary>
/// <param name="Version">The version, or the first of those that left it as it was.</param>
/// <param name="Last">The last of them.</param>
/// <param name="Compared">The clause before and after.</param>
/// <param name="Culture">Language of its words.</param>
/// <param name="IsReturn">Whether it had been removed and came back.</param>
public sealed record ClauseEvent(PolicyVersion Version, PolicyVersion Last, ComparedPassage Compared, string Culture, bool IsReturn);

/// <summary>Follows a clause through the versions of its policy.</summary>
public static class ClauseHistory
{
    /// <summary>What happened to it, the oldest first. Each version is held against the approved one before it; a proposal changes nothing for those after it.</summary>
    /// <param name="versions">All of the policy, in any order.</param>
    /// <param name="passages">The clause by version and language; a version that lacks it has no entry.</param>
    /// <param name="culture">The language in which words are compared, where both have it.</param>
    public static IReadOnlyList<ClauseEvent> Of(IEnumerable<PolicyVersion> versions, IReadOnlyDictionary<int, IReadOnlyDictionary<string, PolicyPassage>> passages, string culture)
    {
        var events = new List<ClauseEvent>();
        IReadOnlyDictionary<string, PolicyPassage>? before = null;
        var (wasThere, work) = (false, 0L);
        foreach (var version in versions.OrderBy(v => PolicyVersionNumber.Of(v.Number)))
        {
            var now = passages.GetValueOrDefault(version.Id);
            var language = LanguageOf(before, now, culture);
            if (before is not null || now is not null)
            {
                var compared = now is null ? PolicyComparison.Removed(before![language])
                    : PolicyComparison.Compare(before is null ? null : (IPassage?)before.GetValueOrDefault(language) ?? Renamed(now[language], before), now[language], ref work);
                Add(events, new(version, version, compared, language, IsReturn: before is null && wasThere));
            }

            if (version.Stage == PolicyStage.Approved)
            {
                before = now;
                wasThere |= now is not null;
            }
        }

        return events;
    }

    private static string LanguageOf(IReadOnlyDictionary<string, PolicyPassage>? before, IReadOnlyDictionary<string, PolicyPassage>? now, string culture)
    {
        var (one, other) = (now ?? before, now is null ? null : before);
        var wanted = one is null ? [] : new[] { culture, Languages.Other(culture) }.Where(one.ContainsKey).ToList();
        return wanted.Find(language => other?.ContainsKey(language) == true) ?? wanted.FirstOrDefault() ?? culture;
    }

    /// <summary>Of a version that has it in the other language alone, the number can be held against this one, but not the words.</summary>
    private static PassageText Renamed(PolicyPassage now, IReadOnlyDictionary<string, PolicyPassage> before) => new(now.Clause, before.Values.First().Number, now.Text);

    private static void Add(List<ClauseEvent> events, ClauseEvent added)
    {
        if (added.Compared.Change == PassageChange.Same && events is [.., { Compared.Change: PassageChange.Same } same] && IsOneRun(same.Last, added.Version))
        {
            events[^1] = same with { Last = added.Version };
            return;
        }

        events.Add(added);
    }

    private static bool IsOneRun(PolicyVersion one, PolicyVersion next) => one.Stage == next.Stage;
}
