using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>The portal's own pages, drafts among them, for whoever links to one or names one in a field.</summary>
[Route("admin/pick")]
[Authorize(StaffPolicies.Write)]
public sealed class PickController(PortalDbContext db) : AdminController
{
    public const int Most = 20;

    private const int LongestQuery = 200;
    private const int MostWords = 8;

    /// <summary>Items whose newest title, slug or key has all the words; those that are public first. Without words those changed last.</summary>
    /// <param name="kind">Folder of a kind.</param>
    /// <param name="culture">Of addresses and titles; the user's if there is no such language.</param>
    [HttpGet("")]
    public async Task<IActionResult> Index([FromQuery] string? q, [FromQuery] string? kind, [FromQuery] string? culture)
    {
        if (!string.IsNullOrEmpty(kind) && ContentKindInfo.InFolder(kind) is null)
        {
            return Json(Array.Empty<object>());
        }

        var language = culture is not null && Languages.All.Contains(culture) ? culture : Languages.Current;
        var kinds = string.IsNullOrEmpty(kind) ? ContentKindInfo.All : [ContentKindInfo.InFolder(kind)!];
        var words = TextFolding.WordsIn((q ?? "")[..Math.Min((q ?? "").Length, LongestQuery)]).Take(MostWords).ToList();
        var found = words.Count == 0 ? await NewestAsync(kinds) : await MatchingAsync(kinds, words);
        return Json(found.Select(item => new
        {
            kind = item.Kind.ToString(),
            folder = ContentKindInfo.Of(item.Kind).Folder,
            key = item.Key,
            reference = ContentKindInfo.Of(item.Kind).Folder + "/" + item.Key,
            title = item.Title.In(language) is { IsEmpty: false } title ? title.Text : item.Key,
            state = item.State.ToString(),
            address = PortalAddress.Page(language, item.Kind, SlugOf(item, language)),
        }));
    }

    private async Task<List<Picked>> MatchingAsync(IReadOnlyList<ContentKindInfo> kinds, List<string> words)
    {
        IQueryable<ContentItem> items = db.ContentItems.AsNoTracking();
        if (kinds is [var one])
        {
            items = items.Where(item => item.Kind == one.Kind);
        }

        items = words.Aggregate(items, (matching, word) => matching.Where(item => item.DraftSearch!.Contains(word)));
        return await Read(items.Where(item => item.State != ContentState.Merged)
            .OrderBy(item => item.State == ContentState.Published ? 0 : 1).ThenByDescending(item => item.ChangedAt).ThenByDescending(item => item.Id).Take(Most)).ToListAsync(Aborted);
    }

    /// <summary>A question for each kind, which follows the index and reads no more than it shows.</summary>
    private async Task<List<Picked>> NewestAsync(IReadOnlyList<ContentKindInfo> kinds)
    {
        var newest = new List<Picked>();
        foreach (var kind in kinds)
        {
            newest.AddRange(await Read(db.ContentItems.AsNoTracking().Where(item => item.Kind == kind.Kind && item.State != ContentState.Merged)
                .OrderByDescending(item => item.ChangedAt).ThenByDescending(item => item.Id).Take(Most)).ToListAsync(Aborted));
        }

        return [.. newest.OrderBy(item => item.State == ContentState.Published ? 0 : 1).ThenByDescending(item => item.ChangedAt).Take(Most)];
    }

    private static IQueryable<Picked> Read(IQueryable<ContentItem> items) => items.Select(item => new Picked(
        item.Kind, item.Key, item.State, new LocalizedText { En = item.DraftTitle.En, Tr = item.DraftTitle.Tr }, item.ChangedAt,
        item.Texts.Select(text => new PickedSlug(text.Culture, text.Slug)).ToList()));

    /// <summary>The slug that the page has, or else the one that its title will get.</summary>
    private static string SlugOf(Picked item, string culture) =>
        (item.Slugs.Find(slug => slug.Culture == culture) ?? item.Slugs.FirstOrDefault())?.Slug
        ?? (TextFolding.Slug(item.Title.In(culture).Text) is { Length: > 0 } slug ? slug : item.Key);

    private sealed record PickedSlug(string Culture, string Slug);

    private sealed record Picked(ContentKind Kind, string Key, ContentState State, LocalizedText Title, DateTime ChangedAt, List<PickedSlug> Slugs);
}
