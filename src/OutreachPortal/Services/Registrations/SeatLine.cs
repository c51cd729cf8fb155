using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using OutreachPortal.Data;
using OutreachPortal.Services.Letters;

namespace OutreachPortal.Services.Registrations;

/// <summary>
/// Where everybody stands who changes seats: this node's one writer of registrations. All who wait when it is free go in together, in the
/// order in which they came, and one commit makes all of it durable before anybody is answered; so a rush costs one write to the disk for many
/// registrations instead of one for each (decision 11). Other nodes have lines of their own; the database keeps them apart.
/// </summary>
public sealed partial class SeatLine(IServiceScopeFactory scopes, ContentStamp stamp, OutboxBell bell, ILogger<SeatLine> logger) : BackgroundService
{
    /// <summary>How many steps one transaction takes at most.</summary>
    public const int Round = 200;

    /// <summary>How often a step is taken at most that another node keeps crossing.</summary>
    private const int MostTries = 4;

    /// <summary>How many may wait; whoever comes then waits for a place in the line.</summary>
    private const int Longest = 20_000;

    // https://sqlite.org/rescode.html: SQLITE_CONSTRAINT.
    private const int SqliteConstraint = 19;

    private readonly Channel<Visitor> _line = Channel.CreateBounded<Visitor>(new BoundedChannelOptions(Longest) { SingleReader = true });

    /// <summary>
    /// Takes a step with the seats and answers when it is durable. A round may be taken again, so the step does nothing but what it does to the book.
    /// </summary>
    /// <param name="cancellation">Leaves the line; a step that was begun is finished.</param>
    public Task<T> TakeAsync<T>(Func<SeatBook, CancellationToken, Task<T>> step, CancellationToken cancellation) =>
        StandAsync(new Visitor<T>(step, null, cancellation), cancellation);

    /// <summary>Registers a party; the round reads for all its newcomers together.</summary>
    public Task<Registered> RegisterAsync(NewRegistration party, CancellationToken cancellation) =>
        StandAsync(new Visitor<Registered>((book, c) => book.RegisterAsync(party, c), party, cancellation), cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var round = new List<Visitor>(Round);
        try
        {
            while (await _line.Reader.WaitToReadAsync(stoppingToken))
            {
                while (round.Count < Round && _line.Reader.TryRead(out var visitor))
                {
                    // Nothing was done for whoever went away before the turn came.
                    if (!visitor.HasLeft)
                    {
                        round.Add(visitor);
                    }
                }

                await AdmitAsync(round);
                round.Clear();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            _line.Writer.TryComplete();
            while (_line.Reader.TryRead(out var visitor))
            {
                visitor.Refuse(new OperationCanceledException("The portal stops."));
            }
        }
    }

    private async Task<T> StandAsync<T>(Visitor<T> visitor, CancellationToken cancellation)
    {
        try
        {
            await _line.Writer.WriteAsync(visitor, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new OperationCanceledException("The portal stops.");
        }

        return await visitor.Answer;
    }

    /// <summary>All of a round in one transaction. Where one step breaks, it takes none of the others with it: the round is halved until that step is alone.</summary>
    private async Task AdmitAsync(List<Visitor> round, int tries = 1)
    {
        if (round.Count == 0)
        {
            return;
        }

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
            // Not ended by anybody's going away, nor by the server's stop: the others' answers hang on it.
            await db.TransactAsync(async () =>
            {
                var book = ActivatorUtilities.CreateInstance<SeatBook>(scope.ServiceProvider);
                await book.ExpectAsync(round.Select(visitor => visitor.Newcomer).OfType<NewRegistration>(), CancellationToken.None);
                foreach (var visitor in round)
                {
                    await visitor.StepAsync(book);
                }

                await book.SaveAsync(CancellationToken.None);
                return true;
            }, _ => true, CancellationToken.None);
        }
        catch (Exception e) when (round.Count > 1 && !IsAway(e))
        {
            LogSplit(e, round.Count);
            await AdmitAsync(round[..(round.Count / 2)]);
            await AdmitAsync(round[(round.Count / 2)..]);
            return;
        }
        catch (DbUpdateException e) when (tries < MostTries && !IsAway(e))
        {
            // Somebody else changed what no seat hangs on, such as a name, at the same time.
            LogSplit(e, round.Count);
            await AdmitAsync(round, tries + 1);
            return;
        }
        catch (Exception e)
        {
            foreach (var visitor in round)
            {
                visitor.Refuse(e);
            }

            return;
        }

        stamp.Forget();
        bell.Ring();
        foreach (var visitor in round)
        {
            visitor.Tell();
        }
    }

    /// <summary>Whether the fault is the database's, so that whoever comes next would meet it too: each would wait for it as long.</summary>
    private static bool IsAway(Exception e) =>
        e is RetryLimitExceededException || (e as SqliteException ?? e.InnerException as SqliteException) is { SqliteErrorCode: not SqliteConstraint };

    [LoggerMessage(Level = LogLevel.Warning, Message = "A round of {Count} steps with seats broke off; it is taken again in parts")]
    private partial void LogSplit(Exception e, int count);

    private abstract class Visitor(NewRegistration? newcomer, CancellationToken cancellation)
    {
        public NewRegistration? Newcomer => newcomer;

        public bool HasLeft
        {
            get
            {
                if (cancellation.IsCancellationRequested)
                {
                    Refuse(new OperationCanceledException(cancellation));
                    return true;
                }

                return false;
            }
        }

        public abstract Task StepAsync(SeatBook book);

        public abstract void Tell();

        public abstract void Refuse(Exception e);
    }

    private sealed class Visitor<T>(Func<SeatBook, CancellationToken, Task<T>> step, NewRegistration? newcomer, CancellationToken cancellation) : Visitor(newcomer, cancellation)
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;

        public Task<T> Answer => _answer.Task;

        public override async Task StepAsync(SeatBook book) => _result = await step(book, CancellationToken.None);

        // A new row has its number only now.
        public override void Tell() => _answer.TrySetResult(
            _result is Registered { Registration: { } row } registered ? (T)(object)(registered with { RegistrationId = row.Id, Registration = null }) : _result);

        public override void Refuse(Exception e) => _answer.TrySetException(e);
    }
}
