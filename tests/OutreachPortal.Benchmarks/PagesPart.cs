using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using OutreachPortal.Benchmarks.Bare;

namespace OutreachPortal.Benchmarks;

/// <summary>Pages from the cache beside bare Kestrel, pages made each time beside bare MVC, and the first visit.</summary>
public static partial class PagesPart
{
    public const string Name = "pages";

    private const int Rounds = 5;
    private const int Connections = 32;
    private const double LeastCached = 0.95;
    private const double LeastUncached = 0.8;
    private static readonly (string, string) Compressed = ("Accept-Encoding", "br");

    /// <summary>What the page cache passes by, so that the page is made each time; it means nothing to the page.</summary>
    public static readonly (string, string) Uncached = ("Authorization", "Basic bm9ib2R5");

    public static async Task RunAsync(PublishedPortal published, int seconds, Report report)
    {
        var data = published.Data("pages");
        using var portal = await published.StartAsync(data);
        var seminar = await FirstLinkAsync(portal, "/en/seminars", "/en/seminars/");
        string[] pages = ["/en", "/en/seminars", seminar];

        var answers = new Dictionary<string, Answer>();
        foreach (var page in pages)
        {
            answers[page] = await Answer.ReadAsync(new Uri(portal.Address, page), Compressed);
        }

        // Once more, so that they are as the cache gives them.
        foreach (var page in pages)
        {
            answers[page] = await Answer.ReadAsync(new Uri(portal.Address, page), Compressed);
        }

        var file = published.Data("answers.json");
        await BareKestrel.WriteAsync(file, answers);
        using (var kestrel = await published.StartBareAsync(BareKestrel.Word, file))
        {
            report.Line($"From the cache, in Brotli, beside bare Kestrel with the same headers and bytes from memory. {Connections} connections, median of {Rounds} rounds of {seconds} s each in turn:");
            await CompareAsync(report, pages, portal, kestrel, "bare Kestrel", LeastCached, seconds, page => answers[page].Body.Length, Compressed);
        }

        using var mvc = await published.StartBareAsync(BareMvc.Word, PublishedPortal.Database(data));
        var sizes = new Dictionary<string, int>();
        foreach (var page in pages[1..])
        {
            sizes[page] = (await Answer.ReadAsync(new Uri(portal.Address, page), Uncached)).Body.Length;
        }

        report.Line("Made each time, not compressed, beside a bare MVC view over EF Core compiled queries of the same rows:");
        await CompareAsync(report, pages[1..], portal, mvc, "bare MVC", LeastUncached, seconds, page => sizes[page], Uncached);

        report.Line("A first visit, in Brotli, headers included:");
        report.Table(["page", "KB", "requests", "limit", ""], await Task.WhenAll(pages.Select(page => FirstVisitAsync(portal, page))));
    }

    /// <summary>The first link of a page into a part of the site.</summary>
    public static async Task<string> FirstLinkAsync(ServerProcess server, string page, string within)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        var html = await client.GetStringAsync(page);
        return Regex.Match(html, $"href=\"({Regex.Escape(within)}[^\"?#]+)\"") is { Success: true } match ? match.Groups[1].Value
            : throw new InvalidOperationException($"{page} has no link to {within}.");
    }

    private static async Task CompareAsync(
        Report report, string[] pages, ServerProcess portal, ServerProcess bare, string bareName, double least, int seconds, Func<string, int> size, params (string, string)[] headers)
    {
        var rows = new List<string[]>();
        foreach (var page in pages)
        {
            Console.WriteLine($"{page} beside {bareName} …");
            var rounds = new List<(LoadResult Portal, LoadResult Bare)>();
            // The first round lets the runtime compile what is hot, and is left out.
            for (var round = 0; round <= Rounds; round++)
            {
                var of = await Load.RunAsync(new Uri(portal.Address, page), Connections, seconds, headers);
                rounds.Add((of, await Load.RunAsync(new Uri(bare.Address, page), Connections, seconds, headers)));
            }

            rounds.RemoveAt(0);
            var (p, b) = (Load.Median([.. rounds.Select(round => round.Portal)]), Load.Median([.. rounds.Select(round => round.Bare)]));
            var ratio = Load.Median(rounds.Select(round => round.Portal.RequestsPerSecond / round.Bare.RequestsPerSecond));
            rows.Add([page, Report.Number(size(page)), Report.Number(p.RequestsPerSecond), Report.Number(b.RequestsPerSecond), Report.Ratio(ratio), Report.Ratio(least), Report.Verdict(ratio >= least),
                $"{Report.Number(p.P50, 2)} / {Report.Number(b.P50, 2)}", $"{Report.Number(p.P99, 2)} / {Report.Number(b.P99, 2)}"]);
        }

        report.Table(["page", "bytes", "portal, req/s", bareName + ", req/s", "ratio", "limit", "", "p50, ms", "p99, ms"], rows);
    }

    private static async Task<string[]> FirstVisitAsync(ServerProcess portal, string page)
    {
        // Without compression, to read it; what is counted below is as browsers ask for it.
        using var client = new HttpClient { BaseAddress = portal.Address };
        var html = await client.GetStringAsync(page);
        var files = Tags().Matches(html).Select(tag => tag.Value)
            .Where(tag => !tag.StartsWith("<link", StringComparison.Ordinal) || Regex.IsMatch(tag, "rel=\"(stylesheet|icon|preload|manifest)\""))
            .Select(tag => Regex.Match(tag, "(?:href|src)=\"(/[^\"]+)\"").Groups[1].Value)
            .Where(file => file.Length > 0).Distinct().Prepend(page).ToList();
        var bytes = 0;
        foreach (var file in files)
        {
            bytes += await BytesAsync(portal.Address, file);
        }

        var (most, requests) = page == "/en" ? (50, 6) : (30, 5);
        return [page, Report.Number(bytes / 1000.0, 1), files.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{most} KB, {requests}", Report.Verdict(bytes <= most * 1000 && files.Count <= requests)];
    }

    /// <summary>All that comes over the wire.</summary>
    private static async Task<int> BytesAsync(Uri address, string file)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {file} HTTP/1.1\r\nHost: {address.Authority}\r\nAccept-Encoding: gzip, br\r\nConnection: close\r\n\r\n"));
        var answer = new MemoryStream();
        await stream.CopyToAsync(answer);
        return (int)answer.Length;
    }

    [GeneratedRegex("<(?:link|img|script)[^>]*>")]
    private static partial Regex Tags();
}
