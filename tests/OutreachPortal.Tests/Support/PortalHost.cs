using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Services.Import;

namespace OutreachPortal.Tests.Support;

/// <summary>
/// The real application on real migrations, with a data folder of its own; only settings and the clock differ from what
/// users run. Made once for a test class (<c>IClassFixture</c>) or within a test.
/// </summary>
public class PortalHost : WebApplicationFactory<Program>
{
    /// <summary>Monday noon in Istanbul: relative dates of the demo are counted from it.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, string?> _settings = [];
    private readonly TestDatabase _database = new();
    private PortalHost? _shared;

    // Every host would watch its settings files, and a machine gives a user 128 such watches.
    static PortalHost() => System.Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");

    public PortalHost()
    {
        Data = Directory.CreateTempSubdirectory("outreach-test-").FullName;
        With("Data:Path", Data);
        With("Demo:Content", "false");
    }

    public string Data { get; }

    public string Environment { get; init; } = "Production";

    public TestClock Clock { get; } = new(Monday);

    /// <summary>What was asked of the database.</summary>
    public CommandCounter Commands { get; } = new() { IsOfRequests = true };

    /// <summary>What the page cache keeps.</summary>
    public PageStore Pages => field ??= new(Clock);

    /// <summary>Sets a setting; before the first request.</summary>
    public PortalHost With(string setting, string? value)
    {
        _settings[setting] = value;
        return this;
    }

    /// <summary>Makes this one more node of another portal: the same data folder and the same database.</summary>
    public PortalHost Beside(PortalHost other)
    {
        _shared = other;
        return With("Data:Path", other.Data);
    }

    /// <summary>A browser that does not follow redirects.</summary>
    public HttpClient Visitor() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    /// <summary>Runs something with a scope of the application's services.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    public Task<ImportReport> ImportAsync(ContentFolder folder) =>
        InScopeAsync(services => services.GetRequiredService<ContentImporter>().ImportAsync(folder.Path, null, TestContext.Current.CancellationToken));

    /// <summary>Imports a folder that holds no mistake.</summary>
    public async Task<ImportReport> ImportAllAsync(ContentFolder folder)
    {
        var report = await ImportAsync(folder);
        report.Mistakes.ShouldBeEmpty();
        return report;
    }

    /// <summary>For what a test has to see or to break.</summary>
    protected virtual void ConfigureServices(IServiceCollection services)
    {
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environment);
        foreach (var (setting, value) in (_shared ?? this)._database.Settings())
        {
            builder.UseSetting(setting, value);
        }

        if (_shared is null && !_settings.ContainsKey("ConnectionStrings:Portal") && _settings["Data:Path"] == Data)
        {
            TestDatabase.Copy(Data);
        }

        foreach (var (setting, value) in _settings)
        {
            builder.UseSetting(setting, value);
        }

        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            services.AddSingleton<IOutputCacheStore>(Pages);
            TestDatabase.Intercept(services, Commands);
            services.AddSingleton<IStartupFilter, CommandCounter.RequestMark>();
            ConfigureServices(services);
        });
    }

    /// <summary>A busy machine answers late; how fast the portal is, benchmarks say.</summary>
    protected override void ConfigureClient(HttpClient client)
    {
        base.ConfigureClient(client);
        client.Timeout = TimeSpan.FromMinutes(10);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(Data))
        {
            TestDatabase.Close(Data);
            Remove(Data);
            _database.Dispose();
        }
    }

    /// <summary>Removes a folder in which the last work of a host may still be closing its files.</summary>
    private static void Remove(string folder)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (IOException) when (tries < 20)
            {
                Thread.Sleep(50);
            }
        }
    }
}

/// <summary>The portal with its demo content, for tests that only read.</summary>
public sealed class DemoPortal : PortalHost
{
    public DemoPortal() => With("Demo:Content", "true");
}

/// <summary>A portal whose mail server does not exist: letters stay, with the keys in them.</summary>
public sealed class UnsentPortal : PortalHost
{
    public UnsentPortal() => With("Mail:Host", "127.0.0.1").With("Mail:Port", "9");
}
