using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace OutreachPortal.Services.Letters;

/// <summary>What a letter says, as plain text and as HTML with the same words. Nothing in it is taken for markup.</summary>
/// <param name="Link">Address and what stands on it; follows the first paragraphs.</param>
/// <param name="After">Paragraphs behind the link.</param>
public sealed record LetterContent(string Subject, IReadOnlyList<string> Before, (string Address, string Words)? Link, IReadOnlyList<string> After)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public string Text()
    {
        var text = new StringBuilder();
        foreach (var paragraph in Before.Concat(Link is { } link ? [link.Words + ":\n" + link.Address] : Array.Empty<string>()).Concat(After))
        {
            text.Append(paragraph).Append("\n\n");
        }

        return text.ToString().TrimEnd() + "\n";
    }

    public string Html(string language)
    {
        var html = new StringBuilder().Append("<!DOCTYPE html><html lang=\"").Append(language).Append("\"><head><meta charset=\"utf-8\"><title>").Append(Encoder.Encode(Subject)).Append("</title></head><body>");
        Paragraphs(html, Before);
        if (Link is { } link)
        {
            var address = Encoder.Encode(link.Address);
            html.Append("<p><a href=\"").Append(address).Append("\">").Append(Encoder.Encode(link.Words)).Append("</a><br>").Append(address).Append("</p>");
        }

        Paragraphs(html, After);
        return html.Append("</body></html>").ToString();
    }

    private static void Paragraphs(StringBuilder html, IReadOnlyList<string> paragraphs)
    {
        foreach (var paragraph in paragraphs)
        {
            html.Append("<p>").Append(Encoder.Encode(paragraph).Replace("&#xA;", "<br>", StringComparison.Ordinal)).Append("</p>");
        }
    }
}
