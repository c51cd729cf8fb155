using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Services.Policies;

/// <summary>What is said of a policy in words, the same wherever it is said.</summary>
public static class PolicyWords
{
    /// <summary>How a version stands: "In force since 1 July 2021", "Superseded by version 3 on 1 March 2024".</summary>
    /// <param name="versions">All versions of the policy.</param>
    public static string Status<T>(this IStringLocalizer words, T version, IReadOnlyCollection<T> versions, bool isWithdrawn, DateOnly day, Func<T, string> numberOf)
        where T : class, IInForce, IOpenForComment
    {
        var culture = Languages.Current;
        string Date(DateOnly date) => DateWords.Date(date, culture);
        switch (PolicyStatuses.Of(version, versions, isWithdrawn, day))
        {
            case PolicyStatus.BeforeComment:
                return words["Policy.Status.BeforeComment", Date(version.CommentFrom!.Value)];
            case PolicyStatus.ForComment:
                return words["Policy.Status.ForComment", Date(version.CommentUntil!.Value)];
            case PolicyStatus.AfterComment:
                return words["Policy.Status.AfterComment", Date(version.CommentUntil ?? day)];
            case PolicyStatus.NotYetInForce:
                return words["Policy.Status.NotYetInForce", Date(version.InForceFrom)];
            case PolicyStatus.InForce:
                return Policy.LastDayOf(version, versions) is { } until ? words["Policy.Status.InForceUntil", Date(version.InForceFrom), Date(until)] : words["Policy.Status.InForce", Date(version.InForceFrom)];
            case PolicyStatus.Superseded:
                var next = versions.Where(v => v.Stage == PolicyStage.Approved && v.InForceFrom > version.InForceFrom).MinBy(v => v.InForceFrom)!;
                return words["Policy.Status.Superseded", numberOf(next), Date(next.InForceFrom)];
            case PolicyStatus.Ended:
                return words["Policy.Status.Ended", Date(version.InForceUntil ?? day)];
            default:
                return words["Policy.Status.Withdrawn"];
        }
    }

    public static string Status(this IStringLocalizer words, Policy policy, PolicyVersion version, DateOnly day) =>
        words.Status(version, policy.Versions, policy.State == ContentState.Withdrawn, day, v => v.Number);

    /// <summary>When it was reviewed and is to be: "Reviewed March 2025; next March 2028; overdue by 3 months". Null where neither is known.</summary>
    public static string? Review(this IStringLocalizer words, DateOnly? reviewedOn, DateOnly? nextOn, DateOnly day)
    {
        var culture = Languages.Current;
        var parts = new List<string>();
        if (reviewedOn is { } reviewed)
        {
            parts.Add(words["Policy.Reviewed", DateWords.Month(reviewed, culture)]);
        }

        if (nextOn is { } next)
        {
            parts.Add(words[parts.Count > 0 ? "Policy.NextReviewAlso" : "Policy.NextReview", DateWords.Month(next, culture)]);
            if (next < day)
            {
                var months = ((day.Year - next.Year) * 12) + day.Month - next.Month - (day.Day < next.Day ? 1 : 0);
                parts.Add(months == 0 ? words["Policy.OverdueDays"] : months == 1 ? words["Policy.OverdueMonth"] : words["Policy.OverdueMonths", months]);
            }
        }

        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    /// <summary>
    /// How to cite a version, or a clause of it: "{University}, {title}, {no}, v{n}, in force {date}, cl. 5.2, {url}".
    /// </summary>
    /// <param name="title">Title of the version in the page's language.</param>
    /// <param name="clause">Number of the clause; null for the whole.</param>
    /// <param name="url">Absolute address.</param>
    public static string Cite(this IStringLocalizer words, string university, string title, PolicyVersion version, string? clause, string url)
    {
        var date = DateWords.Date(version.InForceFrom, Languages.Current);
        IEnumerable<string?> parts =
        [
            university, title, version.PolicyNumber, "v" + version.Number,
            version.Stage == PolicyStage.Approved ? words["Policy.Cite.InForce", date].Value : words["Policy.Cite.Proposal"].Value,
            clause is null ? null : words["Policy.Cite.Clause", clause].Value, url,
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    /// <summary>Two texts laid over each other: what is gone and what is new is marked, and said in words to those who do not see the marks.</summary>
    public static IHtmlContent Words(this IStringLocalizer words, IReadOnlyList<DiffPart> parts)
    {
        var html = new HtmlContentBuilder();
        foreach (var part in parts)
        {
            if (part.Kind is DiffKind.Gone or DiffKind.New)
            {
                var (tag, said) = part.Kind == DiffKind.Gone ? ("del", "Policy.Diff.Gone") : ("ins", "Policy.Diff.New");
                html.AppendHtml($"<{tag}><span class=\"vh\">").Append(words[said]).AppendHtml(" </span>").Append(part.Text)
                    .AppendHtml("<span class=\"vh\"> ").Append(words["Policy.Diff.End"]).AppendHtml($"</span></{tag}>");
            }
            else
            {
                html.Append(part.Text);
            }
        }

        return html;
    }
}
