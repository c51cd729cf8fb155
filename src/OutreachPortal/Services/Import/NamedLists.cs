using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using YamlDotNet.RepresentationModel;

namespace OutreachPortal.Services.Import;

/// <summary>Units and tags: those of the portal, and those that <c>units.yaml</c> and <c>tags.yaml</c> add or rename.</summary>
internal sealed partial class NamedLists
{
    private readonly Dictionary<string, LocalizedText> _unitNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LocalizedText> _tagNames = new(StringComparer.Ordinal);

    public Dictionary<string, Unit> Units { get; private set; } = [];

    public Dictionary<string, Tag> Tags { get; private set; } = [];

    /// <summary>Units and tags that had another name before.</summary>
    public List<INamed> Renamed { get; } = [];

    /// <summary>False when the file has mistakes: then nobody can tell what is in it.</summary>
    public bool UnitsAreRead { get; private set; }

    public bool TagsAreRead { get; private set; }

    public void ReadFiles(SourceFolder folder)
    {
        UnitsAreRead = ReadFile(folder, "units.yaml", _unitNames);
        TagsAreRead = ReadFile(folder, "tags.yaml", _tagNames);
    }

    /// <summary>Loads what the portal has, and adds and renames by the files within the context.</summary>
    public async Task LoadAsync(PortalDbContext db, ImportChanges changes, CancellationToken cancellation)
    {
        Units = await db.Units.ToDictionaryAsync(unit => unit.Key, StringComparer.Ordinal, cancellation);
        Tags = await db.Tags.ToDictionaryAsync(tag => tag.Key, StringComparer.Ordinal, cancellation);
        Renamed.Clear();
        Merge(Units, _unitNames, "units/", db, changes);
        Merge(Tags, _tagNames, "tags/", db, changes);
    }

    private void Merge<T>(Dictionary<string, T> known, Dictionary<string, LocalizedText> names, string prefix, PortalDbContext db, ImportChanges changes)
        where T : class, INamed, new()
    {
        foreach (var (key, name) in names)
        {
            if (!known.TryGetValue(key, out var named))
            {
                known[key] = named = new T { Key = key, Name = name };
                db.Add(named);
                changes.Added.Add(prefix + key);
            }
            else if (named.Name != name)
            {
                named.Name = name;
                Renamed.Add(named);
                changes.Changed.Add(prefix + key);
            }
            else
            {
                changes.Skipped.Add(prefix + key);
            }
        }
    }

    private static bool ReadFile(SourceFolder folder, string file, Dictionary<string, LocalizedText> names)
    {
        if (!File.Exists(Path.Combine(folder.Root, file)))
        {
            return true;
        }

        var before = folder.Mistakes.Count;
        if (folder.ReadText(file) is not { } text || SourceText.ParseYaml(file, text, 0, folder) is not { } mapping)
        {
            return false;
        }

        foreach (var (keyNode, value) in mapping.Children)
        {
            var line = (int)keyNode.Start.Line;
            var key = (keyNode as YamlScalarNode)?.Value ?? "";
            if (key.Length > ContentItem.KeyLength || !Key().IsMatch(key))
            {
                folder.Add(file, line, $"'{key}' is not a key of lower-case letters a–z, digits and hyphens, at most 80.");
                continue;
            }

            var name = new LocalizedText();
            foreach (var culture in Languages.All)
            {
                name[culture] = (value as YamlMappingNode)?.Children.TryGetValue(new YamlScalarNode(culture), out var node) == true
                    ? (node as YamlScalarNode)?.Value?.Trim() : null;
                if (name[culture] is not { Length: > 0 and <= INamed.NameLength })
                {
                    folder.Add(file, line, $"{key} needs a name in {culture} of at most {INamed.NameLength} characters.");
                }
            }

            foreach (var unknown in (value as YamlMappingNode)?.Children.Keys.OfType<YamlScalarNode>().Where(node => !Languages.All.Contains(node.Value!)) ?? [])
            {
                folder.Add(file, (int)unknown.Start.Line, $"{key}: '{unknown.Value}' is neither en nor tr.");
            }

            names[key] = name;
        }

        return folder.Mistakes.Count == before;
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex Key();
}

/// <summary>Names of what an import adds, changes and skips.</summary>
internal sealed class ImportChanges
{
    public List<string> Added { get; } = [];

    public List<string> Changed { get; } = [];

    public List<string> Skipped { get; } = [];
}
