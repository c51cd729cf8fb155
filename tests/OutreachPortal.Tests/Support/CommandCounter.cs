using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using OutreachPortal.Services.Editing;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.Tests.Support;

/// <summary>
/// Counts what is asked of the database, except for what it is asked again and again by itself: the content stamp, at most twice a second, the
/// outbox, what is due for publishing, and seats to look after.
/// </summary>
public sealed class CommandCounter : DbCommandInterceptor
{
    private readonly ConcurrentQueue<string> _commands = new();

    public IReadOnlyCollection<string> Commands => _commands;

    public int Count => _commands.Count;

    public void Reset() => _commands.Clear();

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => Add(command, result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        new(Add(command, result));

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) =>
        Add(command, result);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        new(Add(command, result));

    private T Add<T>(DbCommand command, T result)
    {
        if (!command.CommandText.Contains("ContentStamp", StringComparison.Ordinal) && !command.CommandText.Contains("LeasedUntil", StringComparison.Ordinal)
            && !command.CommandText.Contains(ScheduledPublishing.Tag, StringComparison.Ordinal) && !command.CommandText.Contains(SeatKeeper.Tag, StringComparison.Ordinal))
        {
            // SQL Server's brackets as SQLite's quotation marks: a test names a column once.
            _commands.Enqueue(command.CommandText.Replace('[', '"').Replace(']', '"'));
        }

        return result;
    }
}
