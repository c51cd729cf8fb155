using System.Collections;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Editing;

/// <summary>Makes of what a browser sends what a file would say: no blank texts, one kind of line break, no languages of strangers.</summary>
public static class FormTidying
{
    public static void Tidy(this ContentForm form)
    {
        form.Texts ??= [];
        foreach (var culture in form.Texts.Keys.Where(culture => !Languages.All.Contains(culture)).ToList())
        {
            form.Texts.Remove(culture);
        }

        foreach (var (culture, text) in form.Texts.ToList())
        {
            if (text is null)
            {
                form.Texts.Remove(culture);
                continue;
            }

            text.Slug = Blank(text.Slug?.Trim());
            text.Title = Blank(text.Title?.Trim());
            text.Summary = Blank(text.Summary?.Trim());
            text.Body = Lines(text.Body) ?? "";
            if (text is { Slug: null, Title: null, Summary: null } && string.IsNullOrWhiteSpace(text.Body))
            {
                form.Texts.Remove(culture);
            }
        }

        TidyProperties(form);
    }

    private static void TidyProperties(object target)
    {
        foreach (var property in target.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0 && property.CanWrite && property.CanRead))
        {
            var value = property.GetValue(target);
            if (property.PropertyType == typeof(string) && target is not TextForm)
            {
                property.SetValue(target, Blank(((string?)value)?.Trim()));
            }
            else if (property.PropertyType == typeof(LocalizedText))
            {
                var text = (LocalizedText?)value ?? new();
                property.SetValue(target, new LocalizedText { En = Blank(Lines(text.En)?.Trim()), Tr = Blank(Lines(text.Tr)?.Trim()) });
            }
            else if (typeof(IList).IsAssignableFrom(property.PropertyType) && property.PropertyType.GetGenericArguments() is [var part])
            {
                // A row that was left empty is none.
                var list = (IList)Activator.CreateInstance(property.PropertyType)!;
                foreach (var entry in (IList?)value ?? Array.Empty<object>())
                {
                    if (entry is string text)
                    {
                        if (Blank(text.Trim()) is { } kept)
                        {
                            list.Add(kept);
                        }
                    }
                    else if (entry is not null)
                    {
                        if (part.IsClass)
                        {
                            TidyProperties(entry);
                        }

                        if (!part.IsClass || !IsEmpty(entry))
                        {
                            list.Add(entry);
                        }
                    }
                }

                property.SetValue(target, list);
            }
        }
    }

    private static bool IsEmpty(object part) => part.GetType().GetProperties().Where(property => property.CanWrite).All(property => property.GetValue(part) switch
    {
        null => true,
        LocalizedText text => text.IsEmpty,
        IList list => list.Count == 0,
        string text => text.Length == 0,
        false => true,
        _ => false,
    });

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string? Lines(string? text) => text?.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
