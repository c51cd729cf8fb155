using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Policies;

namespace OutreachPortal.Services.Editing;

/// <summary>A clause that the policy has, or had.</summary>
/// <param name="Version">Number of the version: the one that the draft is held against, or else the last that had it.</param>
/// <param name="Words">How it begins there.</param>
/// <param name="Culture">Language of the words.</param>
public sealed record KnownClause(int Id, string Version, string Number, string Words, string Culture);

/// <summary>A clause of a draft.</summary>
/// <param name="Clause">The identifier that it will get.</param>
/// <param name="Known">Which one that is; null for a new one.</param>
public sealed record DraftClause(string Number, string Words, string Culture, int Clause, KnownClause? Known)
{
    /// <summary>What was said by hand: an identifier, or <see cref="ClauseIdForm.New"/>; null where nothing was.</summary>
    public string? ByHand { get; init; }
}

/// <summary>The clauses of a draft beside those of its policy.</summary>
/// <param name="Clauses">Those of the draft, in its order.</param>
/// <param name="Known">Those of the policy, also removed ones, by their identifiers.</param>
public sealed record ClausesOfDraft(Rehearsed Rehearsed, IReadOnlyList<DraftClause> Clauses, IReadOnlyDictionary<int, KnownClause> Known)
{
    /// <summary>Those of the version that the draft is held against and that the draft has no more.</summary>
    public IReadOnlyList<KnownClause> Gone { get; } =
        [.. Known.Values.Where(known => known.Version == Rehearsed.Follows?.Number && !Clauses.Any(clause => clause.Clause == known.Id))];
}

/// <summary>Says which clause each number of a draft is.</summary>
public sealed class PolicyClauseTable(PortalDbContext db, PolicyRehearsal rehearsal)
{
    /// <summary>Characters by which a clause is known.</summary>
    private const int Words = 90;

    public async Task<ClausesOfDraft> ReadAsync(ContentItem item, PolicyForm form, CancellationToken cancellation)
    {
        var rehearsed = await rehearsal.WriteAsync(item, form, cancellation);
        var texts = rehearsed.Version.Texts.OrderByDescending(text => text.Culture == Languages.Current).ToList();
        var known = await KnownAsync(item.Id, rehearsed, cancellation);
        var byHand = form.ClauseIds.Where(row => row.Number is not null).DistinctBy(row => row.Number).ToDictionary(row => row.Number!, row => row.Clause, StringComparer.Ordinal);
        var clauses = texts.SelectMany(text => text.Passages.Where(p => p.Clause is not null).OrderBy(p => p.Position).Select(p => (text.Culture, Passage: p))).DistinctBy(pair => pair.Passage.Number, StringComparer.Ordinal)
            .Select(pair => new DraftClause(pair.Passage.Number!, Start(pair.Passage.Text), pair.Culture, pair.Passage.Clause!.Value, known.GetValueOrDefault(pair.Passage.Clause.Value))
            {
                ByHand = byHand.GetValueOrDefault(pair.Passage.Number!),
            }).ToList();
        return new(rehearsed, clauses, known);
    }

    private async Task<Dictionary<int, KnownClause>> KnownAsync(int id, Rehearsed rehearsed, CancellationToken cancellation)
    {
        var known = new Dictionary<int, KnownClause>();
        foreach (var (culture, text) in rehearsed.Before.OrderByDescending(pair => pair.Key == Languages.Current))
        {
            foreach (var passage in text.Passages.Where(p => p.Clause is not null))
            {
                known.TryAdd(passage.Clause!.Value, new(passage.Clause.Value, rehearsed.Follows!.Number, passage.Number!, Start(passage.Text), culture));
            }
        }

        // Of the rest the last version that had it; a policy of thirty versions is asked for numbers alone, and for words once.
        var versions = rehearsed.Policy.Versions.Where(v => v.Id != 0).ToDictionary(v => v.Id, v => v.Number);
        var places = await (from version in db.Set<PolicyVersion>()
                            from text in version.Texts
                            from passage in text.Passages
                            where version.PolicyId == id && passage.Clause != null
                            select new { version.Id, Clause = passage.Clause!.Value }).Distinct().ToListAsync(cancellation);
        var last = places.Where(place => !known.ContainsKey(place.Clause) && versions.ContainsKey(place.Id)).GroupBy(place => place.Clause)
            .ToDictionary(group => group.Key, group => group.MaxBy(place => PolicyVersionNumber.Of(versions[place.Id]))!.Id);
        var (ids, clauses) = (last.Values.Distinct().ToList(), last.Keys.ToList());
        var rows = ids.Count == 0 ? [] : await (from version in db.Set<PolicyVersion>()
                                                from text in version.Texts
                                                from passage in text.Passages
                                                where ids.Contains(version.Id) && passage.Clause != null && clauses.Contains(passage.Clause.Value)
                                                select new { version.Id, text.Culture, Clause = passage.Clause!.Value, passage.Number, Text = passage.Text.Substring(0, Words + 1) }).ToListAsync(cancellation);
        foreach (var row in rows.Where(row => last[row.Clause] == row.Id).OrderByDescending(row => row.Culture == Languages.Current))
        {
            known.TryAdd(row.Clause, new(row.Clause, versions[row.Id], row.Number!, Start(row.Text), row.Culture));
        }

        return known;
    }

    private static string Start(string text) => text.Length > Words ? text[..Words].TrimEnd() + "…" : text;
}
