using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services;

/// <summary>An item's page that answers, or leads to one that does.</summary>
/// <param name="ItemKey">Key of the item that has the address, or had it.</param>
public sealed record KnownPage(ContentKind Kind, string Culture, string Slug, string ItemKey);

/// <summary>Finds which of the addresses that a text links to lead somewhere.</summary>
public static class PortalLinks
{
    private const int Chunk = 500;

    /// <summary>Of some addresses of items, those that are public, once were, or were merged into others.</summary>
    public static async Task<List<KnownPage>> KnownAsync(PortalDbContext db, IEnumerable<PortalAddress> addresses, CancellationToken cancellation)
    {
        var known = new List<KnownPage>();
        foreach (var group in addresses.Where(page => page.Slug is not null).GroupBy(page => (Kind: page.Kind!.Value, page.Culture)))
        {
            var (kind, culture) = group.Key;
            var pages = db.ContentItems.Where(item => item.Kind == kind
                && (item.State == ContentState.Published || item.State == ContentState.Withdrawn || item.State == ContentState.Merged));
            foreach (var wanted in group.Select(page => page.Slug!).Distinct().Chunk(Chunk))
            {
                var rows = await pages.SelectMany(i => i.Texts.Where(text => text.Culture == culture), (i, text) => new { i.Key, text.Slug })
                    .Where(page => wanted.Contains(page.Slug)).ToListAsync(cancellation);
                rows.AddRange(await pages.SelectMany(i => i.Redirects.Where(redirect => redirect.Culture == culture), (i, redirect) => new { i.Key, redirect.Slug })
                    .Where(page => wanted.Contains(page.Slug)).ToListAsync(cancellation));
                known.AddRange(rows.Select(row => new KnownPage(kind, culture, row.Slug, row.Key)));
            }
        }

        return known;
    }
}
