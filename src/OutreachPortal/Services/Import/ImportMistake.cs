using System.Globalization;

namespace OutreachPortal.Services.Import;

/// <summary>Something that an import cannot take.</summary>
/// <param name="File">Path within the imported folder.</param>
/// <param name="Line">Counted from 1; null when it concerns the whole file.</param>
public sealed record ImportMistake(string File, int? Line, string Reason)
{
    public override string ToString() => Line is { } line
        ? string.Create(CultureInfo.InvariantCulture, $"{File}:{line}: {Reason}")
        : $"{File}: {Reason}";
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
