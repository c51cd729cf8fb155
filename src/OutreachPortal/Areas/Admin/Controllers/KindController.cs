using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Filters;
using OutreachPortal.Models;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>Something that is the same for items of all kinds; the address names the kind by its folder.</summary>
[Authorize(StaffPolicies.Write)]
public abstract class KindController : AdminController
{
    /// <summary>The kind that the address names.</summary>
    protected ContentKindInfo Kind { get; private set; } = ContentKindInfo.All[0];

    /// <summary>The folder of the kind, where the address names it.</summary>
    protected virtual string Folder => RouteData.Values["folder"] as string ?? "";

    public override void OnActionExecuting(ActionExecutingContext context)
    {
        if (ContentKindInfo.InFolder(Folder) is { } kind)
        {
            Kind = kind;
        }
        else
        {
            context.Result = NotFound();
        }
    }
}
