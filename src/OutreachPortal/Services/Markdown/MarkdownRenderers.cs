using System.Globalization;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace OutreachPortal.Services.Markdown;

/// <summary>A table that scrolls by itself on a phone. Alignment is a class: the portal's policy allows no style attribute.</summary>
internal sealed class ScrollingTableRenderer(string culture) : HtmlTableRenderer
{
    private int _number;

    protected override void Write(HtmlRenderer renderer, Table table)
    {
        foreach (var row in table.OfType<TableRow>())
        {
            for (var column = 0; column < row.Count; column++)
            {
                if (column < table.ColumnDefinitions.Count && table.ColumnDefinitions[column].Alignment is TableColumnAlign.Center or TableColumnAlign.Right)
                {
                    ((TableCell)row[column]).GetAttributes().AddClass(
                        table.ColumnDefinitions[column].Alignment == TableColumnAlign.Right ? "align-end" : "align-center");
                }
            }
        }

        foreach (var definition in table.ColumnDefinitions)
        {
            definition.Alignment = null;
            definition.Width = 0;
        }

        renderer.Write("<div class=\"table-scroll\" role=\"group\" tabindex=\"0\" aria-label=\"")
            .WriteEscape(MarkdownWords.Table(++_number, culture)).WriteLine("\">");
        base.Write(renderer, table);
        renderer.WriteLine("</div>");
    }
}

/// <summary>A block quote whose last line begins with a dash names who said it.</summary>
internal sealed class PullQuoteRenderer : HtmlObjectRenderer<QuoteBlock>
{
    private const string Dash = "— ";
    private readonly QuoteBlockRenderer _plain = new();

    protected override void Write(HtmlRenderer renderer, QuoteBlock quote)
    {
        if (quote.LastChild is not ParagraphBlock last || Attribution(last) is not { } attribution)
        {
            _plain.Write(renderer, quote);
            return;
        }

        if (last.Inline!.FirstChild is null)
        {
            quote.Remove(last);
        }

        renderer.WriteLine("<figure class=\"pull-quote\">");
        _plain.Write(renderer, quote);
        renderer.Write("<figcaption>");
        renderer.WriteChildren(attribution);
        renderer.WriteLine("</figcaption>");
        renderer.WriteLine("</figure>");
    }

    /// <summary>Takes the last line out of the paragraph if it is an attribution.</summary>
    private static ContainerInline? Attribution(ParagraphBlock paragraph)
    {
        var line = new List<Inline>();
        var inline = paragraph.Inline?.LastChild;
        for (; inline is not null and not LineBreakInline; inline = inline.PreviousSibling)
        {
            line.Insert(0, inline);
        }

        if (line.FirstOrDefault() is not LiteralInline first || !first.Content.ToString().StartsWith(Dash, StringComparison.Ordinal))
        {
            return null;
        }

        inline?.Remove();
        var attribution = new ContainerInline();
        foreach (var part in line)
        {
            part.Remove();
            attribution.AppendChild(part);
        }

        return attribution;
    }
}

/// <summary>Footnotes with names for those who hear the page, and ids that two texts on a page do not share.</summary>
internal sealed class FootnotesRenderer(MarkdownOptions options) : HtmlObjectRenderer<FootnoteGroup>
{
    protected override void Write(HtmlRenderer renderer, FootnoteGroup footnotes)
    {
        renderer.EnsureLine();
        renderer.Write("<section class=\"footnotes\" aria-label=\"").WriteEscape(MarkdownWords.Footnotes(options.Culture)).WriteLine("\">");
        renderer.WriteLine("<ol>");
        foreach (var footnote in footnotes.OfType<Footnote>())
        {
            renderer.Write("<li id=\"").WriteEscape(Id(options, footnote.Order)).Write("\">");
            renderer.WriteChildren(footnote);
            renderer.WriteLine("</li>");
        }

        renderer.WriteLine("</ol>").WriteLine("</section>");
    }

    public static string Id(MarkdownOptions options, int order) =>
        string.Create(CultureInfo.InvariantCulture, $"{options.IdPrefix}footnote_{order}");

    public static string ReferenceId(MarkdownOptions options, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{options.IdPrefix}footnote-reference_{index}");
}

internal sealed class FootnoteReferenceRenderer(MarkdownOptions options, bool isPart = false) : HtmlObjectRenderer<FootnoteLink>
{
    protected override void Write(HtmlRenderer renderer, FootnoteLink link)
    {
        if (link.IsBackLink && isPart)
        {
            return;
        }

        if (link.IsBackLink)
        {
            renderer.Write(" <a class=\"footnote-back\" href=\"#").WriteEscape(FootnotesRenderer.ReferenceId(options, link.Index))
                .Write("\" aria-label=\"").WriteEscape(MarkdownWords.BackToText(options.Culture)).Write("\">↩</a>");
            return;
        }

        var order = link.Footnote.Order;
        if (isPart)
        {
            renderer.Write("<sup>").Write(order.ToString(CultureInfo.InvariantCulture)).Write("</sup>");
            return;
        }

        renderer.Write("<sup><a class=\"footnote-reference\" id=\"").WriteEscape(FootnotesRenderer.ReferenceId(options, link.Index))
            .Write("\" href=\"#").WriteEscape(FootnotesRenderer.Id(options, order))
            .Write("\" aria-label=\"").WriteEscape(MarkdownWords.Footnote(order, options.Culture)).Write("\">")
            .Write(order.ToString(CultureInfo.InvariantCulture)).Write("</a></sup>");
    }
}
