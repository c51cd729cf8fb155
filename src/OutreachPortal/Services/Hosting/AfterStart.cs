namespace OutreachPortal.Services.Hosting;

/// <summary>When what the portal does by itself begins.</summary>
public static class AfterStart
{
    /// <summary>How long the first visitors have the machine for themselves: nearly all that they need is compiled then.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Comes back a moment after the portal listens, or when it stops.</summary>
    public static async Task AfterStartAsync(this IHostApplicationLifetime lifetime, CancellationToken stopping)
    {
        // Nobody waits for this at the start.
        await Task.Yield();
        using var started = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStarted, stopping);
        await Task.Delay(Timeout.Infinite, started.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(Pause, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
