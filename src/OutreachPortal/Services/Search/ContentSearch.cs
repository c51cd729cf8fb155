using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services.Search;

/// <summary>
/// Finds items of every kind in both languages. What it looks at is bounded, so that a word of every text costs no more than
/// one of a thousand; decision 7 says how.
/// </summary>
public sealed class ContentSearch(PortalDbContext db, SqlServerFullText fullText)
{
    /// <summary>Texts that are looked at when there are no more of them.</summary>
    private const int Most = 1_000;

    /// <summary>Texts of a group of kinds that are looked at when there are: the newest.</summary>
    private const int MostOfKind = 500;

    /// <summary>And those that have the words in the title.</summary>
    private const int MostTitlesOfKind = 100;

    /// <summary>And those that are called just so.</summary>
    private const int MostNamesakes = 50;

    /// <summary>Texts that are read to be put in order; the rest follow as they come.</summary>
    private const int MostWeighed = 200;

    /// <summary>Letters of a text that are weighed, and in which an excerpt is looked for.</summary>
    private const int TextLength = 8_000;

    /// <summary>Kinds of which there may be very many, and all others.</summary>
    private static readonly ContentKind[][] Groups =
    [
        [ContentKind.Seminar], [ContentKind.Lecture], [.. Enum.GetValues<ContentKind>().Except([ContentKind.Seminar, ContentKind.Lecture])],
    ];

    /// <summary>The items that have all words, the best match first.</summary>
    /// <param name="kind">Null for every kind.</param>
    /// <param name="culture">The reader's language: <c>en</c> or <c>tr</c>.</param>
    /// <param name="page">Counted from 1.</param>
    public async Task<SearchResults> FindAsync(SearchTerms terms, ContentKind? kind, string culture, int page, CancellationToken cancellation)
    {
        if (terms.IsEmpty)
        {
            return new([], new(page, 0), []);
        }

        var (found, capped) = await CandidatesAsync(terms, cancellation);
        var facets = found.GroupBy(text => text.Kind)
            .Select(texts => new SearchFacet(texts.Key, texts.DistinctBy(text => text.ContentItemId).Count(), capped.Contains(texts.Key)))
            .OrderByDescending(facet => facet.Count).ThenBy(facet => facet.Kind).ToList();
        var ordered = await InOrderAsync([.. found.Where(text => kind is null || text.Kind == kind)], terms, culture, cancellation);
        var paging = new Paging(page, ordered.Count);
        return new(paging.IsBeyond ? [] : await HitsAsync([.. ordered.Skip(paging.Skip).Take(Paging.Size)], terms, culture, cancellation), paging, facets);
    }

    private async Task<Candidates> CandidatesAsync(SearchTerms terms, CancellationToken cancellation)
    {
        if (db.Database.IsSqlite())
        {
            return await SqliteAsync(terms, cancellation);
        }

        var found = new List<Found>();
        if (fullText.IsReady)
        {
            found = await ServerAsync(db.SearchEntries.Containing(terms), terms, cancellation);
        }

        // A server fills its full-text index a while after the row was written.
        found = found.Count > 0 ? found : await ServerAsync(db.SearchEntries.Like(terms), terms, cancellation);
        return new(found, found.Count < Most ? [] : [.. found.Select(text => text.Kind).Distinct()]);
    }

    private async Task<Candidates> SqliteAsync(SearchTerms terms, CancellationToken cancellation)
    {
        var query = terms.FullTextQuery;
        if (await db.SearchIndex.Where(row => row.Match == query).Take(Most + 1).CountAsync(cancellation) <= Most)
        {
            return new(await RowsAsync([(query, Most)], cancellation), []);
        }

        // So many that they cannot all be looked at. Then the newest of each kind, lest those of which there are few go under,
        // and those that have the words in the title.
        var found = await RowsAsync(
            [
                (terms.WholeTitleQuery, MostNamesakes),
                .. Groups.Select(kinds => (SearchTerms.OfKinds(terms.TitleQuery, kinds), MostTitlesOfKind)),
                .. Groups.Select(kinds => (SearchTerms.OfKinds(terms.FullTextQuery, kinds), MostOfKind)),
            ], cancellation);
        return new(found, [.. Groups.Where(kinds => found.Count(text => kinds.Contains(text.Kind)) >= MostOfKind).SelectMany(kinds => kinds)]);
    }

    /// <summary>Each part is read from the index's newest end and stops at its limit. One statement, so that all see one state.</summary>
    private async Task<List<Found>> RowsAsync(IReadOnlyList<(string Query, int Most)> parts, CancellationToken cancellation)
    {
        // No part of what was typed stands in it.
        var sql = "SELECT e.Id, e.ContentItemId, e.Kind, e.Culture, e.Title FROM (" + string.Join(" UNION ", parts.Select((part, n) =>
            $"SELECT * FROM (SELECT rowid AS Id FROM SearchIndex WHERE SearchIndex MATCH @q{n} ORDER BY rowid DESC LIMIT {part.Most})"))
            + ") AS f CROSS JOIN SearchEntries AS e ON e.Id = f.Id";
        var rows = await db.Database.SqlQueryRaw<Row>(sql, [.. parts.Select((part, n) => new SqliteParameter("@q" + n, part.Query))]).ToListAsync(cancellation);
        return [.. rows.Select(row => new Found(row.Id, row.ContentItemId, Enum.Parse<ContentKind>(row.Kind), row.Culture, row.Title))];
    }

    private static async Task<List<Found>> ServerAsync(IQueryable<SearchEntry> matching, SearchTerms terms, CancellationToken cancellation)
    {
        var inTitle = " " + terms.Prefixes[0];
        var title = terms.WholeTitle;
        return await matching
            .OrderBy(entry => entry.Title == title ? 0 : (" " + entry.Title).Contains(inTitle) ? 1 : 2).ThenByDescending(entry => entry.Id)
            .Take(Most)
            .Select(entry => new Found(entry.Id, entry.ContentItemId, entry.Kind, entry.Culture, entry.Title)).ToListAsync(cancellation);
    }

    /// <summary>The items, best first. An item found in both languages is there once, in the reader's.</summary>
    private async Task<List<Found>> InOrderAsync(List<Found> found, SearchTerms terms, string culture, CancellationToken cancellation)
    {
        int Rank(Found text) => (text.Title == terms.WholeTitle ? 0 : terms.AreIn(text.Title) ? 2 : 4) + (text.Culture == culture ? 0 : 1);
        var ranked = found.Select(text => (Text: text, Rank: Rank(text))).OrderBy(pair => pair.Rank).ThenByDescending(pair => pair.Text.Id).ToList();
        var ids = ranked.Take(MostWeighed).Select(pair => pair.Text.Id).ToList();
        var weighed = await db.SearchEntries.Where(entry => ids.Contains(entry.Id))
            .Select(entry => new WeighedText(entry.Id, entry.Title, entry.Keywords, entry.Body.Substring(0, TextLength))).ToListAsync(cancellation);
        var weights = SearchWeight.Of(weighed, terms);
        return
        [
            // What is called just so comes first, and what is in the reader's language before an equal in the other.
            .. ranked.OrderByDescending(pair => pair.Text.Title == terms.WholeTitle)
                .ThenByDescending(pair => weights.GetValueOrDefault(pair.Text.Id) * (pair.Text.Culture == culture ? 1 : 0.8))
                .ThenBy(pair => pair.Rank).ThenByDescending(pair => pair.Text.Id)
                .GroupBy(pair => pair.Text.ContentItemId)
                .Select(texts => texts.Select(pair => pair.Text).FirstOrDefault(text => text.Culture == culture) ?? texts.First().Text),
        ];
    }

    private async Task<List<SearchHit>> HitsAsync(List<Found> found, SearchTerms terms, string culture, CancellationToken cancellation)
    {
        var items = found.Select(text => text.ContentItemId).ToList();
        var entries = found.Select(text => text.Id).ToList();
        var texts = await db.ContentTexts.Where(text => items.Contains(text.ContentItemId))
            .Select(text => new { text.ContentItemId, Line = new TextLine(text.Kind, text.Culture, text.Slug, text.Title, text.Summary) }).ToListAsync(cancellation);
        var bodies = await db.SearchEntries.Where(entry => entries.Contains(entry.Id))
            .Select(entry => new { entry.Id, Text = entry.Text.Substring(0, TextLength) }).ToDictionaryAsync(entry => entry.Id, entry => entry.Text, cancellation);
        // Not of Events alone: a condition on the kind leads the database to go through all of that kind.
        var events = await db.ContentItems.Where(item => items.Contains(item.Id) && ((Event)item).TimeZone != null)
            .Select(item => new { item.Id, Date = new SearchDate(((Event)item).StartsAt, ((Event)item).EndsAt, ((Event)item).TimeZone, ((Event)item).Status) })
            .ToDictionaryAsync(item => item.Id, item => item.Date, cancellation);
        var hits = new List<SearchHit>();
        foreach (var text in found)
        {
            var lines = texts.Where(line => line.ContentItemId == text.ContentItemId).Select(line => line.Line).ToList();
            if (lines.Find(line => line.Culture == text.Culture) is not { } line || !bodies.TryGetValue(text.Id, out var body))
            {
                // Taken away between two questions.
                continue;
            }

            var shown = lines.In(culture);
            hits.Add(new(text.ContentItemId, text.Kind, shown, lines.Count == 1 && shown.Culture != culture, text.Culture,
                Excerpt.Marked(shown.Title, terms), Excerpt.Of(line.Summary, body, terms), events.GetValueOrDefault(text.ContentItemId)));
        }

        return hits;
    }

    /// <param name="Capped">Kinds of which there are more.</param>
    private sealed record Candidates(List<Found> Texts, IReadOnlyCollection<ContentKind> Capped);

    private sealed record Row(int Id, int ContentItemId, string Kind, string Culture, string Title);

    private sealed record Found(int Id, int ContentItemId, ContentKind Kind, string Culture, string Title);
}
