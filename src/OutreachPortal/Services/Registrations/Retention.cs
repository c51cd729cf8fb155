using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Services.Hosting;

namespace OutreachPortal.Services.Registrations;

/// <summary>
/// Removes who was registered for lectures that are long over (<see cref="RegistrationSettings.KeepDays"/>); what was counted stays. In small
/// rounds, so that nobody who registers meanwhile waits for it. Every node does it; whoever comes second finds it done.
/// </summary>
public sealed partial class Retention(
    IServiceScopeFactory scopes, SeatLine line, RegistrationSettings settings, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<Retention> logger) : BackgroundService
{
    /// <summary>By this comment its questions are known among others.</summary>
    public const string Tag = "Registrations kept long enough";

    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private const int Round = 50;
    private const int Most = 2000;

    // Longer than any portal is away at once; what ended before was looked at when this one started.
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(60);
    private static readonly TimeSpan AfterTheStart = TimeSpan.FromMinutes(1);

    /// <summary>Erases all that was kept long enough. Returns how many registrations were.</summary>
    /// <param name="isFirst">Looks at all lectures that there ever were for those who came without registering too.</param>
    public async Task<int> EraseAsync(bool isFirst, CancellationToken cancellation)
    {
        var erased = 0;
        while (await DueAsync(isFirst, cancellation) is { Count: > 0 } due)
        {
            foreach (var round in due.Chunk(Round))
            {
                // All at once: they go through the line together.
                await Task.WhenAll(round.Select(id => line.TakeAsync((book, c) => book.EraseKeepingCertificatesAsync(id, c), cancellation)));
            }

            erased += due.Count;
        }

        return erased;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.AfterStartAsync(stoppingToken);
        await Task.Delay(AfterTheStart, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var isFirst = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var erased = await EraseAsync(isFirst, stoppingToken);
                isFirst = false;
                if (erased > 0)
                {
                    LogErased(erased, settings.KeepDays);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Mostly the database is away. Whatever it is, the portal does not stop for it, and asks again.
                LogFailure(e);
            }

            await Task.Delay(Interval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<List<int>> DueAsync(bool isFirst, CancellationToken cancellation)
    {
        var end = clock.GetUtcNow().UtcDateTime.AddDays(-settings.KeepDays);
        var since = isFirst ? DateTime.MinValue : end - LookBack;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        // By the index of addresses, in which nothing stands any more of a lecture that is done with; who came without an address is in none.
        var ids = await db.Lectures.Where(l => l.EndsAt < end)
            .SelectMany(l => db.Registrations.Where(r => r.LectureId == l.Id && r.EmailKey != null)).Where(r => r.ErasedAt == null)
            .OrderBy(r => r.Id).Select(r => r.Id).Take(Most).TagWith(Tag).ToListAsync(cancellation);
        return ids.Count > 0 ? ids : await db.Lectures.Where(l => l.EndsAt < end && l.EndsAt >= since)
            .SelectMany(l => db.Registrations.Where(r => r.LectureId == l.Id)).Where(r => r.ErasedAt == null)
            .OrderBy(r => r.Id).Select(r => r.Id).Take(Most).TagWith(Tag).ToListAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Who stood behind {Count} registrations was erased, {Days} days after the lectures")]
    private partial void LogErased(int count, int days);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Registrations could not be erased; it is tried again")]
    private partial void LogFailure(Exception e);
}
