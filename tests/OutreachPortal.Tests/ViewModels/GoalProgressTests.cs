using FsCheck;
using FsCheck.Fluent;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Tests.ViewModels;

public sealed class GoalProgressTests
{
    [Theory]
    [InlineData(0, 10, 0, false)]
    [InlineData(3, 10_000, 0, true)]
    [InlineData(60_000, 100_000, 60, false)]
    [InlineData(999, 1000, 99, false)]
    [InlineData(999_999_999_999, 1_000_000_000_000, 99, false)]
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

    [Fact]
    public void A_goal_is_at_a_hundred_percent_only_when_it_is_reached() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(1, 5000).SelectMany(goal => Gen.Choose(0, 6000).Select(reached => new GoalProgress(reached, goal))).ToArbitrary(),
        progress => progress.Percent >= 0 && (progress.Percent >= 100) == (progress.Reached >= progress.Goal)));
}
