using System.Globalization;
using System.Text.RegularExpressions;

namespace OutreachPortal.Benchmarks;

/// <summary>Staff's lists and the editor's page, which nothing keeps, with few items and with many.</summary>
public static class AdminPart
{
    public const string Name = "admin";

    private const int Connections = 2;

    public static async Task RunAsync(PublishedPortal published, int seconds, int many, Report report)
    {
        var (_, few) = await GrowthPart.SeededAsync(published, GrowthPart.Few);
        var (_, lots) = await GrowthPart.SeededAsync(published, many);
        using (few)
        using (lots)
        {
            var ofFew = await SeededStaff.CookieAsync(PublishedPortal.Database(published.Data("events-" + GrowthPart.Few)));
            var ofMany = await SeededStaff.CookieAsync(PublishedPortal.Database(published.Data("events-" + many)));
            var rows = new List<string[]>();
            foreach (var (what, page) in await PagesAsync(few, ofFew))
            {
                Console.WriteLine(page + " …");
                var (small, large) = (new Uri(few.Address, page), new Uri(lots.Address, page));
                await Load.RunAsync(small, Connections, 1, ofFew);
                await Load.RunAsync(large, Connections, 1, ofMany);
                var (a, b) = (await Load.RunAsync(small, Connections, seconds, ofFew), await Load.RunAsync(large, Connections, seconds, ofMany));
                rows.Add([what, Report.Number(a.P50, 1), Report.Number(b.P50, 1), Report.Ratio(b.P50 / a.P50), Report.Number(a.P99, 1), Report.Number(b.P99, 1), Report.Ratio(b.P99 / a.P99)]);
            }

            string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
            report.Line($"Signed in as an administrator; {Count(GrowthPart.Few)} and {Count(many)} items. {Connections} connections, {seconds} s each; every page is made each time.");
            report.Table(["page", $"{Count(GrowthPart.Few)}, p50 ms", $"{Count(many)}, p50 ms", "ratio", $"{Count(GrowthPart.Few)}, p99 ms", $"{Count(many)}, p99 ms", "ratio"], rows);
        }
    }

    /// <summary>The items have the same numbers in both portals: those with few are the first of those with many.</summary>
    private static async Task<List<(string What, string Page)>> PagesAsync(ServerProcess portal, (string Name, string Value) cookie)
    {
        using var client = new HttpClient { BaseAddress = portal.Address };
        client.DefaultRequestHeaders.Add(cookie.Name, cookie.Value);
        var list = await client.GetStringAsync("/admin/seminars");
        string Option(string name) => Regex.Match(list, $"<select[^>]* name=\"{name}\">.*?<option value=\"([^\"]+)\"", RegexOptions.Singleline).Groups[1].Value;
        var item = Regex.Match(list, "href=\"(/admin/seminars/[0-9]+)\"").Groups[1].Value;
        return
        [
            ("dashboard", "/admin"),
            ("list of seminars", "/admin/seminars"),
            ("its tenth page", "/admin/seminars?page=10"),
            ("by state: in review", "/admin/seminars?state=in-review"),
            ("by state: published", "/admin/seminars?state=published"),
            ("by language: Turkish outdated", "/admin/seminars?language=outdated-tr"),
            ("by unit", "/admin/seminars?unit=" + Option("unit")),
            ("by tag", "/admin/seminars?tag=" + Option("tag")),
            ("by author", "/admin/seminars?author=" + Option("author")),
            ("by title", "/admin/seminars?sort=title"),
            ("by date", "/admin/seminars?sort=date"),
            ("search, found", "/admin/seminars?q=earthquake+music"),
            ("search, nothing found", "/admin/seminars?q=nothing+of+the+kind"),
            ("search over all kinds", "/admin/all?q=earthquake+music"),
            ("translations", "/admin/translations"),
            ("translations of seminars", "/admin/translations?kind=seminar&state=current"),
            ("audit trail", "/admin/audit"),
            ("editor", item),
        ];
    }
}
