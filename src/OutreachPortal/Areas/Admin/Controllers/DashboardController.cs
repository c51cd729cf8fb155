using Microsoft.AspNetCore.Mvc;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>The first page of the admin area.</summary>
[Route("admin")]
public sealed class DashboardController : AdminController
{
    [HttpGet("")]
    public IActionResult Index() => View();
}
