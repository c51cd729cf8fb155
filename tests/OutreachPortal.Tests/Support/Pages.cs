using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace OutreachPortal.Tests.Support;

/// <summary>Reading pages as a browser would.</summary>
public static class Pages
{
    /// <summary>The page at an address, which has to answer as expected.</summary>
    public static async Task<IHtmlDocument> PageAsync(this HttpClient visitor, string address, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await visitor.GetAsync(address, TestContext.Current.CancellationToken);
        return await answer.PageAsync(address, expected);
    }

    public static async Task<IHtmlDocument> PageAsync(this HttpResponseMessage answer, string address, HttpStatusCode expected = HttpStatusCode.OK)
    {
        answer.StatusCode.ShouldBe(expected, address);
        return Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    public static Task<HttpResponseMessage> AnswerAsync(this HttpClient visitor, string address, params (string Name, string Value)[] headers) =>
        visitor.AnswerAsync(HttpMethod.Get, address, headers);

    public static async Task<HttpResponseMessage> AnswerAsync(
        this HttpClient visitor, HttpMethod method, string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue(name);
        }

        return await visitor.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Where an answer redirects to, as it was sent.</summary>
    public static string? Target(this HttpResponseMessage answer) => answer.Headers.Location?.OriginalString;

    /// <summary>A header whether it belongs to the message or to its content; null when there is none.</summary>
    public static string? Header(this HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    /// <summary>Text as it is read: without the line ends and indents of the source.</summary>
    public static string Words(this INode node) => string.Join(' ', node.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static string Words(this IParentNode page, string selector) => page.QuerySelector(selector)?.Words() ?? throw new ShouldAssertException("There is no " + selector);

    public static IEnumerable<string> AllWords(this IParentNode page, string selector) => page.QuerySelectorAll(selector).Select(element => element.Words());

    public static string? Href(this IParentNode page, string selector) => page.QuerySelector(selector)?.GetAttribute("href");

    /// <summary>Titles of the items that a list shows, in order.</summary>
    public static IEnumerable<string> Titles(this IParentNode list) =>
        list.AllWords("main ul.events > li a.cover, main ul.rows > li a, main ul.grid > li a.cover, main ul.partners > li a.cover");

    /// <summary>The language of an element: its own or the nearest one above it.</summary>
    public static string? Language(this INode node)
    {
        var element = node as IElement ?? node.ParentElement;
        return element?.Closest("[lang]")?.GetAttribute("lang");
    }
}
