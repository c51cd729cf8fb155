using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Registrations;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

/// <summary>The name on a certificate, as its holder wants to be called. The key in the address is the holder's.</summary>
[Route("{culture:culture}/registrations/{token}/certificate-name")]
[EnableRateLimiting(Certificates.Policy)]
[HolderPage]
public sealed class CertificateNameController(PortalDbContext db, RegistrationLinks links, TimeProvider clock, IStringLocalizer<Words> words) : Controller
{
    private static string Culture => Languages.Current;

    private CancellationToken Aborted => HttpContext.RequestAborted;

    [HttpGet("")]
    public async Task<IActionResult> Edit([FromRoute] string? token) => await FindAsync(token) is { } certificate ? Form(token!, certificate, certificate.Name) : NotFound();

    [HttpPost("")]
    public async Task<IActionResult> Save([FromRoute] string? token, [FromForm] string? name)
    {
        if (await FindAsync(token) is not { } certificate)
        {
            return NotFound();
        }

        var clean = CertificateName.Clean(name);
        if (clean.Length is 0 or > CertificateName.Length || TypedText.HasLink(clean))
        {
            ModelState.AddModelError("name", clean.Length == 0 ? words["Certificate.NameMissing"]
                : clean.Length > CertificateName.Length ? words["Certificate.NameLong", CertificateName.Length]
                : words["Register.Error.HasLink", words["Holder.Field.name"]]);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Form(token!, certificate, name);
        }

        if (clean != certificate.Name)
        {
            db.RegistrationSteps.Add(new()
            {
                LectureId = certificate.LectureId,
                RegistrationId = certificate.RegistrationId,
                At = clock.GetUtcNow().UtcDateTime,
                Action = RegistrationAction.Changed,
                Remark = $"{certificate.Name} → {clean}",
            });
            certificate.Name = clean;
            certificate.Version = Guid.NewGuid();
            try
            {
                await db.SaveChangesAsync(Aborted);
            }
            catch (DbUpdateConcurrencyException)
            {
                // The office revoked it, or another window of the holder's was faster.
                ModelState.AddModelError("name", words["Certificate.NameStale"]);
                Response.StatusCode = StatusCodes.Status409Conflict;
                return Form(token!, certificate, name);
            }
        }

        // There the holder sees how it looks.
        return Redirect(PortalAddress.Certificate(Culture, certificate.Code));
    }

    private async Task<Certificate?> FindAsync(string? token) =>
        await links.FindAsync(token, Aborted) is { } registration ? await db.Certificates.OfHolder(registration).FirstOrDefaultAsync(Aborted) : null;

    private ViewResult Form(string token, Certificate certificate, string? name)
    {
        ViewData[PageMeta.Key] = new PageMeta(words["Certificate.YourName"], "", new Dictionary<string, string>())
        {
            NoIndex = true,
            SwitchAddress = PathOf(Languages.Other(Culture), token),
        };
        return View("Edit", new CertificateNameViewModel(PathOf(Culture, token), certificate.Code, name, certificate.Kind == PartyKind.Class));
    }

    /// <summary>Where the form is, and where it is posted to.</summary>
    public static string PathOf(string culture, string token) => RegistrationLinks.PathOf(culture, token) + "/certificate-name";
}
