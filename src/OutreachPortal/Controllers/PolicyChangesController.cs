using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Policies;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

/// <summary>What changed lately in the policies.</summary>
public sealed class PolicyChangesController(PolicyChanges changes, IStringLocalizer<Words> words) : PublicController
{
    // Before {slug}, which "changes" could be.
    [HttpGet("{culture:culture}/policies/changes", Order = -1)]
    [OutputCache(PolicyName = PageCache.List)]
    public async Task<IActionResult> Index()
    {
        var filter = new ListFilter(Request.Query);
        var paging = new Paging(filter.Page, await changes.CountAsync(Aborted));
        var odd = filter.IsOdd || paging.IsBeyond;
        if (odd)
        {
            PageCache.Skip(HttpContext);
        }

        var model = new PolicyChangesViewModel(filter, paging, paging.IsBeyond ? [] : await changes.NewestAsync(paging.Skip, Paging.Size, Aborted));
        var page = paging.IsBeyond ? 1 : paging.Number;
        return Page("~/Views/Policies/Changes.cshtml", model,
            PageMeta.InBoth(words["Policies.Changes"], words["Policies.Changes.lead"], culture => filter.Address(PolicyAddress.Changes(culture), page)) with
            {
                Section = ContentKind.Policy,
                NoIndex = odd,
            });
    }
}
