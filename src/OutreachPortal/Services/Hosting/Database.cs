using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Options;
using OutreachPortal.Data;
using OutreachPortal.Services.Markdown;
using OutreachPortal.Services.Search;

namespace OutreachPortal.Services.Hosting;

/// <summary>Which database there is, and bringing it up to date.</summary>
public static class Database
{
    private const int Retries = 5;
    private const int SnapshotConflict = 3960;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var connection = builder.Configuration.GetConnectionString("Portal");
        services.AddSingleton<SqliteConnectionSettings>();
        if (builder.Configuration.GetValue<DatabaseProvider>("Database:Provider") == DatabaseProvider.SqlServer)
        {
            services.AddDbContextPool<PortalDbContext, SqlServerPortalDbContext>((provider, options) =>
                options.UseSqlServer(connection, server =>
                {
                    // Deadlocks (1205) and what else passes are known to it; two snapshots that meet are not.
                    server.EnableRetryOnFailure(Retries, LongestPause, [SnapshotConflict]);
                    if (provider.GetRequiredService<DatabaseSettings>().MaxBatchSize is { } size)
                    {
                        server.MaxBatchSize(size);
                    }
                }));
        }
        else
        {
            services.AddDbContextPool<PortalDbContext, SqlitePortalDbContext>((provider, options) =>
                options.UseSqlite(SqliteConnectionString(connection, provider.GetRequiredService<DataFolder>()), sqlite =>
                    {
                        if (provider.GetRequiredService<DatabaseSettings>().MaxBatchSize is { } size)
                        {
                            sqlite.MaxBatchSize(size);
                        }
                    })
                    // Foreign keys are off while a table is made anew, as https://sqlite.org/lang_altertable.html#otheralter has it; the rest is one transaction.
                    .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.NonTransactionalMigrationOperationWarning))
                    .AddInterceptors(provider.GetRequiredService<SqliteConnectionSettings>()));
        }

        services.AddDataProtection().SetApplicationName("OutreachPortal");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(keys =>
            keys.XmlRepository = new DatabaseXmlRepository(provider.GetRequiredService<IServiceScopeFactory>())));
        services.AddHealthChecks().AddDbContextCheck<PortalDbContext>("database");
    }

    /// <summary>Makes the database if there is none and applies the migrations that it lacks.</summary>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        if (db.Database.IsSqlite())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(db.Database.GetDbConnection().DataSource))!);
        }

        // With nothing to apply EF Core would still take its lock and compare the model with the migrations, which takes longer
        // than all the rest of the database's start; the tests compare them.
        if (!await IsUpToDateAsync(db, cancellation))
        {
            await db.Database.MigrateAsync(cancellation);
            await ContentUpgrade.RunAsync(db, scope.ServiceProvider.GetRequiredService<MarkdownRenderer>(), scope.ServiceProvider.GetRequiredService<SiteSettings>().Configured, cancellation);
        }

        if (db.Database.IsSqlite())
        {
            // Kept in the file: readers and one writer do not wait for each other.
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellation);
        }
        else
        {
            await scope.ServiceProvider.GetRequiredService<SqlServerFullText>().PrepareAsync(db, cancellation);
        }

        await LearnAsync(db, cancellation);
    }

    /// <summary>
    /// Lets SQLite count what it has not counted, or not since there was a tenth of it; a server does so by itself. Without
    /// that it takes "of this kind", which is half of a hundred thousand rows, to be as narrow as "of these ids".
    /// </summary>
    public static async Task LearnAsync(PortalDbContext db, CancellationToken cancellation)
    {
        if (db.Database.IsSqlite())
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA optimize=0x10002", cancellation);
        }
    }

    /// <summary>
    /// Whether every migration is in the database, and what <see cref="ContentUpgrade"/> does after them is done; asked in the
    /// one way that costs next to nothing. An empty portal is asked again at each start.
    /// </summary>
    private static async Task<bool> IsUpToDateAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var missing = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        // Past EF Core, which would try for a minute to open a database that is not there yet.
        var connection = db.Database.GetDbConnection();
        try
        {
            await connection.OpenAsync(cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT MigrationId FROM {HistoryRepository.DefaultTableName}";
            await using (var rows = await command.ExecuteReaderAsync(cancellation))
            {
                while (await rows.ReadAsync(cancellation))
                {
                    missing.Remove(rows.GetString(0));
                }
            }

            if (missing.Count > 0)
            {
                return false;
            }

            command.CommandText = "SELECT CASE WHEN EXISTS (SELECT 1 FROM SearchEntries) AND NOT EXISTS (SELECT 1 FROM ContentItems WHERE Stage = 'None' AND ChangedAt < '1900-01-01') AND NOT EXISTS (SELECT 1 FROM PolicyVersions WHERE PublishedOn IS NULL) THEN 1 ELSE 0 END";
            return Convert.ToInt32(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture) == 1;
        }
        catch (DbException)
        {
            // No such table, or no such database.
            return false;
        }
        finally
        {
            await connection.CloseAsync();
        }
    }

    private static string SqliteConnectionString(string? connection, DataFolder data) =>
        string.IsNullOrWhiteSpace(connection)
            ? new SqliteConnectionStringBuilder { DataSource = data.In("portal.db") }.ConnectionString
            : connection;
}
