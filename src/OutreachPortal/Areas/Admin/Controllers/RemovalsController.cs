using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>Taking a page from the public: withdrawn with a notice, taken away, or merged into another.</summary>
[Authorize(StaffPolicies.Publish)]
public sealed class RemovalsController(ContentDrafts drafts, Removals removals, IStringLocalizer<Words> words) : ItemController(drafts, words)
{
    [HttpGet("withdraw")]
    public Task<IActionResult> Withdraw() => StepAsync("Withdraw", _ => new WithdrawForm());

    [HttpPost("withdraw")]
    public async Task<IActionResult> Withdraw([FromForm] WithdrawForm form) =>
        await AfterAsync(await removals.WithdrawAsync(Kind.Kind, Id, form.Version, form.Reason ??= new(), Aborted), T["Workflow.WithdrawnDone"],
            (draft, _) => View("Withdraw", new StepViewModel<WithdrawForm>(Kind, draft, form)));

    [HttpGet("unpublish")]
    public Task<IActionResult> Unpublish() => StepAsync("Unpublish", _ => new ReasonForm());

    [HttpPost("unpublish")]
    public async Task<IActionResult> Unpublish([FromForm] ReasonForm form) =>
        await AfterAsync(await removals.UnpublishAsync(Kind.Kind, Id, form.Version, form.Reason, Aborted), T["Workflow.UnpublishedDone"],
            (draft, _) => View("Unpublish", new StepViewModel<ReasonForm>(Kind, draft, form)));

    [HttpGet("merge")]
    public Task<IActionResult> Merge() => StepAsync("Merge", _ => new MergeForm());

    [HttpPost("merge")]
    public async Task<IActionResult> Merge([FromForm] MergeForm form) =>
        await AfterAsync(await removals.MergeAsync(Kind.Kind, Id, form.Version, form.Target, Aborted), T["Workflow.MergedDone"],
            (draft, _) => View("Merge", new StepViewModel<MergeForm>(Kind, draft, form)));
}
