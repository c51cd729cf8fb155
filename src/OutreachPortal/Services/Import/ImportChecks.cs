using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Markdown;
using OutreachPortal.Services.Policies;

namespace OutreachPortal.Services.Import;

/// <summary>What can be told only of the whole folder together with the database: names, slugs and links.</summary>
internal sealed class ImportChecks(
    PortalDbContext db, MarkdownRenderer markdown, SourceFolder folder, IReadOnlyCollection<ImportItem> items, ItemHistories histories,
    IReadOnlyList<HistoryItem> restored, NamedLists names, DateTime now)
{
    private const int Chunk = 500;

    private readonly HashSet<(ContentKind, string)> _batch = [.. items.Select(item => item.Id), .. folder.Unread];

    public async Task RunAsync(CancellationToken cancellation)
    {
        await CheckReferencesAsync(cancellation);
        await CheckMergedAsync(cancellation);
        await CheckSeatsAsync(cancellation);
        var slugs = await CheckSlugsAsync(cancellation);
        await CheckMarkdownAsync(slugs, cancellation);
    }

    private bool IsHere((ContentKind Kind, string Key) id) => _batch.Contains(id) || histories.Find(id) is not null;

    private async Task CheckReferencesAsync(CancellationToken cancellation)
    {
        var wanted = items.SelectMany(item => item.Form.References()).Select(r => (r.Kind, r.Key)).Where(id => !IsHere(id)).ToHashSet();
        var known = new HashSet<(ContentKind, string)>();
        foreach (var kind in wanted.GroupBy(id => id.Kind))
        {
            foreach (var keys in kind.Select(id => id.Key).Chunk(Chunk))
            {
                known.UnionWith((await db.ContentItems.Where(i => i.Kind == kind.Key && keys.Contains(i.Key)).Select(i => i.Key).ToListAsync(cancellation))
                    .Select(key => (kind.Key, key)));
            }
        }

        foreach (var item in items)
        {
            foreach (var (property, kind, key) in item.Form.References().Where(r => !IsHere((r.Kind, r.Key)) && !known.Contains((r.Kind, r.Key))))
            {
                Add(item.LocationOf(property), $"{KebabCase.Of(property)}: there is no {ContentKindInfo.Of(kind).Folder}/{key}, neither in this folder nor in the portal.");
            }

            if (item.Form.Unit is { } unit && names.UnitsAreRead && !names.Units.ContainsKey(unit))
            {
                Add(item.LocationOf(nameof(ContentForm.Unit)), $"unit: there is no unit '{unit}'; add it to units.yaml.");
            }

            foreach (var (tag, i) in item.Form.Tags.Select((tag, i) => (tag, i)).Where(pair => names.TagsAreRead && !names.Tags.ContainsKey(pair.tag)))
            {
                var property = ContentForm.At(nameof(ContentForm.Tags), i);
                Add(item.LocationOf(property), $"{KebabCase.Of(property)}: there is no tag '{tag}'; add it to tags.yaml.");
            }
        }
    }

    /// <summary>Readers of a merged page have to arrive at one that they can read.</summary>
    private async Task CheckMergedAsync(CancellationToken cancellation)
    {
        var batch = items.ToDictionary(item => item.Id, item => item.IsPublic);
        foreach (var item in restored)
        {
            batch.TryAdd(item.Id, item.History.State.IsPublic());
        }

        foreach (var item in items.Where(item => item.Form is { State: ContentState.Merged, MergedInto: not null }))
        {
            if (ContentReference.Parse(item.Form.MergedInto!) is not { } target || folder.Unread.Contains(target))
            {
                continue;
            }

            var isPublic = batch.TryGetValue(target, out var there) ? there
                // One that does not exist is complained of as any name is.
                : await db.ContentItems.Where(i => i.Kind == target.Kind && i.Key == target.Key).Select(i => (ContentState?)i.State).FirstOrDefaultAsync(cancellation) is not { } state || state.IsPublic();
            if (!isPublic || target == item.Id)
            {
                Add(item.LocationOf(nameof(ContentForm.MergedInto)), $"merged-into: {item.Form.MergedInto} is not a page that the public can read.");
            }
        }
    }

    /// <summary>Seats that are taken cannot be taken away, nor can a lecture for which people are registered vanish behind another page.</summary>
    private async Task CheckSeatsAsync(CancellationToken cancellation)
    {
        var lectures = items.Where(item => item.Form is LectureForm).ToDictionary(item => item.Key, StringComparer.Ordinal);
        foreach (var keys in lectures.Keys.Chunk(Chunk))
        {
            foreach (var row in await db.SeatPools.Where(pool => pool.Taken > 0 || pool.Waiting > 0)
                .Join(db.Lectures.Where(lecture => keys.Contains(lecture.Key)), pool => pool.LectureId, lecture => lecture.Id, (pool, lecture) => new { pool, lecture.Key, lecture.ImportFingerprint })
                .AsNoTracking().ToListAsync(cancellation))
            {
                // What is skipped takes nothing away; its seats may have been changed in the portal since. A draft changes nothing that is public.
                var item = lectures[row.Key];
                if (item.Form.State != ContentState.Draft && item.Fingerprint() != row.ImportFingerprint && row.pool.Against((LectureForm)item.Form) is { } complaint)
                {
                    var field = complaint.MemberNames.First();
                    Add(item.LocationOf(field), $"{KebabCase.Of(field)}: {complaint.ErrorMessage}");
                }
            }

            var merged = keys.Where(key => lectures[key].Form.State == ContentState.Merged).ToList();
            var open = merged.Count == 0 ? [] : await db.Registrations.Open(now).Where(r => merged.Contains(r.Lecture.Key)).GroupBy(r => r.Lecture.Key)
                .Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellation);
            foreach (var row in open)
            {
                Add(lectures[row.Key].LocationOf(nameof(ContentForm.State)), string.Create(CultureInfo.InvariantCulture, $"state: {row.Count} registrations for this lecture are open; cancel or move them first."));
            }
        }
    }

    /// <summary>The addresses that the folder's items will have.</summary>
    private async Task<HashSet<(ContentKind, string, string)>> CheckSlugsAsync(CancellationToken cancellation)
    {
        var current = await CurrentSlugsAsync(cancellation);
        var taken = new Dictionary<(ContentKind, string, string), string>();
        foreach (var item in items)
        {
            foreach (var (culture, text) in item.SlugTexts.Where(text => text.Text is not { Slug: null, Title: null }))
            {
                var slug = text.Slug is { Length: > 0 } own ? own
                    : current.GetValueOrDefault((item.Kind.Kind, item.Key, culture)) ?? TextFolding.Slug(text.Title!);
                var location = item.LocationOf(culture + "." + (text.Slug is null ? nameof(TextForm.Title) : nameof(TextForm.Slug)));
                if (slug.Length == 0)
                {
                    Add(location, "title: no slug can be made of it; write a slug.");
                }
                else if (item.Kind.Kind == ContentKind.Policy && PolicyAddress.Reserved.Contains(slug))
                {
                    Add(location, $"slug: '{slug}' is an address that the list of policies uses itself; write another.");
                }
                else if (!taken.TryAdd((item.Kind.Kind, culture, slug), item.SourceIn(culture).Name.File))
                {
                    Add(location, $"slug: '{slug}' is a duplicate; {taken[(item.Kind.Kind, culture, slug)]} has it too.");
                }
            }
        }

        await CheckAgainstOthersAsync(taken, cancellation);
        return [.. items.Where(item => item.IsPublic).SelectMany(item => item.SlugTexts.Select(text =>
            (item.Kind.Kind, text.Culture, text.Text.Slug is { Length: > 0 } own ? own
                : current.GetValueOrDefault((item.Kind.Kind, item.Key, text.Culture)) ?? TextFolding.Slug(text.Text.Title ?? "")))),
            .. restored.Where(item => item.IsAsExported && item.History.State.IsPublic()).SelectMany(item => item.History.Slugs.Select(slug => (item.Kind.Kind, slug.Key, slug.Value))
                .Concat(item.History.Redirects.Select(redirect => (item.Kind.Kind, redirect.Language, redirect.Slug))))];
    }

    private async Task<Dictionary<(ContentKind, string, string), string>> CurrentSlugsAsync(CancellationToken cancellation)
    {
        var slugs = new Dictionary<(ContentKind, string, string), string>();
        foreach (var kind in items.GroupBy(item => item.Kind.Kind))
        {
            foreach (var keys in kind.Select(item => item.Key).Chunk(Chunk))
            {
                var rows = await db.ContentItems.Where(i => i.Kind == kind.Key && keys.Contains(i.Key))
                    .SelectMany(i => i.Texts, (i, text) => new { i.Key, text.Culture, text.Slug }).ToListAsync(cancellation);
                foreach (var row in rows)
                {
                    slugs[(kind.Key, row.Key, row.Culture)] = row.Slug;
                }
            }
        }

        return slugs;
    }

    private async Task CheckAgainstOthersAsync(Dictionary<(ContentKind Kind, string Culture, string Slug), string> taken, CancellationToken cancellation)
    {
        // A page that becomes a draft keeps its texts, and so its slugs, until it is published again.
        var drafts = items.Where(item => item.Form.State == ContentState.Draft).Select(item => item.Id).ToHashSet();
        foreach (var group in taken.GroupBy(slug => (slug.Key.Kind, slug.Key.Culture)))
        {
            foreach (var slugs in group.Select(slug => slug.Key.Slug).Chunk(Chunk))
            {
                var owners = await db.ContentItems.Where(i => i.Kind == group.Key.Kind)
                    .SelectMany(i => i.Texts, (i, text) => new { i.Key, text.Culture, text.Slug })
                    .Where(row => row.Culture == group.Key.Culture && slugs.Contains(row.Slug)).ToListAsync(cancellation);
                foreach (var owner in owners.Where(owner => !_batch.Contains((group.Key.Kind, owner.Key)) || drafts.Contains((group.Key.Kind, owner.Key))))
                {
                    var item = items.First(i => i.Sources.Any(s => s.Name.File == taken[(group.Key.Kind, group.Key.Culture, owner.Slug)]));
                    var typed = item.Form.Texts.GetValueOrDefault(owner.Culture)?.Slug is not null;
                    Add(item.LocationOf(owner.Culture + "." + (typed ? nameof(TextForm.Slug) : nameof(TextForm.Title))),
                        $"slug: '{owner.Slug}' is a duplicate; {item.Kind.Folder}/{owner.Key} of the portal has it.");
                }
            }
        }
    }

    private async Task CheckMarkdownAsync(HashSet<(ContentKind, string, string)> slugs, CancellationToken cancellation)
    {
        var toPages = new List<(Location Location, MarkdownLink Link, PortalAddress Page)>();
        foreach (var item in items.SelectMany(item => item.Parts))
        {
            foreach (var (text, culture, options, firstLine) in MarkdownOf(item))
            {
                var rendered = markdown.Render(text, options);
                var file = item.SourceIn(culture).Name.File;
                foreach (var problem in rendered.Problems)
                {
                    folder.Add(file, firstLine + problem.Line - 1, problem.Message);
                }

                foreach (var link in rendered.Links.Where(link => !link.IsImage && link.Address[0] == '/'))
                {
                    var location = new Location(file, firstLine + link.Line - 1);
                    switch (PortalAddress.Parse(link.Address))
                    {
                        case null:
                            AddDead(location, link);
                            break;
                        case { Slug: not null } page when !slugs.Contains((page.Kind!.Value, page.Culture, page.Slug)):
                            toPages.Add((location, link, page));
                            break;
                    }
                }
            }
        }

        var leaving = items.Where(item => !item.IsPublic).Select(item => item.Id).ToHashSet();
        var known = (await PortalLinks.KnownAsync(db, toPages.Select(link => link.Page), cancellation))
            .Where(page => !leaving.Contains((page.Kind, page.ItemKey))).Select(page => (page.Kind, page.Culture, page.Slug)).ToHashSet();
        // The page may be one whose file could not be read.
        foreach (var (location, link, _) in toPages.Where(link => !known.Contains((link.Page.Kind!.Value, link.Page.Culture, link.Page.Slug!))
            && folder.Unread.All(item => item.Kind != link.Page.Kind)))
        {
            AddDead(location, link);
        }
    }

    private static IEnumerable<(string Text, string Culture, MarkdownOptions Options, int FirstLine)> MarkdownOf(ImportItem item)
    {
        foreach (var (culture, text) in item.Form.Texts)
        {
            var source = item.SourceIn(culture);
            yield return (text.Body, culture, new(culture) { Clauses = item.Kind.Kind == ContentKind.Policy },
                source.BodyLine + source.Body.TakeWhile(c => c == '\n').Count());
        }

        foreach (var (property, text) in item.Form.MarkdownTexts())
        {
            foreach (var culture in item.Form.Texts.Keys.Where(culture => text[culture] is not null))
            {
                yield return (text[culture]!, culture, new(culture), item.FirstLineOf(property + "." + culture));
            }
        }
    }

    private void AddDead(Location location, MarkdownLink link) =>
        Add(location, $"The link '{link.Address}' goes to a page that does not exist.");

    private void Add(Location location, string reason) => folder.Add(location.File, location.Line, reason);
}
