using System.Globalization;

namespace OutreachPortal.Models;

/// <summary>
/// What somebody looks for: words, each of which must begin a word of the text. No input means anything else: marks
/// separate words and have no power.
/// </summary>
public sealed class SearchTerms
{
    /// <summary>More words than these narrow nothing.</summary>
    public const int MaxWords = 8;

    /// <summary>
    /// Letters of a word that count. Turkish and English say the rest in endings: <c>seminerleri</c> finds <c>seminer</c>,
    /// <c>sustainability</c> finds <c>sustainable</c>. The index holds every beginning up to this length.
    /// </summary>
    public const int MaxLetters = 7;

    private readonly bool[] _hasEnding;

    private SearchTerms(IReadOnlyList<string> typed)
    {
        WholeTitle = string.Join(' ', typed);
        List<string> words = [.. typed.Distinct(StringComparer.Ordinal)];
        Words = [.. words.Take(MaxWords)];
        Prefixes = [.. Words.Select(Beginning).Distinct(StringComparer.Ordinal)];
        _hasEnding = [.. Prefixes.Select(HasEnding)];
        IsCut = words.Count > MaxWords;
    }

    /// <summary>All that was typed, folded, as a <see cref="SearchEntry.Title"/> that is called just so would read.</summary>
    public string WholeTitle { get; }

    /// <summary>The words that count, folded.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Their beginnings, which a text must have.</summary>
    public IReadOnlyList<string> Prefixes { get; }

    /// <summary>Whether there were more words than <see cref="MaxWords"/>.</summary>
    public bool IsCut { get; }

    /// <summary>Whether there is no word in it; then nothing is found.</summary>
    public bool IsEmpty => Words.Count == 0;

    /// <summary>All words, for FTS5, anywhere in a text.</summary>
    public string FullTextQuery => "{Title Keywords Body} : " + AllWords("");

    /// <summary>All words, for FTS5, in the title; see the view <c>SearchWords</c>.</summary>
    public string TitleQuery => "{Scope} : " + AllWords("·");

    /// <summary>The whole title, for FTS5.</summary>
    public string WholeTitleQuery => "{Scope} : \"§" + WholeTitle.Replace(' ', '§') + "\"";

    /// <summary>A query for FTS5, of some kinds only.</summary>
    public static string OfKinds(string query, params IEnumerable<ContentKind> kinds) =>
        $"({query}) AND {{Scope}} : ({string.Join(" OR ", kinds.Select(kind => $"\"··{kind}\""))})";

    /// <summary>The words of a query for SQL Server's CONTAINS, each on its own: it may stand in any of the columns.</summary>
    public IEnumerable<string> ContainsConditions => Prefixes.Select(prefix => HasEnding(prefix) ? $"\"{prefix}*\"" : $"\"{prefix}\"");

    // A word in quotation marks is a word, whatever it spells; and it holds none, being letters and digits.
    private string AllWords(string mark) => "(" + string.Join(" AND ", Prefixes.Select(prefix => $"\"{mark}{prefix}\"" + (HasEnding(prefix) ? "*" : ""))) + ")";

    /// <summary>Reads what was typed.</summary>
    public static SearchTerms Parse(string? typed) => new([.. TextFolding.WordsIn(typed ?? "")]);

    /// <summary>Which of <see cref="Prefixes"/> finds a folded word; -1 when none does.</summary>
    public int TermOf(ReadOnlySpan<char> word)
    {
        for (var term = 0; term < Prefixes.Count; term++)
        {
            if (Finds(word, term))
            {
                return term;
            }
        }

        return -1;
    }

    /// <summary>Whether one of <see cref="Prefixes"/> finds a folded word.</summary>
    public bool Finds(ReadOnlySpan<char> word, int term) =>
        _hasEnding[term] ? word.StartsWith(Prefixes[term], StringComparison.Ordinal) : word.SequenceEqual(Prefixes[term]);

    /// <summary>Whether a folded word is one that was typed, to its end.</summary>
    public bool IsTyped(ReadOnlySpan<char> word)
    {
        foreach (var typed in Words)
        {
            if (word.SequenceEqual(typed))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether each term finds one of the words, which are folded.</summary>
    public bool AreIn(string words)
    {
        var all = words.Split(' ');
        return Enumerable.Range(0, Prefixes.Count).All(term => Array.Exists(all, word => Finds(word, term)));
    }

    /// <summary>A single letter or digit is looked for as it is: it begins too many words.</summary>
    public static bool HasEnding(string prefix) => new StringInfo(prefix).LengthInTextElements > 1;

    private static string Beginning(string word) => string.Concat(word.EnumerateRunes().Take(MaxLetters).Select(rune => rune.ToString()));
}
