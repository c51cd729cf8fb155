using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>Publishing, now or at a time.</summary>
[Authorize(StaffPolicies.Publish)]
public sealed class PublishingController(ContentDrafts drafts, Publishing publishing, SiteSettings site, TimeProvider clock, IStringLocalizer<Words> words)
    : ItemController(drafts, words)
{
    [HttpGet("publish")]
    public async Task<IActionResult> Publish() => await FindAsync() is { } draft
        ? View("Publish", new PublishViewModel(Kind, draft, new ReasonForm { Version = draft.Item.Version }, await publishing.ProblemsAsync(draft, Aborted)))
        : NotFound();

    [HttpPost("publish")]
    public async Task<IActionResult> Publish([FromForm] ReasonForm form)
    {
        var outcome = await publishing.PublishAsync(Kind.Kind, Id, form.Version, form.Reason, Aborted);
        // Whoever moved a lecture need not wonder whether those who come were told.
        var done = outcome is StepOutcome.Done { Told: > 0 and var told } ? T["Workflow.PublishedTold", told] : T["Workflow.PublishedDone"];
        return await AfterAsync(outcome, done, (draft, refused) => View("Publish", new PublishViewModel(Kind, draft, form, refused.Problems)));
    }

    [HttpGet("schedule")]
    public async Task<IActionResult> Schedule()
    {
        if (await FindAsync() is not { } draft)
        {
            return NotFound();
        }

        // The morning after, where no time was chosen yet.
        var at = draft.Item.ScheduledAt is { } known ? DateWords.Local(known, site.TimeZone) : site.Today(clock).AddDays(1).ToDateTime(new(9, 0));
        var form = new ScheduleForm
        {
            Version = draft.Item.Version,
            Day = at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Time = at.ToString("HH:mm", CultureInfo.InvariantCulture),
        };
        return View("Schedule", new ScheduleViewModel(Kind, draft, form, await publishing.ProblemsAsync(draft, Aborted)));
    }

    [HttpPost("schedule")]
    public async Task<IActionResult> Schedule([FromForm] ScheduleForm form)
    {
        var outcome = Read(form, out var local) ?? await publishing.ScheduleAsync(Kind.Kind, Id, form.Version, local, form.Reason, Aborted);
        var done = outcome is StepOutcome.Done { Item.ScheduledAt: { } at }
            ? T["Workflow.ScheduledDone", DateWords.Moment(at, site.TimeZone, clock.GetUtcNow().UtcDateTime, Languages.Current)].Value : "";
        // The time alone was wrong: what else there is to say stays on the page, and the reason that was typed.
        var others = outcome is StepOutcome.Refused { Problems: [{ Field: "Day" or "Time" }, ..] } && await FindAsync() is { } draft ? await publishing.ProblemsAsync(draft, Aborted) : null;
        return await AfterAsync(outcome, done, (draft, refused) => View("Schedule", new ScheduleViewModel(Kind, draft, form, others ?? refused.Problems)));
    }

    [HttpPost("schedule/cancel")]
    public async Task<IActionResult> Cancel([FromForm] StepForm form) =>
        await AfterAsync(await publishing.CancelScheduleAsync(Kind.Kind, Id, form.Version, Aborted), T["Workflow.ScheduleCancelledDone"]);

    private StepOutcome.Refused? Read(ScheduleForm form, out DateTime local)
    {
        var problems = new List<FormProblem>();
        if (!DateOnly.TryParseExact(form.Day?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            problems.Add(new("Day", NotRead(form.Day)));
        }

        if (!TimeOnly.TryParseExact(form.Time?.Trim(), ["HH:mm", "H:mm", "HH.mm", "H.mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            problems.Add(new("Time", NotRead(form.Time)));
        }

        local = day.ToDateTime(time);
        return problems.Count == 0 ? null : new(problems);
    }

    private string NotRead(string? typed) => string.IsNullOrWhiteSpace(typed) ? T["is missing."] : T["Edit.NotUnderstood", typed.Length > 60 ? typed[..60] + "…" : typed];
}
