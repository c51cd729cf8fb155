using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.Services.Letters;

/// <summary>
/// Reminds those who have a seat of a lecture a day before it starts. Every node does it; the line of seats sees to it that each is reminded
/// once, with the letter in the same transaction.
/// </summary>
public sealed partial class Reminders(IServiceScopeFactory scopes, SeatLine line, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<Reminders> logger) : BackgroundService
{
    /// <summary>How often is looked.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Whoever was told of the lecture less than this ago knows it still.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(3);

    private const int Most = SeatLine.Round;

    /// <summary>Puts a round of reminders that are due into the outbox. Returns how many it put there.</summary>
    public async Task<int> RemindAsync(CancellationToken cancellation)
    {
        List<int> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            due = await DueAsync(scope.ServiceProvider.GetRequiredService<PortalDbContext>(), cancellation);
        }

        // All at once: they go through the line together.
        var outcomes = await Task.WhenAll(due.Select(id => line.TakeAsync((book, c) => book.RemindAsync(id, c), cancellation)));
        return outcomes.Count(outcome => outcome == SeatOutcome.Done);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.AfterStartAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await RemindAsync(stoppingToken) == Most)
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

    private async Task<List<int>> DueAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var until = now + SeatBook.ReminderBefore;
        // What ended is past by the index; few start within a day.
        var lectures = await db.Lectures.Where(l => l.Kind == ContentKind.Lecture && l.State == ContentState.Published && l.EndsAt > now
            && l.StartsAt > now && l.StartsAt <= until && l.Status != EventStatus.Cancelled).OrderBy(l => l.StartsAt).Select(l => new { l.Id, l.StartsAt }).ToListAsync(cancellation);
        string[] telling = [RegistrationLetterKinds.Confirmed, RegistrationLetterKinds.Changed];
        var fresh = now - Fresh;
        var due = new List<int>();
        foreach (var lecture in lectures)
        {
            var from = lecture.StartsAt - SeatBook.ReminderBefore;
            due.AddRange(await db.Registrations.Where(r => r.LectureId == lecture.Id && r.State == RegistrationState.Confirmed && r.Email != ""
                    && (r.RemindedAt == null || r.RemindedAt < from)
                    && !db.Letters.Any(letter => letter.RegistrationId == r.Id && telling.Contains(letter.Kind) && letter.CreatedAt > fresh))
                .OrderBy(r => r.Id).Select(r => r.Id).Take(Most - due.Count).ToListAsync(cancellation));
            if (due.Count == Most)
            {
                break;
            }
        }

        return due;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reminders could not be written; it is tried again")]
    private partial void LogFailure(Exception e);
}
