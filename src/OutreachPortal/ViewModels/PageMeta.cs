using OutreachPortal.Models;

namespace OutreachPortal.ViewModels;

/// <summary>What the layout needs to know of a page.</summary>
/// <param name="Title">Without the site's name; empty on the home page.</param>
/// <param name="Addresses">Address of the page in each language in which it exists.</param>
public sealed record PageMeta(string Title, string Description, IReadOnlyDictionary<string, string> Addresses)
{
    public const string Key = "Page";

    /// <summary>Section of the navigation that the page belongs to.</summary>
    public ContentKind? Section { get; init; }

    /// <summary>Language of the text, where it is not the page's own.</summary>
    public string? TextCulture { get; init; }

    public bool NoIndex { get; init; }

    /// <summary>Address to which the language switch goes, whether or not the text exists in that language.</summary>
    public string? SwitchAddress { get; init; }

    /// <summary>Address of an item under the language of the request, whichever its text is in.</summary>
    public string? Own { get; init; }

    /// <summary>The one address of this page: in the reader's language, or else the original's.</summary>
    public string? Canonical(string culture) =>
        Addresses.GetValueOrDefault(TextCulture ?? culture) ?? Addresses.Values.FirstOrDefault();

    /// <summary>The same for a site that has only these languages: what it cannot show it names nowhere.</summary>
    /// <param name="culture">Language of the request.</param>
    public PageMeta For(IReadOnlyCollection<string> languages, string culture)
    {
        var shown = Addresses.Where(pair => languages.Contains(pair.Key)).ToDictionary();
        return shown.Count == Addresses.Count ? this
            : this with { Addresses = shown.Count > 0 ? shown : new Dictionary<string, string> { [culture] = Own! } };
    }

    /// <summary>A page that exists in both languages at the same path.</summary>
    public static PageMeta InBoth(string title, string description, Func<string, string> address) =>
        new(title, description, Languages.All.ToDictionary(culture => culture, address));

    /// <summary>An item's page: in the languages in which it has a text.</summary>
    public static PageMeta Of(ContentItem item, string culture)
    {
        var text = item.TextIn(culture);
        return new(text.Title, text.Summary, item.Texts.ToDictionary(t => t.Culture, t => Services.PortalAddress.Page(t.Culture, t.Kind, t.Slug)))
        {
            Section = item.Kind,
            TextCulture = text.Culture == culture ? null : text.Culture,
            NoIndex = item.State == ContentState.Withdrawn,
            Own = Services.PortalAddress.Page(culture, item.Kind, text.Slug),
            SwitchAddress = Services.PortalAddress.Page(Languages.Other(culture), item.Kind, item.TextIn(Languages.Other(culture)).Slug),
        };
    }
}
