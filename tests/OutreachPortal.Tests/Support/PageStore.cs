using System.Collections.Concurrent;
using Microsoft.AspNetCore.OutputCaching;

namespace OutreachPortal.Tests.Support;

/// <summary>Where the page cache keeps its entries, open to look at, and growing old by the test's clock.</summary>
public sealed class PageStore(TimeProvider clock) : IOutputCacheStore
{
    private readonly ConcurrentDictionary<string, (byte[] Page, DateTimeOffset Until)> _entries = new();
    private int _writes;

    public int Entries => _entries.Count;

    /// <summary>How often a page was made and kept.</summary>
    public int Writes => Volatile.Read(ref _writes);

    public void Clear() => _entries.Clear();

    public ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken) =>
        new(_entries.TryGetValue(key, out var entry) && clock.GetUtcNow() < entry.Until ? entry.Page : null);

    public ValueTask SetAsync(string key, byte[] value, string[]? tags, TimeSpan validFor, CancellationToken cancellationToken)
    {
        _entries[key] = (value, clock.GetUtcNow() + validFor);
        Interlocked.Increment(ref _writes);
        return ValueTask.CompletedTask;
    }

    public ValueTask EvictByTagAsync(string tag, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
