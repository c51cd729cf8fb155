using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Export;
using YamlDotNet.RepresentationModel;

namespace OutreachPortal.Services.Import;

/// <summary>
/// <c>site.yaml</c>: what administrators set of the site, a property <c>AccentColor</c> as <c>accent-color</c>. It fills what nobody has set in
/// the portal, and changes nothing that somebody has.
/// </summary>
internal sealed partial class SiteFile
{
    public const string Name = "site.yaml";

    private readonly SiteProfile _profile = new();
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    private static IEnumerable<PropertyInfo> Properties =>
        typeof(SiteProfile).GetProperties().Where(property => property.CanWrite && (property.PropertyType == typeof(string) || property.PropertyType == typeof(LocalizedText)));

    /// <summary>The file that says what is set; nothing when nothing is.</summary>
    public static string Write(SiteProfile profile)
    {
        var yaml = new YamlWriter();
        foreach (var property in Properties)
        {
            var field = KebabCase.Of(property.Name);
            if (property.GetValue(profile) is not LocalizedText texts)
            {
                FormWriter.Field(yaml, field, (string?)property.GetValue(profile));
            }
            else if (!texts.IsEmpty)
            {
                yaml.Key(field);
                yaml.BeginFields();
                foreach (var culture in Languages.All)
                {
                    FormWriter.Field(yaml, culture, texts[culture]);
                }

                yaml.EndFields();
            }
        }

        return yaml.End();
    }

    public void Read(SourceFolder folder)
    {
        if (!File.Exists(Path.Combine(folder.Root, Name))
            || folder.ReadText(Name) is not { } text || SourceText.ParseYaml(Name, text, 0, folder) is not { } mapping)
        {
            return;
        }

        foreach (var (key, value) in mapping.Children)
        {
            var line = (int)key.Start.Line;
            var field = (key as YamlScalarNode)?.Value ?? "";
            if (Properties.FirstOrDefault(p => KebabCase.Of(p.Name) == field) is not { } property)
            {
                folder.Add(Name, line, $"The field '{field}' is not known; there are {string.Join(", ", Properties.Select(p => KebabCase.Of(p.Name)))}.");
            }
            else if (property.PropertyType == typeof(string) && value is YamlScalarNode { Value: { Length: > 0 } word })
            {
                property.SetValue(_profile, word.Trim());
                _lines[property.Name] = line;
            }
            else if (property.PropertyType == typeof(LocalizedText) && value is YamlMappingNode texts
                && texts.Children.All(pair => pair is { Key: YamlScalarNode { Value: Languages.English or Languages.Turkish }, Value: YamlScalarNode }))
            {
                var read = (LocalizedText)property.GetValue(_profile)!;
                foreach (var (culture, node) in texts.Children)
                {
                    read[((YamlScalarNode)culture).Value!] = ((YamlScalarNode)node).Value!.Trim();
                }

                _lines[property.Name] = line;
            }
            else
            {
                folder.Add(Name, line, property.PropertyType == typeof(string) ? $"{field}: needs one value." : $"{field}: needs a text in each language: {{en: …, tr: …}}.");
            }
        }

        Check(folder, nameof(SiteProfile.AccentColor), _profile.AccentColor, value => Color().IsMatch(value), "is not a colour such as #0b5f7d.");
        Check(folder, nameof(SiteProfile.ContactEmail), _profile.ContactEmail, new EmailAddressAttribute().IsValid, "is not an e-mail address.");
        Check(folder, nameof(SiteProfile.Logo), _profile.Logo, MediaList.IsName, "is not the name of a media file.");
        Check(folder, nameof(SiteProfile.HomeEvent), _profile.HomeEvent, IsReference, "is not folder/key, such as seminars/reading-the-sky.");
        Check(folder, nameof(SiteProfile.HomeStory), _profile.HomeStory, IsReference, "is not folder/key, such as stories/reading-the-sky.");
    }

    /// <summary>Says what the portal cannot hold; the model knows how long each text may be.</summary>
    public void CheckLengths(PortalDbContext db, SourceFolder folder)
    {
        var entity = db.Model.FindEntityType(typeof(SiteProfile))!;
        foreach (var property in Properties)
        {
            var (values, limit) = property.GetValue(_profile) is LocalizedText texts
                ? (new[] { texts.En, texts.Tr }, entity.FindComplexProperty(property.Name)!.ComplexType.FindProperty(nameof(LocalizedText.En))!.GetMaxLength())
                : (new[] { (string?)property.GetValue(_profile) }, entity.FindProperty(property.Name)!.GetMaxLength());
            if (values.Any(value => value?.Length > limit))
            {
                folder.Add(Name, _lines[property.Name], $"{KebabCase.Of(property.Name)}: is longer than {limit} characters.");
            }
        }
    }

    public async Task WriteAsync(PortalDbContext db, DateTime now, ImportChanges changes, CancellationToken cancellation)
    {
        if (_lines.Count == 0)
        {
            return;
        }

        var profile = await db.SiteProfiles.SingleOrDefaultAsync(cancellation);
        if (profile is null)
        {
            db.Add(profile = new SiteProfile());
        }

        var filled = false;
        foreach (var property in Properties)
        {
            if (property.PropertyType == typeof(string))
            {
                if (string.IsNullOrWhiteSpace((string?)property.GetValue(profile)) && property.GetValue(_profile) is string value)
                {
                    property.SetValue(profile, value);
                    filled = true;
                }
            }
            else if (((LocalizedText)property.GetValue(profile)!).IsEmpty && property.GetValue(_profile) is LocalizedText { IsEmpty: false } texts)
            {
                property.SetValue(profile, texts.Copy());
                filled = true;
            }
        }

        (filled ? changes.Changed : changes.Skipped).Add("site");
        if (filled)
        {
            profile.ChangedAt = now;
            profile.Version = Guid.NewGuid();
            await db.SaveChangesAsync(cancellation);
        }
    }

    private void Check(SourceFolder folder, string property, string? value, Func<string, bool> isRight, string reason)
    {
        if (value is not null && !isRight(value))
        {
            folder.Add(Name, _lines[property], $"{KebabCase.Of(property)}: {reason}");
        }
    }

    private static bool IsReference(string value) => ContentReference.Parse(value) is not null;

    [GeneratedRegex(@"^#[0-9a-fA-F]{6}\z")]
    private static partial Regex Color();
}
