using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;

namespace OutreachPortal.Models;

public static class ContentQueries
{
    /// <summary>What lists show.</summary>
    public static IQueryable<T> Published<T>(this IQueryable<T> items)
        where T : ContentItem => items.Where(item => item.State == ContentState.Published);

    /// <summary>What has a page: <see cref="ContentStates.IsPublic"/>.</summary>
    public static IQueryable<T> Public<T>(this IQueryable<T> items)
        where T : ContentItem => items.Where(item => item.State == ContentState.Published || item.State == ContentState.Withdrawn);

    public static IQueryable<T> OfUnit<T>(this IQueryable<T> items, int? unit)
        where T : ContentItem => unit is null ? items : items.Where(item => item.UnitId == unit);

    public static IQueryable<T> WithGoal<T>(this IQueryable<T> items, int? goal)
        where T : ContentItem => goal is null ? items : items.Where(item => item.Goals.Any(g => g.Goal == goal));

    /// <summary>Those that name an item.</summary>
    public static IQueryable<T> LinkingTo<T>(this IQueryable<T> items, PortalDbContext db, int item, ContentLinkType type)
        where T : ContentItem =>
        // A list of numbers, made first: asked whether it has such a link, SQLite would go through all items of the kind.
        items.Join(db.Set<ContentLink>().Where(link => link.ToId == item && link.Type == type).Select(link => link.FromId).Distinct(), i => i.Id, id => id, (i, id) => i);

    /// <summary>An event with what its page shows.</summary>
    public static IQueryable<Event> ForEventPage(this IQueryable<Event> events) => events.ForPage()
        .Include(e => e.Programme!.Texts)
        .Include(e => e.Speakers).ThenInclude(speaker => speaker.Person!.Texts)
        .Include(e => e.Speakers).ThenInclude(speaker => speaker.Person!.Unit);

    /// <summary>A story with what its page shows.</summary>
    public static IQueryable<Story> ForStoryPage(this IQueryable<Story> stories) => stories.ForPage()
        .Include(s => s.Awards)
        .Include(s => s.Links).ThenInclude(link => link.To.Unit);

    /// <summary>An item with what every page shows.</summary>
    public static IQueryable<T> ForPage<T>(this IQueryable<T> items)
        where T : ContentItem => items
        .Include(item => item.Texts)
        .Include(item => item.Unit)
        .Include(item => item.Tags)
        .Include(item => item.Goals)
        .Include(item => item.Links).ThenInclude(link => link.To.Texts)
        .AsSplitQuery();

    /// <summary>An item with all that publishing it may change.</summary>
    public static IQueryable<ContentItem> WithEverything(this IQueryable<ContentItem> items) => items
        .Include(item => item.Texts)
        .Include(item => item.Unit)
        .Include(item => item.Tags)
        .Include(item => item.Goals)
        .Include(item => item.Redirects)
        .Include(item => item.SearchEntries)
        .Include(item => item.MediaUses)
        .Include(item => item.Links).ThenInclude(link => link.To.Texts)
        .Include(item => ((Event)item).Programme)
        .Include(item => ((Event)item).Speakers).ThenInclude(speaker => speaker.Person!.Texts)
        .Include(item => ((Lecture)item).Questions)
        .Include(item => ((Lecture)item).Pools)
        .Include(item => ((Policy)item).Versions).ThenInclude(version => version.Texts)
        .Include(item => ((Policy)item).Versions).ThenInclude(version => version.Corrections)
        .Include(item => ((Policy)item).Documents)
        .Include(item => ((Partner)item).Agreements)
        .Include(item => ((Partner)item).Pledges)
        .Include(item => ((Figure)item).Series)
        .Include(item => ((Story)item).Awards)
        .AsSplitQuery();
}
