using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using OutreachPortal.Models;

namespace OutreachPortal.Services;

/// <summary>Brings what administrators set of the site to this node: read once for each content stamp, for saving it raises the stamp.</summary>
public sealed class SiteProfiles : IDisposable
{
    private readonly PerStamp<SiteProfile> _profile;

    public SiteProfiles(IServiceScopeFactory scopes, ContentStamp stamp, SiteSettings site) => _profile = new(scopes, stamp, new(), async (db, cancellation) =>
    {
        var profile = await db.SiteProfiles.AsNoTracking().FirstOrDefaultAsync(p => p.Id == SiteProfile.OnlyId, cancellation) ?? new();
        site.Lay(profile);
        return profile;
    });

    /// <summary>Makes the site's settings those of the current stamp. They stay as they were while the database is away.</summary>
    public async ValueTask RefreshAsync(CancellationToken cancellation)
    {
        try
        {
            await _profile.CurrentAsync(cancellation);
        }
        catch (Exception e) when (e is DbException or RetryLimitExceededException)
        {
            // The page that is being made may be the one that says so.
        }
    }

    public void Dispose() => _profile.Dispose();
}
