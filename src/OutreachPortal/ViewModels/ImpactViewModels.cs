using OutreachPortal.Models;

namespace OutreachPortal.ViewModels;

/// <param name="Years">Those that have figures, the newest first.</param>
public sealed record ImpactViewModel(
    ListFilter Filter, Paging Paging, IReadOnlyList<FigureCard> Figures, IReadOnlyList<int> Years, IReadOnlyList<Unit> Units)
    : ListViewModel(ContentKind.Figure, Filter, Paging)
{
    public override IEnumerable<IReadOnlyList<TextLine>> Lines => Figures.Select(card => card.Texts);
}

/// <summary>The figures of one year; none, for a year that has none.</summary>
public sealed record ImpactYearViewModel(int Year, IReadOnlyList<FigureCard> Figures, bool HasMore, IReadOnlyList<int> Years);

/// <summary>The years that have figures, to go through.</summary>
/// <param name="Current">The year shown; null beside all figures.</param>
public sealed record YearNavigation(IReadOnlyList<int> Years, int? Current)
{
    public int? Earlier => Current is { } year ? Years.Where(y => y < year).Select(y => (int?)y).Max() : null;

    public int? Later => Current is { } year ? Years.Where(y => y > year).Select(y => (int?)y).Min() : null;
}

public sealed record FigureViewModel(Figure Item, ContentText Text) : ItemViewModel<Figure>(Item, Text)
{
    public FigureCard Card { get; } = FigureCard.Of(Item);
}
