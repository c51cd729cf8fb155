using System.Diagnostics;
using OutreachPortal.Services;

namespace OutreachPortal.Tests.Support;

/// <summary>The program as users start it, in a process and a folder of its own.</summary>
public sealed class PortalProcess : IDisposable
{
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
        limit.CancelAfter(TimeSpan.FromSeconds(180));
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
