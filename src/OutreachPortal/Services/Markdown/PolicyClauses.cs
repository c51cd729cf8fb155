using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Markdig.Extensions.Footnotes;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using OutreachPortal.Services.Policies;

namespace OutreachPortal.Services.Markdown;

/// <summary>
/// Makes clauses of a policy's numbered paragraphs. A heading that begins with a number opens a clause; the numbered lists
/// below it, and lists within lists, count on from there; without such a heading lists give clauses 1, 2, 3.
/// </summary>
internal static partial class PolicyClauses
{
    /// <summary>Template of the problem that a clause is numbered twice.</summary>
    public const string OccursTwice = "Clause {0} occurs twice.";

    /// <summary>Numbers the clauses of a text and cuts it into passages, in the order of the text.</summary>
    /// <param name="render">HTML of a block as it is at that moment.</param>
    public static IReadOnlyList<MarkdownPassage> Number(MarkdownDocument document, string culture, Func<MarkdownObject, string> render, List<MarkdownProblem> problems)
    {
        var numbering = new Numbering(culture, render, problems);
        var (prefix, prefixLevel) = ("", 0);
        foreach (var block in document.ToList())
        {
            switch (block)
            {
                case LinkReferenceDefinitionGroup:
                    break;
                case FootnoteGroup footnotes:
                    foreach (var footnote in footnotes.OfType<Footnote>())
                    {
                        numbering.Add(null, string.Concat(footnote.Select(numbering.HtmlOf)));
                    }

                    break;
                case HeadingBlock heading:
                    if (HeadingNumber().Match(MarkdownHeadings.TextOf(heading.Inline)) is { Success: true } match)
                    {
                        (prefix, prefixLevel) = (match.Groups[1].Value, heading.Level);
                        NumberHeading(heading, match, numbering);
                        break;
                    }

                    if (heading.Level <= prefixLevel)
                    {
                        (prefix, prefixLevel) = ("", 0);
                    }

                    numbering.Add(null, numbering.HtmlOf(heading.Inline), isHeading: true);
                    break;
                case ListBlock { IsOrdered: true, BulletType: '1' } list:
                    NumberList(list, prefix, numbering);
                    break;
                case ParagraphBlock paragraph when ParagraphNumber().Match(MarkdownHeadings.TextOf(paragraph.Inline)) is { Success: true } opening:
                    NumberParagraph(paragraph, opening, numbering);
                    break;
                default:
                    numbering.Add(null, numbering.HtmlOf(block));
                    break;
            }
        }

        return numbering.Passages;
    }

    private static void NumberHeading(HeadingBlock heading, Match match, Numbering numbering)
    {
        var html = numbering.HtmlOf(heading.Inline);
        var number = match.Groups[1].Value;
        // The number is said of the passage; its words begin after it.
        numbering.Add(number, OpeningNumber().Replace(html, "", 1), isHeading: true);
        if (numbering.Take(heading, number))
        {
            heading.Inline!.AppendChild(numbering.Cite(number, isHeading: true));
        }
    }

    private static void NumberList(ListBlock list, string prefix, Numbering numbering)
    {
        list.GetAttributes().AddClass("clauses");
        // Without markers some browsers no longer say that it is a list.
        list.GetAttributes().AddPropertyIfNotExist("role", "list");
        var next = int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var number = (prefix.Length == 0 ? "" : prefix + ".") + next++.ToString(CultureInfo.InvariantCulture);
            var below = item.OfType<ListBlock>().Where(inner => inner is { IsOrdered: true, BulletType: '1' }).ToList();
            numbering.Add(number, string.Concat(item.Where(block => !below.Contains(block)).Select(numbering.HtmlOf)));
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

                first.Inline.AppendChild(numbering.Cite(number));
            }

            foreach (var inner in below)
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
            numbering.Add(number, numbering.HtmlOf(paragraph));
            literal.InsertBefore(numbering.Link(number));
            paragraph.Inline.AppendChild(numbering.Cite(number));
            paragraph.GetAttributes().AddClass("clause");
        }
        else
        {
            numbering.Add(null, numbering.HtmlOf(paragraph));
        }
    }

    [GeneratedRegex(@"^\s*([0-9]{1,4}(?:\.[0-9]{1,4})*)[.)]?\s+\S")]
    private static partial Regex HeadingNumber();

    [GeneratedRegex(@"^([0-9]{1,4}(?:\.[0-9]{1,4})+)[.)]?\s+")]
    private static partial Regex ParagraphNumber();

    [GeneratedRegex(@"^\s*[0-9]{1,4}(?:\.[0-9]{1,4})*[.)]?\s+")]
    private static partial Regex OpeningNumber();

    private sealed class Numbering(string culture, Func<MarkdownObject, string> render, List<MarkdownProblem> problems)
    {
        private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
        private readonly HashSet<string> _added = new(StringComparer.Ordinal);
        private readonly List<MarkdownPassage> _passages = [];

        public IReadOnlyList<MarkdownPassage> Passages => _passages;

        public string HtmlOf(MarkdownObject? block) => block is null ? "" : render(block);

        /// <summary>Adds a passage; of a number that occurs twice the first is the clause.</summary>
        public void Add(string? number, string html, bool isHeading = false)
        {
            var own = number is not null && number.Length <= Models.PolicyPassage.NumberLength && _added.Add(number) ? number : null;
            var text = HtmlText.Plain(html);
            if (own is not null || text.Length > 0)
            {
                _passages.Add(new(own, own is null ? 0 : own.AsSpan().Count('.'), isHeading, text, html.Trim()));
            }
        }

        public bool Take(MarkdownObject block, string number)
        {
            if (!_taken.Add(number))
            {
                problems.Add(new(OccursTwice, block.Line + 1, number));
                return false;
            }

            block.GetAttributes().Id = MarkdownHeadings.ClausePrefix + number;
            return true;
        }

        public HtmlInline Link(string number) => new(string.Create(CultureInfo.InvariantCulture,
            $"<a class=\"clause-number\" id=\"{PolicyText.Place(number)}\" href=\"#clause-{number}\" aria-label=\"{WebUtility.HtmlEncode(MarkdownWords.Clause(number, culture))}\">{number}</a> "));

        /// <summary>The way to a clause's own page, with its citation and history. A heading has no number link, so its identifier stands here.</summary>
        public HtmlInline Cite(string number, bool isHeading = false) => new(string.Create(CultureInfo.InvariantCulture,
            $" <a class=\"clause-cite\"{(isHeading ? $" id=\"{PolicyText.Place(number)}\"" : "")} href=\"~/clauses/{PolicyText.Place(number)}\" aria-label=\"{WebUtility.HtmlEncode(MarkdownWords.CiteClause(number, culture))}\">§</a>"));
    }
}
