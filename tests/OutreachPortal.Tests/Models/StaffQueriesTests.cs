using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Models;

/// <summary>What staff's lists read, as SQLite says itself; and that both databases can be asked.</summary>
public sealed class StaffQueriesTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static readonly DateTime At = new(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc);

    public static TheoryData<string> Questions() => [.. Asked.Keys];

    private static readonly Dictionary<string, (Func<PortalDbContext, IQueryable<object>> Ask, string Index)> Asked = new()
    {
        ["a kind, the last changed first"] = (db => Of(db).Ordered(ContentKind.Seminar, ItemOrder.Changed, "en").Skip(100).Take(50).Select(i => (object)i.Id), "IX_ContentItems_Kind_ChangedAt"),
        ["a search"] = (db => Of(db).Called("one two").Ordered(ContentKind.Seminar, ItemOrder.Changed, "en").Take(50).Select(i => (object)i.Id), "IX_ContentItems_Kind_ChangedAt"),
        ["a language"] = (db => Of(db).InLanguage(LanguageQuestion.OutdatedTr).Ordered(ContentKind.Seminar, ItemOrder.Changed, "en").Take(50).Select(i => (object)i.Id), "IX_ContentItems_Kind_ChangedAt"),
        ["what waits for review"] = (db => db.ContentItems.Where(i => i.Stage == DraftStage.InReview).OrderBy(i => i.ChangedAt).ThenBy(i => i.Id).Take(8).Select(i => (object)i.Id), "IX_ContentItems_Stage_ChangedAt"),
        ["my drafts"] = (db => db.ContentItems.Where(i => i.Stage == DraftStage.Draft).By(1, "Alice").OrderByDescending(i => i.ChangedAt).ThenByDescending(i => i.Id).Take(8).Select(i => (object)i.Id), "IX_ContentItems_Stage_ChangedAt"),
        ["what is scheduled"] = (db => db.ContentItems.Where(i => i.ScheduledAt != null && i.ScheduleError == null).OrderBy(i => i.ScheduledAt).ThenBy(i => i.Id).Take(8).Select(i => (object)i.Id), "IX_ContentItems_ScheduledAt"),
        ["the trail"] = (db => db.AuditEntries.About(new(null, null, null, null, null, null, null)).OlderThan(At, 5).NewestFirst().Take(100), "IX_AuditEntries_At"),
        ["the trail of a person"] = (db => db.AuditEntries.About(new(1, null, null, null, At, null, null)).NewestFirst().Take(100), "IX_AuditEntries_UserId_At"),
        ["the trail of an action"] = (db => db.AuditEntries.About(new(null, AuditAction.Published, null, null, null, At, null)).OlderThan(At, 5).NewestFirst().Take(100), "IX_AuditEntries_Action_At"),
        ["the trail of an item"] = (db => db.AuditEntries.About(new(null, null, null, 4, null, null, null)).Take(100), "IX_AuditEntries_ItemId"),
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Index_leads_to_the_rows_in_their_order(string question)
    {
        Assert.SkipWhen(TestDatabase.IsSqlServer, TestDatabase.OnlySqlite);
        var (ask, index) = Asked[question];
        var plan = await portal.QueryAsync(async db =>
        {
            await using var command = ask(db).CreateDbCommand();
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
        plan.ShouldContain(step => step.StartsWith("SEARCH", StringComparison.Ordinal) && step.Contains(index, StringComparison.Ordinal), string.Join('\n', plan));
        plan.ShouldAllBe(step => !step.Contains("TEMP B-TREE", StringComparison.Ordinal), string.Join('\n', plan));
    }

    [Fact]
    public void SQL_Server_can_be_asked_the_same()
    {
        using var db = new SqlServerDesignTimeFactory().CreateDbContext([]);
        IEnumerable<IQueryable<object>> questions =
        [
            .. Asked.Values.Select(asked => asked.Ask(db)),
            .. Enum.GetValues<ItemStatus>().Select(status => Of(db).Standing(status)),
            .. Enum.GetValues<LanguageQuestion>().Select(question => Of(db).InLanguage(question)),
            .. Enum.GetValues<ContentKind>().SelectMany(kind => Enum.GetValues<ItemOrder>().SelectMany(order => Languages.All.Select(culture => db.ContentItems.Where(i => i.Kind == kind).Ordered(kind, order, culture).Take(5).Select(i => (object)i.Id)))),
            Of(db).Tagged(db, 1),
            ItemLists.Lines(Of(db)),
            db.AuditEntries.About(new(1, AuditAction.Saved, ContentKind.Page, 3, At, At, "a%_[b")).NewestFirst(),
            db.ContentItems.GroupBy(i => new { i.Kind, i.TranslationEn, i.TranslationTr }).Select(g => new { g.Key.Kind, g.Key.TranslationEn, Count = g.Count() }),
        ];
        foreach (var question in questions)
        {
            question.ToQueryString().ShouldContain("SELECT");
        }
    }

    [Theory]
    [InlineData(ContentState.Draft, DraftStage.Draft, false, false, "Draft")]
    [InlineData(ContentState.Draft, DraftStage.None, false, false, "Draft")]
    [InlineData(ContentState.Draft, DraftStage.InReview, true, false, "InReview Scheduled")]
    [InlineData(ContentState.Published, DraftStage.None, false, false, "Published")]
    [InlineData(ContentState.Published, DraftStage.Draft, false, false, "Published Changed")]
    [InlineData(ContentState.Published, DraftStage.Returned, true, true, "Published Returned ScheduleFailed")]
    [InlineData(ContentState.Withdrawn, DraftStage.None, false, false, "Withdrawn")]
    [InlineData(ContentState.Unpublished, DraftStage.Draft, false, false, "Unpublished Changed")]
    [InlineData(ContentState.Merged, DraftStage.None, false, false, "Merged")]
    public void Item_stands_as_its_state_and_stage_say(ContentState state, DraftStage stage, bool isScheduled, bool hasFailed, string statuses) =>
        string.Join(' ', StaffQueries.Of(state, stage, isScheduled, hasFailed)).ShouldBe(statuses);

    private static IQueryable<ContentItem> Of(PortalDbContext db) => db.ContentItems.Where(i => i.Kind == ContentKind.Seminar);
}
