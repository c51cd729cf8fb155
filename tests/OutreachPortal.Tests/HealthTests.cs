using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests;

public sealed class HealthTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_is_well_when_the_portal_runs(string address)
    {
        var answer = await portal.Visitor().GetAsync(address, TestContext.Current.CancellationToken);
        answer.IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task Imported_seminar_is_reported()
    {
        using var folder = new ContentFolder().Seminar("one");
        var report = await portal.ImportAsync(folder);
        report.Mistakes.ShouldBeEmpty();
        report.Added.ShouldBe(["seminars/one"]);
    }
}
