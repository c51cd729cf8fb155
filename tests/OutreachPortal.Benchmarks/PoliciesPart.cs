using System.Globalization;
using System.Net;

namespace OutreachPortal.Benchmarks;

/// <summary>The pages of a policy with many clauses and versions beside those of a small one in the same portal, and comparisons made each time.</summary>
public static class PoliciesPart
{
    public const string Name = "policies";

    private const double MostGrowth = 1.5;
    private const int MostComparison = 300;
    private const int Rounds = 3;
    private const int Connections = 4;
    private static readonly (string, string) Compressed = ("Accept-Encoding", "br");
    private static readonly Seed Small = new("small", 8, 2);
    private static readonly Seed Big = new("big", 400, 30);

    public static async Task RunAsync(PublishedPortal published, int seconds, Report report)
    {
        var (data, folder) = (published.Data("policies"), published.Data("policies-source"));
        foreach (var seed in new[] { Small, Big })
        {
            await SeededPolicies.WriteAsync(folder, seed.Key, seed.Clauses, seed.Versions);
        }

        Console.WriteLine("Importing …");
        var time = await published.ImportAsync(data, folder);
        using var portal = await published.StartAsync(data);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = portal.Address };
        List<string[]> kept = [], made = [];
        var absent = new List<string>();
        foreach (var (what, page, isComparison) in Pages())
        {
            var (small, big) = (page(Small), page(Big));
            var answers = new[] { await AnswerAsync(client, small), await AnswerAsync(client, big) };
            if (answers.Any(answer => answer.Status != HttpStatusCode.OK))
            {
                absent.Add($"`{big}` ({(int)answers[1].Status})");
                continue;
            }

            Console.WriteLine(big + " …");
            var ofCache = await CompareAsync(portal, small, big, Connections, seconds, Compressed);
            // One after another: how long a reader waits, and not how the cores are shared.
            var ofMaking = await CompareAsync(portal, small, big, 1, seconds, PagesPart.Uncached);
            var ratio = ofCache.Big.P50 / ofCache.Small.P50;
            kept.Add([what, $"{Report.Number(answers[0].Bytes)} / {Report.Number(answers[1].Bytes)}", Pair(ofCache.Small.P50, ofCache.Big.P50, 3), Report.Ratio(ratio), Report.Ratio(MostGrowth),
                Report.Verdict(ratio <= MostGrowth), Pair(ofCache.Small.P99, ofCache.Big.P99, 2)]);
            made.Add([what, Pair(ofMaking.Small.P50, ofMaking.Big.P50, 1), Pair(ofMaking.Small.P99, ofMaking.Big.P99, 1), isComparison ? Report.Number(MostComparison) : "",
                isComparison ? Report.Verdict(ofMaking.Big.P99 <= MostComparison) : ""]);
        }

        report.Line($"A policy of {Small.Clauses} clauses in {Small.Versions} versions / one of {Big.Clauses} in {Big.Versions}, two languages each, imported together in {Report.Number(time.TotalSeconds, 1)} s.");
        report.Line($"From the cache, in Brotli. {Connections} connections, median of {Rounds} rounds of {seconds} s each in turn; the limit is for the median time of an answer:");
        report.Table(["page", "bytes", "p50, ms", "ratio", "limit", "", "p99, ms"], kept);
        report.Line("Made each time, not compressed, one after another; the limit is for the 99th percentile of a comparison:");
        report.Table(["page", "p50, ms", "p99, ms", "limit, ms", ""], made);
        if (absent.Count > 0)
        {
            report.Line("Not measured, because they do not answer 200: " + string.Join(", ", absent) + ".");
        }
    }

    private static string Pair(double small, double big, int decimals) => $"{Report.Number(small, decimals)} / {Report.Number(big, decimals)}";

    private static async Task<(HttpStatusCode Status, int Bytes)> AnswerAsync(HttpClient client, string page)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.Add(Compressed.Item1, Compressed.Item2);
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync()).Length);
    }

    private static async Task<(LoadResult Small, LoadResult Big)> CompareAsync(ServerProcess portal, string small, string big, int connections, int seconds, (string, string) header)
    {
        var (first, second) = (new Uri(portal.Address, small), new Uri(portal.Address, big));
        await Load.RunAsync(first, connections, 1, header);
        await Load.RunAsync(second, connections, 1, header);
        var rounds = new List<(LoadResult Small, LoadResult Big)>();
        for (var round = 0; round < Rounds; round++)
        {
            rounds.Add((await Load.RunAsync(first, connections, seconds, header), await Load.RunAsync(second, connections, seconds, header)));
        }

        return (Load.Median([.. rounds.Select(round => round.Small)]), Load.Median([.. rounds.Select(round => round.Big)]));
    }

    /// <summary>Every address of a policy that a visitor can keep.</summary>
    private static IEnumerable<(string What, Func<Seed, string> Page, bool IsComparison)> Pages()
    {
        yield return ("in force", seed => At(seed, "en"), false);
        yield return ("in force, Turkish", seed => At(seed, "tr"), false);
        yield return ("versions", seed => At(seed, "en") + "/versions", false);
        yield return ("first version", seed => At(seed, "en") + "/versions/1", false);
        yield return ("last version, both languages", seed => $"{At(seed, "en")}/versions/{seed.Versions}/bilingual", false);
        yield return ("on the day of a change", seed => $"{At(seed, "en")}/on/{SeededPolicies.InForceFrom(2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}", false);
        yield return ("the last two compared", seed => $"{At(seed, "en")}/compare/{seed.Versions - 1}..{seed.Versions}", true);
        yield return ("first and last compared, inline", seed => $"{At(seed, "en")}/compare/1..{seed.Versions}?view=inline", true);
        yield return ("first and last compared, side by side", seed => $"{At(seed, "tr")}/compare/1..{seed.Versions}?view=side", true);
        yield return ("history of a clause", seed => At(seed, "en") + "/clauses/c3", false);
        yield return (".md", seed => At(seed, "en") + ".md", false);
        yield return (".json", seed => At(seed, "en") + ".json", false);
        yield return ("a version's .md", seed => At(seed, "en") + "/versions/1.md", false);
        yield return ("a version's .json", seed => At(seed, "en") + "/versions/1.json", false);
    }

    private static string At(Seed seed, string language) => $"/{language}/policies/{SeededPolicies.Slug(seed.Key, language)}";

    private sealed record Seed(string Key, int Clauses, int Versions);
}
