using UglyToad.PdfPig;

namespace OutreachPortal.BrowserTests.Support;

/// <summary>The words of a printed page.</summary>
public static class PdfText
{
    /// <summary>Each page's lines from its top to its foot, words that stand on one line with a space between them.</summary>
    public static IReadOnlyList<string> Pages(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return [.. document.GetPages().Select(page => string.Join('\n', page.GetWords()
            // Letters of one line stand on one baseline, whatever their size; points.
            .GroupBy(word => Math.Round(word.Letters[0].StartBaseLine.Y))
            .OrderByDescending(line => line.Key)
            .Select(line => string.Join(' ', line.OrderBy(word => word.BoundingBox.Left).Select(word => word.Text)))))];
    }
}
