using OutreachPortal.Models;

namespace OutreachPortal.Services;

/// <summary>An address of one of the portal's public pages, taken apart.</summary>
/// <param name="Kind">Null for the home page.</param>
/// <param name="Slug">Null for a list.</param>
public sealed record PortalAddress(string Culture, ContentKind? Kind, string? Slug)
{
    public static string Home(string culture) => "/" + culture;

    public static string List(string culture, ContentKind kind) => $"/{culture}/{ContentKindInfo.Of(kind).Folder}";

    public static string Page(string culture, ContentKind kind, string slug) => $"{List(culture, kind)}/{slug}";

    /// <summary>Reads a path that begins with a slash; null when the portal has no such kind of page.</summary>
    public static PortalAddress? Parse(string address)
    {
        var path = address.Split('?', '#')[0].TrimEnd('/');
        var parts = path.Split('/');
        if (parts.Length is < 2 or > 4 || !Languages.All.Contains(parts[1]))
        {
            return null;
        }

        if (parts.Length == 2)
        {
            return new(parts[1], null, null);
        }

        return ContentKindInfo.InFolder(parts[2]) is { IsPublic: true } info
            ? new(parts[1], info.Kind, parts.Length == 4 ? parts[3] : null)
            : null;
    }
}
