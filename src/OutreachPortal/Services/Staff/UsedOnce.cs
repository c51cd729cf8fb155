using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Staff;

/// <summary>What opens an account once and no second time, although it would still be right: a code, an answer of a passkey.</summary>
public static class UsedOnce
{
    private const string LoginProvider = "[Portal]";

    /// <summary>More than can be right at once: Identity takes the codes of two half minutes before and after.</summary>
    private const int Remembered = 10;

    /// <summary>Remembers a value as used. False where it was used before, or is used somewhere else in this moment.</summary>
    /// <param name="name">What kind of value it is.</param>
    /// <param name="value">Holds no blank.</param>
    public static async Task<bool> UseOnceAsync(this PortalDbContext db, UserManager<PortalUser> users, PortalUser user, string name, string value)
    {
        // Not the last one alone: the one before it may still be taken for a while after the next was used.
        var used = (await users.GetAuthenticationTokenAsync(user, LoginProvider, name))?.Split(' ') ?? [];
        if (used.Contains(value, StringComparer.Ordinal))
        {
            return false;
        }

        try
        {
            if ((await users.SetAuthenticationTokenAsync(user, LoginProvider, name, string.Join(' ', used.Prepend(value).Take(Remembered)))).Succeeded)
            {
                return true;
            }
        }
        catch (DbUpdateException e) when (DbErrors.IsUniqueViolation(e))
        {
            // The first one of this kind, twice at the same time.
        }

        // What could not be written must not be tried again by the next save.
        db.ChangeTracker.Clear();
        return false;
    }
}
