using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Data;

/// <summary>
/// Every query that the portal made of SQLite on a walk over all of its pages is translated for SQL Server too, without a
/// server. A page that is linked from anywhere is walked over; what no page links to stands in <see cref="Addresses"/>.
/// </summary>
public sealed partial class QueryTranslationTests
{
    private const int MostPages = 2000;

    private static readonly string[] Addresses =
    [
        "/", "/en", "/tr", "/health/ready", "/media/none.png", "/en/seminars/none", "/en/seminars?q=a+b&when=upcoming", "/tr/lectures?when=past&audience=pupils", "/en/seminars?mode=online&sdg=4",
        "/en/seminars?unit=rectorate&programme=astronomy-days", "/en/seminars?page=2", "/en/programmes?q=a&unit=rectorate&kind=summer-school&sdg=4",
        "/en/policies?q=a&unit=rectorate&sdg=4", "/en/partners?q=a&kind=school&sdg=4", "/en/stories?q=a&sdg=4", "/en/people?q=a", "/en/reports?q=a", "/en/calendar", "/en/calendar?month=2026-11",
        "/en/search?q=star", "/tr/search?q=y%C4%B1ld%C4%B1z&kind=seminar", "/en/impact", "/en/impact/2026", "/en/calendar.ics", "/en/feed.atom", "/tr/seminars/feed.atom", "/sitemap.xml", "/robots.txt",
        "/api/v1/seminars", "/api/v1/lectures?page=2", "/api/v1/programmes", "/api/v1/policies", "/api/v1/partners", "/api/v1/stories", "/api/v1/people", "/api/v1/figures", "/api/v1/reports",
    ];

    [Fact]
    public async Task Every_query_is_translated_for_SQL_Server_too()
    {
        Assert.SkipWhen(TestDatabase.IsSqlServer, "On SQL Server the queries themselves are run.");
        using var portal = new WatchedPortal();
        var pages = await WalkAsync(portal.Visitor());
        pages.ShouldBeGreaterThan(100);
        portal.Queries.Seen.Count.ShouldBeGreaterThan(40);

        using var server = new SqlServerDesignTimeFactory().CreateDbContext([]);
        portal.Queries.Seen.Select(query => Failure(query, server)).OfType<string>().ShouldBeEmpty();
    }

    [Fact]
    public void A_query_that_only_SQLite_knows_is_found_out()
    {
        using var sqlite = new SqliteDesignTimeFactory().CreateDbContext([]);
        using var server = new SqlServerDesignTimeFactory().CreateDbContext([]);
        Failure(sqlite.ContentTexts.Where(text => EF.Functions.Glob(text.Title, "a*")).Expression, server).ShouldNotBeNull();
        Failure(sqlite.ContentTexts.Where(text => text.Title.Contains("ab")).Expression, server).ShouldBeNull();
    }

    /// <summary>Why a query cannot be translated; null when it can.</summary>
    private static string? Failure(Expression query, PortalDbContext server)
    {
        try
        {
            var type = query.Type.IsGenericType && typeof(IQueryable).IsAssignableFrom(query.Type)
                ? typeof(IEnumerable<>).MakeGenericType(query.Type.GetInterfaces().Append(query.Type).First(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(IQueryable<>)).GetGenericArguments()[0])
                : query.Type;
            typeof(IDatabase).GetMethod(nameof(IDatabase.CompileQuery))!.MakeGenericMethod(type)
                .Invoke(server.GetService<IDatabase>(), [new Rerooted(server).Visit(query), false]);
            return null;
        }
        catch (System.Reflection.TargetInvocationException e)
        {
            return e.InnerException!.Message + Environment.NewLine + query.Print();
        }
    }

    /// <summary>Asks for every page that another links to.</summary>
    private static async Task<int> WalkAsync(HttpClient visitor)
    {
        var seen = new HashSet<string>(Addresses);
        var next = new Queue<string>(Addresses);
        while (next.TryDequeue(out var address) && seen.Count < MostPages)
        {
            using var answer = await visitor.GetAsync(address, TestContext.Current.CancellationToken);
            ((int)answer.StatusCode).ShouldBeLessThan(500, address);
            if (answer.Content.Headers.ContentType?.MediaType != "text/html")
            {
                continue;
            }

            foreach (Match link in Links().Matches(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)))
            {
                var target = System.Net.WebUtility.HtmlDecode(link.Groups[1].Value);
                if (seen.Add(target))
                {
                    next.Enqueue(target);
                }
            }
        }

        return seen.Count;
    }

    [GeneratedRegex("href=\"(/(?!/)[^\"#]*)")]
    private static partial Regex Links();

    private sealed class WatchedPortal : PortalHost
    {
        public WatchedPortal() => With("Demo:Content", "true");

        public QueryRecorder Queries { get; } = new();

        protected override void ConfigureServices(IServiceCollection services) => TestDatabase.Intercept(services, Queries);
    }

    /// <summary>Each query when it is compiled, which is once.</summary>
    private sealed class QueryRecorder : IQueryExpressionInterceptor
    {
        public ConcurrentQueue<Expression> Seen { get; } = new();

        public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
        {
            Seen.Enqueue(queryExpression);
            return queryExpression;
        }
    }

    /// <summary>The same query over another context's tables.</summary>
    private sealed class Rerooted(PortalDbContext db) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) => node is EntityQueryRootExpression root && root.GetType() == typeof(EntityQueryRootExpression)
            ? new EntityQueryRootExpression(db.Model.FindEntityType(root.EntityType.Name)!)
            : base.VisitExtension(node);
    }
}
