using System.Globalization;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Policies;

/// <summary>Addresses below a policy's page; <c>page</c> is that page's: <c>/en/policies/open-access</c>.</summary>
public static class PolicyAddress
{
    /// <summary>How a day is written in an address.</summary>
    public const string DayFormat = "yyyy-MM-dd";

    /// <summary>What stands behind the address of a policy or of a version in that of its text as Markdown.</summary>
    public const string MarkdownEnding = ".md";

    /// <summary>The same for its facts and clauses as JSON.</summary>
    public const string JsonEnding = ".json";

    /// <summary>Last parts of addresses of the list, which no policy may have as its slug.</summary>
    public static readonly IReadOnlyList<string> Reserved = ["changes", "comments"];

    public static string Versions(string page) => page + "/versions";

    public static string Version(string page, string number) => $"{page}/versions/{number}";

    /// <summary>Both languages side by side.</summary>
    public static string Bilingual(string page, string number) => $"{page}/versions/{number}/bilingual";

    public static string Comments(string page, string number) => $"{page}/versions/{number}/comments";

    /// <summary>Where a day is chosen.</summary>
    public static string On(string page) => page + "/on";

    public static string On(string page, DateOnly day) => $"{page}/on/{day.ToString(DayFormat, CultureInfo.InvariantCulture)}";

    public static string Compare(string page, string from, string to) => $"{page}/compare/{from}..{to}";

    public static string Clause(string page, int clause) => $"{page}/clauses/{Clauses.Name(clause)}";

    /// <summary>A clause where it stands, by its number in that text.</summary>
    public static string Anchor(string number) => "#clause-" + number;

    /// <summary>Major changes of all policies.</summary>
    public static string Changes(string culture) => PortalAddress.List(culture, ContentKind.Policy) + "/changes";
}
