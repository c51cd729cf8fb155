using OutreachPortal.Tests.Support;

namespace OutreachPortal.BrowserTests.Support;

/// <summary>The portal as users run it, with its demo content, listening at a free port of this machine.</summary>
public sealed class LivePortal : PortalHost
{
    private readonly Lazy<Uri> _address;

    public LivePortal()
    {
        With("Demo:Content", "true");
        With("Serilog:MinimumLevel", "Warning");
        UseKestrel(0);
        _address = new(() =>
        {
            StartServer();
            return ClientOptions.BaseAddress;
        });
    }

    /// <summary>Where it listens; started when first asked.</summary>
    public Uri Address => _address.Value;
}
