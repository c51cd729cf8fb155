using System.Security.Cryptography;
using System.Text;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Import;

/// <summary>One item of a folder, read from its files; a policy with several versions is what the newest one's files say.</summary>
/// <param name="earlier">The other versions of a policy, each read from files of its own; the lowest number first.</param>
internal sealed class ImportItem(
    ContentKindInfo kind, string key, IReadOnlyList<SourceText> sources, ContentForm form, FormReader reader, IReadOnlyList<ImportItem>? earlier = null)
{
    public ContentKindInfo Kind { get; } = kind;

    public string Key { get; } = key;

    public IReadOnlyList<SourceText> Sources { get; } = sources;

    public ContentForm Form { get; } = form;

    /// <summary>A policy's versions in the order of their numbers; of any other item itself alone.</summary>
    public IReadOnlyList<ImportItem> Parts => field ??= [.. earlier ?? [], this];

    /// <summary>Paths of all its files.</summary>
    public IEnumerable<string> Files => Parts.SelectMany(part => part.Sources).Select(source => source.Name.File);

    public (ContentKind Kind, string Key) Id => (Kind.Kind, Key);

    public string Name => Kind.Folder + "/" + Key;

    public bool IsPublic => Form.State.IsPublic();

    /// <summary>The published texts whose slugs it takes; a draft takes none.</summary>
    public IEnumerable<(string Culture, TextForm Text)> SlugTexts =>
        // A language that only earlier versions have may have an address too, from which readers are then sent on.
        Form.State == ContentState.Draft ? [] : Parts.Reverse().SelectMany(part => part.Form.Texts).DistinctBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value));

    public Location LocationOf(string property) => reader.LocationOf(property);

    /// <summary>Whether a property was typed.</summary>
    public bool HasLocation(string property) => reader.HasLocation(property);

    /// <summary>The line on which a text in front matter begins.</summary>
    public int FirstLineOf(string property) => reader.FirstLineOf(property);

    public SourceText SourceIn(string culture) => Parts.Reverse().SelectMany(part => part.Sources).First(source => source.Name.Culture == culture);

    /// <summary>Changes with any byte of the files or of the images that they show.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in Parts)
        {
            part.Append(hash);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private void Append(IncrementalHash hash)
    {
        foreach (var source in Sources)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(source.Name.File + "\n" + source.Whole));
        }

        // Images are in the texts and fields by the hash of their content.
        foreach (var text in Form.Texts.OrderBy(text => text.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text.Value.Body));
        }

        foreach (var (_, text) in Form.MarkdownTexts())
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text.En + "\n" + text.Tr));
        }

        foreach (var file in ImportFiles.FieldsOf(Form))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file.Value ?? ""));
        }
    }
}
