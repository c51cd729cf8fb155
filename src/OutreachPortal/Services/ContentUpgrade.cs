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

    /// <summary>
    /// All of it or nothing, and nothing where there are search entries or no published item to make them of: so a start that
    /// broke off in the middle is made good by the next.
    /// </summary>
    public static async Task RunAsync(PortalDbContext db, CancellationToken cancellation)
    {
        if (await db.SearchEntries.AnyAsync(cancellation) || !await db.ContentItems.AnyAsync(item => item.State == ContentState.Published, cancellation))
        {
            return;
        }

        await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            await UpgradeAsync(db, cancellation);
            await ContentStamp.RaiseAsync(db, cancellation);
            await transaction.CommitAsync(cancellation);
        });
    }

    private static async Task UpgradeAsync(PortalDbContext db, CancellationToken cancellation)
    {
        // A column that is new is null for rows of before, which an entity cannot be.
        await db.Events.Where(e => e.Uid == Guid.Empty).ExecuteUpdateAsync(e => e.SetProperty(x => x.Sequence, 0), cancellation);
        await db.Figures.Where(f => f.Uid == Guid.Empty)
            .ExecuteUpdateAsync(f => f.SetProperty(x => x.Year, x => (x.Until ?? x.AsOf).Year), cancellation);
        var ids = await db.ContentItems.Where(item => item.Uid == Guid.Empty || item.State == ContentState.Published)
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
    }
}
