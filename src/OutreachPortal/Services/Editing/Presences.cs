using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.Services.Editing;

/// <summary>Somebody else who has an item open.</summary>
/// <param name="OpenedAt">UTC.</param>
public sealed record OtherEditor(string Name, DateTime OpenedAt);

/// <summary>Who has which item open in the editor, so that two people know of each other before they type.</summary>
public sealed class Presences(PortalDbContext db, CurrentUser user, TimeProvider clock)
{
    /// <summary>An open page speaks up every ten seconds or so; whoever was not heard for this long has gone.</summary>
    public static readonly TimeSpan Lapse = TimeSpan.FromSeconds(45);

    /// <summary>Notes that the user has the item open, and says who else has.</summary>
    public async Task<IReadOnlyList<OtherEditor>> EnterAsync(int item, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var gone = now - Lapse;
        var mine = db.Presences.Where(presence => presence.ContentItemId == item && presence.UserId == user.RequiredId);
        var known = await mine.Where(presence => presence.SeenAt >= gone).ExecuteUpdateAsync(set => set.SetProperty(presence => presence.SeenAt, now), cancellation);
        if (known == 0)
        {
            await db.Presences.Where(presence => presence.SeenAt < gone).ExecuteDeleteAsync(cancellation);
            var presence = db.Presences.Add(new Presence { ContentItemId = item, UserId = user.RequiredId, OpenedAt = now, SeenAt = now });
            try
            {
                await db.SaveChangesAsync(cancellation);
            }
            catch (DbUpdateException)
            {
                // From another window, in this very moment; or the item is gone.
            }

            presence.State = EntityState.Detached;
        }

        return await db.Presences.Where(presence => presence.ContentItemId == item && presence.UserId != user.RequiredId && presence.SeenAt >= gone)
            .OrderBy(presence => presence.OpenedAt).Take(10).Select(presence => new OtherEditor(presence.User.Name, presence.OpenedAt)).ToListAsync(cancellation);
    }

    public Task LeaveAsync(int item, CancellationToken cancellation) =>
        db.Presences.Where(presence => presence.ContentItemId == item && presence.UserId == user.RequiredId).ExecuteDeleteAsync(cancellation);
}
