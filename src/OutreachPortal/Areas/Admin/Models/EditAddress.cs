using System.Globalization;
using System.Text.RegularExpressions;
using OutreachPortal.Models;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>Addresses of items in the admin area.</summary>
public static partial class EditAddress
{
    /// <summary>Of an item's form.</summary>
    public static string Of(ContentKind kind, int id) => string.Create(CultureInfo.InvariantCulture, $"/admin/{ContentKindInfo.Of(kind).Folder}/{id}");

    public static string HistoryOf(ContentKind kind, int id) => Of(kind, id) + "/history";

    /// <summary>The item that the path of any of its pages names, whether there is one or not; null for other paths.</summary>
    public static (ContentKind Kind, int Id)? Parse(string path) =>
        Item().Match(path) is { Success: true } match && ContentKindInfo.InFolder(match.Groups["folder"].Value) is { } info
            ? (info.Kind, int.Parse(match.Groups["id"].Value, CultureInfo.InvariantCulture)) : null;

    [GeneratedRegex("^/admin/(?<folder>[a-z]+)/(?<id>[0-9]{1,9})(/.*)?$")]
    private static partial Regex Item();
}
