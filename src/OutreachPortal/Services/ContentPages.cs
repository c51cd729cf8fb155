using System.Text;
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
        // Beyond ASCII a letter may be another's small one (U+212A is a k) or, to SQL Server, the same at another width: as
        // many spellings of one address, each of which would be kept as a page of its own.
        if (slug.Length > ContentText.SlugLength || !Ascii.IsValid(slug))
        {
            return new PageLookup.Missing();
        }

        // The page cache takes capitals and small letters for the same, and so does SQL Server.
        slug = slug.ToLowerInvariant();
        // Both languages at once: a text that exists in one is shown under the other's address too. But an address that this
        // language once gave away comes before another item's in the other language.
        var texts = await (
            from text in db.ContentTexts
            where text.Kind == kind && text.Slug == slug && (text.Culture == Languages.English || text.Culture == Languages.Turkish)
            join item in db.ContentItems on text.ContentItemId equals item.Id
            select new Owner(item.Id, item.State, text.Culture, item.MergedIntoId)).ToListAsync(cancellation);
        if (texts.Find(text => text.Culture == culture) is { } own)
        {
            return own.State.IsPublic() ? new PageLookup.Found(own.ItemId) : await HiddenAsync(own, culture, cancellation);
        }

        var formers = await (
            from redirect in db.Redirects
            where redirect.Kind == kind && redirect.Slug == slug && (redirect.Culture == Languages.English || redirect.Culture == Languages.Turkish)
            join item in db.ContentItems on redirect.ContentItemId equals item.Id
            orderby redirect.Id descending
            select new Owner(item.Id, item.State, redirect.Culture, item.MergedIntoId)).ToListAsync(cancellation);
        var owner = formers.Find(former => former.Culture == culture)
            ?? texts.Find(text => text.State.IsPublic())
            ?? formers.FirstOrDefault()
            ?? texts.FirstOrDefault();
        return owner is null ? new PageLookup.Missing()
            : owner.State.IsPublic() ? await AddressOfAsync(owner, kind, culture, slug, cancellation)
            : await HiddenAsync(owner, culture, cancellation);
    }

    /// <summary>Where an item is that was found by another slug than its own in this language.</summary>
    private async Task<PageLookup> AddressOfAsync(Owner owner, ContentKind kind, string culture, string slug, CancellationToken cancellation)
    {
        var slugs = await db.ContentTexts.Where(text => text.ContentItemId == owner.ItemId)
            .Select(text => new { text.Culture, text.Slug }).ToListAsync(cancellation);
        var current = (slugs.Find(text => text.Culture == culture) ?? slugs.FirstOrDefault())?.Slug;
        return current is null ? new PageLookup.Missing()
            : current == slug ? new PageLookup.Found(owner.ItemId)
            : new PageLookup.Moved(PortalAddress.Page(culture, kind, current));
    }

    private async Task<PageLookup> HiddenAsync(Owner owner, string culture, CancellationToken cancellation)
    {
        if (owner is not { State: ContentState.Merged, MergedIntoId: { } target })
        {
            return owner.State == ContentState.Unpublished ? new PageLookup.Gone() : new PageLookup.Missing();
        }

        // Whoever merges moves the redirects of what was merged before, so that this is one step.
        var texts = await db.ContentItems.Public().Where(item => item.Id == target)
            .SelectMany(item => item.Texts, (item, text) => new { text.Kind, text.Culture, text.Slug }).ToListAsync(cancellation);
        var there = texts.Find(text => text.Culture == culture) ?? texts.FirstOrDefault();
        return there is null ? new PageLookup.Gone() : new PageLookup.Moved(PortalAddress.Page(culture, there.Kind, there.Slug));
    }

    private sealed record Owner(int ItemId, ContentState State, string Culture, int? MergedIntoId);
}
