using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Staff;

/// <summary>One-time addresses at which an administrator is made. Whoever sees the server's console may; nobody else learns them.</summary>
public sealed class SetupLinks(PortalDbContext db, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private const int TokenBytes = 32;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public static string Path(string token) => "/account/setup?token=" + token;

    /// <summary>Whether somebody can let others in.</summary>
    public Task<bool> HasAdministratorAsync(CancellationToken cancellation) => db.ActiveAdministrators().AnyAsync(cancellation);

    /// <summary>Makes a link; the token is kept nowhere but in what is returned.</summary>
    public async Task<string> MakeAsync(CancellationToken cancellation)
    {
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(TokenBytes));
        db.SetupLinks.Add(new SetupLink { TokenHash = Hash(token), CreatedAt = Now, ExpiresAt = Now + Lifetime });
        await db.SaveChangesAsync(cancellation);
        return token;
    }

    public Task<bool> IsOpenAsync(string? token, CancellationToken cancellation) => Open(token).AnyAsync(cancellation);

    /// <summary>Uses the link up, within the caller's transaction. False when somebody else did, or its time is over.</summary>
    public async Task<bool> UseAsync(string? token, CancellationToken cancellation) =>
        await Open(token).ExecuteUpdateAsync(link => link.SetProperty(l => l.UsedAt, Now), cancellation) == 1;

    private static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private IQueryable<SetupLink> Open(string? token)
    {
        var (hash, now) = (Hash(token ?? ""), Now);
        return db.SetupLinks.Where(link => link.TokenHash == hash && link.UsedAt == null && link.ExpiresAt > now);
    }
}
