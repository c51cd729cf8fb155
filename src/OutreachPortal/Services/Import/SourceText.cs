using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace OutreachPortal.Services.Import;

/// <summary>A Markdown file taken apart: front matter and body, each with its place in the file.</summary>
/// <param name="BodyLine">Line of the file on which the body begins, counted from 1.</param>
internal sealed record SourceText(SourceName Name, string Whole, YamlMappingNode Fields, string Body, int BodyLine)
{
    // The first line is the opening ---, so YAML's line n is the file's line n + 1.
    private const int LinesBeforeFields = 1;

    /// <summary>Deeper YAML than any field needs; YamlDotNet reads nodes recursively.</summary>
    private const int MaxDepth = 20;

    /// <summary>How YamlDotNet begins to say that a name occurs twice in a mapping.</summary>
    private const string Twice = "Duplicate key ";

    public static SourceText? Parse(SourceName name, string text, SourceFolder folder)
    {
        if (!text.StartsWith("---\n", StringComparison.Ordinal))
        {
            folder.Add(name.File, 1, "The file does not begin with front matter between two lines of ---.");
            return null;
        }

        var end = text.IndexOf("\n---\n", 3, StringComparison.Ordinal);
        if (end < 0 && text.EndsWith("\n---", StringComparison.Ordinal))
        {
            end = text.Length - 4;
        }

        if (end < 0)
        {
            folder.Add(name.File, 1, "The front matter has no closing line of ---.");
            return null;
        }

        var yaml = end > 4 ? text[4..(end + 1)] : "";
        var bodyStart = Math.Min(end + 5, text.Length);
        var fields = ParseYaml(name.File, yaml, LinesBeforeFields, folder);
        return fields is null
            ? null
            : new(name, text, fields, text[bodyStart..], 1 + text.AsSpan(0, bodyStart).Count('\n'));
    }

    /// <summary>Reads a YAML mapping; null, with a mistake, when it is none.</summary>
    public static YamlMappingNode? ParseYaml(string file, string yaml, int linesBefore, SourceFolder folder)
    {
        try
        {
            if (Unreadable(yaml) is { } unreadable)
            {
                folder.Add(file, unreadable.Line + linesBefore, unreadable.Reason);
                return null;
            }

            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents.Count == 0)
            {
                return new YamlMappingNode();
            }

            if (stream.Documents[0].RootNode is YamlMappingNode mapping)
            {
                return mapping;
            }

            folder.Add(file, linesBefore + 1, "The fields are not lines of 'name: value'.");
        }
        catch (YamlException e)
        {
            folder.Add(file, (int)e.Start.Line + linesBefore, e.Message.StartsWith(Twice, StringComparison.Ordinal)
                ? $"'{e.Message[Twice.Length..]}' occurs twice."
                : $"This is not YAML: {e.Message.TrimEnd('.')}. See that each line is 'name: value', that the lines of a list are set in alike, and that a value with ': ' in it stands in quotation marks.");
        }

        return null;
    }

    /// <summary>Whether there is more; null where the parser itself stumbles, as it does over some open brackets.</summary>
    private static bool? MoveNext(Parser parser)
    {
        try
        {
            return parser.MoveNext();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or NullReferenceException)
        {
            return null;
        }
    }

    // Looked at before the nodes are built: nesting and references are how a small file becomes a large one. Names, types and
    // further documents would be dropped without a word: `title: &more text` is the title "text".
    private static (int Line, string Reason)? Unreadable(string yaml)
    {
        var (depth, documents) = (0, 0);
        var parser = new Parser(new StringReader(yaml));
        while (MoveNext(parser) is var moved)
        {
            if (moved is null)
            {
                return ((int)(parser.Current?.Start.Line ?? 1), "This is not YAML: a bracket or a quotation mark is not closed.");
            }

            if (moved == false)
            {
                break;
            }

            depth += parser.Current!.NestingIncrease;
            if (depth > MaxDepth)
            {
                return ((int)parser.Current.Start.Line, "The fields are nested too deeply.");
            }

            var reason = parser.Current switch
            {
                AnchorAlias => "References (*name) are not read; write the value again, or put it in quotation marks.",
                NodeEvent { Anchor.IsEmpty: false } => "Names (&name) are not read; put the value in quotation marks.",
                NodeEvent { Tag.IsEmpty: false } => "Types (!name) are not read; put the value in quotation marks.",
                DocumentStart when ++documents > 1 => "The fields end at a line of ... before this.",
                _ => null,
            };
            if (reason is not null)
            {
                return ((int)parser.Current.Start.Line, reason);
            }
        }

        return null;
    }
}
