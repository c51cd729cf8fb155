using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services.Certificates;

/// <summary>
/// Certificates as programs read them: Open Badges 3.0 (1EdTech), which are verifiable credentials of the W3C. Signed as VC-JWT by
/// <see cref="CertificateSigner"/>.
/// </summary>
public sealed class OpenBadges(SiteSettings site, SiteAddress address, IStringLocalizer<Words> words)
{
    /// <summary>What stands behind a certificate's address in that of the credential, and of the signed one.</summary>
    public const string JsonEnding = ".json";

    public const string JwtEnding = ".jwt";

    /// <summary>The same for the list that says whether it was revoked.</summary>
    public const string StatusEnding = "/status";

    public const string MediaType = "application/vc+ld+json";

    /// <summary>The same in both languages: there is one issuer.</summary>
    private string IssuerId => address.Of("/");

    /// <summary>The credential in a language; what the page says, and nothing besides.</summary>
    public JsonObject Credential(CertificateViewModel certificate, string culture)
    {
        var id = address.Of(PortalAddress.Certificate(culture, certificate.Code));
        var credential = new JsonObject
        {
            // In this order.
            ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"),
            ["id"] = id,
            ["type"] = new JsonArray("VerifiableCredential", "OpenBadgeCredential"),
            ["name"] = words["Certificate.Title"].Value,
            ["issuer"] = Issuer(culture),
            ["validFrom"] = Instant(certificate.IssuedAt),
            ["awardedDate"] = Instant(certificate.IssuedAt),
        };
        if (certificate.RevokedAt is { } revoked)
        {
            // Also for a program that does not ask for the status: it is over.
            credential["validUntil"] = Instant(revoked);
        }

        credential["credentialSubject"] = Subject(certificate, culture);
        if (certificate.LectureAddress(culture) is { } lecture)
        {
            credential["evidence"] = new JsonArray(new JsonObject
            {
                ["id"] = address.Of(lecture),
                ["type"] = new JsonArray("Evidence"),
                ["name"] = certificate.Title(culture).Text,
                ["description"] = words["Certificate.Evidence"].Value,
            });
        }

        credential["credentialStatus"] = Status(certificate, id);
        return credential;
    }

    /// <summary>The credential with the claims that a JWT repeats from it (Open Badges 3.0, 8.2.1.2).</summary>
    public JsonObject Claims(CertificateViewModel certificate, string culture)
    {
        var claims = Credential(certificate, culture);
        claims["iss"] = claims["issuer"]!["id"]!.GetValue<string>();
        claims["jti"] = claims["id"]!.GetValue<string>();
        claims["nbf"] = Seconds(certificate.IssuedAt);
        claims["sub"] = claims["credentialSubject"]!["id"]!.GetValue<string>();
        if (certificate.RevokedAt is { } revoked)
        {
            claims["exp"] = Seconds(revoked);
        }

        return claims;
    }

    /// <summary>A 1EdTech revocation list of this one certificate: a list of all would tell everybody of the others.</summary>
    public JsonObject RevocationList(CertificateViewModel certificate, string culture)
    {
        var id = address.Of(PortalAddress.Certificate(culture, certificate.Code));
        var revoked = new JsonArray();
        if (!certificate.IsValid)
        {
            revoked.Add(new JsonObject { ["id"] = id, ["revoked"] = true, ["revocationReason"] = Reason(words, certificate.RevokedReason) });
        }

        return new()
        {
            ["@context"] = new JsonArray("https://purl.imsglobal.org/spec/vcrl/v1p0/context.json"),
            ["id"] = id + StatusEnding,
            ["issuer"] = IssuerId,
            ["revokedCredential"] = revoked,
        };
    }

    /// <summary>Why a certificate was revoked, in the language of the request.</summary>
    public static string Reason(IStringLocalizer words, string? kept)
    {
        var (key, values) = StepRemark.Read(kept ?? "");
        return key.Length > 0 ? words[key, [.. values]] : values[0];
    }

    private JsonObject Issuer(string culture)
    {
        var issuer = new JsonObject
        {
            ["id"] = IssuerId,
            ["type"] = new JsonArray("Profile"),
            ["name"] = site.Name.In(culture).Text,
            ["url"] = address.Of(PortalAddress.Home(culture)),
        };
        if (site.ContactEmail.Length > 0)
        {
            issuer["email"] = site.ContactEmail;
        }

        return issuer;
    }

    private JsonObject Subject(CertificateViewModel certificate, string culture)
    {
        var title = certificate.Title(culture);
        var subject = new JsonObject
        {
            // Made from the code: the same whenever it is asked for, and another for each certificate, so that it does not tell which are one person's.
            ["id"] = "urn:uuid:" + SubjectId(certificate.Code),
            ["type"] = new JsonArray("AchievementSubject"),
        };
        // Of a revoked certificate the page shows no name either.
        if (certificate.IsValid)
        {
            subject["identifier"] = new JsonArray(new JsonObject
            {
                ["type"] = "IdentityObject",
                ["identityType"] = "name",
                ["hashed"] = false,
                ["identityHash"] = certificate.Name,
            });
        }

        subject["activityStartDate"] = Instant(certificate.StartsAt);
        subject["activityEndDate"] = Instant(certificate.EndsAt);
        subject["achievement"] = new JsonObject
        {
            ["id"] = "urn:uuid:" + certificate.LectureUid.ToString("D", CultureInfo.InvariantCulture),
            ["type"] = new JsonArray("Achievement"),
            ["achievementType"] = "Certificate",
            ["inLanguage"] = title.Culture,
            ["name"] = title.Text,
            ["description"] = certificate.Texts.Count > 0 && certificate.Texts.In(culture).Summary is { Length: > 0 } summary ? summary : words["Certificate.Title"].Value,
            ["criteria"] = new JsonObject { ["narrative"] = words["Certificate.Criteria", certificate.Day(culture), certificate.Clock(culture), DateWords.Zone(certificate.TimeZone, culture)].Value },
        };
        return subject;
    }

    private JsonObject Status(CertificateViewModel certificate, string id)
    {
        var status = new JsonObject { ["id"] = id + StatusEnding, ["type"] = "1EdTechRevocationList" };
        if (certificate.RevokedAt is { } revoked)
        {
            status["revoked"] = true;
            status["revokedAt"] = Instant(revoked);
            status["revocationReason"] = Reason(words, certificate.RevokedReason);
        }

        return status;
    }

    /// <summary>Version 8 of RFC 9562: the first octets of a hash.</summary>
    private static string SubjectId(string code)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes("certificate-holder:" + code)).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true).ToString("D", CultureInfo.InvariantCulture);
    }

    private static string Instant(DateTime utc) => utc.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static long Seconds(DateTime utc) => new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeSeconds();
}
