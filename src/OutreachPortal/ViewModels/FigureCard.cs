using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;

namespace OutreachPortal.ViewModels;

/// <summary>A figure as lists and charts show it.</summary>
public sealed record FigureCard(
    int Id, FigureRule Rule, decimal Value, LocalizedText UnitOfMeasure, DateOnly? From, DateOnly? Until, DateOnly AsOf, int Year, decimal? Goal,
    LocalizedText Method, LocalizedText Source, string? SourceLink, IReadOnlyList<TextLine> Texts)
{
    /// <summary>The series, in its order; empty where it was not asked for.</summary>
    public IReadOnlyList<ChartPoint> Points { get; init; } = [];

    public GoalProgress? Progress => Rule == FigureRule.Progress && Goal is > 0 ? new GoalProgress(Value, Goal.Value) : null;

    public static FigureCard Of(Figure figure) => new(
        figure.Id, figure.Rule, figure.Value, figure.UnitOfMeasure, figure.From, figure.Until, figure.AsOf, figure.Year, figure.Goal,
        figure.Method, figure.Source, figure.SourceLink,
        [.. figure.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, t.Summary))])
    {
        Points = [.. figure.Series.OrderBy(point => point.Position).Select(point => new ChartPoint(point.Label, point.Value))],
    };
}

/// <summary>How much of a goal was reached.</summary>
public sealed record GoalProgress(decimal Reached, decimal Goal)
{
    /// <summary>Rounded down: a goal is reached only when it is. More than 100 when there is more than was hoped for.</summary>
    public int Percent => Goal <= 0 ? 0 : (int)Math.Min(int.MaxValue, decimal.Floor(Reached / Goal * 100));

    /// <summary>Something is there, yet not a hundredth.</summary>
    public bool IsTrace => Reached > 0 && Percent == 0;
}

public static class FigureCards
{
    /// <summary>Reads only what lists show, in one query, without the series.</summary>
    public static IQueryable<FigureCard> ToCards(this IQueryable<Figure> figures) => figures.AsSingleQuery().Select(f => new FigureCard(
        f.Id, f.Rule, f.Value, new LocalizedText { En = f.UnitOfMeasure.En, Tr = f.UnitOfMeasure.Tr }, f.From, f.Until, f.AsOf, f.Year, f.Goal,
        new LocalizedText { En = f.Method.En, Tr = f.Method.Tr }, new LocalizedText { En = f.Source.En, Tr = f.Source.Tr }, f.SourceLink,
        f.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, t.Summary)).ToList()));

    /// <summary>By what the number means, as <see cref="RuleOrder"/> has it, the newest first, and then by title.</summary>
    public static IOrderedQueryable<Figure> InImpactOrder(this IQueryable<Figure> figures, string culture) => figures
        .OrderBy(f => f.Rule == FigureRule.Progress ? 0 : f.Rule == FigureRule.RunningTotal ? 1 : f.Rule == FigureRule.ClosedPeriod ? 2 : 3)
        .ThenByDescending(f => f.Year)
        .ThenBy(f => f.Texts.Where(t => t.Culture == culture).Select(t => t.SortKey).FirstOrDefault()
            ?? f.Texts.OrderBy(t => t.Culture).Select(t => t.SortKey).FirstOrDefault())
        .ThenBy(f => f.Id);

    /// <summary>What is still going on comes before what is over.</summary>
    public static readonly IReadOnlyList<FigureRule> RuleOrder = [FigureRule.Progress, FigureRule.RunningTotal, FigureRule.ClosedPeriod, FigureRule.Snapshot];

    /// <summary>The cards with their series, all of them in one more query.</summary>
    public static async Task<List<FigureCard>> WithPointsAsync(this IReadOnlyList<FigureCard> cards, IQueryable<FigurePoint> points, CancellationToken cancellation)
    {
        var ids = cards.Select(card => card.Id).ToList();
        var rows = await points.Where(point => ids.Contains(point.FigureId)).OrderBy(point => point.FigureId).ThenBy(point => point.Position)
            .Select(point => new { point.FigureId, point.Label, point.Value }).ToListAsync(cancellation);
        var series = rows.ToLookup(row => row.FigureId, row => new ChartPoint(row.Label, row.Value));
        return [.. cards.Select(card => card with { Points = [.. series[card.Id]] })];
    }
}
