using System.Globalization;
using System.Threading.RateLimiting;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Hosting;

/// <summary>
/// How often somebody may try keys that open nothing, or ask for the links of an address. Whoever has a key that opens something is never
/// held up: a whole school may share one network. Each node counts for itself.
/// </summary>
public sealed class HolderLimits : IDisposable
{
    /// <summary>Keys that opened nothing; a key cannot be guessed, so this only spares the database.</summary>
    public const int WrongKeysANetwork = 120;

    /// <summary>Letters to somebody who did not ask for them are a nuisance.</summary>
    public const int AsksAnAddress = 5;

    public const int AsksANetwork = 100;

    private static readonly TimeSpan KeyWindow = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AskWindow = TimeSpan.FromHours(1);

    private readonly PartitionedRateLimiter<string> _wrongKeys = Limiter(WrongKeysANetwork, KeyWindow);
    private readonly PartitionedRateLimiter<string> _networks = Limiter(AsksANetwork, AskWindow);
    private readonly PartitionedRateLimiter<string> _addresses = Limiter(AsksAnAddress, AskWindow);

    /// <summary>Counts a key that opened nothing.</summary>
    public bool AdmitsWrongKey(HttpContext context) => Admits(context, _wrongKeys, Network(context), KeyWindow);

    /// <summary>Counts a wish for the links of an address, whoever has it.</summary>
    public bool AdmitsAsk(HttpContext context, string email) =>
        Admits(context, _networks, Network(context), AskWindow) && Admits(context, _addresses, EmailAddress.KeyOf(email), AskWindow);

    public void Dispose()
    {
        _wrongKeys.Dispose();
        _networks.Dispose();
        _addresses.Dispose();
    }

    private static PartitionedRateLimiter<string> Limiter(int most, TimeSpan window) => PartitionedRateLimiter.Create<string, string>(who =>
        RateLimitPartition.GetFixedWindowLimiter(who, _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = window }));

    private static string Network(HttpContext context) => SignInLimits.Network(context.Connection.RemoteIpAddress);

    private static bool Admits(HttpContext context, PartitionedRateLimiter<string> limiter, string who, TimeSpan window)
    {
        using var lease = limiter.AttemptAcquire(who);
        if (!lease.IsAcquired)
        {
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : window;
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return lease.IsAcquired;
    }
}
