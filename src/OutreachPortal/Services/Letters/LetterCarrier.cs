using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Letters;

/// <summary>
/// Takes letters out of the outbox, on every node: a batch at a time under a lease, so that two nodes do not both send one, over a few
/// connections. A batch costs the database a few writes however many letters it has: those who register meanwhile want to write too. A node
/// that dies in between leaves the lease to run out; the letters are then sent again, which is better than not at all.
/// </summary>
public sealed class LetterCarrier(IServiceScopeFactory scopes, LetterSender sender, OutboxBell bell, TimeProvider clock, ILogger<LetterCarrier> log) : BackgroundService
{
    /// <summary>How long a letter waits at most that another node wrote.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    /// <summary>How many letters are taken at once.</summary>
    public const int Batch = 50;

    /// <summary>How many are marked at once; as many may be sent twice after a crash.</summary>
    private const int Slice = 25;

    /// <summary>How many connections are used at once.</summary>
    private const int Routes = 5;

    /// <summary>How often a batch that another node took from under our hands is chosen anew.</summary>
    private const int Choices = 3;

    /// <summary>How long it takes at most from a save to the commit of its transaction; then the carrier looks again.</summary>
    private static readonly TimeSpan Commit = TimeSpan.FromSeconds(1);

    /// <summary>After that no more letters of a batch are begun.</summary>
    private static readonly TimeSpan LongestBatch = TimeSpan.FromMinutes(2);

    /// <summary>Longer than a batch and the last letter in it can take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Looks for letters that are due and sends a batch of them. Returns how many were sent.</summary>
    public async Task<int> CarryAsync(CancellationToken cancellation) => (await CarryBatchAsync(cancellation)).Sent;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var rung = await bell.WaitAsync(Pause, stoppingToken);
                while (await CarryBatchAsync(stoppingToken) is { IsMore: true })
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

    private async Task<(bool IsMore, int Sent)> CarryBatchAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        for (var choice = 0; choice < Choices; choice++)
        {
            db.ChangeTracker.Clear();
            var letters = await db.Letters.Due(Now).OrderBy(letter => letter.NextTryAt).ThenBy(letter => letter.Id).Take(Batch).ToListAsync(cancellation);
            if (letters.Count == 0)
            {
                return (false, 0);
            }

            var written = await scope.ServiceProvider.GetRequiredService<LetterWriter>().WriteAsync(letters, cancellation);
            letters.ForEach(letter => letter.Begin(Now, Lease));
            try
            {
                await db.SaveChangesAsync(cancellation);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Another node has some of them.
                continue;
            }

            var sent = await SendAsync(db, letters, written, cancellation);
            return (letters.Count == Batch || letters.Exists(letter => letter.LeasedUntil is null && letter.NextTryAt <= Now), sent);
        }

        return (true, 0);
    }

    private async Task<int> SendAsync(PortalDbContext db, List<Letter> letters, IReadOnlyDictionary<int, Writing> written, CancellationToken cancellation)
    {
        var routes = Enumerable.Range(0, Math.Min(Routes, letters.Count)).Select(_ => sender.Open()).ToList();
        using var stalled = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stalled.CancelAfter(LongestBatch);
        try
        {
            foreach (var slice in letters.Chunk(Slice))
            {
                var next = -1;
                // Each works on letters of its own; the context is not touched until all have come back.
                await Task.WhenAll(routes.Select(async route =>
                {
                    while (!stalled.IsCancellationRequested && Interlocked.Increment(ref next) is var i && i < slice.Length)
                    {
                        await SendAsync(route, slice[i], written[slice[i].Id], stalled, cancellation);
                    }
                }));
                await MarkAsync(db, slice);
            }
        }
        finally
        {
            foreach (var route in routes)
            {
                route.Dispose();
            }
        }

        return letters.Count(letter => letter.SentAt is not null);
    }

    private async Task SendAsync(LetterRoute route, Letter letter, Writing writing, CancellationTokenSource stalled, CancellationToken cancellation)
    {
        if (writing.Letter is not { } words)
        {
            if (writing.IsPast)
            {
                letter.GiveUp(writing.Problem);
            }
            else
            {
                letter.Failed(Now, writing.Problem);
            }

            LogFailure(letter);
            return;
        }

        try
        {
            await route.SendAsync(letter, words, cancellation);
            letter.Sent(Now);
            letter.Subject = words.Subject;
            letter.Text = Outbox.WithoutKeys(words.Text);
            letter.Html = Outbox.WithoutKeys(words.Html);
            letter.ProtectedToken = null;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            if (e is OperationCanceledException)
            {
                // It would keep the others waiting just as long. They come again at once, and this one later.
                await stalled.CancelAsync();
            }

            letter.Failed(Now, e is OperationCanceledException ? "The mail server did not answer in time." : e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message);
            LogFailure(letter);
        }
        catch (Exception)
        {
            // The portal stops: nobody knows whether it arrived, so it is sent again.
        }
    }

    private void LogFailure(Letter letter) =>
        log.LogWarning("Letter {LetterId} ({LetterKind}) was not sent at try {Try}: {Reason}", letter.Id, letter.Kind, letter.Tries, letter.LastError);

    /// <summary>Writes down what became of letters. Those that nobody came to are given back.</summary>
    private static async Task MarkAsync(PortalDbContext db, IReadOnlyList<Letter> letters)
    {
        foreach (var letter in letters.Where(letter => db.Entry(letter).State == EntityState.Unchanged))
        {
            letter.Release();
        }

        while (true)
        {
            try
            {
                // Not ended by the server's stop: what has been sent has to be known as sent.
                await db.SaveChangesAsync(CancellationToken.None);
                return;
            }
            catch (DbUpdateConcurrencyException e)
            {
                foreach (var entry in e.Entries)
                {
                    // Somebody asked for another try meanwhile, or erased the registration: what was sent stays sent, and of the rest theirs holds.
                    if (entry.Entity is Letter { SentAt: not null } && await entry.GetDatabaseValuesAsync() is { } theirs)
                    {
                        entry.OriginalValues.SetValues(theirs);
                    }
                    else
                    {
                        entry.State = EntityState.Detached;
                    }
                }
            }
        }
    }
}
