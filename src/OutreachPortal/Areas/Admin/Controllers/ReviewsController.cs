using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>Asking for review, and answering.</summary>
public sealed class ReviewsController(ContentDrafts drafts, Reviews reviews, FormChecks checks, IStringLocalizer<Words> words) : ItemController(drafts, words)
{
    [HttpPost("submit")]
    public async Task<IActionResult> Submit([FromForm] StepForm form) =>
        await AfterAsync(await reviews.SubmitAsync(Kind.Kind, Id, form.Version, Aborted), await SubmittedAsync());

    // An author may ask early; an editor would otherwise have to send it back for what can be said now.
    private async Task<string> SubmittedAsync()
    {
        string[] missing = await FindAsync() is { } draft ? [.. checks.Incomplete(draft.Form).Select(problem => T.Label(problem.Field)).Distinct()] : [];
        return missing.Length == 0 ? T["Workflow.SubmittedDone"] : T["Workflow.SubmittedIncomplete", string.Join(", ", missing)];
    }

    [HttpPost("take-back")]
    public async Task<IActionResult> TakeBack([FromForm] StepForm form) =>
        await AfterAsync(await reviews.TakeBackAsync(Kind.Kind, Id, form.Version, Aborted), T["Workflow.TakenBackDone"]);

    [HttpGet("return")]
    [Authorize(StaffPolicies.Publish)]
    public Task<IActionResult> Return() => StepAsync("Return", _ => new ReturnForm());

    [HttpPost("return")]
    [Authorize(StaffPolicies.Publish)]
    public async Task<IActionResult> Return([FromForm] ReturnForm form) =>
        await AfterAsync(await reviews.ReturnAsync(Kind.Kind, Id, form.Version, form.Remarks, Aborted), T["Workflow.ReturnedDone"],
            (draft, _) => View("Return", new StepViewModel<ReturnForm>(Kind, draft, form)));
}
