using System.Data;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Data;

/// <summary>Both databases, as far as they can be seen without a server.</summary>
public sealed class PortalDbContextTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static readonly string[] UniqueIndexes =
    [
        "IX_ContentItems_Kind_Key", "IX_ContentTexts_Kind_Culture_Slug", "IX_ContentTexts_ContentItemId_Culture", "IX_Redirects_ContentItemId_Culture_Slug",
        "IX_Revisions_ContentItemId_Number", "IX_SearchEntries_ContentItemId_Culture", "IX_Units_Key", "IX_Tags_Key", "IX_MediaFiles_Name", "IX_PolicyVersions_PolicyId_Number", "IX_PolicyVersionTexts_PolicyVersionId_Culture", "IX_PolicyPassages_PolicyVersionTextId_Clause",
        "IX_PreviewLinks_TokenHash", "IX_SetupLinks_TokenHash", "RoleNameIndex", "UserNameIndex",
        "IX_Registrations_LectureId_EmailKey", "IX_Registrations_TicketCode", "IX_Notices_Kind_Number", "IX_Certificates_Code", "IX_SigningKeys_Kid",
    ];

    [Fact]
    public void Migrations_of_each_database_hold_the_whole_model()
    {
        using var sqlite = new SqliteDesignTimeFactory().CreateDbContext([]);
        sqlite.Database.HasPendingModelChanges().ShouldBeFalse();
        using var server = new SqlServerDesignTimeFactory().CreateDbContext([]);
        server.Database.HasPendingModelChanges().ShouldBeFalse();
    }

    [Fact]
    public void The_compiled_model_of_SQLite_is_the_model()
    {
        using var db = new SqliteDesignTimeFactory().CreateDbContext([]);
        var model = db.GetService<IDesignTimeModel>().Model;
        // Tables with their columns and types, keys and indexes, as a database has them; docs/database.md has the command that makes it anew.
        Shape(db.Model).ShouldBe(Shape(model));

        static string[] Shape(IModel model) =>
        [
            .. model.GetRelationalModel().Tables.SelectMany(table => table.Columns.Select(column => $"{table.Name}.{column.Name} {column.StoreType} {column.IsNullable}")
                .Concat(table.Indexes.Select(index => $"{table.Name} {index.Name} {index.IsUnique} {string.Join(',', index.Columns.Select(column => column.Name))}"))
                .Concat(table.ForeignKeyConstraints.Select(key => $"{table.Name} {key.Name} {key.OnDeleteAction}"))),
            .. model.GetEntityTypes().SelectMany(type => type.GetProperties().Select(property => $"{type.Name}.{property.Name} {property.ClrType} {property.GetMaxLength()} {property.IsConcurrencyToken} {property.GetTypeMapping().Converter?.GetType()}")
                .Concat(type.GetNavigations().Select(navigation => $"{type.Name}.{navigation.Name}")).Append($"{type.Name} {type.GetDiscriminatorValue()}")),
        ];
    }

    [Fact]
    public void The_scripts_for_SQL_Server_hold_every_unique_index()
    {
        using var db = new SqlServerDesignTimeFactory().CreateDbContext([]);
        var migrations = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
        foreach (var script in new[] { db.Database.GenerateCreateScript(), migrations })
        {
            Regex.Matches(script, @"CREATE UNIQUE INDEX \[(\w+)\]").Select(match => match.Groups[1].Value).ShouldBe(UniqueIndexes, ignoreOrder: true);
        }

        migrations.ShouldContain("IF NOT EXISTS");
        migrations.ShouldContain("[__EFMigrationsHistory]");
        foreach (var table in db.Model.GetEntityTypes().Where(type => type.FindPrimaryKey() is not null).Select(type => type.GetTableName()!).Distinct())
        {
            migrations.ShouldContain($"CREATE TABLE [{table}] (");
        }

        // Servers that speak TDS but are not Microsoft's lack the first two, and no text may depend on a code page.
        foreach (var word in new[] { "MERGE ", "OPENJSON", " varchar(", " text NULL", " rowversion" })
        {
            migrations.ShouldNotContain(word);
        }
    }

    [Fact]
    public void No_table_of_SQL_Server_is_reached_by_two_cascades()
    {
        using var db = new SqlServerDesignTimeFactory().CreateDbContext([]);
        var cascades = Regex.Matches(db.Database.GenerateCreateScript(), @"CREATE TABLE \[(\w+)\](.*?)\n\);", RegexOptions.Singleline)
            .SelectMany(table => Regex.Matches(table.Groups[2].Value, @"REFERENCES \[(\w+)\] \(\[\w+\]\) ON DELETE (?:CASCADE|SET NULL)")
                .Select(reference => (From: reference.Groups[1].Value, To: table.Groups[1].Value))).ToList();
        cascades.Count.ShouldBeGreaterThan(10);
        int Paths(string from, string to) => cascades.Where(edge => edge.To == to).Sum(edge => edge.From == from ? 1 : Paths(from, edge.From));
        foreach (var from in cascades.Select(edge => edge.From).Distinct())
        {
            foreach (var to in cascades.Select(edge => edge.To).Distinct())
            {
                Paths(from, to).ShouldBeLessThanOrEqualTo(1, $"{from} to {to}");
            }
        }
    }

    [Fact]
    public void Parameters_for_SQL_Server_know_their_types()
    {
        // Each loads the assembly that stands in for Microsoft.SqlServer.Server.
        new SqlParameter("@p", "text").SqlDbType.ShouldBe(SqlDbType.NVarChar);
        new SqlParameter("@p", new DateTime(2026, 11, 23)).SqlDbType.ShouldBe(SqlDbType.DateTime);
        new SqlParameter("@p", Guid.NewGuid()).SqlDbType.ShouldBe(SqlDbType.UniqueIdentifier);
        using var command = new SqlCommand("SELECT @a, @b, @c");
        command.Parameters.AddWithValue("@a", "text");
        command.Parameters.AddWithValue("@b", new DateTime(2026, 11, 23));
        command.Parameters.AddWithValue("@c", Guid.NewGuid());
        // All that lacks is a connection.
        Should.Throw<InvalidOperationException>(command.Prepare).Message.ShouldContain("Connection");
        typeof(Microsoft.SqlServer.Server.SqlUserDefinedTypeAttribute).Assembly.GetName().Name.ShouldBe("Microsoft.SqlServer.Server");
    }

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    [InlineData("busy_timeout", "10000")]
    public async Task Connections_to_SQLite_are_durable_and_patient(string pragma, string value)
    {
        Assert.SkipWhen(TestDatabase.IsSqlServer, TestDatabase.OnlySqlite);
        var inForce = await portal.QueryAsync(async db =>
        {
            await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "PRAGMA " + pragma;
            return (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!.ToString()!;
        });
        inForce.ShouldBe(value);
    }

    [Fact]
    public async Task Keys_of_data_protection_are_rows()
    {
        var protector = portal.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
        var sealedText = protector.Protect("word");
        protector.Unprotect(sealedText).ShouldBe("word");
        var keys = await portal.QueryAsync(db => db.DataProtectionKeys.Select(key => key.Xml).ToListAsync(TestContext.Current.CancellationToken));
        keys.ShouldHaveSingleItem().ShouldContain("<key id=");
    }

    [Fact]
    public async Task Times_come_back_from_the_database_as_UTC()
    {
        using var folder = new ContentFolder().Item("people/utc");
        await portal.ImportsAsync(folder);
        var created = await portal.QueryAsync(db => db.ContentItems.Select(item => item.CreatedAt).FirstAsync(TestContext.Current.CancellationToken));
        created.Kind.ShouldBe(DateTimeKind.Utc);
        created.ShouldBe(PortalHost.Monday.UtcDateTime);
    }
}
