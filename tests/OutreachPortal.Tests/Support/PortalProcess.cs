using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OutreachPortal.Services;

namespace OutreachPortal.Tests.Support;

/// <summary>The program as users start it, in a process and a folder of its own.</summary>
public sealed class PortalProcess : IDisposable
{
    /// <summary>How long a start or a command may take; a busy machine is slow.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly TestDatabase _database = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("outreach-process-").FullName;

    public string Data => Path.Combine(Folder, "data");

    /// <summary>Variables besides those that the tests run with.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Uses the database that the tests run on; by itself the program makes its own, as it does for users.</summary>
    public PortalProcess OnTestDatabase()
    {
        foreach (var (setting, value) in _database.Settings())
        {
            Environment[setting.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return this;
    }

    /// <summary>Starts the server on the portal's folder and waits until it answers.</summary>
    public async Task<RunningPortal> StartAsync(params string[] arguments)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listener.Stop();
        var start = new ProcessStartInfo("dotnet", [typeof(SiteSettings).Assembly.Location, "--urls=" + address, "--Data:Path=" + Data, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        var server = new RunningPortal(Process.Start(start)!, address);
        using var client = new HttpClient { BaseAddress = address };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Longest);
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync("/health/live", limit.Token);
                return server;
            }
            catch (HttpRequestException) when (!server.HasExited)
            {
                await Task.Delay(20, limit.Token);
            }
            catch
            {
                server.Dispose();
                throw;
            }
        }
    }

    /// <summary>Runs the program to its end.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(SiteSettings).Assembly.Location);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Longest);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        _database.Dispose();
    }
}

/// <summary>A server that a test may kill.</summary>
public sealed class RunningPortal : IDisposable
{
    private readonly Process _process;

    public RunningPortal(Process process, Uri address)
    {
        _process = process;
        Address = address;
        // Whoever does not read what it says makes it wait.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>Ends it at once, as a power failure would.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }
}
