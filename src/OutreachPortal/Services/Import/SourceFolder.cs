using System.Text;
using System.Text.RegularExpressions;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Import;

/// <summary>Reads the files of a folder; what cannot be read becomes a mistake.</summary>
internal sealed partial class SourceFolder(string root)
{
    public const int MaxTextLength = 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    private static readonly EnumerationOptions Everywhere = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
        IgnoreInaccessible = true,
    };

    public string Root { get; } = Path.GetFullPath(root);

    public List<ImportMistake> Mistakes { get; } = [];

    /// <summary>Items of which a file could not be read. Others that name them are not to blame.</summary>
    public HashSet<(ContentKind Kind, string Key)> Unread { get; } = [];

    /// <summary>Paths, within the folder, of the Markdown files of all kinds.</summary>
    public IReadOnlyList<string> MarkdownFiles() => Files(path => Path.GetExtension(path).Equals(".md", StringComparison.OrdinalIgnoreCase)
        && !Path.GetFileName(path).Equals("README.md", StringComparison.OrdinalIgnoreCase));

    /// <summary>Paths, within the folder, of the histories of all kinds.</summary>
    public IReadOnlyList<string> HistoryFiles() => Files(path => path.EndsWith(ItemHistory.Extension, StringComparison.OrdinalIgnoreCase));

    private List<string> Files(Func<string, bool> isWanted) =>
    [
        .. Directory.EnumerateFiles(Root, "*", Everywhere).Where(isWanted)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Kind, key and language of a file by its place and name.</summary>
    public SourceName? NameOf(string file)
    {
        if (KindOf(file) is not { } info)
        {
            return null;
        }

        var match = FileName().Match(Path.GetFileName(file));
        if (!match.Success || match.Groups["key"].Length > ContentItem.KeyLength || (match.Groups["version"].Success && info.Kind != ContentKind.Policy))
        {
            Add(file, null, $"The name is not {{key}}.{{language}}.md{(info.Kind == ContentKind.Policy ? " or {key}.v{number}.{language}.md" : "")} with a key of lower-case letters a–z, digits and hyphens (at most 80) and the language en or tr{(info.Kind == ContentKind.Policy ? ", and a number such as 1 or 2.1" : "")}.");
            return null;
        }

        return new(file, info, match.Groups["key"].Value, match.Groups["language"].Value, match.Groups["version"] is { Success: true, Value: var version } ? version : null);
    }

    /// <summary>Kind and key of a history by its place and name.</summary>
    public (ContentKindInfo Kind, string Key)? HistoryNameOf(string file)
    {
        if (KindOf(file) is not { } info)
        {
            return null;
        }

        var match = HistoryName().Match(Path.GetFileName(file));
        if (match.Success && match.Groups["key"].Length <= ContentItem.KeyLength)
        {
            return (info, match.Groups["key"].Value);
        }

        Add(file, null, $"The name is not {{key}}{ItemHistory.Extension} with a key of lower-case letters a–z, digits and hyphens (at most 80).");
        return null;
    }

    private ContentKindInfo? KindOf(string file)
    {
        var folder = file.Contains('/', StringComparison.Ordinal) ? file[..file.IndexOf('/', StringComparison.Ordinal)] : "";
        if (ContentKindInfo.InFolder(folder) is { } info)
        {
            return info;
        }

        Add(file, null, $"A text stands in a folder named after its kind: {string.Join(", ", ContentKindInfo.All.Select(kind => kind.Folder))}.");
        return null;
    }

    /// <summary>A file as it is; null, with a mistake, when it is too long or cannot be read.</summary>
    /// <param name="maxLength">Bytes.</param>
    public byte[]? ReadBytes(string file, int maxLength)
    {
        var path = Path.Combine(Root, file);
        try
        {
            var info = new FileInfo(path);
            if (info.Length <= maxLength)
            {
                return ContentOf(info);
            }

            Add(file, null, $"The file is too large: {info.Length / 1024.0 / 1024.0:0.0} MB; a text may have {maxLength / 1024 / 1024} MB.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Add(file, null, "The file cannot be read: " + e.Message);
        }

        return null;
    }

    /// <summary>All of a file. A pipe has no length either, and whoever opened it would wait for somebody who writes.</summary>
    public static byte[] ContentOf(FileInfo file) => file.Length == 0 ? [] : File.ReadAllBytes(file.FullName);

    /// <summary>The text of a file; null, with a mistake, when it is too long or not UTF-8.</summary>
    /// <param name="maxLength">Bytes.</param>
    public string? ReadText(string file, int maxLength = MaxTextLength)
    {
        if (ReadBytes(file, maxLength) is not { } bytes)
        {
            return null;
        }

        try
        {
            var text = StrictUtf8.GetString(bytes).TrimStart('\uFEFF');
            var nul = text.IndexOf('\0', StringComparison.Ordinal);
            if (nul >= 0)
            {
                Add(file, LineAt(text, nul), "The file holds a NUL character; it is not text.");
                return null;
            }

            // Only these are lines to editors: ReplaceLineEndings() would count form feeds and U+2028 too.
            return text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        }
        catch (DecoderFallbackException e)
        {
            Add(file, 1 + bytes.AsSpan(0, Math.Clamp(e.Index, 0, bytes.Length)).Count((byte)'\n'), "The file is not UTF-8.");
            return null;
        }
    }

    public void Add(string file, int? line, string reason) => Mistakes.Add(new(file, line, reason));

    private static int LineAt(string text, int index) => 1 + text.AsSpan(0, index).Count('\n');

    [GeneratedRegex(@"^(?<key>[a-z0-9]+(?:-[a-z0-9]+)*)(?:\.v(?<version>[0-9]{1,4}(?:\.[0-9]{1,4})?))?\.(?<language>en|tr)\.md$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"^(?<key>[a-z0-9]+(?:-[a-z0-9]+)*)\.history\.json\z")]
    private static partial Regex HistoryName();
}

/// <param name="Version">Number of a policy's version, where the name says one.</param>
internal sealed record SourceName(string File, ContentKindInfo Kind, string Key, string Culture, string? Version = null)
{
    /// <summary>The file of the same text in another language, without its folder.</summary>
    public string In(string culture) => $"{Key}{(Version is null ? "" : ".v" + Version)}.{culture}.md";
}
