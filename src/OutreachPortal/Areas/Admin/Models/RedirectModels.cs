using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>What may be posted of a redirect: two addresses, as they were pasted.</summary>
public sealed class RedirectForm
{
    public string? From { get; set; }

    public string? To { get; set; }
}

/// <param name="IsPage">A page has the address now, and is shown there instead.</param>
/// <param name="IsReplaced">Another item had the address later, and is meant.</param>
public sealed record RedirectRow(
    int Id, ContentKind Kind, string Culture, string Slug, ContentState State, IReadOnlyList<TextLine> Texts, bool IsPage, bool IsReplaced)
{
    /// <summary>The address that was once a page's.</summary>
    public string From => PortalAddress.Page(Culture, Kind, Slug);

    /// <summary>Where it leads; null when whoever follows it finds no page of this item.</summary>
    public string? To => State.IsPublic() && !IsPage && !IsReplaced && Texts.Count > 0 ? Texts.In(Culture).Address(Culture) : null;

    /// <summary>Key of the word that says why it leads nowhere by itself.</summary>
    public string Why => IsPage ? "Redirects.IsPage" : IsReplaced ? "Redirects.IsReplaced" : State == ContentState.Merged ? "Redirects.Merged" : "Redirects.NotPublic";
}

public sealed record RedirectListViewModel(ListFilter Filter, Paging Paging, IReadOnlyList<RedirectRow> Rows) : PagedViewModel(Filter, Paging)
{
    public override string Path => "/admin/redirects";
}
