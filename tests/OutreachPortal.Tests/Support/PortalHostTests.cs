namespace OutreachPortal.Tests.Support;

[Collection(Alone.Name)]
public sealed class PortalHostTests
{
    [Fact]
    public async Task A_portal_that_has_ended_leaves_the_memory()
    {
        // What is made once for a process remembers who asked first.
        await EndedAsync();
        var ended = await EndedAsync();

        // Timers look once more whether they are still wanted.
        for (var tries = 1; ended.IsAlive && tries <= 1000; tries++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        ended.IsAlive.ShouldBeFalse("a run of all tests would keep every portal, and need gigabytes");
    }

    private static async Task<WeakReference> EndedAsync()
    {
        await using var portal = new PortalHost();
        using var visitor = portal.Visitor();
        using var page = await visitor.GetAsync(new Uri("/en", UriKind.Relative), TestContext.Current.CancellationToken);
        page.IsSuccessStatusCode.ShouldBeTrue();
        return new(portal.Services);
    }
}
