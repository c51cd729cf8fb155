using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services;

/// <summary>
/// Gives content from before a migration what only code can make: search entries, the name by which programs know it, and what
/// staff's lists show.
/// </summary>
public static class ContentUpgrade
{
    private const int Chunk = 200;

    /// <summary>Before anything was ever changed; a column that is new holds less.</summary>
    private static readonly DateTime Never = new(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>
    /// All of it or nothing, and nothing where there are search entries or no published item to make them of: so a start that
    /// broke off in the middle is made good by the next.
    /// </summary>
    public static async Task RunAsync(PortalDbContext db, CancellationToken cancellation)
    {
        await DescribeDraftsAsync(db, cancellation);
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

    private static async Task DescribeDraftsAsync(PortalDbContext db, CancellationToken cancellation)
    {
        while (true)
        {
            db.ChangeTracker.Clear();
            var some = await db.ContentItems.Where(item => item.Stage == DraftStage.None && item.ChangedAt < Never).OrderBy(item => item.Id).Take(Chunk)
                .Include(item => item.Texts).Include(item => item.MediaUses).AsSplitQuery().ToListAsync(cancellation);
            if (some.Count == 0)
            {
                return;
            }

            var ids = some.Select(item => item.Id).ToList();
            var newest = await db.Revisions.AsNoTracking().Where(revision => ids.Contains(revision.ContentItemId)
                && revision.Number == db.ContentItems.Where(item => item.Id == revision.ContentItemId).Select(item => item.LastRevision).First())
                .ToDictionaryAsync(revision => revision.ContentItemId, cancellation);
            foreach (var item in some)
            {
                item.DraftSearch = item.Key;
                item.ChangedAt = item.CreatedAt;
                if (newest.TryGetValue(item.Id, out var revision))
                {
                    var form = ContentForm.FromJson(item.Kind, revision.Form);
                    item.DescribeDraft(form);
                    item.ChangedAt = revision.CreatedAt;
                    item.ChangedBy = revision.CreatedBy;
                    foreach (var culture in form.Texts.Keys)
                    {
                        item.SetTranslation(culture, TranslationState.Current);
                    }
                }
            }

            await db.SaveChangesAsync(cancellation);
        }
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
