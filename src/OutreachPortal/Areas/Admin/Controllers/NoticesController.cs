using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Editing;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>What people read, and what they may agree to, when they register. A version is never changed: a new text is a new version.</summary>
[Authorize(StaffPolicies.Administer)]
[Route("admin/notices")]
public sealed class NoticesController(PortalDbContext db, Notices notices, AuditTrail audit, CurrentUser user, SiteSettings site, IStringLocalizer<Words> words) : AdminController
{
    [HttpGet("")]
    public async Task<IActionResult> Index()
    {
        var lines = new List<NoticeLine>();
        foreach (var kind in Enum.GetValues<NoticeKind>())
        {
            await notices.CurrentAsync(kind, Aborted);
            lines.Add(await Lines(kind).FirstAsync(Aborted));
        }

        return View(lines);
    }

    [HttpGet("{kind}")]
    public async Task<IActionResult> Edit([FromRoute] string kind)
    {
        if (Read(kind) is not { } of)
        {
            return NotFound();
        }

        var current = await notices.CurrentAsync(of, Aborted);
        return View(await ModelAsync(of, new() { Version = current.Number, Text = current.Text.Copy() }));
    }

    [HttpPost("{kind}")]
    public async Task<IActionResult> Edit([FromRoute] string kind, [FromForm] NoticeForm form)
    {
        if (Read(kind) is not { } of)
        {
            return NotFound();
        }

        var current = await notices.CurrentAsync(of, Aborted);
        form.Text = Tidied(form.Text ?? new());
        Check(of, form, current);
        if (!ModelState.IsValid)
        {
            return Wrong("Edit", await ModelAsync(of, form));
        }

        if (form.IsPreview)
        {
            return View(await ModelAsync(of, form) with { Preview = Shown(of, form.Text, firstHeading: 3) });
        }

        if (form.Version != current.Number)
        {
            return await StaleAsync(of, form, current);
        }

        var added = notices.Add(of, current.Number, form.Text, user.Name);
        audit.Add(AuditAction.NoticeChanged, words.Name(of), words["Notices.Version", added.Number]);
        try
        {
            await db.SaveChangesAsync(Aborted);
        }
        catch (DbUpdateException e) when (DbErrors.IsUniqueViolation(e))
        {
            // Somebody saved in this very moment.
            db.ChangeTracker.Clear();
            return await StaleAsync(of, form, await notices.CurrentAsync(of, Aborted));
        }

        Done(words["Notices.Saved", added.Number]);
        return Redirect(NoticeLine.AddressOf(of));
    }

    [HttpGet("{kind}/{number:int}")]
    public async Task<IActionResult> Version([FromRoute] string kind, [FromRoute] int number)
    {
        if (Read(kind) is not { } of || await db.Notices.AsNoTracking().FirstOrDefaultAsync(n => n.Kind == of && n.Number == number, Aborted) is not { } notice)
        {
            return NotFound();
        }

        var before = await db.Notices.AsNoTracking().FirstOrDefaultAsync(n => n.Kind == of && n.Number == number - 1, Aborted);
        return View(new NoticeVersionViewModel(
            await Lines(of, number).FirstAsync(Aborted), Shown(of, notice.Text),
            before is null ? [] : [.. site.Languages.Union(Languages.All).Where(culture => notice.Text[culture] != before.Text[culture])
                .Select(culture => (culture, TextComparison.Compare(before.Text[culture] ?? "", notice.Text[culture] ?? "")))]));
    }

    private async Task<IActionResult> StaleAsync(NoticeKind kind, NoticeForm form, Notice theirs)
    {
        // Whoever saves again has seen what they replace.
        form.Version = theirs.Number;
        ModelState.Remove(nameof(form.Version));
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Edit", await ModelAsync(kind, form) with { Theirs = theirs });
    }

    private async Task<NoticeViewModel> ModelAsync(NoticeKind kind, NoticeForm form) => new(kind, form, await Lines(kind).Take(100).ToListAsync(Aborted));

    /// <summary>The versions of a kind, or one of them, the newest first.</summary>
    private IQueryable<NoticeLine> Lines(NoticeKind kind, int? number = null) => db.Notices.Where(n => n.Kind == kind && (number == null || n.Number == number)).OrderByDescending(n => n.Number)
        .Select(n => new NoticeLine(n.Kind, n.Number, n.CreatedAt, n.CreatedBy,
            kind == NoticeKind.Information ? db.Registrations.Count(r => r.NoticeId == n.Id) : db.Consents.Count(consent => consent.NoticeId == n.Id && consent.WithdrawnAt == null)));

    private List<LocalizedFragment> Shown(NoticeKind kind, LocalizedText text, int firstHeading = 2) =>
        [.. site.Languages.Where(culture => !string.IsNullOrWhiteSpace(text[culture])).Select(culture => notices.Html(kind, new(text[culture]!, culture), firstHeading))];

    private void Check(NoticeKind kind, NoticeForm form, Notice current)
    {
        foreach (var culture in site.Languages)
        {
            var field = $"{nameof(form.Text)}.{FormChecks.Suffix(culture)}";
            var label = words[$"Notices.Text.{culture}"];
            if (form.Text[culture] is not { } text)
            {
                ModelState.AddModelError(field, $"{label}: {words["is missing."]}");
                continue;
            }

            if (text.Length > Notice.TextLength)
            {
                ModelState.AddModelError(field, $"{label}: {words["is longer than {0} characters.", Notice.TextLength.ToString("N0", Languages.CultureOf(Languages.Current))]}");
            }

            foreach (var unknown in Notices.UnknownPlaceholders(kind, text).Take(5))
            {
                ModelState.AddModelError(field, $"{label}: {words[kind == NoticeKind.Information ? "Notices.Unknown" : "Notices.NoPlaceholders", "{{" + unknown + "}}"]}");
            }
        }

        if (ModelState.IsValid && !form.IsPreview && form.Version == current.Number && Tidied(current.Text) == form.Text)
        {
            ModelState.AddModelError("", words["Notices.Same", current.Number.ToString(CultureInfo.InvariantCulture)]);
        }
    }

    private static LocalizedText Tidied(LocalizedText text)
    {
        static string? Tidy(string? one) => string.IsNullOrWhiteSpace(one) ? null : one.ReplaceLineEndings("\n").Trim();
        return new() { En = Tidy(text.En), Tr = Tidy(text.Tr) };
    }

    private static NoticeKind? Read(string kind) => Enum.GetValues<NoticeKind>().Cast<NoticeKind?>().FirstOrDefault(one => KebabCase.Of(one.ToString()!) == kind);
}
