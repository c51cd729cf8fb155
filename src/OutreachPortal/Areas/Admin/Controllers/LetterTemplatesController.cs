using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>The words of letters about registrations: each kind in each language.</summary>
[Authorize(StaffPolicies.Register)]
[Route("admin/letters/templates")]
public sealed class LetterTemplatesController(
    PortalDbContext db, LetterWriter writer, LetterPaper paper, AuditTrail audit, TimeProvider clock, IStringLocalizer<Words> words) : AdminController
{
    [HttpGet("")]
    public async Task<IActionResult> Index() => View(new LetterTemplatesViewModel(
        await db.LetterTemplates.Select(t => new { t.Kind, t.Language, t.ChangedAt }).ToDictionaryAsync(t => (t.Kind, t.Language), t => t.ChangedAt, Aborted)));

    [HttpGet("{kind}/{language}")]
    public async Task<IActionResult> Edit([FromRoute] string kind, [FromRoute] string language)
    {
        if (!IsKnown(kind, language))
        {
            return NotFound();
        }

        var row = await RowAsync(kind, language);
        return Show(kind, language, LetterTemplateForm.Of(row, LetterTemplates.OwnOf(kind, language)), null, row is null);
    }

    [HttpPost("{kind}/{language}")]
    public async Task<IActionResult> Edit([FromRoute] string kind, [FromRoute] string language, LetterTemplateForm form)
    {
        if (!IsKnown(kind, language))
        {
            return NotFound();
        }

        var typed = Typed(form);
        var row = await RowAsync(kind, language);
        ModelState.Clear();
        foreach (var (field, key, parts) in LetterTemplates.Problems(kind, typed, paper))
        {
            ModelState.AddModelError(field, $"{words["Templates.Field." + field]}: {words[key, parts]}");
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Show(kind, language, form, null, row is null);
        }

        if (IsThat(row, form.Version))
        {
            var now = clock.GetUtcNow().UtcDateTime;
            if (row is null)
            {
                db.Add(row = new() { Kind = kind, Language = language });
            }

            (row.Subject, row.Body, row.ChangedAt, row.Version) = (typed.Subject, typed.Body, now, Guid.NewGuid());
            audit.Add(AuditAction.LetterWordsChanged, Name(kind, language));
            if (await SavedAsync())
            {
                Done(words["Templates.Saved"]);
                return Redirect($"/admin/letters/templates/{kind}/{language}");
            }
        }

        return await StaleAsync(kind, language, form);
    }

    /// <summary>Goes back to the portal's own words.</summary>
    [HttpPost("{kind}/{language}/reset")]
    public async Task<IActionResult> Reset([FromRoute] string kind, [FromRoute] string language, [FromForm] string? version)
    {
        if (!IsKnown(kind, language))
        {
            return NotFound();
        }

        var row = await RowAsync(kind, language);
        if (!IsThat(row, version))
        {
            return await StaleAsync(kind, language, LetterTemplateForm.Of(row, LetterTemplates.OwnOf(kind, language)));
        }

        if (row is not null)
        {
            db.Remove(row);
            // The words that go are kept where they can be found again.
            audit.Add(AuditAction.LetterWordsReset, Name(kind, language), $"{row.Subject}\n\n{row.Body}");
            if (!await SavedAsync())
            {
                row = await RowAsync(kind, language);
                return await StaleAsync(kind, language, LetterTemplateForm.Of(row, LetterTemplates.OwnOf(kind, language)));
            }
        }

        Done(words["Templates.WasReset"]);
        return Redirect($"/admin/letters/templates/{kind}/{language}");
    }

    /// <summary>A letter with made-up values in the words as they are kept.</summary>
    [HttpGet("{kind}/{language}/preview")]
    public async Task<IActionResult> Preview([FromRoute] string kind, [FromRoute] string language) => !IsKnown(kind, language) ? NotFound()
        : this.LetterPage((await writer.SampleAsync(kind, language, Typed(LetterTemplateForm.Of(await RowAsync(kind, language), LetterTemplates.OwnOf(kind, language))), Aborted)).Html);

    /// <summary>The same in the words that were typed, as far as they go: what is wrong with them is said when they are saved.</summary>
    [HttpPost("{kind}/{language}/preview")]
    public async Task<IActionResult> Preview([FromRoute] string kind, [FromRoute] string language, LetterTemplateForm form)
    {
        if (!IsKnown(kind, language))
        {
            return NotFound();
        }

        var typed = Typed(form);
        if (typed.Body.Length > LetterTemplate.BodyLength || typed.Subject.Length > LetterTemplate.BodyLength)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            typed = new(words["Templates.Field.Body"], words["Templates.TooLong", LetterTemplate.BodyLength, typed.Body.Length]);
        }

        return this.LetterPage((await writer.SampleAsync(kind, language, typed, Aborted)).Html);
    }

    private static bool IsKnown(string kind, string language) => RegistrationLetterKinds.All.Contains(kind) && Languages.All.Contains(language);

    private static LetterWords Typed(LetterTemplateForm form) => new(Values.Line(form.Subject), (form.Body ?? "").ReplaceLineEndings("\n").Trim() + "\n");

    private static bool IsThat(LetterTemplate? row, string? version) =>
        row is null ? string.IsNullOrEmpty(version) : Guid.TryParse(version, out var known) && known == row.Version;

    private Task<LetterTemplate?> RowAsync(string kind, string language) => db.LetterTemplates.SingleOrDefaultAsync(t => t.Kind == kind && t.Language == language, Aborted);

    private async Task<bool> SavedAsync()
    {
        try
        {
            await db.SaveChangesAsync(Aborted);
            return true;
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || DbErrors.IsUniqueViolation(e))
        {
            // Somebody saved in this very moment.
            db.ChangeTracker.Clear();
            return false;
        }
    }

    private async Task<IActionResult> StaleAsync(string kind, string language, LetterTemplateForm form)
    {
        var row = await RowAsync(kind, language);
        var theirs = LetterTemplateForm.Of(row, LetterTemplates.OwnOf(kind, language));
        // Whoever saves again has seen what they replace.
        form.Version = theirs.Version;
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Show(kind, language, form, theirs, row is null);
    }

    private ViewResult Show(string kind, string language, LetterTemplateForm form, LetterTemplateForm? theirs, bool isOwn)
    {
        HttpContext.Allow(Frames.ShowsOurOwn);
        return View("Edit", new LetterTemplateViewModel(kind, language, form, theirs, isOwn));
    }

    private string Name(string kind, string language) => $"{words.LetterKind(kind)} ({language})";
}
