using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Letters;

/// <summary>
/// Takes letters out of the outbox, on every node: one at a time, each under a lease, so that two nodes do not both send it. A node
/// that dies in between leaves the lease to run out; the letter is then sent again, which is better than not at all.
/// </summary>
public sealed class LetterCarrier(IServiceScopeFactory scopes, LetterSender sender, OutboxBell bell, TimeProvider clock, ILogger<LetterCarrier> log) : BackgroundService
{
    /// <summary>How long a letter waits at most that another node wrote.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    /// <summary>How long it takes at most from a save to the commit of its transaction; then the carrier looks again.</summary>
    private static readonly TimeSpan Commit = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private const int Batch = 20;

    /// <summary>Looks for letters that are due and sends them. Returns how many were sent.</summary>
    public async Task<int> CarryAsync(CancellationToken cancellation)
    {
        List<int> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
            due = await db.Letters.Due(Now).OrderBy(letter => letter.NextTryAt).Select(letter => letter.Id).Take(Batch).ToListAsync(cancellation);
        }

        var sent = 0;
        foreach (var id in due)
        {
            await using var scope = scopes.CreateAsyncScope();
            sent += await CarryAsync(scope.ServiceProvider.GetRequiredService<PortalDbContext>(), id, cancellation) ? 1 : 0;
        }

        return sent;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var rung = await bell.WaitAsync(Pause, stoppingToken);
                while (await CarryAsync(stoppingToken) == Batch)
                {
                }

                if (rung)
                {
                    await Task.Delay(Commit, stoppingToken);
                    await CarryAsync(stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "The outbox could not be looked at; it is tried again");
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<bool> CarryAsync(PortalDbContext db, int id, CancellationToken cancellation)
    {
        var letter = await db.Letters.Due(Now).SingleOrDefaultAsync(l => l.Id == id, cancellation);
        if (letter is null)
        {
            return false;
        }

        letter.Begin(Now, Lease);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another node has it.
            return false;
        }

        try
        {
            await sender.SendAsync(letter, cancellation);
            letter.Sent(Now);
            letter.Text = Outbox.WithoutKeys(letter.Text);
            letter.Html = Outbox.WithoutKeys(letter.Html);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            letter.Failed(Now, e is OperationCanceledException ? "The mail server did not answer in time." : e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message);
            log.LogWarning("Letter {LetterId} ({LetterKind}) was not sent at try {Try}: {Reason}", letter.Id, letter.Kind, letter.Tries, letter.LastError);
        }

        // Not ended by the server's stop: what has been sent has to be known as sent.
        await db.SaveChangesAsync(CancellationToken.None);
        return letter.SentAt is not null;
    }
}
