using OutreachPortal.BrowserTests.Support;
using OutreachPortal.Tests.Support;

[assembly: AssemblyFixture(typeof(PublicSite))]

namespace OutreachPortal.BrowserTests.Support;

/// <summary>What all tests share: the portal, the browser, and what was seen on a walk over its pages.</summary>
public sealed class PublicSite : IAsyncDisposable
{
    private readonly LivePortal _portal = new();
    private readonly Browser _browser = new();
    private readonly Lazy<Task<SiteMap>> _map;
    private readonly Lazy<Task<IReadOnlyList<Visit>>> _visits;

    public PublicSite()
    {
        _map = new(() => Task.Run(async () =>
        {
            var address = _portal.Address;
            await ImportRareStatesAsync();
            return await SiteMap.CrawlAsync(address);
        }));
        _visits = new(() => Task.Run(WalkAsync));
    }

    public Task<SiteMap> MapAsync() => _map.Value;

    /// <summary>Pages of every kind, each visited once.</summary>
    public Task<IReadOnlyList<Visit>> VisitsAsync() => _visits.Value;

    /// <summary>What the walk found wrong in one respect.</summary>
    public async Task<IEnumerable<Fault>> FaultsAsync(Check check) =>
        (await VisitsAsync()).SelectMany(visit => visit.Faults).Where(fault => fault.Check == check);

    /// <summary>A visitor with an empty cache; addresses are within the site.</summary>
    public async Task<IBrowserContext> VisitorAsync(Action<BrowserNewContextOptions>? change = null)
    {
        var options = new BrowserNewContextOptions { BaseURL = _portal.Address.ToString(), ViewportSize = Visit.Desktop };
        change?.Invoke(options);
        return await _browser.VisitorAsync(options);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _portal.DisposeAsync();
    }

    /// <summary>What the demo has none of: a page that is gone, and one in a single language.</summary>
    private async Task ImportRareStatesAsync()
    {
        using var folder = new ContentFolder().Seminar("gone", "Gone talk", "slug: gone-talk\nstate: unpublished");
        folder.OneText("seminars/only-english.en.md", "title: Only in English\nslug: only-english\nsummary: About it.\nplace: Room 1\nstart: 2027-04-08 14:00\nend: 15:30\nmode: on-site\naudience: [adults]");
        folder.File("seminars/gone.tr.md", "---\ntitle: Kaldırılan konuşma\nslug: gone-talk\nsummary: Hakkında.\nplace: Oda 1\n---\nBir metin.\n");
        (await _portal.ImportAsync(folder)).Mistakes.ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<Visit>> WalkAsync()
    {
        var map = await MapAsync();
        var templates = map.OneOfEach.ToHashSet();
        var pages = map.Walk.Union(templates).ToList();
        var visits = new Visit[pages.Count];
        await Parallel.ForAsync(0, visits.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (i, _) =>
        {
            await using var visitor = await VisitorAsync();
            visits[i] = await Visit.MakeAsync(visitor, pages[i], thorough: templates.Contains(pages[i]));
        });
        return visits;
    }
}
