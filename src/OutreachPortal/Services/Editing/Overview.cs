using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Services.Staff;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services.Editing;

/// <summary>What waits for whoever is signed in, and what happened lately. As many questions as the roles ask for, each bounded.</summary>
public sealed class Overview(PortalDbContext db, RegistrationLists registrations, CurrentUser user, IStringLocalizer<Words> words, SiteSettings site, TimeProvider clock)
{
    private const int Shown = 8;
    private const int Weeks = 12;

    /// <summary>More are not counted for the chart: nobody publishes a thousand pages a week.</summary>
    private const int MostPublished = 12_000;

    /// <summary>Among how many of the newest letters those that were given up are looked for.</summary>
    private const int LettersRead = 1_000;

    public async Task<DashboardViewModel> LoadAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var model = new DashboardViewModel { IsEmpty = !await db.ContentItems.AnyAsync(cancellation) };
        if (user.Writes)
        {
            model = await ForWritersAsync(model, now, cancellation);
        }

        if (user.Publishes)
        {
            model = model with
            {
                InReview = await LinesAsync(Items.Where(i => i.Stage == DraftStage.InReview)
                // What is on its way to the public waits for nobody.
                .Where(i => i.ScheduledRevision != i.LastRevision || i.ScheduleError != null || i.ScheduledRevision == null).OrderBy(i => i.ChangedAt).ThenBy(i => i.Id), cancellation),
                Remarks = await db.PolicyComments.CountAsync(comment => comment.State == CommentState.Waiting, cancellation),
            };
        }

        if (user.Administers)
        {
            model = model with { FailedLetters = await db.Letters.OrderByDescending(l => l.Id).Take(LettersRead).CountAsync(l => l.SentAt == null && l.NextTryAt == null && l.LastError != null, cancellation) };
        }

        if (user.Registers)
        {
            model = model with { ToDecide = await registrations.ToDecideAsync(Shown, cancellation), Lectures = await db.Set<Lecture>().AsNoTracking().Published().Upcoming(now).Take(Shown).ToLines().ToListAsync(cancellation) };
        }

        return model;
    }

    private IQueryable<ContentItem> Items => db.ContentItems.AsNoTracking();

    private async Task<DashboardViewModel> ForWritersAsync(DashboardViewModel model, DateTime now, CancellationToken cancellation)
    {
        var (me, name) = (user.RequiredId, user.Name);
        IOrderedQueryable<ContentItem> Mine(DraftStage stage) => Items.Where(i => i.Stage == stage).By(me, name).OrderByDescending(i => i.ChangedAt).ThenByDescending(i => i.Id);
        var due = Items.Where(i => i.ScheduledAt != null).OrderBy(i => i.ScheduledAt).ThenBy(i => i.Id);
        var stages = await Items.Where(i => i.Stage == DraftStage.Draft || i.Stage == DraftStage.InReview || i.Stage == DraftStage.Returned)
            .GroupBy(i => i.Stage).Select(group => new { Stage = group.Key, Count = group.Count() }).ToListAsync(cancellation);
        return model with
        {
            Returned = await LinesAsync(Mine(DraftStage.Returned), cancellation),
            Drafts = await LinesAsync(Mine(DraftStage.Draft), cancellation),
            Unsaved = await db.WorkingCopies.AsNoTracking().Where(c => c.UserId == me).OrderByDescending(c => c.UpdatedAt).Take(Shown)
                .Select(c => new UnsavedLine(c.Id, c.Kind, c.ContentItemId, c.Title, c.UpdatedAt)).ToListAsync(cancellation),
            Scheduled = await LinesAsync(due.Where(i => i.ScheduleError == null), cancellation),
            Failed = await LinesAsync(due.Where(i => i.ScheduleError != null), cancellation),
            Published = await PublishedAsync(cancellation),
            Weeks = await WeeksAsync(now, cancellation),
            Stages = [.. new[] { DraftStage.Draft, DraftStage.InReview, DraftStage.Returned }
                .Select(stage => new ChartPoint(words["Dashboard.Stage." + stage], stages.Find(found => found.Stage == stage)?.Count ?? 0))],
        };
    }

    private static Task<List<ItemLine>> LinesAsync(IQueryable<ContentItem> items, CancellationToken cancellation) => ItemLists.Lines(items.Take(Shown)).ToListAsync(cancellation);

    private Task<List<PublishedLine>> PublishedAsync(CancellationToken cancellation) => db.AuditEntries.AsNoTracking()
        .Where(e => AuditQueries.Publishing.Contains(e.Action) && e.Kind != null && e.ItemId != null).NewestFirst().Take(Shown)
        .Select(e => new PublishedLine(e.Kind!.Value, e.ItemId!.Value, e.Target, e.UserName, e.At)).ToListAsync(cancellation);

    /// <summary>How often something was published in each of the last weeks, which begin on Monday by the site's clock.</summary>
    private async Task<ColumnChart> WeeksAsync(DateTime now, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(DateWords.Local(now, site.TimeZone));
        var first = today.AddDays(-(((int)today.DayOfWeek + 6) % 7) - (7 * (Weeks - 1)));
        // A day too many is read, and not counted: where the day begins in UTC does not matter then.
        var since = first.AddDays(-1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var times = await db.AuditEntries.AsNoTracking().Where(e => AuditQueries.Publishing.Contains(e.Action) && e.At >= since).NewestFirst().Take(MostPublished)
            .Select(e => e.At).ToListAsync(cancellation);
        var counts = times.Select(at => DateOnly.FromDateTime(DateWords.Local(at, site.TimeZone)).DayNumber - first.DayNumber)
            .Where(days => days >= 0).CountBy(days => days / 7).ToDictionary();
        var culture = Languages.CultureOf(Languages.Current);
        return new([.. Enumerable.Range(0, Weeks).Select(week => new ChartPoint(first.AddDays(7 * week).ToString("d MMM", culture), counts.GetValueOrDefault(week)))]);
    }
}
