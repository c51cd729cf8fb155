namespace OutreachPortal.Services.Editing;

/// <summary>Wakes whoever publishes what is due, without waiting for the next look.</summary>
public sealed class PublishingSignal : IDisposable
{
    private readonly SemaphoreSlim _awake = new(0, 1);

    public void Wake()
    {
        try
        {
            _awake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody has called already.
        }
    }

    /// <summary>Waits until somebody calls, or for a time.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellation) => _awake.WaitAsync(longest, cancellation);

    public void Dispose() => _awake.Dispose();
}
