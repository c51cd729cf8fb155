using System.Collections;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Editing;

/// <summary>A field of a revision, for reading.</summary>
/// <param name="Name">As it is posted: <c>Texts[en].Title</c>.</param>
/// <param name="Text">In the reader's language, where it is no text itself.</param>
/// <param name="Culture">Language of a text; null for anything else.</param>
public sealed record ShownField(string Name, string Text, string? Culture);

/// <summary>A field of which two revisions say different things.</summary>
public sealed record RevisionDifference(string Name, string? Culture, IReadOnlyList<DiffPart> Parts);

/// <summary>What two revisions say.</summary>
/// <param name="Unchanged">How many fields say the same.</param>
public sealed record RevisionComparison(IReadOnlyList<RevisionDifference> Differences, int Unchanged);

/// <summary>Says in words what a revision holds, and how two differ.</summary>
public sealed class RevisionFields(PortalDbContext db, IStringLocalizer<Words> words)
{
    /// <summary>The fields of a form that say something, in its order.</summary>
    public async Task<IReadOnlyList<ShownField>> ShowAsync(ContentForm form, CancellationToken cancellation)
    {
        var titles = await TitlesAsync([form], cancellation);
        return [.. Fields(form, titles)];
    }

    /// <summary>Lays a form over an older one, field by field and word by word.</summary>
    public async Task<RevisionComparison> CompareAsync(ContentForm before, ContentForm after, CancellationToken cancellation)
    {
        var titles = await TitlesAsync([before, after], cancellation);
        var (olds, news) = (Fields(before, titles).ToDictionary(field => field.Name, StringComparer.Ordinal), Fields(after, titles).ToList());
        var differences = new List<RevisionDifference>();
        var unchanged = 0;
        var known = news.Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var field in news.Concat(olds.Values.Where(old => !known.Contains(old.Name)).Select(old => old with { Text = "" })))
        {
            var old = olds.GetValueOrDefault(field.Name)?.Text ?? "";
            if (old == field.Text)
            {
                unchanged++;
            }
            else
            {
                differences.Add(new(field.Name, field.Culture, TextComparison.Compare(old, field.Text)));
            }
        }

        return new(differences, unchanged);
    }

    private IEnumerable<ShownField> Fields(ContentForm form, IReadOnlyDictionary<string, string> titles)
    {
        foreach (var culture in Languages.All.Where(form.Texts.ContainsKey))
        {
            var text = form.Texts[culture];
            foreach (var (name, value) in new[] { (nameof(text.Title), text.Title), (nameof(text.Slug), text.Slug), (nameof(text.Summary), text.Summary), (nameof(text.Body), text.Body) })
            {
                if (!string.IsNullOrWhiteSpace(value))
                {
                    yield return new($"Texts[{culture}].{name}", value.ReplaceLineEndings("\n"), name == nameof(text.Slug) ? null : culture);
                }
            }
        }

        var references = form.References().DistinctBy(reference => reference.Property, StringComparer.Ordinal)
            .ToDictionary(reference => reference.Property, reference => Key(reference.Kind, reference.Key), StringComparer.Ordinal);
        string? TitleOf(string property) => references.TryGetValue(property, out var key) ? titles.GetValueOrDefault(key) : null;
        // The kind's own fields stand before those that all have, as on the editor's page.
        foreach (var property in form.GetType().GetProperties().Where(property => property.CanWrite
            && property.Name is not (nameof(ContentForm.Texts) or nameof(ContentForm.State) or nameof(ContentForm.WithdrawnReason))))
        {
            foreach (var field in Values(property.Name, property.GetValue(form), TitleOf))
            {
                yield return field;
            }
        }
    }

    private IEnumerable<ShownField> Values(string name, object? value, Func<string, string?> titleOf)
    {
        switch (value)
        {
            case null or false:
                yield break;
            case LocalizedText text:
                foreach (var culture in Languages.All.Where(culture => !string.IsNullOrWhiteSpace(text[culture])))
                {
                    yield return new($"{name}.{FormChecks.Suffix(culture)}", text[culture]!.ReplaceLineEndings("\n"), culture);
                }

                break;
            case IList { Count: > 0 } list when list[0] is { } first && first.GetType() is { IsClass: true } part && part != typeof(string):
                for (var i = 0; i < list.Count; i++)
                {
                    foreach (var property in part.GetProperties().Where(property => property.CanWrite))
                    {
                        foreach (var field in Values($"{ContentForm.At(name, i)}.{property.Name}", property.GetValue(list[i]), titleOf))
                        {
                            yield return field;
                        }
                    }
                }

                break;
            case IList { Count: > 0 } list:
                yield return new(name, string.Join("\n", list.Cast<object>().Select((entry, i) => titleOf(ContentForm.At(name, i)) ?? Word(entry))), null);
                break;
            case IList:
                break;
            default:
                var said = titleOf(name) ?? Word(value);
                if (said.Length > 0)
                {
                    yield return new(name, said, null);
                }

                break;
        }
    }

    private string Word(object value)
    {
        var culture = Languages.CultureOf(Languages.Current);
        return value switch
        {
            true => words["Yes"],
            Enum choice => words[$"{choice.GetType().Name}.{choice}"] is { ResourceNotFound: false } word ? word : choice.ToString(),
            DateOnly day => DateWords.Date(day, Languages.Current),
            DateTime time => time.ToString("d MMMM yyyy HH:mm", culture),
            decimal number => PageWords.Number(number),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
    }

    /// <summary>Titles of the items that forms name: a key says little to a reader.</summary>
    private async Task<Dictionary<string, string>> TitlesAsync(IEnumerable<ContentForm> forms, CancellationToken cancellation)
    {
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var kind in forms.SelectMany(form => form.References()).GroupBy(reference => reference.Kind, reference => reference.Key))
        {
            var keys = kind.Distinct().ToList();
            foreach (var item in await db.ContentItems.Where(item => item.Kind == kind.Key && keys.Contains(item.Key)).Select(item => new { item.Key, item.DraftTitle }).ToListAsync(cancellation))
            {
                if (item.DraftTitle.In(Languages.Current) is { IsEmpty: false } title)
                {
                    titles[Key(kind.Key, item.Key)] = $"{title.Text} ({ContentKindInfo.Of(kind.Key).Folder}/{item.Key})";
                }
            }
        }

        return titles;
    }

    private static string Key(ContentKind kind, string key) => $"{ContentKindInfo.Of(kind).Folder}/{key}";
}
