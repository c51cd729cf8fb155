using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Search;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Search;

/// <summary>What is asked of SQL Server, as far as it can be seen without one.</summary>
public sealed class SqlServerFullTextTests
{
    [Fact]
    public void Without_full_text_words_are_found_by_LIKE_or_what_is_its_like()
    {
        using var db = new SqlServerDesignTimeFactory().CreateDbContext([]);
        var sql = db.SearchEntries.Like(SearchTerms.Parse("IŞIK 100%")).ToQueryString();
        sql.ShouldContain("LIKE");
        sql.ShouldContain("isik");
        // A percent sign is no letter, so it cannot stand for any text.
        sql.ShouldNotContain("100[%]%");
        foreach (var mentioning in new[] { db.Policies.Mentioning(db, "isik").ToQueryString(), db.Policies.Mentioning(db, "\"").ToQueryString(), db.Stories.Published().Mentioning(db, "a b").ToQueryString() })
        {
            mentioning.ShouldNotContain("SearchIndex");
        }
    }

    [Fact]
    public void With_full_text_every_word_is_quoted_and_may_stand_in_any_column()
    {
        using var db = new SqlServerDesignTimeFactory().CreateDbContext([]);
        var sql = db.SearchEntries.Containing(SearchTerms.Parse("seminerleri \"OR\" a'; DROP TABLE x --")).ToQueryString();
        Regex.Count(sql, @"CONTAINS\(\[s\]\.\[(Title|Keywords|Body)\], @").ShouldBe(3 * 7);
        SearchTerms.Parse("seminerleri \"OR\" a';").ContainsConditions.ShouldBe(["\"seminer*\"", "\"or*\"", "\"a\""]);
    }

    [Fact]
    public void Catalog_and_index_are_made_only_where_they_are_missing()
    {
        SqlServerFullText.Statements.Count.ShouldBe(2);
        SqlServerFullText.Statements.ShouldAllBe(statement => statement.StartsWith("IF NOT EXISTS", StringComparison.Ordinal));
        SqlServerFullText.Statements[1].ShouldContain("ON [SearchEntries] ([Title] LANGUAGE 0, [Keywords] LANGUAGE 0, [Body] LANGUAGE 0)");
        using var db = new SqlServerDesignTimeFactory().CreateDbContext([]);
        db.Database.GenerateCreateScript().ShouldContain("CONSTRAINT [PK_SearchEntries] PRIMARY KEY");
    }

    [Fact]
    public async Task SQLite_is_not_asked()
    {
        using var portal = new PortalHost();
        var fullText = new SqlServerFullText(NullLogger<SqlServerFullText>.Instance);
        await portal.QueryAsync(async db =>
        {
            await fullText.PrepareAsync(db, TestContext.Current.CancellationToken);
            return 0;
        });
        fullText.IsReady.ShouldBeFalse();
    }
}
