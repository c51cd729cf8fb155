using OutreachPortal.Models;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>The first page of the admin area: what somebody may act on. What a role has nothing to do with is null.</summary>
public sealed record DashboardViewModel
{
    /// <summary>Nothing was written yet, by anybody.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>For editors: what waits for review, the one that waits longest first.</summary>
    public IReadOnlyList<ItemLine>? InReview { get; init; }

    /// <summary>For editors: how many remarks of the public on policies wait.</summary>
    public int? Remarks { get; init; }

    /// <summary>What an editor returned to its author.</summary>
    public IReadOnlyList<ItemLine>? Returned { get; init; }

    public IReadOnlyList<ItemLine>? Drafts { get; init; }

    /// <summary>What was typed and not saved.</summary>
    public IReadOnlyList<UnsavedLine>? Unsaved { get; init; }

    public IReadOnlyList<ItemLine>? Scheduled { get; init; }

    public IReadOnlyList<ItemLine>? Failed { get; init; }

    public IReadOnlyList<PublishedLine>? Published { get; init; }

    /// <summary>For administrators: letters that were given up.</summary>
    public int? FailedLetters { get; init; }

    /// <summary>For registrars: lectures with registrations to approve or to reject.</summary>
    public IReadOnlyList<LectureLine>? ToDecide { get; init; }

    /// <summary>For registrars.</summary>
    public IReadOnlyList<EventLine>? Lectures { get; init; }

    public ColumnChart? Weeks { get; init; }

    public IReadOnlyList<ChartPoint>? Stages { get; init; }
}

/// <param name="UpdatedAt">UTC.</param>
public sealed record UnsavedLine(Guid Copy, ContentKind Kind, int? Item, string Title, DateTime UpdatedAt)
{
    /// <summary>Where the form opens with what was typed.</summary>
    public string Address => Item is { } id ? EditAddress.Of(Kind, id) : $"/admin/{ContentKindInfo.Of(Kind).Folder}/new?copy={Copy}";
}

/// <param name="At">UTC.</param>
public sealed record PublishedLine(ContentKind Kind, int Item, string Title, string By, DateTime At);
