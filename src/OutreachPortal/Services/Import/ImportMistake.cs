using System.Globalization;

namespace OutreachPortal.Services.Import;

/// <summary>Something that an import cannot take.</summary>
/// <param name="File">Path within the imported folder.</param>
/// <param name="Line">Counted from 1; null when it concerns the whole file.</param>
public sealed record ImportMistake(string File, int? Line, string Reason)
{
    public override string ToString() => Seen(Line is { } line
        ? string.Create(CultureInfo.InvariantCulture, $"{File}:{line}: {Reason}")
        : $"{File}: {Reason}");

    /// <summary>In one line, and without what a terminal obeys: a file's name and what is in it may hold anything.</summary>
    private static string Seen(string text) => string.Concat(text.Select(letter =>
        char.IsControl(letter) || char.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? '\uFFFD' : letter));
}

/// <summary>What an import did, or why it did nothing.</summary>
public sealed record ImportReport(
    IReadOnlyList<ImportMistake> Mistakes,
    IReadOnlyList<string> Added,
    IReadOnlyList<string> Changed,
    IReadOnlyList<string> Skipped)
{
    public static ImportReport Refused(IEnumerable<ImportMistake> mistakes) => new(
        [.. mistakes.Distinct().OrderBy(m => m.File, StringComparer.Ordinal).ThenBy(m => m.Line ?? 0)], [], [], []);
}
