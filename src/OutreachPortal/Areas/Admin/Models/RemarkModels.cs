using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Policies;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>A remark of the public as staff see it.</summary>
/// <param name="Number">Of the version.</param>
/// <param name="ClauseNumber">Number of the clause in that version; null where it has none.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="DecidedBy">Null while nobody decided, or where the account is gone.</param>
/// <param name="DecidedAt">UTC.</param>
/// <param name="Stamp">As which it was seen.</param>
public sealed record RemarkRow(
    int Id, CommentState State, int PolicyId, LocalizedText PolicyTitle, IReadOnlyList<TextLine> Texts, string Number, int? Clause, string? ClauseNumber, string Culture, string? Name,
    string Text, DateTime CreatedAt, string? Reply, DateTime? DecidedAt, string? DecidedBy, Guid Stamp)
{
    public string Address => RemarksViewModel.List + "/" + Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Where the public reads it.</summary>
    public string PublicAddress => PolicyAddress.Comments(PolicyPage, Number);

    /// <summary>The clause in the version, as the public reads it; null where it is about the whole.</summary>
    public string? ClauseAddress => ClauseNumber is { } number ? PolicyAddress.Version(PolicyPage, Number) + PolicyAddress.Anchor(number)
        : Clause is { } clause ? PolicyAddress.Clause(PolicyPage, clause) : null;

    public string? ClauseName => ClauseNumber ?? (Clause is { } clause ? Clauses.Name(clause) : null);

    private string PolicyPage => Texts.In(Languages.Current) is var text ? PortalAddress.Page(Languages.Current, ContentKind.Policy, text.Slug) : "";
}

/// <param name="Policies">Those that have remarks.</param>
/// <param name="Waiting">How many wait, of all policies.</param>
public sealed record RemarksViewModel(ListFilter Filter, Paging Paging, IReadOnlyList<RemarkRow> Comments, IReadOnlyList<NamedOption> Policies, int Waiting)
    : PagedViewModel(Filter, Paging)
{
    public const string List = "/admin/policies/comments";

    public override string Path => List;

    /// <summary>What an address of a form ends with, so that whoever decides comes back to the same list.</summary>
    public string Ending => Filter.Address("", Paging.Number);
}

/// <param name="Ending">Of the list to go back to.</param>
public sealed record RemarkViewModel(RemarkRow Row, RemarkDecision Form, string Ending);

/// <summary>What staff decide of a remark.</summary>
[ValidateNever]
public sealed class RemarkDecision
{
    /// <summary>Name of a <see cref="CommentState"/> in small letters: <c>shown</c>, <c>refused</c>, or <c>waiting</c> to decide again.</summary>
    public string? State { get; set; }

    /// <summary>Null where the form has no field for it: then the reply stays as it is.</summary>
    public string? Reply { get; set; }

    public bool HasReply { get; set; }

    /// <summary>The remark as it was seen.</summary>
    public Guid Stamp { get; set; }
}
