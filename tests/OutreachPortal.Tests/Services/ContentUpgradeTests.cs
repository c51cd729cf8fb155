using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Markdown;
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

    private const string Policies = """
        INSERT INTO ContentItems(Id, Kind, Key, Uid, State, CreatedAt, FirstPublishedAt, PublishedAt, MajorChangeAt, PublishedRevision, LastRevision, Version, ChangedAt, TranslationEn, TranslationTr)
            VALUES (1, 'Policy', 'rule', '11111111-1111-1111-1111-111111111112', 'Published', '2026-01-01 10:00:00', '2021-06-30 22:00:00', '2026-01-02 10:00:00', '2026-01-02 10:00:00', 3, 3, '11111111-1111-1111-1111-111111111111', '2026-01-01 10:00:00', 'Outdated', 'Current'),
                   (2, 'Policy', 'draft', '11111111-1111-1111-1111-111111111113', 'Draft', '2026-01-01 10:00:00', NULL, NULL, NULL, NULL, 1, '11111111-1111-1111-1111-111111111111', '2026-01-01 10:00:00', 'Current', 'Missing');
        INSERT INTO ContentTexts(ContentItemId, Kind, Culture, Slug, Title, Summary, Body, Html, ContentsHtml, SortKey)
            VALUES (1, 'Policy', 'en', 'rule', 'The rule', 's', '', '', '', '01'), (1, 'Policy', 'tr', 'kural', 'Kural', 's', '', '', '', '01');
        INSERT INTO SearchEntries(ContentItemId, Kind, Culture, Title, Keywords, Body, Text) VALUES (1, 'Policy', 'en', 'the rule', 's', 'body', 'Body');
        INSERT INTO PolicyVersions(Id, PolicyId, Number, PolicyNumber, OwnerEn, OwnerTr, ApprovingBodyEn, ApprovingBodyTr, InForceFrom)
            VALUES (1, 1, '2.10', 'P-1', 'O', 'O', 'B', 'B', '2024-01-01'), (2, 1, '1', 'P-1', 'O', 'O', 'B', 'B', '2020-01-01'), (3, 1, '2', 'P-1', 'O', 'O', 'B', 'B', '2023-01-01');
        INSERT INTO PolicyVersionTexts(PolicyVersionId, Culture, Title, Summary, Body, Html, ContentsHtml) VALUES
            (2, 'en', 'The rule', 's', '1. Wholly about apples.\n2. Concerning wooden chairs.', 'old', ''), (2, 'tr', 'Kural', 's', '1. Bütünüyle elmalar üzerine.\n2. Ahşap sandalyelere dair.', 'old', ''),
            (3, 'en', 'The rule', 's', '1. Of iron tables.\n2. Wholly about apples.\n3. Concerning wooden chairs.', 'old', ''),
            (1, 'en', 'The rule', 's', '5. Wholly about apples.\n6. Concerning wooden chairs.\n\nTwice:\n\n5. Of clouds.', 'old', ''), (1, 'tr', 'Kural', 's', '5. Bütünüyle elmalar üzerine.\n6. Ahşap sandalyelere dair.', 'old', '');
        """;

    [Theory]
    [InlineData("SigningKeys")]
    [InlineData(null)]
    public async Task Versions_of_before_get_clauses_with_identifiers(string? applied)
    {
        using var portal = new PortalHost();
        await using (var db = new SqlitePortalDbContext(new DbContextOptionsBuilder<SqlitePortalDbContext>().UseSqlite($"Data Source={Path.Combine(portal.Data, "portal.db")};Pooling=false").Options))
        {
            await db.GetService<IMigrator>().MigrateAsync("SigningKeys", TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlRawAsync(Policies.Replace("\\n", "\n", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            if (applied is null)
            {
                await db.Database.MigrateAsync(TestContext.Current.CancellationToken);
            }
        }

        (await portal.Visitor().PageAsync("/en/policies/rule")).Words("main").ShouldContain("Wholly about apples");
        var policy = await portal.ItemAsync<Policy>("policies/rule");
        (policy.LastClause, policy.PolicyType, policy.TranslationEn).ShouldBe((3, PolicyType.Policy, TranslationState.Outdated));
        policy.Versions.OrderBy(v => v.InForceFrom).Select(v => (v.Number, v.IsMajor, v.Stage, v.PublishedOn, v.Corrections.Count)).ShouldBe(
            // The first of July in Istanbul.
            [("1", true, PolicyStage.Approved, new DateOnly(2020, 1, 1), 0), ("2", true, PolicyStage.Approved, new DateOnly(2021, 7, 1), 0), ("2.10", false, PolicyStage.Approved, new DateOnly(2021, 7, 1), 0)]);
        (await ClausesAsync("1")).ShouldBe(["en 1 c1", "en 2 c2", "tr 1 c1", "tr 2 c2"]);
        (await ClausesAsync("2")).ShouldBe(["en 1 c3", "en 2 c1", "en 3 c2"]);
        (await ClausesAsync("2.10")).ShouldBe(["en 5 c1", "en 6 c2", "tr 5 c1", "tr 6 c2"]);
        policy.Versions.SelectMany(v => v.Texts).ShouldAllBe(text => text.Html.Contains("clause-", StringComparison.Ordinal));
        policy.Versions.Single(v => v.Number == "1").Texts.ShouldAllBe(text => !text.IsBehind);
        policy.Versions.Single(v => v.Number == "2.10").Texts.Single(text => text.Culture == "en").IsBehind.ShouldBeTrue();
        policy.SearchEntries.Count.ShouldBe(2);

        // And what is imported now goes on from there.
        using var folder = new ContentFolder().Text("policies/rule.v3.en.md", "title: The rule\nlanguages: en\nsummary: s\nnumber: P-1\nowner: o\napproving-body: b\nin-force-from: 2030-01-01\nchange-note: n", "1. Concerning wooden chairs.");
        await portal.ImportsAsync(folder);
        (await ClausesAsync("3")).ShouldBe(["en 1 c2"]);
        (await portal.ItemAsync<Policy>("policies/draft")).LastClause.ShouldBe(0);

        async Task<List<string>> ClausesAsync(string version)
        {
            var texts = (await portal.ItemAsync<Policy>("policies/rule")).Versions.Single(v => v.Number == version).Texts;
            var passages = await portal.QueryAsync(db => db.Set<PolicyPassage>().Where(p => p.Clause != null).OrderBy(p => p.Position).ToListAsync(TestContext.Current.CancellationToken));
            return [.. texts.OrderBy(text => text.Culture, StringComparer.Ordinal).SelectMany(text => passages.Where(p => p.PolicyVersionTextId == text.Id).Select(p => $"{text.Culture} {p.Number} c{p.Clause}"))];
        }
    }

    [Fact]
    public async Task It_is_done_once()
    {
        using var portal = new PortalHost();
        await portal.Visitor().PageAsync("/en");
        using var folder = new ContentFolder().Seminar("light");
        await portal.ImportAllAsync(folder);
        var stamp = await portal.StampAsync();
        await portal.InScopeAsync(async services =>
        {
            await ContentUpgrade.RunAsync(services.GetRequiredService<PortalDbContext>(), services.GetRequiredService<MarkdownRenderer>(), services.GetRequiredService<SiteSettings>(), TestContext.Current.CancellationToken);
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
