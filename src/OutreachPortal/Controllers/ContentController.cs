using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

/// <summary>A kind of content, whichever it is.</summary>
public abstract class ItemController : PublicController
{
    /// <summary>Answers with the page of an item that nothing public knows of: a preview.</summary>
    internal abstract Task<IActionResult> ShowUnsavedAsync(ContentItem item);
}

/// <summary>List and pages of one kind of content. A child says what its list asks for and what its page shows besides.</summary>
public abstract class ContentController<T>(ContentKind kind, PortalDbContext db, ContentPages pages) : ItemController
    where T : ContentItem
{
    protected ContentKind Kind => kind;

    protected PortalDbContext Db => db;

    [HttpGet("{slug}")]
    public Task<IActionResult> Details([FromRoute] string? slug) => OfItemAsync(slug, "", async id =>
    {
        var item = await ForPage(db.Set<T>().AsNoTracking()).FirstOrDefaultAsync(i => i.Id == id, Aborted);
        return item is null ? NotFound() : await ShowAsync(item, item.TextIn(Culture));
    });

    /// <summary>Answers with something of the item behind a slug, or says that it moved, is gone, or never was.</summary>
    /// <param name="ending">What stands behind the slug in the address.</param>
    protected async Task<IActionResult> OfItemAsync(string? slug, string ending, Func<int, Task<IActionResult>> show)
    {
        // Only blanks, or a body that could not be read.
        if (slug is null)
        {
            return NotFound();
        }

        var lookup = await pages.FindAsync(kind, Culture, slug, Aborted);
        return lookup is PageLookup.Found found ? await show(found.ItemId) : Elsewhere(lookup, ending);
    }

    /// <summary>What the item's page shows of the item itself.</summary>
    protected virtual IQueryable<T> ForPage(IQueryable<T> items) => items.ForPage();

    /// <summary>Answers with the item's page.</summary>
    protected abstract Task<IActionResult> ShowAsync(T item, ContentText text);

    internal override Task<IActionResult> ShowUnsavedAsync(ContentItem item) => ShowAsync((T)item, item.TextIn(Culture));

    /// <summary>One page of a list.</summary>
    protected async Task<(Paging Paging, List<TCard> Cards)> PageOfAsync<TCard>(IOrderedQueryable<T> items, int page, Func<IQueryable<T>, IQueryable<TCard>> toCards)
    {
        var paging = new Paging(page, await items.CountAsync(Aborted));
        return (paging, paging.IsBeyond ? []
            : await toCards(items.Skip(paging.Skip).Take(Paging.Size)).ToListAsync(Aborted));
    }
}
