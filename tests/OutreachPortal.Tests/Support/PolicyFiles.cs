using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;

namespace OutreachPortal.Tests.Support;

/// <summary>Policies for tests, a version at a time.</summary>
public static class PolicyFiles
{
    /// <summary>Takes in a version of a policy in both languages; its slugs are <c>{key}</c> and <c>{key}-tr</c>.</summary>
    /// <param name="more">Further fields.</param>
    /// <param name="languages">Those that it has a text in.</param>
    public static async Task WriteVersionAsync(
        this PortalHost portal, string key, string version, string from, string body, string? bodyTr = null, string more = "", string languages = "en tr")
    {
        using var folder = new ContentFolder();
        foreach (var language in languages.Split(' '))
        {
            var isTurkish = language == Languages.Turkish;
            var fields = $"""
                title: {(isTurkish ? "Kural" : "The rule")} {version}
                slug: {key}{(isTurkish ? "-tr" : "")}
                summary: {(isTurkish ? "Özet." : "A summary.")}
                number: PP-1
                owner: Office
                approving-body: Senate
                version: "{version}"
                in-force-from: {from}
                change-note: {(isTurkish ? "Değişti." : "Changed.")}
                {more}
                """;
            fields += languages == language ? $"\nlanguages: {language}" : "";
            folder.Text($"policies/{key}.{language}.md", fields, isTurkish ? bodyTr ?? body : body);
        }

        await portal.ImportAllAsync(folder);
    }

    /// <summary>A remark on the version with a number; the portal has one policy.</summary>
    public static Task<int> AddRemarkAsync(this PortalHost portal, string version, PolicyComment comment) => portal.QueryAsync(async db =>
    {
        comment.PolicyVersionId = await db.PolicyVersions.Where(v => v.Number == version).Select(v => v.Id).SingleAsync(TestContext.Current.CancellationToken);
        comment.CreatedAt = portal.Clock.Now.UtcDateTime;
        comment.ConcurrencyStamp = Guid.NewGuid();
        db.PolicyComments.Add(comment);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return comment.Id;
    });
}
