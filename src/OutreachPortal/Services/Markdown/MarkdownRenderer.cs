using System.Globalization;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Markdown;

/// <param name="Culture">Language of the text, <c>en</c> or <c>tr</c>.</param>
public sealed record MarkdownOptions(string Culture)
{
    /// <summary>Numbered paragraphs become clauses with addresses of their own: policies.</summary>
    public bool Clauses { get; init; }

    /// <summary>Level of the text's first headings: below the heading under which the page shows it.</summary>
    public int FirstHeading { get; init; } = 2;

    /// <summary>Put before every id, when a page holds more than one rendered text.</summary>
    public string IdPrefix { get; init; } = "";
}

/// <summary>A link or image of a text, with its line counted from 1.</summary>
public sealed record MarkdownLink(string Address, bool IsImage, int Line)
{
    /// <summary>The words between its brackets: an image's description.</summary>
    public string Text { get; init; } = "";
}

/// <summary>Something in a text that will not show as meant, with its line counted from 1.</summary>
/// <param name="Template">English, with <c>{0}</c> for <paramref name="Subject"/>; it is the key of its translation among the words.</param>
public sealed record MarkdownProblem(string Template, int Line, string Subject = "")
{
    public string Message => string.Format(CultureInfo.InvariantCulture, Template, Subject);
}

/// <param name="ContentsHtml">A list of links to the headings, empty when there are fewer than three.</param>
public sealed record RenderedMarkdown(
    string Html,
    string ContentsHtml,
    IReadOnlyList<MarkdownLink> Links,
    IReadOnlyList<MarkdownProblem> Problems)
{
    public static readonly RenderedMarkdown Empty = new("", "", [], []);

    /// <summary>With <see cref="MarkdownOptions.Clauses"/>: what the text is made of, in its order.</summary>
    public IReadOnlyList<MarkdownPassage> Passages { get; init; } = [];
}

/// <summary>A heading, paragraph or item of a policy's text; a clause where it has a number.</summary>
/// <param name="Depth">How many clauses it stands below.</param>
/// <param name="Text">Its own words in plain text, without the clauses below it.</param>
/// <param name="Html">The same, safe to show.</param>
public sealed record MarkdownPassage(string? Number, int Depth, bool IsHeading, string Text, string Html);

/// <summary>
/// Renders Markdown to HTML that is safe to show whoever wrote it: raw HTML is off, and every link and image is checked on
/// the syntax tree against a list of schemes. Used for what is published and for previews alike.
/// </summary>
public sealed class MarkdownRenderer
{
    /// <summary>Links, addresses and opening brackets that a text may have; one with more shows as it was typed.</summary>
    public const int MostLinks = 5_000;

    private readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePipeTables()
        .UseFootnotes()
        .UseDefinitionLists()
        .UseFigures()
        .UseAutoLinks()
        .UsePreciseSourceLocation()
        .Build();

    /// <summary>Renders a text. Never throws for any input; what is not allowed shows as its words alone.</summary>
    public RenderedMarkdown Render(string markdown, MarkdownOptions options)
    {
        if (string.IsNullOrWhiteSpace(markdown))
        {
            return RenderedMarkdown.Empty;
        }

        if (HasTooManyLinks(markdown))
        {
            return AsTyped(markdown, new("The text has more than {0} links and brackets.", 1, MostLinks.ToString(CultureInfo.InvariantCulture)));
        }

        try
        {
            return RenderTree(markdown, options);
        }
        catch (ArgumentException)
        {
            // Markdig refuses, in parsing or in rendering, texts nested too deeply; such a text is shown as it was typed.
            return AsTyped(markdown, new("The text is nested too deeply to be read as Markdown.", 1));
        }
    }

    private static RenderedMarkdown AsTyped(string markdown, MarkdownProblem problem) =>
        new($"<pre><code>{System.Net.WebUtility.HtmlEncode(markdown)}</code></pre>", "", [], [problem]);

    // The work of reading links grows with the square of what may be one; a thousand times a long page's is plenty.
    private static bool HasTooManyLinks(string markdown) =>
        markdown.AsSpan().Count('[') + markdown.AsSpan().Count("://") + markdown.AsSpan().Count("www.") > MostLinks;

    private RenderedMarkdown RenderTree(string markdown, MarkdownOptions options)
    {
        var document = Markdig.Markdown.Parse(markdown, _pipeline);
        var problems = new List<MarkdownProblem>();
        var links = MarkdownLinks.Restrict(document, problems);
        MarkdownLinks.FindMissed(document, problems);
        MarkdownLinks.FreeFootnotes(document);
        MarkdownHeadings.Shift(document, options.FirstHeading);
        IReadOnlyList<MarkdownPassage> passages = [];
        if (options.Clauses)
        {
            passages = Passages(markdown, options);
            PolicyClauses.Number(document, options.Culture, _ => "", problems);
        }


        var headings = MarkdownHeadings.Identify(document, options);
        MarkdownLinks.CheckFragments(document, links, options.IdPrefix, problems);
        return new(ToHtml(document, options), MarkdownHeadings.Contents(headings, options.Clauses), links, problems) { Passages = passages };
    }

    /// <summary>Of a tree of their own: some renderers change what they have rendered.</summary>
    private IReadOnlyList<MarkdownPassage> Passages(string markdown, MarkdownOptions options)
    {
        var document = Markdig.Markdown.Parse(markdown, _pipeline);
        MarkdownLinks.Restrict(document, []);
        MarkdownLinks.FreeFootnotes(document);
        MarkdownHeadings.Shift(document, options.FirstHeading);
        return PolicyClauses.Number(document, options.Culture, part => ToHtml(part, options, isPart: true), []);
    }

    /// <summary>Renders a text in each language that has one.</summary>
    public LocalizedText RenderTexts(LocalizedText markdown, string idPrefix)
    {
        var html = new LocalizedText();
        foreach (var culture in Languages.All)
        {
            html[culture] = markdown[culture] is { Length: > 0 } text
                ? Render(text, new(culture) { FirstHeading = 3, IdPrefix = idPrefix + "_" }).Html
                : null;
        }

        return html;
    }

    /// <summary>The images of a text, each with where its address stands in it.</summary>
    public IReadOnlyList<(string Address, int Start, int Length, int Line)> ImagesIn(string markdown)
    {
        if (HasTooManyLinks(markdown))
        {
            return [];
        }

        try
        {
            // Where an image names a reference, the address stands in the definition, which several may share.
            return [.. Markdig.Markdown.Parse(markdown, _pipeline).Descendants<LinkInline>()
                .Where(link => link is { IsImage: true, Url.Length: > 0 })
                .Select(link => (Url: link.Url!, Span: link.Reference?.UrlSpan ?? link.UrlSpan, Line: (link.Reference?.Line ?? link.Line) + 1))
                .Where(image => image.Span.Length > 0)
                .DistinctBy(image => image.Span.Start)
                .Select(image => (image.Url, image.Span.Start, image.Span.Length, image.Line))];
        }
        catch (ArgumentException)
        {
            return [];
        }
    }

    /// <param name="isPart">Whether it is shown away from its text: then footnotes are numbers without a link.</param>
    private string ToHtml(MarkdownObject document, MarkdownOptions options, bool isPart = false)
    {
        using var writer = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        var renderer = new HtmlRenderer(writer);
        _pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<Markdig.Extensions.Tables.HtmlTableRenderer>(new ScrollingTableRenderer(options.Culture));
        renderer.ObjectRenderers.Replace<QuoteBlockRenderer>(new PullQuoteRenderer());
        renderer.ObjectRenderers.Replace<HtmlFootnoteGroupRenderer>(new FootnotesRenderer(options));
        renderer.ObjectRenderers.Replace<HtmlFootnoteLinkRenderer>(new FootnoteReferenceRenderer(options, isPart));
        renderer.ObjectRenderers.Replace<HeadingRenderer>(new LinkedHeadingRenderer(options.Culture));
        renderer.Render(document);
        return writer.ToString();
    }
}
