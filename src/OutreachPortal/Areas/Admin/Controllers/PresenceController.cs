using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Services;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>An open editor's page says that it is still there, and hears who else is.</summary>
[Route("admin/{folder}/{id:int}/presence")]
public sealed class PresenceController(PortalDbContext db, Presences presences, IStringLocalizer<Words> words, SiteSettings site) : KindController
{
    [HttpPost("")]
    public async Task<IActionResult> Enter([FromRoute] int id)
    {
        var newest = await db.ContentItems.Where(item => item.Id == id && item.Kind == Kind.Kind).Select(item => (int?)item.LastRevision).FirstOrDefaultAsync(Aborted);
        return newest is null ? NotFound()
            : Json(new { others = (await presences.EnterAsync(id, Aborted)).Select(other => words.IsHere(other, site)), revision = newest });
    }

    [HttpPost("leave")]
    public async Task<IActionResult> Leave([FromRoute] int id)
    {
        await presences.LeaveAsync(id, Aborted);
        return NoContent();
    }
}
