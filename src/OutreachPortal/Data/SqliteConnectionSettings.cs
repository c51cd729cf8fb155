using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace OutreachPortal.Data;

/// <summary>What SQLite forgets when a connection closes: durable commits, foreign keys, and patience with other writers.</summary>
public sealed class SqliteConnectionSettings : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=10000;";

    // EF Core opens a connection for every query, and gets the same one from the pool; SQLite's own remembers.
    private readonly ConditionalWeakTable<sqlite3, object> _set = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (((SqliteConnection)connection).Handle is { } handle && !_set.TryGetValue(handle, out _))
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
            _set.AddOrUpdate(handle, this);
        }
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // SQLite answers at once; its asynchronous methods are synchronous too.
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
