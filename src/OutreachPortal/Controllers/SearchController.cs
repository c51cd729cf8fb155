using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Search;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

/// <summary>Search over every kind and both languages.</summary>
[Route("{culture:culture}/search")]
public sealed class SearchController(ContentSearch search, IStringLocalizer<Words> words) : PublicController
{
    [HttpGet("")]
    [OutputCache(PolicyName = PageCache.List)]
    public async Task<IActionResult> Index()
    {
        var filter = new ListFilter(Request.Query, "q", "kind");
        var kind = filter.Choice<ContentKind>("kind");
        var terms = SearchTerms.Parse(filter.Words);
        var results = await search.FindAsync(terms, kind, Culture, filter.Page, Aborted);
        if (filter.Words is not null || filter.IsOdd || filter.Page > 1)
        {
            // Words are endless.
            PageCache.Skip(HttpContext);
        }

        return Page("Index", new SearchViewModel(filter, terms, kind, results),
            PageMeta.InBoth(words["Search"], words["Search.lead"], culture => filter.Address(PortalAddress.Search(culture), results.Paging.IsBeyond ? 1 : filter.Page)) with { NoIndex = true });
    }
}
