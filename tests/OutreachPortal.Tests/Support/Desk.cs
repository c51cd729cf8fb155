using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Tests.Support;

/// <summary>What staff do with one item, as a browser would: the item's page, its buttons, and what stands in the database afterwards.</summary>
public sealed class Desk(PortalHost portal, string address)
{
    private static int _made;

    public string Address { get; } = address;

    public int Id { get; } = int.Parse(address.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The fields of a story that lacks nothing, with a title of its own.</summary>
    public static Dictionary<string, string> Story(string? title = null)
    {
        title ??= $"A story of its own {Interlocked.Increment(ref _made)}";
        return new()
        {
            ["Texts[en].Title"] = title,
            ["Texts[en].Summary"] = "What pupils measured.",
            ["Texts[en].Body"] = "Some *text*.",
            ["Texts[tr].Title"] = title + " (TR)",
            ["Texts[tr].Summary"] = "Öğrenciler neyi ölçtü?",
            ["Texts[tr].Body"] = "Bir metin.",
            ["Kind"] = "Article",
            ["Date"] = "2026-11-20",
        };
    }

    /// <summary>Saves a new story.</summary>
    public static async Task<Desk> NewAsync(PortalHost portal, HttpClient client, Dictionary<string, string>? fields = null)
    {
        var answer = await client.PostAsync("/admin/stories/new", "/admin/stories/new", fields ?? Story());
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.TextAsync());
        return new(portal, answer.Headers.Location!.ToString());
    }

    /// <summary>Saves a new story and publishes it.</summary>
    public static async Task<Desk> PublishedAsync(PortalHost portal, HttpClient editor, Dictionary<string, string>? fields = null)
    {
        var desk = await NewAsync(portal, editor, fields);
        await desk.DoneAsync(editor, "publish");
        return desk;
    }

    /// <summary>Publishes what is due and returns when nothing is due any more: the portal's own round may be at it in the same moment.</summary>
    public static async Task PublishDueAsync(PortalHost portal)
    {
        while (await portal.Services.GetRequiredService<ScheduledPublishing>().PublishDueAsync(TestContext.Current.CancellationToken) > 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The item as the database has it.</summary>
    public Task<ContentItem> ItemAsync() => portal.InScopeAsync(services => services.GetRequiredService<PortalDbContext>().ContentItems.AsNoTracking()
        .Include(item => item.Texts).Include(item => item.Redirects).Include(item => item.Revisions).FirstAsync(item => item.Id == Id, TestContext.Current.CancellationToken));

    /// <summary>The item's timeline, the oldest first.</summary>
    public Task<List<AuditEntry>> TrailAsync() => portal.InScopeAsync(services => services.GetRequiredService<PortalDbContext>().AuditEntries.AsNoTracking()
        .Where(entry => entry.ItemId == Id).OrderBy(entry => entry.Id).ToListAsync(TestContext.Current.CancellationToken));

    /// <summary>Posts a step with the version that the item has now.</summary>
    public async Task<HttpResponseMessage> StepAsync(HttpClient client, string verb, params (string Name, string Value)[] fields) =>
        await client.PostAsync("/admin/stories/new", $"{Address}/{verb}",
            fields.Select(field => KeyValuePair.Create(field.Name, field.Value)).Append(new("Version", (await ItemAsync()).Version.ToString())));

    /// <summary>Posts a step that has to succeed.</summary>
    public async Task DoneAsync(HttpClient client, string verb, params (string Name, string Value)[] fields)
    {
        var answer = await StepAsync(client, verb, fields);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, verb + ": " + await answer.TextAsync());
    }

    /// <summary>Saves fields over the newest revision.</summary>
    public async Task SaveAsync(HttpClient client, Dictionary<string, string> fields, bool isMinor = false)
    {
        var answer = await client.PostAsync("/admin/stories/new", Address, new Dictionary<string, string>(fields)
        {
            ["BaseRevision"] = (await ItemAsync()).LastRevision.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["IsMinor"] = isMinor ? "true" : "false",
        });
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.TextAsync());
    }

    /// <summary>Asks for a page about the item.</summary>
    public Task<HttpResponseMessage> GetAsync(HttpClient client, string page = "") =>
        client.GetAsync(new Uri(Address + (page.Length == 0 ? "" : "/" + page), UriKind.Relative), TestContext.Current.CancellationToken);

    public async Task<string> PageAsync(HttpClient client, string page = "")
    {
        var answer = await GetAsync(client, page);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, page);
        return await answer.TextAsync();
    }
}

public static class Answers
{
    public static Task<string> TextAsync(this HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>Status of a public page, and where it leads.</summary>
    public static async Task<(HttpStatusCode Status, string? Location, string Text)> SeeAsync(this PortalHost portal, string address)
    {
        var answer = await portal.Visitor().GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        return (answer.StatusCode, answer.Headers.Location?.ToString(), await answer.TextAsync());
    }
}
