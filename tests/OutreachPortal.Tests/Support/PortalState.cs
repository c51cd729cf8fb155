using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Import;

namespace OutreachPortal.Tests.Support;

/// <summary>Imports, and looks at what is in the database afterwards.</summary>
public static class PortalState
{
    /// <summary>Imports a folder that has no mistakes.</summary>
    public static async Task<ImportReport> ImportsAsync(this PortalHost portal, ContentFolder folder)
    {
        var report = await portal.ImportAsync(folder);
        report.Mistakes.ShouldBeEmpty();
        return report;
    }

    /// <summary>The mistakes of a folder, as the command line says them.</summary>
    public static async Task<IReadOnlyList<string>> MistakesAsync(this PortalHost portal, ContentFolder folder)
    {
        var report = await portal.ImportAsync(folder);
        if (report.Mistakes.Count > 0)
        {
            (report.Added.Count + report.Changed.Count + report.Skipped.Count).ShouldBe(0);
        }

        return [.. report.Mistakes.Select(mistake => mistake.ToString())];
    }

    public static Task<T> QueryAsync<T>(this PortalHost portal, Func<PortalDbContext, Task<T>> query) =>
        portal.InScopeAsync(services => query(services.GetRequiredService<PortalDbContext>()));

    /// <summary>An item with all that belongs to it.</summary>
    /// <param name="name">Folder and key.</param>
    public static async Task<ContentItem?> FindAsync(this PortalHost portal, string name)
    {
        var (kind, key) = ContentReference.Parse(name)!.Value;
        return await portal.QueryAsync(db => db.ContentItems.WithEverything().Include(item => item.Revisions).AsNoTrackingWithIdentityResolution()
            .FirstOrDefaultAsync(item => item.Kind == kind && item.Key == key, TestContext.Current.CancellationToken));
    }

    public static async Task<T> ItemAsync<T>(this PortalHost portal, string name)
        where T : ContentItem => (await portal.FindAsync(name)).ShouldBeOfType<T>();

    public static Task<long> StampAsync(this PortalHost portal) =>
        portal.QueryAsync(db => db.ContentStamps.Where(row => row.Id == ContentStampRow.ContentId).Select(row => row.Value).SingleAsync(TestContext.Current.CancellationToken));

    /// <summary>How many rows each table has, and how many files the media store.</summary>
    public static Task<IReadOnlyDictionary<string, long>> CountsAsync(this PortalHost portal) => portal.QueryAsync(async db =>
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()!).Distinct())
        {
            // Names of the model's own tables, not of anybody's making.
            await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT COUNT(*) FROM \"{table}\"";
            counts[table] = Convert.ToInt64(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
        }

        counts["media"] = portal.MediaFiles().Length;
        return (IReadOnlyDictionary<string, long>)counts;
    });

    public static string[] MediaFiles(this PortalHost portal)
    {
        var folder = Path.Combine(portal.Data, "media");
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)] : [];
    }
}
