using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>What may be chosen in fields whose choices are no enumeration, sorted as the page's language sorts.</summary>
public sealed class FieldChoices(PortalDbContext db)
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<FieldOption>> CountryNames = new();

    public static IReadOnlyList<FieldOption> Goals() =>
        [.. SustainableDevelopmentGoal.All.Select(goal => new FieldOption(Number(goal.Number), $"{Number(goal.Number)} {goal.Name(Languages.Current)}"))];

    /// <summary>By ISO 3166-1 codes.</summary>
    public static IReadOnlyList<FieldOption> Countries() => CountryNames.GetOrAdd(Languages.Current, _ => Sorted(CultureInfo.GetCultures(CultureTypes.SpecificCultures)
        .Select(culture => new RegionInfo(culture.Name).TwoLetterISORegionName).Where(code => code.Length == 2 && code.All(char.IsAsciiLetterUpper) && code != "ZZ").Distinct(StringComparer.Ordinal)
        .Select(code => new FieldOption(code, PageWords.Country(code)))));

    /// <summary>IANA names of regions' zones.</summary>
    public static IReadOnlyList<string> TimeZones { get; } = [.. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id)
        .Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public async Task<IReadOnlyList<FieldOption>> UnitsAsync() => Named(await db.Units.AsNoTracking().ToListAsync());

    public async Task<IReadOnlyList<FieldOption>> TagsAsync() => Named(await db.Tags.AsNoTracking().ToListAsync());

    private static IReadOnlyList<FieldOption> Named(IEnumerable<INamed> named) => Sorted(named.Select(one =>
    {
        var name = one.Name.In(Languages.Current);
        return new FieldOption(one.Key, name.IsEmpty ? one.Key : name.Text) { Lang = name.IsEmpty ? null : Languages.Lang(name.Culture) };
    }));

    private static IReadOnlyList<FieldOption> Sorted(IEnumerable<FieldOption> options) =>
        [.. options.OrderBy(option => option.Name, StringComparer.Create(Languages.CultureOf(Languages.Current), ignoreCase: true))];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
