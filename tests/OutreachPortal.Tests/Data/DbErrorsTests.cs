using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Data;

public sealed class DbErrorsTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData(2067, true)]
    [InlineData(1555, true)]
    [InlineData(787, false)]
    [InlineData(1299, false)]
    public void SQLite_tells_a_duplicate_by_its_extended_code(int code, bool isDuplicate) =>
        DbErrors.IsUniqueViolation(new("refused", new SqliteException("refused", 19, code))).ShouldBe(isDuplicate);

    [Theory]
    [InlineData(2601, true)]
    [InlineData(2627, true)]
    [InlineData(547, false)]
    [InlineData(1205, false)]
    public void SQL_Server_tells_a_duplicate_by_its_number(int number, bool isDuplicate) =>
        DbErrors.IsUniqueViolation(new("refused", SqlErrors.Exception(number))).ShouldBe(isDuplicate);

    [Fact]
    public void Any_other_refusal_is_no_duplicate()
    {
        DbErrors.IsUniqueViolation(new DbUpdateConcurrencyException("Somebody else changed the row.")).ShouldBeFalse();
        DbErrors.IsUniqueViolation(new("refused", new InvalidOperationException("UNIQUE constraint failed"))).ShouldBeFalse();
    }

    [Fact]
    public async Task The_database_in_use_refuses_a_duplicate_in_that_way()
    {
        var refusal = await portal.QueryAsync(async db =>
        {
            db.Tags.AddRange(new Tag { Key = "same" }, new Tag { Key = "same" });
            return await Should.ThrowAsync<DbUpdateException>(() => db.SaveChangesAsync(TestContext.Current.CancellationToken));
        });
        DbErrors.IsUniqueViolation(refusal).ShouldBeTrue(refusal.InnerException?.Message);
    }

    [Theory]
    [InlineData(1205)]
    [InlineData(3960)]
    public async Task A_deadlock_or_a_conflict_of_snapshots_is_tried_again(int number)
    {
        await using var services = Services();
        await using var scope = services.CreateAsyncScope();
        var tries = 0;
        var done = await Strategy(scope).ExecuteAsync(() => ++tries < 3 ? throw SqlErrors.Exception(number) : Task.FromResult("done"));
        (done, tries).ShouldBe(("done", 3));
    }

    [Fact]
    public async Task A_duplicate_is_not_tried_again()
    {
        await using var services = Services();
        await using var scope = services.CreateAsyncScope();
        var tries = 0;
        await Should.ThrowAsync<Microsoft.Data.SqlClient.SqlException>(() => Strategy(scope).ExecuteAsync(Task<string> () =>
        {
            tries++;
            throw SqlErrors.Exception(2601);
        }));
        tries.ShouldBe(1);
    }

    [Fact]
    public async Task An_import_that_meets_a_deadlock_runs_again_whole()
    {
        using var unlucky = new UnluckyPortal();
        using var folder = new ContentFolder().Seminar("one").Item("people/ada");
        (await unlucky.ImportAllAsync(folder)).Added.Count.ShouldBe(2);
        unlucky.Commits.ShouldBe(2);
        (await unlucky.QueryAsync(db => db.ContentItems.CountAsync(TestContext.Current.CancellationToken))).ShouldBe(2);
        (await unlucky.ItemAsync<Seminar>("seminars/one")).Revisions.Count.ShouldBe(1);
    }

    /// <summary>The portal's database as it is set up for SQL Server; nothing asks the server.</summary>
    private static ServiceProvider Services()
    {
        var builder = Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder();
        builder.Configuration["Database:Provider"] = "SqlServer";
        builder.Configuration["ConnectionStrings:Portal"] = "Server=127.0.0.1,9;Connect Timeout=1;Connect Retry Count=0";
        builder.Services.AddSingleton(new DatabaseSettings { Provider = DatabaseProvider.SqlServer });
        builder.AddDatabase();
        return builder.Services.BuildServiceProvider();
    }

    private static IExecutionStrategy Strategy(AsyncServiceScope scope) =>
        scope.ServiceProvider.GetRequiredService<PortalDbContext>().Database.CreateExecutionStrategy();

    /// <summary>The first commit of an import fails as SQL Server's would, and SQLite tries again as SQL Server does.</summary>
    private sealed class UnluckyPortal : PortalHost
    {
        private readonly Deadlock _deadlock = new();

        public int Commits => _deadlock.Commits;

        protected override void ConfigureServices(IServiceCollection services)
        {
            TestDatabase.Intercept(services, _deadlock);
            services.ConfigureDbContext<SqlitePortalDbContext>(options =>
                options.UseSqlite(sqlite => sqlite.ExecutionStrategy(dependencies => new SqlServerRetryingExecutionStrategy(dependencies))));
        }
    }

    private sealed class Deadlock : DbTransactionInterceptor
    {
        public int Commits { get; private set; }

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            // Migrations commit too.
            eventData.Context!.ChangeTracker.Entries().Any() && ++Commits == 1 ? throw SqlErrors.Exception(1205) : new(result);
    }
}
