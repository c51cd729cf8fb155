using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>A page about an item.</summary>
public abstract record ItemViewModel(ContentKindInfo Kind, Draft Draft)
{
    public ContentItem Item => Draft.Item;

    public string Address => EditAddress.Of(Kind.Kind, Item.Id);

    /// <summary>Of the newest revision, in the reader's language or else the other.</summary>
    public LocalizedFragment Title => Item.DraftTitle.In(Languages.Current);
}

/// <summary>The page on which a step on an item's way is taken.</summary>
public sealed record StepViewModel<TForm>(ContentKindInfo Kind, Draft Draft, TForm Form) : ItemViewModel(Kind, Draft)
    where TForm : StepForm;

/// <summary>The page that says that a step could not be taken.</summary>
/// <param name="Sentence">Key of why; null when somebody changed the item meanwhile.</param>
public sealed record StaleViewModel(ContentKindInfo Kind, Draft Draft, string? Sentence) : ItemViewModel(Kind, Draft);

/// <summary>What every step posts: the item as it was seen.</summary>
[ValidateNever]
public class StepForm
{
    public Guid Version { get; set; }
}

public sealed class ReturnForm : StepForm
{
    public string? Remarks { get; set; }
}

public sealed class ReasonForm : StepForm
{
    public string? Reason { get; set; }
}

public sealed class WithdrawForm : StepForm
{
    public LocalizedText? Reason { get; set; } = new();
}

public sealed class MergeForm : StepForm
{
    public string? Target { get; set; }
}

public sealed class ScheduleForm : StepForm
{
    /// <summary>As typed: <c>2026-11-25</c>.</summary>
    public string? Day { get; set; }

    /// <summary>As typed, in the site's time zone: <c>09:00</c>.</summary>
    public string? Time { get; set; }

    public string? Reason { get; set; }
}

/// <summary>The page that says what publishing asks.</summary>
public sealed record PublishViewModel(ContentKindInfo Kind, Draft Draft, ReasonForm Form, IReadOnlyList<FormProblem> Problems) : ItemViewModel(Kind, Draft);

/// <summary>The page on which a time is chosen.</summary>
public sealed record ScheduleViewModel(ContentKindInfo Kind, Draft Draft, ScheduleForm Form, IReadOnlyList<FormProblem> Problems) : ItemViewModel(Kind, Draft);
