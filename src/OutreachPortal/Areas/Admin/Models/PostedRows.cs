using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;
using OutreachPortal.Models;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>
/// Numbers the rows of a posted form's lists anew: rows left empty or marked for removal are dropped, gaps are closed. MVC stops at the first
/// number that is missing, and would lose the rest without a word.
/// </summary>
public static partial class PostedRows
{
    /// <summary>Field of a row that says it shall go.</summary>
    public const string Remove = "Remove";

    public static IFormCollection Compact(IFormCollection fields, Type formType)
    {
        var known = new Dictionary<string, HashSet<string>?>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in formType.GetProperties().Where(p => p.PropertyType.IsGenericType && typeof(IList).IsAssignableFrom(p.PropertyType)))
        {
            var part = property.PropertyType.GetGenericArguments()[0];
            known[property.Name] = part.IsClass && part != typeof(string) ? FieldsOf(part) : null;
        }

        var rows = new Dictionary<(string List, string Number), List<(string Ending, StringValues Values)>>();
        var kept = new Dictionary<string, StringValues>(fields.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in fields)
        {
            if (Entry().Match(name) is { Success: true } entry && known.ContainsKey(entry.Groups["list"].Value))
            {
                var key = (entry.Groups["list"].Value.ToUpperInvariant(), entry.Groups["number"].Value.TrimStart('0'));
                if (!rows.TryGetValue(key, out var row))
                {
                    rows[key] = row = [];
                }

                row.Add((name[entry.Groups["rest"].Index..], values));
            }
            else
            {
                kept[name] = values;
            }
        }

        foreach (var list in rows.GroupBy(row => row.Key.List))
        {
            var (name, parts) = known.First(pair => pair.Key.Equals(list.Key, StringComparison.OrdinalIgnoreCase));
            var number = 0;
            // Numbers have any length; the shorter is the smaller.
            foreach (var (_, row) in list.OrderBy(row => row.Key.Number.Length).ThenBy(row => row.Key.Number, StringComparer.Ordinal))
            {
                var isGone = row.Any(field => field.Ending.Equals("." + Remove, StringComparison.OrdinalIgnoreCase) && field.Values.Contains("true"));
                var isEmpty = !row.Any(field => (parts is null ? field.Ending.Length == 0 : parts.Contains(field.Ending)) && field.Values.Any(value => !string.IsNullOrWhiteSpace(value)));
                if (isGone || isEmpty)
                {
                    continue;
                }

                foreach (var (rest, values) in row)
                {
                    kept[string.Create(CultureInfo.InvariantCulture, $"{name}[{number}]{rest}")] = values;
                }

                number++;
            }
        }

        return new FormCollection(kept, fields.Files);
    }

    private static HashSet<string> FieldsOf(Type part) => part.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite)
        .SelectMany(property => property.PropertyType == typeof(LocalizedText)
            ? new[] { $".{property.Name}.{nameof(LocalizedText.En)}", $".{property.Name}.{nameof(LocalizedText.Tr)}" } : ["." + property.Name])
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"^(?<list>[A-Za-z]+)\[(?<number>[0-9]+)\](?<rest>(\..*)?)\z", RegexOptions.Singleline)]
    private static partial Regex Entry();
}
