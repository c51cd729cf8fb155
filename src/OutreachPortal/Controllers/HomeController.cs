using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Hosting;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

public sealed class HomeController(PortalDbContext db, IStringLocalizer<Words> words, SiteSettings site, TimeProvider clock) : PublicController
{
    private const int UpcomingShown = 5;
    private const int ProgrammesShown = 6;
    private const int ProgrammesRead = 30;
    private const int NewsShown = 6;
    private const int PoliciesShown = 2;
    private const int ReportsShown = 2;
    private const int RecordingsShown = 2;
    private const int PastRead = 40;
    private const int FiguresShown = 4;
    private const int PartnersShown = 12;
    private static readonly ContentKind[] EventKinds = [ContentKind.Seminar, ContentKind.Lecture];

    [HttpGet("/")]
    public IActionResult Root()
    {
        PageCache.Skip(HttpContext);
        Response.Headers[HeaderNames.Vary] = HeaderNames.AcceptLanguage;
        return Redirect(PortalAddress.Home(Localization.FromAcceptLanguage(Request, site)));
    }

    [HttpGet("/{culture:culture}")]
    [OutputCache(PolicyName = PageCache.PageWithSeats)]
    public async Task<IActionResult> Index()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var upcoming = await UpcomingAsync(now);
        var featured = await FeaturedEventAsync(now);
        var shown = await db.WithSeatsAsync(featured is null ? upcoming : [.. upcoming, featured], now, Aborted);
        (upcoming, featured) = (shown[..upcoming.Count], featured is null ? null : shown[^1]);
        PageCache.KeepUntil(HttpContext, shown.NextEdge(now), now);
        var next = featured ?? upcoming.Find(card => card.Status != EventStatus.Cancelled);
        var stories = await db.Stories.Published().NewestFirst().Take(NewsShown).ToCards().ToListAsync(Aborted);
        var story = await FeaturedStoryAsync()
            ?? await db.Stories.Published().Where(s => s.IsFeatured).NewestFirst().ToCards().FirstOrDefaultAsync(Aborted) ?? stories.FirstOrDefault();
        var recordings = await RecordingsAsync(now);
        var model = new HomeViewModel(
            next,
            [.. upcoming.Where(card => card.Id != next?.Id)],
            await KindOfPastAsync(now),
            recordings.Count > 0,
            await NewsAsync(stories.Where(card => card.Id != story?.Id), recordings),
            story,
            OneOfEachKindFirst(await db.Programmes.Published().InTitleOrder(Culture).Take(ProgrammesRead).ToCards().ToListAsync(Aborted)),
            await FiguresAsync(),
            await db.Partners.Published().InTitleOrder(Culture).Take(PartnersShown).ToCards().ToListAsync(Aborted),
            await db.Partners.Published().CountAsync(Aborted))
        {
            NextIsChosen = featured is not null,
        };
        return Page("Index", model, PageMeta.InBoth("", site.HomeLead[Culture] is { Length: > 0 } lead ? lead : words["Home lead"], PortalAddress.Home));
    }

    /// <summary>The event that an administrator chose; null when there is none, or when it is over, off or no longer public.</summary>
    private async Task<EventCard?> FeaturedEventAsync(DateTime now) =>
        site.HomeEvent is { } chosen && ContentReference.Parse(chosen) is var (kind, key)
            ? await EventsOf(kind).Where(e => e.Key == key && e.EndsAt >= now && e.Status != EventStatus.Cancelled).OrderBy(e => e.Id).ToCards().FirstOrDefaultAsync(Aborted)
            : null;

    /// <summary>The story that an administrator chose; null when there is none, or when it is no longer public.</summary>
    private async Task<StoryCard?> FeaturedStoryAsync() =>
        site.HomeStory is { } chosen && ContentReference.Parse(chosen) is (ContentKind.Story, var key)
            ? await db.Stories.Published().Where(s => s.Key == key).OrderBy(s => s.Id).ToCards().FirstOrDefaultAsync(Aborted)
            : null;

    // One question for each kind: the index leads to the few rows at once, where one for both would sort all that is to come.
    private async Task<List<EventCard>> UpcomingAsync(DateTime now)
    {
        var cards = new List<EventCard>();
        foreach (var kind in EventKinds)
        {
            cards.AddRange(await EventsOf(kind).Upcoming(now).Take(UpcomingShown).ToCards().ToListAsync(Aborted));
        }

        return [.. cards.OrderBy(card => card.EndsAt).ThenBy(card => card.Id).Take(UpcomingShown)];
    }

    /// <summary>Looks among the latest events only: in a long history without recordings a search for one would not end.</summary>
    private async Task<List<RecordingLine>> RecordingsAsync(DateTime now)
    {
        var lines = new List<RecordingLine>();
        foreach (var kind in EventKinds)
        {
            lines.AddRange(await EventsOf(kind).Past(now).Take(PastRead).Where(e => e.Recording != null).Take(RecordingsShown)
                .Select(e => new RecordingLine(e.Id, e.EndsAt, e.TimeZone,
                    e.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, "")).ToList())).ToListAsync(Aborted));
        }

        return [.. lines.OrderByDescending(line => line.EndsAt).ThenByDescending(line => line.Id).Take(RecordingsShown)];
    }

    /// <summary>A kind of which there was an event before.</summary>
    private async Task<ContentKind?> KindOfPastAsync(DateTime now)
    {
        foreach (var kind in EventKinds)
        {
            if (await EventsOf(kind).AnyAsync(e => e.EndsAt < now, Aborted))
            {
                return kind;
            }
        }

        return null;
    }

    private async Task<List<NewsLine>> NewsAsync(IEnumerable<StoryCard> stories, IEnumerable<RecordingLine> recordings)
    {
        var today = site.Today(clock);
        var policies = await db.Policies.Published().OrderByDescending(p => p.MajorChangeAt).ThenBy(p => p.Id).Take(PoliciesShown)
            .ToCards().ToListAsync(Aborted);
        var reports = await db.Reports.Published().OrderByDescending(r => r.FirstPublishedAt).ThenByDescending(r => r.Year).ThenBy(r => r.Id).Take(ReportsShown)
            .Select(r => new ReportLine(r.Id, r.Year, r.FirstPublishedAt, r.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, "")).ToList()))
            .ToListAsync(Aborted);
        return
        [
            .. stories.Select(story => NewsLine.Of(story, Culture))
                .Concat(policies.Select(policy => NewsLine.Of(policy, Culture, today, site)))
                .Concat(reports.Select(report => NewsLine.Of(report, Culture, site)))
                .Concat(recordings.Select(recording => NewsLine.Of(recording, Culture)))
                .OrderByDescending(line => line.Date).ThenBy(line => line.Kind).Take(NewsShown),
        ];
    }

    private async Task<List<FigureCard>> FiguresAsync()
    {
        var cards = await db.Figures.Published().Where(f => f.IsFeatured).OrderByDescending(f => f.AsOf).ThenBy(f => f.Id).Take(FiguresShown)
            .ToCards().ToListAsync(Aborted);
        return await cards.WithPointsAsync(db.Set<FigurePoint>(), Aborted);
    }

    private IQueryable<Event> EventsOf(ContentKind kind) => db.Events.Published().Where(e => e.Kind == kind);

    private static List<ProgrammeCard> OneOfEachKindFirst(IReadOnlyList<ProgrammeCard> programmes) =>
    [
        .. programmes.GroupBy(p => p.Kind).SelectMany(kind => kind.Select((card, place) => (card, place)))
            .OrderBy(pair => pair.place).ThenBy(pair => pair.card.Kind).Take(ProgrammesShown).Select(pair => pair.card),
    ];
}
