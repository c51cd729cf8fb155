using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Tests.Models;

/// <summary>What SQLite would read to answer a question, as it says itself.</summary>
public sealed class QueryPlanTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static readonly DateTime Now = PortalHost.Monday.UtcDateTime;

    public static TheoryData<string> PersonQuestions() => [.. Person.Keys];

    public static TheoryData<string> LinkQuestions() => [.. Links.Keys];

    private static readonly Dictionary<string, Func<PortalDbContext, IQueryable<object>>> Person = new()
    {
        ["upcoming"] = db => db.Events.Published().WithSpeaker(db, 1).Upcoming(Now).Take(10).ToCards(),
        ["past"] = db => db.Events.Published().WithSpeaker(db, 1).Past(Now).Take(10).ToCards(),
        ["upcoming count"] = db => db.Events.Published().WithSpeaker(db, 1).Where(e => e.EndsAt >= Now).GroupBy(e => 1).Select(g => (object)g.Count()),
        ["past count"] = db => db.Events.Published().WithSpeaker(db, 1).Where(e => e.EndsAt < Now).GroupBy(e => 1).Select(g => (object)g.Count()),
        ["list"] = db => OfKind(db, ContentKind.Lecture).Published().WithSpeaker(db, 1).Past(Now).Skip(20).Take(20).ToCards(),
    };

    private static readonly Dictionary<string, Func<PortalDbContext, IQueryable<object>>> Links = new()
    {
        ["stories of a person"] = db => db.Stories.Published().LinkingTo(db, 1, ContentLinkType.Person).NewestLines(20),
        ["stories of a partner"] = db => db.Stories.Published().LinkingTo(db, 1, ContentLinkType.Partner).NewestLines(20),
        ["events of a partner"] = db => db.Events.Published().LinkingTo(db, 1, ContentLinkType.Partner).Past(Now).Take(10).ToCards(),
        ["programmes of a partner"] = db => db.Programmes.Published().LinkingTo(db, 1, ContentLinkType.Partner).Take(10).ToCards(),
    };

    [Theory]
    [MemberData(nameof(PersonQuestions))]
    public async Task Events_of_a_person_are_found_from_the_person(string question)
    {
        var plan = await PlanAsync(Person[question]);
        plan.ShouldContain(step => step.Contains("IX_EventSpeakers_PersonId", StringComparison.Ordinal), string.Join('\n', plan));
        ShouldReadFewItems(plan);
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
            .. Person.Values.Select(question => question(db)), .. Links.Values.Select(question => question(db)),
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

    // The kind as a parameter, as a list has it.
    private static IQueryable<Event> OfKind(PortalDbContext db, ContentKind kind) => db.Events.Where(e => e.Kind == kind);

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
