using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>Writing one kind of content. A child says its kind, and its <c>_Fields</c> view what the kind adds.</summary>
[Authorize(StaffPolicies.Write)]
[RequestSizeLimit(LargestForm)]
[RequestFormLimits(ValueLengthLimit = LargestForm, MultipartBodyLengthLimit = LargestForm, ValueCountLimit = MostFields)]
public abstract class ContentController<TEntity, TForm>(ContentKind kind, ContentDrafts drafts, FormChecks checks, IStringLocalizer<Words> words) : AdminController
    where TEntity : ContentItem
    where TForm : ContentForm, new()
{
    /// <summary>Octets: a form far too long comes back with all that was typed, rather than not at all.</summary>
    public const int LargestForm = 32 * 1024 * 1024;

    public const int MostFields = 10_000;

    private readonly ContentKindInfo _kind = ContentKindInfo.Of(kind);

    [HttpGet("new")]
    public IActionResult New() => Edit(new EditViewModel(_kind, null, new TForm(), new SaveForm()));

    [HttpPost("new")]
    public async Task<IActionResult> Create([FromForm] SaveForm save)
    {
        var (form, isRight) = await ReadAsync();
        var model = new EditViewModel(_kind, null, form, save);
        if (!isRight)
        {
            return Refused(model);
        }

        var item = await drafts.CreateAsync(kind, form, save.Options, Aborted);
        Done(words["Edit.Saved"]);
        return RedirectToAction(nameof(Edit), new { id = item.Id });
    }

    [HttpGet("{id:int}")]
    public async Task<IActionResult> Edit([FromRoute] int id)
    {
        var draft = await drafts.FindAsync(kind, id, Aborted);
        return draft is null ? NotFound() : Edit(new EditViewModel(_kind, draft, draft.Form, new SaveForm { BaseRevision = draft.Item.LastRevision }));
    }

    [HttpPost("{id:int}")]
    public async Task<IActionResult> Save([FromRoute] int id, [FromForm] SaveForm save)
    {
        var draft = await drafts.FindAsync(kind, id, Aborted);
        if (draft is null)
        {
            return NotFound();
        }

        var (form, isRight) = await ReadAsync();
        var model = new EditViewModel(_kind, draft, form, save);
        if (!isRight)
        {
            return Refused(model);
        }

        switch (await drafts.SaveAsync(kind, id, form, save.Options, Aborted))
        {
            case SaveOutcome.Saved saved:
                Done(words[saved.IsNew ? "Edit.Saved" : "Edit.NothingChanged"]);
                return RedirectToAction(nameof(Edit), new { id });
            case SaveOutcome.Conflict conflict:
                Response.StatusCode = StatusCodes.Status409Conflict;
                return View("Conflict", model with { Draft = conflict.Theirs });
            default:
                return NotFound();
        }
    }

    private ViewResult Edit(EditViewModel model)
    {
        ViewData[AdminMenu.PlaceKey] = _kind.Folder;
        return View("Edit", model);
    }

    private ViewResult Refused(EditViewModel model)
    {
        ViewData[AdminMenu.PlaceKey] = _kind.Folder;
        return Wrong("Edit", model);
    }

    /// <summary>Reads the posted form; what is wrong with it is in the model state, as is everything as it was typed.</summary>
    private async Task<(TForm Form, bool IsRight)> ReadAsync()
    {
        ModelState.Clear();
        var form = new TForm();
        var isRead = await BindAsync(form, await Request.ReadFormAsync(Aborted));
        form.Tidy(keepsRows: !ModelState.IsValid);
        foreach (var problem in (await checks.WrongAsync(form, Aborted)).Where(problem => ModelState[problem.Field]?.Errors is not { Count: > 0 }))
        {
            ModelState.AddModelError(problem.Field, problem.Message);
        }

        return (form, isRead && ModelState.IsValid);
    }

    /// <summary>Binds fields to the form, numbers and dates as forms send them and not as the reader's language writes them.</summary>
    protected async Task<bool> BindAsync(TForm form, IFormCollection fields)
    {
        var values = new CompositeValueProvider { new FormValueProvider(BindingSource.Form, PostedRows.Compact(fields, typeof(TForm)), CultureInfo.InvariantCulture) };
        ObjectValidator = NoValidation.Instance;
        try
        {
            await TryUpdateModelAsync(form, "", values);
        }
        catch (InvalidOperationException)
        {
            // More entries in a list than the binder takes.
            ModelState.AddModelError("", words["Edit.TooManyEntries"]);
            return false;
        }

        return true;
    }
}
