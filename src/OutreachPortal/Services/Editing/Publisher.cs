using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Markdown;
using OutreachPortal.Services.Search;

namespace OutreachPortal.Services.Editing;

/// <summary>Applies revisions to what the public reads. Whoever calls it has a transaction, and commits.</summary>
public sealed class Publisher(PortalDbContext db, MarkdownRenderer markdown, SearchNames searchNames, SiteSettings site, ContentStamp stamp, TimeProvider clock)
{
    /// <summary>An item with all that publishing it may change, tracked.</summary>
    public Task<ContentItem?> LoadAsync(ContentKind kind, int id, CancellationToken cancellation) =>
        db.ContentItems.WithEverything().FirstOrDefaultAsync(item => item.Id == id && item.Kind == kind, cancellation);

    /// <summary>What publishing a form needs: those of its items, units and tags that exist.</summary>
    public async Task<PublishContext> ContextAsync(ContentForm form, bool isMajor, CancellationToken cancellation)
    {
        var items = new Dictionary<(ContentKind, string), ContentItem>();
        foreach (var kind in form.References().Select(reference => (reference.Kind, reference.Key)).Distinct().GroupBy(reference => reference.Kind))
        {
            var keys = kind.Select(reference => reference.Key).ToList();
            foreach (var item in await db.ContentItems.Include(item => item.Texts).Where(item => item.Kind == kind.Key && keys.Contains(item.Key)).ToListAsync(cancellation))
            {
                items[(item.Kind, item.Key)] = item;
            }
        }

        var units = await db.Units.Where(unit => unit.Key == form.Unit).ToDictionaryAsync(unit => unit.Key, StringComparer.Ordinal, cancellation);
        var tags = await db.Tags.Where(tag => form.Tags.Contains(tag.Key)).ToDictionaryAsync(tag => tag.Key, StringComparer.Ordinal, cancellation);
        return new(markdown, site.TimeZone, clock.GetUtcNow().UtcDateTime, items, units, tags) { IsMajor = isMajor };
    }

    /// <summary>Makes a revision what the public reads. The form has been checked.</summary>
    /// <exception cref="DbUpdateException">Somebody changed the item, or took one of its slugs, at the same time.</exception>
    public async Task PublishAsync(ContentItem item, Revision revision, ContentForm form, CancellationToken cancellation)
    {
        var isMajor = item.PublishedRevision is not { } published || await db.Revisions
            .AnyAsync(r => r.ContentItemId == item.Id && r.Number > published && r.Number <= revision.Number && r.IsMajor, cancellation);
        var before = item.SearchNames.ToList();
        item.Publish(revision, form, await ContextAsync(form, isMajor, cancellation));
        await SaveAsync(item, before, cancellation);
    }

    /// <summary>Takes an item from the public, or leaves it under a notice; the change is the caller's.</summary>
    public async Task ChangeAsync(ContentItem item, Action<ContentItem> change, CancellationToken cancellation)
    {
        var before = item.SearchNames.ToList();
        change(item);
        await SaveAsync(item, before, cancellation);
    }

    /// <summary>To be called once the transaction is committed, so that this node shows the change at once.</summary>
    public void Committed() => stamp.Forget();

    private async Task SaveAsync(ContentItem item, List<string> namesBefore, CancellationToken cancellation)
    {
        await db.SaveChangesAsync(cancellation);
        if (!namesBefore.SequenceEqual(item.SearchNames))
        {
            await searchNames.RefreshAsync([item.Id], [], [], cancellation);
        }

        await ContentStamp.RaiseAsync(db, cancellation);
    }
}
