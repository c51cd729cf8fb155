using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services;

namespace OutreachPortal.ViewModels;

/// <summary>The search form of the smaller lists: words, and the choices that the list has.</summary>
public sealed record ListSearch(ListViewModel List, IReadOnlyList<NamedOption> Kinds)
{
    public IReadOnlyList<NamedOption> Units { get; init; } = [];

    /// <summary>Whether one may choose a Sustainable Development Goal.</summary>
    public bool ByGoal { get; init; }

    /// <summary>Words and the units, as the language of the page sorts them.</summary>
    public static ListSearch ByUnit(ListViewModel list, IEnumerable<Unit> units) => new(list, [])
    {
        Units =
        [
            .. units.Select(unit => (unit.Key, Name: unit.Name.In(Languages.Current)))
                .Select(unit => new NamedOption(unit.Key, unit.Name.Text, []) { Lang = Languages.Lang(unit.Name.Culture) })
                .OrderBy(option => option.Name, StringComparer.Create(Languages.CultureOf(Languages.Current), ignoreCase: true)),
        ],
    };

    public static ListSearch By<T>(ListViewModel list, IStringLocalizer words)
        where T : struct, Enum =>
        new(list, [.. Enum.GetValues<T>().Select(kind => new NamedOption(KebabCase.Of(kind.ToString()), words.Name(kind), []))]);

    /// <summary>How the values of filters by words, goal and unit read.</summary>
    public static Func<string, string, string> Describe(ListFilter filter, IEnumerable<Unit> units) => (key, value) => key switch
    {
        "q" => "“" + value + "”",
        "sdg" when filter.Number(key, 1, 17) is { } goal => SustainableDevelopmentGoal.Find(goal)!.Name(Languages.Current),
        "unit" when units.FirstOrDefault(unit => unit.Key == value) is { } unit => unit.Name.In(Languages.Current).Text,
        _ => value,
    };

    /// <summary>How the values of these lists' filters read.</summary>
    public static Func<string, string, string> Describe<T>(ListFilter filter, IStringLocalizer words, Unit? unit = null)
        where T : struct, Enum => (key, value) => key switch
        {
            "q" => "“" + value + "”",
            "kind" when filter.Choice<T>(key) is { } kind => words.Name(kind),
            "sdg" when filter.Number(key, 1, 17) is { } goal => SustainableDevelopmentGoal.Find(goal)!.Name(Languages.Current),
            "unit" when unit is not null => unit.Name.In(Languages.Current).Text,
            _ => value,
        };
}
