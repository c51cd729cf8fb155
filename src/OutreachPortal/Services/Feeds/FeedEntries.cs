using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services.Feeds;

/// <summary>Reads what feeds tell: what changed last for its readers, the newest first.</summary>
public sealed class FeedEntries(PortalDbContext db, EventTimeline timeline, SiteSettings site, IStringLocalizer<Words> words, TimeProvider clock)
{
    private const int Most = 50;

    /// <summary>Characters of a rendered text; a longer one is read on its page.</summary>
    private const int LongestText = 100_000;

    public async Task<IReadOnlyList<FeedEntry>> OfEverythingAsync(string culture, CancellationToken cancellation)
    {
        // A question a kind, each answered by the index, instead of one that sorts everything.
        var newest = new List<Change>();
        foreach (var info in ContentKindInfo.All)
        {
            newest.AddRange(await NewestAsync(OfKind(info.Kind), cancellation));
        }

        return await ReadAsync(newest, culture, cancellation);
    }

    public async Task<IReadOnlyList<FeedEntry>> OfAsync(ContentKind kind, string culture, CancellationToken cancellation) =>
        await ReadAsync(await NewestAsync(OfKind(kind), cancellation), culture, cancellation);

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
        var policies = items.Exists(item => item.Kind == ContentKind.Policy) ? await PoliciesAsync(ids, culture, cancellation) : [];

        return
        [
            .. items.Where(item => item.Texts.Count > 0).OrderBy(item => ids.IndexOf(item.Id)).Select(item =>
            {
                var text = item.Texts.Find(t => t.Line.Culture == culture) ?? item.Texts[0];
                var version = policies.GetValueOrDefault(item.Id);
                return new FeedEntry(item.Uid, item.Kind, item.FirstPublishedAt ?? item.MajorChangeAt!.Value, item.MajorChangeAt!.Value,
                    version is null ? text.Line : text.Line with { Culture = version.Culture, Title = version.Title, Summary = version.Summary, Slug = SlugIn(version.Culture) },
                    facts.GetValueOrDefault(item.Id, ""),
                    version is null ? text.Html : version.Html,
                    [
                        (ContentKindInfo.Of(item.Kind).Folder, words.Section(item.Kind)),
                        .. item.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => (tag.Key, new LocalizedText { En = tag.En, Tr = tag.Tr }.In(culture).Text)),
                    ]);

                string SlugIn(string language) => (item.Texts.Find(t => t.Line.Culture == language) ?? text).Line.Slug;
            }),
        ];
    }

    /// <summary>The text of each policy that its page shows today.</summary>
    private async Task<Dictionary<int, VersionLine>> PoliciesAsync(List<int> ids, string culture, CancellationToken cancellation)
    {
        var today = site.Today(clock);
        var terms = await db.Policies.Where(policy => ids.Contains(policy.Id)).AsSingleQuery().Select(policy => new
        {
            policy.Id,
            Terms = policy.Versions.Select(v => new PolicyTerm(v.Id, v.Stage, v.PolicyNumber, null, v.InForceFrom, v.InForceUntil, null, new List<PolicyTitle>())).ToList(),
        }).ToListAsync(cancellation);
        var shown = terms.Select(policy => (policy.Id, Version: Policy.VersionShownOn(today, policy.Terms)?.Id))
            .Where(pair => pair.Version is not null).ToDictionary(pair => pair.Version!.Value, pair => pair.Id);
        var versions = shown.Keys.ToList();
        var texts = await db.Set<PolicyVersionText>().Where(t => versions.Contains(t.PolicyVersionId)).Select(t => new VersionLine(
            t.PolicyVersionId, t.Culture, t.Title, t.Summary, t.Html.Length <= LongestText ? t.Html : null)).ToListAsync(cancellation);
        return texts.GroupBy(t => t.VersionId).ToDictionary(
            version => shown[version.Key], version => version.FirstOrDefault(t => t.Culture == culture) ?? version.First());
    }

    /// <summary>When and where, which a reader of the feed would otherwise have to look up. The year too: feeds are kept.</summary>
    private string Facts(EventCard card, string culture)
    {
        var (day, hours, zone) = DateWords.When(card.StartsAt, card.EndsAt, card.TimeZone, card.StartsAt.AddYears(-2), culture);
        var place = card.Mode.Under(card.Status) == AttendanceMode.Online ? words.Name(AttendanceMode.Online) : card.Place.In(culture).Text;
        string[] parts = [card.Status == EventStatus.Scheduled ? "" : words.Name(card.Status), $"{day}, {hours}, {zone}", place];
        return "<p><strong>" + string.Join(". ", parts.Where(part => part.Length > 0).Select(WebUtility.HtmlEncode)) + "</strong></p>";
    }

    private sealed record Change(int Id, DateTime? At);

    private sealed record VersionLine(int VersionId, string Culture, string Title, string Summary, string? Html);
}
