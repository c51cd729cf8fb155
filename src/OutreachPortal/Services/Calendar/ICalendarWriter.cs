using System.Globalization;
using System.Text;

namespace OutreachPortal.Services.Calendar;

/// <summary>Writes content lines as RFC 5545 (section 3.1) wants them: CRLF, folded, escaped by the kind of value.</summary>
public sealed class ICalendarWriter
{
    /// <summary>Octets of a line without its end.</summary>
    public const int LongestLine = 75;

    private readonly StringBuilder _lines = new();

    public override string ToString() => _lines.ToString();

    public void Begin(string component) => Value("BEGIN", component);

    public void End(string component) => Value("END", component);

    /// <summary>A TEXT value (3.3.11).</summary>
    public void Text(string name, string value, params ReadOnlySpan<(string Name, string Value)> parameters) =>
        Line(name, Escaped(value), parameters);

    /// <summary>Several TEXT values of one property, such as <c>CATEGORIES</c>.</summary>
    public void Texts(string name, IEnumerable<string> values, params ReadOnlySpan<(string Name, string Value)> parameters) =>
        Line(name, string.Join(',', values.Select(Escaped)), parameters);

    /// <summary>A value that is written as it is: a number, a duration, an address.</summary>
    public void Value(string name, string value, params ReadOnlySpan<(string Name, string Value)> parameters) =>
        Line(name, Printable(value), parameters);

    public void Utc(string name, DateTime utc) =>
        Value(name, utc.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));

    /// <summary>A local time, in the zone named or in that of the component around it.</summary>
    public void Local(string name, DateTime local, string? timeZone = null)
    {
        var value = local.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
        if (timeZone is null)
        {
            Value(name, value);
        }
        else
        {
            Value(name, value, ("TZID", timeZone));
        }
    }

    private void Line(string name, string value, ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var line = new StringBuilder(name);
        foreach (var (parameter, text) in parameters)
        {
            line.Append(';').Append(parameter).Append('=').Append(Parameter(text));
        }

        line.Append(':').Append(value);
        var octets = 0;
        // By runes, so that no fold stands within a character's octets.
        foreach (var rune in line.ToString().EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                _lines.Append("\r\n ");
                octets = 1;
            }

            _lines.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        _lines.Append("\r\n");
    }

    private static string Escaped(string text) => Printable(text
        .ReplaceLineEndings("\n")
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal));

    /// <summary>A parameter's value (3.2), which has no way to write a double quote.</summary>
    private static string Parameter(string text)
    {
        var value = Printable(text.ReplaceLineEndings(" ").Replace('"', '\''));
        return value.AsSpan().ContainsAny(":;,") ? $"\"{value}\"" : value;
    }

    /// <summary>Without control characters, which no line may hold.</summary>
    private static string Printable(string text) =>
        text.Any(c => char.IsControl(c) && c != '\t') ? string.Concat(text.Where(c => !char.IsControl(c) || c == '\t')) : text;
}
