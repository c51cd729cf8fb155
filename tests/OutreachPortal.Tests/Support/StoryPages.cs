using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace OutreachPortal.Tests.Support;

/// <summary>Stories, as staff write them in their pages.</summary>
public static class StoryPages
{
    /// <summary>A story in both languages that lacks nothing.</summary>
    public static Dictionary<string, string> Fields(string title, string? copy = null, int baseRevision = 0, string body = "Some *text*.")
    {
        var fields = new Dictionary<string, string>
        {
            ["Texts[en].Title"] = title,
            ["Texts[en].Summary"] = "What pupils measured.",
            ["Texts[en].Body"] = body,
            ["Texts[tr].Title"] = title + " (TR)",
            ["Texts[tr].Summary"] = "Öğrenciler neyi ölçtü?",
            ["Texts[tr].Body"] = "Bir metin.",
            ["Kind"] = "Article",
            ["Date"] = "2026-11-20",
            ["BaseRevision"] = baseRevision.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        if (copy is not null)
        {
            fields["WorkingCopy"] = copy;
        }

        return fields;
    }

    /// <summary>Writes a story and answers with its address in the admin area.</summary>
    public static async Task<string> WriteStoryAsync(this HttpClient client, string title, string body = "Some *text*.")
    {
        var answer = await client.PostAsync("/admin/stories/new", "/admin/stories/new", Fields(title, body: body));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return answer.Headers.Location!.ToString();
    }

    /// <summary>Sends a working copy as the page's script does.</summary>
    public static async Task<JsonElement> KeepAsync(this HttpClient client, string address, Dictionary<string, string> fields)
    {
        var answer = await client.PostAsync("/admin/stories/new", address + "/working-copy", fields);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    public static async Task<IHtmlDocument> DocumentAsync(this HttpResponseMessage answer) =>
        new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
}
