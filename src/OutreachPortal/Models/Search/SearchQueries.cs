using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;

namespace OutreachPortal.Models;

public static class SearchQueries
{
    /// <summary>The items of which a text, in either language, has all words; all items when nothing was typed.</summary>
    public static IQueryable<T> Mentioning<T>(this IQueryable<T> items, PortalDbContext db, string? typed)
        where T : ContentItem
    {
        if (typed is null)
        {
            return items;
        }

        var found = db.SearchEntries.Matching(db, SearchTerms.Parse(typed)).Select(entry => entry.ContentItemId);
        return items.Where(item => found.Contains(item.Id));
    }

    /// <summary>The texts that have all words.</summary>
    public static IQueryable<SearchEntry> Matching(this IQueryable<SearchEntry> entries, PortalDbContext db, SearchTerms terms)
    {
        if (terms.IsEmpty)
        {
            return entries.Where(_ => false);
        }

        if (db.Database.IsSqlite())
        {
            var query = terms.FullTextQuery;
            return from row in db.SearchIndex
                   where row.Match == query
                   join entry in entries on row.Id equals entry.Id
                   select entry;
        }

        foreach (var prefix in terms.Prefixes)
        {
            // Words are kept with one space between them.
            var within = SearchTerms.HasEnding(prefix) ? " " + prefix : " " + prefix + " ";
            entries = entries.Where(entry => (" " + entry.Title + " " + entry.Keywords + " " + entry.Body + " ").Contains(within));
        }

        return entries;
    }
}
