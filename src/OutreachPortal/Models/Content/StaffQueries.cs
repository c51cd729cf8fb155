using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;

namespace OutreachPortal.Models;

/// <summary>How an item stands, as staff say it; an item may stand in several of these ways at once.</summary>
public enum ItemStatus
{
    /// <summary>Was never public, and somebody is working on it.</summary>
    Draft,
    InReview,
    Returned,
    Scheduled,

    /// <summary>Was due, and could not be published.</summary>
    ScheduleFailed,
    Published,

    /// <summary>The public reads one thing, and somebody is working on the next.</summary>
    Changed,
    Withdrawn,
    Unpublished,
    Merged,
}

/// <summary>What staff may ask of the languages of an item's newest revision.</summary>
public enum LanguageQuestion
{
    MissesEn,
    OutdatedEn,
    HasEn,
    MissesTr,
    OutdatedTr,
    HasTr,
}

public enum ItemOrder
{
    /// <summary>What was changed last comes first.</summary>
    Changed,
    Title,

    /// <summary>The latest first, by the kind's own date.</summary>
    Date,
}

/// <summary>What staff's lists ask, of drafts as of what is public.</summary>
public static class StaffQueries
{
    /// <summary>Words of a search beyond this one narrow it no further.</summary>
    private const int MostWords = 8;

    /// <summary>Kinds that have a date of their own to be sorted by.</summary>
    public static bool HasDate(this ContentKind kind) => kind is ContentKind.Seminar or ContentKind.Lecture or ContentKind.Programme or ContentKind.Figure or ContentKind.Story or ContentKind.Report;

    /// <summary>How an item stands, the state that readers see first.</summary>
    public static IEnumerable<ItemStatus> Of(ContentState state, DraftStage stage, bool isScheduled, bool hasFailed)
    {
        if (state != ContentState.Draft)
        {
            yield return state switch
            {
                ContentState.Published => ItemStatus.Published,
                ContentState.Withdrawn => ItemStatus.Withdrawn,
                ContentState.Merged => ItemStatus.Merged,
                _ => ItemStatus.Unpublished,
            };
        }

        switch (stage)
        {
            case DraftStage.InReview:
                yield return ItemStatus.InReview;
                break;
            case DraftStage.Returned:
                yield return ItemStatus.Returned;
                break;
            case DraftStage.Draft when state != ContentState.Draft:
                yield return ItemStatus.Changed;
                break;
            default:
                if (state == ContentState.Draft)
                {
                    yield return ItemStatus.Draft;
                }

                break;
        }

        if (hasFailed)
        {
            yield return ItemStatus.ScheduleFailed;
        }
        else if (isScheduled)
        {
            yield return ItemStatus.Scheduled;
        }
    }

    public static IQueryable<ContentItem> Standing(this IQueryable<ContentItem> items, ItemStatus? status) => status switch
    {
        null => items,
        ItemStatus.Draft => items.Where(i => i.State == ContentState.Draft && (i.Stage == DraftStage.Draft || i.Stage == DraftStage.None)),
        ItemStatus.InReview => items.Where(i => i.Stage == DraftStage.InReview),
        ItemStatus.Returned => items.Where(i => i.Stage == DraftStage.Returned),
        ItemStatus.Scheduled => items.Where(i => i.ScheduledAt != null && i.ScheduleError == null),
        ItemStatus.ScheduleFailed => items.Where(i => i.ScheduleError != null),
        ItemStatus.Published => items.Where(i => i.State == ContentState.Published),
        ItemStatus.Changed => items.Where(i => i.Stage == DraftStage.Draft && i.State != ContentState.Draft),
        ItemStatus.Withdrawn => items.Where(i => i.State == ContentState.Withdrawn),
        ItemStatus.Unpublished => items.Where(i => i.State == ContentState.Unpublished),
        _ => items.Where(i => i.State == ContentState.Merged),
    };

    /// <summary>Those whose newest title, slug or key has each word somewhere.</summary>
    public static IQueryable<ContentItem> Called(this IQueryable<ContentItem> items, string? words) => TextFolding.WordsIn(words ?? "").Distinct().Take(MostWords)
        .Aggregate(items, (found, word) => found.Where(i => i.DraftSearch != null && i.DraftSearch.Contains(word)));

    public static IQueryable<ContentItem> InLanguage(this IQueryable<ContentItem> items, LanguageQuestion? question) => question switch
    {
        LanguageQuestion.MissesEn => items.Where(i => i.TranslationEn == TranslationState.Missing),
        LanguageQuestion.OutdatedEn => items.Where(i => i.TranslationEn == TranslationState.Outdated),
        LanguageQuestion.HasEn => items.Where(i => i.TranslationEn != TranslationState.Missing),
        LanguageQuestion.MissesTr => items.Where(i => i.TranslationTr == TranslationState.Missing),
        LanguageQuestion.OutdatedTr => items.Where(i => i.TranslationTr == TranslationState.Outdated),
        LanguageQuestion.HasTr => items.Where(i => i.TranslationTr != TranslationState.Missing),
        _ => items,
    };

    /// <summary>What somebody made, or changed last.</summary>
    public static IQueryable<ContentItem> By(this IQueryable<ContentItem> items, int user, string name) => items.Where(i => i.OwnerId == user || i.ChangedBy == name);

    /// <summary>What is published with a tag.</summary>
    public static IQueryable<ContentItem> Tagged(this IQueryable<ContentItem> items, PortalDbContext db, int tag) =>
        // From the tag to its items: asked whether it has the tag, SQLite would go through all items of the kind.
        items.Join(db.Set<Dictionary<string, object>>("ContentTags").Where(row => (int)row["TagsId"] == tag).Select(row => (int)row["ContentItemId"]), i => i.Id, id => id, (i, id) => i);

    /// <summary>In an order that leaves no two items to chance.</summary>
    /// <param name="culture">Language by whose alphabet titles are sorted.</param>
    public static IOrderedQueryable<ContentItem> Ordered(this IQueryable<ContentItem> items, ContentKind kind, ItemOrder order, string culture) => (order, kind) switch
    {
        (ItemOrder.Title, _) => items.InDraftTitleOrder(culture),
        (ItemOrder.Date, ContentKind.Seminar or ContentKind.Lecture) => items.OrderByDescending(i => ((Event)i).StartsAt).ThenByDescending(i => i.Id),
        (ItemOrder.Date, ContentKind.Programme) => items.OrderByDescending(i => ((Programme)i).Starts).ThenByDescending(i => i.Id),
        (ItemOrder.Date, ContentKind.Figure) => items.OrderByDescending(i => ((Figure)i).AsOf).ThenByDescending(i => i.Id),
        (ItemOrder.Date, ContentKind.Story) => items.OrderByDescending(i => ((Story)i).Date).ThenByDescending(i => i.Id),
        (ItemOrder.Date, ContentKind.Report) => items.OrderByDescending(i => ((Report)i).Year).ThenByDescending(i => i.Id),
        _ => items.OrderByDescending(i => i.ChangedAt).ThenByDescending(i => i.Id),
    };

    /// <summary>
    /// By the newest titles, which have no stored sort key as published ones have. Neither database sorts by both languages'
    /// alphabets: Turkish letters are written after the letter they follow, and the tilde comes after every letter.
    /// </summary>
#pragma warning disable CA1304, CA1311 // The database lowers it, by no culture.
    private static IOrderedQueryable<ContentItem> InDraftTitleOrder(this IQueryable<ContentItem> items, string culture) => culture == Languages.Turkish
        ? items.OrderBy(i => (i.DraftTitle.Tr ?? i.DraftTitle.En ?? "").Replace("I", "h~").Replace("ı", "h~").Replace("İ", "i")
            .Replace("Ç", "c~").Replace("ç", "c~").Replace("Ğ", "g~").Replace("ğ", "g~").Replace("Ö", "o~").Replace("ö", "o~")
            .Replace("Ş", "s~").Replace("ş", "s~").Replace("Ü", "u~").Replace("ü", "u~").ToLower()).ThenBy(i => i.Id)
        : items.OrderBy(i => (i.DraftTitle.En ?? i.DraftTitle.Tr ?? "").ToLower()).ThenBy(i => i.Id);
#pragma warning restore CA1304, CA1311
}
