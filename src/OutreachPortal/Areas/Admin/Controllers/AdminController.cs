using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>The guard of the admin area: whoever calls an action below is staff. An action that asks for more says so itself.</summary>
[Area("Admin")]
[Authorize(StaffPolicies.Staff)]
[AdminPage]
[RequestSizeLimit(LargestForm)]
[RequestFormLimits(ValueLengthLimit = LargestForm)]
public abstract class AdminController : Controller
{
    /// <summary>Octets: a form far too long comes back with all that was typed, rather than not at all.</summary>
    public const int LargestForm = 32 * 1024 * 1024;

    /// <summary>Fields of a form: a list far too long comes back too.</summary>
    public const int MostFields = 10_000;

    /// <summary>Key of the sentence that the next page shows once: what was done.</summary>
    public const string DoneKey = "Done";

    protected CancellationToken Aborted => HttpContext.RequestAborted;

    /// <summary>A script asks, and shows the answer itself.</summary>
    protected bool FromScript => Request.Headers.ContainsKey(StaffAccess.FromScript);

    /// <summary>Says on the next page what was done.</summary>
    protected void Done(string sentence) => TempData[DoneKey] = sentence;

    /// <summary>Shows the form again with what is wrong; everything typed is still there.</summary>
    protected ViewResult Wrong(string view, object model)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(view, model);
    }
}

/// <summary>A page for one person: kept by nobody.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AdminPageAttribute : ActionFilterAttribute
{
    // As a form's token asks for it: with less, every page with a form would leave a warning in the log.
    public override void OnResultExecuting(ResultExecutingContext context) => context.HttpContext.Response.Headers.CacheControl = "no-cache, no-store";
}
