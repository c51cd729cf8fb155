using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>The versions of a policy: all that there are, beginning the next, and correcting one.</summary>
public sealed class PolicyVersionsController(ContentDrafts drafts, PolicyDrafts versions, SiteSettings site, TimeProvider clock, IStringLocalizer<Words> words) : PolicyItemController(drafts, words)
{
    [HttpGet("versions")]
    public async Task<IActionResult> Index() => await FindAsync() is { } draft ? View("Index", await ListAsync(draft, new PolicyStartForm())) : NotFound();

    [HttpPost("versions/new")]
    public async Task<IActionResult> Start([FromForm] PolicyStartForm form) =>
        await AskAsync(form.Version, form.IsConfirmed, "new", new() { [nameof(form.From)] = form.From, [nameof(form.Number)] = form.Number })
        ?? await AfterAsync(await versions.StartAsync(Id, form.Version, form.From, form.Number, Aborted), T["Versions.Started", form.Number!], form);

    [HttpPost("versions/correct")]
    public async Task<IActionResult> Correct([FromForm] PolicyCorrectForm form) =>
        await AskAsync(form.Version, form.IsConfirmed, "correct", new() { [nameof(form.Number)] = form.Number })
        ?? await AfterAsync(await versions.CorrectAsync(Id, form.Version, form.Number, Aborted), T["Versions.Correcting", form.Number!], new PolicyStartForm());

    private async Task<PolicyVersionsViewModel> ListAsync(Draft draft, PolicyStartForm form) => new(Kind, draft, await versions.LinesAsync(Id, Aborted), form, site.Today(clock));

    /// <summary>Asks before a draft that nobody has published is put aside; null where there is none, or the answer was yes.</summary>
    private async Task<IActionResult?> AskAsync(Guid version, bool isConfirmed, string action, Dictionary<string, string?> fields) =>
        // Who has seen another state is told so by the step.
        !isConfirmed && await FindAsync() is { } draft && draft.Item.Version == version && draft.Item.Stage != DraftStage.None
            ? View("PutAside", new PolicyPutAsideViewModel(Kind, draft, action, fields)) : null;

    private async Task<IActionResult> AfterAsync(StepOutcome outcome, string done, PolicyStartForm form)
    {
        if (outcome is not StepOutcome.Refused)
        {
            return await AfterAsync(outcome, done);
        }

        var list = await FindAsync() is { } draft ? await ListAsync(draft, form) : null;
        return await AfterAsync(outcome, done, (_, _) => View("Index", list));
    }
}
