using System.Reflection;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Import;

/// <summary>Finds the images that texts and fields show, and puts their address in the media store in their place.</summary>
internal sealed class ImportImages(SourceFolder folder, MarkdownRenderer markdown)
{
    private readonly Dictionary<string, string?> _names = new(StringComparer.Ordinal);

    /// <summary>Files to keep, by their name in the store.</summary>
    public Dictionary<string, (string ContentType, string Path, long Length)> Files { get; } = new(StringComparer.Ordinal);

    public static IEnumerable<PropertyInfo> Properties(Type form) =>
        form.GetProperties().Where(property => property.GetCustomAttribute<ImageFileAttribute>() is not null);

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

        foreach (var property in Properties(item.Kind.FormType))
        {
            if (property.GetValue(item.Form) is string file)
            {
                var location = item.LocationOf(property.Name);
                property.SetValue(item.Form, Find(file, location.File, location.Line, FieldValue.Kebab(property.Name) + ": "));
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
            var name = Find(image.Address, source.Name.File, firstLine + image.Line - 1) ?? "missing";
            changed = string.Concat(changed.AsSpan(0, image.Start), MediaFile.AddressOf(name), changed.AsSpan(image.Start + image.Length));
        }

        return changed;
    }

    /// <summary>The store's name for a file beside a text; null, with a mistake, when there is no such image.</summary>
    /// <param name="field">Put before the reason.</param>
    private string? Find(string address, string file, int line, string field = "")
    {
        var typed = Uri.UnescapeDataString(address);
        if (typed.Contains('\0', StringComparison.Ordinal))
        {
            folder.Add(file, line, $"{field}There is no image '{address}' beside the file.");
            return null;
        }

        var path = Path.GetFullPath(Path.Combine(folder.Root, Path.GetDirectoryName(file) ?? "", typed));
        if (!path.StartsWith(folder.Root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            folder.Add(file, line, $"{field}The image '{address}' lies outside the imported folder.");
            return null;
        }

        if (!_names.TryGetValue(path, out var name))
        {
            name = Load(path, address, file, line, field);
            _names[path] = name;
        }
        else if (name is null)
        {
            folder.Add(file, line, $"{field}The image '{address}' cannot be used; see the first mention of it.");
        }

        return name;
    }

    private string? Load(string path, string address, string file, int line, string field)
    {
        var info = new FileInfo(path);
        if (!info.Exists || IsLinked(info))
        {
            folder.Add(file, line, $"{field}There is no image '{address}' beside the file.");
            return null;
        }

        if (info.Length > ImageTypes.MaxLength)
        {
            folder.Add(file, line, $"{field}The image '{address}' is larger than 5 MB.");
            return null;
        }

        var content = File.ReadAllBytes(path);
        if (ImageTypes.Detect(content) is not { } type)
        {
            folder.Add(file, line, $"{field}'{address}' is none of PNG, JPEG, WebP, AVIF and GIF.");
            return null;
        }

        var name = ImageTypes.NameOf(content, type.Extension);
        Files[name] = (type.ContentType, path, content.LongLength);
        return name;
    }

    /// <summary>Whether the file, or a folder on the way to it, is a link, which may lead anywhere.</summary>
    private bool IsLinked(FileInfo file)
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
