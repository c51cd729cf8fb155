using System.Globalization;
using System.Threading.RateLimiting;

namespace OutreachPortal.Services.Hosting;

/// <summary>How often one and the same may try within a time. Each node counts for itself.</summary>
public sealed class TryLimit(int most, TimeSpan window) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _tries = PartitionedRateLimiter.Create<string, string>(who =>
        RateLimitPartition.GetFixedWindowLimiter(who, _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = window }));

    /// <summary>Counts a try.</summary>
    public bool Admits(string who)
    {
        using var lease = _tries.AttemptAcquire(who);
        return lease.IsAcquired;
    }

    /// <summary>Counts a try; says in the answer's head when the next may be made when there were too many.</summary>
    /// <param name="isCounted">False for one that takes nothing of what is left, while there is something.</param>
    public bool Admits(HttpContext context, string who, bool isCounted = true)
    {
        using var lease = _tries.AttemptAcquire(who, isCounted ? 1 : 0);
        if (!lease.IsAcquired)
        {
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : window;
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return lease.IsAcquired;
    }

    /// <summary>The same for the network that a request comes from.</summary>
    public bool AdmitsNetwork(HttpContext context, bool isCounted = true) => Admits(context, SignInLimits.Network(context.Connection.RemoteIpAddress), isCounted);

    public void Dispose() => _tries.Dispose();
}
