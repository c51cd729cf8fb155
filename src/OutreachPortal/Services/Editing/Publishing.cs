using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.Services.Editing;

/// <summary>Makes revisions public, now or later. Whoever calls it has asked whether the user may.</summary>
public sealed class Publishing(
    PortalDbContext db, ItemSteps steps, PublishingChecks checks, Slugs slugs, Publisher publisher, AuditTrail trail, CurrentUser user, SiteSettings site,
    TimeProvider clock, PublishingSignal signal, IStringLocalizer<Words> words)
{
    /// <summary>How far ahead something can be scheduled, in years.</summary>
    public const int YearsAhead = 5;

    /// <summary>Publishes the newest revision, or brings the page back.</summary>
    /// <param name="version">The item's version when it was seen; null where it was not, as in a list.</param>
    /// <param name="reason">Why it is published although something may be complained of; null while nobody has said so.</param>
    public Task<StepOutcome> PublishAsync(ContentKind kind, int id, Guid? version, string? reason, CancellationToken cancellation) => TakeAsync(kind, id, version, async item =>
    {
        if (item is { State: ContentState.Published, Stage: DraftStage.None })
        {
            return new StepOutcome.Impossible("Workflow.NothingToPublish");
        }

        var (revision, form) = await RevisionAsync(item, item.LastRevision, cancellation);
        var (problems, isOverridden) = await AskAsync(item, form, reason, cancellation);
        if (problems is not null)
        {
            return problems;
        }

        var isBack = item.State is not (ContentState.Draft or ContentState.Published);
        var told = await ApplyAsync(item, revision, form, cancellation);
        trail.Add(isOverridden ? AuditAction.PublishedWithOverride : isBack ? AuditAction.RestoredToPublic : AuditAction.Published, item, isOverridden ? reason!.Trim() : "", revision.Number);
        return new StepOutcome.Done(item) { Told = told };
    }, cancellation);

    /// <summary>Has the newest revision published by itself.</summary>
    /// <param name="local">In the site's time zone.</param>
    public async Task<StepOutcome> ScheduleAsync(ContentKind kind, int id, Guid version, DateTime local, string? reason, CancellationToken cancellation)
    {
        if (site.Zone.IsInvalidTime(local))
        {
            return new StepOutcome.Refused("Time", words["does not exist on that day: the clocks go forward."]);
        }

        var at = Event.ToUtc(local, site.Zone);
        var now = clock.GetUtcNow().UtcDateTime;
        if (at <= now)
        {
            return new StepOutcome.Refused("Day", words["is not in the future."]);
        }

        if (at > now.AddYears(YearsAhead))
        {
            return new StepOutcome.Refused("Day", words["is more than {0} years ahead.", YearsAhead]);
        }

        var outcome = await steps.TakeAsync(kind, id, version, async item =>
        {
            if (item is { State: ContentState.Published, Stage: DraftStage.None })
            {
                return new StepOutcome.Impossible("Workflow.NothingToPublish");
            }

            var (revision, form) = await RevisionAsync(item, item.LastRevision, cancellation);
            var (problems, isOverridden) = await AskAsync(item, form, reason, cancellation);
            if (problems is not null)
            {
                return problems;
            }

            item.PublishLater(revision.Number, at, user.RequiredId);
            trail.Add(AuditAction.Scheduled, item, new ScheduleRemark(at, isOverridden ? reason!.Trim() : "").ToString(), revision.Number);
            return new StepOutcome.Done(item);
        }, cancellation);
        signal.Wake();
        return outcome;
    }

    public Task<StepOutcome> CancelScheduleAsync(ContentKind kind, int id, Guid version, CancellationToken cancellation) => steps.TakeAsync(kind, id, version, item =>
    {
        if (item.ScheduledRevision is not { } scheduled)
        {
            return Task.FromResult<StepOutcome>(new StepOutcome.Impossible("Workflow.NotScheduled"));
        }

        item.Unschedule();
        trail.Add(AuditAction.ScheduleCancelled, item, "", scheduled);
        return Task.FromResult<StepOutcome>(new StepOutcome.Done(item));
    }, cancellation);

    /// <summary>Publishes the revision that is due. What is in its way is kept with the item, for whoever scheduled it.</summary>
    public async Task<StepOutcome> PublishDueAsync(ContentKind kind, int id, CancellationToken cancellation)
    {
        var outcome = await TakeAsync(kind, id, null, async item =>
        {
            if (!IsDue(item))
            {
                return new StepOutcome.Impossible("Workflow.NotScheduled");
            }

            var (revision, form) = await RevisionAsync(item, item.ScheduledRevision!.Value, cancellation);
            var entry = await db.AuditEntries.Where(e => e.ItemId == id && e.Action == AuditAction.Scheduled).OrderByDescending(e => e.Id).Select(e => e.Remark).FirstOrDefaultAsync(cancellation);
            var reason = entry is null ? "" : ScheduleRemark.Parse(entry).Reason;
            var (refusal, isOverridden) = await AskAsync(item, form, reason, cancellation);
            if (refusal is not null)
            {
                return refusal;
            }

            await ApplyAsync(item, revision, form, cancellation);
            trail.Add(isOverridden ? AuditAction.PublishedWithOverride : AuditAction.Published, item, isOverridden ? reason : "", revision.Number);
            return new StepOutcome.Done(item);
        }, cancellation);
        if (outcome is StepOutcome.Refused refused)
        {
            await FailAsync(kind, id, string.Join(" ", refused.Problems.Take(5).Select(problem => words.Label(problem.Field) + " " + problem.Message)), cancellation);
        }

        return outcome;
    }

    /// <summary>Keeps why what was due could not be published; it is not tried again until somebody decides.</summary>
    public Task<StepOutcome> FailAsync(ContentKind kind, int id, string error, CancellationToken cancellation) => steps.TakeAsync(kind, id, null, item =>
    {
        if (!IsDue(item))
        {
            return Task.FromResult<StepOutcome>(new StepOutcome.Impossible("Workflow.NotScheduled"));
        }

        item.FailSchedule(error);
        trail.Add(AuditAction.ScheduleFailed, item, item.ScheduleError!, item.ScheduledRevision);
        return Task.FromResult<StepOutcome>(new StepOutcome.Done(item));
    }, cancellation);

    /// <summary>What is to be said against publishing the newest revision.</summary>
    public async Task<IReadOnlyList<FormProblem>> ProblemsAsync(Draft draft, CancellationToken cancellation) => await checks.FindAsync(draft.Item, draft.Form, cancellation);

    private bool IsDue(ContentItem item) => item is { ScheduledRevision: not null, ScheduleError: null, ScheduledAt: { } at } && at <= clock.GetUtcNow().UtcDateTime;

    private async Task<int> ApplyAsync(ContentItem item, Revision revision, ContentForm form, CancellationToken cancellation)
    {
        // A file says of itself that it is withdrawn; whoever publishes means that it is not.
        form.State = ContentState.Published;
        form.WithdrawnReason = new();
        await slugs.FillAsync(item, form, cancellation);
        return await publisher.PublishAsync(item, revision, form, cancellation);
    }

    private async Task<(StepOutcome? Refusal, bool IsOverridden)> AskAsync(ContentItem item, ContentForm form, string? reason, CancellationToken cancellation)
    {
        var problems = await checks.FindAsync(item, form, cancellation);
        if (problems.Count == 0)
        {
            return (null, false);
        }

        if (problems.Any(problem => !problem.IsOverridable) || string.IsNullOrWhiteSpace(reason))
        {
            return (new StepOutcome.Refused(problems), false);
        }

        return Reason.ProblemOf(words, "Reason", reason, ContentItem.ReasonLength) is { } bad
            ? (new StepOutcome.Refused([.. problems, bad with { IsOverridable = true }]), false)
            : (null, true);
    }

    private async Task<(Revision Revision, ContentForm Form)> RevisionAsync(ContentItem item, int number, CancellationToken cancellation)
    {
        var revision = await db.Revisions.AsNoTracking().FirstAsync(r => r.ContentItemId == item.Id && r.Number == number, cancellation);
        return (revision, ContentForm.FromJson(item.Kind, revision.Form));
    }

    /// <summary>Where somebody takes a slug, or a seat, between the check and the save, the check is made again and finds it.</summary>
    private async Task<StepOutcome> TakeAsync(ContentKind kind, int id, Guid? version, Func<ContentItem, Task<StepOutcome>> step, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await steps.TakeAsync(kind, id, version, step, cancellation);
            }
            catch (DbUpdateException e) when ((DbErrors.IsUniqueViolation(e) || DbErrors.IsCheckViolation(e)) && attempt < 3)
            {
            }
            catch (DbUpdateException e) when (DbErrors.IsCheckViolation(e))
            {
                return new StepOutcome.Stale();
            }
        }
    }
}
