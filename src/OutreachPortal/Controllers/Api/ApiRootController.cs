using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Hosting;
using OutreachPortal.ViewModels.Api;

namespace OutreachPortal.Controllers.Api;

/// <summary>Where a program begins: which kinds there are.</summary>
[ApiController]
[Route("api/v1"), Tags("kinds")]
[OutputCache(PolicyName = PageCache.Page)]
public sealed class ApiRootController(SiteSettings site, SiteAddress address, IStringLocalizer<Words> words) : ControllerBase
{
    [HttpGet("")]
    [ProducesResponseType(StatusCodes.Status200OK)]
    public ActionResult<ApiRoot> Index() => new ApiRoot(
        TwoLanguages.Of(site.Name),
        address.Of(ApiDocument.Path),
        [
            .. ContentKindInfo.All.Select(info => new ApiKind(
                info.Folder,
                Both(() => words.Section(info.Kind)),
                address.Of(PortalAddress.Api(info.Kind)),
                TwoLanguages.Of(InSite(culture => address.Of(PortalAddress.Feed(culture, info.Kind)))))),
        ]);

    private LocalizedText InSite(Func<string, string> text)
    {
        var both = new LocalizedText();
        foreach (var culture in site.Languages)
        {
            both[culture] = text(culture);
        }

        return both;
    }

    /// <summary>Words of the interface in each language, whichever the request is in.</summary>
    private static TwoLanguages? Both(Func<string> word)
    {
        var (culture, both) = (CultureInfo.CurrentUICulture, new LocalizedText());
        foreach (var language in Languages.All)
        {
            CultureInfo.CurrentUICulture = Languages.CultureOf(language);
            both[language] = word();
        }

        CultureInfo.CurrentUICulture = culture;
        return TwoLanguages.Of(both);
    }
}
