using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>Pages about one item of whatever kind: each verb is a controller of its own below its address.</summary>
[Route("admin/{folder}/{id:int}")]
[RequestFormLimits(ValueLengthLimit = LargestForm, MultipartBodyLengthLimit = LargestForm, ValueCountLimit = MostFields)]
public abstract class ItemController(ContentDrafts drafts, IStringLocalizer<Words> words) : KindController
{
    protected IStringLocalizer<Words> T => words;

    protected ContentDrafts Drafts => drafts;

    /// <summary>Of the item in the address.</summary>
    protected int Id { get; private set; }

    /// <summary>The item's page in the editor.</summary>
    protected string Address => EditAddress.Of(Kind.Kind, Id);

    public override void OnActionExecuting(ActionExecutingContext context)
    {
        base.OnActionExecuting(context);
        Id = int.Parse((string)RouteData.Values["id"]!, CultureInfo.InvariantCulture);
        ViewData[AdminMenu.PlaceKey] = Kind.Folder;
        // What was typed is shown as it was typed, and checked by the step.
        ModelState.Clear();
        // The editor sends its own form on to a step, with fields of the same name perhaps; the version that it saved stands in the address.
        if (Guid.TryParse(Request.Query["version"], out var version))
        {
            foreach (var form in context.ActionArguments.Values.OfType<StepForm>())
            {
                form.Version = version;
            }
        }
    }

    protected Task<Draft?> FindAsync() => drafts.FindAsync(Kind.Kind, Id, Aborted);

    /// <summary>Shows the page on which a step is taken.</summary>
    protected async Task<IActionResult> StepAsync<TForm>(string view, Func<Draft, TForm> form)
        where TForm : StepForm
    {
        if (await FindAsync() is not { } draft)
        {
            return NotFound();
        }

        var filled = form(draft);
        filled.Version = draft.Item.Version;
        return View(view, new StepViewModel<TForm>(Kind, draft, filled));
    }

    /// <summary>Answers a step.</summary>
    /// <param name="done">What was done.</param>
    /// <param name="again">Shows the form again, where the step has one.</param>
    protected async Task<IActionResult> AfterAsync(StepOutcome outcome, string done, Func<Draft, StepOutcome.Refused, IActionResult>? again = null)
    {
        switch (outcome)
        {
            case StepOutcome.Done:
                Done(done);
                return Redirect(Address);
            case StepOutcome.Missing:
                return NotFound();
            case StepOutcome.Refused refused when again is not null:
                foreach (var problem in refused.Problems)
                {
                    ModelState.AddModelError(problem.Field, problem.Message);
                }

                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return await FindAsync() is { } draft ? again(draft, refused) : NotFound();
            default:
                Response.StatusCode = StatusCodes.Status409Conflict;
                return await FindAsync() is { } now ? View("Stale", new StaleViewModel(Kind, now, (outcome as StepOutcome.Impossible)?.Sentence)) : NotFound();
        }
    }
}
