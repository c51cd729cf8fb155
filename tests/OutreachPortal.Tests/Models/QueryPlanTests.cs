using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Tests.Models;

/// <summary>What SQLite would read to answer a question, as it says itself.</summary>
public sealed class QueryPlanTests(PortalHost portal) : IClassFixture<PortalHost>
{
    public static TheoryData<string> LinkQuestions() => [.. Links.Keys];

    private static readonly Dictionary<string, Func<PortalDbContext, IQueryable<object>>> Links = new()
    {
        ["stories of a person"] = db => db.Stories.Published().LinkingTo(db, 1, ContentLinkType.Person).NewestLines(20),
        ["stories of a partner"] = db => db.Stories.Published().LinkingTo(db, 1, ContentLinkType.Partner).NewestLines(20),
        ["programmes of a partner"] = db => db.Programmes.Published().LinkingTo(db, 1, ContentLinkType.Partner).Take(10).ToCards(),
    };

    [Fact]
    public async Task Events_of_a_person_are_found_from_the_person()
    {
        var plan = await PlanAsync(db => db.SpokenAt(1).Select(id => (object)id));
        plan.ShouldHaveSingleItem().ShouldContain("SEARCH");
        plan[0].ShouldContain("IX_EventSpeakers_PersonId");
    }

    [Theory]
    [MemberData(nameof(LinkQuestions))]
    public async Task What_links_to_an_item_is_found_from_the_item(string question)
    {
        var plan = await PlanAsync(Links[question]);
        plan.ShouldContain(step => step.Contains("IX_ContentLinks_ToId", StringComparison.Ordinal), string.Join('\n', plan));
        ShouldReadFewItems(plan);
    }

    [Fact]
    public void SQL_Server_can_be_asked_the_same()
    {
        using var db = new SqlServerDesignTimeFactory().CreateDbContext([]);
        List<int> ids = [1, 2, 3];
        List<string> names = ["a.pdf", "b.pdf"];
        IEnumerable<IQueryable<object>> questions =
        [
            .. Links.Values.Select(question => question(db)),
            db.SpokenAt(1).Select(id => (object)id),
            db.Figures.Published().InImpactOrder("tr").Skip(20).Take(20).ToCards(),
            db.Figures.Published().Where(f => f.Year == 2022).InImpactOrder("en").Take(101).ToCards(),
            db.Figures.Published().Select(f => f.Year).Distinct().OrderByDescending(year => year).Take(200).Select(year => (object)year),
            db.Set<FigurePoint>().Where(point => ids.Contains(point.FigureId)).OrderBy(point => point.FigureId),
            db.People.Published().InTitleOrder("tr").Skip(20).Take(20).ToCards(),
            db.Pages.Published().InTitleOrder("tr").Take(20).ToCards(),
            db.Reports.Published().OrderByDescending(r => r.Year).Take(20).ToCards(),
            db.MediaFiles.Where(file => names.Contains(file.Name)),
        ];
        foreach (var question in questions)
        {
            question.ToQueryString().ShouldContain("SELECT");
        }
    }

    /// <summary>Every item, "c" in the query, is fetched by its number.</summary>
    private static void ShouldReadFewItems(List<string> plan)
    {
        plan.ShouldAllBe(step => step != "SCAN c" && !step.Contains("IX_ContentItems_Kind", StringComparison.Ordinal), string.Join('\n', plan));
        plan.ShouldContain("SEARCH c USING INTEGER PRIMARY KEY (rowid=?)");
    }

    private Task<List<string>> PlanAsync(Func<PortalDbContext, IQueryable<object>> question) => portal.QueryAsync(async db =>
    {
        await using var command = question(db).CreateDbCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var steps = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            steps.Add(reader.GetString(3));
        }

        return steps;
    });
}
