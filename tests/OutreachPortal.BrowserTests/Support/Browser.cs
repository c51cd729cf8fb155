namespace OutreachPortal.BrowserTests.Support;

/// <summary>The one browser of a test run, started when first needed.</summary>
public sealed class Browser : IAsyncDisposable
{
    // Milliseconds; a machine that does other work as well may be slow.
    private const float SlowestAnswer = 120_000;

    private readonly Lazy<Task<IBrowser>> _browser;
    private IPlaywright? _playwright;

    // Task.Run: looking and installing take their time, and must not hold up a test that needs no browser.
    public Browser() => _browser = new(() => Task.Run(LaunchAsync));

    /// <summary>A visitor with an empty cache.</summary>
    public async Task<IBrowserContext> VisitorAsync(BrowserNewContextOptions options)
    {
        var visitor = await (await _browser.Value).NewContextAsync(options);
        visitor.SetDefaultTimeout(SlowestAnswer);
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _browser.Value).DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private async Task<IBrowser> LaunchAsync()
    {
        var program = BrowserProgram.Obtain();
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(SlowestAnswer);
        // The camera is a moving picture of the browser's own, and a shell without windows asks nobody whether it may be used.
        string[] arguments = ["--disable-gpu", "--disable-background-networking", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
        return await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program == BrowserProgram.PlaywrightsOwn ? null : program,
            // Chromium refuses to put root into its sandbox.
            Args = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? [.. arguments, "--no-sandbox"] : arguments,
        });
    }
}
