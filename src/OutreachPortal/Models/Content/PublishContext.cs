using OutreachPortal.Services.Markdown;

namespace OutreachPortal.Models;

/// <summary>What publishing needs besides the form: the items that it names, the renderer, and the time.</summary>
/// <param name="Now">UTC.</param>
public sealed record PublishContext(
    MarkdownRenderer Markdown,
    string SiteTimeZone,
    DateTime Now,
    IReadOnlyDictionary<(ContentKind Kind, string Key), ContentItem> Items,
    IReadOnlyDictionary<string, Unit> Units,
    IReadOnlyDictionary<string, Tag> Tags)
{
    /// <summary>Whether any revision since the one that is public said something new.</summary>
    public bool IsMajor { get; init; } = true;

    /// <summary>Number of the revision that is being published.</summary>
    public int Revision { get; set; }

    /// <summary>The day at the university.</summary>
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(Now, TimeZoneInfo.FindSystemTimeZoneById(SiteTimeZone)));

    public Unit Unit(string key) => Units[key];

    public Tag Tag(string key) => Tags[key];

    /// <param name="reference">Folder and key: <c>programmes/teacher-academy</c>.</param>
    public ContentItem Item(string reference) =>
        Items[ContentReference.Parse(reference) ?? throw new FormatException($"'{reference}' is not folder/key.")];

    public T Item<T>(ContentKind kind, string key)
        where T : ContentItem => (T)Items[(kind, key)];
}

public static class ContentReference
{
    /// <summary>Reads <c>folder/key</c>; null when the folder is not a kind's.</summary>
    public static (ContentKind Kind, string Key)? Parse(string reference)
    {
        var slash = reference.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && ContentKindInfo.InFolder(reference[..slash]) is { } info
            ? (info.Kind, reference[(slash + 1)..])
            : null;
    }
}
