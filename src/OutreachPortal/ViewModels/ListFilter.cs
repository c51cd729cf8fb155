using System.Globalization;
using OutreachPortal.Models;
using OutreachPortal.Services.Import;

namespace OutreachPortal.ViewModels;

/// <summary>
/// What a list's address asks for. A value that means nothing is kept apart, so that the page can say so instead of
/// answering with an error.
/// </summary>
public sealed class ListFilter
{
    public const int LongestQuery = 100;

    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<string> _unknown = [];

    /// <param name="keys">The keys that the list knows besides <c>page</c>.</param>
    public ListFilter(IQueryCollection query, params IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            if (query[key].FirstOrDefault(value => !string.IsNullOrWhiteSpace(value))?.Trim() is { } value)
            {
                _values[key] = value;
            }
        }

        if (this["q"] is { Length: > LongestQuery } words)
        {
            _values["q"] = words[..LongestQuery];
        }

        var page = query["page"].FirstOrDefault();
        // Digits without end are a page beyond the last; anything else is the first.
        Page = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, MaxPage)
            : page?.Length > 0 && page.All(char.IsAsciiDigit) ? MaxPage : 1;
        HasOddPage = !string.IsNullOrEmpty(page) && (Page == MaxPage || Page.ToString(CultureInfo.InvariantCulture) != page);
    }

    /// <summary>Far beyond any list, and still countable.</summary>
    private const int MaxPage = 1_000_000;

    public int Page { get; }

    /// <summary>Whether the page asked for is no page number at all.</summary>
    public bool HasOddPage { get; }

    public string? Words => this["q"];

    /// <summary>Values that mean nothing, as typed.</summary>
    public IReadOnlyList<string> Unknown => _unknown;

    public bool IsEmpty => _values.Count == 0;

    public IEnumerable<KeyValuePair<string, string>> Values => _values;

    public string? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>The value as one of an enumeration's names in kebab case.</summary>
    public T? Choice<T>(string key)
        where T : struct, Enum
    {
        if (this[key] is not { } value)
        {
            return null;
        }

        var name = Array.Find(Enum.GetNames<T>(), n => FieldValue.Kebab(n).Equals(value, StringComparison.OrdinalIgnoreCase));
        return name is null ? Refuse<T>(key) : Enum.Parse<T>(name);
    }

    public int? Number(string key, int minimum, int maximum) =>
        this[key] is not { } value ? null
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum ? number
        : Refuse<int>(key);

    /// <summary>The option that the value names.</summary>
    public T? Option<T>(string key, IEnumerable<T> options, Func<T, string, bool> isNamed)
        where T : class
    {
        if (this[key] is not { } value)
        {
            return null;
        }

        var option = options.FirstOrDefault(o => isNamed(o, value));
        if (option is null)
        {
            Refuse<int>(key);
        }

        return option;
    }

    /// <summary>The address with the filter as it is, or with one value changed or taken away, at a page.</summary>
    public string Address(string path, int page = 1, string? change = null, string? to = null)
    {
        var pairs = _values.Where(pair => pair.Key != change).Select(pair => (pair.Key, pair.Value));
        if (change is not null && to is not null)
        {
            pairs = pairs.Append((change, to));
        }

        if (page > 1)
        {
            pairs = pairs.Append(("page", page.ToString(CultureInfo.InvariantCulture)));
        }

        var query = string.Join('&', pairs.Select(pair => pair.Item1 + "=" + Uri.EscapeDataString(Encodable(pair.Item2))));
        return query.Length == 0 ? path : path + "?" + query;
    }

    // A lone surrogate cannot be encoded as UTF-8.
    private static string Encodable(string value) =>
        string.Concat(value.EnumerateRunes().Select(rune => rune.ToString()));

    private T? Refuse<T>(string key)
        where T : struct
    {
        _unknown.Add(_values[key]);
        _values.Remove(key);
        return null;
    }
}
