using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OutreachPortal.Tests.Support;

/// <summary>
/// Counts what requests ask of the database, except for the content stamp, which is asked at most twice a second. What the portal does by itself
/// meanwhile (letters, what is due, seats to look after) is nobody's request.
/// </summary>
public sealed class CommandCounter : DbCommandInterceptor
{
    private static readonly AsyncLocal<bool> InRequest = new();

    private readonly ConcurrentQueue<string> _commands = new();

    /// <summary>Whether only what requests ask is counted (<see cref="RequestMark"/>).</summary>
    public bool IsOfRequests { get; init; }

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
        if ((InRequest.Value || !IsOfRequests) && !command.CommandText.Contains("ContentStamp", StringComparison.Ordinal))
        {
            // SQL Server's brackets as SQLite's quotation marks: a test names a column once.
            _commands.Enqueue(command.CommandText.Replace('[', '"').Replace(']', '"'));
        }

        return result;
    }

    /// <summary>Marks what is done for a request; first in the pipeline.</summary>
    public sealed class RequestMark : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, rest) =>
            {
                InRequest.Value = true;
                return rest(context);
            });
            next(app);
        };
    }
}
