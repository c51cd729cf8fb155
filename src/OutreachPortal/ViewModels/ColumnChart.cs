using System.Globalization;

namespace OutreachPortal.ViewModels;

/// <summary>A standing bar. Widths are shares of the chart's own, with their sign; heights are pixels.</summary>
public sealed record ChartColumn(ChartPoint Point, string X, string Middle, string Width, int Y, int Height, bool IsLabelled, bool IsLast);

/// <summary>Standing bars, side by side, for a series too long for a line each. Text keeps the size of the page's at any width.</summary>
public sealed class ColumnChart
{
    public const int Height = 150;
    public const int LabelY = 146;
    private const int Bottom = 124;
    private const int Top = 24;

    /// <summary>A label needs the width of so many columns.</summary>
    private const int LabelledEach = 4;

    public ColumnChart(IReadOnlyList<ChartPoint> points)
    {
        Points = points;
        var largest = points.Select(point => point.Value).DefaultIfEmpty(0).Max();
        var share = 100m / Math.Max(1, points.Count);
        Columns = [.. points.Select((point, i) =>
        {
            var height = point.Value <= 0 ? 1 : Math.Max(2, (int)(point.Value / largest * (Bottom - Top)));
            return new ChartColumn(point, Percent((i * share) + (share * 0.12m)), Percent((i * share) + (share / 2)), Percent(share * 0.76m), Bottom - height, height, i % LabelledEach == 0, i == points.Count - 1);
        })];
    }

    public IReadOnlyList<ChartPoint> Points { get; }

    public IReadOnlyList<ChartColumn> Columns { get; }

    private static string Percent(decimal share) => share.ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
