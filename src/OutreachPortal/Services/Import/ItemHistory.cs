using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Import;

/// <summary>
/// All of an item that its texts do not say: <c>{key}.history.json</c> beside them. An export writes it and an import reads it, so that
/// the item is the same in another portal; docs/content.md has the format.
/// </summary>
internal sealed record ItemHistory
{
    public const string Extension = ".history.json";

    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);

    private static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false), new FormJsonConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = Encoder,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
    };

    /// <summary>Names the item to programs, for ever.</summary>
    public required Guid Uid { get; init; }

    /// <summary>The items' order of age in the portal that it comes from, by which lists sort what is equal otherwise.</summary>
    public required int Order { get; init; }

    public required ContentState State { get; init; }

    /// <summary>By language, as are all texts here.</summary>
    public Dictionary<string, string>? WithdrawnReason { get; init; }

    /// <summary>Folder and key.</summary>
    public string? MergedInto { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>Who answered for it in the portal that it comes from; for people, as accounts are not exported.</summary>
    public string? Owner { get; init; }

    public DateTimeOffset? FirstPublished { get; init; }

    public DateTimeOffset? Published { get; init; }

    public DateTimeOffset? MajorChange { get; init; }

    /// <summary>The revision that the public reads, or last read.</summary>
    public int? PublishedRevision { get; init; }

    public required DraftStage Stage { get; init; }

    public Dictionary<string, TranslationState> Translations { get; init; } = [];

    public HistorySchedule? Schedule { get; init; }

    /// <summary>What the public addresses end with, by language.</summary>
    public Dictionary<string, string> Slugs { get; init; } = [];

    /// <summary>Unit and tags as they are published: they may have been taken away since it was written.</summary>
    public string? Unit { get; init; }

    public List<string> Tags { get; init; } = [];

    /// <summary>Zone of an event's times, where its form leaves that to the portal.</summary>
    public string? TimeZone { get; init; }

    /// <summary>How often an event's plan has changed, for calendars.</summary>
    public int? Sequence { get; init; }

    public List<HistoryRedirect> Redirects { get; init; } = [];

    /// <summary>All versions of a policy, each as the form that would make it, in the order in which they were added.</summary>
    public List<FormJson> Versions { get; init; } = [];

    /// <summary>What a policy's versions have that no form says.</summary>
    public HistoryPolicy? Policy { get; init; }

    /// <summary>SHA-256 of the files that an import once made it of.</summary>
    public string? ImportedFiles { get; init; }

    public required List<HistoryRevision> Revisions { get; init; }

    /// <summary><see cref="HashOf"/> the texts beside it, as they were exported: who changes them writes a new revision.</summary>
    public required string Texts { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="JsonException">It is none.</exception>
    public static ItemHistory FromJson(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<ItemHistory>(json, Json) ?? throw new JsonException("There is nothing in it.");

    /// <summary>A revision's form as the public reads it: with the addresses, the state and the names that the item has.</summary>
    public ContentForm AsPublished(ContentForm form)
    {
        form.State = State;
        form.MergedInto = State == ContentState.Merged ? MergedInto : null;
        form.WithdrawnReason = new()
        {
            En = State == ContentState.Withdrawn ? WithdrawnReason?.GetValueOrDefault(Languages.English) : null,
            Tr = State == ContentState.Withdrawn ? WithdrawnReason?.GetValueOrDefault(Languages.Turkish) : null,
        };
        if (PublishedRevision is null)
        {
            return form;
        }

        form.Unit = Unit;
        // In the order of the form, where they are the same.
        form.Tags = Tags.ToHashSet(StringComparer.Ordinal).SetEquals(form.Tags) ? form.Tags : [.. Tags];
        foreach (var (culture, slug) in Slugs)
        {
            if (form.Texts.TryGetValue(culture, out var text))
            {
                text.Slug = slug;
            }
        }

        if (form is EventForm plan)
        {
            plan.TimeZone ??= TimeZone;
        }

        return form;
    }

    /// <summary>SHA-256 of texts, whatever the line ends that a version control or an editor gave them.</summary>
    public static string HashOf(IEnumerable<(string Culture, byte[] Content)> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (culture, content) in texts.OrderBy(text => text.Culture, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(culture + "\n"));
            hash.AppendData(Array.FindAll(content, b => b != '\r'));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // A form goes through as it was stored, to the byte.
    private sealed class FormJsonConverter : JsonConverter<FormJson>
    {
        public override FormJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return new(document.RootElement.GetRawText());
        }

        public override void Write(Utf8JsonWriter writer, FormJson value, JsonSerializerOptions options) => writer.WriteRawValue(value.Text);
    }
}

/// <summary>A <see cref="ContentForm"/> as JSON.</summary>
internal readonly record struct FormJson(string Text);

internal sealed record HistoryRevision
{
    public required int Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string By { get; init; }

    public string Note { get; init; } = "";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Minor { get; init; }

    public int? RestoredFrom { get; init; }

    public required FormJson Form { get; init; }
}

internal sealed record HistoryPolicy
{
    /// <summary>The last identifier that was given to a clause; it may be of one that no version has any more.</summary>
    public required int LastClause { get; init; }

    public DateOnly? ReviewReminded { get; init; }

    public List<HistoryVersion> Versions { get; init; } = [];
}

internal sealed record HistoryVersion
{
    public required string Number { get; init; }

    /// <summary>The revision that it was last made of; 0 where nobody knows.</summary>
    public required int Revision { get; init; }

    /// <summary>Languages whose text lacks something of the one that decides.</summary>
    public List<string> Behind { get; init; } = [];

    public List<HistoryCorrection> Corrections { get; init; } = [];
}

internal sealed record HistoryCorrection
{
    public required DateTimeOffset At { get; init; }

    /// <summary>By language.</summary>
    public Dictionary<string, string> Note { get; init; } = [];

    public List<CorrectedPassage> Changes { get; init; } = [];
}

internal sealed record HistoryRedirect
{
    public required string Language { get; init; }

    public required string Slug { get; init; }

    /// <summary>Of several items that had a slug the one that had it last is meant: the one whose number is the highest.</summary>
    public required int Order { get; init; }
}

internal sealed record HistorySchedule
{
    public required int Revision { get; init; }

    public required DateTimeOffset At { get; init; }

    public string? Error { get; init; }
}
