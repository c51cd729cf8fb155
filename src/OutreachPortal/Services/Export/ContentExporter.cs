using System.Data;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Import;
using OutreachPortal.Services.Media;

namespace OutreachPortal.Services.Export;

/// <param name="Missing">Names of media files that the portal knows and its store does not have.</param>
public sealed record ExportReport(int Items, int Revisions, int MediaFiles, IReadOnlyList<string> Missing);

/// <summary>Writes all of the portal's content as the folder that <see cref="ContentImporter"/> reads. docs/content.md has the format.</summary>
public sealed class ContentExporter(PortalDbContext db, IMediaStore media, TimeProvider clock)
{
    private const int Chunk = 100;

    /// <summary>Exports everything as it stands at one moment; those who write meanwhile do not wait for it on SQLite.</summary>
    /// <exception cref="IOException">The target cannot be written.</exception>
    public Task<ExportReport> ExportAsync(ExportTarget target, IProgress<ImportProgress>? progress, CancellationToken cancellation) =>
        db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            try
            {
                await db.Database.OpenConnectionAsync(cancellation);
                await using var transaction = await BeginAsync(cancellation);
                return await WriteAsync(target, progress, cancellation);
            }
            catch
            {
                target.Discard();
                throw;
            }
            finally
            {
                await db.Database.CloseConnectionAsync();
            }
        });

    private async Task<IDbContextTransaction?> BeginAsync(CancellationToken cancellation) =>
        db.Database.GetDbConnection() is SqliteConnection sqlite
            // Deferred: it reads what was there at its first query, and takes no lock that a writer waits for.
            ? await db.Database.UseTransactionAsync(sqlite.BeginTransaction(deferred: true), cancellation)
            // Snapshots are not allowed in every database of a server.
            : await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellation);

    private async Task<ExportReport> WriteAsync(ExportTarget target, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        var owners = await db.Users.AsNoTracking().ToDictionaryAsync(user => user.Id, user => user.Name, cancellation);
        var (items, revisions) = await WriteItemsAsync(target, owners, progress, cancellation);
        await WriteNamesAsync(target, "units.yaml", db.Units, cancellation);
        await WriteNamesAsync(target, "tags.yaml", db.Tags, cancellation);
        await WriteSiteAsync(target, cancellation);
        var (files, missing) = await WriteMediaAsync(target, progress, cancellation);
        var report = new ExportReport(items, revisions, files, missing);
        await target.WriteAsync("README.md", Describe(report), cancellation);
        return report;
    }

    private async Task<(int Items, int Revisions)> WriteItemsAsync(
        ExportTarget target, Dictionary<int, string> owners, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        var total = await db.ContentItems.CountAsync(cancellation);
        var (items, revisions, last) = (0, 0, 0);
        while (true)
        {
            var some = await db.ContentItems.AsNoTrackingWithIdentityResolution().Where(item => item.Id > last).OrderBy(item => item.Id).Take(Chunk)
                .Include(item => item.Texts).Include(item => item.Unit).Include(item => item.Tags).Include(item => item.Redirects)
                .Include(item => ((Policy)item).Versions).ThenInclude(version => version.Texts)
                .Include(item => ((Policy)item).Versions).ThenInclude(version => version.Corrections)
                .AsSplitQuery().ToListAsync(cancellation);
            if (some.Count == 0)
            {
                return (items, revisions);
            }

            last = some[^1].Id;
            await LoadClausesAsync([.. some.OfType<Policy>()], cancellation);
            var merged = some.Select(item => item.MergedIntoId).OfType<int>().ToList();
            var names = await db.ContentItems.Where(item => merged.Contains(item.Id)).Select(item => new { item.Id, item.Kind, item.Key })
                .ToDictionaryAsync(item => item.Id, item => ContentKindInfo.Of(item.Kind).Folder + "/" + item.Key, cancellation);
            var first = some[0].Id;
            // One item's revisions in memory at a time: there may be many, and each is the whole text.
            await using var rows = db.Revisions.AsNoTracking().Where(revision => revision.ContentItemId >= first && revision.ContentItemId <= last)
                .OrderBy(revision => revision.ContentItemId).ThenBy(revision => revision.Number).AsAsyncEnumerable().GetAsyncEnumerator(cancellation);
            var more = await rows.MoveNextAsync();
            foreach (var item in some)
            {
                var own = new List<HistoryRevision>();
                while (more && rows.Current.ContentItemId <= item.Id)
                {
                    if (rows.Current.ContentItemId == item.Id)
                    {
                        own.Add(Written(rows.Current));
                    }

                    more = await rows.MoveNextAsync();
                }

                var history = HistoryOf(item, own, item.MergedIntoId is { } into ? names.GetValueOrDefault(into) : null, item.OwnerId is { } owner ? owners.GetValueOrDefault(owner) : null);
                await WriteItemAsync(target, item, history, cancellation);
                revisions += own.Count;
                items++;
                progress?.Report(new("Exporting", items, total));
            }
        }
    }

    /// <summary>Reads which clauses the versions have, and none of their words.</summary>
    private async Task LoadClausesAsync(List<Policy> policies, CancellationToken cancellation)
    {
        foreach (var texts in policies.SelectMany(policy => policy.Versions).SelectMany(version => version.Texts).Chunk(Chunk))
        {
            var ids = texts.Select(text => text.Id).ToList();
            var rows = (await db.Set<PolicyPassage>().Where(p => p.Clause != null && ids.Contains(p.PolicyVersionTextId)).OrderBy(p => p.PolicyVersionTextId).ThenBy(p => p.Position)
                .Select(p => new { p.PolicyVersionTextId, p.Number, p.Clause }).ToListAsync(cancellation)).ToLookup(p => p.PolicyVersionTextId);
            foreach (var text in texts)
            {
                text.Passages.AddRange(rows[text.Id].Select(row => new PolicyPassage { Number = row.Number, Clause = row.Clause }));
            }
        }
    }

    private static async Task WriteItemAsync(ExportTarget target, ContentItem item, ItemHistory history, CancellationToken cancellation)
    {
        var name = ContentKindInfo.Of(item.Kind).Folder + "/" + item.Key;
        var texts = new List<(string Culture, byte[] Content)>();
        var shown = history.PublishedRevision is { } number ? history.Revisions.Find(revision => revision.Number == number) : history.Revisions.LastOrDefault();
        if (shown is not null)
        {
            var form = ContentForm.FromJson(item.Kind, shown.Form.Text);
            if (item is Policy policy && history.PublishedRevision is not null)
            {
                form = AsText(policy, (PolicyForm)form, history);
            }

            form = history.AsPublished(form);
            texts.AddRange(FormWriter.Write(form).Select(file => (file.Culture, ExportTarget.Bytes(file.Content))));
        }

        foreach (var (culture, content) in texts)
        {
            await target.WriteAsync($"{name}.{culture}.md", content, cancellation);
        }

        await target.WriteAsync(name + ItemHistory.Extension, (history with { Texts = ItemHistory.HashOf(texts) }).ToJson() + "\n", cancellation);
    }

    /// <summary>What the texts of a policy say: its newest version, even where an earlier one was corrected last.</summary>
    private static PolicyForm AsText(Policy policy, PolicyForm published, ItemHistory history)
    {
        var form = published;
        if (policy.Newest is { } newest && newest != policy.Find(published.Version) && history.Revisions.Find(revision => revision.Number == newest.Revision) is { } revision)
        {
            form = (PolicyForm)ContentForm.FromJson(ContentKind.Policy, revision.Form.Text);
            form.TakePolicyFrom(published);
        }

        // Said once of another text than what somebody makes of these. Identifiers mean nothing without the history, which has them all.
        form.CorrectionNote = new();
        form.ClauseIds = [];
        return form;
    }

    private static HistoryPolicy RecordOf(Policy policy) => new()
    {
        LastClause = policy.LastClause,
        ReviewReminded = policy.ReviewRemindedOn,
        Versions = [.. policy.Versions.OrderBy(version => version.Id).Select(version => new HistoryVersion
        {
            Number = version.Number,
            Revision = version.Revision,
            Behind = [.. version.Texts.Where(text => text.IsBehind).Select(text => text.Culture).Order(StringComparer.Ordinal)],
            Corrections = [.. version.Corrections.OrderBy(correction => correction.Id).Select(correction => new HistoryCorrection
            {
                At = correction.At,
                Note = Languages.All.Where(culture => correction.Note[culture] is not null).ToDictionary(culture => culture, culture => correction.Note[culture]!),
                Changes = JsonSerializer.Deserialize<List<CorrectedPassage>>(correction.Changes, PolicyWriting.Json) ?? [],
            })],
        })],
    };

    private static ItemHistory HistoryOf(ContentItem item, List<HistoryRevision> revisions, string? mergedInto, string? owner) => new()
    {
        Uid = item.Uid,
        Order = item.Id,
        State = item.State,
        WithdrawnReason = item.State == ContentState.Withdrawn
            ? Languages.All.Where(culture => item.WithdrawnReason[culture] is not null).ToDictionary(culture => culture, culture => item.WithdrawnReason[culture]!) : null,
        MergedInto = mergedInto,
        Created = item.CreatedAt,
        Owner = owner,
        FirstPublished = item.FirstPublishedAt,
        Published = item.PublishedAt,
        MajorChange = item.MajorChangeAt,
        PublishedRevision = item.PublishedRevision,
        Stage = item.Stage,
        Translations = Languages.All.ToDictionary(culture => culture, item.TranslationIn),
        Schedule = item is { ScheduledRevision: { } revision, ScheduledAt: { } at } ? new() { Revision = revision, At = at, Error = item.ScheduleError } : null,
        Slugs = item.Texts.OrderBy(text => text.Culture, StringComparer.Ordinal).ToDictionary(text => text.Culture, text => text.Slug),
        Unit = item.Unit?.Key,
        Tags = [.. item.Tags.Select(tag => tag.Key).Order(StringComparer.Ordinal)],
        TimeZone = item is Event { TimeZone.Length: > 0 } zoned ? zoned.TimeZone : null,
        Sequence = (item as Event)?.Sequence,
        Redirects = [.. item.Redirects.OrderBy(redirect => redirect.Id).Select(redirect => new HistoryRedirect { Language = redirect.Culture, Slug = redirect.Slug, Order = redirect.Id })],
        Versions = item is Policy policy ? [.. policy.Versions.OrderBy(version => version.Id).Select(version => new FormJson(PolicyWriting.FormOf(version, withClauses: true).ToJson()))] : [],
        Policy = item is Policy recorded ? RecordOf(recorded) : null,
        ImportedFiles = item.ImportFingerprint,
        Revisions = revisions,
        Texts = "",
    };

    private static HistoryRevision Written(Revision revision) => new()
    {
        Number = revision.Number,
        At = revision.CreatedAt,
        By = revision.CreatedBy,
        Note = revision.Note,
        Minor = !revision.IsMajor,
        RestoredFrom = revision.RestoredFrom,
        Form = new(revision.Form),
    };

    private static async Task WriteNamesAsync<T>(ExportTarget target, string file, IQueryable<T> names, CancellationToken cancellation)
        where T : class, INamed
    {
        var yaml = new YamlWriter();
        var some = false;
        await foreach (var named in names.AsNoTracking().OrderBy(named => named.Key).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            some = true;
            yaml.Key(named.Key);
            yaml.BeginFields();
            foreach (var culture in Languages.All)
            {
                FormWriter.Field(yaml, culture, named.Name[culture]);
            }

            yaml.EndFields();
        }

        if (some)
        {
            await target.WriteAsync(file, yaml.End(), cancellation);
        }
    }

    private async Task WriteSiteAsync(ExportTarget target, CancellationToken cancellation)
    {
        if (await db.SiteProfiles.AsNoTracking().SingleOrDefaultAsync(cancellation) is { } profile && SiteFile.Write(profile) is { Length: > 0 } yaml)
        {
            await target.WriteAsync(SiteFile.Name, yaml, cancellation);
        }
    }

    private async Task<(int Files, IReadOnlyList<string> Missing)> WriteMediaAsync(ExportTarget target, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        var total = await db.MediaFiles.CountAsync(cancellation);
        var missing = new List<string>();
        var list = new MediaListWriter();
        var (files, last) = (0, 0);
        while (true)
        {
            var some = await db.MediaFiles.AsNoTracking().Where(file => file.Id > last).OrderBy(file => file.Id).Take(Chunk).ToListAsync(cancellation);
            if (some.Count == 0)
            {
                break;
            }

            last = some[^1].Id;
            foreach (var file in some)
            {
                await using var content = MediaList.IsName(file.Name) ? media.OpenRead(file.Name) : null;
                if (content is null)
                {
                    missing.Add(file.Name);
                    continue;
                }

                await using (var copy = target.Create(MediaList.Folder + file.Name))
                {
                    await content.CopyToAsync(copy, cancellation);
                }

                list.Add(file);
                files++;
                progress?.Report(new("Media", files, total));
            }
        }

        if (files > 0)
        {
            await target.WriteAsync(MediaList.FileName, list.End(), cancellation);
        }

        return (files, missing);
    }

    private string Describe(ExportReport report) => string.Create(CultureInfo.InvariantCulture, $"""
        # Export of the outreach portal

        {clock.GetUtcNow().UtcDateTime:yyyy-MM-dd HH:mm} UTC: {report.Items} items with {report.Revisions} revisions, {report.MediaFiles} media files.
        `import` brings this folder into an empty portal. It holds drafts too, and whatever else is not public.
        {string.Concat(report.Missing.Select(name => $"\nMissing in the media store, and so here: {name}"))}
        """) + "\n";
}
