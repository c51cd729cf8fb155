using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using OutreachPortal.Services.Markdown;

namespace OutreachPortal.Services.Letters;

/// <summary>Subject and Markdown body of a letter, with placeholders.</summary>
public sealed record LetterWords(string Subject, string Body);

/// <summary>What stands for the placeholders of one letter, in its language.</summary>
public sealed record LetterValues(IReadOnlyDictionary<string, string> Texts)
{
    /// <summary>In a letter with all links: what each is for, and its address.</summary>
    public IReadOnlyList<(string Words, string Address)> Registrations { get; init; } = [];

    public string this[string name] => Texts.GetValueOrDefault(name, "");

    public bool Has(string name) => name == LetterPlaceholders.Registrations ? Registrations.Count > 0 : this[name].Length > 0;
}

/// <summary>What stands around the words of every letter.</summary>
/// <param name="Accent">A colour as CSS writes it, and nothing else.</param>
/// <param name="Footer">Lines below the letter; an address among them is a link.</param>
public sealed record LetterFrame(string Language, string Site, string Office, string Home, string Accent, IReadOnlyList<string> Footer);

/// <summary>A letter as it goes out.</summary>
public sealed record WrittenLetter(string Subject, string Text, string Html)
{
    /// <summary>An iCalendar object and its method; null where the letter is about no time.</summary>
    public (string Calendar, string Method)? Entry { get; init; }
}

/// <summary>
/// Makes a letter of words and values, as plain text and as HTML that mail programs show alike: tables and inline styles, nothing that is
/// loaded. Values are put into the syntax tree behind the parser, so that none is ever read as Markdown or HTML, whoever typed it.
/// </summary>
public sealed class LetterPaper(SiteAddress site)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private const string Sans = "-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

    private readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder().DisableHtml().UseSoftlineBreakAsHardlineBreak().UseAutoLinks().UsePreciseSourceLocation().Build();

    public WrittenLetter Write(LetterWords words, LetterValues values, LetterFrame frame)
    {
        var subject = Values.Line(LetterPlaceholders.Fill(LetterPlaceholders.Open(LetterPlaceholders.Tidy(words.Subject), values.Has), name => values[name]));
        var body = LetterPlaceholders.Open(LetterPlaceholders.Tidy(words.Body), values.Has);
        MarkdownDocument document;
        try
        {
            document = Markdig.Markdown.Parse(body, _pipeline);
        }
        catch (ArgumentException)
        {
            // Nested too deeply: it goes out as it was typed rather than not at all.
            document = [new ParagraphBlock { Inline = new ContainerInline().AppendChild(new LiteralInline(body)) }];
        }

        var buttons = Fill(document, values);
        // The values of addresses are the portal's own or were checked before; the rest is what staff typed.
        MarkdownLinks.Restrict(document, []);
        foreach (var link in document.Descendants<LinkInline>().Where(link => link.Url is ['/', ..]))
        {
            link.Url = site.Of(link.Url!);
        }

        var text = LetterText.Of(document, frame);
        return new(subject, text, Html(document, buttons, subject, frame));
    }

    /// <summary>Links of words to places where none may lead; for whoever writes them.</summary>
    public IReadOnlyList<MarkdownProblem> Problems(string body)
    {
        try
        {
            var document = Markdig.Markdown.Parse(LetterPlaceholders.Open(LetterPlaceholders.Tidy(body), _ => true), _pipeline);
            var problems = new List<MarkdownProblem>();
            Fill(document, new(LetterPlaceholders.Addresses.ToDictionary(name => name, _ => "https://example.org/")));
            MarkdownLinks.Restrict(document, problems);
            MarkdownLinks.FindMissed(document, problems);
            return problems;
        }
        catch (ArgumentException)
        {
            return [new("The text is nested too deeply to be read as Markdown.", 1)];
        }
    }

    /// <summary>Puts the values in. Returns the links that stand alone in a paragraph and lead where the letter wants its reader to go.</summary>
    private static HashSet<LinkInline> Fill(MarkdownDocument document, LetterValues values)
    {
        var buttons = new HashSet<LinkInline>();
        foreach (var image in document.Descendants<LinkInline>().Where(link => link.IsImage).ToList())
        {
            // Nothing is loaded from elsewhere: who reads a letter, and when, is nobody's business.
            foreach (var child in image.ToList())
            {
                child.Remove();
                image.InsertBefore(child);
            }

            image.Remove();
        }

        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            link.Title = null;
            link.GetDynamicUrl = null;
            var name = link.Url is ['{', '{', .., '}', '}'] ? link.Url[2..^2] : null;
            if (name is not null && LetterPlaceholders.Addresses.Contains(name))
            {
                link.Url = values[name];
                if (link is { PreviousSibling: null, NextSibling: null, Parent.ParentBlock: ParagraphBlock } && link.Parent is not LinkInline && values.Has(name))
                {
                    buttons.Add(link);
                }
            }
        }

        foreach (var code in document.Descendants<CodeInline>().ToList())
        {
            code.Content = LetterPlaceholders.Fill(code.Content, name => values[name]);
        }

        foreach (var literal in document.Descendants<LiteralInline>().Where(literal => literal.Content.AsSpan().IndexOf("{{") >= 0).ToList())
        {
            var isInLink = Ancestors(literal).Any(parent => parent is LinkInline);
            foreach (var (text, name) in LetterPlaceholders.Cut(literal.Content.ToString()))
            {
                if (name is null)
                {
                    literal.InsertBefore(new LiteralInline(text));
                }
                else if (name == LetterPlaceholders.Registrations && !isInLink)
                {
                    InsertRegistrations(literal, values.Registrations);
                }
                else if (name == LetterPlaceholders.Message && !isInLink)
                {
                    InsertLines(literal, values[name]);
                }
                else if (LetterPlaceholders.Addresses.Contains(name) && values.Has(name) && !isInLink)
                {
                    literal.InsertBefore(Link(values[name], values[name]));
                }
                else
                {
                    literal.InsertBefore(new LiteralInline(values[name]));
                }
            }

            literal.Remove();
        }

        return buttons;
    }

    private static void InsertRegistrations(LiteralInline before, IReadOnlyList<(string Words, string Address)> registrations)
    {
        for (var i = 0; i < registrations.Count; i++)
        {
            if (i > 0)
            {
                before.InsertBefore(new LineBreakInline { IsHard = true });
                before.InsertBefore(new LineBreakInline { IsHard = true });
            }

            before.InsertBefore(new LiteralInline(registrations[i].Words));
            before.InsertBefore(new LineBreakInline { IsHard = true });
            before.InsertBefore(Link(registrations[i].Address, registrations[i].Address));
        }
    }

    /// <summary>Text as it was typed, with its lines.</summary>
    private static void InsertLines(LiteralInline before, string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0)
            {
                before.InsertBefore(new LineBreakInline { IsHard = true });
            }

            before.InsertBefore(new LiteralInline(lines[i]));
        }
    }

    private static LinkInline Link(string address, string words) => (LinkInline)new LinkInline(address, "").AppendChild(new LiteralInline(words));

    private static IEnumerable<ContainerInline> Ancestors(Inline inline)
    {
        for (var parent = inline.Parent; parent is not null; parent = parent.Parent)
        {
            yield return parent;
        }
    }

    private string Html(MarkdownDocument document, HashSet<LinkInline> buttons, string subject, LetterFrame frame)
    {
        Style(document, buttons, frame.Accent);
        using var written = new StringWriter(CultureInfo.InvariantCulture);
        var renderer = new HtmlRenderer(written);
        _pipeline.Setup(renderer);
        renderer.Render(document);
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $$"""
            <!DOCTYPE html>
            <html lang="{{frame.Language}}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <title>{{Encoder.Encode(subject)}}</title>
            <style>
            @media (prefers-color-scheme: dark) {
            .page { background: #161a1d !important; } .sheet { background: #1f2529 !important; border-left-color: #333c42 !important; border-right-color: #333c42 !important; border-bottom-color: #333c42 !important; }
            .ink { color: #f1ece2 !important; } .soft { color: #b9b6ae !important; } .line { color: #a9d2e4 !important; }
            }
            </style>
            </head>
            <body class="page" style="margin:0;padding:0;background:#f4f2ec;">
            <table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f4f2ec;"><tr><td align="center" style="padding:24px 12px;">
            <table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:580px;background:#ffffff;border:1px solid #e3dfd5;border-top:4px solid {{frame.Accent}};border-radius:6px;"><tr><td class="ink" style="padding:26px 28px 28px;font-family:{{Sans}};font-size:16px;line-height:1.55;color:#20262a;overflow-wrap:anywhere;word-break:break-word;">
            <p class="soft" style="margin:0 0 22px;font-size:14px;line-height:1.4;color:#5b6468;"><a class="ink" href="{{Encoder.Encode(frame.Home)}}" style="color:#20262a;text-decoration:none;font-weight:600;">{{Encoder.Encode(frame.Site)}}</a><br>{{Encoder.Encode(frame.Office)}}</p>

            """);
        html.Append(written);
        html.Append("</td></tr></table>\n<p class=\"soft\" style=\"max-width:580px;margin:16px 0 0;font-family:").Append(Sans).Append(";font-size:13px;line-height:1.5;color:#5b6468;\">");
        html.AppendJoin("<br>\n", frame.Footer.Select(line => line.StartsWith("http", StringComparison.Ordinal)
            ? $"<a class=\"soft\" href=\"{Encoder.Encode(line)}\" style=\"color:#5b6468;\">{Encoder.Encode(line)}</a>"
            : EmailLine(line)));
        return html.Append("</p>\n</td></tr></table>\n</body>\n</html>\n").ToString();
    }

    private static string EmailLine(string line) => line.Contains('@', StringComparison.Ordinal) && !line.Contains(' ', StringComparison.Ordinal)
        ? $"<a class=\"soft\" href=\"mailto:{Encoder.Encode(line)}\" style=\"color:#5b6468;\">{Encoder.Encode(line)}</a>" : Encoder.Encode(line);

    /// <summary>Mail programs know few style sheets: each element carries its own.</summary>
    private static void Style(MarkdownDocument document, HashSet<LinkInline> buttons, string accent)
    {
        foreach (var node in document.Descendants().ToList())
        {
            switch (node)
            {
                case HeadingBlock heading:
                    heading.Level = Math.Min(heading.Level, 3);
                    Set(heading, "", $"margin:24px 0 8px;font-size:{(heading.Level == 1 ? 22 : heading.Level == 2 ? 19 : 17)}px;line-height:1.3;font-weight:600;");
                    break;
                case ParagraphBlock paragraph:
                    Set(paragraph, "", "margin:0 0 16px;");
                    break;
                case ListBlock list:
                    Set(list, "", "margin:0 0 16px;padding-left:22px;");
                    break;
                case QuoteBlock quote:
                    Set(quote, "soft", "margin:0 0 16px;padding-left:14px;border-left:3px solid #cfcabd;color:#5b6468;");
                    break;
                case LinkInline link when buttons.Contains(link):
                    Set(link, "", $"display:inline-block;padding:12px 22px;border-radius:5px;background:{accent};color:{OnTop(accent)};font-weight:600;text-decoration:none;");
                    // For whoever's mail program shows no buttons, or who wants to see where they lead.
                    var plain = Link(link.Url!, link.Url!);
                    Set(plain, "soft", "font-size:13px;color:#5b6468;word-break:break-all;");
                    link.InsertAfter(plain);
                    link.InsertAfter(new LineBreakInline { IsHard = true });
                    break;
                case LinkInline link:
                    Set(link, "line", "color:#17495f;");
                    break;
            }
        }
    }

    private static void Set(MarkdownObject node, string name, string style)
    {
        var attributes = node.GetAttributes();
        if (name.Length > 0)
        {
            attributes.AddClass(name);
        }

        attributes.AddProperty("style", style);
    }

    /// <summary>White or nearly black, whichever is read more easily on a colour (WCAG 2.2, relative luminance).</summary>
    private static string OnTop(string accent)
    {
        var light = 0.0;
        double[] weights = [0.2126, 0.7152, 0.0722];
        for (var i = 0; i < 3; i++)
        {
            var part = int.Parse(accent.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            light += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4));
        }

        return 1.05 / (light + 0.05) >= (light + 0.05) / 0.056 ? "#ffffff" : "#14181b";
    }
}

/// <summary>Values as letters take them.</summary>
internal static partial class Values
{
    /// <summary>
    /// What a stranger typed, with a blank behind a dot that stands between words: mail programs make a link of "evil.example", and anybody may
    /// have a letter sent to anybody. "Prof.Dr.Ayşe" reads the better for it, which is why no such name is refused.
    /// </summary>
    public static string Unlinked(string? typed) => DotBetweenWords().Replace(typed ?? "", "$0 ");

    [GeneratedRegex(@"(?<=[\p{L}\p{Nd}-])[.\u3002\uFF0E\uFF61](?=\p{L}[\p{L}\p{Nd}-])")]
    private static partial Regex DotBetweenWords();

    /// <summary>One line without marks that nobody sees, but with the joiners of scripts and emoji.</summary>
    public static string Line(string? value)
    {
        var line = new StringBuilder();
        foreach (var rune in (value ?? "").EnumerateRunes())
        {
            var isSeen = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned) || rune.Value is 0x200C or 0x200D;
            if (isSeen && !Rune.IsWhiteSpace(rune))
            {
                line.Append(rune.ToString());
            }
            else if (line.Length > 0 && line[^1] != ' ' && (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune)))
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>Lines, each as <see cref="Line"/> has it; at most one empty line between two.</summary>
    public static string Lines(string? value)
    {
        var lines = new List<string>();
        foreach (var line in (value ?? "").Trim().ReplaceLineEndings("\n").Split('\n').Select(Line))
        {
            if (line.Length > 0 || (lines.Count > 0 && lines[^1].Length > 0))
            {
                lines.Add(line);
            }
        }

        return string.Join('\n', lines).TrimEnd();
    }

    /// <summary>As much of a text as fits, and not through the middle of a character.</summary>
    public static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
