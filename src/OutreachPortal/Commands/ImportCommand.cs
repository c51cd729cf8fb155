using System.CommandLine;
using OutreachPortal.Services;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Import;

namespace OutreachPortal.Commands;

/// <summary><c>import &lt;folder&gt;</c>: brings a folder of Markdown into the portal.</summary>
public static class ImportCommand
{
    /// <param name="services">Makes the portal's services from the settings that follow the folder.</param>
    public static Command Create(Func<string[], IServiceProvider> services)
    {
        var folder = new Argument<string>("folder") { Description = "Folder of Markdown files; docs/content.md has the format." };
        var command = new Command("import", "Brings a folder of Markdown into the portal, all of it or nothing.") { folder };
        // Settings may follow: --Data:Path=/srv/portal
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (arguments, cancellation) =>
        {
            var provider = services([.. arguments.UnmatchedTokens]);
            await Database.MigrateAsync(provider, cancellation);
            await using var scope = provider.CreateAsyncScope();
            return await RunAsync(scope.ServiceProvider.GetRequiredService<ContentImporter>(), arguments.GetValue(folder)!, cancellation);
        });
        return command;
    }

    /// <returns>The exit code: 0 when the folder was imported, 1 when it has mistakes.</returns>
    private static async Task<int> RunAsync(ContentImporter importer, string folder, CancellationToken cancellation)
    {
        ImportReport report;
        try
        {
            report = await importer.ImportAsync(folder, new ConsoleProgress(), cancellation);
        }
        catch (DirectoryNotFoundException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }

        if (report.Mistakes.Count > 0)
        {
            foreach (var mistake in report.Mistakes)
            {
                await Console.Error.WriteLineAsync(mistake.ToString());
            }

            await Console.Error.WriteLineAsync($"Nothing was imported: {report.Mistakes.Count} {(report.Mistakes.Count == 1 ? "mistake" : "mistakes")}.");
            return 1;
        }

        foreach (var (word, items) in new[] { ("added", report.Added), ("changed", report.Changed) })
        {
            foreach (var item in items)
            {
                Console.WriteLine($"{word,-8} {item}");
            }
        }

        Console.WriteLine($"{report.Added.Count} added, {report.Changed.Count} changed, {report.Skipped.Count} skipped (unchanged).");
        return 0;
    }
}
