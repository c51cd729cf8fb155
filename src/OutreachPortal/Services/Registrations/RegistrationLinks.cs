using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Registrations;

/// <summary>Keys to registrations: 192 random bits in an address; the database knows their hashes alone.</summary>
public sealed class RegistrationLinks(PortalDbContext db, TimeProvider clock)
{
    private const int Octets = 24;

    /// <summary>Length of a token.</summary>
    public const int TokenLength = 32;

    /// <summary>Adds a key to the context and returns it; nobody can read it again.</summary>
    public string Make(Registration registration)
    {
        var (link, token) = New();
        link.Registration = registration;
        db.RegistrationLinks.Add(link);
        return token;
    }

    /// <summary>A key and its row, which the caller puts into the table.</summary>
    public (RegistrationLink Link, string Token) New()
    {
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(Octets));
        return (new() { Hash = HashOf(token), CreatedAt = clock.GetUtcNow().UtcDateTime }, token);
    }

    /// <summary>Adds a key to a registration of which only the number is known.</summary>
    public string Make(int registration)
    {
        var (link, token) = New();
        link.RegistrationId = registration;
        db.RegistrationLinks.Add(link);
        return token;
    }

    /// <summary>Number of the registration that a key opens; null where it opens none.</summary>
    public async Task<int?> FindAsync(string? token, CancellationToken cancellation)
    {
        if (token is not { Length: TokenLength })
        {
            return null;
        }

        var hash = HashOf(token);
        return await db.RegistrationLinks.Where(link => link.Hash == hash).Select(link => (int?)link.RegistrationId).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>Path of the holder's page.</summary>
    public static string PathOf(string culture, string token) => $"/{culture}/registrations/{token}";

    private static string HashOf(string token) => WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
