using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Search;

/// <summary>Lets items be found by the new name of a person, partner, unit or tag that they name. Within the transaction of the change.</summary>
public sealed class SearchNames(PortalDbContext db)
{
    private const int Chunk = 200;

    /// <param name="items">People, partners and other items whose name, or being public, has changed.</param>
    public async Task RefreshAsync(IReadOnlyList<int> items, IReadOnlyList<int> units, IReadOnlyList<int> tags, CancellationToken cancellation)
    {
        if (items.Count + units.Count + tags.Count == 0)
        {
            return;
        }

        var naming = new SortedSet<int>();
        foreach (var some in items.Chunk(Chunk))
        {
            naming.UnionWith(await db.Set<EventSpeaker>().Where(s => s.PersonId != null && some.Contains(s.PersonId.Value)).Select(s => s.EventId).ToListAsync(cancellation));
            naming.UnionWith(await db.Set<ContentLink>().Where(l => l.Type != ContentLinkType.Related && some.Contains(l.ToId)).Select(l => l.FromId).ToListAsync(cancellation));
        }

        foreach (var some in units.Chunk(Chunk))
        {
            naming.UnionWith(await db.ContentItems.Where(i => i.UnitId != null && some.Contains(i.UnitId.Value)).Select(i => i.Id).ToListAsync(cancellation));
        }

        foreach (var some in tags.Chunk(Chunk))
        {
            naming.UnionWith(await db.ContentItems.Where(i => i.Tags.Any(tag => some.Contains(tag.Id))).Select(i => i.Id).ToListAsync(cancellation));
        }

        foreach (var some in naming.Chunk(Chunk))
        {
            // As they are in the database by now, and no more of them in memory than these.
            db.ChangeTracker.Clear();
            foreach (var item in await db.ContentItems.WithEverything().Where(i => some.Contains(i.Id)).ToListAsync(cancellation))
            {
                item.RefreshSearch();
            }

            await db.SaveChangesAsync(cancellation);
        }
    }
}
