using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;
using OutreachPortal.Services.Hosting;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>Writing one kind of content. A child says its kind, and its <c>_Fields</c> view what the kind adds.</summary>
[Authorize(StaffPolicies.Write)]
[RequestFormLimits(ValueLengthLimit = LargestForm, MultipartBodyLengthLimit = LargestForm, ValueCountLimit = MostFields)]
public abstract class ContentController<TEntity, TForm>(ContentKind kind, EditingDesk desk, IStringLocalizer<Words> words) : AdminController
    where TEntity : ContentItem
    where TForm : ContentForm, new()
{
    /// <summary>Value of <c>version</c> in an address: the newest revision, whatever the user has typed since.</summary>
    public const string SavedVersion = "saved";

    private const string SavedCopyKey = "SavedCopy";

    /// <summary>Values of <c>then</c>: what follows a save. Nobody submits or publishes an older text than the one they see.</summary>
    private static readonly string[] NextSteps = ["submit", "publish", "schedule"];

    private readonly ContentKindInfo _kind = ContentKindInfo.Of(kind);

    [HttpGet("")]
    public async Task<IActionResult> Index([FromServices] ItemLists lists)
    {
        ViewData[AdminMenu.PlaceKey] = _kind.Folder;
        return View("Index", await lists.PageAsync(_kind, new ListFilter(Request.Query, ItemLists.Keys), Aborted));
    }

    [HttpGet("new")]
    public async Task<IActionResult> New([FromQuery] Guid? copy)
    {
        ModelState.Clear();
        var copies = await desk.Copies.OfAsync(kind, null, Aborted);
        var mine = copy is { } id ? await desk.Copies.FindAsync(kind, null, id, Aborted) : null;
        var model = mine is null ? new EditViewModel(_kind, null, new TForm(), new SaveForm()) : await WithCopyAsync(null, mine);
        return Edit(model with { OtherCopies = [.. copies.Where(line => line.Id != mine?.Id)] });
    }

    [HttpPost("new")]
    [IgnoreAntiforgeryToken]
    public async Task<IActionResult> Create([FromForm] SaveForm save)
    {
        if (await ReadAsync() is not var (form, isRight))
        {
            return StatusCode(Request.WhyUnread(LargestForm));
        }

        var model = new EditViewModel(_kind, null, form, save);
        if (!await IsFromOurPageAsync())
        {
            return FromEndedSession(model);
        }

        if (!isRight)
        {
            return Refused(model);
        }

        var item = await desk.Drafts.CreateAsync(kind, form, save.Options, Aborted);
        return Saved(item.Id, save, words["Edit.Saved"]);
    }

    [HttpGet("{id:int}")]
    public async Task<IActionResult> Edit([FromRoute] int id, [FromQuery] string? version, [FromQuery] Guid? copy)
    {
        var draft = await desk.Drafts.FindAsync(kind, id, Aborted);
        if (draft is null)
        {
            return NotFound();
        }

        ModelState.Clear();
        var copies = await desk.Copies.OfAsync(kind, id, Aborted);
        var chosen = copy ?? (version == SavedVersion ? null : copies.FirstOrDefault()?.Id);
        var mine = chosen is { } number ? await desk.Copies.FindAsync(kind, id, number, Aborted) : null;
        var model = mine is null ? null : await WithCopyAsync(draft, mine);
        if (model is not null && mine is not null && ModelState.Values.All(entry => entry.Errors.Count == 0) && model.Form.ToJson() == draft.Form.ToJson())
        {
            // All of it has been saved.
            await desk.Copies.DiscardAsync(kind, id, mine.Id, Aborted);
            copies = await desk.Copies.OfAsync(kind, id, Aborted);
            (mine, model) = (null, null);
        }

        if (mine is null)
        {
            ModelState.Clear();
        }

        foreach (var entry in ModelState.Values)
        {
            // Shown as it was typed; what is wrong with it is said when it is saved.
            entry.Errors.Clear();
        }

        model ??= new EditViewModel(_kind, draft, draft.Form, new SaveForm { BaseRevision = draft.Item.LastRevision });
        return Edit(await AroundAsync(model with { OtherCopies = [.. copies.Where(line => line.Id != mine?.Id)] }));
    }

    [HttpPost("{id:int}")]
    [IgnoreAntiforgeryToken]
    public async Task<IActionResult> Save([FromRoute] int id, [FromForm] SaveForm save, [FromQuery] string? then, [FromQuery] Guid version)
    {
        var draft = await desk.Drafts.FindAsync(kind, id, Aborted);
        if (draft is null)
        {
            return await IsFromOurPageAsync() ? NotFound() : BadRequest();
        }

        if (await ReadAsync() is not var (form, isRight))
        {
            return StatusCode(Request.WhyUnread(LargestForm));
        }

        var model = new EditViewModel(_kind, draft, form, save);
        if (!await IsFromOurPageAsync())
        {
            return FromEndedSession(model);
        }

        if (!isRight)
        {
            return Refused(await AroundAsync(model));
        }

        switch (await desk.Drafts.SaveAsync(kind, id, form, save.Options, Aborted))
        {
            case SaveOutcome.Saved saved when NextSteps.Contains(then):
                TempData[SavedCopyKey] = save.WorkingCopy?.ToString();
                // Whoever else moved the item since it was opened is not overlooked because of our own save.
                return Next(saved.Item, then!, version == draft.Item.Version ? saved.Item.Version : version);
            case SaveOutcome.Saved saved:
                return Saved(id, save, words[saved.IsNew ? "Edit.Saved" : "Edit.NothingChanged"]);
            case SaveOutcome.Conflict when NextSteps.Contains(then) && await IsUntouchedAsync(id, save.BaseRevision, form):
                // Nothing of theirs to compare: the step says who saved meanwhile.
                return Next(draft.Item, then!, version);
            case SaveOutcome.Conflict conflict:
                return await ConflictAsync(model with { Draft = conflict.Theirs });
            default:
                return NotFound();
        }
    }

    /// <summary>Goes on with what the button says, as that step's own button would: the post goes there as it is.</summary>
    private RedirectResult Next(ContentItem item, string step, Guid version)
    {
        var address = EditAddress.Of(kind, item.Id) + "/" + step;
        // Both show a page first: when it is to be, and what a policy's draft changes.
        return step == "schedule" || (step == "publish" && kind == ContentKind.Policy) ? Redirect(address) : RedirectPreserveMethod($"{address}?version={version}");
    }

    private async Task<bool> IsUntouchedAsync(int id, int revision, TForm form) =>
        await desk.Drafts.RevisionAsync(id, revision, Aborted) is { } opened && ContentForm.FromJson(kind, opened.Form).SaysSameAs(form);

    private ViewResult Edit(EditViewModel model)
    {
        Place(model);
        return View("Edit", Opened(model));
    }

    private ViewResult Refused(EditViewModel model)
    {
        Place(model);
        return Wrong("Edit", Opened(model));
    }

    /// <summary>The token on the page was of a session that is over. The text comes back with a new one; nothing was done.</summary>
    private ViewResult FromEndedSession(EditViewModel model)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        foreach (var entry in ModelState.Values)
        {
            entry.Errors.Clear();
        }

        return Edit(model with { IsFromEndedSession = true });
    }

    /// <summary>Both texts: theirs is the newest, mine is kept as a working copy and still in the form.</summary>
    private async Task<ViewResult> ConflictAsync(EditViewModel model)
    {
        var theirs = model.Draft!;
        if (await desk.Copies.KeepAsync(kind, theirs.Item.Id, model.Save.WorkingCopy ?? Guid.NewGuid(), await Request.ReadFormAsync(Aborted), Aborted) is KeepOutcome.Kept kept)
        {
            model.Save.WorkingCopy = kept.Id;
        }

        ModelState.Remove(nameof(SaveForm.BaseRevision));
        ModelState.Remove(nameof(SaveForm.WorkingCopy));
        model.Save.BaseRevision = theirs.Item.LastRevision;
        Response.StatusCode = StatusCodes.Status409Conflict;
        Place(model);
        return View("Conflict", Opened(model with { Differences = FormDifferences.Between(theirs.Form, model.Form) }));
    }

    private void Place(EditViewModel model)
    {
        ViewData[AdminMenu.PlaceKey] = _kind.Folder;
        HttpContext.Allow(Frames.ShowsOurOwn);
        model.Save.WorkingCopy ??= Guid.NewGuid();
    }

    private EditViewModel Opened(EditViewModel model) => model with { SavedCopy = TempData[SavedCopyKey]?.ToString() };

    private RedirectToActionResult Saved(int id, SaveForm save, string sentence)
    {
        TempData[SavedCopyKey] = save.WorkingCopy?.ToString();
        Done(sentence);
        return RedirectToAction(nameof(Edit), new { id });
    }

    private async Task<EditViewModel> WithCopyAsync(Draft? draft, WorkingCopy copy)
    {
        var fields = WorkingCopies.FieldsOf(copy);
        var form = new TForm();
        await this.BindAsync(form, fields, words);
        form.Tidy(keepsRows: !ModelState.IsValid);
        var save = new SaveForm
        {
            BaseRevision = copy.BaseRevision,
            Note = fields[nameof(SaveForm.Note)],
            IsMinor = fields[nameof(SaveForm.IsMinor)].Contains("true"),
            WorkingCopy = copy.Id,
        };
        ViewData[WorkingCopies.SeenField] = WorkingCopies.Mark(copy.UpdatedAt);
        return new(_kind, draft, form, save) { Copy = new(copy.UpdatedAt, draft is not null && copy.BaseRevision < draft.Item.LastRevision) };
    }

    /// <summary>Who else is there, and what stands beside the text.</summary>
    private async Task<EditViewModel> AroundAsync(EditViewModel model) => model with
    {
        Others = await desk.Presences.EnterAsync(model.Draft!.Item.Id, Aborted),
        PreviewLinks = await desk.Links.OfAsync(model.Draft.Item.Id, Aborted),
        NewPreviewLink = TempData[PreviewLinksController.NewLinkKey] as string,
    };

    /// <summary>Asked by hand, and not by the filter, which would answer with nothing of what was typed.</summary>
    private Task<bool> IsFromOurPageAsync() => desk.Antiforgery.IsRequestValidAsync(HttpContext);

    /// <summary>Reads the posted form; what is wrong with it is in the model state, as is everything as it was typed.</summary>
    private async Task<(TForm Form, bool IsRight)?> ReadAsync()
    {
        if (await Request.FormAsync() is not { } fields)
        {
            return null;
        }

        ModelState.Clear();
        var form = new TForm();
        var isRead = await this.BindAsync(form, fields, words);
        // What could not be read stands in its row; the rows stay where they were typed.
        form.Tidy(keepsRows: !ModelState.IsValid);
        foreach (var problem in (await desk.Checks.WrongAsync(form, Aborted)).Where(problem => ModelState[problem.Field]?.Errors is not { Count: > 0 }))
        {
            ModelState.AddModelError(problem.Field, problem.Message);
        }

        return (form, isRead && ModelState.IsValid);
    }
}

/// <summary>All that the editor's page works with.</summary>
public sealed record EditingDesk(ContentDrafts Drafts, FormChecks Checks, WorkingCopies Copies, Presences Presences, PreviewLinks Links, IAntiforgery Antiforgery);
