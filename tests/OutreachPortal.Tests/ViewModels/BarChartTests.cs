using System.Globalization;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Tests.ViewModels;

public sealed class BarChartTests
{
    [Fact]
    public void Largest_value_fills_the_width_and_the_others_their_share_of_it() =>
        Widths(100, 400, 250).ShouldBe(["25%", "100%", "62.5%"]);

    [Theory]
    [InlineData(0)]
    [InlineData(0.0001)]
    [InlineData(0.4)]
    [InlineData(1)]
    [InlineData(1_000_000_000_000)]
    public void A_single_value_fills_the_width_unless_it_is_none(double value) =>
        Widths((decimal)value).ShouldBe([value == 0 ? "0%" : "100%"]);

    [Fact]
    public void Nothing_but_zeros_draws_no_bar() => Widths(0, 0, 0).ShouldBe(["0%", "0%", "0%"]);

    [Fact]
    public void No_value_makes_an_empty_chart() => new BarChart([], Write).Height.ShouldBe(0);

    [Fact]
    public void A_value_beside_a_huge_one_is_still_seen() => Widths(1, 0, 1_000_000_000_000).ShouldBe(["0.5%", "0%", "100%"]);

    [Fact]
    public void Values_below_one_are_scaled_by_their_own_largest() => Widths(0.2m, 0.05m).ShouldBe(["100%", "25%"]);

    [Fact]
    public void Widths_are_written_for_a_program_in_any_language()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
        try
        {
            Widths(1, 3).ShouldBe(["33.33%", "100%"]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(30)]
    public void Every_bar_has_a_row_of_its_own_within_the_height(int count)
    {
        var chart = Chart([.. Enumerable.Range(1, count).Select(n => new ChartPoint((2000 + n).ToString(CultureInfo.InvariantCulture), n))]);
        chart.Bars.Count.ShouldBe(count);
        chart.Height.ShouldBe(52 * count);
        chart.Bars.Zip(chart.Bars.Skip(1), (above, below) => below.LabelY - (above.BarY + BarChart.BarHeight)).ShouldAllBe(gap => gap >= 12);
        chart.Bars.ShouldAllBe(bar => bar.LabelY < bar.BarY && bar.ValueY < bar.BarY && bar.BarY + BarChart.BarHeight <= chart.Height);
        chart.Bars.Count(bar => bar.IsLast).ShouldBe(1);
        chart.Bars[^1].IsLast.ShouldBeTrue();
    }

    [Fact]
    public void Label_and_value_too_long_for_one_line_of_a_phone_stand_on_two()
    {
        var longest = Chart([new("2024", 5), new("Öğretim yılı 2024–2025, güz dönemi", 1_000_000_000_000)]);
        longest.ValuesBelow.ShouldBeTrue();
        longest.Bars.ShouldAllBe(bar => bar.ValueY >= bar.LabelY + 20 && bar.ValueY < bar.BarY);
        longest.Bars.Zip(longest.Bars.Skip(1), (above, below) => below.LabelY - (above.BarY + BarChart.BarHeight)).ShouldAllBe(gap => gap >= 12);
        (longest.Bars[^1].BarY + BarChart.BarHeight).ShouldBeLessThanOrEqualTo(longest.Height);

        var shorter = Chart([new("2024", 1_000_000_000_000)]);
        shorter.ValuesBelow.ShouldBeFalse();
        shorter.Bars[0].ValueY.ShouldBe(shorter.Bars[0].LabelY);
    }

    private static BarChart Chart(IReadOnlyList<ChartPoint> points) => new(points, Write);

    private static string Write(decimal value) => value.ToString("#,0.####", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Widths(params decimal[] values) => Chart([.. values.Select(value => new ChartPoint("x", value))]).Bars.Select(bar => bar.Width);
}
