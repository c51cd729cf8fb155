using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Policies;

/// <summary>Reads the passages that writing a version needs, and no others: a policy may have thirty versions of four hundred clauses.</summary>
public static class PolicyPassages
{
    /// <summary>Reads those of the version with a number or, where it has none yet, of the version before it.</summary>
    /// <param name="policy">With its versions and their texts.</param>
    public static async Task LoadAsync(PortalDbContext db, Policy policy, string? number, CancellationToken cancellation)
    {
        if (!PolicyVersionNumber.TryParse(number, out var wanted))
        {
            return;
        }

        var known = policy.Versions.Where(v => v.Id != 0).ToList();
        var own = known.Where(v => PolicyVersionNumber.Of(v.Number) == wanted).ToList();
        if (own.Count > 0)
        {
            var others = known.Except(own).SelectMany(v => v.Texts).Select(text => text.Id).ToList();
            policy.ClausesElsewhere = await db.Set<PolicyPassage>().Where(p => p.Clause != null && others.Contains(p.PolicyVersionTextId)).Select(p => p.Clause!.Value).Distinct().ToListAsync(cancellation);
        }

        var before = known.Where(v => PolicyVersionNumber.Of(v.Number) < wanted).OrderByDescending(v => PolicyVersionNumber.Of(v.Number));
        var after = known.Where(v => PolicyVersionNumber.Of(v.Number) > wanted).OrderBy(v => PolicyVersionNumber.Of(v.Number));
        foreach (var version in own.Concat(before).Concat(after))
        {
            await LoadAsync(db, version, cancellation);
            if (version.Texts.Exists(text => text.Passages.Exists(p => p.Clause is not null)))
            {
                return;
            }
        }
    }

    /// <summary>Reads the passages of a version, into an entity that is tracked or not.</summary>
    public static async Task LoadAsync(PortalDbContext db, PolicyVersion version, CancellationToken cancellation)
    {
        foreach (var text in version.Texts.Where(text => text.Passages.Count == 0 && text.Id != 0))
        {
            var rows = await db.Set<PolicyPassage>().Where(p => p.PolicyVersionTextId == text.Id).OrderBy(p => p.Position).ToListAsync(cancellation);
            // A tracked text has them by now.
            text.Passages.AddRange(rows.Except(text.Passages));
        }
    }
}
