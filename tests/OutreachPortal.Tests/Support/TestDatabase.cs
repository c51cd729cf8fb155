using System.Diagnostics;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;

namespace OutreachPortal.Tests.Support;

/// <summary>
/// The database of a portal under test: a SQLite file in its data folder or, where <c>OUTREACH_TEST_SQLSERVER</c> holds a
/// connection string, an empty database of its own on that server, dropped at the end. The portal migrates either.
/// </summary>
public sealed class TestDatabase : IDisposable
{
    /// <summary>For tests that are about SQLite itself.</summary>
    public const string OnlySqlite = "This is about SQLite itself; these tests run on SQL Server.";

    private static readonly string? Server = Variable("OUTREACH_TEST_SQLSERVER");
    private static readonly TimeSpan LongestDrop = TimeSpan.FromSeconds(30);

    // A server makes one database at a time; SQL Server refuses a second with error 1807.
    private static readonly Lock OneAtATime = new();

    private static readonly Lazy<byte[]> Migrated = new(Migrate);

    private string? _name;

    public static bool IsSqlServer => Server is not null;

    /// <summary>What the portal has to be told to use it. Makes the database when first asked.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings()
    {
        if (Server is null)
        {
            yield break;
        }

        yield return new("Database:Provider", "SqlServer");
        yield return new("ConnectionStrings:Portal", ConnectionString(Made()));
        if (Variable("OUTREACH_TEST_SQLSERVER_BATCH") is { } size)
        {
            yield return new("Database:MaxBatchSize", size);
        }
    }

    /// <summary>
    /// Puts a database that the portal's migrations made, once for all tests of a run, where a portal looks for its own; so not every portal
    /// spends its first second on making the same. Migrations from nothing are tested where a program of its own is started.
    /// </summary>
    /// <param name="data">The portal's folder; a database that is there already stays.</param>
    public static void Copy(string data)
    {
        var path = Path.Combine(data, "portal.db");
        if (!IsSqlServer && !File.Exists(path))
        {
            File.WriteAllBytes(path, Migrated.Value);
        }
    }

    /// <summary>Closes what the pool still holds open of the database in a portal's folder; other portals keep theirs.</summary>
    public static void Close(string data)
    {
        // A pool is found by the very text of its connection string, and this is the text the portal uses.
        using var pooled = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(data, "portal.db") }.ConnectionString);
        SqliteConnection.ClearPool(pooled);
    }

    /// <summary>Has an interceptor see what the portal asks of whichever database it has.</summary>
    public static void Intercept(IServiceCollection services, Microsoft.EntityFrameworkCore.Diagnostics.IInterceptor interceptor)
    {
        services.ConfigureDbContext<SqlitePortalDbContext>(options => options.AddInterceptors(interceptor));
        services.ConfigureDbContext<SqlServerPortalDbContext>(options => options.AddInterceptors(interceptor));
    }

    public void Dispose()
    {
        if (_name is null)
        {
            return;
        }

        using (var pooled = new SqlConnection(ConnectionString(_name)))
        {
            SqlConnection.ClearPool(pooled);
        }

        // A server may take a while to see that the last connection is closed. SET SINGLE_USER would end it at once, but
        // not every server that speaks TDS knows it.
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                lock (OneAtATime)
                {
                    Execute($"DROP DATABASE [{_name}]");
                }

                _name = null;
                return;
            }
            catch (SqlException) when (Stopwatch.GetElapsedTime(start) < LongestDrop)
            {
                Thread.Sleep(500);
            }
        }
    }

    private static byte[] Migrate()
    {
        var folder = Directory.CreateTempSubdirectory("outreach-template-");
        try
        {
            var path = Path.Combine(folder.FullName, "portal.db");
            // Not pooled: closing the last connection empties the log into the file.
            using (var db = new SqlitePortalDbContext(new DbContextOptionsBuilder<SqlitePortalDbContext>().UseSqlite($"Data Source={path};Pooling=False").Options))
            {
                db.Database.Migrate();
            }

            return File.ReadAllBytes(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string ConnectionString(string database) => new SqlConnectionStringBuilder(Server) { InitialCatalog = database }.ConnectionString;

    private static void Execute(string sql)
    {
        // Not pooled: an idle connection to master is not in the way of a drop, but of little use to anybody else.
        using var connection = new SqlConnection(new SqlConnectionStringBuilder(Server) { InitialCatalog = "master", Pooling = false }.ConnectionString);
        connection.Open();
        using var command = new SqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private string Made()
    {
        lock (OneAtATime)
        {
            if (_name is null)
            {
                // Made here rather than by the portal: EF Core would also set an option that a lesser server may lack.
                var name = "outreach_test_" + Guid.NewGuid().ToString("N");
                Execute($"CREATE DATABASE [{name}]");
                _name = name;
            }

            return _name;
        }
    }
}
