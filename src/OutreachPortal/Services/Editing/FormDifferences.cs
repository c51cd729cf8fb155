using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DiffPlex;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Editing;

/// <summary>A field in which two forms of an item differ.</summary>
/// <param name="Field">As it is posted: <c>Texts[en].Title</c>.</param>
/// <param name="Parts">From the first text to the second, word by word; empty when they are too long to compare.</param>
public sealed record FieldDifference(string Field, string From, string To, IReadOnlyList<DifferencePart> Parts);

/// <summary>A run of words that both texts have, or one of them.</summary>
public sealed record DifferencePart(string Text, DifferenceSide Side);

public enum DifferenceSide
{
    Both,
    OnlyFrom,
    OnlyTo,
}

/// <summary>Compares what two people typed, field by field and word by word.</summary>
public static partial class FormDifferences
{
    // Comparing takes time with the square of what differs: words up to here, then lines, then nothing.
    private const int MostPieces = 12_000;
    private const int LongestText = 500_000;

    public static IReadOnlyList<FieldDifference> Between(ContentForm from, ContentForm to)
    {
        var (first, second) = (Fields(from), Fields(to));
        return [.. first.Keys.Union(second.Keys)
            .Select(field => (Field: field, From: first.GetValueOrDefault(field, ""), To: second.GetValueOrDefault(field, "")))
            .Where(pair => pair.From != pair.To)
            .Select(pair => new FieldDifference(pair.Field, pair.From, pair.To, Words(pair.From, pair.To)))];
    }

    /// <summary>What two texts share, word by word.</summary>
    public static IReadOnlyList<DifferencePart> Words(string from, string to)
    {
        if (Math.Max(from.Length, to.Length) > LongestText)
        {
            return [];
        }

        var pieces = new[] { WordPieces(), LinePieces() }.FirstOrDefault(kind => kind.Count(from) + kind.Count(to) <= MostPieces);
        if (pieces is null)
        {
            return [];
        }

        var result = new Differ().CreateCustomDiffs(from, to, ignoreWhiteSpace: false, text => [.. pieces.Matches(text).Select(match => match.Value)]);
        var parts = new List<DifferencePart>();
        var place = 0;
        foreach (var block in result.DiffBlocks)
        {
            Add(DifferenceSide.Both, result.PiecesOld[place..block.DeleteStartA]);
            Add(DifferenceSide.OnlyFrom, result.PiecesOld[block.DeleteStartA..(block.DeleteStartA + block.DeleteCountA)]);
            Add(DifferenceSide.OnlyTo, result.PiecesNew[block.InsertStartB..(block.InsertStartB + block.InsertCountB)]);
            place = block.DeleteStartA + block.DeleteCountA;
        }

        Add(DifferenceSide.Both, result.PiecesOld[place..]);
        return parts;

        void Add(DifferenceSide side, string[] run)
        {
            if (run.Length > 0)
            {
                parts.Add(new(string.Concat(run), side));
            }
        }
    }

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}_]+|\s+|.", RegexOptions.Singleline)]
    private static partial Regex WordPieces();

    [GeneratedRegex(@"[^\n]*\n|[^\n]+")]
    private static partial Regex LinePieces();

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
