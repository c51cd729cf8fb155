using CsvHelper;
using OutreachPortal.Models;

namespace OutreachPortal.Services;

/// <summary>
/// Rows for spreadsheets: RFC 4180, UTF-8 with a byte order mark; a comma between the cells or, for Turkish, whose decimals have one, a
/// semicolon. A cell that a spreadsheet would take for a formula begins with an apostrophe instead.
/// </summary>
public sealed class CsvFile : IAsyncDisposable
{
    public const string MediaType = "text/csv; charset=utf-8";

    private const string FormulaSigns = "=+-@＝＋－＠";

    private readonly CsvWriter _csv;

    /// <param name="stream">Left open.</param>
    /// <param name="culture">Language of whoever opens the file.</param>
    public CsvFile(Stream stream, string culture) =>
        _csv = CsvWriter.Create(stream, CsvWriterOptions.Default with { Separator = culture == Languages.Turkish ? ';' : ',', WriteByteOrderMark = true }, leaveOpen: true);

    /// <summary>Writes a row, in the end by way of <see cref="DisposeAsync"/>. Every row has as many cells as the first.</summary>
    public async Task WriteAsync(IEnumerable<string?> cells, CancellationToken cancellation) =>
        await _csv.WriteRecordAsync([.. cells.Select(cell => Harmless(cell ?? ""))], cancellation);

    public ValueTask DisposeAsync() => _csv.DisposeAsync();

    /// <summary>The text, with an apostrophe before what begins a formula: after blanks, and as wide as a Chinese letter, too.</summary>
    public static string Harmless(string text)
    {
        var sign = text.AsSpan().TrimStart(' ');
        var isFormula = sign.Length > 0 && FormulaSigns.Contains(sign[0], StringComparison.Ordinal);
        return isFormula || (text.Length > 0 && text[0] is '\t' or '\r' or '\n') ? "'" + text : text;
    }
}
