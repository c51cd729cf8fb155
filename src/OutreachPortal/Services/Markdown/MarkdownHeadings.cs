using System.Globalization;
using System.Net;
using System.Text;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Markdown;

internal sealed record MarkdownHeading(int Level, string Id, string Text);

internal static class MarkdownHeadings
{
    private const int ContentsFrom = 3;
    private const int LongestId = 60;

    internal const string ClausePrefix = "clause-";

    /// <summary>Puts headings below the page's own and closes gaps, so that no level is skipped whatever was typed.</summary>
    public static void Shift(MarkdownDocument document, int first)
    {
        var open = new Stack<int>();
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            while (open.TryPeek(out var level) && level >= heading.Level)
            {
                open.Pop();
            }

            open.Push(heading.Level);
            heading.Level = Math.Min(6, open.Count + first - 1);
        }
    }

    /// <summary>
    /// Gives each heading an id made from its words. Ids of the page itself contain an underscore, which these never do.
    /// </summary>
    public static IReadOnlyList<MarkdownHeading> Identify(MarkdownDocument document, MarkdownOptions options)
    {
        // Clauses have their ids already.
        var taken = document.Descendants().Select(node => node.TryGetAttributes()?.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var next = new Dictionary<string, int>(StringComparer.Ordinal);
        var headings = new List<MarkdownHeading>();
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            var text = TextOf(heading.Inline).Trim();
            var attributes = heading.GetAttributes();
            if (attributes.Id is null)
            {
                var words = TextFolding.Slug(text);
                var stem = options.IdPrefix + (words.Length == 0 ? "section" : words.Length > LongestId ? words[..LongestId].TrimEnd('-') : words);
                var id = stem;
                var n = next.GetValueOrDefault(stem, 2);
                for (; !taken.Add(id); n++)
                {
                    id = string.Create(CultureInfo.InvariantCulture, $"{stem}-{n}");
                }

                next[stem] = n;

                attributes.Id = id;
            }

            headings.Add(new(heading.Level, attributes.Id, text));
        }

        return headings;
    }

    /// <param name="withClauses">Whether headings that are clauses stand in it too, however deep: they are looked for by their numbers.</param>
    public static string Contents(IReadOnlyList<MarkdownHeading> headings, bool withClauses)
    {
        var level = headings.Count == 0 ? 0 : headings.Min(heading => heading.Level);
        var listed = headings.Where(heading => heading.Text.Length > 0 && (heading.Level == level || (withClauses && heading.Id.StartsWith(ClausePrefix, StringComparison.Ordinal)))).ToList();
        if (listed.Count < ContentsFrom)
        {
            return "";
        }

        var html = new StringBuilder("<ol>");
        for (var i = 0; i < listed.Count; i++)
        {
            var isTop = listed[i].Level == level;
            var (opens, closes) = (!isTop && (i == 0 || listed[i - 1].Level == level), !isTop && (i == listed.Count - 1 || listed[i + 1].Level == level));
            html.Append(opens ? i == 0 ? "<li><ol>" : "<ol>" : "")
                .Append(CultureInfo.InvariantCulture, $"<li><a href=\"#{WebUtility.HtmlEncode(listed[i].Id)}\">{WebUtility.HtmlEncode(listed[i].Text)}</a>")
                .Append(isTop && i < listed.Count - 1 && listed[i + 1].Level != level ? "" : "</li>").Append(closes ? "</ol></li>" : "");
        }

        return html.Append("</ol>").ToString();
    }

    public static string TextOf(ContainerInline? container)
    {
        var text = new StringBuilder();
        foreach (var inline in container?.Descendants() ?? [])
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.ToString());
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.ToString());
                    break;
                case LineBreakInline:
                    text.Append(' ');
                    break;
                case AutolinkInline link:
                    text.Append(link.Url);
                    break;
            }
        }

        return text.ToString();
    }
}

/// <summary>A heading with a link to itself.</summary>
internal sealed class LinkedHeadingRenderer(string culture) : HtmlObjectRenderer<HeadingBlock>
{
    protected override void Write(HtmlRenderer renderer, HeadingBlock heading)
    {
        var tag = string.Create(CultureInfo.InvariantCulture, $"h{heading.Level}");
        var id = heading.GetAttributes().Id!;
        renderer.Write('<').Write(tag).WriteAttributes(heading).Write('>');
        renderer.WriteLeafInline(heading);
        renderer.Write(" <a class=\"heading-link\" href=\"#").WriteEscape(id).Write("\" aria-label=\"")
            .WriteEscape(MarkdownWords.LinkTo(MarkdownHeadings.TextOf(heading.Inline), culture)).Write("\">#</a>");
        renderer.Write("</").Write(tag).WriteLine(">");
    }
}
