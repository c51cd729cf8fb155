using System.Globalization;
using OutreachPortal.Models;

namespace OutreachPortal.ViewModels;

/// <summary>
/// What a list's address asks for. A value that means nothing is kept apart, so that the page can say so instead of
/// answering with an error.
/// </summary>
public sealed class ListFilter
{
    /// <summary>As long as a title.</summary>
    public const int LongestQuery = ContentText.TitleLength;

    /// <summary>What any of the lists reads from its address.</summary>
    public static readonly IReadOnlyList<string> AllKeys =
        ["q", "when", "audience", "mode", "unit", "sdg", "programme", "person", "kind", "year", "month", "day", "owner", "status", "topic", "type", "page"];

    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<string> _unknown = [];

    /// <param name="keys">The keys that the list knows besides <c>page</c>.</param>
    public ListFilter(IQueryCollection query, params IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            if (First(query, key) is { } value)
            {
                _values[key] = value;
            }
        }

        if (this["q"] is { Length: > LongestQuery } words)
        {
            IsCut = true;
            // Not through the middle of a character.
            _values["q"] = words[..(char.IsHighSurrogate(words[LongestQuery - 1]) ? LongestQuery - 1 : LongestQuery)];
        }

        Page = PageNumber(First(query, "page"));
        // Keys that only other lists know change nothing here.
        IsOdd |= AllKeys.Except(keys).Any(key => key != "page" && !string.IsNullOrEmpty(query[key]));
    }

    /// <summary>Far beyond any list, and still countable.</summary>
    private const int MaxPage = 1_000_000;

    public int Page { get; }

    /// <summary>Whether the address is spelled as no link of the portal spells it.</summary>
    public bool IsOdd { get; private set; }

    public string? Words => this["q"];

    /// <summary>Whether more was typed than is looked for.</summary>
    public bool IsCut { get; }

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

        var name = Array.Find(Enum.GetNames<T>(), n => KebabCase.Of(n).Equals(value, StringComparison.OrdinalIgnoreCase));
        if (name is null)
        {
            return Refuse<T>(key);
        }

        Understand(key, KebabCase.Of(name));
        return Enum.Parse<T>(name);
    }

    public int? Number(string key, int minimum, int maximum)
    {
        if (this[key] is not { } value)
        {
            return null;
        }

        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < minimum || number > maximum)
        {
            return Refuse<int>(key);
        }

        Understand(key, number.ToString(CultureInfo.InvariantCulture));
        return number;
    }

    /// <summary>The value as the first day of a month: <c>2026-11</c>.</summary>
    public DateOnly? Month(string key) => Date(key, "yyyy-MM");

    /// <summary>The value as a day: <c>2026-11-23</c>.</summary>
    public DateOnly? Day(string key) => Date(key, "yyyy-MM-dd");

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

    /// <summary>The first value of a key; others beside it are not understood.</summary>
    private string? First(IQueryCollection query, string key)
    {
        var values = query[key];
        var value = values.FirstOrDefault(v => !string.IsNullOrWhiteSpace(v))?.Trim();
        _unknown.AddRange(values.OfType<string>().Select(v => v.Trim()).Where(v => v.Length > 0 && v != value).Distinct());
        IsOdd |= values.Count > 1 || (values.Count == 1 && values[0] is { Length: > 0 } typed && typed != value);
        return value;
    }

    private int PageNumber(string? page)
    {
        if (page is null)
        {
            return 1;
        }

        // Digits without end are a page beyond the last; anything else is the first.
        var isNumber = page.All(char.IsAsciiDigit) && page.Any(digit => digit != '0');
        if (!isNumber)
        {
            _unknown.Add(page);
        }

        var number = !isNumber ? 1 : int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? Math.Min(parsed, MaxPage) : MaxPage;
        IsOdd |= number.ToString(CultureInfo.InvariantCulture) != page;
        return number;
    }

    private DateOnly? Date(string key, string format)
    {
        if (this[key] is not { } value)
        {
            return null;
        }

        return value.All(c => char.IsAsciiDigit(c) || c == '-')
            && DateOnly.TryParseExact(value, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && Years.Has(date.Year) ? date : Refuse<DateOnly>(key);
    }

    /// <summary>Goes on with the one spelling of a value.</summary>
    private void Understand(string key, string value)
    {
        if (_values[key] != value)
        {
            IsOdd = true;
            _values[key] = value;
        }
    }

    private T? Refuse<T>(string key)
        where T : struct
    {
        IsOdd = true;
        _unknown.Add(_values[key]);
        _values.Remove(key);
        return null;
    }
}
