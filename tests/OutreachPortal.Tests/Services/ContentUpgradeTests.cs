using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services;

/// <summary>A database of the first release, with content in it, is brought up to date by the start.</summary>
public sealed class ContentUpgradeTests
{
    private const string Rows = """
        INSERT INTO Units(Id, Key, NameEn, NameTr) VALUES (1, 'optics', 'Optics', 'Optik');
        INSERT INTO ContentItems(Id, Kind, Key, State, UnitId, CreatedAt, FirstPublishedAt, PublishedAt, PublishedRevision, LastRevision, Version, StartsAt, EndsAt, TimeZone, Mode, OnlineLinkShown, Audience, Spoken, Status, PlaceEn, PlaceTr)
            VALUES (1, 'Seminar', 'light', 'Published', 1, '2026-01-01 10:00:00', '2026-01-01 10:00:00', '2026-01-02 10:00:00', 1, 1, '11111111-1111-1111-1111-111111111111', '2026-12-03 11:00:00', '2026-12-03 12:00:00', 'Europe/Istanbul', 'OnSite', 'Everyone', 1, 1, 'Scheduled', 'Room', 'Oda');
        INSERT INTO ContentItems(Id, Kind, Key, State, CreatedAt, LastRevision, Version, StartsAt, EndsAt, TimeZone, Mode, OnlineLinkShown, Audience, Spoken, Status)
            VALUES (2, 'Lecture', 'draft', 'Draft', '2026-01-01 10:00:00', 1, '22222222-2222-2222-2222-222222222222', '2026-12-03 11:00:00', '2026-12-03 12:00:00', 'Europe/Istanbul', 'OnSite', 'Everyone', 1, 1, 'Scheduled');
        INSERT INTO ContentItems(Id, Kind, Key, State, CreatedAt, FirstPublishedAt, PublishedAt, PublishedRevision, LastRevision, Version, "Rule", "Value", "From", "Until", AsOf, IsFeatured, SourceEn, SourceTr, UnitOfMeasureEn, UnitOfMeasureTr)
            VALUES (3, 'Figure', 'pupils', 'Published', '2026-01-01 10:00:00', '2026-01-01 10:00:00', '2026-01-02 10:00:00', 1, 1, '33333333-3333-3333-3333-333333333333', 'ClosedPeriod', '310.0', '2024-01-01', '2024-12-31', '2025-02-01', 1, 'Register', 'Kayıt', 'pupils', 'öğrenci');
        INSERT INTO ContentTexts(ContentItemId, Kind, Culture, Slug, Title, Summary, Body, Html, ContentsHtml, SortKey, SearchText)
            VALUES (1, 'Seminar', 'en', 'light', 'Light', 'About light.', 'A prism.', '<p>A prism.</p>', '', '01', 'light'), (1, 'Seminar', 'tr', 'isik', 'Işık', 'Işık üzerine.', 'Bir prizma.', '<p>Bir prizma.</p>', '', '01', 'isik'),
                   (2, 'Lecture', 'en', 'draft', 'Hidden prism', 's', '', '', '', '01', ''), (3, 'Figure', 'en', 'pupils', 'Pupils reached', 's', '', '', '', '01', 'pupils');
        """;

    [Theory]
    [InlineData("Initial")]
    // The migrations were applied, and then the start broke off.
    [InlineData(null)]
    public async Task What_the_first_release_wrote_is_shown_and_found(string? applied)
    {
        using var portal = new PortalHost();
        await using (var db = new SqlitePortalDbContext(new DbContextOptionsBuilder<SqlitePortalDbContext>().UseSqlite($"Data Source={Path.Combine(portal.Data, "portal.db")};Pooling=false").Options))
        {
            await db.GetService<IMigrator>().MigrateAsync("Initial", TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlRawAsync(Rows, TestContext.Current.CancellationToken);
            if (applied is null)
            {
                await db.Database.MigrateAsync(TestContext.Current.CancellationToken);
            }
        }

        foreach (var address in new[] { "/en", "/tr", "/en/seminars", "/en/seminars/light", "/tr/seminars/isik", "/en/policies", "/en/search?q=prism", "/tr/search?q=isik" })
        {
            await portal.Visitor().PageAsync(address);
        }

        (await portal.Visitor().PageAsync("/en/search?q=prism+optics")).AllWords("ol.hits h2").ShouldBe(["Light"]);
        (await portal.Visitor().PageAsync("/tr/search?q=isik")).AllWords("ol.hits h2").ShouldBe(["Işık"]);
        (await portal.Visitor().PageAsync("/en/seminars?q=prism")).Titles().ShouldBe(["Light"]);
        var items = await portal.QueryAsync(db => db.ContentItems.Include(item => item.SearchEntries).OrderBy(item => item.Id).ToListAsync(TestContext.Current.CancellationToken));
        items.Select(item => item.Uid).Distinct().Count().ShouldBe(3);
        items.ShouldAllBe(item => item.Uid != Guid.Empty);
        items.Select(item => item.SearchEntries.Count).ShouldBe([2, 0, 1]);
        items[0].MajorChangeAt.ShouldBe(items[0].PublishedAt);
        items.OfType<Event>().ShouldAllBe(e => e.Sequence == 0);
        items.OfType<Figure>().Single().Year.ShouldBe(2024);
    }

    [Fact]
    public async Task It_is_done_once()
    {
        using var portal = new PortalHost();
        await portal.Visitor().PageAsync("/en");
        using var folder = new ContentFolder().Seminar("light");
        await portal.ImportAllAsync(folder);
        var stamp = await portal.StampAsync();
        await portal.QueryAsync(async db =>
        {
            await OutreachPortal.Services.ContentUpgrade.RunAsync(db, TestContext.Current.CancellationToken);
            return 0;
        });
        (await portal.StampAsync()).ShouldBe(stamp);
    }

    [Fact]
    public async Task The_index_holds_what_the_entries_say()
    {
        using var portal = new PortalHost();
        using var folder = new ContentFolder().Seminar("a", "First").Seminar("b", "Second");
        await portal.ImportAllAsync(folder);
        using var changed = new ContentFolder().Seminar("a", "Third").Seminar("b", "Second", "state: unpublished");
        await portal.ImportAllAsync(changed);
        await portal.QueryAsync(async db =>
        {
            // Throws when an entry is missing, or one is there that should not be.
            await db.Database.ExecuteSqlRawAsync("INSERT INTO SearchIndex(SearchIndex, rank) VALUES ('integrity-check', 1)", TestContext.Current.CancellationToken);
            return 0;
        });
        (await portal.Visitor().PageAsync("/en/search?q=first")).QuerySelector("ol.hits > li").ShouldBeNull();
        (await portal.Visitor().PageAsync("/en/search?q=third")).QuerySelector("ol.hits > li").ShouldNotBeNull();
    }
}
