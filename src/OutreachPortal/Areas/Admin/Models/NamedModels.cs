using OutreachPortal.Models;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>What may be posted of a tag or unit.</summary>
public sealed class NamedForm
{
    public LocalizedText Name { get; set; } = new();

    /// <summary>The names as they were when the form was opened: somebody may have changed them since.</summary>
    public LocalizedText Was { get; set; } = new();
}

/// <summary>What the pages of tags and those of units differ in.</summary>
/// <param name="Place">Of its menu entry, and the end of its address.</param>
/// <param name="Words">With which its words begin.</param>
/// <param name="FilterKey">By which staff's lists of content are narrowed to one.</param>
public sealed record NamedThing(string Place, string Words, string FilterKey, AuditAction Changed, AuditAction Deleted)
{
    public string Address => "/admin/" + Place;

    public string AddressOf(int id) => FormattableString.Invariant($"{Address}/{id}");

    /// <summary>Staff's list of the content of a kind that names one.</summary>
    public string ItemsOf(ContentKind kind, string key) => $"/admin/{ContentKindInfo.Of(kind).Folder}?{FilterKey}={key}";
}

public sealed record NamedRow(int Id, string Key, LocalizedText Name)
{
    /// <summary>Items that name it, as published.</summary>
    public int Items { get; init; }
}

public sealed record NamedListViewModel(NamedThing Thing, ListFilter Filter, Paging Paging, IReadOnlyList<NamedRow> Rows) : PagedViewModel(Filter, Paging)
{
    public override string Path => Thing.Address;
}

/// <summary>How many items of a kind name a tag or unit.</summary>
/// <param name="Drafts">Items of which the newest or a scheduled revision does, and the published one does not.</param>
public sealed record NamedUse(ContentKind Kind, int Items, int Drafts);

/// <param name="Named">As it is in the database; null while it is new.</param>
public sealed record NamedViewModel(NamedThing Thing, NamedRow? Named, NamedForm Form)
{
    public IReadOnlyList<NamedUse> Uses { get; init; } = [];

    /// <summary>Whether somebody else has renamed it since the form was opened.</summary>
    public bool IsStale { get; init; }
}

/// <summary>An item naming a tag or unit.</summary>
public sealed class Naming
{
    public int NamedId { get; init; }

    public int ItemId { get; init; }

    public ContentKind Kind { get; init; }
}
