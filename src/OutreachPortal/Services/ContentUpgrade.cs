using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services;

/// <summary>
/// Gives content from before a migration what only code can make: search entries, and the name by which programs know it.
/// </summary>
public static class ContentUpgrade
{
    private const int Chunk = 200;

    /// <summary>Run after migrations were applied; does nothing for an item twice.</summary>
    public static async Task RunAsync(PortalDbContext db, CancellationToken cancellation)
    {
        // A column that is new is null for rows of before, which an entity cannot be.
        await db.Events.Where(e => e.Uid == Guid.Empty).ExecuteUpdateAsync(e => e.SetProperty(x => x.Sequence, 0), cancellation);
        await db.Figures.Where(f => f.Uid == Guid.Empty)
            .ExecuteUpdateAsync(f => f.SetProperty(x => x.Year, x => (x.Until ?? x.AsOf).Year), cancellation);
        var ids = await db.ContentItems
            .Where(item => item.Uid == Guid.Empty || (item.State == ContentState.Published && item.SearchEntries.Count == 0))
            .Select(item => item.Id).ToListAsync(cancellation);
        foreach (var some in ids.Chunk(Chunk))
        {
            db.ChangeTracker.Clear();
            foreach (var item in await db.ContentItems.WithEverything().Where(item => some.Contains(item.Id)).ToListAsync(cancellation))
            {
                item.Uid = item.Uid == Guid.Empty ? Guid.CreateVersion7() : item.Uid;
                item.MajorChangeAt ??= item.PublishedAt;
                item.RefreshSearch();
            }

            await db.SaveChangesAsync(cancellation);
        }

        if (ids.Count > 0)
        {
            await ContentStamp.RaiseAsync(db, cancellation);
        }
    }
}
