using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>An item's history: its revisions, what two of them say differently, and bringing one back.</summary>
public sealed partial class RevisionsController(ContentDrafts drafts, RevisionHistory history, RevisionFields fields, Revisions revisions, ItemTimeline timeline, IStringLocalizer<Words> words)
    : ItemController(drafts, words)
{
    [HttpGet("history")]
    public async Task<IActionResult> History([FromQuery] string? page)
    {
        if (await FindAsync() is not { } draft)
        {
            return NotFound();
        }

        var paging = new Paging(Number(page) ?? 1, draft.Item.LastRevision);
        var lines = paging.IsBeyond ? [] : await history.PageAsync(Id, paging.Skip, Paging.Size, Aborted);
        return View("History", new HistoryViewModel(Kind, draft, paging, lines));
    }

    [HttpGet("timeline")]
    public async Task<IActionResult> Timeline([FromQuery] string? page)
    {
        if (await FindAsync() is not { } draft)
        {
            return NotFound();
        }

        var number = Number(page) ?? 1;
        var (entries, count) = await timeline.PageAsync(Id, Math.Min(number, int.MaxValue / ItemTimeline.PageSize), Aborted);
        return View("Timeline", new TimelineViewModel(Kind, draft, number, count, entries));
    }

    [HttpGet("revisions/{number}")]
    public async Task<IActionResult> Revision([FromRoute] string number)
    {
        if (await FindAsync() is not { } draft)
        {
            return NotFound();
        }

        return Number(number) is { } wanted && await history.LineAsync(Id, wanted, Aborted) is { } line && await history.FormAsync(draft.Item, wanted, Aborted) is { } form
            ? View("Revision", new RevisionViewModel(Kind, draft, line, await fields.ShowAsync(form, Aborted)))
            : NoRevision(draft);
    }

    [HttpGet("compare")]
    public IActionResult Compare([FromQuery] string? from, [FromQuery] string? to) => Redirect($"{Address}/compare/{Number(from) ?? 0}..{Number(to) ?? 0}");

    [HttpGet("compare/{range}")]
    public async Task<IActionResult> Compare([FromRoute] string range)
    {
        if (await FindAsync() is not { } draft)
        {
            return NotFound();
        }

        if (Range().Match(range) is not { Success: true } match || Number(match.Groups[1].Value) is not { } from || Number(match.Groups[2].Value) is not { } to)
        {
            return NoRevision(draft);
        }

        if (from > to)
        {
            return Redirect(string.Create(CultureInfo.InvariantCulture, $"{Address}/compare/{to}..{from}"));
        }

        if (await history.LineAsync(Id, from, Aborted) is not { } before || await history.LineAsync(Id, to, Aborted) is not { } after)
        {
            return NoRevision(draft);
        }

        var comparison = await fields.CompareAsync((await history.FormAsync(draft.Item, from, Aborted))!, (await history.FormAsync(draft.Item, to, Aborted))!, Aborted);
        return View("Compare", new CompareViewModel(Kind, draft, before, after, comparison));
    }

    [HttpPost("revisions/{number:int}/restore")]
    public async Task<IActionResult> Restore([FromRoute] int number, [FromForm] StepForm form) =>
        await AfterAsync(await revisions.RestoreAsync(Kind.Kind, Id, form.Version, number, T["History.RestoredNote", number], Aborted), T["History.RestoredDone", number]);

    [HttpGet("discard")]
    public Task<IActionResult> Discard() => StepAsync("Discard", _ => new StepForm());

    [HttpPost("discard")]
    public async Task<IActionResult> Discard([FromForm] StepForm form) =>
        await AfterAsync(await revisions.DiscardDraftAsync(Kind.Kind, Id, form.Version, T["History.DiscardedNote"], Aborted), T["Workflow.DiscardedDone"]);

    [HttpPost("translation")]
    public async Task<IActionResult> Translation([FromForm] TranslationForm form) => form.Language is { } language && Languages.All.Contains(language)
        ? await AfterAsync(await revisions.ConfirmTranslationAsync(Kind.Kind, Id, form.Version, language, Aborted), T["Workflow.TranslationDone"])
        : BadRequest();

    private ViewResult NoRevision(Draft draft)
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return View("NoRevision", new NoRevisionViewModel(Kind, draft));
    }

    /// <summary>A number as revisions have them, from 1; null for anything else.</summary>
    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1_000_000 ? number : null;

    [GeneratedRegex(@"^([0-9]{1,9})\.\.([0-9]{1,9})$")]
    private static partial Regex Range();
}
