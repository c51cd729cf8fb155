using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services;

/// <summary>What a figure's number means, in words.</summary>
public static class FigureWords
{
    /// <summary>What can be said of every number of this sort.</summary>
    public static string Meaning(this IStringLocalizer words, FigureRule rule) => words[$"FigureRule.{rule}.meaning"];

    /// <summary>The time for which the number holds.</summary>
    public static string Period(this IStringLocalizer words, FigureCard figure)
    {
        var culture = Languages.Current;
        return (figure.Rule, figure.From, figure.Until) switch
        {
            (FigureRule.ClosedPeriod, { } from, { } until) when IsWholeYear(from, until) => words["Closed year {0}", from.Year],
            (FigureRule.ClosedPeriod, { } from, { } until) => words["{0} to {1}", DateWords.Date(from, culture), DateWords.Date(until, culture)],
            (FigureRule.RunningTotal, { } from, _) => words["Since {0}, as of {1}", from.Day == 1 ? DateWords.Month(from, culture) : DateWords.Date(from, culture), DateWords.Date(figure.AsOf, culture)],
            (FigureRule.Snapshot, _, _) => words["On {0}", DateWords.Date(figure.AsOf, culture)],
            _ => words["As of {0}", DateWords.Date(figure.AsOf, culture)],
        };
    }

    /// <summary>Whether <see cref="Period"/> leaves out the day on which the number was true, and it is not that of the period's end.</summary>
    public static bool NeedsAsOf(FigureCard figure) => figure is { Rule: FigureRule.ClosedPeriod, From: not null, Until: { } until } && until != figure.AsOf;

    /// <summary>The number as it is shown large: a share has its sign, all else its unit beside it.</summary>
    public static string Value(FigureCard figure) =>
        IsShare(figure) ? PageWords.Percent(PageWords.Number(figure.Value)) : PageWords.Number(figure.Value);

    public static bool IsShare(FigureCard figure) => figure.UnitOfMeasure.In(Languages.Current).Text == "%";

    /// <summary>Class for numbers too long for the largest type.</summary>
    public static string? SizeClass(string value) => value.Length switch
    {
        <= 7 => null,
        <= 11 => "long",
        _ => "longest",
    };

    /// <summary>A number for programs. SQL Server writes every decimal place that the column has.</summary>
    public static decimal WithoutZeros(decimal value) => value / 1.0000m;

    private static bool IsWholeYear(DateOnly from, DateOnly until) =>
        from.Year == until.Year && from.DayOfYear == 1 && until.AddDays(1).DayOfYear == 1;
}
