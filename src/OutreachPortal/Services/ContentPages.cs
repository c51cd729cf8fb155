using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services;

/// <summary>What an address leads to.</summary>
public abstract record PageLookup
{
    public sealed record Found(int ItemId) : PageLookup;

    public sealed record Moved(string Address) : PageLookup;

    public sealed record Gone : PageLookup;

    public sealed record Missing : PageLookup;
}

/// <summary>Finds the item behind a slug, the one it moved to, or that it is gone.</summary>
public sealed class ContentPages(PortalDbContext db)
{
    public async Task<PageLookup> FindAsync(ContentKind kind, string culture, string slug, CancellationToken cancellation)
    {
        if (slug.Length > ContentText.SlugLength)
        {
            return new PageLookup.Missing();
        }

        // The page cache takes capitals and small letters for the same, and so does SQL Server.
        slug = slug.ToLowerInvariant();
        // Both languages at once: a text that exists in one is shown under the other's address too.
        var matches = await (
            from text in db.ContentTexts
            where text.Kind == kind && text.Slug == slug && (text.Culture == Languages.English || text.Culture == Languages.Turkish)
            join item in db.ContentItems on text.ContentItemId equals item.Id
            select new { item.Id, item.State, text.Culture }).ToListAsync(cancellation);
        var match = matches.Find(m => m.Culture == culture) ?? matches.FirstOrDefault();
        if (match is null || (match.Culture != culture && !IsPublic(match.State)))
        {
            return await FindFormerAsync(kind, culture, slug, cancellation);
        }

        if (!IsPublic(match.State))
        {
            return match.State == ContentState.Unpublished ? new PageLookup.Gone() : new PageLookup.Missing();
        }

        if (match.Culture == culture)
        {
            return new PageLookup.Found(match.Id);
        }

        var own = await db.ContentTexts.Where(text => text.ContentItemId == match.Id && text.Culture == culture)
            .Select(text => text.Slug).FirstOrDefaultAsync(cancellation);
        return own is null ? new PageLookup.Found(match.Id) : new PageLookup.Moved(PortalAddress.Page(culture, kind, own));
    }

    private async Task<PageLookup> FindFormerAsync(ContentKind kind, string culture, string slug, CancellationToken cancellation)
    {
        var formers = await (
            from redirect in db.Redirects
            where redirect.Kind == kind && redirect.Slug == slug && (redirect.Culture == Languages.English || redirect.Culture == Languages.Turkish)
            join item in db.ContentItems on redirect.ContentItemId equals item.Id
            orderby redirect.Id descending
            select new { redirect.Culture, item.State, Texts = item.Texts.Select(text => new { text.Culture, text.Slug }).ToList() }).ToListAsync(cancellation);
        var former = formers.Find(f => f.Culture == culture) ?? formers.FirstOrDefault();
        if (former is null)
        {
            return new PageLookup.Missing();
        }

        if (!IsPublic(former.State) || former.Texts.Count == 0)
        {
            return former.State == ContentState.Unpublished ? new PageLookup.Gone() : new PageLookup.Missing();
        }

        var target = former.Texts.Find(text => text.Culture == culture) ?? former.Texts[0];
        return new PageLookup.Moved(PortalAddress.Page(culture, kind, target.Slug));
    }

    private static bool IsPublic(ContentState state) => state is ContentState.Published or ContentState.Withdrawn;
}
