using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services.Policies;

/// <summary>A major version of a policy, as readers are told of it.</summary>
/// <param name="Note">What changed; empty for a first version.</param>
public sealed record PolicyChange(PolicyCard Policy, PolicyTerm Version, LocalizedText Note)
{
    /// <summary>The day on which readers should look: the one on which it could first be read, or on which what had been proposed was approved.</summary>
    public DateOnly Day => Version.Stage == PolicyStage.Approved && Version.ApprovedOn > Version.PublicFrom ? Version.ApprovedOn.Value : Version.PublicFrom;

    /// <summary>The version before it; null for the first.</summary>
    public PolicyTerm? Before { get; } = Policy.Before(Version);

    /// <summary>Names the change to programs, for ever: made from the policy's own identifier and the number of the version (RFC 9562, version 8).</summary>
    public Guid Uid()
    {
        var number = PolicyVersionNumber.Of(Version.Number);
        var name = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Policy.Uid:D}/{number.Major}.{number.Minor}"));
        var bytes = SHA256.HashData(name)[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}

/// <summary>Reads what changed in the published policies: major versions alone, approved or proposed. A minor one and a correction are no news.</summary>
public sealed class PolicyChanges(PortalDbContext db)
{
    private IQueryable<PolicyVersion> Major
    {
        get
        {
            var published = db.Policies.Published().Select(p => p.Id);
            return db.Set<PolicyVersion>().Where(v => v.IsMajor && published.Contains(v.PolicyId));
        }
    }

    public Task<int> CountAsync(CancellationToken cancellation) => Major.CountAsync(cancellation);

    /// <summary>The newest first, in two queries.</summary>
    public async Task<IReadOnlyList<PolicyChange>> NewestAsync(int skip, int take, CancellationToken cancellation)
    {
        var rows = await Major
            // As PolicyChange.Day says it.
            .OrderByDescending(v => v.Stage == PolicyStage.Approved && v.ApprovedOn > (v.PublishedOn ?? v.ApprovedOn) ? v.ApprovedOn : v.PublishedOn ?? v.ApprovedOn ?? v.InForceFrom)
            .ThenByDescending(v => v.Id).Skip(skip).Take(take)
            .Select(v => new { v.Id, v.PolicyId, v.ChangeNote.En, v.ChangeNote.Tr }).ToListAsync(cancellation);
        var ids = rows.Select(row => row.PolicyId).Distinct().ToList();
        var cards = ids.Count == 0 ? [] : (await db.Policies.Where(p => ids.Contains(p.Id)).ToCards().ToListAsync(cancellation)).Where(card => card.Texts.Count > 0).ToDictionary(card => card.Id);
        return
        [
            .. rows.Select(row => cards.GetValueOrDefault(row.PolicyId) is { } card && card.Terms.FirstOrDefault(term => term.Id == row.Id) is { } term
                ? new PolicyChange(card, term, new() { En = row.En, Tr = row.Tr }) : null).OfType<PolicyChange>(),
        ];
    }
}
