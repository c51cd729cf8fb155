using System.Collections;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Editing;

/// <summary>Makes of what a browser sends what a file would say: no blank texts, one kind of line break, no languages of strangers.</summary>
public static class FormTidying
{
    /// <param name="keepsRows">Whether rows that hold nothing stay, so that what is wrong with a row is said of the row that was typed.</param>
    public static void Tidy(this ContentForm form, bool keepsRows = false)
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

        form.Texts = form.Texts.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary();
        TidyProperties(form, keepsRows);
        form.Complete();
        // They are sets: a page shows them in an order of its own.
        form.Tags = [.. form.Tags.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        form.Sdgs = [.. form.Sdgs.Distinct().Order()];
    }

    private static void TidyProperties(object target, bool keepsRows)
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
            else if (value is decimal number)
            {
                // Without the noughts at its end, which say nothing.
                property.SetValue(target, number / 1.0000000000000000000000000000m);
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
                            TidyProperties(entry, keepsRows);
                        }

                        if (!part.IsClass || keepsRows || !IsEmpty(entry))
                        {
                            list.Add(entry);
                        }
                    }
                }

                if (part.IsEnum)
                {
                    var chosen = list.Cast<object>().Distinct().Order().ToList();
                    list.Clear();
                    chosen.ForEach(choice => list.Add(choice));
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
