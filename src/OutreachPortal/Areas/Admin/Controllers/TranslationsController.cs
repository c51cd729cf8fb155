using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>Which pages lack a language, and in which the other has said something new since.</summary>
[Route("admin/translations")]
[Authorize(StaffPolicies.Write)]
public sealed class TranslationsController(Translations translations) : AdminController
{
    [HttpGet("")]
    public async Task<IActionResult> Index()
    {
        ViewData[AdminMenu.PlaceKey] = "translations";
        return View(await translations.PageAsync(new ListFilter(Request.Query, Translations.Keys), Aborted));
    }
}
