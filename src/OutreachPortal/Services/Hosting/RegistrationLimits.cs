using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.Services.Hosting;

/// <summary>Counts what is sent to register, by network and by e-mail address. Each node counts for itself.</summary>
public sealed class RegistrationLimits(RegistrationSettings settings) : IDisposable
{
    /// <summary>Policy of the forms by which the public registers.</summary>
    public const string Policy = "register";

    public static readonly TimeSpan NetworkWindow = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AddressWindow = TimeSpan.FromHours(1);

    private readonly PartitionedRateLimiter<string> _codes = Limiter(settings.WrongCodesANetwork, NetworkWindow);
    private readonly PartitionedRateLimiter<string> _addresses = Limiter(settings.PostsAnAddress, AddressWindow);

    /// <summary>Whether a form with an e-mail address is acted upon.</summary>
    public bool Admits(string email)
    {
        using var lease = _addresses.AttemptAcquire(EmailAddress.KeyOf(email));
        return lease.IsAcquired;
    }

    /// <summary>Compares an access code, in whatever case it is typed. Null where too many were wrong: then nothing is said of this one.</summary>
    public bool? IsRight(HttpContext context, string code, string typed)
    {
        var isRight = CryptographicOperations.FixedTimeEquals(Digest(code), Digest(typed));
        // A right one takes nothing of what is left, but there has to be something.
        using var lease = _codes.AttemptAcquire(SignInLimits.Network(context.Connection.RemoteIpAddress), isRight ? 0 : 1);
        if (lease.IsAcquired)
        {
            return isRight;
        }

        context.Response.Headers.RetryAfter = NetworkWindow.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return null;
    }

    public void Dispose()
    {
        _codes.Dispose();
        _addresses.Dispose();
    }

    private static PartitionedRateLimiter<string> Limiter(int permits, TimeSpan window) => PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = window }));

    // Dotted and dotless alike: a phone writes the one for the other.
    private static byte[] Digest(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(
        TypedText.Line(code).ToUpperInvariant().Replace('\u0130', 'I').Replace('\u0131', 'I')));
}
