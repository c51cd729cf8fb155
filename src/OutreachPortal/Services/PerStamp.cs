using OutreachPortal.Data;

namespace OutreachPortal.Services;

/// <summary>Something that this node reads from the database once for each content stamp, and then knows by heart.</summary>
/// <param name="before">What is known before it was ever read.</param>
public sealed class PerStamp<T>(IServiceScopeFactory scopes, ContentStamp stamp, T before, Func<PortalDbContext, CancellationToken, Task<T>> read) : IDisposable
{
    private readonly SemaphoreSlim _reading = new(1);
    private volatile Known _known = new(-1, before);

    /// <summary>What was read last, however old.</summary>
    public T Last => _known.Value;

    /// <summary>What holds now. Throws what the database throws when it has to be asked and does not answer.</summary>
    public async ValueTask<T> CurrentAsync(CancellationToken cancellation)
    {
        var current = await stamp.CurrentAsync(cancellation);
        return _known is var known && known.Stamp == current ? known.Value : await ReadAsync(current, cancellation);
    }

    public void Dispose() => _reading.Dispose();

    private async Task<T> ReadAsync(long current, CancellationToken cancellation)
    {
        await _reading.WaitAsync(cancellation);
        try
        {
            if (_known is var known && known.Stamp == current)
            {
                return known.Value;
            }

            await using var scope = scopes.CreateAsyncScope();
            var value = await read(scope.ServiceProvider.GetRequiredService<PortalDbContext>(), cancellation);
            _known = new(current, value);
            return value;
        }
        finally
        {
            _reading.Release();
        }
    }

    private sealed record Known(long Stamp, T Value);
}
