using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace OutreachPortal.Benchmarks;

/// <summary>Every kind of page, with few events and with many.</summary>
public static class GrowthPart
{
    public const string Name = "growth";
    public const int Few = 1000;

    private const double MostGrowth = 1.5;
    private const int Connections = 4;

    public static async Task RunAsync(PublishedPortal published, int seconds, int many, Report report)
    {
        var (fewTime, few) = await SeededAsync(published, Few);
        var (manyTime, lots) = await SeededAsync(published, many);
        using (few)
        using (lots)
        {
            var rows = new List<string[]>();
            var absent = new List<string>();
            var missed = 0;
            foreach (var (what, page) in await PagesAsync(few))
            {
                using var client = new HttpClient { BaseAddress = few.Address };
                using var answer = await client.GetAsync(page(Few));
                if (answer.StatusCode == HttpStatusCode.NotFound)
                {
                    absent.Add(page(Few));
                    continue;
                }

                Console.WriteLine(page(many) + " …");
                var made = await CompareAsync(page, PagesPart.Uncached);
                var kept = await CompareAsync(page, ("Accept-Encoding", "br"));
                var (madeRatio, keptRatio) = (made.Many.P99 / made.Few.P99, kept.Many.P99 / kept.Few.P99);
                var isMet = madeRatio <= MostGrowth && keptRatio <= MostGrowth;
                missed += isMet ? 0 : 1;
                rows.Add([what, Pair(made, result => result.P50), Pair(made, result => result.P99), Report.Ratio(madeRatio), Pair(kept, result => result.P50), Pair(kept, result => result.P99), Report.Ratio(keptRatio), Report.Verdict(isMet)]);
            }

            string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
            report.Line($"{Count(Few)} and {Count(many)} events, two languages each, seeded in {Report.Number(fewTime.TotalSeconds)} and {Report.Number(manyTime.TotalSeconds)} s. {Connections} connections, {seconds} s each. "
                + $"Limit: p99 with {Count(many)} at most {Report.Ratio(MostGrowth)} × that with {Count(Few)}; missed by {missed} of {rows.Count} pages.");
            report.Table(["page", "made, p50 ms", "made, p99 ms", "ratio", "as asked, p50 ms", "as asked, p99 ms", "ratio", ""], rows);
            if (absent.Count > 0)
            {
                report.Line("Not measured, because they answer 404: " + string.Join(", ", absent.Select(page => $"`{page}`")) + ".");
            }

            async Task<(LoadResult Few, LoadResult Many)> CompareAsync(Func<int, string> page, (string, string) header)
            {
                var (small, large) = (new Uri(few.Address, page(Few)), new Uri(lots.Address, page(many)));
                await Load.RunAsync(small, Connections, 1, header);
                await Load.RunAsync(large, Connections, 1, header);
                return (await Load.RunAsync(small, Connections, seconds, header), await Load.RunAsync(large, Connections, seconds, header));
            }
        }
    }

    private static string Pair((LoadResult Few, LoadResult Many) results, Func<LoadResult, double> value) =>
        $"{Report.Number(value(results.Few), 2)} / {Report.Number(value(results.Many), 2)}";

    /// <summary>A portal with so many events; those of a part before this one are used again.</summary>
    internal static async Task<(TimeSpan Time, ServerProcess Portal)> SeededAsync(PublishedPortal published, int count)
    {
        var data = published.Data("events-" + count);
        if (File.Exists(PublishedPortal.Database(data)))
        {
            return (TimeSpan.Zero, await published.StartAsync(data));
        }

        (await published.StartAsync(data)).Dispose();
        var start = Stopwatch.GetTimestamp();
        await SeededEvents.WriteAsync(PublishedPortal.Database(data), count);
        var time = Stopwatch.GetElapsedTime(start);
        return (time, await published.StartAsync(data));
    }

    /// <summary>What is asked for; an address may depend on how many events there are.</summary>
    private static async Task<List<(string What, Func<int, string> Page)>> PagesAsync(ServerProcess portal)
    {
        using var client = new HttpClient { BaseAddress = portal.Address };
        var list = await client.GetStringAsync("/en/seminars");
        string Option(string name) => Regex.Match(list, $"<select[^>]* name=\"{name}\">.*?<option value=\"([^\"]+)\"", RegexOptions.Singleline).Groups[1].Value;
        // Half of the events are seminars, twenty to a page.
        static int LastPage(int events) => events / 2 / 20;

        var pages = new List<(string, Func<int, string>)>();
        void Add(string what, string page) => pages.Add((what, _ => page));
        Add("home", "/en");
        Add("seminars", "/en/seminars");
        Add("lectures, Turkish", "/tr/lectures");
        foreach (var filter in new[] { "when=upcoming", "when=past", "audience=pupils", "mode=online", "unit=" + Option("unit"), "sdg=4", "programme=" + Option("programme"), "q=earthquake", "q=seeded+nothing", "when=past&audience=pupils&mode=online" })
        {
            Add("seminars, " + filter, "/en/seminars?" + filter);
        }

        Add("seminars, page 20", "/en/seminars?page=20");
        pages.Add(("seminars, last page", count => "/en/seminars?page=" + LastPage(count)));
        Add("seminar", "/en/seminars/" + SeededEvents.Slug(500));
        Add("seminar, .ics", $"/en/seminars/{SeededEvents.Slug(500)}.ics");
        foreach (var section in new[] { "programmes", "policies", "partners", "stories", "people", "reports", "pages" })
        {
            Add(section, "/en/" + section);
            using var answer = await client.GetAsync("/en/" + section);
            if (Regex.Match(await answer.Content.ReadAsStringAsync(), $"href=\"(/en/{section}/[^\"?#./]+)\"") is { Success: true } first)
            {
                Add("one of " + section, first.Groups[1].Value);
            }
        }

        var speaker = Regex.Match(await client.GetStringAsync("/en/seminars/" + SeededEvents.Slug(500)), "href=\"(/en/people/[^\"?#]+)\"");
        if (speaker.Success)
        {
            Add("person who spoke", speaker.Groups[1].Value);
        }

        Add("calendar", "/en/calendar");
        Add("search, one word", "/en/search?q=earthquake");
        Add("search, two words", "/tr/search?q=deprem+m%C3%BCzik");
        Add("search, nothing found", "/en/search?q=seeded+nothing");
        Add("impact", "/en/impact");
        Add("calendar.ics", "/en/calendar.ics");
        Add("feed", "/en/feed.atom");
        Add("feed of seminars", "/en/seminars/feed.atom");
        Add("sitemap", "/sitemap.xml");
        Add("API, seminars", "/api/v1/seminars");
        Add("API, OpenAPI", "/openapi/v1.json");
        return pages;
    }
}
