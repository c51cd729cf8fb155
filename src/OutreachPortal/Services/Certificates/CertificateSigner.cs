using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Certificates;

/// <summary>
/// Signs for programs, as a JWS (RFC 7515) with RS256, the algorithm that every verifier of Open Badges knows. The key pair is made at first use
/// and is a row, so that all nodes sign with the same. Two nodes may both make one in the same moment: both stay published, the older one signs.
/// </summary>
public sealed class CertificateSigner(IServiceScopeFactory scopes, IDataProtectionProvider protection, SiteAddress address, SiteSettings site, TimeProvider clock) : IDisposable
{
    /// <summary>Purpose under which the private half is encrypted.</summary>
    public const string Purpose = "OutreachPortal.SigningKeys";

    private const int Bits = 2048;

    private readonly SemaphoreSlim _gate = new(1);
    private volatile Pair? _pair;

    /// <summary>A compact JWS: head, payload and signature.</summary>
    public async Task<string> SignAsync(JsonObject payload, CancellationToken cancellation)
    {
        var pair = await PairAsync(cancellation);
        // Open Badges 3.0, 8.2.1.1: alg, kid or jwk, typ, and nothing else.
        var head = new JsonObject { ["alg"] = "RS256", ["kid"] = AddressOf(pair.Kid), ["typ"] = "JWT" };
        var signed = Part(head) + "." + Part(payload);
        byte[] signature;
        lock (pair)
        {
            signature = pair.Rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        return signed + "." + WebEncoders.Base64UrlEncode(signature);
    }

    /// <summary>Where the public half of a key is.</summary>
    public string AddressOf(string kid) => address.Of($"{PortalAddress.Certificates(site.DefaultLanguage)}/keys/{kid}");

    /// <summary>The public halves of all keys that ever signed, as JSON.</summary>
    public async Task<List<string>> PublishedAsync(CancellationToken cancellation)
    {
        // So that whoever looks before anything was signed finds the key that will sign.
        await PairAsync(cancellation);
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PortalDbContext>().SigningKeys.OrderBy(key => key.Id).Select(key => key.PublicJwk).ToListAsync(cancellation);
    }

    public async Task<string?> PublishedAsync(string kid, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PortalDbContext>().SigningKeys.Where(key => key.Kid == kid).Select(key => key.PublicJwk).FirstOrDefaultAsync(cancellation);
    }

    public void Dispose()
    {
        _pair?.Rsa.Dispose();
        _gate.Dispose();
    }

    private static string Part(JsonObject part) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(part.ToJsonString()));

    private async Task<Pair> PairAsync(CancellationToken cancellation)
    {
        if (_pair is { } known)
        {
            return known;
        }

        await _gate.WaitAsync(cancellation);
        try
        {
            if (_pair is { } meanwhile)
            {
                return meanwhile;
            }

            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
            var protector = protection.CreateProtector(Purpose);
            if (await OldestAsync(db, protector, cancellation) is not { } pair)
            {
                await MakeAsync(db, protector, cancellation);
                pair = (await OldestAsync(db, protector, cancellation))!;
            }

            return _pair = pair;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<Pair?> OldestAsync(PortalDbContext db, IDataProtector protector, CancellationToken cancellation)
    {
        foreach (var key in await db.SigningKeys.Where(key => key.RetiredAt == null).OrderBy(key => key.Id).ToListAsync(cancellation))
        {
            var rsa = RSA.Create();
            try
            {
                rsa.ImportPkcs8PrivateKey(Convert.FromBase64String(protector.Unprotect(key.ProtectedPrivateKey)), out _);
                return new(key.Kid, rsa);
            }
            catch (CryptographicException)
            {
                // The keys of data protection were lost, and with them this one. What it signed stays good.
                rsa.Dispose();
                key.RetiredAt = clock.GetUtcNow().UtcDateTime;
                await db.SaveChangesAsync(cancellation);
            }
        }

        return null;
    }

    private async Task MakeAsync(PortalDbContext db, IDataProtector protector, CancellationToken cancellation)
    {
        using var rsa = RSA.Create(Bits);
        var open = rsa.ExportParameters(includePrivateParameters: false);
        var (e, n) = (WebEncoders.Base64UrlEncode(open.Exponent!), WebEncoders.Base64UrlEncode(open.Modulus!));
        // RFC 7638, 3.1: the members that make the key, in the order of their names, without blanks.
        var kid = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"e":"{{e}}","kty":"RSA","n":"{{n}}"}""")));
        db.SigningKeys.Add(new()
        {
            Kid = kid,
            ProtectedPrivateKey = protector.Protect(Convert.ToBase64String(rsa.ExportPkcs8PrivateKey())),
            PublicJwk = new JsonObject { ["kty"] = "RSA", ["kid"] = AddressOf(kid), ["alg"] = "RS256", ["use"] = "sig", ["n"] = n, ["e"] = e }.ToJsonString(),
            CreatedAt = clock.GetUtcNow().UtcDateTime,
        });
        await db.SaveChangesAsync(cancellation);
    }

    private sealed record Pair(string Kid, RSA Rsa);
}
