using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Feeds;
using OutreachPortal.Services.Policies;
using OutreachPortal.Tests.Support;
using OutreachPortal.ViewModels.Api;

namespace OutreachPortal.Tests.Data;

/// <summary>What feeds and the API ask is asked in SQL Server's words too. Nothing is sent: a server's answers are made up here.</summary>
public sealed class MachineQueryTests(FilledPortal portal) : IClassFixture<FilledPortal>
{
    [Fact]
    public async Task Feeds_ask_SQL_Server_for_everything()
    {
        await using var db = Server(out var asked);
        await portal.InScopeAsync(async services =>
        {
            var entries = ActivatorUtilities.CreateInstance<FeedEntries>(services, db, new PolicyChanges(db));
            // One is new; what there is to say of it is asked next, and nothing found.
            asked.First = Rows(("Id", 1), ("MajorChangeAt", new DateTime(2026, 1, 1)));
            (await entries.OfAsync(ContentKind.Lecture, "en", TestContext.Current.CancellationToken)).ShouldBeEmpty();
            asked.First = Rows(("Id", 1), ("PolicyId", 2), ("ChangeNoteEn", "A word."), ("ChangeNoteTr", "Bir sözcük."));
            (await entries.OfAsync(ContentKind.Policy, "en", TestContext.Current.CancellationToken)).ShouldBeEmpty();
            return true;
        });
        asked.Commands.ShouldContain(command => command.Contains("[MajorChangeAt] DESC", StringComparison.Ordinal));
        asked.Commands.ShouldContain(command => command.Contains("[FirstPublishedAt]", StringComparison.Ordinal));
        asked.Commands.ShouldContain(command => command.Contains("COALESCE([p].[PublishedOn]", StringComparison.Ordinal) && command.Contains("[IsMajor]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task References_are_asked_of_SQL_Server()
    {
        await using var db = Server(out var asked);
        await portal.InScopeAsync(async services =>
        {
            var maker = ActivatorUtilities.CreateInstance<ResourceMaker>(services, db);
            await maker.PrepareAsync([new Lecture { Id = 1, ProgrammeId = 2 }, new Policy { Id = 3 }], TestContext.Current.CancellationToken);
            return true;
        });
        foreach (var table in new[] { "[ContentLinks]", "[EventSpeakers]", "[PolicyVersionTexts]", "N'Programme'" })
        {
            asked.Commands.ShouldContain(command => command.Contains(table, StringComparison.Ordinal), table);
        }
    }

    private static SqlServerPortalDbContext Server(out NoServer asked)
    {
        asked = new NoServer();
        return new(new DbContextOptionsBuilder<SqlServerPortalDbContext>().UseSqlServer("Server=nowhere").AddInterceptors(asked, new NoConnection()).Options);
    }

    private static DataTable Rows(params (string Name, object Value)[] row)
    {
        var table = new DataTable();
        table.Columns.AddRange([.. row.Select(column => new DataColumn(column.Name, column.Value.GetType()))]);
        table.Rows.Add([.. row.Select(column => column.Value)]);
        return table;
    }

    private static DataTable Nothing()
    {
        var table = new DataTable();
        table.Columns.AddRange([.. Enumerable.Range(0, 200).Select(n => new DataColumn("c" + n))]);
        return table;
    }

    private sealed class NoConnection : DbConnectionInterceptor
    {
        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            new(InterceptionResult.Suppress());
    }

    private sealed class NoServer : DbCommandInterceptor
    {
        public List<string> Commands { get; } = [];

        /// <summary>The answer to the next question; the others are answered by no rows, of more columns than any asks for.</summary>
        public DataTable? First { get; set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Commands.Add(command.CommandText);
            var answer = First ?? Nothing();
            First = null;
            return new(InterceptionResult<DbDataReader>.SuppressWithResult(answer.CreateDataReader()));
        }
    }
}
