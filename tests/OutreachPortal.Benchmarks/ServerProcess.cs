using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OutreachPortal.Benchmarks;

/// <summary>A server in a process of its own, listening at a free port of this machine; ended with this object.</summary>
public sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>From starting the process to the first answer of status 200.</summary>
    public TimeSpan Start { get; private set; }

    /// <summary>Starts a program and asks for a page until it answers.</summary>
    /// <param name="arguments">Made from the address at which it has to listen.</param>
    public static async Task<ServerProcess> StartAsync(string dll, Func<string, string[]> arguments, string folder, string page)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true };
        foreach (var argument in arguments(address).Prepend(dll))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        var from = Stopwatch.GetTimestamp();
        var server = new ServerProcess(Process.Start(start)!, client.BaseAddress);
        server._process.OutputDataReceived += (_, _) => { };
        server._process.BeginOutputReadLine();
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(page);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    server.Start = Stopwatch.GetElapsedTime(from);
                    return server;
                }
            }
            catch (HttpRequestException) when (!server._process.HasExited && Stopwatch.GetElapsedTime(from) < LongestStart)
            {
                // Not yet listening.
            }

            await Task.Delay(2);
        }
    }

    /// <summary>Working set, and the share of it that is this process's alone or divided among those that share it; in MB.</summary>
    public (double Resident, double Proportional) Memory()
    {
        _process.Refresh();
        var resident = _process.WorkingSet64 / 1e6;
        var rollup = $"/proc/{_process.Id}/smaps_rollup";
        var line = File.Exists(rollup) ? Array.Find(File.ReadAllLines(rollup), line => line.StartsWith("Pss:", StringComparison.Ordinal)) : null;
        return (resident, line is null ? double.NaN : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1e6);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
