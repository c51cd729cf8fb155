using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>What is asked before several items are published or withdrawn at once.</summary>
[ValidateNever]
public sealed class BulkForm
{
    /// <summary>The items.</summary>
    public List<int> Id { get; set; } = [];

    /// <summary>The version of each item that whoever asks was shown, by its number: what was changed since is not published unseen.</summary>
    public Dictionary<int, Guid> Seen { get; set; } = [];

    /// <summary>Where whoever asked came from.</summary>
    public string? Back { get; set; }

    /// <summary>Why they are withdrawn, for the public.</summary>
    public LocalizedText Reason { get; set; } = new();
}

/// <param name="IsWithdrawal">Whether the items are withdrawn and not published.</param>
/// <param name="Items">Those of the chosen ones that there are.</param>
public sealed record BulkViewModel(bool IsWithdrawal, IReadOnlyList<ItemLine> Items, BulkForm Form)
{
    /// <summary>What is not done with several at once.</summary>
    public IReadOnlyList<ItemLine> LeftOut { get; init; } = [];

    public string Address => "/admin/bulk/" + (IsWithdrawal ? "withdraw" : "publish");
}

/// <summary>What became of each of several items.</summary>
public sealed record BulkResultViewModel(bool IsWithdrawal, IReadOnlyList<BulkResult> Results, string? Back);

/// <param name="Why">Why nothing was done; null when it was.</param>
/// <param name="Problems">What stands in the way, each with its field.</param>
public sealed record BulkResult(ItemLine Item, string? Why, IReadOnlyList<FormProblem> Problems)
{
    public bool IsDone => Why is null && Problems.Count == 0;
}
