using System.Security.Cryptography;
using System.Text;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Import;

/// <summary>One item of a folder, read from its files.</summary>
internal sealed class ImportItem(ContentKindInfo kind, string key, IReadOnlyList<SourceText> sources, ContentForm form, FormReader reader)
{
    public ContentKindInfo Kind { get; } = kind;

    public string Key { get; } = key;

    public IReadOnlyList<SourceText> Sources { get; } = sources;

    public ContentForm Form { get; } = form;

    public (ContentKind Kind, string Key) Id => (Kind.Kind, Key);

    public string Name => Kind.Folder + "/" + Key;

    public bool IsPublic => Form.State.IsPublic();

    /// <summary>The published texts whose slugs it takes; a draft takes none.</summary>
    public IEnumerable<(string Culture, TextForm Text)> SlugTexts =>
        Form.State == ContentState.Draft ? [] : Form.Texts.Select(pair => (pair.Key, pair.Value));

    public Location LocationOf(string property) => reader.LocationOf(property);

    /// <summary>The line on which a text in front matter begins.</summary>
    public int FirstLineOf(string property) => reader.FirstLineOf(property);

    public SourceText SourceIn(string culture) => Sources.First(source => source.Name.Culture == culture);

    /// <summary>Changes with any byte of the files or of the images that they show.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
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

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
