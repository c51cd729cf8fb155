using System.Globalization;

namespace OutreachPortal.Models;

/// <summary>
/// What somebody looks for: words, each of which must begin a word of the text. No input means anything else: marks
/// separate words and have no power.
/// </summary>
public sealed record SearchTerms(IReadOnlyList<string> Prefixes)
{
    /// <summary>More words than these narrow nothing.</summary>
    public const int MaxWords = 8;

    /// <summary>
    /// Letters of a word that count. Turkish and English say the rest in endings: <c>seminerleri</c> finds <c>seminer</c>,
    /// <c>sustainability</c> finds <c>sustainable</c>. The index holds every beginning up to this length.
    /// </summary>
    public const int MaxLetters = 7;

    /// <summary>Whether there is no word in it; then nothing is found.</summary>
    public bool IsEmpty => Prefixes.Count == 0;

    /// <summary>The same for FTS5. A word in quotation marks is a word, whatever it spells.</summary>
    public string FullTextQuery => string.Join(" AND ", Prefixes.Select(prefix => $"\"{prefix}\"" + (HasEnding(prefix) ? "*" : "")));

    /// <summary>Reads what was typed.</summary>
    public static SearchTerms Parse(string? typed) =>
        new([.. TextFolding.WordsIn(typed ?? "").Select(Beginning).Distinct(StringComparer.Ordinal).Take(MaxWords)]);

    /// <summary>Whether a folded word is one that a term finds.</summary>
    public bool Finds(string word) => Prefixes.Any(prefix => HasEnding(prefix) ? word.StartsWith(prefix, StringComparison.Ordinal) : word == prefix);

    /// <summary>A single letter or digit is looked for as it is: it begins too many words.</summary>
    public static bool HasEnding(string prefix) => new StringInfo(prefix).LengthInTextElements > 1;

    private static string Beginning(string word) => string.Concat(word.EnumerateRunes().Take(MaxLetters).Select(rune => rune.ToString()));
}
