using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.Services.Editing;

/// <summary>Brings old revisions back, each as a new one: nothing is lost, and nothing public changes.</summary>
public sealed class Revisions(PortalDbContext db, ItemSteps steps, AuditTrail trail, CurrentUser user, TimeProvider clock)
{
    /// <summary>Makes the text of an old revision the newest draft.</summary>
    /// <param name="note">Of the new revision, as history shows it.</param>
    public Task<StepOutcome> RestoreAsync(ContentKind kind, int id, Guid version, int number, string note, CancellationToken cancellation) => steps.TakeAsync(kind, id, version, async item =>
    {
        if (number == item.LastRevision)
        {
            return new StepOutcome.Impossible("History.IsNewest");
        }

        if (await FormAsync(item, number, cancellation) is not { } form)
        {
            return new StepOutcome.Missing();
        }

        Bring(item, number, form, (await FormAsync(item, item.LastRevision, cancellation))!, note, isMajor: true);
        trail.Add(AuditAction.Restored, item, note);
        return new StepOutcome.Done(item);
    }, cancellation);

    /// <summary>Gives up what was written since the page was published. It stays in the history.</summary>
    public Task<StepOutcome> DiscardDraftAsync(ContentKind kind, int id, Guid version, string note, CancellationToken cancellation) => steps.TakeAsync(kind, id, version, async item =>
    {
        if (item.PublishedRevision is not { } published || item.Stage == DraftStage.None || await FormAsync(item, published, cancellation) is not { } form)
        {
            return new StepOutcome.Impossible("Workflow.NothingToDiscard");
        }

        var draft = (await FormAsync(item, item.LastRevision, cancellation))!;
        if (item.ScheduledRevision is { } scheduled)
        {
            item.Unschedule();
            trail.Add(AuditAction.ScheduleCancelled, item, "", scheduled);
        }

        Bring(item, published, form, draft, note, isMajor: false);
        // A translation that only the draft outdated stands as it stood.
        foreach (var culture in Languages.All.Where(culture => item.TranslationIn(culture) == TranslationState.Outdated && draft.DiffersIn(Languages.Other(culture), form)))
        {
            item.SetTranslation(culture, TranslationState.Current);
        }

        item.MoveTo(DraftStage.None);
        trail.Add(AuditAction.DraftDiscarded, item);
        return new StepOutcome.Done(item);
    }, cancellation);

    /// <summary>Says that a text says what the other language's does.</summary>
    public Task<StepOutcome> ConfirmTranslationAsync(ContentKind kind, int id, Guid version, string culture, CancellationToken cancellation) => steps.TakeAsync(kind, id, version, item =>
    {
        if (item.TranslationIn(culture) != TranslationState.Outdated)
        {
            return Task.FromResult<StepOutcome>(new StepOutcome.Impossible("Workflow.TranslationNotOutdated"));
        }

        item.ConfirmTranslation(culture);
        trail.Add(AuditAction.TranslationConfirmed, item, culture);
        return Task.FromResult<StepOutcome>(new StepOutcome.Done(item));
    }, cancellation);

    private void Bring(ContentItem item, int number, ContentForm form, ContentForm before, string note, bool isMajor)
    {
        // What a file said of its state is not brought back: each change of state is an action of its own.
        form.State = ContentState.Published;
        form.WithdrawnReason = new();
        item.Save(form, user.Name, note, clock.GetUtcNow().UtcDateTime, isMajor, user.Id, before).RestoredFrom = number;
    }

    private async Task<ContentForm?> FormAsync(ContentItem item, int number, CancellationToken cancellation) =>
        await db.Revisions.Where(r => r.ContentItemId == item.Id && r.Number == number).Select(r => r.Form).FirstOrDefaultAsync(cancellation) is { } json
            ? ContentForm.FromJson(item.Kind, json) : null;
}
