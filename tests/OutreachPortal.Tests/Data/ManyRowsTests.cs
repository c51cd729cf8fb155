using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Services;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Data;

/// <summary>Three thousand events, put in by hand as no import would be quick enough to.</summary>
public sealed class ManyRowsPortal : PortalHost, IAsyncLifetime
{
    private const int Events = 3_000;

    /// <summary>How the database said it goes about each question.</summary>
    public PlanReader Plans { get; } = new();

    public async ValueTask InitializeAsync()
    {
        using var folder = new ContentFolder().File("units.yaml", "u:\n  en: Unit\n  tr: Birim\n")
            .Text("people/p.en.md", "title: Somebody\nlanguages: en\nsummary: s")
            .Text("partners/h.en.md", "title: House\nlanguages: en\nsummary: s\nkind: school\ncountry: TR\nsdgs: [4]")
            .Text("programmes/g.en.md", "title: Programme\nlanguages: en\nsummary: s\nkind: summer-school\nunit: u")
            .Text("policies/r.en.md", "title: Everyword rule\nslug: everyword-rule\nlanguages: en\nsummary: s\nnumber: P-1\nversion: 1\nin-force-from: 2020-01-01\nowner: o\napproving-body: b", "Text.")
            .Text("lectures/old.en.md", "title: Everyword\nslug: everyword\nlanguages: en\nsummary: s\nplace: Hall\nstart: 2020-12-06 14:00\nend: 15:00\nmode: on-site\naudience: [pupils]")
            .Text("seminars/model.en.md", "title: Everyword evening\nlanguages: en\nsummary: s\nplace: Room\nstart: 2026-12-03 14:00\nend: 15:00\nmode: on-site\naudience: [pupils]\nunit: u\nprogramme: g\nsdgs: [4]\nspeakers:\n  - person: p\npartners: [h]", "Everyword about everyword rule.");
        await ImportAllAsync(folder);
        await InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDbContext>();
            async Task Copy(string table, string key, string columns, params (string Column, string Value)[] changed)
            {
                var names = (await db.Database.SqlQuery<string>($"SELECT name AS Value FROM pragma_table_info({table})").ToListAsync())
                    .Where(name => name != "Id" || key == "Id").ToList();
                var sql = $"WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {Events}) INSERT INTO {table}({string.Join(',', names.Select(n => $"\"{n}\""))}) SELECT "
                    + string.Join(',', names.Select(name => name == key ? "10000 + n.n" : changed.FirstOrDefault(c => c.Column == name).Value ?? $"t.\"{name}\""))
                    + $" FROM n, {table} t WHERE t.{columns} = (SELECT Id FROM ContentItems WHERE Key = 'model')";
                await db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken);
            }

            await Copy("ContentItems", "Id", "Id", ("Key", "'k' || n.n"), ("Kind", "CASE n.n % 2 WHEN 0 THEN 'Seminar' ELSE 'Lecture' END"),
                ("StartsAt", "datetime(t.StartsAt, (n.n - 2000) || ' hours')"), ("EndsAt", "datetime(t.EndsAt, (n.n - 2000) || ' hours')"), ("Uid", "substr(t.Uid, 1, 24) || printf('%012d', n.n)"));
            await Copy("ContentTexts", "ContentItemId", "ContentItemId", ("Slug", "'k' || n.n"), ("Kind", "CASE n.n % 2 WHEN 0 THEN 'Seminar' ELSE 'Lecture' END"));
            await Copy("SearchEntries", "ContentItemId", "ContentItemId", ("Kind", "CASE n.n % 2 WHEN 0 THEN 'Seminar' ELSE 'Lecture' END"));
            await Copy("ContentGoals", "ContentItemId", "ContentItemId");
            await Copy("EventSpeakers", "EventId", "EventId", ("PersonId", "CASE n.n % 6 WHEN 0 THEN t.PersonId END"), ("Name", "'Guest'"));
            await Copy("ContentLinks", "FromId", "FromId", ("ToId", "1 + n.n % 6"));
            await ContentStamp.RaiseAsync(db, TestContext.Current.CancellationToken);
            // As a start of the portal does.
            await Database.LearnAsync(db, TestContext.Current.CancellationToken);
            return 0;
        });
        Services.GetRequiredService<ContentStamp>().Forget();
    }

    protected override void ConfigureServices(IServiceCollection services) =>
        services.ConfigureDbContext<SqlitePortalDbContext>(options => options.AddInterceptors(Plans));

    /// <summary>Asks SQLite for its plan before each question.</summary>
    public sealed class PlanReader : DbCommandInterceptor
    {
        private readonly List<(string Command, string Plan)> _plans = [];

        public bool IsReading { get; set; }

        public IReadOnlyList<(string Command, string Plan)> Plans => _plans;

        public void Clear() => _plans.Clear();

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (IsReading)
            {
                using var explain = command.Connection!.CreateCommand();
                explain.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
                explain.Transaction = command.Transaction;
                foreach (DbParameter parameter in command.Parameters)
                {
                    var copy = explain.CreateParameter();
                    (copy.ParameterName, copy.Value) = (parameter.ParameterName, parameter.Value);
                    explain.Parameters.Add(copy);
                }

                using var reader = explain.ExecuteReader();
                while (reader.Read())
                {
                    _plans.Add((command.CommandText, reader.GetString(3)));
                }
            }

            return new(result);
        }
    }
}

/// <summary>What a page costs does not depend on how many events there are.</summary>
public sealed class ManyRowsTests(ManyRowsPortal portal) : IClassFixture<ManyRowsPortal>
{
    private static readonly string[] BigTables = ["ContentItems", "ContentTexts", "EventSpeakers", "ContentGoals", "ContentLinks", "SearchEntries"];

    [Theory]
    [InlineData("/en")]
    [InlineData("/en/seminars")]
    [InlineData("/en/seminars?page=70")]
    [InlineData("/en/lectures?when=past")]
    [InlineData("/en/seminars?sdg=4")]
    [InlineData("/en/seminars?unit=u&audience=pupils&mode=on-site")]
    [InlineData("/en/seminars?programme=g&page=3")]
    [InlineData("/en/seminars?q=everyword")]
    [InlineData("/en/programmes")]
    [InlineData("/en/programmes?q=programme&unit=u")]
    [InlineData("/en/policies?q=rule")]
    [InlineData("/en/partners?sdg=4")]
    [InlineData("/en/programmes/programme")]
    [InlineData("/en/partners/house")]
    [InlineData("/en/people/somebody")]
    [InlineData("/en/calendar")]
    [InlineData("/en/seminars/k2")]
    [InlineData("/en/search?q=everyword")]
    [InlineData("/tr/search?q=everyword+evening&kind=lecture&page=2")]
    public async Task No_page_goes_through_all_events(string address)
    {
        // The timeline is read once after each change.
        await portal.Visitor().PageAsync("/en/lectures?page=3");
        portal.Pages.Clear();
        portal.Plans.Clear();
        portal.Plans.IsReading = true;
        await portal.Visitor().PageAsync(address);
        portal.Plans.IsReading = false;
        portal.Plans.Plans.ShouldNotBeEmpty();
        foreach (var (command, plan) in portal.Plans.Plans)
        {
            // Only virtual tables, units, and what a query has made itself are read from one end.
            (plan.StartsWith("SCAN ", StringComparison.Ordinal) && !plan.Contains("VIRTUAL TABLE", StringComparison.Ordinal) && Big(plan, command)).ShouldBeFalse($"{plan}\n{command}");
            plan.ShouldNotContain("AUTOMATIC", Case.Sensitive, command);
            // Events are sorted only when there are no more of them than a page shows.
            (plan.Contains("TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal) && command.Contains("'Seminar'", StringComparison.Ordinal) && !command.Contains("IN (@", StringComparison.Ordinal))
                .ShouldBeFalse($"{plan}\n{command}");
        }
    }

    [Fact]
    public async Task Called_just_so_comes_first_however_many_say_it()
    {
        var page = await portal.Visitor().PageAsync("/en/search?q=everyword+rule");
        page.Words("ol.hits li:first-child h2").ShouldBe("Everyword rule");
        var lecture = await portal.Visitor().PageAsync("/en/search?q=everyword");
        lecture.Href("ol.hits li:first-child h2 a").ShouldBe("/en/lectures/everyword");
        lecture.Words("[role=status]").ShouldStartWith("More than ");
        lecture.AllWords(".facets a").ShouldContain("Policies 1");
        lecture.AllWords(".facets a").Count(facet => facet.Contains("more than", StringComparison.Ordinal)).ShouldBe(3);
        lecture.QuerySelectorAll("ol.hits > li").Length.ShouldBe(20);
    }

    [Fact]
    public async Task Lists_count_all_events_and_end_where_they_end()
    {
        var page = await portal.Visitor().PageAsync("/en/seminars");
        page.Words("[role=status]").ShouldBe("1,501 seminars, showing 1–20");
        (await portal.Visitor().PageAsync("/en/seminars?page=76")).QuerySelectorAll("ul.events > li").Length.ShouldBe(1);
        var upcoming = int.Parse((await portal.Visitor().PageAsync("/en/seminars?when=upcoming")).Words("[role=status]").Split(' ')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        var past = int.Parse((await portal.Visitor().PageAsync("/en/seminars?when=past")).Words("[role=status]").Split(' ')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        (upcoming + past).ShouldBe(1501);
        upcoming.ShouldBeGreaterThan(0);
        past.ShouldBeGreaterThan(0);
    }

    /// <summary>Whether what is scanned is one of the tables that grow, by its name or the alias that the query gives it.</summary>
    private static bool Big(string plan, string command)
    {
        var name = plan.Split(' ')[1];
        return BigTables.Any(table => name == table || command.Contains($"\"{table}\" AS \"{name}\"", StringComparison.Ordinal));
    }
}
