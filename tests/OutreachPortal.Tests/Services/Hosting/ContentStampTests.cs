using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Services;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Hosting;

/// <summary>What changed is shown, whoever changed it.</summary>
public sealed class ContentStampTests
{
    [Fact]
    public async Task Import_shows_at_once_on_the_node_that_imported()
    {
        using var portal = new PortalHost();
        await ImportAsync(portal, "First title");
        (await portal.Visitor().PageAsync("/en/seminars")).Titles().ShouldBe(["First title"]);
        await ImportAsync(portal, "Second title");
        (await portal.Visitor().PageAsync("/en/seminars")).Titles().ShouldBe(["Second title"]);
    }

    [Fact]
    public async Task Import_shows_within_a_second_on_every_other_node()
    {
        using var here = new PortalHost();
        await ImportAsync(here, "First title");
        using var there = new PortalHost().Beside(here);
        (await there.Visitor().PageAsync("/en/seminars")).Titles().ShouldBe(["First title"]);
        (await there.Visitor().PageAsync("/en")).Body!.TextContent.ShouldContain("First title");
        await ImportAsync(here, "Second title");
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        (await there.Visitor().PageAsync("/en/seminars")).Titles().ShouldBe(["Second title"]);
        (await there.Visitor().PageAsync("/en")).Body!.TextContent.ShouldContain("Second title");
    }

    [Fact]
    public async Task Import_that_changes_nothing_leaves_the_cache_in_use()
    {
        using var portal = new PortalHost();
        await ImportAsync(portal, "A title");
        var before = await StampAsync(portal);
        await portal.Visitor().PageAsync("/en/seminars");
        await ImportAsync(portal, "A title");
        (await StampAsync(portal)).ShouldBe(before);
        using var answer = await portal.Visitor().AnswerAsync("/en/seminars");
        answer.Headers.Age.ShouldNotBeNull();
    }

    private static Task<long> StampAsync(PortalHost portal) => portal.InScopeAsync(services =>
        services.GetRequiredService<ContentStamp>().CurrentAsync(TestContext.Current.CancellationToken).AsTask());

    private static async Task ImportAsync(PortalHost portal, string title)
    {
        using var folder = new ContentFolder().Seminar("one", title, more: "slug: one");
        await portal.ImportAllAsync(folder);
    }
}
