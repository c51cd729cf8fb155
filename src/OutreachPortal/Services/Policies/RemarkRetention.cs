using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;

namespace OutreachPortal.Services.Policies;

/// <summary>
/// Removes who sent remarks that could be sent until long ago (<see cref="PolicySettings.KeepDays"/>), and the remarks that were refused; the words of
/// the others stay. Every node does it; whoever comes second finds it done.
/// </summary>
public sealed partial class RemarkRetention(
    IServiceScopeFactory scopes, PolicySettings settings, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<RemarkRetention> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private static readonly TimeSpan AfterTheStart = TimeSpan.FromMinutes(1);

    /// <summary>Erases all that was kept long enough. Returns how many remarks lost their name or went.</summary>
    public async Task<int> EraseAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        var day = scope.ServiceProvider.GetRequiredService<SiteSettings>().Today(clock).AddDays(-settings.KeepDays);
        var moment = clock.GetUtcNow().UtcDateTime.AddDays(-settings.KeepDays);
        // Where nobody knows any more until when remarks could be sent, by when one was.
        var due = db.PolicyComments.Where(comment => comment.Version.CommentUntil < day || (comment.Version.CommentUntil == null && comment.CreatedAt < moment));
        return await due.Where(comment => comment.State == CommentState.Refused).ExecuteDeleteAsync(cancellation)
            + await due.Where(comment => comment.Name != null).ExecuteUpdateAsync(set => set.SetProperty(comment => comment.Name, (string?)null), cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Nobody waits for this at the start.
        await Task.Yield();
        using var started = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStarted, stoppingToken);
        await Task.Delay(Timeout.Infinite, started.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(AfterTheStart, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await EraseAsync(stoppingToken) is > 0 and var erased)
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

    [LoggerMessage(Level = LogLevel.Information, Message = "Who stood behind {Count} remarks on policies was erased, {Days} days after the last day for them")]
    private partial void LogErased(int count, int days);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Who sent remarks could not be erased; it is tried again")]
    private partial void LogFailure(Exception e);
}
