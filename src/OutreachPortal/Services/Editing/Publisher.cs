using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Markdown;
using OutreachPortal.Services.Policies;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Services.Search;

namespace OutreachPortal.Services.Editing;

/// <summary>Applies revisions to what the public reads. Whoever calls it has a transaction, and commits.</summary>
public sealed class Publisher(PortalDbContext db, MarkdownRenderer markdown, SearchNames searchNames, SiteSettings site, ContentStamp stamp, HolderNotices notices, TimeProvider clock)
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
    /// <returns>How many of a lecture's holders are told of the change.</returns>
    /// <exception cref="DbUpdateException">Somebody changed the item, or took one of its slugs, at the same time.</exception>
    public async Task<int> PublishAsync(ContentItem item, Revision revision, ContentForm form, CancellationToken cancellation)
    {
        var isMajor = item.PublishedRevision is not { } published || await db.Revisions
            .AnyAsync(r => r.ContentItemId == item.Id && r.Number > published && r.Number <= revision.Number && r.IsMajor, cancellation);
        var (before, plan) = (item.SearchNames.ToList(), HolderNotices.PlanOf(item));
        if (item is Policy policy)
        {
            await PolicyPassages.LoadAsync(db, policy, ((PolicyForm)form).Version, cancellation);
        }

        item.Publish(revision, form, await ContextAsync(form, isMajor, cancellation));
        return await SaveAsync(item, before, plan, cancellation);
    }

    /// <summary>Takes an item from the public, or leaves it under a notice; the change is the caller's.</summary>
    public async Task ChangeAsync(ContentItem item, Action<ContentItem> change, CancellationToken cancellation)
    {
        var (before, plan) = (item.SearchNames.ToList(), HolderNotices.PlanOf(item));
        change(item);
        await SaveAsync(item, before, plan, cancellation);
    }

    /// <summary>To be called once the transaction is committed: this node shows the change at once, and a lecture's holders hear of it.</summary>
    public async Task CommittedAsync()
    {
        stamp.Forget();
        // What is done is done, whether or not anybody still waits for the answer.
        await notices.CommittedAsync(offers: true, CancellationToken.None);
    }

    private async Task<int> SaveAsync(ContentItem item, List<string> namesBefore, LecturePlan? plan, CancellationToken cancellation)
    {
        notices.Begin();
        HolderNotices.Mark(item, plan);
        await db.SaveChangesAsync(cancellation);
        if (!namesBefore.SequenceEqual(item.SearchNames))
        {
            await searchNames.RefreshAsync([item.Id], [], [], cancellation);
        }

        var told = await notices.TellAsync(item, plan, cancellation);
        await ContentStamp.RaiseAsync(db, cancellation);
        return told;
    }
}
