using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;

namespace OutreachPortal.Services.Editing;

/// <summary>
/// Publishes what is due, each item in its own transaction; what became due while the portal was down, at its start. Every node does this:
/// whoever comes second finds that the item is another by now.
/// </summary>
public sealed partial class ScheduledPublishing(IServiceScopeFactory scopes, PublishingSignal signal, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<ScheduledPublishing> logger)
    : BackgroundService
{
    /// <summary>By this comment the query is known among others.</summary>
    public const string Tag = "Due for publishing";

    /// <summary>How long something due waits at most.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private const int Most = 100;

    /// <summary>Publishes all that is due now.</summary>
    /// <returns>How many items were looked at.</returns>
    public async Task<int> PublishDueAsync(CancellationToken cancellation)
    {
        var due = await DueAsync(cancellation);
        foreach (var (id, kind, userId) in due)
        {
            try
            {
                await PublishAsync(id, kind, userId, cancellation);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                // What stands in this one's way does not stand in the others'.
                LogFailure(e, kind, id);
                await KeepAsync(id, kind, userId, e, cancellation);
            }
        }

        return due.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.AfterStartAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await PublishDueAsync(stoppingToken);
                await signal.WaitAsync(Interval, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Mostly the database is away. Whatever it is, the portal does not stop for it, and asks again.
                LogNoAnswer(e);
                await Task.Delay(Interval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<List<(int Id, ContentKind Kind, int? UserId)>> DueAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        var now = clock.GetUtcNow().UtcDateTime;
        var rows = await db.ContentItems.Where(item => item.ScheduledAt != null && item.ScheduledAt <= now && item.ScheduleError == null)
            .OrderBy(item => item.ScheduledAt).Take(Most).TagWith(Tag).Select(item => new { item.Id, item.Kind, item.ScheduledById }).ToListAsync(cancellation);
        return [.. rows.Select(row => (row.Id, row.Kind, row.ScheduledById))];
    }

    private async Task PublishAsync(int id, ContentKind kind, int? userId, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        CultureInfo.CurrentUICulture = await LanguageOfAsync(scope.ServiceProvider, userId, cancellation);
        var outcome = await scope.ServiceProvider.GetRequiredService<Publishing>().PublishDueAsync(kind, id, cancellation);
        LogOutcome(kind, id, outcome.GetType().Name);
    }

    private async Task KeepAsync(int id, ContentKind kind, int? userId, Exception e, CancellationToken cancellation)
    {
        if (e is DbException or RetryLimitExceededException or OperationCanceledException)
        {
            // Nothing that somebody who schedules could mend; the next round tries again.
            return;
        }

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            CultureInfo.CurrentUICulture = await LanguageOfAsync(scope.ServiceProvider, userId, cancellation);
            var words = scope.ServiceProvider.GetRequiredService<IStringLocalizer<Words>>();
            await scope.ServiceProvider.GetRequiredService<Publishing>().FailAsync(kind, id, words["Schedule.Broke"], cancellation);
        }
        catch (Exception again) when (!cancellation.IsCancellationRequested)
        {
            LogFailure(again, kind, id);
        }
    }

    /// <summary>What went wrong is said in the language of whoever scheduled it.</summary>
    private static async Task<CultureInfo> LanguageOfAsync(IServiceProvider services, int? userId, CancellationToken cancellation)
    {
        var language = await services.GetRequiredService<PortalDbContext>().Users.Where(user => user.Id == userId).Select(user => user.Language).FirstOrDefaultAsync(cancellation);
        return Languages.CultureOf(language ?? services.GetRequiredService<SiteSettings>().DefaultLanguage);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Scheduled {Kind} {Id}: {Outcome}")]
    private partial void LogOutcome(ContentKind kind, int id, string outcome);

    [LoggerMessage(Level = LogLevel.Error, Message = "Scheduled {Kind} {Id} could not be published")]
    private partial void LogFailure(Exception e, ContentKind kind, int id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is due for publishing could not be asked for")]
    private partial void LogNoAnswer(Exception e);
}
