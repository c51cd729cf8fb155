using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.Services.Editing;

/// <summary>The way of a draft between whoever writes it and whoever publishes it.</summary>
public sealed class Reviews(ItemSteps steps, AuditTrail trail, IStringLocalizer<Words> words)
{
    /// <summary>Asks an editor to publish the newest revision.</summary>
    public Task<StepOutcome> SubmitAsync(ContentKind kind, int id, Guid version, CancellationToken cancellation) =>
        steps.TakeAsync(kind, id, version, item => Move(item, item.Stage is DraftStage.Draft or DraftStage.Returned, DraftStage.InReview, AuditAction.Submitted, ""), cancellation);

    /// <summary>Takes a submission back, to go on writing.</summary>
    public Task<StepOutcome> TakeBackAsync(ContentKind kind, int id, Guid version, CancellationToken cancellation) =>
        steps.TakeAsync(kind, id, version, item => Move(item, item.Stage == DraftStage.InReview, DraftStage.Draft, AuditAction.SubmissionTakenBack, ""), cancellation);

    /// <summary>Sends a submission back.</summary>
    /// <param name="remarks">What is to be done; it may not be empty.</param>
    public async Task<StepOutcome> ReturnAsync(ContentKind kind, int id, Guid version, string? remarks, CancellationToken cancellation) =>
        Reason.Problem(words, "Remarks", remarks, AuditEntry.RemarkLength) is { } problem ? problem
        : await steps.TakeAsync(kind, id, version, item => Move(item, item.Stage == DraftStage.InReview, DraftStage.Returned, AuditAction.Returned, remarks!.Trim()), cancellation);

    private Task<StepOutcome> Move(ContentItem item, bool isPossible, DraftStage stage, AuditAction action, string remark)
    {
        if (!isPossible)
        {
            return Task.FromResult<StepOutcome>(new StepOutcome.Impossible("Workflow.NotInReview"));
        }

        item.MoveTo(stage);
        trail.Add(action, item, remark);
        return Task.FromResult<StepOutcome>(new StepOutcome.Done(item));
    }
}
