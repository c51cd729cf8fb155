using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.BrowserTests.Support;

/// <summary>The portal as users run it, with its demo content, listening at a free port of this machine.</summary>
public sealed class LivePortal : PortalHost
{
    private readonly Lazy<Uri> _address;

    /// <param name="port">Any that is free if it is 0.</param>
    public LivePortal(int port = 0)
    {
        With("Demo:Content", "true");
        With("Serilog:MinimumLevel", "Error");
        UseKestrel(port);
        _address = new(() =>
        {
            StartServer();
            return ClientOptions.BaseAddress;
        });
    }

    /// <summary>Where it listens; started when first asked.</summary>
    public Uri Address => _address.Value;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        // Before it is published a portal makes its style sheet anew for each request, without compressing it.
        builder.ConfigureAppConfiguration(settings => settings.AddInMemoryCollection([new("ReloadStaticAssetsAtRuntime", "false")]));
    }
}
