using System.Text.Json;
using System.Text.Json.Nodes;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Editing;

/// <summary>A field in which two forms of an item differ.</summary>
/// <param name="Field">As it is posted: <c>Texts[en].Title</c>.</param>
/// <param name="Parts">From the first text to the second, word by word.</param>
public sealed record FieldDifference(string Field, IReadOnlyList<DiffPart> Parts);

/// <summary>Compares what two people typed, field by field and word by word.</summary>
public static class FormDifferences
{
    /// <summary>The fields in which two forms of a kind differ.</summary>
    public static IReadOnlyList<FieldDifference> Between(ContentForm from, ContentForm to)
    {
        var (first, second) = (Fields(from), Fields(to));
        return [.. first.Keys.Union(second.Keys)
            .Select(field => (Field: field, From: first.GetValueOrDefault(field, ""), To: second.GetValueOrDefault(field, "")))
            .Where(pair => pair.From != pair.To)
            .Select(pair => new FieldDifference(pair.Field, TextComparison.Whole(pair.From, pair.To)))];
    }

    private static Dictionary<string, string> Fields(ContentForm form)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in JsonNode.Parse(form.ToJson())!.AsObject())
        {
            // An item's state is not in staff's forms.
            if (name is not (nameof(ContentForm.State) or nameof(ContentForm.WithdrawnReason)))
            {
                Add(name, value);
            }
        }

        return fields;

        void Add(string path, JsonNode? node)
        {
            switch (node)
            {
                case JsonObject parts:
                    foreach (var (name, value) in parts)
                    {
                        Add(path == nameof(ContentForm.Texts) ? $"{path}[{name}]" : $"{path}.{name}", value);
                    }

                    break;
                case JsonArray list when list.All(entry => entry is JsonValue):
                    fields[path] = string.Join(", ", list.Select(entry => entry!.ToString()));
                    break;
                case JsonArray list:
                    for (var i = 0; i < list.Count; i++)
                    {
                        Add(ContentForm.At(path, i), list[i]);
                    }

                    break;
                case JsonValue value when value.GetValueKind() is not (JsonValueKind.False or JsonValueKind.Null) && value.ToString() is { Length: > 0 } text:
                    fields[path] = text;
                    break;
            }
        }
    }
}
