using System.Text.RegularExpressions;

namespace OutreachPortal.Services.Policies;

/// <summary>The stored HTML of a policy, which does not know under which address it will be shown.</summary>
public static partial class PolicyText
{
    /// <summary>Gives the links of a rendered text the identifiers of the clauses whose numbers they have.</summary>
    public static string WithClauses(string html, IReadOnlyDictionary<string, int> clauses) =>
        NumberPlace().Replace(html, match => clauses.TryGetValue(match.Groups[1].Value, out var clause) ? Clauses.Name(clause) : match.Groups[1].Value);

    /// <param name="html">Stored HTML of a version or a passage.</param>
    /// <param name="address">Address of the policy's page, such as <c>/en/policies/open-access</c>.</param>
    public static string At(string html, string address) => html.Replace("=\"~/", $"=\"{address}/", StringComparison.Ordinal);

    /// <summary>The numbers that clauses of a rendered text have.</summary>
    public static HashSet<string> Numbers(string html) => ClauseId().Matches(html).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

    /// <summary>Where the renderer, which knows the number alone, left room: <c>clause~5.2~</c>.</summary>
    public static string Place(string number) => $"clause~{number}~";

    [GeneratedRegex(" id=\"clause-([0-9.]{1,60})\"")]
    private static partial Regex ClauseId();

    [GeneratedRegex("clause~([0-9.]{1,60})~")]
    private static partial Regex NumberPlace();
}
