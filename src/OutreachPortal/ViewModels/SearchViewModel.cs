using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Search;

namespace OutreachPortal.ViewModels;

public sealed record SearchViewModel(ListFilter Filter, SearchTerms Terms, ContentKind? Kind, SearchResults Results)
    : PagedViewModel(Filter, Results.Paging)
{
    public override string Path => PortalAddress.Search(Languages.Current);

    /// <summary>Whether there is something to look for.</summary>
    public bool IsAsked => Filter.Words is not null;

    /// <summary>What is shown is of one kind, or of all.</summary>
    public bool IsCapped => Results.Facets.Any(facet => facet.IsCapped && (Kind is null || facet.Kind == Kind));
}
