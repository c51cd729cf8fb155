using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.Services.Editing;

/// <summary>A link to what is not published yet, without its token, which is shown once.</summary>
/// <param name="CreatedAt">UTC.</param>
/// <param name="ExpiresAt">UTC.</param>
public sealed record PreviewLinkLine(int Id, DateTime CreatedAt, string CreatedBy, DateTime ExpiresAt);

/// <summary>Addresses by which somebody without an account reads a draft, for some days and until they are revoked.</summary>
public sealed class PreviewLinks(PortalDbContext db, CurrentUser user, AuditTrail trail, TimeProvider clock)
{
    public const int LongestToken = 64;

    /// <summary>Links of one item that may hold at the same time.</summary>
    public const int MostLinks = 50;

    /// <summary>Days that a link may be made for.</summary>
    public static readonly IReadOnlyList<int> Days = [1, 7, 30];

    // Octets: more than the 128 bits that nobody guesses.
    private const int TokenLength = 24;

    /// <summary>Those that still open the item, the newest first.</summary>
    public Task<List<PreviewLinkLine>> OfAsync(int item, CancellationToken cancellation) => Valid().Where(link => link.ContentItemId == item)
        .OrderByDescending(link => link.CreatedAt).Take(MostLinks).Select(link => new PreviewLinkLine(link.Id, link.CreatedAt, link.CreatedBy, link.ExpiresAt)).ToListAsync(cancellation);

    /// <summary>Makes a link and answers with its token; null when there is no such item, or too many links.</summary>
    public async Task<string?> CreateAsync(ContentKind kind, int id, int days, CancellationToken cancellation)
    {
        var item = await db.ContentItems.FirstOrDefaultAsync(i => i.Id == id && i.Kind == kind, cancellation);
        if (item is null || await Valid().CountAsync(link => link.ContentItemId == id, cancellation) >= MostLinks)
        {
            return null;
        }

        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenLength));
        var now = clock.GetUtcNow().UtcDateTime;
        db.PreviewLinks.Add(new PreviewLink { ContentItemId = id, TokenHash = Hash(token), CreatedAt = now, CreatedBy = user.Name, ExpiresAt = now.AddDays(days) });
        trail.Add(AuditAction.PreviewLinkMade, item);
        await db.SaveChangesAsync(cancellation);
        return token;
    }

    /// <summary>Closes a link at once; false when the item has no such link.</summary>
    public async Task<bool> RevokeAsync(ContentKind kind, int id, int link, CancellationToken cancellation)
    {
        var found = await db.PreviewLinks.Include(l => l.Item).FirstOrDefaultAsync(l => l.Id == link && l.ContentItemId == id && l.Item.Kind == kind, cancellation);
        if (found is null)
        {
            return false;
        }

        if (found.RevokedAt is null)
        {
            found.RevokedAt = clock.GetUtcNow().UtcDateTime;
            trail.Add(AuditAction.PreviewLinkRevoked, found.Item);
            await db.SaveChangesAsync(cancellation);
        }

        return true;
    }

    /// <summary>The item that a token opens; null for a token that is wrong, has expired or was revoked.</summary>
    public async Task<(ContentKind Kind, int Id)?> OpenAsync(string token, CancellationToken cancellation)
    {
        if (token.Length > LongestToken)
        {
            return null;
        }

        var hash = Hash(token);
        var item = await Valid().Where(link => link.TokenHash == hash).Select(link => new { link.Item.Kind, link.ContentItemId }).FirstOrDefaultAsync(cancellation);
        return item is null ? null : (item.Kind, item.ContentItemId);
    }

    private IQueryable<PreviewLink> Valid()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return db.PreviewLinks.AsNoTracking().Where(link => link.RevokedAt == null && link.ExpiresAt > now);
    }

    private static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
