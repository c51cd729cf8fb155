using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Markdown;

namespace OutreachPortal.Services;

/// <summary>
/// Gives content from before a migration what only code can make: search entries, the name by which programs know it, what
/// staff's lists show, and the clauses of policies.
/// </summary>
public static class ContentUpgrade
{
    private const int Chunk = 200;

    /// <summary>Policies in memory at a time, each with all its versions.</summary>
    private const int PolicyChunk = 10;

    /// <summary>Before anything was ever changed; a column that is new holds less.</summary>
    private static readonly DateTime Never = new(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Each part of it whole or not at all, and only what is not done yet: so a start that broke off in the middle is made good by the next.</summary>
    /// <param name="site">As configured; its time zone says which day it was.</param>
    public static async Task RunAsync(PortalDbContext db, MarkdownRenderer markdown, SiteSettings site, CancellationToken cancellation)
    {
        // A column that is new is null for rows of before on a server, which an entity cannot be.
        await db.Policies.Where(policy => policy.Versions.All(version => version.PublishedOn == null))
            .ExecuteUpdateAsync(policy => policy.SetProperty(p => p.PolicyType, PolicyType.Policy).SetProperty(p => p.LastClause, 0), cancellation);
        await DescribeDraftsAsync(db, cancellation);
        await AddSearchAsync(db, cancellation);
        await CutPoliciesAsync(db, markdown, site, cancellation);
    }

    private static async Task AddSearchAsync(PortalDbContext db, CancellationToken cancellation)
    {
        // Nothing where there are search entries, or no published item to make them of.
        if (await db.SearchEntries.AnyAsync(cancellation) || !await db.ContentItems.AnyAsync(item => item.State == ContentState.Published, cancellation))
        {
            return;
        }

        await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            await UpgradeAsync(db, cancellation);
            await ContentStamp.RaiseAsync(db, cancellation);
            await transaction.CommitAsync(cancellation);
        });
    }

    private static async Task DescribeDraftsAsync(PortalDbContext db, CancellationToken cancellation)
    {
        while (true)
        {
            db.ChangeTracker.Clear();
            var some = await db.ContentItems.Where(item => item.Stage == DraftStage.None && item.ChangedAt < Never).OrderBy(item => item.Id).Take(Chunk)
                .Include(item => item.Texts).Include(item => item.MediaUses).AsSplitQuery().ToListAsync(cancellation);
            if (some.Count == 0)
            {
                return;
            }

            var ids = some.Select(item => item.Id).ToList();
            var newest = await db.Revisions.AsNoTracking().Where(revision => ids.Contains(revision.ContentItemId)
                && revision.Number == db.ContentItems.Where(item => item.Id == revision.ContentItemId).Select(item => item.LastRevision).First())
                .ToDictionaryAsync(revision => revision.ContentItemId, cancellation);
            foreach (var item in some)
            {
                item.DraftSearch = item.Key;
                item.ChangedAt = item.CreatedAt;
                if (newest.TryGetValue(item.Id, out var revision))
                {
                    var form = ContentForm.FromJson(item.Kind, revision.Form);
                    item.DescribeDraft(form);
                    item.ChangedAt = revision.CreatedAt;
                    item.ChangedBy = revision.CreatedBy;
                    foreach (var culture in form.Texts.Keys)
                    {
                        item.SetTranslation(culture, TranslationState.Current);
                    }
                }
            }

            await db.SaveChangesAsync(cancellation);
        }
    }

    /// <summary>Cuts the texts of policies into passages whose clauses have identifiers, from the first version to the last.</summary>
    private static async Task CutPoliciesAsync(PortalDbContext db, MarkdownRenderer markdown, SiteSettings site, CancellationToken cancellation)
    {
        var ids = await db.Set<PolicyVersion>().Where(version => version.PublishedOn == null).Select(version => version.PolicyId).Distinct().OrderBy(id => id).ToListAsync(cancellation);
        if (ids.Count == 0)
        {
            return;
        }

        await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            foreach (var some in ids.Chunk(PolicyChunk))
            {
                db.ChangeTracker.Clear();
                foreach (var item in await db.ContentItems.WithEverything().Where(item => some.Contains(item.Id)).ToListAsync(cancellation))
                {
                    Cut((Policy)item, markdown, site);
                    item.RefreshSearch();
                }

                await db.SaveChangesAsync(cancellation);
            }

            await ContentStamp.RaiseAsync(db, cancellation);
            await transaction.CommitAsync(cancellation);
            db.ChangeTracker.Clear();
        });
    }

    private static void Cut(Policy policy, MarkdownRenderer markdown, SiteSettings site)
    {
        var context = new PublishContext(markdown, site.TimeZone, policy.PublishedAt ?? policy.CreatedAt, new Dictionary<(ContentKind, string), ContentItem>(), new Dictionary<string, Unit>(), new Dictionary<string, Tag>());
        var published = policy.FirstPublishedAt is { } at ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(at, site.Zone)) : (DateOnly?)null;
        var states = Languages.All.ToDictionary(culture => culture, policy.TranslationIn);
        foreach (var version in policy.Versions.OrderBy(version => PolicyVersionNumber.Of(version.Number)).ToList())
        {
            version.PublishedOn ??= published < version.InForceFrom ? published : version.InForceFrom;
            foreach (var (culture, state) in states)
            {
                // That a translation is behind was said of the newest text.
                policy.SetTranslation(culture, version == policy.Newest ? state : TranslationState.Current);
            }

            PolicyWriting.Write(policy, version, PolicyWriting.FormOf(version, withClauses: false), context);
        }

        foreach (var (culture, state) in states)
        {
            policy.SetTranslation(culture, state);
        }

        policy.CountMajorVersions();
    }

    private static async Task UpgradeAsync(PortalDbContext db, CancellationToken cancellation)
    {
        // A column that is new is null for rows of before, which an entity cannot be.
        await db.Events.Where(e => e.Uid == Guid.Empty).ExecuteUpdateAsync(e => e.SetProperty(x => x.Sequence, 0), cancellation);
        await db.Figures.Where(f => f.Uid == Guid.Empty)
            .ExecuteUpdateAsync(f => f.SetProperty(x => x.Year, x => (x.Until ?? x.AsOf).Year), cancellation);
        var ids = await db.ContentItems.Where(item => item.Uid == Guid.Empty || item.State == ContentState.Published)
            .Select(item => item.Id).ToListAsync(cancellation);
        foreach (var some in ids.Chunk(Chunk))
        {
            db.ChangeTracker.Clear();
            foreach (var item in await db.ContentItems.WithEverything().Where(item => some.Contains(item.Id)).ToListAsync(cancellation))
            {
                item.Uid = item.Uid == Guid.Empty ? Guid.CreateVersion7() : item.Uid;
                item.MajorChangeAt ??= item.PublishedAt;
                item.RefreshSearch();
            }

            await db.SaveChangesAsync(cancellation);
        }
    }
}
