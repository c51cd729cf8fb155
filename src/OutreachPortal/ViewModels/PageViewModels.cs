using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;

namespace OutreachPortal.ViewModels;

public sealed record PageListViewModel(ListFilter Filter, Paging Paging, IReadOnlyList<PageCard> Pages)
    : ListViewModel(ContentKind.Page, Filter, Paging)
{
    public override IEnumerable<IReadOnlyList<TextLine>> Lines => Pages.Select(card => card.Texts);
}

public sealed record PageCard(int Id, IReadOnlyList<TextLine> Texts);

public static class PageCards
{
    public static IQueryable<PageCard> ToCards(this IQueryable<Page> pages) => pages.AsSingleQuery().Select(p => new PageCard(
        p.Id, p.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, t.Summary)).ToList()));
}
