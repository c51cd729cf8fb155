using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Policies;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services.Feeds;

/// <summary>Reads what feeds tell: what changed last for its readers, the newest first.</summary>
public sealed class FeedEntries(PortalDbContext db, EventTimeline timeline, PolicyChanges policies, SiteSettings site, IStringLocalizer<Words> words)
{
    private const int Most = 50;

    /// <summary>Characters of a rendered text; a longer one is read on its page.</summary>
    private const int LongestText = 100_000;

    public async Task<IReadOnlyList<FeedEntry>> OfEverythingAsync(string culture, CancellationToken cancellation)
    {
        // A question a kind, each answered by the index, instead of one that sorts everything.
        var newest = new List<Change>();
        foreach (var info in ContentKindInfo.All.Where(info => info.Kind != ContentKind.Policy))
        {
            newest.AddRange(await NewestAsync(OfKind(info.Kind), cancellation));
        }

        var versions = await policies.NewestAsync(0, Most, cancellation);
        var last = newest.Select(change => change.At).Concat(versions.Select(change => (DateTime?)At(change.Day))).OrderDescending().ElementAtOrDefault(Most - 1);
        return
        [
            .. (await ReadAsync(newest, culture, cancellation)).Concat(await ReadAsync([.. versions.Where(change => last is null || At(change.Day) >= last)], culture, cancellation))
                .OrderByDescending(entry => entry.ChangedAt).Take(Most),
        ];
    }

    public async Task<IReadOnlyList<FeedEntry>> OfAsync(ContentKind kind, string culture, CancellationToken cancellation) =>
        kind == ContentKind.Policy ? await ReadAsync(await policies.NewestAsync(0, Most, cancellation), culture, cancellation)
        : await ReadAsync(await NewestAsync(OfKind(kind), cancellation), culture, cancellation);

    public async Task<IReadOnlyList<FeedEntry>> OfProgrammeAsync(int programme, string culture, CancellationToken cancellation)
    {
        // No index has a programme's events by their changes: the database would sort all of them.
        var events = (await timeline.CurrentAsync(cancellation)).Where(e => e.ProgrammeId == programme);
        return await ReadAsync(events.LastChanged(Most).Select(e => new Change(e.Id, e.MajorChangeAt)), culture, cancellation);
    }

    private IQueryable<ContentItem> OfKind(ContentKind kind) => db.ContentItems.Published().Where(item => item.Kind == kind);

    private static Task<List<Change>> NewestAsync(IQueryable<ContentItem> items, CancellationToken cancellation) => items
        .OrderByDescending(item => item.MajorChangeAt).ThenByDescending(item => item.Id).Take(Most)
        .Select(item => new Change(item.Id, item.MajorChangeAt)).ToListAsync(cancellation);

    private async Task<List<FeedEntry>> ReadAsync(IEnumerable<Change> changes, string culture, CancellationToken cancellation)
    {
        var ids = changes.OrderByDescending(change => change.At).ThenByDescending(change => change.Id).Take(Most).Select(change => change.Id).ToList();
        if (ids.Count == 0)
        {
            return [];
        }

        var items = await db.ContentItems.Where(item => ids.Contains(item.Id)).AsSplitQuery().Select(item => new
        {
            item.Id,
            item.Uid,
            item.Kind,
            item.FirstPublishedAt,
            item.MajorChangeAt,
            Texts = item.Texts.Select(t => new
            {
                Line = new TextLine(t.Kind, t.Culture, t.Slug, t.Title, t.Summary),
                Html = t.Html.Length <= LongestText ? t.Html : null,
            }).ToList(),
            Tags = item.Tags.Select(tag => new { tag.Key, tag.Name.En, tag.Name.Tr }).ToList(),
        }).ToListAsync(cancellation);
        var facts = items.Exists(item => item.Kind is ContentKind.Seminar or ContentKind.Lecture)
            ? (await db.Events.Where(e => ids.Contains(e.Id)).ToCards().ToListAsync(cancellation)).ToDictionary(card => card.Id, card => Facts(card, culture))
            : [];

        return
        [
            .. items.Where(item => item.Texts.Count > 0).OrderBy(item => ids.IndexOf(item.Id)).Select(item =>
            {
                var text = item.Texts.Find(t => t.Line.Culture == culture) ?? item.Texts[0];
                return new FeedEntry(item.Uid, item.Kind, item.FirstPublishedAt ?? item.MajorChangeAt!.Value, item.MajorChangeAt!.Value,
                    text.Line,
                    facts.GetValueOrDefault(item.Id, ""),
                    text.Html,
                    [
                        (ContentKindInfo.Of(item.Kind).Folder, words.Section(item.Kind)),
                        .. item.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => (tag.Key, new LocalizedText { En = tag.En, Tr = tag.Tr }.In(culture).Text)),
                    ]);
            }),
        ];
    }

    /// <summary>Of each change the text of its own version: an entry says the same when another version follows.</summary>
    private async Task<List<FeedEntry>> ReadAsync(IReadOnlyList<PolicyChange> changes, string culture, CancellationToken cancellation)
    {
        if (changes.Count == 0)
        {
            return [];
        }

        var (ids, owners) = (changes.Select(change => change.Version.Id).ToList(), changes.Select(change => change.Policy.Id).Distinct().ToList());
        var texts = (await db.Set<PolicyVersionText>().Where(t => ids.Contains(t.PolicyVersionId)).Select(t => new
        {
            t.PolicyVersionId,
            t.Culture,
            t.Title,
            t.Summary,
            Html = t.Html.Length <= LongestText ? t.Html : null,
        }).ToListAsync(cancellation)).ToLookup(text => text.PolicyVersionId);
        var tags = (await db.Policies.Where(p => owners.Contains(p.Id)).SelectMany(p => p.Tags, (p, tag) => new { p.Id, tag.Key, tag.Name.En, tag.Name.Tr }).ToListAsync(cancellation)).ToLookup(tag => tag.Id);
        return
        [
            .. changes.Where(change => texts.Contains(change.Version.Id)).Select(change =>
            {
                var version = change.Version;
                var text = texts[version.Id].FirstOrDefault(t => t.Culture == culture) ?? texts[version.Id].First();
                var page = change.Policy.Texts.In(text.Culture);
                var note = change.Note.In(culture).Text;
                var day = Facts(version, culture);
                return new FeedEntry(change.Uid(), ContentKind.Policy, At(version.PublicFrom), At(change.Day),
                    page with { Culture = text.Culture, Title = $"{text.Title}, v{version.Number}", Summary = $"{day}. {(note.Length > 0 ? note : text.Summary)}" },
                    $"<p><strong>{WebUtility.HtmlEncode(day)}.</strong>{(note.Length > 0 ? " " + WebUtility.HtmlEncode($"{words["What changed:"]} {note}") : "")}</p>",
                    text.Html is { } html ? PolicyText.At(html, page.Address(culture)) : null,
                    [
                        (ContentKindInfo.Of(ContentKind.Policy).Folder, words.Section(ContentKind.Policy)),
                        .. tags[change.Policy.Id].OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => (tag.Key, new LocalizedText { En = tag.En, Tr = tag.Tr }.In(culture).Text)),
                    ])
                {
                    Below = PolicyAddress.Version("", version.Number),
                };
            }),
        ];
    }

    /// <summary>From when a version holds, or until when one may remark on it; true on every day, as an entry is kept.</summary>
    private string Facts(PolicyTerm version, string culture) =>
        version.Stage == PolicyStage.Approved ? words["Policies.Feed.InForceFrom", DateWords.Date(version.InForceFrom, culture)]
        : version.CommentUntil is { } until ? words["Policy.Status.ForComment", DateWords.Date(until, culture)]
        : words["PolicyStanding.ForComment"];

    /// <summary>The beginning of a day at the university, in UTC.</summary>
    private DateTime At(DateOnly day) => Event.ToUtc(day.ToDateTime(default), site.Zone);

    /// <summary>When and where, which a reader of the feed would otherwise have to look up. The year too: feeds are kept.</summary>
    private string Facts(EventCard card, string culture)
    {
        var (day, hours, zone) = DateWords.When(card.StartsAt, card.EndsAt, card.TimeZone, card.StartsAt.AddYears(-2), culture);
        var place = card.Mode.Under(card.Status) == AttendanceMode.Online ? words.Name(AttendanceMode.Online) : card.Place.In(culture).Text;
        string[] parts = [card.Status == EventStatus.Scheduled ? "" : words.Name(card.Status), $"{day}, {hours}, {zone}", place];
        return "<p><strong>" + string.Join(". ", parts.Where(part => part.Length > 0).Select(WebUtility.HtmlEncode)) + "</strong></p>";
    }

    private sealed record Change(int Id, DateTime? At);
}
