using System.Security.Cryptography;
using System.Text;
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

    private readonly TryLimit _codes = new(settings.WrongCodesANetwork, NetworkWindow);
    private readonly TryLimit _addresses = new(settings.PostsAnAddress, AddressWindow);

    /// <summary>Whether a form with an e-mail address is acted upon.</summary>
    public bool Admits(string email) => _addresses.Admits(EmailAddress.KeyOf(email));

    /// <summary>Compares an access code, in whatever case it is typed. Null where too many were wrong: then nothing is said of this one.</summary>
    public bool? IsRight(HttpContext context, string code, string typed)
    {
        var isRight = CryptographicOperations.FixedTimeEquals(Digest(code), Digest(typed));
        // A right one takes nothing of what is left, but there has to be something.
        return _codes.AdmitsNetwork(context, isCounted: !isRight) ? isRight : null;
    }

    public void Dispose()
    {
        _codes.Dispose();
        _addresses.Dispose();
    }

    // Dotted and dotless alike: a phone writes the one for the other.
    private static byte[] Digest(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(
        TypedText.Line(code).ToUpperInvariant().Replace('\u0130', 'I').Replace('\u0131', 'I')));
}
