using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace OutreachPortal.Services.Markdown;

/// <summary>
/// Makes clauses of a policy's numbered paragraphs. A heading that begins with a number opens a clause; the numbered lists
/// below it, and lists within lists, count on from there; without such a heading lists give clauses 1, 2, 3.
/// </summary>
internal static partial class PolicyClauses
{
    public static void Number(MarkdownDocument document, string culture, List<MarkdownProblem> problems)
    {
        var numbering = new Numbering(culture, problems);
        var (prefix, prefixLevel) = ("", 0);
        foreach (var block in document.ToList())
        {
            switch (block)
            {
                case HeadingBlock heading:
                    if (HeadingNumber().Match(MarkdownHeadings.TextOf(heading.Inline)) is { Success: true } match)
                    {
                        (prefix, prefixLevel) = (match.Groups[1].Value, heading.Level);
                        numbering.Take(heading, prefix);
                    }
                    else if (heading.Level <= prefixLevel)
                    {
                        (prefix, prefixLevel) = ("", 0);
                    }

                    break;
                case ListBlock list:
                    NumberList(list, prefix, numbering);
                    break;
                case ParagraphBlock paragraph when ParagraphNumber().Match(MarkdownHeadings.TextOf(paragraph.Inline)) is { Success: true } opening:
                    NumberParagraph(paragraph, opening, numbering);
                    break;
            }
        }
    }

    private static void NumberList(ListBlock list, string prefix, Numbering numbering)
    {
        if (!list.IsOrdered || list.BulletType != '1')
        {
            return;
        }

        list.GetAttributes().AddClass("clauses");
        // Without markers some browsers no longer say that it is a list.
        list.GetAttributes().AddPropertyIfNotExist("role", "list");
        var next = int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var number = (prefix.Length == 0 ? "" : prefix + ".") + next++.ToString(CultureInfo.InvariantCulture);
            if (numbering.Take(item, number))
            {
                var first = item.FirstOrDefault() as ParagraphBlock;
                if (first is null)
                {
                    item.Insert(0, first = new ParagraphBlock { Inline = new ContainerInline() });
                }

                first.Inline ??= new ContainerInline();
                if (first.Inline.FirstChild is { } text)
                {
                    text.InsertBefore(numbering.Link(number));
                }
                else
                {
                    first.Inline.AppendChild(numbering.Link(number));
                }
            }

            foreach (var inner in item.OfType<ListBlock>())
            {
                NumberList(inner, number, numbering);
            }
        }
    }

    private static void NumberParagraph(ParagraphBlock paragraph, Match match, Numbering numbering)
    {
        var number = match.Groups[1].Value;
        if (paragraph.Inline!.FirstChild is LiteralInline literal
            && literal.Content.ToString() is var text && text.StartsWith(match.Value, StringComparison.Ordinal)
            && numbering.Take(paragraph, number))
        {
            literal.Content = new(text[match.Length..]);
            literal.InsertBefore(numbering.Link(number));
            paragraph.GetAttributes().AddClass("clause");
        }
    }

    [GeneratedRegex(@"^\s*([0-9]{1,4}(?:\.[0-9]{1,4})*)[.)]?\s+\S")]
    private static partial Regex HeadingNumber();

    [GeneratedRegex(@"^([0-9]{1,4}(?:\.[0-9]{1,4})+)[.)]?\s+")]
    private static partial Regex ParagraphNumber();

    private sealed class Numbering(string culture, List<MarkdownProblem> problems)
    {
        private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

        public bool Take(MarkdownObject block, string number)
        {
            if (!_taken.Add(number))
            {
                problems.Add(new("Clause {0} occurs twice.", block.Line + 1, number));
                return false;
            }

            block.GetAttributes().Id = "clause-" + number;
            return true;
        }

        public HtmlInline Link(string number) => new(string.Create(CultureInfo.InvariantCulture,
            $"<a class=\"clause-number\" href=\"#clause-{number}\" aria-label=\"{WebUtility.HtmlEncode(MarkdownWords.Clause(number, culture))}\">{number}</a> "));
    }
}
