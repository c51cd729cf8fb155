using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>The first page of the admin area, and the search over all that staff write.</summary>
[Route("admin")]
public sealed class DashboardController(Overview overview, ItemLists lists) : AdminController
{
    [HttpGet("")]
    public async Task<IActionResult> Index() => View(await overview.LoadAsync(Aborted));

    [HttpGet("all")]
    [Authorize(StaffPolicies.Write)]
    public async Task<IActionResult> All() => View(await lists.SearchAsync(new ListFilter(Request.Query, "q"), Aborted));
}
