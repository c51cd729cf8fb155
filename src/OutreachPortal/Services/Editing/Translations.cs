using Microsoft.EntityFrameworkCore;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services.Editing;

/// <summary>The table of pages by language. What was taken from the public needs no translation and stands in none of it.</summary>
public sealed class Translations(PortalDbContext db, SiteSettings site)
{
    public static readonly IReadOnlyList<string> Keys = ["q", "kind", "language", "state"];

    public async Task<TranslationsViewModel> PageAsync(ListFilter filter, CancellationToken cancellation)
    {
        var alive = db.ContentItems.AsNoTracking().Where(i => i.State != ContentState.Unpublished && i.State != ContentState.Merged);
        var items = alive.Called(filter.Words);
        items = filter.Choice<ContentKind>("kind") is { } kind ? items.Where(i => i.Kind == kind) : items;
        items = In(items, filter.Option("language", Languages.All, (culture, value) => culture == value), filter.Choice<TranslationState>("state"));
        var found = await items.Take(ItemLists.MostListed + 1).CountAsync(cancellation);
        var paging = new Paging(filter.Page, Math.Min(found, ItemLists.MostListed), ItemLists.PageSize);
        var ids = paging.IsBeyond ? [] : await items.OrderByDescending(i => i.ChangedAt).ThenByDescending(i => i.Id).Skip(paging.Skip).Take(ItemLists.PageSize).Select(i => i.Id).ToListAsync(cancellation);
        var lines = ids.Count == 0 ? [] : await ItemLists.Lines(db.ContentItems.AsNoTracking().Where(i => ids.Contains(i.Id))).ToListAsync(cancellation);
        var groups = await alive.GroupBy(i => new { i.Kind, i.TranslationEn, i.TranslationTr })
            .Select(group => new { group.Key.Kind, group.Key.TranslationEn, group.Key.TranslationTr, Count = group.Count() }).ToListAsync(cancellation);
        var counts = groups.GroupBy(group => group.Kind).OrderBy(group => group.Key).SelectMany(group => site.Languages.Select(culture =>
        {
            int Count(TranslationState state) => group.Where(g => (culture == Languages.Turkish ? g.TranslationTr : g.TranslationEn) == state).Sum(g => g.Count);
            return new TranslationCount(group.Key, culture, Count(TranslationState.Missing), Count(TranslationState.Outdated));
        }));
        return new(filter, paging, [.. ids.Join(lines, id => id, line => line.Id, (_, line) => line)], [.. counts]) { IsMore = found > ItemLists.MostListed };
    }

    /// <summary>In a language or in any; in a state, or else in one that asks for work.</summary>
    private static IQueryable<ContentItem> In(IQueryable<ContentItem> items, string? culture, TranslationState? state) => (culture, state) switch
    {
        (null, null) => items.Where(i => i.TranslationEn != TranslationState.Current || i.TranslationTr != TranslationState.Current),
        (null, TranslationState.Current) => items.Where(i => i.TranslationEn == TranslationState.Current && i.TranslationTr == TranslationState.Current),
        (null, _) => items.Where(i => i.TranslationEn == state || i.TranslationTr == state),
        (Languages.Turkish, null) => items.Where(i => i.TranslationTr != TranslationState.Current),
        (Languages.Turkish, _) => items.Where(i => i.TranslationTr == state),
        (_, null) => items.Where(i => i.TranslationEn != TranslationState.Current),
        _ => items.Where(i => i.TranslationEn == state),
    };
}
