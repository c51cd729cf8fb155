using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Hosting;
using OutreachPortal.ViewModels.Api;

namespace OutreachPortal.Controllers.Api;

/// <summary>List and items of one kind for programs: read-only, in both languages at once, in English where it speaks itself.</summary>
[ApiController]
[OutputCache(PolicyName = PageCache.Api)]
public abstract class ApiController<TItem, TResource, TQuery>(ContentKind kind, PortalDbContext db, ResourceMaker maker, SiteAddress address) : ControllerBase
    where TItem : ContentItem
    where TResource : ContentResource
    where TQuery : ApiQuery
{
    private const string ProblemJson = "application/problem+json";

    protected PortalDbContext Db => db;

    protected ResourceMaker Maker => maker;

    protected CancellationToken Aborted => HttpContext.RequestAborted;

    /// <summary>The published items of the kind, a page at a time.</summary>
    [HttpGet("")]
    [KnownParameters]
    [ProducesResponseType(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest, ProblemJson)]
    public async Task<ActionResult<ListOf<TResource>>> List([FromQuery] TQuery query)
    {
        int? unit = null;
        if (query.Unit is { } key)
        {
            unit = await db.Units.Where(u => u.Key == key).Select(u => (int?)u.Id).FirstOrDefaultAsync(Aborted);
            if (unit is null)
            {
                return Refuse("unit", "is the key of no unit.");
            }
        }

        var items = db.Set<TItem>().Published().OfUnit(unit).WithGoal(query.Sdg);
        if (query.Since() is { } since)
        {
            items = items.Where(item => item.MajorChangeAt >= since);
        }

        var narrowed = await NarrowAsync(items, query);
        if (narrowed is null)
        {
            return ApiDocument.Refusal(ControllerContext);
        }

        var ordered = query.UpdatedSince is null ? InOrder(narrowed, query) : narrowed.OrderBy(item => item.MajorChangeAt).ThenBy(item => item.Id);
        var total = await narrowed.CountAsync(Aborted);
        var skip = (query.Page - 1) * query.PageSize;
        // First which, from an index alone; then what.
        var ids = skip >= total ? [] : await ordered.Skip(skip).Take(query.PageSize).Select(item => item.Id).ToListAsync(Aborted);
        var read = ids.Count == 0 ? [] : await ForApi(db.Set<TItem>().Where(item => ids.Contains(item.Id))).ToListAsync(Aborted);
        if (read.Count == 0 && query.Page > 1)
        {
            PageCache.Skip(HttpContext);
        }

        await maker.PrepareAsync(read, Aborted);
        var pages = Math.Max(1, (total + query.PageSize - 1) / query.PageSize);
        return new ListOf<TResource>
        {
            Kind = ContentKindInfo.Of(kind).Folder,
            Page = query.Page,
            PageSize = query.PageSize,
            Total = total,
            Pages = pages,
            Links = new(
                At(query.Page),
                query.Page > 1 ? At(Math.Min(query.Page - 1, pages)) : null,
                query.Page < pages ? At(query.Page + 1) : null),
            Items = [.. read.OrderBy(item => ids.IndexOf(item.Id)).Select(Make)],
        };
    }

    /// <summary>One item. One that was withdrawn says so and why.</summary>
    [HttpGet("{key}")]
    [ProducesResponseType(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound, ProblemJson)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status410Gone, ProblemJson)]
    public async Task<ActionResult<TResource>> Item([FromRoute] string key)
    {
        // The page cache takes capitals and small letters for the same, and so does SQL Server. Beyond ASCII there are more
        // spellings than that (U+212A is a large k).
        var small = key.ToLowerInvariant();
        var found = key.Length > ContentItem.KeyLength || !Ascii.IsValid(key) ? null
            : await db.Set<TItem>().Where(item => item.Kind == kind && item.Key == small).Select(item => new { item.Id, item.State }).FirstOrDefaultAsync(Aborted);
        if (found is null or { State: ContentState.Draft })
        {
            return Problem($"There is nothing with this key among the {ContentKindInfo.Of(kind).Folder}.", statusCode: StatusCodes.Status404NotFound, title: "Not Found");
        }

        if (found.State is ContentState.Unpublished or ContentState.Merged)
        {
            return Problem("It was taken away.", statusCode: StatusCodes.Status410Gone, title: "Gone");
        }

        var read = await ForApi(db.Set<TItem>().Where(item => item.Id == found.Id)).FirstAsync(Aborted);
        await maker.PrepareAsync([read], Aborted);
        return Make(read);
    }

    protected abstract TResource Make(TItem item);

    /// <summary>Reads the items with what the kind adds.</summary>
    protected virtual IQueryable<TItem> WithOwn(IQueryable<TItem> items) => items;

    /// <summary>Narrows the list by what only this kind knows; null after a complaint in the model state.</summary>
    protected virtual ValueTask<IQueryable<TItem>?> NarrowAsync(IQueryable<TItem> items, TQuery query) => new(items);

    protected virtual IQueryable<TItem> InOrder(IQueryable<TItem> items, TQuery query) => items.OrderBy(item => item.Id);

    protected ActionResult Refuse(string parameter, string reason)
    {
        ModelState.AddModelError(parameter, reason);
        return ApiDocument.Refusal(ControllerContext);
    }

    private IQueryable<TItem> ForApi(IQueryable<TItem> items) => WithOwn(items.AsNoTracking()
        .Include(item => item.Texts).Include(item => item.Unit).Include(item => item.Tags).Include(item => item.Goals).AsSplitQuery());

    private string At(int page)
    {
        var query = Request.Query.Where(pair => !pair.Key.Equals("page", StringComparison.OrdinalIgnoreCase)).ToDictionary(pair => pair.Key, pair => (string?)pair.Value.ToString());
        query["page"] = page.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return address.Of(QueryHelpers.AddQueryString(PortalAddress.Api(kind), page == 1 ? query.Where(pair => pair.Key != "page") : query));
    }
}
