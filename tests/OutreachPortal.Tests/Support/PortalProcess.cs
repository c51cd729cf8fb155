using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using OutreachPortal.Services;

namespace OutreachPortal.Tests.Support;

/// <summary>The program as users start it, in a process and a folder of its own.</summary>
public sealed class PortalProcess : IDisposable
{
    /// <summary>How long a command may take; a busy machine is slow.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

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

    /// <summary>Starts the server on the portal's folder, at a port that is free, and waits until it says where it listens.</summary>
    public async Task<RunningPortal> StartAsync(params string[] arguments)
    {
        var server = new RunningPortal(Process.Start(Start(["--urls=http://127.0.0.1:0", "--Data:Path=" + Data, .. arguments]))!);
        try
        {
            await Eventually.IsAsync(() => Task.FromResult(server.IsListening || server.HasExited));
            server.IsListening.ShouldBeTrue(server.Output);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Runs the program to its end.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(Start(arguments))!;
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

    private ProcessStartInfo Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SiteSettings).Assembly.Location, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}

/// <summary>A server that a test may kill.</summary>
public sealed partial class RunningPortal : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = [];

    public RunningPortal(Process process)
    {
        _process = process;
        // Whoever does not read what it says makes it wait.
        process.OutputDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>All that it has said so far.</summary>
    public string Output => string.Join('\n', _lines);

    public bool IsListening => Listening().IsMatch(Output);

    public Uri Address => new(Listening().Match(Output).Groups[1].Value);

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

    [GeneratedRegex(@"listens at \\?""(http://127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();
}
