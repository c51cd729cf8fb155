using OutreachPortal.Models;
using OutreachPortal.Services;

namespace OutreachPortal.ViewModels;

public enum NewsKind
{
    Article,
    Interview,
    Policy,
    Report,
    Recording,
}

/// <summary>Something that is new on the site.</summary>
/// <param name="Item">Number of the item.</param>
/// <param name="Date">By the site's clock, or by the event's.</param>
public sealed record NewsLine(NewsKind Kind, DateOnly Date, TextLine Text, int Item)
{
    public static NewsLine Of(StoryCard story, string culture) =>
        new(story.Kind == StoryKind.Interview ? NewsKind.Interview : NewsKind.Article, story.Date, story.Texts.In(culture), story.Id);

    /// <summary>
    /// A policy at the day on which its newest major version was decided, or proposed to the public: bringing an old rule to this site does not
    /// make it new.
    /// </summary>
    public static NewsLine Of(PolicyCard policy, string culture, DateOnly today, SiteSettings site)
    {
        var newest = policy.LastMajor ?? policy.Terms.MaxBy(term => (term.InForceFrom, term.Id))!;
        var date = newest.Stage == PolicyStage.Approved ? newest.ApprovedOn ?? newest.InForceFrom : newest.PublicFrom;
        return new(NewsKind.Policy, Earlier(newest.PublishedOn < date ? newest.PublishedOn.Value : date, policy.ChangedAt, site), policy.TextOn(today, culture), policy.Id);
    }

    /// <summary>A report at the day on which it came here, or at the end of the year after its own if that was before.</summary>
    public static NewsLine Of(ReportLine report, string culture, SiteSettings site) =>
        new(NewsKind.Report, Earlier(new(report.Year + 1, 12, 31), report.PublishedAt, site), report.Texts.In(culture), report.Id);

    public static NewsLine Of(RecordingLine recording, string culture) => new(
        NewsKind.Recording, DateOnly.FromDateTime(DateWords.Local(recording.EndsAt, recording.TimeZone)), recording.Texts.In(culture), recording.Id);

    /// <param name="published">UTC.</param>
    private static DateOnly Earlier(DateOnly date, DateTime? published, SiteSettings site)
    {
        var here = published is { } time ? DateOnly.FromDateTime(DateWords.Local(time, site.TimeZone)) : date;
        return here < date ? here : date;
    }
}

/// <param name="PublishedAt">UTC; when it was first public here.</param>
public sealed record ReportLine(int Id, int Year, DateTime? PublishedAt, IReadOnlyList<TextLine> Texts);

/// <summary>An event that is over and can be watched.</summary>
/// <param name="EndsAt">UTC.</param>
public sealed record RecordingLine(int Id, DateTime EndsAt, string TimeZone, IReadOnlyList<TextLine> Texts);
