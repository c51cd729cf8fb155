using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.BrowserTests.Support;

/// <summary>A portal with its demo content in which staff write, and a browser for each of them.</summary>
public sealed class WritingRoom : IAsyncDisposable
{
    private readonly Browser _browser = new();

    public LivePortal Portal { get; } = new();

    public Task<IBrowserContext> AliceAsync(Action<BrowserNewContextOptions>? change = null, string language = Languages.English) =>
        // A user's language is kept with the account.
        SignedInAsync(language == Languages.English ? "Alice" : "Ayşe", Roles.Author, change, language);

    public Task<IBrowserContext> EdAsync(Action<BrowserNewContextOptions>? change = null, string language = Languages.English) =>
        SignedInAsync(language == Languages.English ? "Ed" : "Ediz", Roles.Editor, change, language);

    /// <summary>Somebody of the public.</summary>
    public Task<IBrowserContext> VisitorAsync(Action<BrowserNewContextOptions>? change = null)
    {
        var options = new BrowserNewContextOptions { BaseURL = Portal.Address.ToString(), ViewportSize = Visit.Desktop };
        change?.Invoke(options);
        return _browser.VisitorAsync(options);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await Portal.DisposeAsync();
    }

    private async Task<IBrowserContext> SignedInAsync(string name, string role, Action<BrowserNewContextOptions>? change, string language)
    {
        var context = await VisitorAsync(change);
        await context.AddCookiesAsync([new() { Name = StaffAccess.Cookie, Value = await Portal.TicketAsync(name, role, language), Url = Portal.Address.ToString() }]);
        return context;
    }
}
