using System.Text.RegularExpressions;
using Markdig.Extensions.Footnotes;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Markdown;

/// <summary>Takes from a syntax tree every link and image that may not be shown, leaving its words.</summary>
internal static partial class MarkdownLinks
{
    private static readonly string[] Schemes = ["https", "http", "mailto", "tel"];

    public static IReadOnlyList<MarkdownLink> Restrict(MarkdownDocument document, List<MarkdownProblem> problems)
    {
        var links = new List<MarkdownLink>();
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            link.Url = link.GetDynamicUrl?.Invoke() ?? link.Url;
            link.GetDynamicUrl = null;
            RestrictOne(link, link.Url ?? "", link.IsImage, links, problems);
        }

        foreach (var link in document.Descendants<AutolinkInline>().ToList())
        {
            RestrictOne(link, link.IsEmail ? "mailto:" + link.Url : link.Url, false, links, problems);
        }

        return links;
    }

    /// <summary>
    /// A footnote's number is a link: within another link, or the words of an image, it comes after that.
    /// </summary>
    public static void FreeFootnotes(MarkdownDocument document)
    {
        foreach (var note in document.Descendants<FootnoteLink>().Where(note => !note.IsBackLink).ToList())
        {
            LinkInline? outermost = null;
            for (var parent = note.Parent; parent is not null; parent = parent.Parent)
            {
                outermost = parent as LinkInline ?? outermost;
            }

            if (outermost is not null)
            {
                note.Remove();
                outermost.InsertAfter(note);
            }
        }
    }

    /// <summary>Whether a link may go to this address, whoever wrote it.</summary>
    public static bool IsAllowed(string address)
    {
        // Browsers drop tabs and line breaks within an address and read a backslash as a slash.
        if (address.Length == 0 || address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\' || char.IsSurrogate(c) || c == '\uFFFD'))
        {
            return false;
        }

        if (address[0] == '#')
        {
            return address.Length > 1;
        }

        if (address[0] == '/')
        {
            return !address.StartsWith("//", StringComparison.Ordinal);
        }

        var colon = address.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !Schemes.Contains(address[..colon], StringComparer.OrdinalIgnoreCase) || address.Length == colon + 1)
        {
            return false;
        }

        return !address.StartsWith("http", StringComparison.OrdinalIgnoreCase)
            || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && uri.UserInfo.Length == 0);
    }

    /// <summary>Sees that links to headings of this text find them, under the prefix that their ids have.</summary>
    /// <summary>What was typed as an image, a link or a footnote, and is none.</summary>
    public static void FindMissed(MarkdownDocument document, List<MarkdownProblem> problems)
    {
        foreach (var literal in document.Descendants<LiteralInline>().Where(literal => literal.Content.AsSpan().IndexOf("](") >= 0))
        {
            problems.Add(new("A link or an image shows as it was typed; an address with a space in it is written <in angle brackets>.", literal.Line + 1));
        }

        // The parser leaves the brackets of a footnote without a note in pieces.
        foreach (var block in document.Descendants<LeafBlock>().Where(block => block.Inline is not null))
        {
            var text = string.Concat(block.Inline!.Descendants<LiteralInline>().Select(literal => literal.Content.ToString()));
            if (NamedFootnote().IsMatch(text))
            {
                problems.Add(new("A footnote is named that the text does not have; write it as [^1]: on a line of its own.", block.Line + 1));
            }
        }
    }

    [GeneratedRegex(@"\[\^[^\]\s]+\]")]
    private static partial Regex NamedFootnote();

    public static void CheckFragments(MarkdownDocument document, IReadOnlyList<MarkdownLink> links, string idPrefix, List<MarkdownProblem> problems)
    {
        var fragments = links.Where(link => link.Address[0] == '#').ToList();
        if (fragments.Count == 0)
        {
            return;
        }

        var ids = document.Descendants().Select(node => node.TryGetAttributes()?.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var link in document.Descendants<LinkInline>().Where(link => idPrefix.Length > 0 && link.Url is ['#', ..] && ids.Contains(idPrefix + link.Url[1..])))
        {
            link.Url = "#" + idPrefix + link.Url![1..];
        }

        problems.AddRange(fragments.Where(link => !ids.Contains(idPrefix + link.Address[1..]))
            .Select(link => new MarkdownProblem("The link '{0}' goes to no heading of this text.", link.Line, link.Address)));
    }

    private static void RestrictOne(Inline link, string address, bool isImage, List<MarkdownLink> links, List<MarkdownProblem> problems)
    {
        var allowed = isImage ? IsMedia(address) : IsAllowed(address);
        if (allowed && (isImage || !IsWithinLink(link)))
        {
            links.Add(new(address, isImage, link.Line + 1) { Text = isImage ? MarkdownHeadings.TextOf((ContainerInline)link).Trim() : "" });
            if (isImage)
            {
                link.GetAttributes().AddPropertyIfNotExist("loading", "lazy");
            }
            else if (address[0] is not ('/' or '#'))
            {
                link.GetAttributes().AddPropertyIfNotExist("rel", "external noopener");
            }

            return;
        }

        if (!allowed)
        {
            problems.Add(new(isImage
                ? "The image '{0}' is not beside the file."
                : "The link '{0}' is not allowed: it must begin with https:, http:, mailto:, tel:, / or #.", link.Line + 1, Shorten(address)));
        }

        if (link is LinkInline container)
        {
            // Not InsertBefore(): it leaves the link to the previous sibling unset, and what is then removed stays in the tree.
            Inline last = container;
            while (container.FirstChild is { } child)
            {
                child.Remove();
                last.InsertAfter(child);
                last = child;
            }

            container.Remove();
        }
        else
        {
            link.ReplaceBy(new LiteralInline(((AutolinkInline)link).Url));
        }
    }

    private static bool IsMedia(string address) =>
        address.StartsWith(MediaFile.AddressOf(""), StringComparison.Ordinal)
        && address[MediaFile.AddressOf("").Length..].All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-')
        && !address.Contains("..", StringComparison.Ordinal);

    private static bool IsWithinLink(Inline link)
    {
        for (var parent = link.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is LinkInline)
            {
                return true;
            }
        }

        return false;
    }

    private static string Shorten(string address) => address.Length > 80 ? address[..80] + "…" : address;
}
