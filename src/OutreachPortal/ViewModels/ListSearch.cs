using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Import;

namespace OutreachPortal.ViewModels;

/// <summary>The search form of a list that has at most one choice besides words.</summary>
public sealed record ListSearch(ListViewModel List, IReadOnlyList<NamedOption> Kinds)
{
    public static ListSearch By<T>(ListViewModel list, IStringLocalizer words)
        where T : struct, Enum =>
        new(list, [.. Enum.GetValues<T>().Select(kind => new NamedOption(FieldValue.Kebab(kind.ToString()), words.Name(kind), []))]);

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
