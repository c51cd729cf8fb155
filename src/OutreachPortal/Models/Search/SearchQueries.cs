using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;

namespace OutreachPortal.Models;

public static class SearchQueries
{
    /// <summary>Texts that a list looks at when words are many: the newest. Each item has one or two.</summary>
    public const int MostMentions = 2_000;

    /// <summary>
    /// The items of which a text, in either language, has all words; all items when nothing was typed, and none when no word
    /// was. For lists that are short; events are found by <see cref="MentionedAsync"/>.
    /// </summary>
    public static IQueryable<T> Mentioning<T>(this IQueryable<T> items, PortalDbContext db, string? typed)
        where T : ContentItem
    {
        if (typed is null)
        {
            return items;
        }

        var kind = db.Model.FindEntityType(typeof(T))?.GetDiscriminatorValue() as ContentKind?;
        var found = db.Mentions(SearchTerms.Parse(typed), kind).Select(entry => entry.ContentItemId);
        return items.Where(item => found.Contains(item.Id));
    }

    /// <summary>Ids of the items of a kind of which a text has all words.</summary>
    public static async Task<HashSet<int>> MentionedAsync(this PortalDbContext db, ContentKind kind, string typed, CancellationToken cancellation) =>
        [.. await db.Mentions(SearchTerms.Parse(typed), kind).Select(entry => entry.ContentItemId).ToListAsync(cancellation)];

    /// <summary>The texts that have all words in the way every database knows: one space stands between two words.</summary>
    public static IQueryable<SearchEntry> Like(this IQueryable<SearchEntry> entries, SearchTerms terms)
    {
        foreach (var prefix in terms.Prefixes)
        {
            var within = SearchTerms.HasEnding(prefix) ? " " + prefix : " " + prefix + " ";
            entries = entries.Where(entry => (" " + entry.Title + " " + entry.Keywords + " " + entry.Body + " ").Contains(within));
        }

        return entries;
    }

    private static IQueryable<SearchEntry> Mentions(this PortalDbContext db, SearchTerms terms, ContentKind? kind)
    {
        if (terms.IsEmpty)
        {
            return db.SearchEntries.Where(_ => false);
        }

        if (!db.Database.IsSqlite())
        {
            return db.SearchEntries.Where(entry => kind == null || entry.Kind == kind).Like(terms).OrderByDescending(entry => entry.Id).Take(MostMentions);
        }

        var query = kind is null ? terms.FullTextQuery : SearchTerms.OfKinds(terms.FullTextQuery, kind.Value);
        return from row in db.SearchIndex.Where(row => row.Match == query).OrderByDescending(row => row.Id).Take(MostMentions)
               join entry in db.SearchEntries on row.Id equals entry.Id
               select entry;
    }
}
