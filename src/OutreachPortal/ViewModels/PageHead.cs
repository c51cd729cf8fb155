using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services;

namespace OutreachPortal.ViewModels;

/// <summary>The head of a page.</summary>
public sealed record PageHead(string Title, string Lead, ContentKind? Section)
{
    public bool IsItem { get; init; }

    /// <summary>Language of title and lead, where it is not the page's own.</summary>
    public string? TextCulture { get; init; }

    /// <summary>Language of the lead, where it is not the title's.</summary>
    public string? LeadCulture { get; init; }

    /// <summary>Instead of the title, in the breadcrumb.</summary>
    public string? Crumb { get; init; }

    public IEnumerable<Chip> Chips { get; init; } = [];

    /// <summary>What a reader comes to do; the first is the main one.</summary>
    public IReadOnlyList<HeadAction> Actions { get; init; } = [];

    /// <summary>The page that this one belongs to, where it is not the section's list.</summary>
    public Crumb? Under { get; init; }

    /// <summary>Where the page is, from the home page to itself. Shown, and told to programs in the same words.</summary>
    public IEnumerable<Crumb> Crumbs(IStringLocalizer words, string culture)
    {
        yield return new(words["Home"], PortalAddress.Home(culture), null);
        if (Section is { } section && IsItem)
        {
            yield return new(words.Section(section), PortalAddress.List(culture, section), null);
        }

        if (Under is { } under)
        {
            yield return under;
        }

        yield return new(Crumb ?? Title, null, TextCulture);
    }

    public static PageHead Of(ContentItem item, ContentText text, params IEnumerable<Chip> chips) => new(text.Title, text.Summary, item.Kind)
    {
        IsItem = true,
        TextCulture = Languages.Lang(text.Culture),
        Chips = chips,
    };
}

/// <param name="Address">Null for the page itself.</param>
/// <param name="Lang">Language of the name, where it is not the page's own.</param>
public sealed record Crumb(string Name, string? Address, string? Lang);

public sealed record HeadAction(string Text, string Address);

public sealed record Chip(string Text, bool IsAlert = false);
