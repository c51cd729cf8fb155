using System.Text.Json;

namespace OutreachPortal.Models;

/// <summary>Why something happened: a key of the words with its values, kept so that it can be read in either language.</summary>
public static class StepRemark
{
    /// <summary>The key, and behind it its values.</summary>
    public static string Of(string key, params IReadOnlyList<object> values) => JsonSerializer.Serialize(values.Select(value => (object?)value.ToString()).Prepend(key));

    /// <summary>What <see cref="Of"/> wrote; a text that somebody typed comes back as it is, with the key empty.</summary>
    public static (string Key, IReadOnlyList<string> Values) Read(string remark)
    {
        if (remark.StartsWith("[\"", StringComparison.Ordinal))
        {
            try
            {
                var parts = JsonSerializer.Deserialize<List<string>>(remark)!;
                return (parts[0], parts[1..]);
            }
            catch (JsonException)
            {
                // Somebody typed it.
            }
        }

        return ("", [remark]);
    }
}
