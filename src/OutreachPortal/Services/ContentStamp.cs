using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using OutreachPortal.Data;

namespace OutreachPortal.Services;

/// <summary>
/// This node's view of the number that goes up with every change of what the public reads. Cached pages are kept under it,
/// so that a change, by this node or another, leaves none of them in use.
/// </summary>
public sealed class ContentStamp(IServiceScopeFactory scopes) : IDisposable
{
    /// <summary>How old the view may be when a page is served.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the database is left alone after it did not answer.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _reading = new(1);
    private long _value = -1;
    private long _seats = -1;
    private long _readAt;
    private long _failedAt;

    /// <summary>The stamp, read again from the database when it was last read more than <see cref="MaxAge"/> ago.</summary>
    public ValueTask<long> CurrentAsync(CancellationToken cancellation)
    {
        var readAt = Volatile.Read(ref _readAt);
        if (readAt != 0 && Stopwatch.GetElapsedTime(readAt) < MaxAge)
        {
            return new(Volatile.Read(ref _value));
        }

        var failedAt = Volatile.Read(ref _failedAt);
        return failedAt != 0 && (Stopwatch.GetElapsedTime(failedAt) < Pause || _reading.CurrentCount == 0)
            ? new(Volatile.Read(ref _value))
            : new(ReadAsync(readAt, cancellation));
    }

    /// <summary>The stamp of the seats, as old as the other: to be asked for right after it.</summary>
    public long Seats => Volatile.Read(ref _seats);

    /// <summary>Raises the stamp at once, without a save. Call it in the transaction of the change, last: others wait for its row.</summary>
    public static Task RaiseAsync(PortalDbContext db, CancellationToken cancellation) =>
        RaiseAsync(db, ContentStampRow.ContentId, cancellation);

    /// <summary>The same where seats were taken or came free.</summary>
    public static Task RaiseSeatsAsync(PortalDbContext db, CancellationToken cancellation) => RaiseAsync(db, ContentStampRow.SeatsId, cancellation);

    private static Task<int> RaiseAsync(PortalDbContext db, int id, CancellationToken cancellation) =>
        db.ContentStamps.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(r => r.Value, r => r.Value + 1), cancellation);

    /// <summary>Makes the next page look at the database.</summary>
    public void Forget()
    {
        Volatile.Write(ref _readAt, 0);
        Volatile.Write(ref _failedAt, 0);
    }

    public void Dispose() => _reading.Dispose();

    private async Task<long> ReadAsync(long seen, CancellationToken cancellation)
    {
        await _reading.WaitAsync(cancellation);
        try
        {
            if (Volatile.Read(ref _readAt) is var readAt && readAt != 0 && readAt != seen)
            {
                return Volatile.Read(ref _value);
            }

            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
            var start = Stopwatch.GetTimestamp();
            var values = await db.ContentStamps.OrderBy(row => row.Id).Select(row => row.Value).ToListAsync(cancellation);
            Volatile.Write(ref _seats, values[1]);
            Volatile.Write(ref _value, values[0]);
            Volatile.Write(ref _readAt, start);
            Volatile.Write(ref _failedAt, 0);
            return _value;
        }
        catch (Exception e) when (_value >= 0 && (e is DbException or RetryLimitExceededException))
        {
            // While the database is away, what is cached is better than nothing. One visitor asks again now and then;
            // the others do not wait for a server's time-outs.
            Volatile.Write(ref _failedAt, Stopwatch.GetTimestamp());
            return _value;
        }
        finally
        {
            _reading.Release();
        }
    }
}
