using OutreachPortal.Models;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>Pages by language.</summary>
public sealed record TranslationsViewModel(ListFilter Filter, Paging Paging, IReadOnlyList<ItemLine> Items, IReadOnlyList<TranslationCount> Counts) : PagedViewModel(Filter, Paging)
{
    public const string Address = "/admin/translations";

    public override string Path => Address;

    public bool IsMore { get; init; }
}

/// <summary>How many items of a kind lack a language, or have not kept up in it.</summary>
public sealed record TranslationCount(ContentKind Kind, string Culture, int Missing, int Outdated);
