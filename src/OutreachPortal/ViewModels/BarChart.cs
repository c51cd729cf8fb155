using System.Globalization;

namespace OutreachPortal.ViewModels;

/// <summary>A value of a series, and what it is the value of: a year, mostly.</summary>
public sealed record ChartPoint(string Label, decimal Value);

/// <summary>One bar, placed. All in pixels but the width, which is a share of the chart's own.</summary>
/// <param name="Width">With its sign: <c>62.5%</c>.</param>
/// <param name="IsLast">The newest, which is drawn in another colour.</param>
public sealed record ChartBar(ChartPoint Point, string Width, int LabelY, int ValueY, int BarY, bool IsLast);

/// <summary>
/// Lying bars, one below the other, each with its label and value above it. The drawing has no box of its own to be scaled
/// by, so that its text keeps the size of the page's at any width.
/// </summary>
public sealed class BarChart
{
    public const int BarHeight = 11;

    /// <summary>How many letters of label and value stand side by side on the narrowest screen.</summary>
    private const int LettersOfALine = 26;

    /// <summary>A value that is not zero is never drawn as none at all.</summary>
    private const decimal SmallestShare = 0.5m;

    private const int LineHeight = 24;
    private const int RowHeight = 52;
    private const int Baseline = 18;

    public BarChart(IReadOnlyList<ChartPoint> points, Func<decimal, string> write)
    {
        var largest = points.Select(point => point.Value).DefaultIfEmpty(0).Max();
        var isTall = points.Any(point => point.Label.Length + write(point.Value).Length > LettersOfALine);
        var extra = isTall ? LineHeight : 0;
        var row = RowHeight + extra;
        Height = points.Count * row;
        ValuesBelow = isTall;
        Bars = [.. points.Select((point, i) => new ChartBar(
            point, Share(point.Value, largest), (i * row) + Baseline, (i * row) + Baseline + extra, (i * row) + Baseline + 10 + extra, i == points.Count - 1))];
    }

    public IReadOnlyList<ChartBar> Bars { get; }

    public int Height { get; }

    /// <summary>Values stand below the labels, because the two are too long for one line of a phone.</summary>
    public bool ValuesBelow { get; }

    private static string Share(decimal value, decimal largest)
    {
        var share = value <= 0 || largest <= 0 ? 0 : Math.Clamp(value / largest * 100, SmallestShare, 100);
        return share.ToString("0.##", CultureInfo.InvariantCulture) + "%";
    }
}
