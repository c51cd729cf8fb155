using FsCheck;
using FsCheck.Fluent;
using OutreachPortal.Services;
using OutreachPortal.Services.Markdown;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Markdown;

/// <summary>Whatever is typed, nothing runs.</summary>
public sealed class MarkdownSafetyTests
{
    private static readonly MarkdownRenderer Renderer = new();

    private static readonly string[] Addresses =
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "JAVASCRIPT:alert(1)", "javascript://example.org/%0aalert(1)", "javascript&colon;alert(1)",
        "&#106;avascript:alert(1)", "&#x6A;avascript:alert(1)", "&#0000106avascript:alert(1)", "java&Tab;script:alert(1)", "java&NewLine;script:alert(1)",
        "java\tscript:alert(1)", "java\nscript:alert(1)", "\u0001javascript:alert(1)", " javascript:alert(1)", "%6Aavascript:alert(1)", "javascript%3Aalert(1)",
        "java\\script:alert(1)", "\\javascript:alert(1)", "javascript\\:alert(1)", "jav&#x09;ascript:alert(1)", "jav&#xA;ascript:alert(1)",
        "data:text/html,<script>alert(1)</script>", "DATA:text/html;base64,PHNjcmlwdD4=", "data:image/svg+xml,<svg onload=alert(1)>", "vbscript:msgbox(1)", "VbScRiPt:x",
        "file:///etc/passwd", "blob:https://example.org/1", "view-source:https://example.org", "about:blank", "ftp://example.org", "intent://x", "ws://example.org",
        "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/&#92;evil.example", "&sol;&sol;evil.example", "/&sol;evil.example", "/\t/evil.example",
        "https://user:word@evil.example", "https://good.example@evil.example", "http://", "https:///", "https:evil.example", "https:\\\\evil.example", "mailto:", "tel:", "#", "?q", "page", "./x", "../x", "",
        "https://example.org/\" onclick=\"alert(1)", "https://example.org/'onclick='alert(1)", "https://example.org/><script>alert(1)</script>", "#\" onclick=\"alert(1)", "/en\"onmouseover=\"x",
        "feed:javascript:alert(1)", "x:javascript:alert(1)", "\u2028javascript:alert(1)", "java\u00ADscript:alert(1)", "ｊavascript:alert(1)", "jаvascript:alert(1)",
    ];

    private static readonly string[] Blocks =
    [
        "<script>alert(1)</script>", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<svg><a xlink:href=\"javascript:alert(1)\">x</a></svg>",
        "<!-- comment --><script>alert(1)</script>", "<!--><script>alert(1)</script>-->", "<![CDATA[<script>alert(1)</script>]]>", "<?php echo 1 ?>", "<!DOCTYPE html>", "<style>*{}</style>", "<iframe src=//evil.example>",
        "<a href=\"javascript:alert(1)\">x</a>", "<b onclick=alert(1)>x</b>", "</p></div></body><script>alert(1)</script>", "<textarea><script>alert(1)</script>", "<title><script>", "<math><mi//xlink:href=\"data:x,<script>\">",
        "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;", "```<script>\n<script>alert(1)</script>\n```", "``` \" onclick=alert(1)\nx\n```", "    <script>alert(1)</script>", "`<script>alert(1)</script>`",
        "# x {onclick=alert(1)}", "[x](/en){onclick=alert(1)}", "![x](/media/a.png){onerror=alert(1)}", "text {style=color:red}", "# x {#id .class onclick=alert(1)}", "::: x {onclick=1}\n:::",
        "[x](/en \"title\\\" onclick=\\\"alert(1)\")", "[x](/en 'a\" onclick=\"alert(1)')", "![a\" onerror=\"alert(1)](/media/a.png)", "![x](/media/a.png \"\\\"onerror=\\\"alert(1)\")", "![![x](javascript:alert(1))](javascript:alert(2))", "text ![![x](javascript:alert(1))](javascript:alert(2)) text", "a [b [![c](data:x) d](vbscript:y) e](javascript:z) f",
        "[![x](/media/a.png)](javascript:alert(1))", "[a [b](/en) c](/tr)", "[a [b](https://example.org) [c](javascript:alert(1)) d](/tr)", "[a <https://example.org> b](/en)", "[a https://example.org b](/en)", "[a www.example.org b](/en)",
        "[x][r]\n\n[r]: javascript:alert(1) \"t\"", "[r]: <javascript:alert(1)>\n\n[r] ![r]", "<javascript:alert(1)>", "<JAVASCRIPT:alert(1)>", "<data:text/html,x>", "<vbscript:x>", "<x@y.z\"onclick=alert(1)>", "www.javascript:alert(1)", "https://example.org/\"onclick=alert(1)",
        "[a[^1]](/en)\n\n[^1]: note", "[a[^1] b[^1]](https://example.org)\n\n[^1]: [x](javascript:alert(1)) [^1]", "![a[^1]](/media/a.png)\n\n[^1]: note", "![a ![b](/media/b.png)](/media/a.png)", "![[x](/en)](/media/a.png)", "![a <https://example.org>](/media/a.png)", "![a `<b>` **c** &lt;](/media/a.png)",
        "[^<script>]\n\n[^<script>]: note", "[^a]: unused <script>", "x[^a]\n\n[^a]: # Heading\n\n    [^a]", "x[^a][^a]\n\n[^a]: y[^b]\n\n[^b]: z[^a]",
        "| <script> | [x](javascript:alert(1)) |\n| --- | :-: |\n| <img src=x onerror=1> | `<b>` |", "term <script>\n: [x](javascript:alert(1))\n: <script>", "^^^ <script>\n![x](javascript:alert(1))\n^^^ [x](javascript:alert(1)) <script>", "^^^\n[a](/en)\n^^^ cap {onclick=1}",
        "> quote\n> — [x](javascript:alert(1)) <script>", "> — [a](/en)", "> — ", "# [x](javascript:alert(1)) <script>", "# [a](/en) `<b>` \"q\" 'r' &quot;", "###### six\n\n# one\n\n### three\n\n###### six", "> ###### in a quote\n\n# one", "#\n\n##\n\n# #",
        "Section\n===\n\nSection\n---\n\n# section 2\n\n# section", "# Clause 1\n\n1. one\n   1. two\n2. three", "1. one\n\n1. again\n\n# 1. one", "# 1. one\n\n1.1 text\n\n1. list", "- - - 1. x", "1. 1. 1. x", "* a\n\n  1. b\n\n> 1. c",
    ];

    [Fact]
    public void No_hostile_address_becomes_a_link_or_an_image()
    {
        string[] Places(string address) =>
        [
            $"[x]({address})", $"[x](<{address}>)", $"![x]({address})", $"![x](<{address}>)", $"<{address}>", $"[x]\n\n[x]: {address}\n", $"[x][y]\n\n[y]: <{address}> 't'\n",
            $"# [x]({address})", $"| a |\n| - |\n| [x](<{address}>) |", $"a[^1]\n\n[^1]: [x](<{address}>)", $"term\n: [x](<{address}>)", $"^^^\n![x](<{address}>)\n^^^ [x](<{address}>)",
            $"> quote\n> — [x](<{address}>)", $"[![x](<{address}>)](<{address}>)", $"[x <{address}> y](/en)", address,
        ];
        Addresses.SelectMany(Places).SelectMany(Complaints).ShouldBeEmpty();
    }

    [Fact]
    public void No_hostile_text_becomes_an_element()
    {
        string[] Places(string block) =>
        [
            block,
            "Before.\n\n" + block + "\n\nAfter.",
            "> " + block.Replace("\n", "\n> ", StringComparison.Ordinal),
            "- " + block.Replace("\n", "\n  ", StringComparison.Ordinal),
        ];
        Blocks.SelectMany(Places).SelectMany(Complaints).ShouldBeEmpty();
    }

    [Fact]
    public void Good_addresses_stay()
    {
        foreach (var address in new[] { "https://example.org/a?b=c&amp;d#e", "http://example.org", "mailto:a@example.org", "tel:+902120000000", "/en/seminars", "#x", "HTTPS://EXAMPLE.ORG/" })
        {
            var rendered = Renderer.Render($"# x\n\n[text]({address})", new("en"));
            rendered.Problems.ShouldBeEmpty(address);
            rendered.Html.ShouldContain($">text</a>");
            AllShouldBeSafe($"# x\n\n[text]({address})");
        }
    }

    [Fact]
    public void Random_texts_of_nasty_fragments_are_safe_and_well_formed()
    {
        string[] fragments =
        [
            .. Blocks, .. Addresses, "\n", "\n\n", "\n    ", "\n> ", "\n- ", "\n1. ", "\n# ", "\n### ", "\n| a | b |\n| - | -: |\n| c | d |\n", "\n^^^\n", "\n: ", "[", "](", ")", "![", "](/en)", "](/media/a.png)", "[^1]", "\n[^1]: ",
            "*", "**", "_", "`", "```", "~~~\n", "<", ">", "&", "\"", "'", "\\", "\t", " ", "  \n", "\0", "\u0007", "\uFEFF", "\u202E", "ışık", "İ", "\ud83d\ude00", "www.example.org", "https://example.org", "<https://example.org>", "— who", "5.2 text", "|", "---", "===", "{onclick=x}", "# Same",
        ];
        var texts = Gen.Elements(fragments).ListOf().Select(parts => string.Concat(parts)).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500).WithEndSize(40), Prop.ForAll(texts, markdown =>
        {
            AllShouldBeSafe(markdown);
            return true;
        }));
    }

    private static void AllShouldBeSafe(string markdown) => Complaints(markdown).ShouldBeEmpty();

    private static IEnumerable<string> Complaints(string markdown)
    {
        foreach (var options in new[] { new MarkdownOptions("en"), new MarkdownOptions("tr") { Clauses = true }, new MarkdownOptions("tr") { IdPrefix = "account_" } })
        {
            var rendered = Renderer.Render(markdown, options);
            foreach (var html in new[] { rendered.Html, rendered.ContentsHtml })
            {
                if (SafeHtml.Complaint(html) is { } complaint)
                {
                    yield return $"{complaint}\n--- of ---\n{Short(markdown)}\n--- in ---\n{Short(html)}";
                }
            }
        }
    }

    private static string Short(string text) => text.Length > 2000 ? text[..2000] + "…" : text;
}
