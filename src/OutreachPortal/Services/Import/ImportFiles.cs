using System.Reflection;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Markdown;
using OutreachPortal.Services.Media;

namespace OutreachPortal.Services.Import;

/// <summary>Finds the images and documents that texts and fields name, and puts their name in the media store in their place.</summary>
internal sealed class ImportFiles(SourceFolder folder, MarkdownRenderer markdown)
{
    private const int Chunk = 200;

    private static readonly string MediaAddress = MediaFile.AddressOf("");

    private readonly Dictionary<(string Path, FileTypes Type), string?> _names = [];

    /// <summary>Files to keep, by their name in the store.</summary>
    public Dictionary<string, (string ContentType, string Path, long Length)> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Where fields name files that are in the media store, or come into it with <c>media.yaml</c>.</summary>
    public List<(Location Location, string Field, FileTypes Type, string Name)> InStore { get; } = [];

    /// <summary>The fields of a form that name files.</summary>
    public static IEnumerable<FileField> FieldsOf(ContentForm form)
    {
        foreach (var property in form.GetType().GetProperties())
        {
            if (property.GetCustomAttribute<ImageFileAttribute>() is not null)
            {
                yield return new(property.Name, FileTypes.Image, (string?)property.GetValue(form), name => property.SetValue(form, name));
            }
            else if (property.GetCustomAttribute<DocumentFileAttribute>() is not null)
            {
                var files = (LocalizedText)property.GetValue(form)!;
                foreach (var culture in Languages.All)
                {
                    yield return new(property.Name + "." + culture, FileTypes.Document, files[culture], name => files[culture] = name);
                }
            }
        }
    }

    public void Collect(ImportItem item)
    {
        foreach (var (culture, text) in item.Form.Texts)
        {
            var source = item.SourceIn(culture);
            // The body lost its leading blank lines when it was read.
            var firstLine = source.BodyLine + source.Body.TakeWhile(c => c == '\n').Count();
            text.Body = Replace(text.Body, source, firstLine);
        }

        foreach (var (property, text) in item.Form.MarkdownTexts())
        {
            foreach (var culture in Languages.All.Where(culture => text[culture] is not null))
            {
                text[culture] = Replace(text[culture]!, item.SourceIn(culture), item.FirstLineOf(property + "." + culture));
            }
        }

        foreach (var field in FieldsOf(item.Form).Where(field => field.Value is not null))
        {
            var location = item.LocationOf(field.Property);
            var typed = KebabCase.Of(field.Property.Split('.')[0]) + ": ";
            if (field.Value!.StartsWith(MediaAddress, StringComparison.Ordinal))
            {
                var name = field.Value[MediaAddress.Length..];
                InStore.Add((location, typed, field.Type, name));
                field.Set(name);
            }
            else
            {
                field.Set(Find(field.Value!, field.Type, location.File, location.Line, typed));
            }
        }
    }

    /// <summary>Says which files that fields take from the media store are not in it.</summary>
    public async Task CheckStoreAsync(PortalDbContext db, MediaList list, CancellationToken cancellation)
    {
        if (!list.IsRead)
        {
            return;
        }

        foreach (var some in InStore.Where(file => list.TypeOf(file.Name) is null).Chunk(Chunk))
        {
            var names = some.Select(file => file.Name).Distinct().ToList();
            var types = await db.MediaFiles.Where(file => names.Contains(file.Name)).ToDictionaryAsync(file => file.Name, file => file.ContentType, cancellation);
            foreach (var file in some)
            {
                Check(file, types.GetValueOrDefault(file.Name));
            }
        }

        InStore.Where(file => list.TypeOf(file.Name) is not null).ToList().ForEach(file => Check(file, list.TypeOf(file.Name)));

        void Check((Location Location, string Field, FileTypes Type, string Name) file, string? type)
        {
            if (type is null || file.Type == FileTypes.Image != type.StartsWith("image/", StringComparison.Ordinal))
            {
                folder.Add(file.Location.File, file.Location.Line, $"{file.Field}There is no {file.Type.Noun} '{MediaAddress}{file.Name}', neither in {MediaList.FileName} nor in the portal.");
            }
        }
    }

    private string Replace(string text, SourceText source, int firstLine)
    {
        var changed = text;
        foreach (var image in markdown.ImagesIn(text).OrderByDescending(image => image.Start))
        {
            if (image.Address.StartsWith('/') || image.Address.Contains(':', StringComparison.Ordinal))
            {
                continue;
            }

            // With any address in its place rendering does not complain of the same image again.
            var name = Find(image.Address, FileTypes.Image, source.Name.File, firstLine + image.Line - 1) ?? "missing";
            changed = string.Concat(changed.AsSpan(0, image.Start), MediaFile.AddressOf(name), changed.AsSpan(image.Start + image.Length));
        }

        return changed;
    }

    /// <summary>The store's name for a file beside a text; null, with a mistake, when there is no such file.</summary>
    /// <param name="field">Put before the reason.</param>
    private string? Find(string address, FileTypes type, string file, int line, string field = "")
    {
        var typed = Uri.UnescapeDataString(address);
        if (typed.Contains('\0', StringComparison.Ordinal))
        {
            folder.Add(file, line, $"{field}There is no {type.Noun} '{address}' beside the file.");
            return null;
        }

        var path = Path.GetFullPath(Path.Combine(folder.Root, Path.GetDirectoryName(file) ?? "", typed));
        if (!path.StartsWith(folder.Root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            folder.Add(file, line, $"{field}The {type.Noun} '{address}' lies outside the imported folder.");
            return null;
        }

        if (!_names.TryGetValue((path, type), out var name))
        {
            name = Load(path, address, type, file, line, field);
            _names[(path, type)] = name;
        }
        else if (name is null)
        {
            folder.Add(file, line, $"{field}The {type.Noun} '{address}' cannot be used; see the first mention of it.");
        }

        return name;
    }

    private string? Load(string path, string address, FileTypes type, string file, int line, string field)
    {
        var info = new FileInfo(path);
        if (!info.Exists || IsLinked(folder, info))
        {
            folder.Add(file, line, $"{field}There is no {type.Noun} '{address}' beside the file.");
            return null;
        }

        if (info.Length > type.MaxLength)
        {
            folder.Add(file, line, $"{field}The {type.Noun} '{address}' is larger than {type.MaxLength / 1024 / 1024} MB.");
            return null;
        }

        var content = SourceFolder.ContentOf(info);
        var proof = FileProof.Of(content);
        if (type.Refuse(proof) is { } refusal)
        {
            folder.Add(file, line, $"{field}'{address}' is {refusal}.");
            return null;
        }

        var name = FileTypes.NameOf(content, proof.Extension);
        Files[name] = (proof.ContentType, path, content.LongLength);
        return name;
    }

    /// <summary>Whether the file, or a folder on the way to it, is a link, which may lead anywhere.</summary>
    public static bool IsLinked(SourceFolder folder, FileInfo file)
    {
        for (FileSystemInfo? entry = file; entry is not null && entry.FullName.Length > folder.Root.Length;
            entry = (entry as FileInfo)?.Directory ?? (entry as DirectoryInfo)?.Parent)
        {
            if (entry.LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A field of a form that names a file.</summary>
/// <param name="Property">As the reader of forms names it: <c>Photo</c>, <c>File.en</c>.</param>
internal sealed record FileField(string Property, FileTypes Type, string? Value, Action<string?> Set);
