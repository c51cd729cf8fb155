using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Policies;
using OutreachPortal.ViewModels.Api;

namespace OutreachPortal.Controllers;

/// <summary>Versions of policies for programs and for whoever keeps them: as Markdown and as JSON, beside every page.</summary>
[Route("{culture:culture}/policies")]
public sealed class PolicyTextController(
    PortalDbContext db, ContentPages pages, IStringLocalizer<Words> words, SiteSettings site, SiteAddress address, TimeProvider clock, PolicyMarkdown markdown, ResourceMaker maker)
    : PolicyPageController(db, pages, words, site, clock)
{
    // Before {slug} and {number}, which a name with a dot could be.
    [HttpGet("{slug}.md", Order = -1)]
    public Task<IActionResult> CurrentMarkdown([FromRoute] string? slug) => ShowAsync(slug, null, PolicyAddress.MarkdownEnding, MarkdownAsync);

    [HttpGet("{slug}/versions/{number}.md", Order = -1)]
    public Task<IActionResult> Markdown([FromRoute] string? slug, [FromRoute] string? number) => ShowAsync(slug, number ?? "", PolicyAddress.MarkdownEnding, MarkdownAsync);

    [HttpGet("{slug}.json", Order = -1)]
    public Task<IActionResult> CurrentJson([FromRoute] string? slug) => ShowAsync(slug, null, PolicyAddress.JsonEnding, JsonAsync);

    [HttpGet("{slug}/versions/{number}.json", Order = -1)]
    public Task<IActionResult> Json([FromRoute] string? slug, [FromRoute] string? number) => ShowAsync(slug, number ?? "", PolicyAddress.JsonEnding, JsonAsync);

    /// <param name="number">Of the version; null for the one that the policy's page shows today.</param>
    private async Task<IActionResult> ShowAsync(string? slug, string? number, string format, Func<Policy, PolicyVersion, string, Task<IActionResult>> show) =>
        // What is no number is not repeated in an address to which anybody is sent.
        number is not null && !PolicyVersionNumber.TryParse(number, out _) ? NotFound()
        : await OfPolicyAsync(slug, number is null ? format : PolicyAddress.Version("", number) + format, async (policy, page) =>
        {
            var version = number is null ? Policy.VersionShownOn(Today, policy.Versions) : policy.Find(number);
            if (version is null)
            {
                return format == PolicyAddress.JsonEnding
                    ? Problem("This policy has no such version.", statusCode: StatusCodes.Status404NotFound, title: "Not Found")
                    : NotFound();
            }

            if (number is not null && number != version.Number)
            {
                // One address a version: 2.0 is 2.
                return Redirect(PolicyAddress.Version(page, version.Number) + format);
            }

            await ReadTextsAsync(version);
            if (version.Texts.Count == 0)
            {
                // Taken away between two questions.
                return NotFound();
            }

            // Search engines show the page.
            Response.Headers.Link = $"<{address.Of(number is null ? page : PolicyAddress.Version(page, version.Number))}>; rel=\"canonical\"";
            return await show(policy, version, page);
        });

    private Task<IActionResult> MarkdownAsync(Policy policy, PolicyVersion version, string page) =>
        Task.FromResult<IActionResult>(Content(markdown.Write(policy, version, page, Culture), PolicyMarkdown.ContentType));

    private async Task<IActionResult> JsonAsync(Policy policy, PolicyVersion version, string page)
    {
        var ids = version.Texts.Select(text => text.Id).ToList();
        var clauses = (await Db.Set<PolicyPassage>().Where(p => ids.Contains(p.PolicyVersionTextId) && p.Clause != null).OrderBy(p => p.Position)
            .Select(p => new { Text = p.PolicyVersionTextId, Passage = new PolicyPassage { Position = p.Position, Clause = p.Clause, Number = p.Number, Depth = p.Depth, IsHeading = p.IsHeading, Text = p.Text } })
            .ToListAsync(Aborted)).ToLookup(row => row.Text, row => row.Passage);
        foreach (var text in version.Texts)
        {
            text.Passages.AddRange(clauses[text.Id]);
        }

        return Json(maker.Make(policy, version, Culture, T));
    }
}
