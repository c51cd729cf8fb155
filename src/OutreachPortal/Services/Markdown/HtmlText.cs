using System.Net;
using System.Text.RegularExpressions;

namespace OutreachPortal.Services.Markdown;

/// <summary>What a rendered text says, without its marks.</summary>
public static partial class HtmlText
{
    /// <param name="html">From <see cref="MarkdownRenderer"/>, which leaves no bracket in an attribute.</param>
    public static string Plain(string html) =>
        Blanks().Replace(WebUtility.HtmlDecode(Tags().Replace(BlockTags().Replace(Signs().Replace(html, ""), " "), "")), " ").Trim();

    /// <summary>Links that carry a sign instead of words: to a heading, and back from a footnote.</summary>
    [GeneratedRegex("<a class=\"(?:heading-link|footnote-back-ref|clause-cite)\"[^>]*>[^<]*</a>")]
    private static partial Regex Signs();

    [GeneratedRegex("</?(?:p|h[1-6]|ul|ol|li|table|thead|tbody|tr|td|th|div|section|blockquote|footer|figure|figcaption|dl|dt|dd|br|hr|pre)(?:\\s[^>]*)?/?>")]
    private static partial Regex BlockTags();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+")]
    private static partial Regex Blanks();
}
