using System.Globalization;
using System.Text.RegularExpressions;
using OutreachPortal.Models;

namespace OutreachPortal.Services;

/// <summary>An address of one of the portal's public pages, taken apart.</summary>
/// <param name="Kind">Null for a page that is neither an item's nor a list: home, calendar, search.</param>
/// <param name="Slug">Null for a list.</param>
public sealed partial record PortalAddress(string Culture, ContentKind? Kind, string? Slug)
{
    /// <summary>What stands behind a page's address in that of its calendar.</summary>
    public const string CalendarEnding = ".ics";

    /// <summary>What stands behind a programme's address in that of its feed.</summary>
    public const string FeedEnding = ".atom";

    /// <summary>What stands behind a lecture's address in that of its registration.</summary>
    public const string RegisterEnding = "/register";

    public static string Home(string culture) => "/" + culture;

    public static string List(string culture, ContentKind kind) => $"/{culture}/{ContentKindInfo.Of(kind).ListPath}";

    public static string Page(string culture, ContentKind kind, string slug) => $"/{culture}/{ContentKindInfo.Of(kind).PagePath}/{slug}";

    /// <summary>Where one registers for a lecture, or books for a class.</summary>
    public static string Register(string culture, string slug, bool isClass = false) =>
        Page(culture, ContentKind.Lecture, slug) + RegisterEnding + (isClass ? "?for=class" : "");

    public static string Calendar(string culture) => $"/{culture}/calendar";

    public static string Calendar(string culture, DateOnly month) =>
        string.Create(CultureInfo.InvariantCulture, $"/{culture}/calendar?month={month:yyyy-MM}");

    /// <summary>Of all events, for calendar programs.</summary>
    public static string CalendarFile(string culture) => Calendar(culture) + CalendarEnding;

    /// <summary>Of an event or of a programme's events, for calendar programs.</summary>
    public static string CalendarFile(string culture, ContentKind kind, string slug) => Page(culture, kind, slug) + CalendarEnding;

    /// <summary>Where the code of a certificate is typed.</summary>
    public static string Certificates(string culture) => $"/{culture}/certificates";

    /// <summary>A certificate, with its code as people read it: what is printed beside it is what stands in the address.</summary>
    public static string Certificate(string culture, string code) => $"/{culture}/certificates/{Codes.Spell(code)}";

    public static string Search(string culture) => $"/{culture}/search";

    public static string Impact(string culture, int year) => string.Create(CultureInfo.InvariantCulture, $"/{culture}/impact/{year}");

    /// <summary>Everything new, as an Atom feed.</summary>
    public static string Feed(string culture) => $"/{culture}/feed.atom";

    public static string Feed(string culture, ContentKind kind) => $"/{culture}/{ContentKindInfo.Of(kind).Folder}/feed.atom";

    /// <summary>A list, or an item of a kind, for programs.</summary>
    public static string Api(ContentKind kind, string? key = null) =>
        $"/api/v1/{ContentKindInfo.Of(kind).Folder}" + (key is null ? "" : "/" + key);

    /// <summary>Reads a path that begins with a slash; null when the portal has no such kind of page.</summary>
    public static PortalAddress? Parse(string address)
    {
        var path = address.Split('?', '#')[0].TrimEnd('/');
        var parts = path.Split('/');
        if (parts.Length < 2 || !Languages.All.Contains(parts[1]))
        {
            return null;
        }

        var culture = parts[1];
        var rest = string.Join('/', parts.Skip(2));
        if (rest is "" or "calendar" or "search" or "calendar.ics" or "feed.atom" || YearOfImpact().IsMatch(rest))
        {
            return new(culture, null, null);
        }

        if (rest is "certificates" or "policies/changes")
        {
            return new(culture, null, null);
        }

        foreach (var info in ContentKindInfo.All)
        {
            if (rest == info.ListPath)
            {
                return new(culture, info.Kind, null);
            }

            if (rest == info.Folder + "/feed.atom")
            {
                return new(culture, null, null);
            }

            if (info.Kind == ContentKind.Policy && BelowPolicy().Match(rest) is { Success: true } below)
            {
                return new(culture, info.Kind, below.Groups[1].Value);
            }

            if (rest.StartsWith(info.PagePath + "/", StringComparison.Ordinal) && rest.LastIndexOf('/') == info.PagePath.Length)
            {
                return new(culture, info.Kind, rest[(info.PagePath.Length + 1)..]);
            }
        }

        return null;
    }

    [GeneratedRegex("^impact/[0-9]{4}$")]
    private static partial Regex YearOfImpact();

    /// <summary>A page below a policy's own: <see cref="Policies.PolicyAddress"/>. Whether there is such a version or clause, it does not know.</summary>
    [GeneratedRegex(@"^policies/([^/]+)/(?:versions(?:/[0-9]{1,4}(?:\.[0-9]{1,4})?(?:\.md|\.json|/bilingual|/comments)?)?|on(?:/[0-9]{4}-[0-9]{2}-[0-9]{2})?|compare/[0-9.]{1,9}\.\.[0-9.]{1,9}|clauses/(?:c[1-9][0-9]{0,6}|[0-9]{1,4}(?:\.[0-9]{1,4})*))$")]
    private static partial Regex BelowPolicy();
}
