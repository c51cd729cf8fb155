using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Import;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>An item as staff's lists show it.</summary>
/// <param name="ChangedAt">UTC.</param>
/// <param name="ScheduledAt">UTC.</param>
/// <param name="Slugs">Of the texts that the public reads.</param>
public sealed record ItemLine(
    int Id, ContentKind Kind, string Key, LocalizedText Title, ContentState State, DraftStage Stage, TranslationState En, TranslationState Tr, int? UnitId,
    DateTime ChangedAt, string ChangedBy, DateTime? ScheduledAt, string? ScheduleError, IReadOnlyList<ItemSlug> Slugs, Guid Version)
{
    public string Address => EditAddress.Of(Kind, Id);

    public bool IsImported => ChangedBy == ContentImporter.Author;

    /// <summary>In the language of the page, or else in the other; the key while it has none.</summary>
    public LocalizedFragment TitleIn(string culture) => Title.In(culture) is { IsEmpty: false } title ? title : new(Key, culture);

    /// <summary>The title in the other language, where the two differ.</summary>
    public string? OtherTitle(string culture) =>
        Title[Languages.Other(culture)] is { Length: > 0 } other && Title[culture] is { Length: > 0 } own && own != other ? other : null;

    public IEnumerable<ItemStatus> Statuses => StaffQueries.Of(State, Stage, ScheduledAt is not null, ScheduleError is not null);

    public TranslationState In(string culture) => culture == Languages.Turkish ? Tr : En;

    /// <summary>The page that visitors read; null while there is none.</summary>
    public string? PublicAddress(string culture)
    {
        var slug = Slugs.FirstOrDefault(s => s.Culture == culture) ?? (Slugs.Count > 0 ? Slugs[0] : null);
        return State.IsPublic() && slug is not null ? PortalAddress.Page(culture, Kind, slug.Slug) : null;
    }
}

public sealed record ItemSlug(string Culture, string Slug);

/// <summary>What a list may be narrowed by.</summary>
/// <param name="Authors">Everybody who has an account: the key is the user's number.</param>
public sealed record ItemChoices(IReadOnlyList<NamedOption> Units, IReadOnlyList<NamedOption> Tags, IReadOnlyList<NamedOption> Authors);

/// <summary>A page of staff's list of a kind.</summary>
public sealed record ItemListViewModel(ContentKindInfo Kind, ListFilter Filter, Paging Paging, IReadOnlyList<ItemLine> Items, ItemChoices Choices) : PagedViewModel(Filter, Paging)
{
    public override string Path => "/admin/" + Kind.Folder;

    /// <summary>There are more than are counted, or shown on all pages together.</summary>
    public bool IsMore { get; init; }

    public ItemOrder Order { get; init; }

    /// <summary>Whether nothing but the order was asked for.</summary>
    public bool IsWhole => Filter.Values.All(pair => pair.Key == "sort");

    /// <summary>How a filter's value reads.</summary>
    public Func<string, string, string> Describe { get; init; } = (_, value) => value;
}

/// <summary>What was found among all kinds.</summary>
public sealed record SearchListViewModel(ListFilter Filter, IReadOnlyList<ItemLine> Items, bool IsMore);
