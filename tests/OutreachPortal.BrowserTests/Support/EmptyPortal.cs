using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;

namespace OutreachPortal.BrowserTests.Support;

/// <summary>A portal in which nothing was published yet, and a browser.</summary>
public sealed class EmptyPortal : IAsyncDisposable
{
    private readonly LivePortal _portal = new();
    private readonly Browser _browser = new();

    public EmptyPortal() => _portal.With("Demo:Content", "false");

    /// <summary>What a thorough visit finds wrong with a page, and what its answer was if that is not what was expected.</summary>
    public async Task<IEnumerable<Fault>> FaultsAsync(SitePage page)
    {
        using var client = new HttpClient { BaseAddress = _portal.Address };
        using var answer = await client.GetAsync(page.Path, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(page.Status, page.Path);
        await using var visitor = await _browser.VisitorAsync(new() { BaseURL = _portal.Address.ToString(), ViewportSize = Visit.Desktop });
        return (await Visit.MakeAsync(visitor, page, thorough: true)).Faults;
    }

    /// <summary>Takes a table away, so that from here on every page that is not in the cache fails.</summary>
    public async Task BreakAsync()
    {
        _ = _portal.Address;
        await _portal.InScopeAsync(services => services.GetRequiredService<PortalDbContext>().Database.ExecuteSqlRawAsync("DROP TABLE ContentTexts"));
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _portal.DisposeAsync();
    }
}
