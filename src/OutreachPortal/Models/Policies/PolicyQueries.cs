using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;

namespace OutreachPortal.Models;

/// <summary>How one asks a list for policies by what holds.</summary>
public enum PolicyStanding
{
    /// <summary>A version of it is in force.</summary>
    InForce,

    /// <summary>A version is approved that is to come.</summary>
    NotYetInForce,

    /// <summary>A version is proposed to the public.</summary>
    ForComment,

    /// <summary>It was in force, and no version is any longer.</summary>
    NoLongerInForce,

    /// <summary>It was taken back with a reason, and can still be read.</summary>
    Withdrawn,
}

public static class PolicyQueries
{
    /// <summary>Policies that lists show; those that were withdrawn only where they are asked for.</summary>
    public static IQueryable<Policy> Standing(this IQueryable<Policy> policies, PolicyStanding? standing, DateOnly day) => standing switch
    {
        PolicyStanding.Withdrawn => policies.Where(p => p.State == ContentState.Withdrawn),
        PolicyStanding.InForce => policies.Published().Where(p => p.Versions.Any(v => v.Stage == PolicyStage.Approved && v.InForceFrom <= day
            && (v.InForceUntil == null || v.InForceUntil >= day)
            && !p.Versions.Any(w => w.Stage == PolicyStage.Approved && w.InForceFrom <= day && w.InForceFrom > v.InForceFrom))),
        PolicyStanding.NotYetInForce => policies.Published().Where(p => p.Versions.Any(v => v.Stage == PolicyStage.Approved && v.InForceFrom > day)),
        PolicyStanding.ForComment => policies.Published().Where(p => p.Versions.Any(v => v.Stage == PolicyStage.ForComment)),
        PolicyStanding.NoLongerInForce => policies.Published().Where(p => p.Versions.Any(v => v.Stage == PolicyStage.Approved && v.InForceUntil < day
            && !p.Versions.Any(w => w.Stage == PolicyStage.Approved && w.InForceFrom > v.InForceFrom))),
        _ => policies.Published(),
    };

    /// <summary>Those for which an office or role answers, by its name in either language.</summary>
    public static IQueryable<Policy> OwnedBy(this IQueryable<Policy> policies, PortalDbContext db, string? owner, DateOnly day)
    {
        if (owner is null)
        {
            return policies;
        }

        var owned = db.Set<PolicyVersion>().Current(db, day).Where(v => v.Owner.En == owner || v.Owner.Tr == owner).Select(v => v.PolicyId);
        return policies.Where(p => owned.Contains(p.Id));
    }

    public static IQueryable<Policy> OfType(this IQueryable<Policy> policies, PolicyType? type) => type is null ? policies : policies.Where(p => p.PolicyType == type);

    public static IQueryable<Policy> OnTopic(this IQueryable<Policy> policies, string? tag) => tag is null ? policies : policies.Where(p => p.Tags.Any(t => t.Key == tag));

    /// <summary>Those of which a version came into force in a year, or will.</summary>
    public static IQueryable<Policy> BeginningIn(this IQueryable<Policy> policies, int? year)
    {
        if (year is not { } number)
        {
            return policies;
        }

        var (first, last) = (new DateOnly(number, 1, 1), new DateOnly(number, 12, 31));
        return policies.Where(p => p.Versions.Any(v => v.Stage == PolicyStage.Approved && v.InForceFrom >= first && v.InForceFrom <= last));
    }

    /// <summary>Versions that no other has taken the place of: of each policy the one that began last or, where none has begun, those to come.</summary>
    public static IQueryable<PolicyVersion> Current(this IQueryable<PolicyVersion> versions, PortalDbContext db, DateOnly day) =>
        versions.Where(v => !db.Set<PolicyVersion>().Any(w => w.PolicyId == v.PolicyId && w.Stage == PolicyStage.Approved && w.InForceFrom <= day
            && (v.Stage != PolicyStage.Approved || v.InForceFrom > day || w.InForceFrom > v.InForceFrom)));
}
