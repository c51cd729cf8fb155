using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>What a policy's draft changes, before somebody approves of it.</summary>
public sealed class PolicyDifferenceController(ContentDrafts drafts, PolicyDifferences differences, IStringLocalizer<Words> words) : PolicyItemController(drafts, words)
{
    [HttpGet("difference")]
    public async Task<IActionResult> Index() => await FindAsync() is { } draft
        ? View("Index", new PolicyDifferenceViewModel(Kind, draft, await differences.CompareAsync(draft.Item, (PolicyForm)draft.Form, Aborted)))
        : NotFound();
}
