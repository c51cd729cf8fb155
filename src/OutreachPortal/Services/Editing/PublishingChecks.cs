using System.Globalization;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Markdown;
using OutreachPortal.Services.Policies;

namespace OutreachPortal.Services.Editing;

/// <summary>
/// What publishing asks of a revision. What the page cannot be made without is refused; what would only be a pity may be overridden with a
/// reason.
/// </summary>
public sealed class PublishingChecks(PortalDbContext db, FormChecks forms, Slugs slugs, MarkdownRenderer markdown, PolicyChecks policies, SiteSettings site, IStringLocalizer<Words> words)
{
    /// <summary>Complaints of one kind that are listed; somebody who has so many begins with these.</summary>
    private const int Most = 100;

    /// <summary>All that is to be said against publishing a form of an item, in the order of its fields.</summary>
    /// <param name="item">With its texts.</param>
    public async Task<IReadOnlyList<FormProblem>> FindAsync(ContentItem item, ContentForm form, CancellationToken cancellation)
    {
        var problems = new List<FormProblem>();
        problems.AddRange(forms.Wrong(form));
        problems.AddRange(forms.Incomplete(form));
        AddMissingLanguages(form, problems);
        await AddSlugsAsync(item, form, problems, cancellation);
        await AddNamesAsync(item, form, problems, cancellation);
        await AddSeatsAsync(item, form, problems, cancellation);
        await AddMarkdownAndMediaAsync(item, form, problems, cancellation);
        if (form is PolicyForm policy)
        {
            problems.AddRange(await policies.FindAsync(item, policy, cancellation));
        }

        return [.. problems.DistinctBy(problem => (problem.Field, problem.Message)).OrderBy(problem => problem.IsOverridable)];
    }

    private void AddMissingLanguages(ContentForm form, List<FormProblem> problems)
    {
        if (form.OneLanguage)
        {
            return;
        }

        foreach (var culture in site.Languages.Where(culture => !form.Texts.ContainsKey(culture)))
        {
            problems.Add(new($"Texts[{culture}].{nameof(TextForm.Title)}", words["is missing: there is no text in this language. Write it, or tick that the page is meant for one language."], IsOverridable: true));
        }
    }

    private async Task AddSlugsAsync(ContentItem item, ContentForm form, List<FormProblem> problems, CancellationToken cancellation)
    {
        foreach (var (culture, text) in form.Texts)
        {
            var field = $"Texts[{culture}].{nameof(TextForm.Slug)}";
            if (text.Slug is null && !string.IsNullOrWhiteSpace(text.Title) && item.Texts.All(t => t.Culture != culture) && TextFolding.Slug(text.Title).Length == 0)
            {
                problems.Add(new(field, words["is missing: none can be made of the title."]));
            }
            else if (IsReserved(item, culture, text))
            {
                problems.Add(new(field, words["is an address that the list of policies uses itself. Type another."]));
            }
            else if (text.Slug is { Length: > 0 and <= ContentText.SlugLength } slug && await slugs.OwnerAsync(item, culture, slug, cancellation) is { } other)
            {
                problems.Add(new(field, words["is taken by another page."]) { Other = other });
            }
        }
    }

    /// <summary>Whether a policy's page would stand where the list has a page of its own.</summary>
    private static bool IsReserved(ContentItem item, string culture, TextForm text) => item.Kind == ContentKind.Policy
        && PolicyAddress.Reserved.Contains(text.Slug ?? (item.Texts.Any(t => t.Culture == culture) ? "" : TextFolding.Slug(text.Title ?? "")));

    private async Task AddNamesAsync(ContentItem item, ContentForm form, List<FormProblem> problems, CancellationToken cancellation)
    {
        var references = form.References().ToList();
        var states = new Dictionary<(ContentKind, string), ContentState>();
        foreach (var kind in references.GroupBy(reference => reference.Kind, reference => reference.Key))
        {
            var keys = kind.Distinct().ToList();
            foreach (var row in await db.ContentItems.Where(i => i.Kind == kind.Key && keys.Contains(i.Key)).Select(i => new { i.Key, i.State }).ToListAsync(cancellation))
            {
                states[(kind.Key, row.Key)] = row.State;
            }
        }

        foreach (var (field, kind, key) in references.Where(reference => (reference.Kind, reference.Key) != (item.Kind, item.Key)))
        {
            if (!states.TryGetValue((kind, key), out var state))
            {
                problems.Add(new(field, words["names “{0}”, which there is not.", $"{ContentKindInfo.Of(kind).Folder}/{key}"]));
            }
            else if (!state.IsPublic())
            {
                problems.Add(new(field, words["names “{0}”, which is not public and so will not be shown.", $"{ContentKindInfo.Of(kind).Folder}/{key}"], IsOverridable: true));
            }
        }

        if (form.Unit is { } unit && !await db.Units.AnyAsync(u => u.Key == unit, cancellation))
        {
            problems.Add(new(nameof(ContentForm.Unit), words["names “{0}”, which there is not.", unit]));
        }

        if (form.Tags.Count > 0)
        {
            var known = await db.Tags.Where(tag => form.Tags.Contains(tag.Key)).Select(tag => tag.Key).ToListAsync(cancellation);
            problems.AddRange(form.Tags.Select((tag, i) => (Tag: tag, Field: ContentForm.At(nameof(ContentForm.Tags), i))).Where(pair => !known.Contains(pair.Tag))
                .Select(pair => new FormProblem(pair.Field, words["names “{0}”, which there is not.", pair.Tag])));
        }
    }

    /// <summary>Nobody loses a seat because there are fewer.</summary>
    private async Task AddSeatsAsync(ContentItem item, ContentForm form, List<FormProblem> problems, CancellationToken cancellation)
    {
        if (form is not LectureForm lecture || item.Id == 0)
        {
            return;
        }

        foreach (var pool in await db.SeatPools.AsNoTracking().Where(pool => pool.LectureId == item.Id).ToListAsync(cancellation))
        {
            if (pool.Against(lecture) is { } complaint)
            {
                problems.Add(new(complaint.MemberNames.First(), words[complaint.Template, [.. complaint.Arguments]]));
            }
        }
    }

    private async Task AddMarkdownAndMediaAsync(ContentItem item, ContentForm form, List<FormProblem> problems, CancellationToken cancellation)
    {
        var names = form.MediaNames();
        var media = await db.MediaFiles.Where(file => names.Contains(file.Name)).Select(file => new { file.Name, file.IsDecorative })
            .ToDictionaryAsync(file => file.Name, file => file.IsDecorative, StringComparer.Ordinal, cancellation);
        AddFiles(form, media, problems);
        var links = new List<(string Field, MarkdownLink Link, PortalAddress Page)>();
        foreach (var (field, text, options) in TextsOf(item.Kind, form))
        {
            var rendered = markdown.Render(text, options);
            // A clause that is two could not be cited.
            problems.AddRange(rendered.Problems.Take(Most).Select(problem =>
                OnLine(field, problem.Line, words[problem.Template, problem.Subject]) with { IsOverridable = problem.Template != PolicyClauses.OccursTwice }));
            foreach (var link in rendered.Links.Where(link => link.Address[0] == '/'))
            {
                if (link.Address.StartsWith(MediaFile.AddressOf(""), StringComparison.Ordinal))
                {
                    var name = link.Address[MediaFile.AddressOf("").Length..];
                    if (!media.TryGetValue(name, out var isDecorative))
                    {
                        problems.Add(OnLine(field, link.Line, words["The file “{0}” is not in the library.", name]) with { IsOverridable = false });
                    }
                    else if (link is { IsImage: true, Text: "" } && !isDecorative)
                    {
                        problems.Add(OnLine(field, link.Line, words["An image has no description. Write it between the brackets, or mark the image as decorative in the library."]));
                    }
                }
                else if (PortalAddress.Parse(link.Address) is not { } page)
                {
                    problems.Add(Dead(field, link));
                }
                else if (page.Slug is not null && !IsOwn(item, form, page))
                {
                    links.Add((field, link, page));
                }
            }
        }

        var known = (await PortalLinks.KnownAsync(db, links.Select(link => link.Page), cancellation)).Select(page => (page.Kind, page.Culture, page.Slug)).ToHashSet();
        problems.AddRange(links.Where(link => !known.Contains((link.Page.Kind!.Value, link.Page.Culture, link.Page.Slug!))).Take(Most).Select(link => Dead(link.Field, link.Link)));
    }

    /// <summary>The files that fields name, and the descriptions of images that have a field for one.</summary>
    private void AddFiles(ContentForm form, Dictionary<string, bool> media, List<FormProblem> problems)
    {
        foreach (var property in form.GetType().GetProperties())
        {
            if (property.GetCustomAttribute<ImageFileAttribute>() is not null && property.GetValue(form) is string { Length: > 0 } image)
            {
                if (!media.TryGetValue(image, out var isDecorative))
                {
                    problems.Add(new(property.Name, words["names a file that is not in the library."]));
                }
                else if (!isDecorative && form.GetType().GetProperty(property.Name + "Alt")?.GetValue(form) is LocalizedText alt)
                {
                    problems.AddRange(form.Texts.Keys.Where(culture => string.IsNullOrWhiteSpace(alt[culture])).Select(culture =>
                        new FormProblem($"{property.Name}Alt.{FormChecks.Suffix(culture)}", words["is missing: describe the image, or mark it as decorative in the library."], IsOverridable: true)));
                }
            }
            else if (property.GetCustomAttribute<DocumentFileAttribute>() is not null && property.GetValue(form) is LocalizedText files)
            {
                problems.AddRange(Languages.All.Where(culture => files[culture] is { Length: > 0 } file && !media.ContainsKey(file))
                    .Select(culture => new FormProblem($"{property.Name}.{FormChecks.Suffix(culture)}", words["names a file that is not in the library."])));
            }
        }
    }

    /// <summary>The Markdown of a form, each text with the field that holds it.</summary>
    private static IEnumerable<(string Field, string Text, MarkdownOptions Options)> TextsOf(ContentKind kind, ContentForm form)
    {
        foreach (var (culture, text) in form.Texts)
        {
            yield return ($"Texts[{culture}].{nameof(TextForm.Body)}", text.Body ?? "", new(culture) { Clauses = kind == ContentKind.Policy });
        }

        foreach (var (property, text) in form.MarkdownTexts())
        {
            foreach (var culture in form.Texts.Keys.Where(culture => text[culture] is not null))
            {
                yield return ($"{property}.{FormChecks.Suffix(culture)}", text[culture]!, new(culture));
            }
        }
    }

    /// <summary>A page may link to itself before it is there.</summary>
    private static bool IsOwn(ContentItem item, ContentForm form, PortalAddress page) => page.Kind == item.Kind
        && form.Texts.TryGetValue(page.Culture, out var text)
        && ContentItem.SlugFor(text, item.Texts.Find(t => t.Culture == page.Culture)) == page.Slug;

    private FormProblem Dead(string field, MarkdownLink link) => OnLine(field, link.Line, words["The link “{0}” goes to a page that is not public.", link.Address.Length > 80 ? link.Address[..80] + "…" : link.Address]);

    private FormProblem OnLine(string field, int line, string message) =>
        new(field, words["– line {0}: {1}", line.ToString(CultureInfo.InvariantCulture), message], IsOverridable: true);
}
