using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services.Editing;

/// <summary>What staff's lists show: drafts as well as what is public.</summary>
public sealed class ItemLists(PortalDbContext db, IStringLocalizer<Words> words)
{
    /// <summary>Items on a page, and so in what is published or withdrawn at once.</summary>
    public const int PageSize = 50;

    /// <summary>So many are counted and can be paged through; who has more narrows the list.</summary>
    public const int MostListed = 10_000;

    /// <summary>Entries of a choice in the filter form.</summary>
    private const int MostChoices = 500;

    public static readonly IReadOnlyList<string> Keys = ["q", "state", "language", "unit", "tag", "author", "sort"];

    /// <summary>A page of the items of a kind that an address asks for.</summary>
    public async Task<ItemListViewModel> PageAsync(ContentKindInfo kind, ListFilter filter, CancellationToken cancellation)
    {
        var culture = Languages.Current;
        var choices = await ChoicesAsync(cancellation);
        var order = filter.Choice<ItemOrder>("sort") ?? ItemOrder.Changed;
        if (order == ItemOrder.Date && !kind.Kind.HasDate())
        {
            order = ItemOrder.Changed;
        }

        var unit = filter.Option("unit", choices.Units, (option, value) => option.Key == value);
        var tag = filter.Option("tag", choices.Tags, (option, value) => option.Key == value);
        var author = filter.Option("author", choices.Authors, (option, value) => option.Key == value);
        var items = db.ContentItems.AsNoTracking().Where(i => i.Kind == kind.Kind)
            .Standing(filter.Choice<ItemStatus>("state")).InLanguage(filter.Choice<LanguageQuestion>("language")).Called(filter.Words);
        items = unit is null ? items : items.OfUnit(Number(unit.Aliases[0]));
        items = tag is null ? items : items.Tagged(db, Number(tag.Aliases[0]));
        items = author is null ? items : items.By(Number(author.Key), author.Name);

        var found = await items.Take(MostListed + 1).CountAsync(cancellation);
        var paging = new Paging(filter.Page, Math.Min(found, MostListed), PageSize);
        var ids = paging.IsBeyond ? [] : await items.Ordered(kind.Kind, order, culture).Skip(paging.Skip).Take(PageSize).Select(i => i.Id).ToListAsync(cancellation);
        return new(kind, filter, paging, await LinesAsync(ids, cancellation), choices)
        {
            IsMore = found > MostListed,
            Order = order,
            Describe = (key, value) => key switch
            {
                "q" => "“" + value + "”",
                "state" => words.Name(filter.Choice<ItemStatus>(key)!.Value),
                "language" => words.Name(filter.Choice<LanguageQuestion>(key)!.Value),
                "unit" => unit!.Name,
                "tag" => tag!.Name,
                "author" => words["Lists.By", author!.Name],
                _ => value,
            },
        };
    }

    /// <summary>Items of all kinds that are called so, those that were changed last first.</summary>
    public async Task<SearchListViewModel> SearchAsync(ListFilter filter, CancellationToken cancellation)
    {
        var found = TextFolding.Words(filter.Words ?? "").Length == 0 ? []
            : await db.ContentItems.AsNoTracking().Called(filter.Words).OrderByDescending(i => i.ChangedAt).ThenByDescending(i => i.Id).Take(PageSize + 1).Select(i => i.Id).ToListAsync(cancellation);
        return new(filter, await LinesAsync([.. found.Take(PageSize)], cancellation), found.Count > PageSize);
    }

    /// <summary>The lines of items, in the order in which their numbers are given; those that there are not are left out.</summary>
    /// <param name="ids">At most a page of them.</param>
    public async Task<List<ItemLine>> LinesAsync(IReadOnlyList<int> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var lines = await Lines(db.ContentItems.AsNoTracking().Where(i => ids.Contains(i.Id))).ToListAsync(cancellation);
        return [.. ids.Join(lines, id => id, line => line.Id, (_, line) => line)];
    }

    /// <summary>Reads only what lists show, in one query.</summary>
    public static IQueryable<ItemLine> Lines(IQueryable<ContentItem> items) => items.AsSingleQuery().Select(i => new ItemLine(
        i.Id, i.Kind, i.Key, new LocalizedText { En = i.DraftTitle.En, Tr = i.DraftTitle.Tr }, i.State, i.Stage, i.TranslationEn, i.TranslationTr, i.UnitId,
        i.ChangedAt, i.ChangedBy, i.ScheduledAt, i.ScheduleError, i.Texts.Select(t => new ItemSlug(t.Culture, t.Slug)).ToList(), i.Version));

    private async Task<ItemChoices> ChoicesAsync(CancellationToken cancellation)
    {
        var comparer = StringComparer.Create(Languages.CultureOf(Languages.Current), ignoreCase: true);
        var units = await db.Units.AsNoTracking().OrderBy(u => u.Id).Take(MostChoices).ToListAsync(cancellation);
        var tags = await db.Tags.AsNoTracking().OrderBy(t => t.Id).Take(MostChoices).ToListAsync(cancellation);
        var authors = await db.Users.AsNoTracking().OrderBy(u => u.Id).Take(MostChoices).Select(u => new { u.Id, u.Name }).ToListAsync(cancellation);
        IReadOnlyList<NamedOption> Named(IEnumerable<INamed> named) => [.. named
            .Select(thing => (thing.Key, thing.Id, Name: thing.Name.In(Languages.Current)))
            .Select(thing => new NamedOption(thing.Key, thing.Name.Text, [thing.Id.ToString(CultureInfo.InvariantCulture)]) { Lang = Languages.Lang(thing.Name.Culture) })
            .OrderBy(option => option.Name, comparer)];
        return new(Named(units), Named(tags),
            [.. authors.OrderBy(author => author.Name, comparer).Select(author => new NamedOption(author.Id.ToString(CultureInfo.InvariantCulture), author.Name, []))]);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
