using System.Diagnostics;
using System.Text.RegularExpressions;
using DiffPlex;

namespace OutreachPortal.Services.Editing;

public enum DiffKind
{
    Same,
    Gone,
    New,

    /// <summary>Lines that are the same and were left out; the text is their number.</summary>
    LeftOut,
}

/// <summary>A piece of two texts laid over each other.</summary>
public sealed record DiffPart(DiffKind Kind, string Text);

/// <summary>
/// Lays two texts over each other word by word. Lines that both have once hold them together, so that only what stands between is compared word
/// by word, and where that is too much, as a whole: a text of any length is compared in about a second.
/// </summary>
public static partial class TextComparison
{
    /// <summary>Words of two passages that are compared with each other; the work may grow with the square.</summary>
    private const int MostWords = 6_000;

    private const int MostDepth = 40;

    /// <summary>Lines that are the same on both sides of a change.</summary>
    private const int Around = 3;

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(1);

    /// <summary>Compares two texts; what is the same over many lines is left out.</summary>
    public static IReadOnlyList<DiffPart> Compare(string before, string after) => LeaveOut(Lay(before, after));

    /// <summary>Compares two texts and leaves nothing out.</summary>
    public static IReadOnlyList<DiffPart> Whole(string before, string after) => Lay(before, after);

    private static List<DiffPart> Lay(string before, string after)
    {
        var parts = new List<DiffPart>();
        var start = Stopwatch.GetTimestamp();
        Lines(Split(before), Split(after), 0, start, parts);
        return Merge(Calm(Merge(parts)));
    }

    private static void Lines(ReadOnlySpan<string> before, ReadOnlySpan<string> after, int depth, long start, List<DiffPart> parts)
    {
        var same = before.CommonPrefixLength(after);
        Add(parts, DiffKind.Same, before[..same]);
        before = before[same..];
        after = after[same..];
        var end = 0;
        while (end < before.Length && end < after.Length && before[^(end + 1)] == after[^(end + 1)])
        {
            end++;
        }

        var tail = before[^end..];
        before = before[..^end];
        after = after[..^end];
        if (before.Length == 0 || after.Length == 0)
        {
            Add(parts, DiffKind.Gone, before);
            Add(parts, DiffKind.New, after);
        }
        else if (depth < MostDepth && Anchors(before, after) is { Count: > 0 } anchors)
        {
            var (a, b) = (0, 0);
            foreach (var (lineBefore, lineAfter) in anchors)
            {
                Lines(before[a..lineBefore], after[b..lineAfter], depth + 1, start, parts);
                Add(parts, DiffKind.Same, before.Slice(lineBefore, 1));
                (a, b) = (lineBefore + 1, lineAfter + 1);
            }

            Lines(before[a..], after[b..], depth + 1, start, parts);
        }
        else
        {
            Words(string.Concat(before), string.Concat(after), start, parts);
        }

        Add(parts, DiffKind.Same, tail);
    }

    /// <summary>Lines that each side has once, in an order that both have: the longest such row.</summary>
    private static List<(int Before, int After)> Anchors(ReadOnlySpan<string> before, ReadOnlySpan<string> after)
    {
        var places = new Dictionary<string, (int Before, int After, bool IsOnce)>(StringComparer.Ordinal);
        for (var i = 0; i < before.Length; i++)
        {
            // An empty line holds nothing together.
            if (!string.IsNullOrWhiteSpace(before[i]))
            {
                places[before[i]] = places.ContainsKey(before[i]) ? (i, -1, false) : (i, -1, true);
            }
        }

        for (var i = 0; i < after.Length; i++)
        {
            if (places.TryGetValue(after[i], out var place))
            {
                places[after[i]] = (place.Before, i, place is { IsOnce: true, After: -1 });
            }
        }

        var pairs = places.Values.Where(place => place is { IsOnce: true, After: >= 0 }).OrderBy(place => place.Before).Select(place => (place.Before, place.After)).ToList();
        // The longest run of rising places: of the runs of each length, the one that ends first.
        var ends = new List<int>();
        var previous = new int[pairs.Count];
        for (var i = 0; i < pairs.Count; i++)
        {
            var (low, high) = (0, ends.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = pairs[ends[middle]].After < pairs[i].After ? (middle + 1, high) : (low, middle);
            }

            previous[i] = low > 0 ? ends[low - 1] : -1;
            if (low == ends.Count)
            {
                ends.Add(i);
            }
            else
            {
                ends[low] = i;
            }
        }

        var run = new List<(int, int)>();
        for (var i = ends.Count > 0 ? ends[^1] : -1; i >= 0; i = previous[i])
        {
            run.Add(pairs[i]);
        }

        run.Reverse();
        return run;
    }

    private static void Words(string before, string after, long start, List<DiffPart> parts)
    {
        var (wordsBefore, wordsAfter) = (Pieces(before), Pieces(after));
        if (wordsBefore.Length + wordsAfter.Length > MostWords || Stopwatch.GetElapsedTime(start) > Budget)
        {
            Add(parts, DiffKind.Gone, [before]);
            Add(parts, DiffKind.New, [after]);
            return;
        }

        var diff = new Differ().CreateCustomDiffs(before, after, ignoreWhiteSpace: false, text => text == before ? wordsBefore : wordsAfter);
        var done = 0;
        foreach (var block in diff.DiffBlocks)
        {
            Add(parts, DiffKind.Same, wordsBefore.AsSpan(done, block.DeleteStartA - done));
            Add(parts, DiffKind.Gone, wordsBefore.AsSpan(block.DeleteStartA, block.DeleteCountA));
            Add(parts, DiffKind.New, wordsAfter.AsSpan(block.InsertStartB, block.InsertCountB));
            done = block.DeleteStartA + block.DeleteCountA;
        }

        Add(parts, DiffKind.Same, wordsBefore.AsSpan(done));
    }

    /// <summary>A space between two words that changed changed with them: a phrase reads better than its words one by one.</summary>
    private static List<DiffPart> Calm(List<DiffPart> parts)
    {
        var calm = new List<DiffPart>();
        for (var i = 0; i < parts.Count; i++)
        {
            var isBetween = parts[i].Kind == DiffKind.Same && i > 0 && i < parts.Count - 1 && parts[i].Text.All(c => c == ' ')
                && calm[^1].Kind == DiffKind.New && parts[i + 1].Kind == DiffKind.Gone;
            if (isBetween)
            {
                calm.Add(new(DiffKind.Gone, parts[i].Text));
                calm.Add(new(DiffKind.New, parts[i].Text));
            }
            else
            {
                calm.Add(parts[i]);
            }
        }

        // Within one run of changes, what is gone comes before what is new.
        var ordered = new List<DiffPart>();
        var run = new List<DiffPart>();
        foreach (var part in calm.Append(new DiffPart(DiffKind.Same, "")))
        {
            if (part.Kind != DiffKind.Same)
            {
                run.Add(part);
                continue;
            }

            ordered.AddRange(run.Where(p => p.Kind == DiffKind.Gone));
            ordered.AddRange(run.Where(p => p.Kind == DiffKind.New));
            run.Clear();
            ordered.Add(part);
        }

        return ordered;
    }

    private static List<DiffPart> Merge(List<DiffPart> parts)
    {
        var merged = new List<DiffPart>();
        for (var i = 0; i < parts.Count;)
        {
            var until = i + 1;
            while (until < parts.Count && parts[until].Kind == parts[i].Kind)
            {
                until++;
            }

            var text = string.Concat(parts.Skip(i).Take(until - i).Select(part => part.Text));
            if (text.Length > 0)
            {
                merged.Add(new(parts[i].Kind, text));
            }

            i = until;
        }

        return merged;
    }

    private static List<DiffPart> LeaveOut(List<DiffPart> parts)
    {
        var shown = new List<DiffPart>();
        for (var i = 0; i < parts.Count; i++)
        {
            var lines = parts[i].Kind == DiffKind.Same ? Split(parts[i].Text) : [];
            var (first, last) = (i == 0 ? 0 : Around, i == parts.Count - 1 ? 0 : Around);
            if (lines.Length <= first + last + 2 || parts.Count == 1)
            {
                shown.Add(parts[i]);
                continue;
            }

            shown.Add(new(DiffKind.Same, string.Concat(lines[..first])));
            shown.Add(new(DiffKind.LeftOut, (lines.Length - first - last).ToString(System.Globalization.CultureInfo.InvariantCulture)));
            shown.Add(new(DiffKind.Same, string.Concat(lines[^last..])));
        }

        return [.. shown.Where(part => part.Text.Length > 0)];
    }

    private static void Add(List<DiffPart> parts, DiffKind kind, ReadOnlySpan<string> texts)
    {
        if (texts.Length > 0)
        {
            parts.Add(new(kind, string.Concat(texts)));
        }
    }

    /// <summary>Lines, each with its break.</summary>
    private static string[] Split(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return [.. lines];
    }

    private static string[] Pieces(string text) => [.. Piece().Matches(text).Select(match => match.Value)];

    // The two halves of a character beyond the first plane stay together.
    [GeneratedRegex(@"[\uD800-\uDBFF][\uDC00-\uDFFF]|[\p{L}\p{M}\p{N}]+|\n|[^\S\n]+|[^\p{L}\p{M}\p{N}\s]", RegexOptions.CultureInvariant)]
    private static partial Regex Piece();
}
