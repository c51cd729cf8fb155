using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace OutreachPortal.Benchmarks;

/// <param name="P50">Milliseconds, as <paramref name="P99"/>.</param>
/// <param name="Failures">Answers of 400 and above, and connections that broke.</param>
public readonly record struct LoadResult(double RequestsPerSecond, double P50, double P99, long Failures);

/// <summary>As many requests as a server answers: by wrk where it is installed, or else by a client of our own.</summary>
public static partial class Load
{
    private static readonly bool HasWrk = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "wrk")));

    public static string Client => HasWrk ? "wrk" : "HttpClient";

    /// <param name="connections">How many requests are under way at any time.</param>
    public static async Task<LoadResult> RunAsync(Uri address, int connections, int seconds, params (string Name, string Value)[] headers)
    {
        var result = HasWrk ? await WrkAsync(address, connections, seconds, headers) : await OwnAsync(address, connections, seconds, headers);
        return result.Failures == 0 ? result : throw new InvalidOperationException($"{result.Failures} requests for {address} failed.");
    }

    public static LoadResult Median(IReadOnlyCollection<LoadResult> rounds) => new(
        Median(rounds.Select(round => round.RequestsPerSecond)), Median(rounds.Select(round => round.P50)), Median(rounds.Select(round => round.P99)), 0);

    public static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToList();
        return (ordered[(ordered.Count - 1) / 2] + ordered[ordered.Count / 2]) / 2;
    }

    private static async Task<LoadResult> WrkAsync(Uri address, int connections, int seconds, (string Name, string Value)[] headers)
    {
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true };
        foreach (var argument in new[] { "-t1", $"-c{connections}", $"-d{seconds}s", "--latency" }
            .Concat(headers.SelectMany(header => new[] { "-H", $"{header.Name}: {header.Value}" })).Append(address.AbsoluteUri))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(
            double.Parse(Rate().Match(output).Groups[1].Value, CultureInfo.InvariantCulture), Milliseconds(output, "50"), Milliseconds(output, "99"),
            Failure().Matches(output).Sum(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)));
    }

    private static double Milliseconds(string output, string percentile)
    {
        var match = Regex.Match(output, $@"\s{percentile}%\s+([\d.]+)(us|ms|s)");
        return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * match.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 };
    }

    private static async Task<LoadResult> OwnAsync(Uri address, int connections, int seconds, (string Name, string Value)[] headers)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = connections });
        var latencies = new ConcurrentBag<List<double>>();
        long failures = 0;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            var mine = new List<double>();
            while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                foreach (var (name, value) in headers)
                {
                    request.Headers.TryAddWithoutValidation(name, value);
                }

                var from = Stopwatch.GetTimestamp();
                using var answer = await client.SendAsync(request);
                await answer.Content.CopyToAsync(Stream.Null);
                mine.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
                if ((int)answer.StatusCode >= 400)
                {
                    Interlocked.Increment(ref failures);
                }
            }

            latencies.Add(mine);
        })));
        var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var all = latencies.SelectMany(list => list).Order().ToList();
        return new(all.Count / elapsed, all[all.Count / 2], all[(int)(all.Count * 0.99)], failures);
    }

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)|(?:connect|read|write|timeout) (\d+)")]
    private static partial Regex Failure();
}
