using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.RegularExpressions;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Import;

/// <summary>An item of the folder that brings its history, without its revisions: those are read again when they are written.</summary>
/// <param name="History">Its lists of revisions and versions are empty.</param>
/// <param name="References">Items that the published revision names.</param>
/// <param name="IsAsExported">Whether nobody has changed its texts since.</param>
internal sealed record HistoryItem(
    ContentKindInfo Kind, string Key, string File, ItemHistory History, int LastRevision, DateTimeOffset ChangedAt,
    IReadOnlyList<(ContentKind Kind, string Key)> References, bool IsAsExported)
{
    public (ContentKind Kind, string Key) Id => (Kind.Kind, Key);

    public string Name => Kind.Folder + "/" + Key;
}

/// <summary>Reads the histories of a folder; what is wrong with one becomes a mistake of its file.</summary>
internal sealed partial class ItemHistories(SourceFolder folder)
{
    /// <summary>Bytes. A history grows with every revision.</summary>
    private const int MaxLength = 256 * 1024 * 1024;

    // As the forms are read by the portal, and a null where none may be is a mistake rather than a surprise later.
    private static readonly JsonSerializerOptions Strict = ContentForm.JsonFor(strict: true);

    private readonly Dictionary<(ContentKind, string), HistoryItem> _items = [];

    public IReadOnlyCollection<HistoryItem> Items => _items.Values;

    public HistoryItem? Find((ContentKind, string) id) => _items.GetValueOrDefault(id);

    /// <param name="texts">The folder's Markdown files.</param>
    public void Read(ILookup<(ContentKind, string), SourceName> texts)
    {
        var uids = new Dictionary<Guid, string>();
        foreach (var file in folder.HistoryFiles())
        {
            if (folder.HistoryNameOf(file) is not { } name)
            {
                continue;
            }

            if (_items.TryGetValue((name.Kind.Kind, name.Key), out var twin))
            {
                folder.Add(file, null, $"The key is a duplicate; {twin.File} has it too.");
            }
            else if (Load(file) is { } history && Check(file, name.Kind, history) is { } references)
            {
                if (!uids.TryAdd(history.Uid, file))
                {
                    folder.Add(file, null, $"uid: {history.Uid} is a duplicate; {uids[history.Uid]} has it too.");
                }

                var found = texts[(name.Kind.Kind, name.Key)].Select(text => ((text.Version is null ? "" : $"v{text.Version}.") + text.Culture, folder.ReadBytes(text.File, MaxLength))).ToList();
                if (found.All(text => text.Item2 is not null))
                {
                    var last = history.Revisions[^1];
                    _items[(name.Kind.Kind, name.Key)] = new(name.Kind, name.Key, file, history with { Revisions = [], Versions = [], Policy = null }, last.Number, last.At, references,
                        ItemHistory.HashOf(found.Select(text => (text.Item1, text.Item2!))) == history.Texts);
                    continue;
                }
            }

            // With its history unreadable an item's texts are not to blame, and nor are those who name it.
            folder.Unread.Add((name.Kind.Kind, name.Key));
        }
    }

    /// <summary>The whole of a history; null, with a mistake, when it is none.</summary>
    public ItemHistory? Load(string file)
    {
        if (folder.ReadBytes(file, MaxLength) is not { } bytes)
        {
            return null;
        }

        try
        {
            return ItemHistory.FromJson(bytes);
        }
        catch (JsonException e)
        {
            folder.Add(file, e.LineNumber is { } line ? (int)line + 1 : null,
                $"This is not a history as an export writes it{(e.Path is { Length: > 1 } path ? $" (at {path[2..]})" : "")}. Without this file the texts beside it are a new item's.");
            return null;
        }
    }

    private List<(ContentKind, string)>? Check(string file, ContentKindInfo kind, ItemHistory history)
    {
        var before = folder.Mistakes.Count;
        void Demand(bool holds, string reason)
        {
            if (!holds)
            {
                folder.Add(file, null, reason);
            }
        }

        var numbers = history.Revisions.Select(revision => revision.Number).ToList();
        Demand(history.Uid != Guid.Empty, "uid: is missing.");
        Demand(numbers.Count > 0, "revisions: there is none.");
        Demand(numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second) && numbers.All(number => number > 0), "revisions: the numbers do not go up.");
        Demand(history.PublishedRevision is not { } published || numbers.Contains(published), "published-revision: is none of the revisions.");
        Demand(history.Schedule is null || numbers.Contains(history.Schedule.Revision), "schedule: is for none of the revisions.");
        Demand(history.Schedule?.Error is null || history.Schedule.Error.Length <= ContentItem.ReasonLength, "schedule: error is too long.");
        Demand(history.State == ContentState.Draft || history.PublishedRevision is not null, "published-revision: is missing; only a draft has none.");
        Demand(history.PublishedRevision is null || (history.Published is not null && history.FirstPublished is not null), "published: is missing.");
        Demand(history.State == ContentState.Merged == history.MergedInto is not null, "merged-into: is for the state merged, and only for that.");
        Demand(history.MergedInto is null || ContentReference.Parse(history.MergedInto) is not null, $"merged-into: '{history.MergedInto}' is not folder/key, such as programmes/teacher-academy.");
        Demand(history.WithdrawnReason is null || history.WithdrawnReason.All(text => IsLanguage(text.Key) && text.Value.Length <= ContentItem.ReasonLength), "withdrawn-reason: needs en, tr or both, of at most 500 characters.");
        Demand(history.Translations.Keys.All(IsLanguage), "translations: there are en and tr.");
        Demand(history.Slugs.All(slug => IsLanguage(slug.Key) && IsSlug(slug.Value)), "slugs: there are en and tr, of a–z, digits and single hyphens, at most 100.");
        Demand(history.Redirects.All(redirect => IsLanguage(redirect.Language) && IsSlug(redirect.Slug)), "redirects: one has no language or no slug of a–z, digits and single hyphens, at most 100.");
        Demand(history.Redirects.DistinctBy(redirect => (redirect.Language, redirect.Slug)).Count() == history.Redirects.Count, "redirects: one occurs twice.");
        Demand(history.ImportedFiles is null || Hash().IsMatch(history.ImportedFiles), "imported-files: is not a SHA-256.");
        Demand(history.Versions.Count == 0 || kind.Kind == ContentKind.Policy, "versions: only a policy has them.");
        Demand(history.TimeZone is null || TimeZoneInfo.TryFindSystemTimeZoneById(history.TimeZone, out _), $"time-zone: '{history.TimeZone}' is not an IANA time zone, such as Europe/Istanbul.");
        var versions = new List<PolicyForm>();
        foreach (var version in history.Versions)
        {
            if (FormOf(file, kind, version, "versions") is PolicyForm form)
            {
                versions.Add(form);
                CheckPublished(file, form, "versions");
                Demand(form.InForceFrom is not null && PolicyVersionNumber.TryParse(form.Version, out _), "versions: one has no number, or no day from which it is in force.");
            }
        }

        var references = new List<(ContentKind, string)>();
        foreach (var revision in history.Revisions)
        {
            Demand(revision.By.Length <= Revision.AuthorLength && revision.Note.Length <= Revision.NoteLength, $"revision {revision.Number}: by or note is too long.");
            if (FormOf(file, kind, revision.Form, $"revision {revision.Number}") is { } form && revision.Number == history.PublishedRevision)
            {
                Demand(form.Texts.Count > 0, $"revision {revision.Number}: has no text and cannot have been published.");
                Demand(history.Slugs.Keys.ToHashSet(StringComparer.Ordinal).SetEquals(((ContentForm?)PolicyForm.Newest(versions) ?? form).Texts.Keys), "slugs: are not those of the published revision's languages.");
                try
                {
                    CheckPublished(file, history.AsPublished(form), $"revision {revision.Number}");
                    references.AddRange(form.References().Select(reference => (reference.Kind, reference.Key)));
                }
                catch (Exception e) when (e is NullReferenceException or ArgumentException)
                {
                    // A list may hold a null, which its type does not show.
                    folder.Add(file, null, $"revision {revision.Number}: the public could not read it, for something is missing in it.");
                }
            }
        }

        if (history.Policy is { } policy)
        {
            Demand(kind.Kind == ContentKind.Policy, "policy: only a policy has it.");
            Demand(policy.LastClause is >= 0 and < 10_000_000, "policy: last-clause is no number of a clause.");
            Demand(policy.Versions.All(version => PolicyVersionNumber.TryParse(version.Number, out _)), "policy: the number of a version is none, such as 1 or 2.1.");
            Demand(policy.Versions.All(version => version.Behind.All(IsLanguage)), "policy: behind has languages, en and tr.");
            Demand(policy.Versions.SelectMany(version => version.Corrections).All(correction => correction.Note.All(note => IsLanguage(note.Key) && note.Value.Length <= PolicyCorrection.NoteLength)
                && correction.Changes.All(change => IsLanguage(change.Culture))), "policy: the note of a correction needs en, tr or both, of at most 500 characters.");
        }

        return folder.Mistakes.Count == before ? references : null;
    }

    private ContentForm? FormOf(string file, ContentKindInfo kind, FormJson form, string where)
    {
        try
        {
            return JsonSerializer.Deserialize(form.Text, kind.FormType, Strict) is ContentForm read && read.Texts.Values.All(text => text is not null) ? read : throw new JsonException();
        }
        catch (JsonException e)
        {
            folder.Add(file, null, $"{where}: the form is none of {kind.Folder}{(e.Path is { Length: > 1 } path ? $" (at {path[2..]})" : "")}.");
            return null;
        }
    }

    /// <summary>
    /// What the columns of the portal cannot hold. Whatever else forms ask for an editor may have overridden, so it is not asked again.
    /// </summary>
    private void CheckPublished(string file, ContentForm form, string where)
    {
        foreach (var culture in form.Texts.Keys.Where(culture => !IsLanguage(culture)))
        {
            folder.Add(file, null, $"{where}: '{culture}' is neither en nor tr.");
        }

        foreach (var (culture, text) in form.Texts)
        {
            if (text.Title is not { Length: > 0 and <= ContentText.TitleLength } || text.Summary?.Length > ContentText.SummaryLength)
            {
                folder.Add(file, null, $"{where}: the title in {culture} is missing, or title or summary is too long.");
            }
        }

        foreach (var property in form.GetType().GetProperties())
        {
            foreach (var limit in property.GetCustomAttributes(typeof(ValidationAttribute), inherit: true).Cast<ValidationAttribute>()
                .Where(attribute => attribute is TextLengthAttribute or StringLengthAttribute or HttpsAddressAttribute or EachInRangeAttribute or RegularExpressionAttribute or RangeAttribute))
            {
                if (limit.GetValidationResult(property.GetValue(form), new ValidationContext(form) { MemberName = property.Name }) is not null)
                {
                    folder.Add(file, null, $"{where}: {KebabCase.Of(property.Name)} is not what the portal can hold.");
                }
            }
        }
    }

    private static bool IsLanguage(string culture) => Languages.All.Contains(culture);

    private static bool IsSlug(string slug) => slug.Length <= ContentText.SlugLength && Slug().IsMatch(slug);

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex Slug();

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex Hash();
}
