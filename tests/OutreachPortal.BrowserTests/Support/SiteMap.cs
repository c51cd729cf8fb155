using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace OutreachPortal.BrowserTests.Support;

/// <summary>A page of the public site.</summary>
/// <param name="Path">With its query, if it has one.</param>
/// <param name="Template">What pages of its kind and language have in common: <c>/en/seminars/*</c>.</param>
public sealed record SitePage(string Path, string Template, HttpStatusCode Status)
{
    /// <summary>Of its document; empty where nobody read that.</summary>
    public string Title { get; init; } = "";

    public string Language => Path[1..3];

    /// <summary>Its template without the language.</summary>
    public string Kind => Template.TrimStart('/')[2..];

    /// <summary>Neither an error nor a selection from a list.</summary>
    public bool IsOrdinary => Status == HttpStatusCode.OK && !Path.Contains('?', StringComparison.Ordinal);
}

/// <summary>Every page that a visitor can reach from the two home pages, and some that only a typed address reaches.</summary>
public sealed class SiteMap
{
    /// <summary>Pages of one template and language; more of them, such as all clauses of all policies, show nothing new.</summary>
    private const int MostAlike = 20;

    // {0} is the language.
    private static readonly (string Path, string Template)[] Typed =
    [
        ("/{0}/no-such-page", "not found"),
        ("/{0}/seminars/no-such-seminar", "not found"),
        ("/{0}/seminars/gone-talk", "page that is gone"),
        ("/{0}/seminars?q=zzzzzz", "empty list"),
        ("/{0}/lectures?q=zzzzzz&mode=online", "empty list"),
        ("/{0}/seminars?page=999999", "absurd page number"),
        ("/{0}/seminars?when=past", "filtered list"),
        ("/{0}/lectures?when=past&audience=teachers&mode=online", "filtered list"),
        ("/{0}/seminars/only-english", "page in one language"),
        ("/{0}/stories?q=zzzzzz", "empty list"),
        ("/{0}/people?q=zzzzzz", "empty list of people"),
        ("/{0}/impact/1999", "year without figures"),
        ("/{0}/calendar?month=2026-05", "month"),
        ("/{0}/calendar?month=1999-01", "empty month"),
        ("/{0}/calendar?day=2026-12-03", "day"),
        ("/{0}/calendar?day=1999-01-01", "empty day"),
        ("/{0}/search?q=poyraz", "results"),
        ("/{0}/search?q=zzzzzz", "no results"),
        ("/{0}/search?q=%22NEAR(%20*", "odd search"),
        ("/{0}/policies/guest-students", "withdrawn page"),
        ("/{0}/policies/internationalization/versions/4", "version to come"),
        ("/{0}/policies/internationalization/versions/9", "no such version"),
        ("/{0}/policies/internationalization/on/2020-01-01", "policy on a day"),
        ("/{0}/policies/internationalization/on/2010-01-01", "day before the first version"),
        ("/{0}/policies/internationalization/on/2026-02-30", "no such day"),
        ("/{0}/policies/internationalization/compare/1..4?view=side", "versions side by side"),
        ("/{0}/policies/internationalization/compare/4..1", "versions backwards"),
        ("/{0}/policies/internationalization/compare/1..1", "version and itself"),
        ("/{0}/policies/internationalization/clauses/c17", "removed clause"),
        ("/{0}/policies/internationalization/clauses/c999", "no such clause"),
        ("/{0}/policies/open-access/versions/1/comments/sent", "remark that waits"),
    ];

    public List<SitePage> Pages { get; } = [];

    /// <summary>The pages to look at: every one, but of templates that have many of them only every so manieth.</summary>
    public IEnumerable<SitePage> Walk => Pages.GroupBy(page => page.Template).SelectMany(pages =>
    {
        var alike = pages.ToList();
        var step = (alike.Count + MostAlike - 1) / MostAlike;
        return alike.Where((_, place) => place % step == 0);
    });

    /// <summary>Links that lead nowhere, and jumps to what is not on the page.</summary>
    public List<Fault> BrokenLinks { get; } = [];

    /// <summary>A page of each template, in one language and the other by turns.</summary>
    public IEnumerable<SitePage> OneOfEach => Pages.GroupBy(page => page.Kind)
        .Select((pages, turn) => pages.FirstOrDefault(page => page.Language == (turn % 2 == 0 ? "tr" : "en")) ?? pages.First());

    public static async Task<SiteMap> CrawlAsync(Uri site)
    {
        var map = new SiteMap();
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All };
        using var client = new HttpClient(handler) { BaseAddress = site };
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var queue = new Queue<(string Path, string From)>([("/en", "typed"), ("/tr", "typed")]);
        while (queue.TryDequeue(out var next))
        {
            if (seen.Add(next.Path))
            {
                foreach (var link in await map.VisitAsync(client, next.Path, next.From))
                {
                    queue.Enqueue((link, next.Path));
                }
            }
        }

        foreach (var (path, template) in Typed)
        {
            foreach (var language in new[] { "en", "tr" })
            {
                var address = path.Replace("{0}", language, StringComparison.Ordinal);
                var answer = await client.GetAsync(address);
                // The address of the one language leads to that of the other.
                if (answer.Headers.Location is { } location)
                {
                    answer.Dispose();
                    address = Inside(site, new(site, location))!;
                    answer = await client.GetAsync(address);
                }

                var title = answer.StatusCode == HttpStatusCode.OK ? (await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync())).Title ?? "" : "";
                map.Pages.RemoveAll(page => page.Path == address);
                map.Pages.Add(new(address, $"{language}: {template}", answer.StatusCode) { Title = title });
                answer.Dispose();
            }
        }

        return map;
    }

    private static string TemplateOf(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        switch (parts)
        {
            case [var language, "impact", "figures", _]:
                return $"/{language}/impact/figures/*";
            case [var language, "policies", "changes"]:
                return $"/{language}/policies/changes";
        }

        // Slugs differ, words of the address do not: /en/policies/safeguarding/versions/2 is /en/policies/*/versions/*.
        return "/" + string.Join('/', parts.Select((part, place) => place < 2 || (place % 2 == 1) ? part : "*"));
    }

    private async Task<List<string>> VisitAsync(HttpClient client, string path, string from)
    {
        using var answer = await client.GetAsync(path);
        if (answer.Headers.Location is { } location)
        {
            return Inside(client.BaseAddress!, new Uri(new Uri(client.BaseAddress!, path), location)) is { } target ? [target] : [];
        }

        if (answer.StatusCode != HttpStatusCode.OK)
        {
            BrokenLinks.Add(new(Check.Loading, from, "", $"a[href=\"{path}\"]", $"leads to an answer {(int)answer.StatusCode}"));
            return [];
        }

        if (answer.Content.Headers.ContentType?.MediaType != "text/html")
        {
            return [];
        }

        var document = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
        if (!path.Contains('?', StringComparison.Ordinal))
        {
            Pages.Add(new(path, TemplateOf(path), answer.StatusCode) { Title = document.Title ?? "" });
        }

        var links = document.QuerySelectorAll("a[href]").Cast<IHtmlAnchorElement>().Select(link => link.GetAttribute("href")!).Distinct().ToList();
        BrokenLinks.AddRange(links
            .Where(link => link.StartsWith('#') && link.Length > 1 && document.GetElementById(Uri.UnescapeDataString(link[1..])) is null)
            .Select(link => new Fault(Check.Loading, path, "", $"a[href=\"{link}\"]", "jumps to what is not there")));
        // A list has endless selections; only whether they answer at all is of interest, and only from its unfiltered page.
        return path.Contains('?', StringComparison.Ordinal)
            ? []
            : [.. links.Select(link => Inside(client.BaseAddress!, new Uri(new Uri(client.BaseAddress!, path), link))).OfType<string>()];
    }

    private static string? Inside(Uri site, Uri address) =>
        address.GetLeftPart(UriPartial.Authority) == site.GetLeftPart(UriPartial.Authority) ? address.PathAndQuery : null;
}
