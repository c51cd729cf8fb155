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

    private static readonly TimeSpan AskWindow = TimeSpan.FromHours(1);

    private readonly TryLimit _wrongKeys = new(WrongKeysANetwork, TimeSpan.FromMinutes(5));
    private readonly TryLimit _networks = new(AsksANetwork, AskWindow);
    private readonly TryLimit _addresses = new(AsksAnAddress, AskWindow);

    /// <summary>Counts a key that opened nothing.</summary>
    public bool AdmitsWrongKey(HttpContext context) => _wrongKeys.AdmitsNetwork(context);

    /// <summary>Counts a wish for the links of an address, whoever has it.</summary>
    public bool AdmitsAsk(HttpContext context, string email) => _networks.AdmitsNetwork(context) && _addresses.Admits(context, EmailAddress.KeyOf(email));

    public void Dispose()
    {
        _wrongKeys.Dispose();
        _networks.Dispose();
        _addresses.Dispose();
    }
}
