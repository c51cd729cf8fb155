using System.Globalization;
using OutreachPortal.Benchmarks.Bare;

namespace OutreachPortal.Benchmarks;

/// <summary>
/// Measures the published portal beside the bare framework, under the same load in turn, and prints a Markdown table for
/// each part. docs/performance.md has what it printed.
/// </summary>
public static class Entry
{
    private const string Usage = """
        dotnet run -c Release --project tests/OutreachPortal.Benchmarks -- [pages|start|growth|admin|registrations|policies|all] [options]

          pages     requests/s and latency, from the cache and made each time; what a first visit sends
          start     from starting the process to the first answer, and memory when idle
          growth    latency of every page with few events and with many
          admin     latency of staff's lists and of the editor with few items and with many
          registrations  a rush of 1,000 for 100 seats beside what SQLite's single writer commits
          policies  pages of a policy with 400 clauses in 30 versions beside those of one with 8 in 2

          seed folder n   writes n events into the database of a stopped portal with demo content, to look at

          --seconds n     length of one run of load; 3
          --events n      how many are many; 100000
          --out file      writes the tables there too, each between the marks <!-- pages --> and <!-- /pages -->
        """;

    public static async Task<int> Main(string[] args)
    {
        // The servers that the portal is compared with are this program too, in processes of their own.
        switch (args)
        {
            case [BareKestrel.Word, var answers, var address]:
                await BareKestrel.RunAsync(answers, address);
                return 0;
            case [BareMvc.Word, var database, var address]:
                await BareMvc.RunAsync(database, address);
                return 0;
        }

        if (args is ["seed", var folder, var number] && int.TryParse(number, CultureInfo.InvariantCulture, out var wanted))
        {
            await SeededEvents.WriteAsync(PublishedPortal.Database(folder), wanted);
            return 0;
        }

        var options = new Dictionary<string, string> { ["--seconds"] = "3", ["--events"] = "100000", ["--out"] = "" };
        var parts = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (options.ContainsKey(args[i]) && i + 1 < args.Length)
            {
                options[args[i]] = args[++i];
            }
            else
            {
                parts.Add(args[i]);
            }
        }

        string[] all = [PagesPart.Name, StartPart.Name, GrowthPart.Name, AdminPart.Name, RegistrationsPart.Name, PoliciesPart.Name];
        parts = parts is [] or ["all"] ? [.. all] : parts;
        if (parts.Except(all).Any() || !int.TryParse(options["--seconds"], CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > 10
            || !int.TryParse(options["--events"], CultureInfo.InvariantCulture, out var events) || events < GrowthPart.Few)
        {
            Console.Error.WriteLine(Usage);
            return 1;
        }

        using var portal = await PublishedPortal.PublishAsync();
        foreach (var part in parts)
        {
            var report = new Report(part);
            switch (part)
            {
                case PagesPart.Name:
                    await PagesPart.RunAsync(portal, seconds, report);
                    break;
                case StartPart.Name:
                    await StartPart.RunAsync(portal, report);
                    break;
                case AdminPart.Name:
                    await AdminPart.RunAsync(portal, seconds, events, report);
                    break;
                case RegistrationsPart.Name:
                    await RegistrationsPart.RunAsync(portal, report);
                    break;
                case PoliciesPart.Name:
                    await PoliciesPart.RunAsync(portal, seconds, report);
                    break;
                default:
                    await GrowthPart.RunAsync(portal, seconds, events, report);
                    break;
            }

            Console.WriteLine(report.Text);
            if (options["--out"] is { Length: > 0 } file)
            {
                await report.WriteAsync(file);
            }
        }

        return 0;
    }
}
