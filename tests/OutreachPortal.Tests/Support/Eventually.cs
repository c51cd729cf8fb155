namespace OutreachPortal.Tests.Support;

/// <summary>Waiting for what the portal does by itself when it has time.</summary>
public static class Eventually
{
    // Much longer than anything takes: a busy machine is late, and not wrong. Nobody waits longer than it takes.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>Comes back as soon as something is so; fails the test if it never comes to be.</summary>
    /// <param name="how">How it stands instead, for the message.</param>
    public static async Task IsAsync(Func<Task<bool>> isSo, Func<Task<string>>? how = null)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Longest)
            {
                throw new ShouldAssertException("It never came to be so. " + (how is null ? "" : await how()));
            }

            await Task.Delay(BetweenLooks, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The one file of its kind in a folder, as soon as it is there.</summary>
    public static async Task<string> FileAsync(string folder, string pattern)
    {
        await IsAsync(() => Task.FromResult(Directory.Exists(folder) && Directory.GetFiles(folder, pattern).Length > 0));
        return Directory.GetFiles(folder, pattern).ShouldHaveSingleItem();
    }
}
