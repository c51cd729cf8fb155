using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace OutreachPortal.Models;

/// <summary>
/// What may be typed of an item, by an editor or in files: one class a kind, with its checks. A revision is this, as JSON.
/// References are keys; dates and times are local to the item's time zone.
/// </summary>
public abstract class ContentForm : IValidatableObject
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>Slug, title, summary and body by language.</summary>
    public Dictionary<string, TextForm> Texts { get; set; } = [];

    public ContentState State { get; set; } = ContentState.Published;

    [TextLength(ContentItem.ReasonLength)]
    public LocalizedText WithdrawnReason { get; set; } = new();

    public string? Unit { get; set; }

    public List<string> Tags { get; set; } = [];

    [EachInRange(1, 17)]
    public List<int> Sdgs { get; set; } = [];

    public List<string> Related { get; set; } = [];

    /// <summary>The items that this one names, each with the property that names it: <c>Related[0]</c>.</summary>
    public virtual IEnumerable<(string Property, ContentKind Kind, string Key)> References() =>
        Related.Select((related, i) => (At(nameof(Related), i), Target: ContentReference.Parse(related)))
            .Where(reference => reference.Target is not null)
            .Select(reference => (reference.Item1, reference.Target!.Value.Kind, reference.Target.Value.Key));

    /// <summary>The Markdown texts besides the body, which may hold links and images too.</summary>
    public virtual IEnumerable<(string Property, LocalizedText Text)> MarkdownTexts() => [];

    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var reference in Related.Where(reference => ContentReference.Parse(reference) is null))
        {
            yield return new($"'{reference}' is not folder/key, such as programmes/teacher-academy.", [nameof(Related)]);
        }

        if (State == ContentState.Withdrawn)
        {
            foreach (var culture in Texts.Keys.Where(culture => string.IsNullOrWhiteSpace(WithdrawnReason[culture])))
            {
                yield return new("A withdrawn page needs a reason.", [nameof(WithdrawnReason) + "." + culture]);
            }
        }
    }

    /// <summary>An element of a property that is a list: <c>Tags[0]</c>.</summary>
    public static string At(string property, int index) => string.Create(CultureInfo.InvariantCulture, $"{property}[{index}]");

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
