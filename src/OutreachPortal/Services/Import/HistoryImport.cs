using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Markdown;

namespace OutreachPortal.Services.Import;

/// <summary>
/// Brings items with all that happened to them. An item that the portal has is never touched by a history: of it the portal knows more than
/// any file.
/// </summary>
internal sealed class HistoryImport(PortalDbContext db, MarkdownRenderer markdown, SiteSettings site, SourceFolder folder, ItemHistories histories, NamedLists names)
{
    private const int Chunk = 200;

    /// <summary>Items in memory at a time, each with all its revisions.</summary>
    private const int ItemChunk = 50;

    private readonly List<HistoryItem> _new = [];

    /// <summary>Items that the portal lacks.</summary>
    public IReadOnlyList<HistoryItem> New => _new;

    /// <summary>Tells which items are new, and says where the portal and a history have gone different ways.</summary>
    /// <param name="items">The items that are read from their texts: those without a history, and those whose texts were changed.</param>
    public async Task CheckAsync(IReadOnlyCollection<ImportItem> items, ImportChanges changes, CancellationToken cancellation)
    {
        _new.Clear();
        var changed = items.ToDictionary(item => item.Id);
        foreach (var kind in histories.Items.GroupBy(item => item.Kind.Kind))
        {
            foreach (var some in kind.Chunk(Chunk))
            {
                var keys = some.Select(item => item.Key).ToList();
                var known = await db.ContentItems.Where(i => i.Kind == kind.Key && keys.Contains(i.Key))
                    .Select(i => new { i.Key, Known = new Known(i.Id, i.Uid, i.LastRevision, i.ImportFingerprint) }).ToDictionaryAsync(i => i.Key, i => i.Known, cancellation);
                var numbers = some.Where(item => known.ContainsKey(item.Key)).Select(item => item.LastRevision).Distinct().ToList();
                var ids = known.Values.Select(i => i.Id).ToList();
                var times = await db.Revisions.Where(revision => ids.Contains(revision.ContentItemId) && numbers.Contains(revision.Number))
                    .Select(revision => new { revision.ContentItemId, revision.Number, revision.CreatedAt })
                    .ToDictionaryAsync(revision => (revision.ContentItemId, revision.Number), revision => revision.CreatedAt, cancellation);
                foreach (var item in some)
                {
                    if (!known.TryGetValue(item.Key, out var portal))
                    {
                        _new.Add(item);
                    }
                    else if (changed.GetValueOrDefault(item.Id) is { } text && text.Fingerprint() == portal.Fingerprint)
                    {
                        // These very texts were imported before: the importer skips them.
                    }
                    else if (Conflict(item, portal, times.TryGetValue((portal.Id, item.LastRevision), out var at) && at == item.ChangedAt.UtcDateTime) is { } reason)
                    {
                        folder.Add(item.File, null, reason);
                    }
                    else if (item.IsAsExported)
                    {
                        changes.Skipped.Add(item.Name);
                    }
                }
            }
        }

        await CheckUidsAsync(cancellation);
        CheckNames(changed);
        await CheckReferencesAsync(changed, cancellation);
        await CheckSlugsAsync(changed, cancellation);
    }

    /// <summary>Writes the new items, empty, in the order of their age: so what names them finds them.</summary>
    /// <param name="others">New items without a history, which those with one may name.</param>
    public async Task AddAsync(IReadOnlyCollection<ImportItem> others, CancellationToken cancellation)
    {
        var (last, count) = ((ContentKindInfo?)null, 0);
        foreach (var (kind, key) in _new.OrderBy(item => item.History.Order).Select(item => (item.Kind, item.Key)).Concat(others.Select(item => (item.Kind, item.Key))))
        {
            // What is saved together is sorted by kind.
            if (kind != last || count == Chunk)
            {
                await db.SaveChangesAsync(cancellation);
                Forget();
                (last, count) = (kind, 0);
            }

            var entity = kind.NewItem();
            entity.Key = key;
            db.Add(entity);
            count++;
        }

        await db.SaveChangesAsync(cancellation);
        Forget();
    }

    /// <summary>Makes the new items what their histories say, after <see cref="AddAsync"/>.</summary>
    public async Task WriteAsync(ImportChanges changes, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        var ids = new Dictionary<(ContentKind, string), int>();
        var written = 0;
        // People and partners first: others are found by their names.
        foreach (var some in _new.OrderBy(item => item.Kind.Kind is not (ContentKind.Person or ContentKind.Partner)).Chunk(ItemChunk))
        {
            Forget();
            var entities = await LoadAsync([.. some.Select(item => item.Id).Concat(some.SelectMany(item => item.References)).Distinct()], cancellation);
            foreach (var item in some)
            {
                Restore(item, entities[item.Id], entities);
                ids[item.Id] = entities[item.Id].Id;
                if (item.IsAsExported)
                {
                    changes.Added.Add(item.Name);
                }

                progress?.Report(new("Restoring", ++written, _new.Count));
            }

            if (folder.Mistakes.Count > 0)
            {
                return;
            }

            await db.SaveChangesAsync(cancellation);
        }

        Forget();
        foreach (var some in _new.SelectMany(item => item.History.Redirects, (item, redirect) => (Item: item, Redirect: redirect)).OrderBy(pair => pair.Redirect.Order).Chunk(Chunk))
        {
            foreach (var (item, redirect) in some)
            {
                db.Redirects.Add(new Redirect { ContentItemId = ids[item.Id], Kind = item.Kind.Kind, Culture = redirect.Language, Slug = redirect.Slug });
            }

            await db.SaveChangesAsync(cancellation);
            Forget();
        }

        foreach (var item in _new.Where(item => item.History.MergedInto is not null))
        {
            var (kind, key) = ContentReference.Parse(item.History.MergedInto!)!.Value;
            var (id, target) = (ids[item.Id], await db.ContentItems.Where(i => i.Kind == kind && i.Key == key).Select(i => i.Id).SingleAsync(cancellation));
            await db.ContentItems.Where(i => i.Id == id).ExecuteUpdateAsync(i => i.SetProperty(x => x.MergedIntoId, target), cancellation);
        }
    }

    private static string? Conflict(HistoryItem item, Known portal, bool sameRevision) =>
        portal.Uid != item.History.Uid ? $"{item.Name} of the portal is another item than this one. Take this file away to bring in its texts all the same."
        : portal.LastRevision < item.LastRevision ? $"The portal has an older state of {item.Name}: revision {portal.LastRevision}, and here is {item.LastRevision}. A history is brought into a portal that lacks the item; take this file away to bring in the texts alone."
        : !sameRevision ? $"The portal has another revision {item.LastRevision} of {item.Name} than this file. Take this file away to bring in the texts all the same."
        : !item.IsAsExported && portal.LastRevision > item.LastRevision ? $"{item.Name} was changed in the portal since these files were exported (revision {portal.LastRevision}, and here is {item.LastRevision}). Export it again, or take this file away to bring in the texts all the same."
        : null;

    private async Task CheckUidsAsync(CancellationToken cancellation)
    {
        foreach (var some in _new.Chunk(Chunk))
        {
            var uids = some.Select(item => item.History.Uid).ToList();
            foreach (var taken in await db.ContentItems.Where(i => uids.Contains(i.Uid)).Select(i => new { i.Uid, i.Kind, i.Key }).ToListAsync(cancellation))
            {
                var item = some.First(i => i.History.Uid == taken.Uid);
                folder.Add(item.File, null, $"uid: {taken.Uid} is a duplicate; {ContentKindInfo.Of(taken.Kind).Folder}/{taken.Key} of the portal has it.");
            }
        }
    }

    private void CheckNames(Dictionary<(ContentKind, string), ImportItem> changed)
    {
        foreach (var item in _new)
        {
            if (item.History.Unit is { Length: > 0 } unit && names.UnitsAreRead && !names.Units.ContainsKey(unit))
            {
                folder.Add(item.File, null, $"unit: there is no unit '{unit}'; add it to units.yaml.");
            }

            foreach (var tag in item.History.Tags.Where(tag => names.TagsAreRead && !names.Tags.ContainsKey(tag)))
            {
                folder.Add(item.File, null, $"tags: there is no tag '{tag}'; add it to tags.yaml.");
            }

            if (!item.IsAsExported && !changed.ContainsKey(item.Id) && !folder.Unread.Contains(item.Id))
            {
                folder.Add(item.File, null, "The texts that were exported with this file are gone.");
            }
        }
    }

    private async Task CheckReferencesAsync(Dictionary<(ContentKind, string), ImportItem> items, CancellationToken cancellation)
    {
        bool IsHere((ContentKind, string) id) => items.ContainsKey(id) || histories.Find(id) is not null || folder.Unread.Contains(id);
        var wanted = _new.SelectMany(item => item.References).Where(id => !IsHere(id)).ToHashSet();
        var known = new HashSet<(ContentKind, string)>();
        foreach (var kind in wanted.GroupBy(id => id.Kind))
        {
            foreach (var keys in kind.Select(id => id.Key).Chunk(Chunk))
            {
                known.UnionWith((await db.ContentItems.Where(i => i.Kind == kind.Key && keys.Contains(i.Key)).Select(i => i.Key).ToListAsync(cancellation)).Select(key => (kind.Key, key)));
            }
        }

        foreach (var item in _new)
        {
            foreach (var (kind, key) in item.References.Where(id => !IsHere(id) && !known.Contains(id)).Distinct())
            {
                folder.Add(item.File, null, $"It names {ContentKindInfo.Of(kind).Folder}/{key}, which is neither in this folder nor in the portal.");
            }
        }
    }

    private async Task CheckSlugsAsync(Dictionary<(ContentKind, string), ImportItem> changed, CancellationToken cancellation)
    {
        var taken = new Dictionary<(ContentKind Kind, string Culture, string Slug), string>();
        foreach (var item in changed.Values)
        {
            foreach (var (culture, text) in item.SlugTexts.Where(text => text.Text.Slug is { Length: > 0 }))
            {
                taken.TryAdd((item.Kind.Kind, culture, text.Slug!), item.Name);
            }
        }

        foreach (var item in _new)
        {
            foreach (var (culture, slug) in item.History.Slugs)
            {
                if (!taken.TryAdd((item.Kind.Kind, culture, slug), item.Name) && taken[(item.Kind.Kind, culture, slug)] is var other && other != item.Name)
                {
                    folder.Add(item.File, null, $"slug: '{slug}' is a duplicate; {other} has it too.");
                }
            }
        }

        foreach (var group in _new.SelectMany(item => item.History.Slugs, (item, slug) => (Item: item, Culture: slug.Key, Slug: slug.Value)).GroupBy(slug => (slug.Item.Kind.Kind, slug.Culture)))
        {
            foreach (var some in group.Chunk(Chunk))
            {
                var slugs = some.Select(slug => slug.Slug).ToList();
                foreach (var owner in await db.ContentItems.Where(i => i.Kind == group.Key.Kind)
                    .SelectMany(i => i.Texts, (i, text) => new { i.Key, text.Culture, text.Slug })
                    .Where(row => row.Culture == group.Key.Culture && slugs.Contains(row.Slug)).ToListAsync(cancellation))
                {
                    var item = some.First(slug => slug.Slug == owner.Slug).Item;
                    folder.Add(item.File, null, $"slug: '{owner.Slug}' is a duplicate; {item.Kind.Folder}/{owner.Key} of the portal has it.");
                }
            }
        }
    }

    private void Restore(HistoryItem item, ContentItem entity, Dictionary<(ContentKind, string), ContentItem> entities)
    {
        if (histories.Load(item.File) is not { } history)
        {
            return;
        }

        entity.Uid = history.Uid;
        entity.CreatedAt = history.Created.UtcDateTime;
        foreach (var revision in history.Revisions)
        {
            entity.Revisions.Add(new Revision
            {
                Number = revision.Number,
                CreatedAt = revision.At.UtcDateTime,
                CreatedBy = revision.By,
                Note = revision.Note,
                IsMajor = !revision.Minor,
                RestoredFrom = revision.RestoredFrom,
                Form = revision.Form.Text,
            });
        }

        entity.LastRevision = item.LastRevision;
        if (entity.Revisions.Find(revision => revision.Number == history.PublishedRevision) is { } published)
        {
            var context = new PublishContext(markdown, site.TimeZone, history.Published!.Value.UtcDateTime, entities, names.Units, names.Tags);
            try
            {
                Publish(entity, published, history, context);
            }
            catch (Exception e) when (e is NullReferenceException or InvalidOperationException or ArgumentException or KeyNotFoundException or FormatException or InvalidCastException or TimeZoneNotFoundException)
            {
                // Only the kind's own code knows what it cannot do without, and an editor may have published against any rule but those.
                folder.Add(item.File, null, $"revision {published.Number}: the public could not read it, for something is missing in it.");
                return;
            }
        }

        var newest = entity.Revisions[^1];
        entity.DescribeDraft(ContentForm.FromJson(entity.Kind, newest.Form));
        entity.ChangedAt = newest.CreatedAt;
        entity.ChangedBy = newest.CreatedBy;
        entity.State = history.State;
        entity.FirstPublishedAt = history.FirstPublished?.UtcDateTime;
        entity.PublishedAt = history.Published?.UtcDateTime;
        entity.MajorChangeAt = history.MajorChange?.UtcDateTime;
        entity.Stage = history.Stage;
        foreach (var (culture, state) in history.Translations)
        {
            entity.SetTranslation(culture, state);
        }

        entity.ScheduledRevision = history.Schedule?.Revision;
        entity.ScheduledAt = history.Schedule?.At.UtcDateTime;
        entity.ScheduleError = history.Schedule?.Error;
        entity.ImportFingerprint = history.ImportedFiles;
        entity.Version = Guid.NewGuid();
        if (entity is Event plan)
        {
            plan.Sequence = history.Sequence ?? 0;
        }

        entity.RefreshSearch();
    }

    private static void Publish(ContentItem entity, Revision published, ItemHistory history, PublishContext context)
    {
        if (entity is Policy policy)
        {
            foreach (var json in history.Versions)
            {
                var form = (PolicyForm)ContentForm.FromJson(ContentKind.Policy, json.Text);
                PolicyWriting.Write(policy, policy.VersionFor(form.Version!), form, context);
                entity.DescribeDraft(form);
            }
        }

        var shown = history.AsPublished(ContentForm.FromJson(entity.Kind, published.Form));
        // Its files are in use, whatever the newest revision names.
        entity.DescribeDraft(shown);
        if (entity is Policy { Newest: { } newest } several && newest != several.Find(((PolicyForm)shown).Version))
        {
            // Titles and addresses are the newest version's, and an earlier one was corrected last.
            var form = PolicyWriting.FormOf(newest, withClauses: true);
            form.TakePolicyFrom((PolicyForm)shown);
            entity.Publish(published, history.AsPublished(form), context);
        }

        entity.Publish(published, shown, context);
        if (entity is Policy restored && history.Policy is { } record)
        {
            Restore(restored, record);
        }
    }

    /// <summary>Gives a policy what no form of it says.</summary>
    private static void Restore(Policy policy, HistoryPolicy record)
    {
        policy.LastClause = Math.Max(policy.LastClause, record.LastClause);
        policy.ReviewRemindedOn = record.ReviewReminded;
        foreach (var said in record.Versions)
        {
            if (policy.Find(said.Number) is not { } version)
            {
                continue;
            }

            version.Revision = said.Revision;
            version.Texts.ForEach(text => text.IsBehind = said.Behind.Contains(text.Culture));
            version.Corrections.Clear();
            version.Corrections.AddRange(said.Corrections.Select(correction => new PolicyCorrection
            {
                At = correction.At.UtcDateTime,
                Note = new() { En = correction.Note.GetValueOrDefault(Languages.English), Tr = correction.Note.GetValueOrDefault(Languages.Turkish) },
                Changes = JsonSerializer.Serialize(correction.Changes, PolicyWriting.Json),
            }));
        }
    }

    private async Task<Dictionary<(ContentKind, string), ContentItem>> LoadAsync(IReadOnlyCollection<(ContentKind Kind, string Key)> ids, CancellationToken cancellation)
    {
        var loaded = new Dictionary<(ContentKind, string), ContentItem>();
        foreach (var kind in ids.GroupBy(id => id.Kind))
        {
            foreach (var keys in kind.Select(id => id.Key).Chunk(Chunk))
            {
                foreach (var item in await db.ContentItems.Where(i => i.Kind == kind.Key && keys.Contains(i.Key)).Include(i => i.Texts).ToListAsync(cancellation))
                {
                    loaded[(item.Kind, item.Key)] = item;
                }
            }
        }

        return loaded;
    }

    /// <summary>Lets go of what was written, but for units and tags, which are named again and again.</summary>
    private void Forget()
    {
        db.ChangeTracker.Clear();
        db.AttachRange(names.Units.Values);
        db.AttachRange(names.Tags.Values);
    }

    private sealed record Known(int Id, Guid Uid, int LastRevision, string? Fingerprint);
}
