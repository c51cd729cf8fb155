using System.Globalization;
using OutreachPortal.Models;
using OutreachPortal.Services.Import;

namespace OutreachPortal.Services.Export;

/// <summary>Writes what <see cref="MediaList"/> reads.</summary>
internal sealed class MediaListWriter
{
    private readonly YamlWriter _yaml = new();

    public void Add(MediaFile file)
    {
        _yaml.Key(file.Name);
        _yaml.BeginFields();
        Plain("type", file.ContentType);
        FormWriter.Field(_yaml, "original-name", file.OriginalName);
        FormWriter.Field(_yaml, "alt-en", file.Alt.En);
        FormWriter.Field(_yaml, "alt-tr", file.Alt.Tr);
        Plain("decorative", file.IsDecorative ? "true" : null);
        Plain("width", file.Width?.ToString(CultureInfo.InvariantCulture));
        Plain("height", file.Height?.ToString(CultureInfo.InvariantCulture));
        Plain("added", file.CreatedAt.ToString("O", CultureInfo.InvariantCulture));
        FormWriter.Field(_yaml, "added-by", file.CreatedBy);
        _yaml.EndFields();
    }

    public string End() => _yaml.End();

    private void Plain(string field, string? value)
    {
        if (value is { Length: > 0 })
        {
            _yaml.Key(field);
            _yaml.Plain(value);
        }
    }
}
