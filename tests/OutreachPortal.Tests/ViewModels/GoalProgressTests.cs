using OutreachPortal.ViewModels;

namespace OutreachPortal.Tests.ViewModels;

public sealed class GoalProgressTests
{
    [Theory]
    [InlineData(0, 10, 0, false)]
    [InlineData(3, 10_000, 0, true)]
    [InlineData(60_000, 100_000, 60, false)]
    [InlineData(999, 1000, 99, false)]
    [InlineData(1000, 1000, 100, false)]
    [InlineData(1204, 1000, 120, false)]
    [InlineData(0.25, 0.5, 50, false)]
    [InlineData(1e12, 0.0001, int.MaxValue, false)]
    [InlineData(5, 0, 0, true)]
    public void Percent_is_rounded_down_and_may_pass_a_hundred(double reached, double goal, int percent, bool isTrace)
    {
        var progress = new GoalProgress((decimal)reached, (decimal)goal);
        progress.Percent.ShouldBe(percent);
        progress.IsTrace.ShouldBe(isTrace);
    }
}
