using OutreachPortal.Models;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>Where an item stands, and what somebody may do about it.</summary>
public sealed record Standing(ContentItem Item, CurrentUser User)
{
    /// <summary>Whether there is something that the public does not read yet.</summary>
    public bool IsPending => Item.Stage != DraftStage.None;

    /// <summary>Whether it is in the address book of the public, or was.</summary>
    public bool WasPublic => Item.State != ContentState.Draft;

    public bool IsScheduled => Item is { ScheduledRevision: not null, ScheduleError: null };

    /// <summary>Whether an editor has decided about the newest revision: it becomes public by itself.</summary>
    public bool IsSettled => IsScheduled && Item.ScheduledRevision == Item.LastRevision;

    public bool HasFailed => Item.ScheduleError is not null;

    public bool MaySubmit => Item.Stage is DraftStage.Draft or DraftStage.Returned;

    public bool MayTakeBack => Item.Stage == DraftStage.InReview && !IsSettled;

    public bool MayReturn => User.Publishes && Item.Stage == DraftStage.InReview && !IsSettled;

    public bool MayPublish => User.Publishes && (IsPending || Item.State != ContentState.Published);

    public bool MayWithdraw => User.Publishes && Item.State == ContentState.Published;

    public bool MayUnpublish => User.Publishes && Item.IsPublic;

    public bool MayMerge => User.Publishes && (Item.IsPublic || Item.State == ContentState.Unpublished);

    public bool MayDiscard => IsPending && Item.PublishedRevision is not null;

    /// <summary>Key of the sentence that says what happens next; null where nothing has to.</summary>
    public string? Next => (Item.Stage, User.Publishes) switch
    {
        (DraftStage.None, _) => null,
        (DraftStage.InReview, true) => "Workflow.Next.Decide",
        (DraftStage.InReview, false) => "Workflow.Next.Wait",
        (_, true) => "Workflow.Next.Publish",
        (_, false) => "Workflow.Next.Submit",
    };
}
