using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Models;

/// <summary>
/// What may be typed of an item, by an editor or in files: one class a kind, with its checks. A revision is this, as JSON.
/// References are keys; dates and times are local to the item's time zone.
/// </summary>
[ValidateNever]
public abstract partial class ContentForm : IValidatableObject
{
    private static readonly JsonSerializerOptions Json = JsonFor(strict: false);

    /// <summary>Slug, title, summary and body by language.</summary>
    public Dictionary<string, TextForm> Texts { get; set; } = [];

    /// <summary>For files, which say it of themselves. Staff's forms cannot: each change of state is an action of its own.</summary>
    [BindNever]
    public ContentState State { get; set; } = ContentState.Published;

    [BindNever]
    [TextLength(ContentItem.ReasonLength)]
    public LocalizedText WithdrawnReason { get; set; } = new();

    /// <summary>It is meant to be in one language only; publishing then does not ask for the other.</summary>
    public bool OneLanguage { get; set; }

    /// <summary>Folder and key of the item that took this one in; with <see cref="ContentState.Merged"/>, and only then.</summary>
    [BindNever]
    public string? MergedInto { get; set; }

    public string? Unit { get; set; }

    public List<string> Tags { get; set; } = [];

    [EachInRange(1, 17)]
    public List<int> Sdgs { get; set; } = [];

    [ReferenceTo]
    public List<string> Related { get; set; } = [];

    /// <summary>The items that this one names, each with the property that names it: <c>Related[0]</c>.</summary>
    public virtual IEnumerable<(string Property, ContentKind Kind, string Key)> References() =>
        Related.Select((related, i) => (At(nameof(Related), i), Target: ContentReference.Parse(related)))
            .Where(reference => reference.Target is not null)
            .Select(reference => (reference.Item1, reference.Target!.Value.Kind, reference.Target.Value.Key))
            .Concat(MergedInto is not null && ContentReference.Parse(MergedInto) is { } into ? [(nameof(MergedInto), into.Kind, into.Key)] : []);

    /// <summary>Adds what follows from what was typed and is to be kept with it.</summary>
    public virtual void Complete()
    {
    }

    /// <summary>The Markdown texts besides the body, which may hold links and images too.</summary>
    public virtual IEnumerable<(string Property, LocalizedText Text)> MarkdownTexts() => [];

    /// <summary>Names of the files in the media store that the texts and fields name.</summary>
    public IReadOnlySet<string> MediaNames()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in GetType().GetProperties())
        {
            if (property.GetCustomAttribute<ImageFileAttribute>() is not null && property.GetValue(this) is string { Length: > 0 and <= MediaFile.NameLength } image)
            {
                names.Add(image);
            }
            else if (property.GetCustomAttribute<DocumentFileAttribute>() is not null)
            {
                var files = (LocalizedText)property.GetValue(this)!;
                names.UnionWith(Languages.All.Select(culture => files[culture]).OfType<string>().Where(name => name.Length is > 0 and <= MediaFile.NameLength));
            }
        }

        var texts = Texts.Values.Select(text => text.Body).Concat(MarkdownTexts().SelectMany(pair => new[] { pair.Text.En, pair.Text.Tr }));
        foreach (var text in texts.OfType<string>())
        {
            names.UnionWith(MediaAddress().Matches(text).Select(match => match.Groups[1].Value).Where(name => name.Length <= MediaFile.NameLength));
        }

        return names;
    }

    /// <summary>Whether somebody would have typed the same; the state is not typed.</summary>
    public bool SaysSameAs(ContentForm other)
    {
        string Said(ContentForm form)
        {
            var copy = (ContentForm)JsonSerializer.Deserialize(form.ToJson(), GetType(), Json)!;
            copy.Tidy();
            (copy.State, copy.WithdrawnReason) = (default, new());
            return copy.ToJson();
        }

        return Said(this) == Said(other);
    }

    /// <summary>Whether its long texts in a language are others than another form's.</summary>
    public bool DiffersIn(string culture, ContentForm other) =>
        Texts.GetValueOrDefault(culture) is var mine && other.Texts.GetValueOrDefault(culture) is var theirs
        && ((mine?.Title?.Trim(), mine?.Summary?.Trim(), Normal(mine?.Body)) != (theirs?.Title?.Trim(), theirs?.Summary?.Trim(), Normal(theirs?.Body))
            || !MarkdownTexts().Select(pair => Normal(pair.Text[culture])).SequenceEqual(other.MarkdownTexts().Select(pair => Normal(pair.Text[culture]))));

    // A browser sends line breaks as CR LF, whatever it was given.
    private static string Normal(string? text) => (text ?? "").ReplaceLineEndings("\n").Trim();

    [GeneratedRegex("/media/([A-Za-z0-9.-]+)")]
    private static partial Regex MediaAddress();

    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var reference in Related.Where(reference => ContentReference.Parse(reference) is null))
        {
            yield return new Complaint("'{0}' is not folder/key, such as programmes/teacher-academy.", [reference], nameof(Related));
        }

        if (State == ContentState.Withdrawn)
        {
            foreach (var culture in Texts.Keys.Where(culture => string.IsNullOrWhiteSpace(WithdrawnReason[culture])))
            {
                yield return new Complaint("A withdrawn page needs a reason.", nameof(WithdrawnReason) + "." + culture);
            }
        }

        if (State == ContentState.Merged && MergedInto is null)
        {
            yield return new Complaint("is missing: a merged page sends its readers to another.", nameof(MergedInto));
        }
        else if (State != ContentState.Merged && MergedInto is not null)
        {
            yield return new Complaint("is for an item whose state is merged.", nameof(MergedInto));
        }
        else if (MergedInto is not null && ContentReference.Parse(MergedInto) is null)
        {
            yield return new Complaint("'{0}' is not folder/key, such as programmes/teacher-academy.", [MergedInto], nameof(MergedInto));
        }
    }

    /// <summary>An element of a property that is a list: <c>Tags[0]</c>.</summary>
    public static string At(string property, int index) => string.Create(CultureInfo.InvariantCulture, $"{property}[{index}]");

    /// <summary>How forms are written and read.</summary>
    /// <param name="strict">Whether a null where none may be is refused, as it should be in what was not written here.</param>
    public static JsonSerializerOptions JsonFor(bool strict) => new()
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        RespectNullableAnnotations = strict,
    };

    public string ToJson() => JsonSerializer.Serialize(this, GetType(), Json);

    public static ContentForm FromJson(ContentKind kind, string json) =>
        (ContentForm)JsonSerializer.Deserialize(json, ContentKindInfo.Of(kind).FormType, Json)!;
}

public sealed class TextForm
{
    [StringLength(ContentText.SlugLength)]
    [RegularExpression("[a-z0-9]+(-[a-z0-9]+)*", ErrorMessage = "may hold only a–z, digits and single hyphens.")]
    public string? Slug { get; set; }

    [Required]
    [StringLength(ContentText.TitleLength)]
    public string? Title { get; set; }

    [Required]
    [StringLength(ContentText.SummaryLength)]
    public string? Summary { get; set; }

    public string Body { get; set; } = "";
}
