using Microsoft.AspNetCore.Html;
using OutreachPortal.Models;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services.Search;

/// <param name="Facets">What was found of each kind, the most first; none has nothing.</param>
public sealed record SearchResults(IReadOnlyList<SearchHit> Hits, Paging Paging, IReadOnlyList<SearchFacet> Facets)
{
    /// <summary>How many were found, of every kind.</summary>
    public int Total => Facets.Sum(facet => facet.Count);

    public bool IsCapped => Facets.Any(facet => facet.IsCapped);
}

/// <param name="IsCapped">Whether there are more.</param>
public sealed record SearchFacet(ContentKind Kind, int Count, bool IsCapped);

/// <param name="Text">Title and address in the reader's language where there are, else in the other.</param>
/// <param name="IsOnlyInOther">Whether the item has no text in the reader's language.</param>
/// <param name="FoundIn">Language of the excerpt.</param>
public sealed record SearchHit(int Item, ContentKind Kind, TextLine Text, bool IsOnlyInOther, string FoundIn, IHtmlContent Title, IHtmlContent Excerpt, SearchDate? Date);

/// <summary>When an event is; UTC.</summary>
public sealed record SearchDate(DateTime StartsAt, DateTime EndsAt, string TimeZone, EventStatus Status);
