using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using OutreachPortal.Services.Certificates;

namespace OutreachPortal.Services.Hosting;

/// <summary>What checking certificates needs, and how often somebody may.</summary>
public static class Certificates
{
    /// <summary>Policy of the pages that are asked by a code.</summary>
    public const string Policy = "certificates";

    /// <summary>
    /// Of one network: a school whose classes all look at theirs at once has one address. Whoever tries codes needs some 10^18 of them, so the limit
    /// only keeps the database free.
    /// </summary>
    public const int ChecksANetwork = 300;

    public static void AddCertificates(this IServiceCollection services)
    {
        services.AddSingleton<CertificateSigner>();
        services.AddSingleton<OpenBadges>();
        services.AddRateLimiter(limiter => limiter.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(
            SignInLimits.Network(context.Connection.RemoteIpAddress),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = ChecksANetwork, Window = TimeSpan.FromMinutes(5) })));
    }
}
