using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OutreachPortal.Services.Import;
using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Staff;

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
    // A second after the start, in the middle of a test, it would write to the database.
    private readonly HashSet<Type> _resting = [typeof(FirstAdministrator)];
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

    /// <summary>
    /// Leaves out the rounds that a service takes by itself; before the first request. For tests that take them by hand: on a busy machine
    /// the portal's own round falls between two lines of a test, and does what the test says happens next.
    /// </summary>
    public PortalHost Without<TService>()
        where TService : IHostedService
    {
        _resting.Add(typeof(TService));
        return this;
    }

    /// <summary>Leaves to a service its own rounds, which the portal of a test does without otherwise; before the first request.</summary>
    public PortalHost WithRounds<TService>()
        where TService : IHostedService
    {
        _resting.Remove(typeof(TService));
        return this;
    }

    /// <summary>Makes this one more node of another portal: the same data folder and the same database.</summary>
    public PortalHost Beside(PortalHost other)
    {
        _shared = other;
        return With("Data:Path", other.Data);
    }

    /// <summary>A browser that does not follow redirects.</summary>
    public HttpClient Visitor() => CreateDefaultClient(new CookieJar([]));

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
            services.AddSingleton<IStartupFilter, RateLimiterEnd>();
            foreach (var rounds in services.Where(service => service.ServiceType == typeof(IHostedService) && _resting.Contains(Made(service))).ToList())
            {
                services.Remove(rounds);
            }

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

    /// <summary>What a service is made as: by its type, or by a function that returns it.</summary>
    private static Type Made(ServiceDescriptor service) =>
        service.ImplementationType ?? service.ImplementationInstance?.GetType() ?? service.ImplementationFactory!.GetType().GenericTypeArguments[1];

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
            catch (IOException) when (tries < 300)
            {
                Thread.Sleep(100);
            }
        }
    }
}

/// <summary>The portal with its demo content, for tests that only read.</summary>
public sealed class DemoPortal : PortalHost
{
    public DemoPortal() => With("Demo:Content", "true");
}

/// <summary>A portal that does not carry its letters anywhere: they stay, with the keys in them.</summary>
public sealed class UnsentPortal : PortalHost
{
    public UnsentPortal() => Without<LetterCarrier>();
}
