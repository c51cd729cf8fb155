using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.Services.Editing;

/// <summary>
/// Takes pages from the public. Nothing is ever deleted, and publishing brings a page back. What was to be published by itself no longer is.
/// </summary>
public sealed class Removals(PortalDbContext db, ItemSteps steps, Publisher publisher, PastedAddresses addresses, AuditTrail trail, TimeProvider clock, IStringLocalizer<Words> words)
{
    /// <summary>Leaves the page readable under a notice that says why it no longer holds.</summary>
    /// <param name="reason">Public; in each language that the page has.</param>
    public Task<StepOutcome> WithdrawAsync(ContentKind kind, int id, Guid? version, LocalizedText reason, CancellationToken cancellation) => steps.TakeAsync(kind, id, version, async item =>
    {
        if (item.State != ContentState.Published)
        {
            return new StepOutcome.Impossible("Workflow.NotPublished");
        }

        var problems = item.Texts.Select(text => text.Culture).Order(StringComparer.Ordinal)
            .Select(culture => Reason.ProblemOf(words, "Reason." + FormChecks.Suffix(culture), reason[culture], ContentItem.ReasonLength)).OfType<FormProblem>().ToList();
        if (problems.Count > 0)
        {
            return new StepOutcome.Refused(problems);
        }

        var said = new LocalizedText();
        foreach (var text in item.Texts)
        {
            said[text.Culture] = reason[text.Culture]!.Trim();
        }

        await LeaveAsync(item, i => i.Withdraw(said), cancellation);
        trail.Add(AuditAction.Withdrawn, item, said.In(Languages.Current).Text, item.PublishedRevision);
        return new StepOutcome.Done(item);
    }, cancellation);

    /// <summary>Takes the page away: its address says that there was one.</summary>
    /// <param name="reason">For the timeline alone.</param>
    public Task<StepOutcome> UnpublishAsync(ContentKind kind, int id, Guid? version, string? reason, CancellationToken cancellation) => steps.TakeAsync(kind, id, version, async item =>
    {
        if (!item.IsPublic)
        {
            return new StepOutcome.Impossible("Workflow.NotPublic");
        }

        if (Reason.Problem(words, "Reason", reason, AuditEntry.RemarkLength) is { } problem)
        {
            return problem;
        }

        await LeaveAsync(item, i => i.Hide(ContentState.Unpublished), cancellation);
        trail.Add(AuditAction.Unpublished, item, reason!.Trim(), item.PublishedRevision);
        return new StepOutcome.Done(item);
    }, cancellation);

    /// <summary>Sends the page's readers to another item's, and with them those of all that was merged into this one.</summary>
    /// <param name="target">An address of the portal, public or of the admin area, or a reference such as <c>stories/the-wind</c>.</param>
    public Task<StepOutcome> MergeAsync(ContentKind kind, int id, Guid? version, string? target, CancellationToken cancellation) => steps.TakeAsync(kind, id, version, async item =>
    {
        if (!item.IsPublic && item.State != ContentState.Unpublished)
        {
            return new StepOutcome.Impossible("Workflow.NotPublic");
        }

        // Their holders would lose sight of what they are registered for.
        if (kind == ContentKind.Lecture && await db.Registrations.Open(clock.GetUtcNow().UtcDateTime).CountAsync(r => r.LectureId == id, cancellation) is > 0 and var open)
        {
            return new StepOutcome.Refused("Target", words["cannot be chosen: {0} registrations for this lecture are open. Cancel or move them first.", open]);
        }

        if (string.IsNullOrWhiteSpace(target))
        {
            return new StepOutcome.Refused("Target", words["is missing."]);
        }

        if (await TargetAsync(target.Trim(), cancellation) is not { } other)
        {
            return new StepOutcome.Refused("Target", words["is no page of this portal."]);
        }

        if (other == item.Id)
        {
            return new StepOutcome.Refused("Target", words["is this page itself."]);
        }

        // Writing to its row holds it until the end, so that nobody takes it away, or merges it into this one, meanwhile.
        if (await db.ContentItems.Public().Where(i => i.Id == other).ExecuteUpdateAsync(set => set.SetProperty(i => i.MergedIntoId, (int?)null), cancellation) == 0)
        {
            return new StepOutcome.Refused("Target", words["is not public."]);
        }

        await LeaveAsync(item, i =>
        {
            i.MergedIntoId = other;
            i.Hide(ContentState.Merged);
        }, cancellation);
        await db.ContentItems.Where(i => i.MergedIntoId == id).ExecuteUpdateAsync(set => set.SetProperty(i => i.MergedIntoId, other), cancellation);
        var title = await db.ContentItems.Where(i => i.Id == other).Select(i => new { i.Kind, i.Key }).FirstAsync(cancellation);
        trail.Add(AuditAction.Merged, item, $"{ContentKindInfo.Of(title.Kind).Folder}/{title.Key}", item.PublishedRevision);
        return new StepOutcome.Done(item);
    }, cancellation);

    private async Task LeaveAsync(ContentItem item, Action<ContentItem> change, CancellationToken cancellation)
    {
        if (item.ScheduledRevision is { } scheduled)
        {
            trail.Add(AuditAction.ScheduleCancelled, item, "", scheduled);
        }

        await publisher.ChangeAsync(item, i =>
        {
            i.Unschedule();
            change(i);
        }, cancellation);
    }

    /// <summary>The item that an address or a reference names; null when there is none.</summary>
    private async Task<int?> TargetAsync(string target, CancellationToken cancellation)
    {
        var path = PastedAddresses.PathOnAnyHost(target) ?? "/" + target;
        if (EditAddress.Parse(path) is var (kind, id))
        {
            return await db.ContentItems.Where(i => i.Id == id && i.Kind == kind).Select(i => (int?)i.Id).FirstOrDefaultAsync(cancellation);
        }

        if (PortalAddress.Parse(path) is { Kind: not null, Slug: not null } page)
        {
            return await addresses.FindItemAsync(page, cancellation);
        }

        return ContentReference.Parse(path.TrimStart('/')) is var (ofKind, key)
            ? await db.ContentItems.Where(i => i.Kind == ofKind && i.Key == key).Select(i => (int?)i.Id).FirstOrDefaultAsync(cancellation)
            : null;
    }
}
