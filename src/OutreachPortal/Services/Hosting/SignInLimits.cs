using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace OutreachPortal.Services.Hosting;

/// <summary>
/// How often somebody may try: by address, before anything is read, and by the account that is named, whether there is one or not.
/// Each node counts for itself.
/// </summary>
public sealed class SignInLimits : IDisposable
{
    /// <summary>Policy of the forms that people send who are not signed in.</summary>
    public const string Policy = "sign-in";

    /// <summary>An office shares one address.</summary>
    public const int TriesAnAddress = 40;

    public const int TriesAnAccount = 10;

    private const int IPv6Network = 8;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly PartitionedRateLimiter<string> _accounts = PartitionedRateLimiter.Create<string, string>(account =>
        RateLimitPartition.GetFixedWindowLimiter(account, _ => new FixedWindowRateLimiterOptions { PermitLimit = TriesAnAccount, Window = Window }));

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<SignInLimits>();
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (context, _) =>
            {
                Retry(context.HttpContext, context.Lease);
                return ValueTask.CompletedTask;
            };
            limiter.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(Network(context.Connection.RemoteIpAddress),
                _ => new FixedWindowRateLimiterOptions { PermitLimit = TriesAnAddress, Window = Window }));
            limiter.AddPolicy(RegistrationLimits.Policy, context => RateLimitPartition.GetFixedWindowLimiter("register " + Network(context.Connection.RemoteIpAddress),
                _ => new FixedWindowRateLimiterOptions
                {
                    PermitLimit = context.RequestServices.GetRequiredService<RegistrationSettings>().PostsANetwork,
                    Window = RegistrationLimits.NetworkWindow,
                }));
        });
    }

    /// <summary>Counts a try with an account; says in the answer's head when the next may be made when there were too many.</summary>
    public bool Admits(HttpContext context, string account)
    {
        using var lease = _accounts.AttemptAcquire(account.Trim().Normalize().ToUpperInvariant());
        if (!lease.IsAcquired)
        {
            Retry(context, lease);
        }

        return lease.IsAcquired;
    }

    public void Dispose() => _accounts.Dispose();

    private static void Retry(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : Window;
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>One machine may use all of an IPv6 network.</summary>
    public static string Network(IPAddress? address) => address switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, IPv6Network)),
        _ => address.MapToIPv4().ToString(),
    };
}
