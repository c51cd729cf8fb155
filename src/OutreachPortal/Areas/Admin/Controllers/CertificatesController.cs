using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Services.Staff;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>Certificates of a lecture: issued for all who came at once, revoked and issued anew one by one.</summary>
[Authorize(StaffPolicies.Register)]
[Route("admin/lectures/{id:int}/certificates")]
public sealed class CertificatesController(PortalDbContext db, SeatLine line, CurrentUser user, TimeProvider clock, IStringLocalizer<Words> words) : AdminController
{
    /// <summary>How often a round is taken again in which a code was one that there is already. Once would do for a long time.</summary>
    private const int Tries = 3;

    [HttpGet("")]
    public async Task<IActionResult> Index([FromRoute] int id)
    {
        var lecture = await db.Lectures.Where(l => l.Id == id).Select(l => new
        {
            l.EndsAt,
            l.TimeZone,
            Texts = l.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, "")).ToList(),
        }).FirstOrDefaultAsync(Aborted);
        if (lecture is null)
        {
            return NotFound();
        }

        var filter = new ListFilter(Request.Query, "q", "state");
        var certificates = db.Certificates.Where(c => c.LectureId == id);
        certificates = filter.Choice<CertificateState>("state") switch
        {
            CertificateState.Valid => certificates.Where(c => c.RevokedAt == null),
            CertificateState.Revoked => certificates.Where(c => c.RevokedAt != null),
            _ => certificates,
        };
        var found = filter.Words is { } typed ? await FoundAsync(certificates, typed) : null;
        var paging = new Paging(filter.Page, found?.Count ?? await certificates.CountAsync(Aborted));
        if (found is not null)
        {
            var page = paging.IsBeyond ? [] : found.Skip(paging.Skip).Take(Paging.Size).ToList();
            certificates = certificates.Where(c => page.Contains(c.Id));
        }

        var ordered = certificates.OrderByDescending(c => c.Id);
        var rows = paging.IsBeyond ? [] : await Rows(found is null ? ordered.Skip(paging.Skip).Take(Paging.Size) : ordered).ToListAsync(Aborted);
        var came = db.Registrations.Where(r => r.LectureId == id && r.State == RegistrationState.Attended && r.Came > 0);
        var waiting = await db.Registrations.WithoutCertificate(db.Certificates, id).CountAsync(Aborted);
        var nameless = await came.CountAsync(r => r.Name == "" && (r.School == null || r.School == "") && r.ErasedAt == null, Aborted);
        return Show("Index", new CertificateListViewModel(
            filter, paging, id, lecture.Texts, lecture.EndsAt, lecture.TimeZone, lecture.EndsAt <= clock.GetUtcNow().UtcDateTime, waiting, nameless, await came.CountAsync(Aborted), rows));
    }

    /// <summary>
    /// Issues all that are missing, in rounds of which each is durable by itself: where it breaks off, pressing again goes on; pressed twice, or by
    /// two people at once, nobody gets two.
    /// </summary>
    [HttpPost("")]
    public async Task<IActionResult> Issue([FromRoute] int id)
    {
        var count = 0;
        for (long? after = 0; after is not null;)
        {
            var round = await RoundAsync(id, after.Value);
            if (round.Outcome == SeatOutcome.Gone)
            {
                return NotFound();
            }

            if (round.Outcome != SeatOutcome.Done)
            {
                // The page says when it can be done, instead of the button that somebody no longer should have had.
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return await Index(id);
            }

            count += round.Count;
            after = round.Last;
        }

        Done(count == 0 ? words["Certificates.IssuedNone"] : Services.PageWords.Count(words, count, "Certificates.Issued.One", "Certificates.Issued.Many"));
        return Redirect(CertificateListViewModel.PathOf(id));
    }

    [HttpGet("{certificate:int}/revoke")]
    public Task<IActionResult> Revoke([FromRoute] int id, [FromRoute] int certificate) => StepAsync(id, certificate, "Revoke", _ => "");

    [HttpPost("{certificate:int}/revoke")]
    public async Task<IActionResult> RevokeConfirmed([FromRoute] int id, [FromRoute] int certificate, [FromForm] string? reason)
    {
        if (await FindAsync(id, certificate) is not { } row)
        {
            return NotFound();
        }

        var typed = (reason ?? "").Trim();
        if (typed.Length is 0 or > Registration.ReasonLength)
        {
            ModelState.AddModelError("reason", typed.Length == 0 ? words["Certificates.ReasonMissing"] : words["Certificates.ReasonLong", Registration.ReasonLength]);
            return Refused("Revoke", new(row, reason));
        }

        await line.TakeAsync((book, c) => book.RevokeCertificateAsync(certificate, user.Name, typed, c), Aborted);
        Done(words["Certificates.RevokedDone"]);
        return Redirect(CertificateListViewModel.PathOf(id));
    }

    [HttpGet("{certificate:int}/replace")]
    public Task<IActionResult> Replace([FromRoute] int id, [FromRoute] int certificate) => StepAsync(id, certificate, "Replace", row => row.Name);

    [HttpPost("{certificate:int}/replace")]
    public async Task<IActionResult> ReplaceConfirmed([FromRoute] int id, [FromRoute] int certificate, [FromForm] string? name)
    {
        if (await FindAsync(id, certificate) is not { } row)
        {
            return NotFound();
        }

        var clean = CertificateName.Clean(name);
        if (clean.Length is 0 or > CertificateName.Length)
        {
            ModelState.AddModelError("name", clean.Length == 0 ? words["Certificate.NameMissing"] : words["Certificate.NameLong", CertificateName.Length]);
            return Refused("Replace", new(row, name));
        }

        var outcome = await line.TakeAsync((book, c) => book.ReplaceCertificateAsync(certificate, clean, user.Name, c), Aborted);
        if (outcome != SeatOutcome.Done)
        {
            ModelState.AddModelError("", words["Certificates.Impossible"]);
            return Refused("Replace", new(row, name));
        }

        Done(words["Certificates.ReplacedDone"]);
        return Redirect(CertificateListViewModel.PathOf(id));
    }

    private async Task<IssuedCertificates> RoundAsync(int id, long after)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await line.TakeAsync((book, c) => book.IssueCertificatesAsync(id, after, user.Name, c), Aborted);
            }
            catch (DbUpdateException e) when (tries < Tries && DbErrors.IsUniqueViolation(e))
            {
                // A code that there is already; nothing of the round was kept.
            }
        }
    }

    /// <summary>Certificates by a code, or by words of a name, whatever their letters' case: names are not kept folded, and a lecture's are few.</summary>
    private async Task<List<int>> FoundAsync(IQueryable<Certificate> certificates, string typed)
    {
        var code = Codes.Read(typed);
        var name = TextFolding.Words(typed);
        var all = await certificates.OrderByDescending(c => c.Id).Select(c => new { c.Id, c.Code, c.Name }).ToListAsync(Aborted);
        return [.. all.Where(c => c.Code == code || (name.Length > 0 && TextFolding.Words(c.Name).Contains(name, StringComparison.Ordinal))).Select(c => c.Id)];
    }

    private async Task<IActionResult> StepAsync(int id, int certificate, string view, Func<CertificateRow, string> typed) =>
        await FindAsync(id, certificate) is { } row ? Show(view, new CertificateStepViewModel(row, typed(row))) : NotFound();

    private Task<CertificateRow?> FindAsync(int id, int certificate) => Rows(db.Certificates.Where(c => c.LectureId == id && c.Id == certificate)).FirstOrDefaultAsync(Aborted);

    private static IQueryable<CertificateRow> Rows(IQueryable<Certificate> certificates) => certificates.Select(c =>
        new CertificateRow(c.Id, c.LectureId, c.RegistrationId, c.Code, c.Name, c.Kind, c.Came, c.IssuedAt, c.RevokedAt, c.RevokedReason));

    private ViewResult Refused(string view, CertificateStepViewModel model)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Show(view, model);
    }

    private ViewResult Show(string view, object model)
    {
        ViewData[AdminMenu.PlaceKey] = "registrations";
        ViewData["Tab"] = "certificates";
        return View(view, model);
    }
}
