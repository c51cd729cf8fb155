using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Data;

/// <summary>
/// Every query that the portal made of SQLite on a walk over all of its pages is translated for SQL Server too, without a
/// server. A page that is linked from anywhere is walked over; what no page links to stands in <see cref="Addresses"/>.
/// </summary>
public sealed partial class QueryTranslationTests
{
    private const int MostPages = 2000;

    /// <summary>Of the admin area so many of each shape: an item has a dozen pages, and they ask the same.</summary>
    private const int MostAlike = 2;

    /// <summary>Lists of the admin area with all that can be asked of them.</summary>
    private static readonly string[] StaffAddresses =
    [
        "/admin", "/admin/all?q=star+night",
        .. new[] { "draft", "in-review", "returned", "scheduled", "schedule-failed", "published", "changed", "withdrawn", "unpublished", "merged" }.Select(state => "/admin/lectures?state=" + state),
        .. new[] { "misses-en", "outdated-en", "has-en", "misses-tr", "outdated-tr", "has-tr" }.Select(language => "/admin/stories?q=a&language=" + language),
        .. ContentKindInfo.All.SelectMany(kind => new[] { "date", "title" }.Select(sort => $"/admin/{kind.Folder}?q=a&unit=rectorate&tag=astronomy&author=1&sort={sort}")),
        "/admin/translations?language=tr", "/admin/translations?language=en&state=missing", "/admin/translations?state=outdated", "/admin/translations?state=current",
        "/admin/audit?q=a&who=1&action=saved&kind=seminar&item=1&from=2026-01-01&to=2026-12-31&before=2026-11-20T10:00:00.0000000Z_5", "/admin/audit.csv?q=a",
        "/admin/pick", "/admin/pick?q=star", "/admin/pick?q=star&kind=seminars&culture=tr", "/admin/redirects?q=a&kind=seminar",
        "/admin/policies/comments?state=waiting", "/admin/tags?q=a&sort=items", "/admin/units?sort=key", "/admin/media?q=a&type=image&without=alt&sort=size", "/admin/media?type=document&without=use&sort=name", "/admin/media/pick?q=a",
        "/admin/users?page=2", "/admin/letters?page=2", "/admin/export", "/admin/bulk/publish?id=1&id=2",
    ];

    private static readonly string[] Addresses =
    [
        "/", "/en", "/tr", "/health/ready", "/media/none.png", "/en/seminars/none", "/en/seminars?q=a+b&when=upcoming", "/tr/lectures?when=past&audience=pupils", "/en/seminars?mode=online&sdg=4",
        "/en/seminars?unit=rectorate&programme=astronomy-days", "/en/seminars?page=2", "/en/programmes?q=a&unit=rectorate&kind=summer-school&sdg=4",
        "/en/policies?q=a&unit=rectorate&sdg=4&owner=o&topic=t&year=2026&type=policy", "/en/policies?status=in-force", "/en/policies?status=not-yet-in-force", "/en/policies?status=for-comment", "/en/policies?status=no-longer-in-force", "/en/policies?status=withdrawn", "/en/policies/changes", "/en/policies/feed.atom", "/en/policies/open-access/versions/1/comments?clause=c1", "/en/policies/internationalization/compare/1..2", "/en/partners?q=a&kind=school&sdg=4", "/en/stories?q=a&sdg=4", "/en/people?q=a", "/en/reports?q=a", "/en/calendar", "/en/calendar?month=2026-11",
        "/en/search?q=star", "/tr/search?q=y%C4%B1ld%C4%B1z&kind=seminar", "/en/impact", "/en/impact/2026", "/en/calendar.ics", "/en/feed.atom", "/tr/seminars/feed.atom", "/sitemap.xml", "/robots.txt",
        "/api/v1/seminars", "/api/v1/lectures?page=2", "/api/v1/programmes", "/api/v1/policies", "/api/v1/partners", "/api/v1/stories", "/api/v1/people", "/api/v1/figures", "/api/v1/reports",
    ];

    [Fact]
    public async Task Every_query_is_translated_for_SQL_Server_too()
    {
        Assert.SkipWhen(TestDatabase.IsSqlServer, "On SQL Server the queries themselves are run.");
        using var portal = new WatchedPortal();
        (await WalkAsync(portal.Visitor(), Addresses)).ShouldBeGreaterThan(100);
        portal.Queries.Seen.Count.ShouldBeGreaterThan(40);
        var ada = await portal.AdaTheAdministratorAsync();
        await WorkAsync(portal, ada);
        await StandAtTheDoorAsync(portal, ada);
        (await WalkAsync(ada, StaffAddresses)).ShouldBeGreaterThan(200);
        portal.Queries.Seen.Count.ShouldBeGreaterThan(200);

        using var server = new SqlServerDesignTimeFactory().CreateDbContext([]);
        portal.Queries.Seen.Select(query => Failure(query, server)).OfType<string>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_query_about_seats_is_translated_for_SQL_Server_too()
    {
        Assert.SkipWhen(TestDatabase.IsSqlServer, "On SQL Server the queries themselves are run.");
        using var portal = new WatchedPortal();
        using var folder = new ContentFolder().Lecture("seats", seats: 2, more: "waiting-list: strict-order").Lecture("fits", seats: 4, more: "waiting-list: best-fit");
        await portal.ImportsAsync(folder);
        foreach (var key in new[] { "seats", "fits" })
        {
            await SeatAsync(portal, await portal.LectureIdAsync(key), await portal.LectureIdAsync(key == "fits" ? "seats" : "fits"));
        }

        using var server = new SqlServerDesignTimeFactory().CreateDbContext([]);
        portal.Queries.Seen.Count.ShouldBeGreaterThan(25);
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

    /// <summary>Lets somebody in at a lecture, takes it back, counts, and reads the numbers.</summary>
    private static async Task StandAtTheDoorAsync(PortalHost portal, HttpClient ada)
    {
        using var folder = new ContentFolder().Lecture("door", seats: 5, more: "attendance-shown: true");
        await portal.ImportsAsync(folder);
        var lecture = await portal.LectureIdAsync("door");
        await portal.RegisterAsync(lecture, "guest@poyraz.example");
        var guest = await portal.RegistrationAsync("guest@poyraz.example");
        var door = $"/admin/lectures/{lecture}/door";
        foreach (var (step, name, value) in new[]
        {
            ("", "q", guest.TicketCode!), ("/check-in", "registration", guest.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("/undo", "registration", guest.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("", "q", "guest"), ("/walk-in", "People", "1"), ("/headcount", "Count", "2"), ("/headcount/1/remove", "place", "hall"),
        })
        {
            (await ada.PostAsync(door, door + step, [new(name, value)])).StatusCode.ShouldBe(HttpStatusCode.Redirect, step);
        }

        foreach (var page in new[] { "/door", "/door?q=gu", "/door/counts", "/door/close", "/numbers", "/numbers.csv", "/sheet", "/sheet?place=hall" })
        {
            (await ada.AnswerAsync($"/admin/lectures/{lecture}{page}")).StatusCode.ShouldBe(HttpStatusCode.OK, page);
        }

        await portal.QueryAsync(db => new OutreachPortal.Services.Registrations.Attendance(db).PublicAsync(lecture, TestContext.Current.CancellationToken));
    }

    /// <summary>Takes each step that staff take with an item, a tag, a redirect and an account.</summary>
    private static async Task WorkAsync(PortalHost portal, HttpClient ada)
    {
        var target = await Desk.PublishedAsync(portal, ada, Desk.Story("Where readers are sent"));
        var desk = await Desk.PublishedAsync(portal, ada, Desk.Story("A story on its way"));
        await desk.SaveAsync(ada, Desk.Story("A story on its long way"));
        await desk.DoneAsync(ada, "discard");
        await desk.DoneAsync(ada, "revisions/2/restore");
        await desk.DoneAsync(ada, "schedule", ("Day", "2027-01-04"), ("Time", "09:00"));
        await desk.DoneAsync(ada, "schedule/cancel");
        await desk.DoneAsync(ada, "submit");
        await desk.DoneAsync(ada, "return", ("Remarks", "More of it."));
        await desk.StepAsync(ada, "preview-links", ("days", "7"));
        await desk.StepAsync(ada, "presence");
        await desk.StepAsync(ada, "presence/leave");
        await desk.StepAsync(ada, "working-copy", ("Texts[en].Title", "Typed"));
        await desk.DoneAsync(ada, "withdraw", ("Reason.En", "Over."), ("Reason.Tr", "Bitti."));
        await desk.DoneAsync(ada, "publish");
        await desk.DoneAsync(ada, "unpublish", ("Reason", "Over."));
        await desk.DoneAsync(ada, "publish");
        await desk.DoneAsync(ada, "merge", ("Target", target.Address));
        var tag = await portal.QueryAsync(db => db.Tags.Select(tag => tag.Id).FirstAsync(TestContext.Current.CancellationToken));
        foreach (var (address, fields) in new (string, KeyValuePair<string, string>[])[]
        {
            ("/admin/tags/new", [new("Name.En", "A tag of nobody"), new("Name.Tr", "Kimsesiz etiket")]),
            ($"/admin/tags/{tag}", [new("Name.En", "Renamed"), new("Name.Tr", "Yeni ad")]),
            ($"/admin/tags/{tag}/delete", []),
            ("/admin/redirects/new", [new("From", "/en/stories/printed-once"), new("To", "/en/stories/where-readers-are-sent")]),
            ("/admin/settings", [new("Name.En", "A university"), new("HomeStoryAddress", "/en/stories/where-readers-are-sent")]),
            ("/admin/users/invite", [new("Name", "Someone"), new("Email", "someone@poyraz.example"), new("Language", "en"), new("Roles", "Author")]),
        })
        {
            using var answer = await ada.PostAsync("/admin/stories/new", address, fields);
            ((int)answer.StatusCode).ShouldBeLessThan(500, address);
        }
    }

    /// <summary>Takes each step that there is with seats.</summary>
    private static async Task SeatAsync(PortalHost portal, int lecture, int other)
    {
        var parties = new List<int>();
        for (var i = 0; i < 6; i++)
        {
            parties.Add((await portal.RegisterAsync(lecture, $"p{i}@poyraz.example", i == 4 ? 2 : 1)).RegistrationId);
        }

        async Task Step(Func<SeatBook, CancellationToken, Task> step) => await portal.SeatAsync(async (book, c) =>
        {
            await step(book, c);
            return true;
        });
        await Step((book, c) => book.ConfirmAsync(parties[0], c));
        await Step((book, c) => book.MoveAsync(parties[0], other, SeatPlace.Hall, "Ada", c));
        await Step((book, c) => book.CancelAsync(parties[1], RegistrationEnding.Cancelled, "", null, c));
        await portal.RegisterAsync(lecture, "p1@poyraz.example");
        await Step((book, c) => book.AcceptAsync(parties[2], c));
        await Step((book, c) => book.ApproveAsync(parties[2], "Ada", c));
        await Step((book, c) => book.ResizeAsync(parties[4], 1, 0, "", c));
        await Step((book, c) => book.ArriveAsync(parties[2], 1, "Ada", c));
        await Step((book, c) => book.WalkInAsync(lecture, SeatPlace.Hall, "", 1, null, "Ada", c));
        await Step((book, c) => book.UndoCheckInAsync(parties[2], "Ada", c));
        await Step((book, c) => book.ResendAsync(parties[3], "Ada", c));
        await Step((book, c) => book.PromoteAsync(lecture, c));
        await Step((book, c) => book.EraseAsync(parties[3], c));
        portal.Clock.Now += TimeSpan.FromDays(2);
        await portal.Services.GetRequiredService<SeatKeeper>().KeepAsync(TestContext.Current.CancellationToken);
        await Step((book, c) => book.CloseDoorAsync(lecture, "Ada", c));
        await portal.InScopeAsync(services => services.GetRequiredService<RegistrationLinks>().FindAsync(new string('a', RegistrationLinks.TokenLength), TestContext.Current.CancellationToken));
    }

    /// <summary>An address without what tells one item from the next.</summary>
    private static string Shape(string address) => Specific().Replace(address, "*");

    /// <summary>Asks for every page that another links to.</summary>
    private static async Task<int> WalkAsync(HttpClient visitor, string[] addresses)
    {
        var seen = new HashSet<string>(addresses);
        var next = new Queue<string>(addresses);
        var alike = new Dictionary<string, int>(StringComparer.Ordinal);
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
                var isStaffs = target.StartsWith("/admin", StringComparison.Ordinal);
                if (isStaffs == addresses[0].StartsWith("/admin", StringComparison.Ordinal)
                    && (!isStaffs || (alike[Shape(target)] = alike.GetValueOrDefault(Shape(target)) + 1) <= MostAlike) && seen.Add(target))
                {
                    next.Enqueue(target);
                }
            }
        }

        return seen.Count;
    }

    [GeneratedRegex("href=\"(/(?!/)[^\"#]*)")]
    private static partial Regex Links();

    [GeneratedRegex("[0-9]+|(?<=/admin/media/)[^/]+|(?<==)[^&]*")]
    private static partial Regex Specific();

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
