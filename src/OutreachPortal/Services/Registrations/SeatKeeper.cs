using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;

namespace OutreachPortal.Services.Registrations;

/// <summary>
/// Does what time does to registrations: ends those that were not confirmed, or not answered, in time, and offers seats that came free without
/// a registration giving them up. Every node does it; whoever comes second finds it done.
/// </summary>
public sealed partial class SeatKeeper(IServiceScopeFactory scopes, SeatLine line, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<SeatKeeper> logger) : BackgroundService
{
    /// <summary>By this comment its questions are known among others.</summary>
    public const string Tag = "Seats to look after";

    /// <summary>How long something due waits at most.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private const int Most = 200;

    /// <summary>Does all that is due now. Returns how many registrations were ended.</summary>
    public async Task<int> KeepAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        List<(int Id, RegistrationState State)> overdue;
        List<int> roomy;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
            var rows = await db.Registrations.Overdue(now).OrderBy(r => r.HeldUntil).ThenBy(r => r.Id).Take(Most).TagWith(Tag).Select(r => new { r.Id, r.State }).ToListAsync(cancellation);
            overdue = [.. rows.Select(row => (row.Id, row.State))];
            // The first that waits fits, or under best fit any does: seats came that no registration had.
            roomy = await db.SeatPools.Where(pool => pool.Waiting > 0 && pool.Taken < pool.Seats)
                .Join(db.Lectures.Where(l => l.State == ContentState.Published && l.Status != EventStatus.Cancelled && l.StartsAt > now), pool => pool.LectureId, lecture => lecture.Id, (pool, lecture) => new { pool, lecture.WaitingList })
                .Where(row => row.WaitingList == WaitingPolicy.BestFit
                    ? db.Registrations.Any(r => r.LectureId == row.pool.LectureId && r.Place == row.pool.Place && r.State == RegistrationState.Waiting && r.Seats <= row.pool.Seats - row.pool.Taken)
                    : db.Registrations.Where(r => r.LectureId == row.pool.LectureId && r.Place == row.pool.Place && r.State == RegistrationState.Waiting && r.Seats <= row.pool.Seats)
                        .OrderBy(r => r.Number).Select(r => (int?)r.Seats).FirstOrDefault() <= row.pool.Seats - row.pool.Taken)
                .Select(row => row.pool.LectureId).Distinct().OrderBy(lecture => lecture).Take(Most).TagWith(Tag).ToListAsync(cancellation);
        }

        // All at once: they go through the line together.
        var ended = await Task.WhenAll(overdue.Select(one => line.TakeAsync((book, c) => book.CancelAsync(one.Id,
            one.State == RegistrationState.Offered ? RegistrationEnding.OfferExpired : RegistrationEnding.NotConfirmed, "", null, c), cancellation)));
        await Task.WhenAll(roomy.Select(lecture => line.TakeAsync(async (book, c) =>
        {
            await book.PromoteAsync(lecture, c);
            return true;
        }, cancellation)));
        return ended.Count(outcome => outcome == SeatOutcome.Done);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.AfterStartAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await KeepAsync(stoppingToken) == Most)
                {
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Seats could not be looked after; it is tried again")]
    private partial void LogFailure(Exception e);
}
