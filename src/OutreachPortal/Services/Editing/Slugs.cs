using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Editing;

/// <summary>Finds the last parts of addresses that are still to be had.</summary>
public sealed class Slugs(PortalDbContext db)
{
    /// <summary>
    /// Gives a form that is about to be published the slugs that are made from its titles: <c>-2</c> behind one that another item has, or had.
    /// What was typed, and what the page is called already, stays.
    /// </summary>
    public async Task FillAsync(ContentItem item, ContentForm form, CancellationToken cancellation)
    {
        foreach (var (culture, text) in form.Texts.Where(pair => pair.Value.Slug is null && item.Texts.All(text => text.Culture != pair.Key)))
        {
            text.Slug = TextFolding.Slug(text.Title ?? "") is { Length: > 0 } made ? await FreeAsync(item, culture, made, cancellation) : null;
        }
    }

    /// <summary>The other item whose page has a slug now, whether or not it is public; null when there is none.</summary>
    public async Task<OtherItem?> OwnerAsync(ContentItem item, string culture, string slug, CancellationToken cancellation)
    {
        var owner = await db.ContentTexts.Where(text => text.Kind == item.Kind && text.Culture == culture && text.Slug == slug && text.ContentItemId != item.Id)
            .Select(text => new { text.ContentItemId, text.Title }).FirstOrDefaultAsync(cancellation);
        return owner is null ? null : new(EditAddress.Of(item.Kind, owner.ContentItemId), owner.Title);
    }

    private async Task<string> FreeAsync(ContentItem item, string culture, string made, CancellationToken cancellation)
    {
        // Room for a number of five digits.
        var stem = made.Length > ContentText.SlugLength - 6 ? made[..(ContentText.SlugLength - 6)].TrimEnd('-') : made;
        if (!await IsTakenAsync(item, culture, made, cancellation))
        {
            return made;
        }

        // Those that there are, at once: a title such as "Seminar" may have been used a hundred times.
        var numbered = stem + "-";
        var taken = (await db.ContentTexts.Where(text => text.Kind == item.Kind && text.Slug.StartsWith(numbered)).Select(text => text.Slug).ToListAsync(cancellation))
            .Concat(await db.Redirects.Where(redirect => redirect.Kind == item.Kind && redirect.Slug.StartsWith(numbered)).Select(redirect => redirect.Slug).ToListAsync(cancellation))
            .ToHashSet(StringComparer.Ordinal);
        for (var number = 2; ; number++)
        {
            var slug = numbered + number.ToString(CultureInfo.InvariantCulture);
            if (!taken.Contains(slug))
            {
                return slug;
            }
        }
    }

    // An address once given away by another item goes on leading there, unless somebody types it; and so does one that only exists in the other language.
    private async Task<bool> IsTakenAsync(ContentItem item, string culture, string slug, CancellationToken cancellation) =>
        await db.ContentTexts.AnyAsync(text => text.Kind == item.Kind && text.Slug == slug && (text.Culture == Languages.English || text.Culture == Languages.Turkish)
            && text.ContentItemId != item.Id, cancellation)
        || await db.Redirects.AnyAsync(redirect => redirect.Kind == item.Kind && redirect.Culture == culture && redirect.Slug == slug && redirect.ContentItemId != item.Id, cancellation);
}
