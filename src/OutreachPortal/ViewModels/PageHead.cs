using OutreachPortal.Models;

namespace OutreachPortal.ViewModels;

/// <summary>The head of a page.</summary>
public sealed record PageHead(string Title, string Lead, ContentKind? Section)
{
    public bool IsItem { get; init; }

    /// <summary>Language of title and lead, where it is not the page's own.</summary>
    public string? TextCulture { get; init; }

    /// <summary>Instead of the title, in the breadcrumb.</summary>
    public string? Crumb { get; init; }

    public IEnumerable<Chip> Chips { get; init; } = [];

    public static PageHead Of(ContentItem item, ContentText text, params IEnumerable<Chip> chips) => new(text.Title, text.Summary, item.Kind)
    {
        IsItem = true,
        TextCulture = text.Culture == Languages.Current ? null : text.Culture,
        Chips = chips,
    };
}

public sealed record Chip(string Text, bool IsAlert = false);
