using System.Data;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;

namespace OutreachPortal.Services.Editing;

/// <summary>Makes a change of what the public reads in one transaction with its entry in the audit trail; every node shows it at once.</summary>
public sealed class PublicChange(PortalDbContext db, ContentStamp stamp)
{
    /// <summary>Runs the change, which saves and says whether to keep what it did; asked again when the database met a transient error.</summary>
    /// <exception cref="DbUpdateException">The database refused what was saved; nothing is kept.</exception>
    public async Task<bool> MakeAsync(Func<Task<bool>> change, CancellationToken cancellation)
    {
        // What was looked at still holds when it is changed. These changes are rare.
        var kept = await db.TransactAsync(IsolationLevel.Serializable, async () =>
        {
            if (!await change())
            {
                return false;
            }

            await ContentStamp.RaiseAsync(db, cancellation);
            return true;
        }, kept => kept, cancellation);
        if (kept)
        {
            stamp.Forget();
        }

        return kept;
    }
}
