using System.Collections;
using System.Globalization;
using System.Reflection;
using OutreachPortal.Models;
using OutreachPortal.Services.Import;

namespace OutreachPortal.Services.Export;

/// <summary>
/// Writes a <see cref="ContentForm"/> as the files that <see cref="FormReader"/> reads: a property <c>OnlineLink</c> is the field
/// <c>online-link</c>. What is as it would be if nothing were said is left out.
/// </summary>
internal static class FormWriter
{
    /// <summary>The file of each language that the item has; none for one without a text.</summary>
    public static IEnumerable<(string Culture, string Content)> Write(ContentForm form)
    {
        var cultures = Languages.All.Where(culture => form.Texts.GetValueOrDefault(culture) is not null).ToList();
        foreach (var culture in cultures)
        {
            var text = form.Texts[culture];
            var yaml = new YamlWriter();
            Field(yaml, "title", text.Title);
            Field(yaml, "summary", text.Summary);
            Field(yaml, "slug", text.Slug);
            // What belongs to the item stands in the first file.
            if (culture == cultures[0] && cultures.Count < Languages.All.Count)
            {
                yaml.Key("languages");
                yaml.Plain(culture);
            }

            Fields(yaml, form, culture, shared: culture == cultures[0]);
            var body = text.Body ?? "";
            yield return (culture, $"---\n{yaml.End()}---\n{body}{(body.EndsWith('\n') ? "" : "\n")}");
        }
    }

    private static void Fields(YamlWriter yaml, ContentForm form, string culture, bool shared)
    {
        var untouched = Activator.CreateInstance(form.GetType())!;
        foreach (var property in FieldValue.FieldsOf(form.GetType()).Where(p => p.CanWrite && p.Name != nameof(ContentForm.Texts)).OrderBy(Depth))
        {
            var field = KebabCase.Of(property.Name);
            var value = property.GetValue(form);
            var isFile = property.IsDefined(typeof(ImageFileAttribute)) || property.IsDefined(typeof(DocumentFileAttribute));
            if (value is LocalizedText text)
            {
                Field(yaml, field, isFile ? AddressOf(text[culture]) : text[culture]);
            }
            else if (shared && !Equals(value, property.GetValue(untouched)))
            {
                Value(yaml, field, isFile ? AddressOf((string?)value) : value);
            }
        }
    }

    /// <summary>What every kind has comes first.</summary>
    private static int Depth(PropertyInfo property)
    {
        var depth = 0;
        for (var type = property.DeclaringType; type is not null; type = type.BaseType)
        {
            depth++;
        }

        return depth;
    }

    private static void Value(YamlWriter yaml, string field, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                Field(yaml, field, text);
                break;
            case LocalizedText texts:
                var said = Languages.All.Where(culture => !string.IsNullOrWhiteSpace(texts[culture])).ToList();
                if (said.Count > 0)
                {
                    yaml.Key(field);
                    yaml.BeginFields();
                    said.ForEach(culture => Field(yaml, culture, texts[culture]));
                    yaml.EndFields();
                }

                break;
            case IList list when list.GetType().GetGenericArguments()[0] is { IsClass: true } part && part != typeof(string):
                if (list.Count > 0)
                {
                    yaml.Key(field);
                    yaml.BeginList();
                    foreach (var item in list.Cast<object?>().OfType<object>())
                    {
                        Part(yaml, item);
                    }

                    yaml.EndList();
                }

                break;
            case IList list:
                var words = list.Cast<object?>().Select(Word).Where(word => !string.IsNullOrWhiteSpace(word)).ToList();
                if (words.Count > 0)
                {
                    yaml.Key(field);
                    yaml.List(words!);
                }

                break;
            default:
                yaml.Key(field);
                yaml.Plain(Word(value)!);
                break;
        }
    }

    private static void Part(YamlWriter yaml, object part)
    {
        yaml.BeginFields();
        foreach (var property in part.GetType().GetProperties().Where(p => p.CanWrite))
        {
            if (property.GetValue(part) is not false and var value)
            {
                Value(yaml, KebabCase.Of(property.Name), value);
            }
        }

        yaml.EndFields();
    }

    private static string? Word(object? value) => value switch
    {
        null => null,
        string text => text,
        bool yes => yes ? "true" : "false",
        Enum name => KebabCase.Of(name.ToString()),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString(time.Second == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"Front matter has no values of type {value.GetType()}."),
    };

    /// <summary>A line of a field; nothing where there is nothing to say, which a reader would take for a slip.</summary>
    public static void Field(YamlWriter yaml, string field, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            yaml.Key(field);
            // Only these are lines to an import; ReplaceLineEndings() would count form feeds and U+2028 too.
            yaml.Text(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Trim());
        }
    }

    private static string? AddressOf(string? media) => string.IsNullOrWhiteSpace(media) ? null : MediaFile.AddressOf(media);
}
