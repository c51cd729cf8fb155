using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Certificates;
using OutreachPortal.Services.Hosting;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

/// <summary>
/// Whether a certificate is one of the portal's: a page for people, and Open Badges for programs. Anybody who has the code may ask. Not kept by
/// the page cache: codes would fill it, and an answer has to hold when it is given.
/// </summary>
[Route("{culture:culture}/certificates")]
[EnableRateLimiting(Certificates.Policy)]
public sealed class CertificatesController(PortalDbContext db, OpenBadges badges, CertificateSigner signer, IStringLocalizer<Words> words) : Controller
{
    private static string Culture => Languages.Current;

    private CancellationToken Aborted => HttpContext.RequestAborted;

    /// <summary>The form in which a code is typed. It is sent here, so that no script is needed to make an address of it.</summary>
    [HttpGet("")]
    public IActionResult Index([FromQuery] string? code) =>
        string.IsNullOrWhiteSpace(code) ? Check(null)
        : Known(code) is { } known ? Redirect(PortalAddress.Certificate(Culture, known))
        : Unknown(code);

    /// <summary>
    /// A certificate. The one address of each has its code in groups, as it is printed; any other way to write it leads there. A code that is
    /// nobody's is not found; one that was revoked was found, and answers 200 with a page that says so: who asks wants to know just that, and
    /// many programs show nothing of an answer that is an error.
    /// </summary>
    [HttpGet("{code}")]
    public async Task<IActionResult> Details([FromRoute] string? code)
    {
        if (Known(code) is not { } known)
        {
            return Unknown(code);
        }

        if (code != Codes.Spell(known))
        {
            return RedirectPermanent(PortalAddress.Certificate(Culture, known));
        }

        return await FindAsync(known) is { } certificate ? Show(certificate) : Unknown(code);
    }

    [HttpGet("{code}.json")]
    public Task<IActionResult> Credential([FromRoute] string? code) =>
        OfCodeAsync(code, OpenBadges.JsonEnding, certificate => Task.FromResult<IActionResult>(Json(badges.Credential(certificate, Culture), OpenBadges.MediaType)));

    [HttpGet("{code}.jwt")]
    public Task<IActionResult> Jwt([FromRoute] string? code) =>
        OfCodeAsync(code, OpenBadges.JwtEnding, async certificate => Content(await signer.SignAsync(badges.Claims(certificate, Culture), Aborted), "text/plain"));

    /// <summary>What a program asks again and again that has kept the credential.</summary>
    [HttpGet("{code}/status")]
    public Task<IActionResult> Status([FromRoute] string? code) =>
        OfCodeAsync(code, OpenBadges.StatusEnding, certificate => Task.FromResult<IActionResult>(Json(badges.RevocationList(certificate, Culture), "application/json")));

    /// <summary>The public half of a key, at the address that signed credentials name.</summary>
    [HttpGet("keys/{kid}")]
    public async Task<IActionResult> Key([FromRoute] string? kid) =>
        kid is { Length: SigningKey.KidLength } && await signer.PublishedAsync(kid, Aborted) is { } jwk ? Content(jwk, "application/jwk+json") : NotFound();

    /// <summary>All of them, where programs look that know no address.</summary>
    [HttpGet("/.well-known/jwks.json")]
    public async Task<IActionResult> Keys()
    {
        var keys = new JsonArray([.. (await signer.PublishedAsync(Aborted)).Select(key => JsonNode.Parse(key))]);
        return Content(new JsonObject { ["keys"] = keys }.ToJsonString(), "application/jwk-set+json");
    }

    private static string? Known(string? typed) => typed is { Length: <= 100 } && Codes.Read(typed) is { Length: Codes.CertificateLength } code ? code : null;

    private Task<CertificateViewModel?> FindAsync(string code) => db.Certificates.Where(c => c.Code == code).ToViewModels().FirstOrDefaultAsync(Aborted);

    private async Task<IActionResult> OfCodeAsync(string? code, string ending, Func<CertificateViewModel, Task<IActionResult>> answer)
    {
        if (Known(code) is not { } known)
        {
            return UnknownToProgram();
        }

        if (code != Codes.Spell(known))
        {
            return RedirectPermanent(PortalAddress.Certificate(Culture, known) + ending);
        }

        if (await FindAsync(known) is not { } certificate)
        {
            return UnknownToProgram();
        }

        NotKept();
        return await answer(certificate);
    }

    private ObjectResult UnknownToProgram() => Problem(statusCode: StatusCodes.Status404NotFound, title: words["Certificate.Unknown"]);

    private ContentResult Json(JsonObject answer, string mediaType) => Content(answer.ToJsonString(), mediaType);

    private ViewResult Show(CertificateViewModel certificate)
    {
        var title = certificate.Title(Culture).Text;
        return Page(certificate.IsValid ? "Details" : "Revoked", certificate, new PageMeta(
            certificate.IsValid ? words["Certificate.Of", certificate.Name] : words["Certificate.Title"],
            certificate.IsValid ? words["Certificate.Description", certificate.Name, title, certificate.Day(Culture)] : words["Certificate.RevokedLead"],
            Languages.All.ToDictionary(culture => culture, culture => PortalAddress.Certificate(culture, certificate.Code)))
        {
            Certificate = certificate,
        });
    }

    private ViewResult Unknown(string? code)
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Check(code);
    }

    private ViewResult Check(string? typed) => Page("Index", new CertificateCheckViewModel(typed),
        PageMeta.InBoth(words["Certificate.Check"], words["Certificate.CheckLead"], PortalAddress.Certificates));

    private ViewResult Page(string view, object model, PageMeta meta)
    {
        NotKept();
        ViewData[PageMeta.Key] = meta with { NoIndex = true };
        return View(view, model);
    }

    private void NotKept()
    {
        Response.Headers.CacheControl = "no-cache";
        Response.Headers["X-Robots-Tag"] = "noindex";
    }
}
