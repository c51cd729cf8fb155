using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace OutreachPortal.Tests.Support;

/// <summary>
/// Whether rendered Markdown can do nothing but be read: seen as a browser parses it, against a list of elements, attributes
/// and schemes, and as XML, where what a browser would silently mend is an error.
/// </summary>
public static partial class SafeHtml
{
    private static readonly Dictionary<string, string[]> Elements = new(StringComparer.Ordinal)
    {
        ["p"] = [],
        ["h2"] = [],
        ["h3"] = [],
        ["h4"] = [],
        ["h5"] = [],
        ["h6"] = [],
        ["hr"] = [],
        ["br"] = [],
        ["em"] = [],
        ["strong"] = [],
        ["sup"] = [],
        ["pre"] = [],
        ["code"] = [],
        ["blockquote"] = [],
        ["section"] = [],
        ["ul"] = [],
        ["ol"] = ["start", "type"],
        ["li"] = [],
        ["dl"] = [],
        ["dt"] = [],
        ["dd"] = [],
        ["figure"] = [],
        ["figcaption"] = [],
        ["div"] = ["tabindex"],
        ["table"] = [],
        ["thead"] = [],
        ["tbody"] = [],
        ["tr"] = [],
        ["th"] = ["colspan", "rowspan"],
        ["td"] = ["colspan", "rowspan"],
        ["a"] = ["href", "title", "rel"],
        ["img"] = ["src", "alt", "title", "loading"],
    };

    private static readonly string[] Everywhere = ["id", "class", "role", "aria-label"];

    public static void ShouldBeSafe(this string html)
    {
        Complaint(html).ShouldBeNull(html.Length > 2000 ? html[..2000] : html);
    }

    /// <summary>What is wrong with the HTML; null when nothing is.</summary>
    public static string? Complaint(string html)
    {
        var body = new HtmlParser().ParseDocument("<!DOCTYPE html><body>" + html).Body!;
        foreach (var element in body.QuerySelectorAll("*"))
        {
            if (!Elements.TryGetValue(element.LocalName, out var attributes))
            {
                return $"<{element.LocalName}> is not allowed";
            }

            foreach (var attribute in element.Attributes)
            {
                if (!attributes.Contains(attribute.Name) && !Everywhere.Contains(attribute.Name))
                {
                    return $"{attribute.Name} of <{element.LocalName}> is not allowed";
                }
            }

            if (element.GetAttribute("href") is { } href && !Address().IsMatch(href))
            {
                return $"a link to {href}";
            }

            if (element.GetAttribute("src") is { } src && !Media().IsMatch(src))
            {
                return $"an image of {src}";
            }
        }

        return Structure(html, body);
    }

    private static string? Structure(string html, IElement body)
    {
        XElement tree;
        try
        {
            using var reader = XmlReader.Create(new StringReader($"<body>{Controls().Replace(Entity().Replace(html, " "), " ")}</body>"), new XmlReaderSettings { CheckCharacters = false });
            tree = XElement.Load(reader, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException e)
        {
            return "not well-formed: " + e.Message;
        }

        var written = tree.Descendants().Select(element => element.Name.LocalName).ToList();
        var read = body.QuerySelectorAll("*").Select(element => element.LocalName).ToList();
        if (!written.SequenceEqual(read))
        {
            return $"a browser mends it: written {string.Join(' ', written)}, read {string.Join(' ', read)}";
        }

        if (tree.Descendants("a").Any(link => link.Ancestors("a").Any()))
        {
            return "a link within a link";
        }

        var twice = body.QuerySelectorAll("[id]").GroupBy(element => element.Id).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            return $"the id {twice.Key} occurs twice";
        }

        var level = 1;
        foreach (var heading in body.QuerySelectorAll("h1, h2, h3, h4, h5, h6"))
        {
            var next = heading.LocalName[1] - '0';
            if (next < 2 || next > level + 1)
            {
                return $"<h{next}> after <h{level}>";
            }

            level = next;
        }

        return null;
    }

    // A clause's own page, whose address is put before it where the text is shown.
    [GeneratedRegex(@"^(?:~/clauses/clause~[0-9.]+~|https?://[^\s\\@]+(?:/[^\s\\]*)?|mailto:[^\s\\]+|tel:[^\s\\]+|/(?![/\\])[^\s\\]*|#[^\s]+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"^/media/[A-Za-z0-9.-]+$")]
    private static partial Regex Media();

    // XML has none of these even where a browser shows them as nothing.
    [GeneratedRegex("[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]")]
    private static partial Regex Controls();

    // XML knows none of HTML's names for characters.
    [GeneratedRegex("&(?!amp;|lt;|gt;|quot;|apos;|#)[A-Za-z0-9]+;")]
    private static partial Regex Entity();
}
