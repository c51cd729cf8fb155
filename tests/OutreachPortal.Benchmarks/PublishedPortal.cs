using System.Diagnostics;
using OutreachPortal.Benchmarks.Bare;

namespace OutreachPortal.Benchmarks;

/// <summary>The portal as an operator has it: published, in Production, each time with a data folder of its own.</summary>
public sealed class PublishedPortal : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-benchmark-").FullName;

    private string Program => Path.Combine(_folder, "portal", "OutreachPortal.dll");

    public static async Task<PublishedPortal> PublishAsync()
    {
        var portal = new PublishedPortal();
        Console.WriteLine("Publishing the portal …");
        await DotnetAsync("The portal cannot be published.", portal._folder, "publish", Project(), "-c", "Release", "-o", Path.GetDirectoryName(portal.Program)!);
        return portal;
    }

    /// <summary>A data folder; its name tells it from the others.</summary>
    public string Data(string name) => Path.Combine(_folder, name);

    public static string Database(string data) => Path.Combine(data, "portal.db");

    /// <summary>Starts it; a folder that is new is filled with the demo content, as an operator would choose.</summary>
    /// <param name="settings">Further ones, as the command line takes them.</param>
    public Task<ServerProcess> StartAsync(string data, params string[] settings) => ServerProcess.StartAsync(
        Program, address => ["--urls=" + address, "--Data:Path=" + data, .. File.Exists(Database(data)) ? Array.Empty<string>() : ["--Demo:Content=true"], .. settings], _folder, "/en");

    /// <summary>Brings a folder of Markdown into a portal that is not running.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> ImportAsync(string data, string source)
    {
        var start = Stopwatch.GetTimestamp();
        await DotnetAsync("The folder cannot be imported.", _folder, Program, "import", source, "--Data:Path=" + data);
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Starts what it is compared with, which is this program.</summary>
    public Task<ServerProcess> StartBareAsync(string word, string argument, string page = "/") => ServerProcess.StartAsync(
        typeof(BareKestrel).Assembly.Location, address => [word, argument, address], _folder, page);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task DotnetAsync(string complaint, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(complaint + Environment.NewLine + output);
        }
    }

    private static string Project()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "OutreachPortal.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("This has to run from a build within the repository.");
        }

        return Path.Combine(folder, "src", "OutreachPortal");
    }
}
