using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Models.Audit;

/// <summary>The trail is only ever added to, whoever asks and however.</summary>
public sealed class AuditEntryTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_context_refuses_to_change_or_delete_an_entry()
    {
        await portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDbContext>();
            var entry = await AddAsync(db);
            entry.Remark = "Nothing happened.";
            (await Should.ThrowAsync<InvalidOperationException>(() => db.SaveChangesAsync(Cancellation))).Message.ShouldContain("only ever added to");
            db.Entry(entry).State = EntityState.Deleted;
            Should.Throw<InvalidOperationException>(() => db.SaveChanges());
            return 0;
        });
    }

    [Theory]
    [InlineData("UPDATE AuditEntries SET Remark = 'x'")]
    [InlineData("DELETE FROM AuditEntries")]
    [InlineData("REPLACE INTO AuditEntries SELECT Id, At, UserId, 'Somebody', Action, Kind, ItemId, Revision, Target, Remark, Address FROM AuditEntries")]
    [InlineData("INSERT OR REPLACE INTO AuditEntries SELECT * FROM AuditEntries")]
    [InlineData("INSERT INTO AuditEntries SELECT * FROM AuditEntries WHERE true ON CONFLICT (Id) DO UPDATE SET Remark = 'x'")]
    public async Task The_table_of_SQLite_refuses_it_too(string sql)
    {
        await portal.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDbContext>();
            if (!db.Database.IsSqlite())
            {
                Assert.Skip("On SQL Server the login is denied it; docs/decisions/0009-how-staff-write.md.");
            }

            var entry = await AddAsync(db);
            (await Should.ThrowAsync<SqliteException>(() => db.Database.ExecuteSqlRawAsync(sql, Cancellation))).Message.ShouldContain("only ever added to");
            (await db.AuditEntries.AsNoTracking().SingleAsync(e => e.Id == entry.Id, Cancellation)).UserName.ShouldBe("Ada");
            return 0;
        });
    }

    private async Task<AuditEntry> AddAsync(PortalDbContext db)
    {
        var entry = new AuditEntry { At = portal.Clock.GetUtcNow().UtcDateTime, UserName = "Ada", Action = AuditAction.SettingsChanged, Remark = "Something happened." };
        db.AuditEntries.Add(entry);
        await db.SaveChangesAsync(Cancellation);
        return entry;
    }
}
