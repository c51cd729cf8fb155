using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using OutreachPortal.Services.Markdown;
using OutreachPortal.Services.Policies;

namespace OutreachPortal.Models;

/// <summary>Writes a form into a version: its texts, their clauses with the identifiers they keep, and what was corrected.</summary>
public static class PolicyWriting
{
    /// <summary>How <see cref="PolicyCorrection.Changes"/> is written.</summary>
    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <param name="policy">With the passages of all versions: identifiers are kept by the words of the version before.</param>
    /// <param name="version">One of the policy's versions, empty when it is new.</param>
    public static void Write(Policy policy, PolicyVersion version, PolicyForm typed, PublishContext context)
    {
        var wasPublic = version.Texts.Count > 0;
        var before = version.Texts.ToDictionary(text => text.Culture, text => (text.Title, text.Summary, Passages: text.Passages.OrderBy(p => p.Position).ToList()), StringComparer.Ordinal);
        var stage = typed.Stage ?? PolicyStage.Approved;
        // What becomes of a proposal when it is approved is a decision, and no correction.
        var isCorrection = wasPublic && version.Stage == stage && before.Values.Any(text => text.Passages.Count > 0);
        var known = KnownClauses(policy, version);
        var newBefore = NewClauses(policy, version);
        WriteFields(version, typed, context, stage);
        var rendered = typed.Texts.ToDictionary(text => text.Key, text => context.Markdown.Render(text.Value.Body, new(text.Key) { Clauses = true }), StringComparer.Ordinal);
        version.Texts.RemoveAll(text => !typed.Texts.ContainsKey(text.Culture));
        foreach (var culture in typed.Texts.Keys.Where(culture => !version.Texts.Exists(text => text.Culture == culture)))
        {
            version.Texts.Add(new PolicyVersionText { Culture = culture });
        }

        var clauses = Identify(policy, version.DecidingLanguage, rendered, known, typed.ClauseIds.FindAll(row => row is not { Clause: ClauseIdForm.New, Number: { } number } || !newBefore.Contains(number)));
        foreach (var text in version.Texts)
        {
            WriteText(text, typed, rendered[text.Culture], clauses, context);
        }

        FindBehind(policy, version);
        if (isCorrection && Corrected(version, before) is { } changes)
        {
            version.Corrections.Add(new PolicyCorrection { At = context.Now, Note = typed.CorrectionNote.Copy(), Changes = JsonSerializer.Serialize(changes, Json) });
        }
    }

    /// <summary>A form that says what belongs to the policy itself, and nothing of a version.</summary>
    /// <param name="policy">Public, with all that publishing may change.</param>
    public static PolicyForm FormOf(Policy policy) => new()
    {
        Type = policy.PolicyType,
        State = policy.State,
        WithdrawnReason = policy.WithdrawnReason.Copy(),
        Contact = policy.Contact,
        Unit = policy.Unit?.Key,
        Tags = [.. policy.Tags.Select(tag => tag.Key)],
        Sdgs = [.. policy.Goals.Select(goal => goal.Goal)],
        Related = [.. Linked(policy, ContentLinkType.Related).Select(to => $"{ContentKindInfo.Of(to.Kind).Folder}/{to.Key}")],
        Supersedes = [.. Linked(policy, ContentLinkType.Supersedes).Select(to => to.Key)],
        Documents = [.. policy.Documents.OrderBy(document => document.Position).Select(document => new PolicyDocumentForm { Kind = document.Kind, Title = document.Title.Copy(), Link = document.Link })],
        Texts = policy.Texts.ToDictionary(text => text.Culture, text => new TextForm { Slug = text.Slug }),
    };

    private static IEnumerable<ContentItem> Linked(Policy policy, ContentLinkType type) => policy.Links.Where(link => link.Type == type).OrderBy(link => link.Position).Select(link => link.To);

    /// <summary>The form that makes a version what it is. It holds nothing of what belongs to the policy itself.</summary>
    /// <param name="withClauses">Whether each clause's identifier is said by hand, which needs the passages.</param>
    public static PolicyForm FormOf(PolicyVersion version, bool withClauses) => new()
    {
        Number = version.PolicyNumber,
        Owner = version.Owner.Copy(),
        ApprovingBody = version.ApprovingBody.Copy(),
        Decision = version.Decision,
        Version = version.Number,
        Stage = version.Stage == PolicyStage.Approved ? null : version.Stage,
        CommentFrom = version.CommentFrom,
        CommentUntil = version.CommentUntil,
        ApprovedOn = version.ApprovedOn,
        PublishedOn = version.PublishedOn,
        InForceFrom = version.InForceFrom,
        InForceUntil = version.InForceUntil,
        ReviewedOn = version.ReviewedOn,
        NextReviewOn = version.NextReviewOn,
        ChangeNote = version.ChangeNote.Copy(),
        AuthoritativeLanguage = version.AuthoritativeLanguage,
        Plain = new()
        {
            En = version.Texts.Find(text => text.Culture == Languages.English) is { Plain.Length: > 0 } en ? en.Plain : null,
            Tr = version.Texts.Find(text => text.Culture == Languages.Turkish) is { Plain.Length: > 0 } tr ? tr.Plain : null,
        },
        Texts = version.Texts.OrderBy(text => text.Culture, StringComparer.Ordinal)
            .ToDictionary(text => text.Culture, text => new TextForm { Title = text.Title, Summary = text.Summary, Body = text.Body }),
        ClauseIds = !withClauses ? [] : [.. version.Texts.SelectMany(text => text.Passages).Where(p => p.Clause is not null).DistinctBy(p => p.Number, StringComparer.Ordinal)
            .Select(p => new ClauseIdForm { Number = p.Number, Clause = Clauses.Name(p.Clause!.Value) })],
    };

    /// <summary>The clauses by whose words those of a version are known: its own of before, or else those of the version before it, or else of the next.</summary>
    public static Dictionary<string, IReadOnlyList<IdentifiedClause>> KnownClauses(Policy policy, PolicyVersion version)
    {
        var source = HasClauses(version) ? version
            : policy.Versions.Where(v => v != version && HasClauses(v)).OrderBy(v => PolicyVersionNumber.Of(v.Number))
                .LastOrDefault(v => PolicyVersionNumber.Of(v.Number) < PolicyVersionNumber.Of(version.Number))
            ?? policy.Versions.Where(v => v != version && HasClauses(v)).MinBy(v => PolicyVersionNumber.Of(v.Number));
        return (source?.Texts ?? []).ToDictionary(text => text.Culture, text => (IReadOnlyList<IdentifiedClause>)
            [.. text.Passages.Where(p => p.Clause is not null).OrderBy(p => p.Position).Select(p => new IdentifiedClause(p.Clause!.Value, p.Number!, p.Text))], StringComparer.Ordinal);
    }

    /// <summary>Says which clause each number of a version is; one number is one clause in both languages.</summary>
    public static IReadOnlyDictionary<string, int> Identify(
        Policy policy, string deciding, IReadOnlyDictionary<string, RenderedMarkdown> rendered, IReadOnlyDictionary<string, IReadOnlyList<IdentifiedClause>> known, IReadOnlyList<ClauseIdForm> typed)
    {
        var cultures = rendered.Keys.OrderByDescending(culture => culture == deciding).ToList();
        // Compared in the deciding language where both have it, so that words are held against words of the same language.
        var compared = cultures.Find(known.ContainsKey) ?? cultures.FirstOrDefault() ?? deciding;
        var after = new List<NumberedText>();
        foreach (var passage in cultures.OrderByDescending(culture => culture == compared).SelectMany(culture => rendered[culture].Passages.Select(p => (Culture: culture, Passage: p))))
        {
            if (passage.Passage.Number is { } number && !after.Exists(text => text.Number == number))
            {
                after.Add(new(number, passage.Culture == compared ? passage.Passage.Text : ""));
            }
        }

        var before = new List<IdentifiedClause>();
        foreach (var clause in known.OrderByDescending(pair => pair.Key == compared).SelectMany(pair => pair.Value.Select(c => pair.Key == compared ? c : c with { Text = "" })))
        {
            if (!before.Exists(other => other.Id == clause.Id))
            {
                before.Add(clause);
            }
        }

        var numbers = after.Select(text => text.Number).ToHashSet(StringComparer.Ordinal);
        var byHand = typed.Where(row => row is { Number: not null, Clause: not null } && numbers.Contains(row.Number)).DistinctBy(row => row.Number, StringComparer.Ordinal)
            .ToDictionary(row => row.Number!, row => Clauses.Parse(row.Clause!), StringComparer.Ordinal);
        // Those given by hand, and those of versions that were taken in before, are given to nobody else.
        var last = Math.Max(policy.LastClause, byHand.Values.Max() ?? 0);
        var found = ClauseIdentity.Match(before, after, byHand, ref last);
        policy.LastClause = last;
        return found;
    }

    /// <summary>Numbers of the clauses that no other version has: they were new once, and saying so again makes no others of them.</summary>
    private static HashSet<string> NewClauses(Policy policy, PolicyVersion version)
    {
        var others = policy.Versions.Where(v => v != version).SelectMany(v => v.Texts).SelectMany(text => text.Passages).Select(p => p.Clause).OfType<int>().Concat(policy.ClausesElsewhere).ToHashSet();
        return version.Texts.SelectMany(text => text.Passages).Where(p => p.Clause is { } clause && !others.Contains(clause)).Select(p => p.Number!).ToHashSet(StringComparer.Ordinal);
    }

    private static bool HasClauses(PolicyVersion version) => version.Texts.Exists(text => text.Passages.Exists(p => p.Clause is not null));

    private static void WriteFields(PolicyVersion version, PolicyForm typed, PublishContext context, PolicyStage stage)
    {
        version.PolicyNumber = typed.Number!;
        version.Stage = stage;
        version.CommentFrom = typed.CommentFrom;
        version.CommentUntil = typed.CommentUntil;
        version.Owner = typed.Owner.Copy();
        version.ApprovingBody = typed.ApprovingBody.Copy();
        version.ReviewedOn = typed.ReviewedOn;
        version.NextReviewOn = typed.NextReviewOn;
        version.AuthoritativeLanguage = typed.AuthoritativeLanguage;
        version.Decision = typed.Decision;
        version.ApprovedOn = typed.ApprovedOn;
        version.PublishedOn = typed.PublishedOn ?? version.PublishedOn ?? context.Today;
        version.InForceFrom = typed.InForceFrom!.Value;
        version.InForceUntil = typed.InForceUntil;
        version.ChangeNote = typed.ChangeNote.Copy();
    }

    private static void WriteText(PolicyVersionText text, PolicyForm typed, RenderedMarkdown rendered, IReadOnlyDictionary<string, int> clauses, PublishContext context)
    {
        var source = typed.Texts[text.Culture];
        text.Title = source.Title!.Trim();
        text.Summary = source.Summary!.Trim();
        text.Body = source.Body;
        text.Html = PolicyText.WithClauses(rendered.Html, clauses);
        text.ContentsHtml = rendered.ContentsHtml;
        text.Plain = typed.Plain[text.Culture] ?? "";
        text.PlainHtml = context.Markdown.Render(text.Plain, new(text.Culture) { FirstHeading = 3, IdPrefix = "plain_" }).Html;
        var passages = rendered.Passages.Select((passage, position) => new PolicyPassage
        {
            Position = position,
            Clause = passage.Number is { } number ? clauses[number] : null,
            Number = passage.Number,
            Depth = passage.Depth,
            IsHeading = passage.IsHeading,
            Text = passage.Text,
            Html = passage.Html,
        }).ToList();
        // Rows that say the same stay: few passages change in a correction.
        if (!text.Passages.OrderBy(p => p.Position).Select(Said).SequenceEqual(passages.Select(Said)))
        {
            text.Passages.Clear();
            text.Passages.AddRange(passages);
        }
    }

    private static (int, int?, string?, int, bool, string, string) Said(PolicyPassage p) => (p.Position, p.Clause, p.Number, p.Depth, p.IsHeading, p.Text, p.Html);

    private static void FindBehind(Policy policy, PolicyVersion version)
    {
        var deciding = version.DecidingLanguage;
        var clauses = version.Texts.Find(text => text.Culture == deciding)!.Passages.Select(p => p.Clause).OfType<int>().ToHashSet();
        foreach (var text in version.Texts)
        {
            text.IsBehind = text.Culture != deciding
                && (policy.TranslationIn(text.Culture) == TranslationState.Outdated || !clauses.SetEquals(text.Passages.Select(p => p.Clause).OfType<int>()));
        }
    }

    private static List<CorrectedPassage>? Corrected(PolicyVersion version, Dictionary<string, (string Title, string Summary, List<PolicyPassage> Passages)> before)
    {
        var changes = new List<CorrectedPassage>();
        foreach (var text in version.Texts)
        {
            if (!before.TryGetValue(text.Culture, out var old))
            {
                continue;
            }

            if (old.Title != text.Title || old.Summary != text.Summary)
            {
                changes.Add(new(text.Culture, null, null, $"{old.Title}\n{old.Summary}", $"{text.Title}\n{text.Summary}"));
            }

            var (was, now) = (old.Passages, text.Passages.OrderBy(p => p.Position).ToList());
            changes.AddRange(now.Where(p => p.Clause is not null).Select(p => (Now: p, Was: was.Find(o => o.Clause == p.Clause)))
                .Where(pair => pair.Was?.Text != pair.Now.Text || pair.Was.Number != pair.Now.Number)
                .Select(pair => new CorrectedPassage(text.Culture, pair.Now.Clause, pair.Now.Number, pair.Was?.Text, pair.Now.Text)));
            changes.AddRange(was.Where(p => p.Clause is not null && !now.Exists(n => n.Clause == p.Clause)).Select(p => new CorrectedPassage(text.Culture, p.Clause, p.Number, p.Text, null)));
            var (wasPlain, nowPlain) = (was.Where(p => p.Clause is null).Select(p => p.Text).ToList(), now.Where(p => p.Clause is null).Select(p => p.Text).ToList());
            changes.AddRange(wasPlain.Except(nowPlain, StringComparer.Ordinal).Select(gone => new CorrectedPassage(text.Culture, null, null, gone, null)));
            changes.AddRange(nowPlain.Except(wasPlain, StringComparer.Ordinal).Select(added => new CorrectedPassage(text.Culture, null, null, null, added)));
        }

        return changes.Count > 0 ? changes : null;
    }
}
