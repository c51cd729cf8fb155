using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Letters;

namespace OutreachPortal.Services.Policies;

/// <summary>
/// Reminds those who answer for policies that one is to be reviewed: before the day, on it, and again and again while it is overdue. Every node
/// does it; the policy's row says on which day somebody was reminded last, and is changed in the letter's transaction.
/// </summary>
public sealed partial class PolicyReviews(IServiceScopeFactory scopes, OutboxBell bell, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<PolicyReviews> logger)
    : BackgroundService
{
    /// <summary>What such a letter is called in the outbox.</summary>
    public const string LetterKind = "policy-review";

    /// <summary>Days before the review on which it is reminded of first.</summary>
    public const int DaysBefore = 60;

    /// <summary>Days between reminders of a review that is overdue.</summary>
    public const int DaysBetween = 90;

    /// <summary>How often is looked.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    /// <summary>Writes all reminders that are due today.</summary>
    /// <returns>How many it put into the outbox.</returns>
    public async Task<int> RemindAsync(CancellationToken cancellation)
    {
        var written = 0;
        foreach (var (id, since) in await DueAsync(cancellation))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                written += await RemindAsync(scope.ServiceProvider, id, since, cancellation) ? 1 : 0;
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                // What stands in this one's way does not stand in the others'.
                LogPolicyFailure(e, id);
            }
        }

        if (written > 0)
        {
            bell.Ring();
        }

        return written;
    }

    /// <summary>The last day, up to today, on which a review is to be reminded of; null while there was none.</summary>
    public static DateOnly? LastDue(DateOnly nextReview, DateOnly today)
    {
        var first = nextReview.DayNumber < DaysBefore ? DateOnly.MinValue : nextReview.AddDays(-DaysBefore);
        return today < first ? null
            : today < nextReview ? first
            : nextReview.AddDays((today.DayNumber - nextReview.DayNumber) / DaysBetween * DaysBetween);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.AfterStartAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RemindAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Mostly the database is away. Whatever it is, the portal does not stop for it, and asks again.
                LogFailure(e);
            }

            await Task.Delay(Interval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Policies in force whose review is to be reminded of, each with the day since which it is.</summary>
    private async Task<List<(int Id, DateOnly Since)>> DueAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        var today = scope.ServiceProvider.GetRequiredService<SiteSettings>().Today(clock);
        var until = today.AddDays(DaysBefore);
        var rows = await db.Set<PolicyVersion>().Current(db, today)
            .Where(v => v.Stage == PolicyStage.Approved && v.InForceFrom <= today && (v.InForceUntil == null || v.InForceUntil >= today) && v.NextReviewOn <= until)
            .Join(db.Policies.Published(), v => v.PolicyId, p => p.Id, (v, p) => new { p.Id, NextReviewOn = v.NextReviewOn!.Value, p.ReviewRemindedOn })
            .OrderBy(row => row.Id).ToListAsync(cancellation);
        return
        [
            .. rows.Select(row => (row.Id, Since: LastDue(row.NextReviewOn, today), row.ReviewRemindedOn))
                .Where(row => row.Since is { } since && (row.ReviewRemindedOn is null || row.ReviewRemindedOn < since)).Select(row => (row.Id, row.Since!.Value)),
        ];
    }

    private async Task<bool> RemindAsync(IServiceProvider services, int id, DateOnly since, CancellationToken cancellation)
    {
        var (db, site) = (services.GetRequiredService<PortalDbContext>(), services.GetRequiredService<SiteSettings>());
        var today = site.Today(clock);
        return await db.TransactAsync(async () =>
        {
            // First, so that of two nodes one waits here and then finds nothing to do.
            var mine = await db.Policies.Where(p => p.Id == id && p.State == ContentState.Published && (p.ReviewRemindedOn == null || p.ReviewRemindedOn < since))
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.ReviewRemindedOn, today), cancellation);
            if (mine == 0)
            {
                return false;
            }

            var policy = await db.Policies.AsNoTracking().Include(p => p.Texts).Include(p => p.Versions).AsSplitQuery().FirstAsync(p => p.Id == id, cancellation);
            if (Policy.VersionOn(today, policy.Versions) is not { NextReviewOn: { } next } version || LastDue(next, today) is not { } still || still < since)
            {
                // Another version, or another day, since it was looked up.
                return false;
            }

            var to = await RecipientAsync(db, site, policy, cancellation);
            if (to is not var (email, name, language))
            {
                LogNobody(id);
                return false;
            }

            await services.GetRequiredService<SiteProfiles>().RefreshAsync(cancellation);
            var titles = await db.Set<PolicyVersionText>().Where(t => t.PolicyVersionId == version.Id).Select(t => new { t.Culture, t.Title }).ToListAsync(cancellation);
            var title = (titles.Find(t => t.Culture == language) ?? titles.FirstOrDefault())?.Title ?? policy.TextIn(language).Title;
            services.GetRequiredService<Outbox>().Add(LetterKind, email, name, language, Content(services, policy, version, title, next, today, name, language));
            await db.SaveChangesAsync(cancellation);
            return true;
        }, isKept: sent => sent, cancellation);
    }

    /// <summary>The address that readers are given, or else whoever made the item; null where neither can be written to.</summary>
    private static async Task<(string Email, string Name, string Language)?> RecipientAsync(PortalDbContext db, SiteSettings site, Policy policy, CancellationToken cancellation)
    {
        if (policy.Contact is { Length: > 0 } contact)
        {
            return (contact, "", site.DefaultLanguage);
        }

        var user = policy.OwnerId is null ? null : await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == policy.OwnerId, cancellation);
        return user is { IsActive: true, Email.Length: > 0 } ? (user.Email, user.Name, user.Language) : null;
    }

    private static LetterContent Content(IServiceProvider services, Policy policy, PolicyVersion version, string title, DateOnly next, DateOnly today, string name, string language)
    {
        var (words, address, site) = (services.GetRequiredService<IStringLocalizer<Words>>(), services.GetRequiredService<SiteAddress>(), services.GetRequiredService<SiteSettings>());
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = Languages.CultureOf(language);
        try
        {
            var day = DateWords.Date(next, language);
            string[] paragraphs =
            [
                name.Length > 0 ? words["Letter.Hello", name] : words["Letter.PolicyReview.Hello"],
                words[next > today ? "Letter.PolicyReview.Soon" : next == today ? "Letter.PolicyReview.Today" : "Letter.PolicyReview.Overdue", title, version.PolicyNumber, version.Number, day],
                words.Review(version.ReviewedOn, next, today)! + ".",
                words["Letter.PolicyReview.What"],
            ];
            return new(
                words[next < today ? "Letter.PolicyReview.SubjectOverdue" : "Letter.PolicyReview.Subject", title, day],
                paragraphs,
                (address.Of(EditAddress.Of(ContentKind.Policy, policy.Id)), words["Letter.PolicyReview.Editor"]),
                [
                    words["Letter.PolicyReview.Page", address.Of(PortalAddress.Page(language, ContentKind.Policy, policy.TextIn(language).Slug))],
                    words["Letter.PolicyReview.After", site.Office.In(language), site.Name.In(language)],
                ]);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Policies to be reviewed could not be looked up; it is tried again")]
    private partial void LogFailure(Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "Nobody could be reminded to review policy {Id}")]
    private partial void LogPolicyFailure(Exception e, int id);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Policy {Id} is to be reviewed, and has neither a contact nor an owner with an account")]
    private partial void LogNobody(int id);
}
