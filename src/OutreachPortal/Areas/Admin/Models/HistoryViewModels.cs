using OutreachPortal.Models;
using OutreachPortal.Services.Editing;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Models;

public sealed record HistoryViewModel(ContentKindInfo Kind, Draft Draft, Paging Paging, IReadOnlyList<RevisionLine> Lines) : ItemViewModel(Kind, Draft);

/// <param name="Number">Of the page, from 1.</param>
public sealed record TimelineViewModel(ContentKindInfo Kind, Draft Draft, int Number, int Count, IReadOnlyList<AuditEntry> Entries) : ItemViewModel(Kind, Draft)
{
    public bool HasMore => Number < (Count + ItemTimeline.PageSize - 1) / ItemTimeline.PageSize;
}

public sealed record RevisionViewModel(ContentKindInfo Kind, Draft Draft, RevisionLine Line, IReadOnlyList<ShownField> Fields) : ItemViewModel(Kind, Draft);

public sealed record CompareViewModel(ContentKindInfo Kind, Draft Draft, RevisionLine Before, RevisionLine After, RevisionComparison Comparison) : ItemViewModel(Kind, Draft);

/// <summary>The page for a revision that there is not.</summary>
public sealed record NoRevisionViewModel(ContentKindInfo Kind, Draft Draft) : ItemViewModel(Kind, Draft);

public sealed class TranslationForm : StepForm
{
    public string? Language { get; set; }
}
