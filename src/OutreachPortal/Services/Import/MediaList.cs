using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Media;
using YamlDotNet.RepresentationModel;

namespace OutreachPortal.Services.Import;

/// <summary>
/// The files of <c>media/</c> that <c>media.yaml</c> names: they keep their names in the store, by which texts show them. Those that the portal
/// has already are left as they are.
/// </summary>
internal sealed partial class MediaList
{
    public const string FileName = "media.yaml";
    public const string Folder = "media/";

    /// <summary>Bytes; what can be uploaded is a setting, and less than this.</summary>
    private const int MaxLength = 256 * 1024 * 1024;

    /// <summary>Bytes by which a file's type is told.</summary>
    private const int Chunk = 200;

    private readonly Dictionary<string, MediaFile> _files = new(StringComparer.Ordinal);

    /// <summary>False when the list has mistakes: then nobody can tell what is in it.</summary>
    public bool IsRead { get; private set; }

    /// <summary>Whether a name may be one of the media store: no path, and nothing that a system or an address takes for another.</summary>
    public static bool IsName(string name) => name.Length <= MediaFile.NameLength && NamePattern().IsMatch(name);

    public void Read(SourceFolder folder)
    {
        var before = folder.Mistakes.Count;
        if (File.Exists(Path.Combine(folder.Root, FileName))
            && folder.ReadText(FileName, MaxLength) is { } text && SourceText.ParseYaml(FileName, text, 0, folder) is { } mapping)
        {
            foreach (var (key, value) in mapping.Children)
            {
                ReadFile(folder, (key as YamlScalarNode)?.Value ?? "", (int)key.Start.Line, value as YamlMappingNode);
            }
        }

        IsRead = folder.Mistakes.Count == before;
    }

    /// <summary>The type of a file that the folder brings; null when it brings none of that name.</summary>
    public string? TypeOf(string name) => _files.GetValueOrDefault(name)?.ContentType;

    /// <summary>Keeps the files that the portal lacks.</summary>
    public async Task WriteAsync(PortalDbContext db, IMediaStore media, SourceFolder folder, ImportChanges changes, CancellationToken cancellation)
    {
        foreach (var names in _files.Keys.Chunk(Chunk))
        {
            var known = await db.MediaFiles.Where(file => names.Contains(file.Name)).Select(file => file.Name).ToListAsync(cancellation);
            foreach (var name in names)
            {
                if (known.Contains(name))
                {
                    changes.Skipped.Add(Folder + name);
                    continue;
                }

                await media.WriteAsync(name, await File.ReadAllBytesAsync(Path.Combine(folder.Root, Folder + name), cancellation), cancellation);
                var file = _files[name];
                db.MediaFiles.Add(new MediaFile
                {
                    Name = name,
                    OriginalName = file.OriginalName,
                    ContentType = file.ContentType,
                    Length = file.Length,
                    Width = file.Width,
                    Height = file.Height,
                    Alt = file.Alt.Copy(),
                    IsDecorative = file.IsDecorative,
                    CreatedAt = file.CreatedAt,
                    CreatedBy = file.CreatedBy,
                });
                changes.Added.Add(Folder + name);
            }

            await db.SaveChangesAsync(cancellation);
        }
    }

    private void ReadFile(SourceFolder folder, string name, int line, YamlMappingNode? fields)
    {
        if (!IsName(name))
        {
            folder.Add(FileName, line, $"'{name}' is not the name of a media file: letters a–z, digits, hyphens and dots, at most {MediaFile.NameLength}.");
            return;
        }

        var file = new MediaFile { Name = name };
        foreach (var (key, node) in (fields ?? new YamlMappingNode()).Children)
        {
            var field = (key as YamlScalarNode)?.Value ?? "";
            var value = (node as YamlScalarNode)?.Value?.Trim() ?? "";
            if (!Set(file, field, value))
            {
                folder.Add(FileName, (int)key.Start.Line, $"{name}: '{field}' cannot be read; there are type, original-name, alt-en, alt-tr, decorative (true), width, height, added (a time in UTC) and added-by.");
            }
        }

        var info = new FileInfo(Path.Combine(folder.Root, Folder + name));
        if (!info.Exists || ImportFiles.IsLinked(folder, info))
        {
            folder.Add(FileName, line, $"{name}: there is no such file in {Folder}");
        }
        else if (info.Length > MaxLength)
        {
            folder.Add(FileName, line, $"{name}: the file is larger than {MaxLength / 1024 / 1024} MB.");
        }
        else if (TypeOf(info) is not { } type || type != file.ContentType)
        {
            folder.Add(FileName, line, $"{name}: by its content it is no {(file.ContentType.Length == 0 ? "file of a type that is named" : file.ContentType)}.");
        }

        file.Length = info.Exists ? info.Length : 0;
        _files[name] = file;
    }

    private static string? TypeOf(FileInfo info)
    {
        var proof = FileProof.Of(SourceFolder.ContentOf(info));
        return proof.Fault == FileFault.None ? proof.ContentType : null;
    }

    private static bool Set(MediaFile file, string field, string value)
    {
        switch (field)
        {
            case "type":
                file.ContentType = value;
                return true;
            case "original-name":
                file.OriginalName = value;
                return value.Length <= MediaFile.OriginalNameLength;
            case "alt-en":
                file.Alt.En = value;
                return value.Length <= MediaFile.AltLength;
            case "alt-tr":
                file.Alt.Tr = value;
                return value.Length <= MediaFile.AltLength;
            case "decorative":
                file.IsDecorative = value == "true";
                return value is "true" or "false";
            case "width":
                file.Width = Pixels(value);
                return file.Width is not null;
            case "height":
                file.Height = Pixels(value);
                return file.Height is not null;
            case "added":
                file.CreatedAt = DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.UtcDateTime : default;
                return file.CreatedAt != default;
            case "added-by":
                file.CreatedBy = value;
                return value.Length <= Revision.AuthorLength;
            default:
                return false;
        }
    }

    private static int? Pixels(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) ? pixels : null;

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9-]*(\.[A-Za-z0-9-]+)+\z")]
    private static partial Regex NamePattern();
}
