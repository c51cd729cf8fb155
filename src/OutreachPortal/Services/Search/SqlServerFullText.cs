using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Search;

/// <summary>
/// SQL Server's full-text index over <see cref="SearchEntry"/>, where the server has that feature. Search does without it
/// where it has not: by LIKE.
/// </summary>
public sealed class SqlServerFullText(ILogger<SqlServerFullText> logger)
{
    // The words are folded by the portal already: no language's breaking of words, and no words left out.
    private const string CreateCatalog = """
        IF NOT EXISTS (SELECT 1 FROM sys.fulltext_catalogs WHERE name = N'PortalSearch')
            CREATE FULLTEXT CATALOG [PortalSearch] WITH ACCENT_SENSITIVITY = OFF;
        """;

    private const string CreateIndex = """
        IF NOT EXISTS (SELECT 1 FROM sys.fulltext_indexes WHERE object_id = OBJECT_ID(N'[SearchEntries]'))
            CREATE FULLTEXT INDEX ON [SearchEntries] ([Title] LANGUAGE 0, [Keywords] LANGUAGE 0, [Body] LANGUAGE 0)
                KEY INDEX [PK_SearchEntries] ON [PortalSearch] WITH (CHANGE_TRACKING = AUTO, STOPLIST = OFF);
        """;

    /// <summary>Whether there is an index to ask.</summary>
    public bool IsReady { get; private set; }

    /// <summary>What is sent to the server, each on its own: the statements may not stand in a transaction.</summary>
    public static IReadOnlyList<string> Statements { get; } = [CreateCatalog, CreateIndex];

    /// <summary>Makes catalog and index where they are missing. Whatever goes wrong is logged, once, and search goes on without.</summary>
    public async Task PrepareAsync(PortalDbContext db, CancellationToken cancellation)
    {
        if (!db.Database.IsSqlServer())
        {
            return;
        }

        try
        {
            var installed = await db.Database.SqlQueryRaw<int>("SELECT ISNULL(CAST(FULLTEXTSERVICEPROPERTY('IsFullTextInstalled') AS int), 0) AS [Value]")
                .SingleAsync(cancellation);
            if (installed != 1)
            {
                logger.LogInformation("The server has no full-text search; words are found by LIKE");
                return;
            }

            foreach (var statement in Statements)
            {
                await db.Database.ExecuteSqlRawAsync(statement, cancellation);
            }

            IsReady = true;
        }
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            logger.LogWarning(e, "The server's full-text index cannot be made; words are found by LIKE");
        }
    }
}

public static class SqlServerFullTextQueries
{
    /// <summary>The texts that have all words, each in any of the columns.</summary>
    public static IQueryable<SearchEntry> Containing(this IQueryable<SearchEntry> entries, SearchTerms terms)
    {
        foreach (var word in terms.ContainsConditions)
        {
            entries = entries.Where(entry => EF.Functions.Contains(entry.Title, word)
                || EF.Functions.Contains(entry.Keywords, word) || EF.Functions.Contains(entry.Body, word));
        }

        return entries;
    }
}
