using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>Links by which somebody without an account reads a draft.</summary>
[Route("admin/{folder}/{id:int}/preview-links")]
public sealed class PreviewLinksController(PreviewLinks links, IStringLocalizer<Words> words) : KindController
{
    /// <summary>Key of the token that the next page shows once.</summary>
    public const string NewLinkKey = "NewPreviewLink";

    [HttpPost("")]
    public async Task<IActionResult> Create([FromRoute] int id, [FromForm] int days)
    {
        if (!PreviewLinks.Days.Contains(days))
        {
            return UnprocessableEntity();
        }

        if (await links.CreateAsync(Kind.Kind, id, days, Aborted) is not { } token)
        {
            return NotFound();
        }

        TempData[NewLinkKey] = token;
        Done(words["PreviewLink.Made"]);
        return Back(id);
    }

    [HttpPost("{link:int}/revoke")]
    public async Task<IActionResult> Revoke([FromRoute] int id, [FromRoute] int link)
    {
        if (!await links.RevokeAsync(Kind.Kind, id, link, Aborted))
        {
            return NotFound();
        }

        Done(words["PreviewLink.Revoked"]);
        return Back(id);
    }

    private RedirectResult Back(int id) => Redirect(EditAddress.Of(Kind.Kind, id) + "#preview-links");
}
