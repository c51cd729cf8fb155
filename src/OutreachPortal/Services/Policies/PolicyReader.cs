using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services.Policies;

/// <summary>Reads what the page of one version shows. How often it asks depends neither on the versions nor on the clauses.</summary>
public sealed class PolicyReader(PortalDbContext db, SiteSettings site, TimeProvider clock)
{
    /// <summary>What a page of a version needs of its policy.</summary>
    public static IQueryable<Policy> ForVersionPage(IQueryable<Policy> policies) => policies.Include(p => p.Versions).Include(p => p.Documents);

    /// <param name="policy">As <see cref="ForVersionPage"/> reads it, or as a preview has made it.</param>
    /// <param name="culture">Language of the page; a version that has no text in it is shown in the other.</param>
    /// <param name="isPolicyPage">Whether it is the policy's own page: old links to clauses that are gone lead there.</param>
    public async Task<PolicyViewModel> ReadAsync(Policy policy, PolicyVersion version, string culture, bool isPolicyPage, CancellationToken cancellation)
    {
        // A version that is previewed has its texts already.
        if (version.Texts.Count == 0)
        {
            version.Texts.AddRange(await db.Set<PolicyVersionText>().AsNoTracking().Where(t => t.PolicyVersionId == version.Id).ToListAsync(cancellation));
        }

        var text = version.Texts.Find(t => t.Culture == culture) ?? version.Texts[0];
        var versions = policy.Versions.Select(v => v.Id).ToList();
        var texts = await db.Set<PolicyVersionText>().Where(t => versions.Contains(t.PolicyVersionId)).Select(t => new VersionTextLine(t.Id, t.PolicyVersionId, t.Culture)).ToListAsync(cancellation);
        return new(policy, policy.TextIn(text.Culture), version, text, site.Today(clock))
        {
            Page = PortalAddress.Page(culture, ContentKind.Policy, policy.TextIn(culture).Slug),
            IsPolicyPage = isPolicyPage,
            SupersededBy = await db.Policies.Published().LinkingTo(db, policy.Id, ContentLinkType.Supersedes).OrderBy(p => p.Id).AsSingleQuery()
                .Select(p => p.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, t.Summary)).ToList()).ToListAsync(cancellation),
            Corrections = version.Corrections.Count > 0 ? [.. version.Corrections.OrderByDescending(c => c.At).Select(c => new CorrectionLine(c.At, c.Note))]
                : await db.Set<PolicyCorrection>().Where(c => c.PolicyVersionId == version.Id).OrderByDescending(c => c.At).ThenByDescending(c => c.Id)
                    .Select(c => new CorrectionLine(c.At, new LocalizedText { En = c.Note.En, Tr = c.Note.Tr })).ToListAsync(cancellation),
            LastIn = text.Culture == culture ? null
                : policy.Versions.Where(v => v.Stage == PolicyStage.Approved && v.InForceFrom < version.InForceFrom && texts.Exists(t => t.VersionId == v.Id && t.Culture == culture)).MaxBy(v => v.InForceFrom),
            Removed = isPolicyPage && version.Stage == PolicyStage.Approved ? await RemovedAsync(policy, version, text, texts, cancellation) : [],
        };
    }

    /// <summary>The clauses of earlier versions that a version has no more, in the order of their last numbers.</summary>
    private async Task<IReadOnlyList<RemovedClause>> RemovedAsync(Policy policy, PolicyVersion version, PolicyVersionText shown, List<VersionTextLine> texts, CancellationToken cancellation)
    {
        var earlier = policy.Versions.Where(v => v.Stage == PolicyStage.Approved && v.InForceFrom < version.InForceFrom).ToDictionary(v => v.Id);
        var before = texts.Where(t => earlier.ContainsKey(t.VersionId)).ToDictionary(t => t.Id, t => earlier[t.VersionId]);
        var (ids, now) = (before.Keys.ToList(), texts.Where(t => t.VersionId == version.Id).Select(t => t.Id).ToList());
        var gone = await db.Set<PolicyPassage>()
            .Where(p => ids.Contains(p.PolicyVersionTextId) && p.Clause != null && !db.Set<PolicyPassage>().Any(other => now.Contains(other.PolicyVersionTextId) && other.Clause == p.Clause))
            .Select(p => new { p.PolicyVersionTextId, p.Clause, p.Number }).ToListAsync(cancellation);
        var taken = PolicyText.Numbers(shown.Html);
        var approved = policy.Versions.Where(v => v.Stage == PolicyStage.Approved).OrderBy(v => v.InForceFrom).ToList();
        var removed = gone.GroupBy(p => p.Clause!.Value)
            .Select(clause => (Clause: clause.Key, Last: clause.MaxBy(p => before[p.PolicyVersionTextId].InForceFrom)!))
            .Select(clause => (clause.Clause, Number: clause.Last.Number!, Version: before[clause.Last.PolicyVersionTextId]))
            .OrderBy(clause => ClauseOrder.Key(clause.Number), StringComparer.Ordinal).ThenByDescending(clause => clause.Version.InForceFrom).ToList();
        // Of several that had a number, an old link most likely means the one that had it last.
        return [.. removed.Select(clause => new RemovedClause(
            clause.Clause, clause.Number, clause.Version, approved.Find(v => v.InForceFrom > clause.Version.InForceFrom)!, HasNumber: taken.Add(clause.Number)))];
    }

    private sealed record VersionTextLine(int Id, int VersionId, string Culture);
}
