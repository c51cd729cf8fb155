using Microsoft.AspNetCore.Mvc;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

/// <summary>A page under the language of its address, in the frame of the site.</summary>
public abstract class PortalPageController : Controller
{
    protected static string Culture => Languages.Current;

    protected CancellationToken Aborted => HttpContext.RequestAborted;

    protected ViewResult Page(string view, object model, PageMeta meta)
    {
        ViewData[PageMeta.Key] = meta;
        return View(view, model);
    }

    /// <summary>Says that what was looked for moved, is gone, or never was.</summary>
    /// <param name="ending">What stands behind the slug in the address.</param>
    protected IActionResult Elsewhere(PageLookup lookup, string ending)
    {
        if (lookup is not PageLookup.Moved moved)
        {
            return lookup is PageLookup.Gone ? StatusCode(StatusCodes.Status410Gone) : NotFound();
        }

        // A slug can be taken back. A browser that kept the old answer for ever would then go round in a circle.
        Response.Headers.CacheControl = "no-cache";
        // What somebody typed into the page that moved goes with them.
        return HttpMethods.IsPost(Request.Method) ? RedirectPermanentPreserveMethod(moved.Address + ending) : RedirectPermanent(moved.Address + ending);
    }
}
