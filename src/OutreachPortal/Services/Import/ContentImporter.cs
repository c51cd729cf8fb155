using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Markdown;
using OutreachPortal.Services.Media;
using OutreachPortal.Services.Policies;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Services.Search;

namespace OutreachPortal.Services.Import;

/// <param name="Stage">What is being done, for people.</param>
public readonly record struct ImportProgress(string Stage, int Done, int Total);

/// <summary>Brings a folder of Markdown into the portal, all of it or nothing. docs/content.md has the format.</summary>
public sealed class ContentImporter(
    PortalDbContext db, MarkdownRenderer markdown, IMediaStore media, SearchNames searchNames, SiteSettings site, ContentStamp stamp,
    HolderNotices notices, TimeProvider clock)
{
    public const string Author = "import";

    private const int Chunk = 200;

    private static readonly Dictionary<(ContentKind, string), ContentItem> EmptyItems = [];

    /// <summary>Imports a folder.</summary>
    /// <param name="path">Absolute, or relative to the current folder.</param>
    /// <returns>What was done, or the mistakes for which nothing was.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public async Task<ImportReport> ImportAsync(string path, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        if (!Directory.Exists(path))
        {
            throw new DirectoryNotFoundException($"There is no folder '{path}'.");
        }

        var folder = new SourceFolder(path);

        var names = new NamedLists();
        names.ReadFiles(folder);
        var mediaList = new MediaList();
        mediaList.Read(folder);
        var siteFile = new SiteFile();
        siteFile.Read(folder);
        siteFile.CheckLengths(db, folder);
        var attachments = new ImportFiles(folder, markdown);
        var histories = new ItemHistories(folder);
        var items = Read(folder, attachments, histories, progress);
        var read = folder.Mistakes.ToList();

        // A server's transient error makes the strategy run all of this again, from what the database then holds.
        return await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            notices.Begin();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            var changes = new ImportChanges();
            await names.LoadAsync(db, changes, cancellation);
            folder.Mistakes.Clear();
            folder.Mistakes.AddRange(read);
            var history = new HistoryImport(db, markdown, site, folder, histories, names);
            await history.CheckAsync(items, changes, cancellation);
            await attachments.CheckStoreAsync(db, mediaList, cancellation);
            await new ImportChecks(db, markdown, folder, items, histories, history.New, names, clock.GetUtcNow().UtcDateTime).RunAsync(cancellation);
            await new PolicyChecks(db, folder, histories, new(markdown, site.TimeZone, clock.GetUtcNow().UtcDateTime, EmptyItems, names.Units, names.Tags)).RunAsync(items, cancellation);
            if (folder.Mistakes.Count > 0)
            {
                return ImportReport.Refused(folder.Mistakes);
            }

            var fingerprints = await FingerprintsAsync(items, cancellation);
            await db.SaveChangesAsync(cancellation);
            await mediaList.WriteAsync(db, media, folder, changes, cancellation);
            await siteFile.WriteAsync(db, clock.GetUtcNow().UtcDateTime, changes, cancellation);
            if (history.New.Count > 0)
            {
                await history.AddAsync([.. items.Where(item => histories.Find(item.Id) is null && !fingerprints.ContainsKey(item.Id))], cancellation);
                await history.WriteAsync(changes, progress, cancellation);
                if (folder.Mistakes.Count > 0)
                {
                    return ImportReport.Refused(folder.Mistakes);
                }
            }

            await WriteAsync(items, fingerprints, names, attachments, changes, progress, cancellation);
            if (changes.Added.Count + changes.Changed.Count > 0)
            {
                await ContentStamp.RaiseAsync(db, cancellation);
            }

            await transaction.CommitAsync(cancellation);
            await Database.LearnAsync(db, cancellation);
            stamp.Forget();
            await notices.CommittedAsync(offers: false, cancellation);
            return new ImportReport([], changes.Added, changes.Changed, changes.Skipped);
        });
    }

    private List<ImportItem> Read(SourceFolder folder, ImportFiles attachments, ItemHistories histories, IProgress<ImportProgress>? progress)
    {
        var today = site.Today(clock);
        var files = folder.MarkdownFiles().Select(folder.NameOf).OfType<SourceName>().ToList();
        histories.Read(files.ToLookup(name => (name.Kind.Kind, name.Key)));
        var read = 0;
        var items = new List<ImportItem>();
        foreach (var group in files.GroupBy(name => (name.Kind, name.Key)))
        {
            var id = (group.Key.Kind.Kind, group.Key.Key);
            if (histories.Find(id) is { IsAsExported: true } || folder.Unread.Contains(id))
            {
                // The history says all that these do, even of a draft that lacks something yet.
                read += group.Count();
                continue;
            }

            var sources = new List<SourceText>();
            foreach (var name in group)
            {
                progress?.Report(new("Reading", ++read, files.Count));
                if (sources.Find(source => (source.Name.Culture, source.Name.Version) == (name.Culture, name.Version)) is { } twin)
                {
                    folder.Add(name.File, null, $"The key is a duplicate; {twin.Name.File} has it too.");
                }
                else if (folder.ReadText(name.File) is { } text && SourceText.Parse(name, text, folder) is { } source)
                {
                    sources.Add(source);
                }
            }

            // With one of its files unreadable an item would only be said to lack a language.
            if (sources.Count != group.Count())
            {
                folder.Unread.Add((group.Key.Kind.Kind, group.Key.Key));
                continue;
            }

            var item = ReadItem(group.Key.Kind, group.Key.Key, sources, folder, today);
            item.Parts.ToList().ForEach(attachments.Collect);
            items.Add(item);
        }

        return items;
    }

    /// <summary>Reads an item's files: of a policy each version's by themselves, the newest first, as it says what belongs to the policy.</summary>
    private static ImportItem ReadItem(ContentKindInfo kind, string key, List<SourceText> sources, SourceFolder folder, DateOnly today)
    {
        var versions = sources.GroupBy(source => source.Name.Version).Select(files => (Number: PolicyChecks.NumberOf(files), Files: files.ToList()))
            .OrderByDescending(version => version.Number ?? default).ToList();
        var newest = new FormReader(kind, versions[0].Files, folder, today);
        var form = newest.Read();
        var earlier = new List<ImportItem>();
        foreach (var (number, files) in versions.Skip(1).Reverse())
        {
            var reader = new FormReader(kind, files, folder, today);
            // Without a number, which is a mistake, nobody knows whether another is newer.
            earlier.Add(new(kind, key, files, reader.Read(number is null ? null : newest), reader));
        }

        return new(kind, key, versions[0].Files, form, newest, earlier);
    }

    private async Task WriteAsync(
        List<ImportItem> items, Dictionary<(ContentKind, string), string?> fingerprints, NamedLists names, ImportFiles attachments, ImportChanges changes, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        var changed = new List<ImportItem>();
        foreach (var item in items)
        {
            var list = !fingerprints.TryGetValue(item.Id, out var known) ? changes.Added
                : known == item.Fingerprint() ? changes.Skipped : changes.Changed;
            list.Add(item.Name);
            if (list != changes.Skipped)
            {
                changed.Add(item);
            }
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var entities = await LoadAsync([.. changed.Select(item => item.Id).Concat(changed.SelectMany(item => item.Form.References().Select(r => (r.Kind, r.Key)))).Distinct()], cancellation);
        foreach (var item in changed.Where(item => !entities.ContainsKey(item.Id)))
        {
            var entity = item.Kind.NewItem();
            entity.Key = item.Key;
            entities[item.Id] = entity;
            db.Add(entity);
        }

        await FreeSlugsAsync(changed, entities, cancellation);
        await KeepFilesAsync(attachments, now, cancellation);
        var context = new PublishContext(markdown, site.TimeZone, now, entities, names.Units, names.Tags);
        var before = entities.Values.Where(entity => entity.Id != 0).ToDictionary(entity => entity, entity => entity.SearchNames.ToList());
        var plans = before.Keys.Select(entity => (Item: entity, Plan: HolderNotices.PlanOf(entity))).Where(pair => pair.Plan is not null).ToList();
        var written = 0;
        // People and partners first: others are found by their names.
        foreach (var item in changed.OrderBy(item => item.Kind.Kind is not (ContentKind.Person or ContentKind.Partner)))
        {
            var entity = entities[item.Id];
            foreach (var part in entity is Policy policy ? await VersionsToWriteAsync(item, policy, entities, cancellation) : item.Parts)
            {
                if (part.Form is PolicyForm { Version: var number })
                {
                    await PolicyPassages.LoadAsync(db, (Policy)entity, number, cancellation);
                }

                var revision = entity.Save(part.Form, Author, item.Name, now);
                if (item.Form.State == ContentState.Draft)
                {
                    entity.Hide(ContentState.Draft);
                }
                else
                {
                    entity.Publish(revision, part.Form, context);
                }
            }

            entity.ImportFingerprint = item.Fingerprint();
            progress?.Report(new("Writing", ++written, changed.Count));
        }

        plans.ForEach(pair => HolderNotices.Mark(pair.Item, pair.Plan));
        await db.SaveChangesAsync(cancellation);
        await MergeAsync(changed, entities, cancellation);
        foreach (var (item, plan) in plans)
        {
            await notices.TellAsync(item, plan, cancellation);
        }

        await searchNames.RefreshAsync(
            [.. before.Where(pair => !pair.Value.SequenceEqual(pair.Key.SearchNames)).Select(pair => pair.Key.Id)],
            [.. names.Renamed.OfType<Unit>().Select(unit => unit.Id)], [.. names.Renamed.OfType<Tag>().Select(tag => tag.Id)], cancellation);
    }

    /// <summary>The versions of a policy that are not what the portal has already, in the order of their numbers.</summary>
    private async Task<IReadOnlyList<ImportItem>> VersionsToWriteAsync(
        ImportItem item, Policy policy, Dictionary<(ContentKind, string), ContentItem> entities, CancellationToken cancellation)
    {
        if (policy.IsPublic && item.Parts.All(part => policy.Versions.Exists(version => PolicyVersionNumber.Of(version.Number) > PolicyVersionNumber.Of(((PolicyForm)part.Form).Version!))))
        {
            // Files of earlier versions alone do not say what belongs to the policy: it stays as it is.
            policy.Links.ForEach(link => entities.TryAdd((link.To.Kind, link.To.Key), link.To));
            var said = PolicyWriting.FormOf(policy);
            item.Parts.ToList().ForEach(part => ((PolicyForm)part.Form).TakePolicyFrom(said));
        }

        // While the first versions are published none is there whose title an address could be made of.
        var slugs = item.SlugTexts.ToDictionary(text => text.Culture, text => ContentItem.SlugFor(text.Text, policy.Texts.Find(t => t.Culture == text.Culture)), StringComparer.Ordinal);
        foreach (var (culture, text) in item.Parts.SkipLast(1).SelectMany(part => part.Form.Texts))
        {
            text.Slug = slugs.GetValueOrDefault(culture);
        }

        var numbers = policy.Versions.Select(version => version.Revision).ToList();
        var written = policy.Id == 0 ? [] : await db.Revisions.AsNoTracking().Where(revision => revision.ContentItemId == policy.Id && numbers.Contains(revision.Number))
            .ToDictionaryAsync(revision => revision.Number, revision => (PolicyForm)ContentForm.FromJson(ContentKind.Policy, revision.Form), cancellation);
        return [.. item.Parts.Where(part => !IsWritten(part))];

        bool IsWritten(ImportItem part)
        {
            var form = (PolicyForm)part.Form;
            return policy.Find(form.Version) is { } version && written.GetValueOrDefault(version.Revision) is { } said
                && (part == item
                    ? form.SaysSameAs(said) && policy.State == form.State && (form.State != ContentState.Withdrawn || form.WithdrawnReason == policy.WithdrawnReason)
                    : form.SaysSameOfVersion(said));
        }
    }

    /// <summary>Sends the readers of merged items on, which takes the number of the item that they are sent to.</summary>
    private async Task MergeAsync(List<ImportItem> changed, Dictionary<(ContentKind, string), ContentItem> entities, CancellationToken cancellation)
    {
        var merged = changed.Where(item => item.Form.MergedInto is not null).ToList();
        foreach (var item in merged)
        {
            var (entity, target) = (entities[item.Id], entities[ContentReference.Parse(item.Form.MergedInto!)!.Value]);
            entity.MergedIntoId = target.Id;
            // What had been merged into this one goes there too, in one step.
            var version = Guid.NewGuid();
            await db.ContentItems.Where(other => other.MergedIntoId == entity.Id)
                .ExecuteUpdateAsync(other => other.SetProperty(i => i.MergedIntoId, target.Id).SetProperty(i => i.Version, version), cancellation);
        }

        if (merged.Count > 0)
        {
            await db.SaveChangesAsync(cancellation);
        }
    }

    /// <summary>Lets two items of a folder exchange their slugs: the unique index holds after every statement.</summary>
    private async Task FreeSlugsAsync(List<ImportItem> changed, Dictionary<(ContentKind, string), ContentItem> entities, CancellationToken cancellation)
    {
        var claimed = changed.SelectMany(item => item.SlugTexts
                .Where(text => text.Text.Slug is not null)
                .Select(text => ((item.Kind.Kind, text.Culture, text.Text.Slug!), item.Id)))
            .ToDictionary(pair => pair.Item1, pair => pair.Id);
        var moving = entities.Values.SelectMany(entity => entity.Texts.Select(text => (Entity: entity, Text: text)))
            .Where(pair => claimed.TryGetValue((pair.Text.Kind, pair.Text.Culture, pair.Text.Slug), out var owner) && owner != (pair.Entity.Kind, pair.Entity.Key))
            .Select(pair => pair.Text).ToList();
        if (moving.Count == 0)
        {
            return;
        }

        var slugs = moving.Select(text => text.Slug).ToList();
        moving.ForEach(text => text.Slug = Guid.NewGuid().ToString("N"));
        await db.SaveChangesAsync(cancellation);
        // Publishing has to see what the page was called, to redirect from it.
        for (var i = 0; i < moving.Count; i++)
        {
            moving[i].Slug = slugs[i];
        }
    }

    private async Task<Dictionary<(ContentKind, string), string?>> FingerprintsAsync(List<ImportItem> items, CancellationToken cancellation)
    {
        var fingerprints = new Dictionary<(ContentKind, string), string?>();
        foreach (var kind in items.GroupBy(item => item.Kind.Kind))
        {
            foreach (var keys in kind.Select(item => item.Key).Chunk(Chunk))
            {
                foreach (var row in await db.ContentItems.Where(i => i.Kind == kind.Key && keys.Contains(i.Key))
                    .Select(i => new { i.Key, i.ImportFingerprint }).ToListAsync(cancellation))
                {
                    fingerprints[(kind.Key, row.Key)] = row.ImportFingerprint;
                }
            }
        }

        return fingerprints;
    }

    private async Task<Dictionary<(ContentKind, string), ContentItem>> LoadAsync(
        IReadOnlyCollection<(ContentKind Kind, string Key)> ids, CancellationToken cancellation)
    {
        var loaded = new Dictionary<(ContentKind, string), ContentItem>();
        foreach (var kind in ids.GroupBy(id => id.Kind))
        {
            foreach (var keys in kind.Select(id => id.Key).Chunk(Chunk))
            {
                foreach (var item in await db.ContentItems.WithEverything().Where(i => i.Kind == kind.Key && keys.Contains(i.Key)).ToListAsync(cancellation))
                {
                    loaded[(item.Kind, item.Key)] = item;
                }
            }
        }

        return loaded;
    }

    private async Task KeepFilesAsync(ImportFiles attachments, DateTime now, CancellationToken cancellation)
    {
        foreach (var names in attachments.Files.Keys.Chunk(Chunk))
        {
            var known = await db.MediaFiles.Where(file => names.Contains(file.Name)).Select(file => file.Name).ToListAsync(cancellation);
            foreach (var name in names)
            {
                var (contentType, path, length) = attachments.Files[name];
                var content = await File.ReadAllBytesAsync(path, cancellation);
                await media.WriteAsync(name, content, cancellation);
                if (!known.Contains(name))
                {
                    var proof = FileProof.Of(content);
                    db.MediaFiles.Add(new MediaFile
                    {
                        Name = name,
                        OriginalName = OriginalName.Clean(Path.GetFileName(path)),
                        ContentType = contentType,
                        Length = length,
                        Width = proof.Width,
                        Height = proof.Height,
                        CreatedAt = now,
                    });
                }
            }
        }
    }
}
