using System.Collections;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Editing;

/// <summary>An item that another one names, for staff.</summary>
public sealed record ReferencedItem(int Id, ContentKind Kind, string Key, LocalizedText Title, ContentState State)
{
    public string Address => EditAddress.Of(Kind, Id);
}

/// <summary>
/// What a form names beside itself: other items, units, tags and files. Staff type a key, a page's address or its exact title, and a file's
/// name or address; what is kept is the key, and the name.
/// </summary>
public sealed class References(PortalDbContext db, IStringLocalizer<Words> words)
{
    private Dictionary<(ContentKind, string), ReferencedItem>? _shown;

    /// <summary>Puts keys and names in the place of what was typed.</summary>
    /// <returns>What names nothing that there is, or more than one thing. Where there is any, nothing was changed.</returns>
    public async Task<IReadOnlyList<FormProblem>> ResolveAsync(ContentForm form, CancellationToken cancellation)
    {
        var problems = new List<FormProblem>();
        var puts = new List<Action>();
        var typed = Typed(form).ToList();
        await ResolveItemsAsync(typed, problems, puts, cancellation);
        await ResolveFilesAsync(form, problems, puts, cancellation);
        await CheckNamesAsync(form, problems, cancellation);
        if (problems.Count == 0)
        {
            puts.ForEach(put => put());
            foreach (var list in typed.Select(reference => reference.List).OfType<List<string>>().Distinct().ToList())
            {
                var once = list.Distinct(StringComparer.Ordinal).ToList();
                list.Clear();
                list.AddRange(once);
            }
        }

        return problems;
    }

    /// <summary>What a key stands for, to be shown beside it; null when it is no key. One question for the whole form.</summary>
    public ReferencedItem? Shown(ContentKind? kind, string typed) =>
        (kind is { } of ? (of, typed) : ContentReference.Parse(typed)) is { } key ? _shown?.GetValueOrDefault(key) : null;

    /// <summary>Reads what the form names, for <see cref="Shown"/>.</summary>
    public async Task PrepareAsync(ContentForm form, CancellationToken cancellation)
    {
        if (_shown is null)
        {
            var named = form.References().Select(reference => (reference.Kind, reference.Key)).Where(reference => reference.Key.Length <= ContentItem.KeyLength).Distinct();
            _shown = await ByKeyAsync(named, cancellation);
        }
    }

    private async Task ResolveItemsAsync(List<TypedReference> typed, List<FormProblem> problems, List<Action> puts, CancellationToken cancellation)
    {
        var known = await ByKeyAsync(typed.Select(KeyOf).OfType<(ContentKind, string)>().Distinct(), cancellation);
        var others = typed.Where(reference => KeyOf(reference) is not { } key || !known.ContainsKey(key)).ToList();
        var addressed = await ByAddressAsync(others, cancellation);
        var titled = await ByTitleAsync(others.Where(reference => !addressed.ContainsKey(reference)).ToList(), cancellation);
        foreach (var reference in others)
        {
            List<ReferencedItem> found = addressed.TryGetValue(reference, out var item) ? [item] : titled.GetValueOrDefault(reference) ?? [];
            if (found is [{ } one] && (reference.Kind ?? one.Kind) == one.Kind)
            {
                puts.Add(() => reference.Put(reference.Kind is null ? $"{ContentKindInfo.Of(one.Kind).Folder}/{one.Key}" : one.Key));
            }
            else
            {
                problems.Add(new(reference.Field, found.Count > 1 ? words["Reference.Several"]
                    : reference.Kind is { } kind ? words["Reference.Unknown", words[$"ContentKind.{kind}"]] : words["Reference.UnknownPage"]));
            }
        }
    }

    private static (ContentKind, string)? KeyOf(TypedReference reference) =>
        (reference.Kind is { } kind ? (kind, reference.Text) : ContentReference.Parse(reference.Text)) is { } key && key.Item2.Length <= ContentItem.KeyLength ? key : null;

    private async Task<Dictionary<(ContentKind, string), ReferencedItem>> ByKeyAsync(IEnumerable<(ContentKind Kind, string Key)> named, CancellationToken cancellation)
    {
        var found = new Dictionary<(ContentKind, string), ReferencedItem>();
        foreach (var group in named.GroupBy(reference => reference.Kind))
        {
            foreach (var keys in group.Select(reference => reference.Key).Chunk(FormChecks.MostEntries))
            {
                foreach (var item in await Shorten(db.ContentItems.Where(i => i.Kind == group.Key && keys.Contains(i.Key))).ToListAsync(cancellation))
                {
                    found[(item.Kind, item.Key)] = item;
                }
            }
        }

        return found;
    }

    private async Task<Dictionary<TypedReference, ReferencedItem>> ByAddressAsync(List<TypedReference> typed, CancellationToken cancellation)
    {
        var found = new Dictionary<TypedReference, ReferencedItem>();
        foreach (var reference in typed.Take(FormChecks.MostEntries))
        {
            if (PastedAddresses.PathOnAnyHost(reference.Text) is not { } path)
            {
                continue;
            }

            IQueryable<ContentItem>? wanted = null;
            if (EditAddress.Parse(path) is var (ofKind, id))
            {
                wanted = db.ContentItems.Where(item => item.Id == id && item.Kind == ofKind);
            }
            else if (PortalAddress.Parse(path) is { Kind: { } kind, Slug: { Length: <= ContentText.SlugLength } slug, Culture: var culture })
            {
                // The page that has the address now, or else the one that had it last.
                var owner = await db.ContentTexts.Where(text => text.Kind == kind && text.Culture == culture && text.Slug == slug).Select(text => (int?)text.ContentItemId).FirstOrDefaultAsync(cancellation)
                    ?? await db.Redirects.Where(r => r.Kind == kind && r.Culture == culture && r.Slug == slug).OrderByDescending(r => r.Id).Select(r => (int?)r.ContentItemId).FirstOrDefaultAsync(cancellation);
                wanted = db.ContentItems.Where(item => item.Id == owner);
            }

            if (wanted is not null && await Shorten(wanted).FirstOrDefaultAsync(cancellation) is { } one)
            {
                found[reference] = one;
            }
        }

        return found;
    }

    private async Task<Dictionary<TypedReference, List<ReferencedItem>>> ByTitleAsync(List<TypedReference> typed, CancellationToken cancellation)
    {
        var found = new Dictionary<TypedReference, List<ReferencedItem>>();
        foreach (var group in typed.Where(reference => reference.Text.Length <= ContentText.TitleLength).Take(FormChecks.MostEntries).GroupBy(reference => reference.Kind))
        {
            var titles = group.Select(reference => reference.Text).Distinct().ToList();
            var items = db.ContentItems.Where(item => titles.Contains(item.DraftTitle.En!) || titles.Contains(item.DraftTitle.Tr!));
            var named = await Shorten(group.Key is { } kind ? items.Where(item => item.Kind == kind) : items).Take(2 * FormChecks.MostEntries).ToListAsync(cancellation);
            foreach (var reference in group)
            {
                found[reference] = [.. named.Where(item => Languages.All.Any(culture => string.Equals(item.Title[culture], reference.Text, StringComparison.Ordinal)))];
            }
        }

        return found;
    }

    private static IQueryable<ReferencedItem> Shorten(IQueryable<ContentItem> items) =>
        items.AsNoTracking().Select(item => new ReferencedItem(item.Id, item.Kind, item.Key, item.DraftTitle, item.State));

    private async Task ResolveFilesAsync(ContentForm form, List<FormProblem> problems, List<Action> puts, CancellationToken cancellation)
    {
        var typed = new List<(string Field, string Name, bool IsImage, Action<string> Put)>();
        foreach (var property in form.GetType().GetProperties())
        {
            if (property.GetCustomAttribute<ImageFileAttribute>() is not null && property.GetValue(form) is string image)
            {
                typed.Add((property.Name, image, true, name => property.SetValue(form, name)));
            }
            else if (property.GetCustomAttribute<DocumentFileAttribute>() is not null)
            {
                var files = (LocalizedText)property.GetValue(form)!;
                typed.AddRange(Languages.All.Where(culture => files[culture] is not null).Select(culture =>
                    ($"{property.Name}.{(culture == Languages.Turkish ? nameof(LocalizedText.Tr) : nameof(LocalizedText.En))}", files[culture]!, false, new Action<string>(name => files[culture] = name))));
            }
        }

        foreach (var (field, text, isImage, put) in typed)
        {
            var name = (PastedAddresses.PathOnAnyHost(text) ?? text) is var path && path.StartsWith(MediaFile.AddressOf(""), StringComparison.Ordinal) ? path[MediaFile.AddressOf("").Length..] : text;
            var type = name.Length > MediaFile.NameLength ? null : await db.MediaFiles.Where(file => file.Name == name).Select(file => file.ContentType).FirstOrDefaultAsync(cancellation);
            if (type is null)
            {
                problems.Add(new(field, words["Reference.UnknownFile"]));
            }
            else if (type.StartsWith("image/", StringComparison.Ordinal) != isImage)
            {
                problems.Add(new(field, words[isImage ? "Reference.NoImage" : "Reference.NoDocument"]));
            }
            else
            {
                puts.Add(() => put(name));
            }
        }
    }

    private async Task CheckNamesAsync(ContentForm form, List<FormProblem> problems, CancellationToken cancellation)
    {
        if (form.Unit is { } unit && !await db.Units.AnyAsync(known => known.Key == unit, cancellation))
        {
            problems.Add(new(nameof(ContentForm.Unit), words["Reference.UnknownUnit"]));
        }

        foreach (var tags in form.Tags.Distinct(StringComparer.Ordinal).Take(FormChecks.MostEntries + 1).Chunk(FormChecks.MostEntries))
        {
            var known = await db.Tags.Where(tag => tags.Contains(tag.Key)).Select(tag => tag.Key).ToListAsync(cancellation);
            if (tags.Except(known, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            {
                problems.Add(new(nameof(ContentForm.Tags), words["Reference.UnknownTag", unknown.Length > 60 ? unknown[..60] + "…" : unknown]));
                break;
            }
        }
    }

    private static IEnumerable<TypedReference> Typed(object target, string path = "")
    {
        foreach (var property in target.GetType().GetProperties().Where(property => property.CanWrite && property.GetIndexParameters().Length == 0))
        {
            var field = path + property.Name;
            if (property.GetCustomAttribute<ReferenceToAttribute>() is { } to)
            {
                switch (property.GetValue(target))
                {
                    case string text:
                        yield return new(field, to.Kind, text, null, key => property.SetValue(target, key));
                        break;
                    case List<string> list:
                        for (var i = 0; i < list.Count; i++)
                        {
                            var index = i;
                            yield return new(ContentForm.At(field, i), to.Kind, list[i], list, key => list[index] = key);
                        }

                        break;
                }
            }
            else if (property.GetValue(target) is IList parts && property.PropertyType.GetGenericArguments() is [{ IsClass: true } part] && part != typeof(string))
            {
                for (var i = 0; i < parts.Count; i++)
                {
                    foreach (var reference in Typed(parts[i]!, ContentForm.At(field, i) + "."))
                    {
                        yield return reference;
                    }
                }
            }
        }
    }

    /// <summary>A reference as it stands in a form. Each is itself, whatever it says.</summary>
    private sealed class TypedReference(string field, ContentKind? kind, string text, List<string>? list, Action<string> put)
    {
        public string Field { get; } = field;

        public ContentKind? Kind { get; } = kind;

        public string Text { get; } = text;

        public List<string>? List { get; } = list;

        public Action<string> Put { get; } = put;
    }
}
