using System.Globalization;
using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace OutreachPortal.Services.Letters;

/// <summary>A letter for whoever reads plain text: the same words, each link with its address behind it.</summary>
internal static class LetterText
{
    public static string Of(MarkdownDocument document, LetterFrame frame)
    {
        var text = new StringBuilder();
        foreach (var block in document)
        {
            Write(text, block, "");
        }

        // The line of two hyphens and a blank by which mail programs know a signature (RFC 3676, 4.3).
        return text.Append("-- \n").AppendJoin('\n', frame.Footer.Prepend($"{frame.Site}, {frame.Office}")).Append('\n').ToString();
    }

    private static void Write(StringBuilder text, Block block, string indent)
    {
        switch (block)
        {
            case LinkReferenceDefinitionGroup:
                break;
            case ListBlock list:
                var number = int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1;
                foreach (var item in list.OfType<ListItemBlock>())
                {
                    var mark = list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{number++}. ") : "- ";
                    var inner = new StringBuilder();
                    foreach (var part in item)
                    {
                        Write(inner, part, indent + new string(' ', mark.Length));
                    }

                    var words = inner.ToString().Trim();
                    text.Append(indent).Append(mark).Append(words).Append('\n');
                }

                text.Append('\n');
                break;
            case ContainerBlock container:
                foreach (var part in container)
                {
                    Write(text, part, block is QuoteBlock ? indent + "> " : indent);
                }

                var last = indent + ">\n";
                if (block is QuoteBlock && text.ToString().EndsWith('\n' + last, StringComparison.Ordinal))
                {
                    // The empty line after a quotation is no part of it.
                    text.Length -= last.Length;
                    text.Append(indent.TrimEnd()).Append('\n');
                }

                break;
            case ThematicBreakBlock:
                text.Append(indent).Append("* * *\n\n");
                break;
            case LeafBlock { Inline: { } inline }:
                var line = new StringBuilder();
                Write(line, inline);
                Add(text, line.ToString(), indent);
                break;
            case LeafBlock leaf:
                Add(text, leaf.Lines.ToString(), indent);
                break;
        }
    }

    private static void Add(StringBuilder text, string words, string indent)
    {
        foreach (var line in words.TrimEnd().Split('\n'))
        {
            text.Append(indent).Append(line.TrimEnd()).Append('\n');
        }

        text.Append(indent.TrimEnd()).Append('\n');
    }

    private static void Write(StringBuilder text, ContainerInline inlines)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case AutolinkInline auto:
                    text.Append(auto.Url);
                    break;
                case LineBreakInline:
                    text.Append('\n');
                    break;
                case LinkInline link:
                    var words = new StringBuilder();
                    Write(words, link);
                    text.Append(words);
                    var isAlone = link is { PreviousSibling: null, NextSibling: null, Parent.ParentBlock: ParagraphBlock };
                    if (link.Url is { Length: > 0 } address && address != words.ToString() && !address.EndsWith(":" + words, StringComparison.Ordinal))
                    {
                        text.Append(isAlone ? ":\n" : " (").Append(address).Append(isAlone ? "" : ")");
                    }

                    break;
                case ContainerInline container:
                    Write(text, container);
                    break;
            }
        }
    }
}
