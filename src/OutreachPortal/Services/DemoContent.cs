using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Services.Import;

namespace OutreachPortal.Services;

/// <summary>Fills an empty database from the folder <c>Demo</c>, with the importer that everybody has.</summary>
public sealed class DemoContent(PortalDbContext db, ContentImporter importer, DemoRegistrations registrations, ILogger<DemoContent> log)
{
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Demo");

    /// <exception cref="InvalidOperationException">The demo itself has mistakes.</exception>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        if (await db.ContentItems.AnyAsync(cancellation))
        {
            return;
        }

        var report = await importer.ImportAsync(Folder, null, cancellation);
        if (report.Mistakes.Count > 0)
        {
            throw new InvalidOperationException("The demo content has mistakes:" + Environment.NewLine + string.Join(Environment.NewLine, report.Mistakes));
        }

        await registrations.AddAsync(cancellation);
        log.LogInformation("The database was empty and now has the demo content: {ItemCount} items", report.Added.Count);
    }
}
