using OutreachPortal.Models;
using OutreachPortal.Services;

namespace OutreachPortal.ViewModels;

/// <summary>What a list shows of an item's text in one language.</summary>
public sealed record TextLine(ContentKind Kind, string Culture, string Slug, string Title, string Summary);

public static class TextLines
{
    /// <summary>The text in a language, or else in the other.</summary>
    public static TextLine In(this IReadOnlyList<TextLine> texts, string culture) =>
        texts.FirstOrDefault(text => text.Culture == culture) ?? texts[0];

    /// <summary>Address under the reader's language, whatever language the text is in.</summary>
    public static string Address(this TextLine text, string culture) => PortalAddress.Page(culture, text.Kind, text.Slug);
}
