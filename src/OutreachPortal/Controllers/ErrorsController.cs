using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Policies;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

/// <summary>What is shown instead of a page: in the visitor's language and the site's look; problem details for programs, and a line for who asks for Markdown.</summary>
[ApiExplorerSettings(IgnoreApi = true)]
public sealed class ErrorsController : Controller
{
    [Route("/errors/{status:int:range(400,599)}")]
    [IgnoreAntiforgeryToken]
    public IActionResult Show()
    {
        var path = HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath
            ?? HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path;
        // Nobody may ask for an error by its address. The number comes from the route alone: a parameter could be bound
        // from the posted form, and would be 0 where the form cannot be read.
        var status = path is null ? StatusCodes.Status404NotFound
            : int.Parse((string)RouteData.Values["status"]!, CultureInfo.InvariantCulture);
        Response.StatusCode = status;
        Response.Headers.CacheControl = "no-store";
        if (path is not null && (IsBelow(path, "/api") || IsBelow(path, "/openapi") || IsOfPolicy(path, PolicyAddress.JsonEnding)))
        {
            return Problem(statusCode: status, title: ReasonPhrases.GetReasonPhrase(status));
        }

        if (path is not null && IsOfPolicy(path, PolicyAddress.MarkdownEnding))
        {
            return Content(string.Create(CultureInfo.InvariantCulture, $"{status} {ReasonPhrases.GetReasonPhrase(status)}\n"), "text/plain; charset=utf-8");
        }

        ViewData[PageMeta.Key] = new PageMeta("", "", new Dictionary<string, string>())
        {
            NoIndex = true,
            SwitchAddress = PortalAddress.Home(Languages.Other(Languages.Current)),
        };
        return View("Show", status);
    }

    private static bool IsOfPolicy(string path, string ending) =>
        path.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && Languages.All.Any(language => IsBelow(path, PortalAddress.List(language, ContentKind.Policy)));

    private static bool IsBelow(string path, string root) =>
        path.StartsWith(root, StringComparison.OrdinalIgnoreCase) && (path.Length == root.Length || path[root.Length] == '/');
}
