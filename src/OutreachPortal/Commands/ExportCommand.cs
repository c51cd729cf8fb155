using System.CommandLine;
using OutreachPortal.Services.Export;
using OutreachPortal.Services.Hosting;

namespace OutreachPortal.Commands;

/// <summary><c>export &lt;folder&gt;</c>: writes all content of the portal as the folder that <c>import</c> reads.</summary>
public static class ExportCommand
{
    /// <param name="services">Makes the portal's services from the settings that follow the folder.</param>
    public static Command Create(Func<string[], IServiceProvider> services)
    {
        var folder = new Argument<string>("folder") { Description = "A new or empty folder." };
        var command = new Command("export", "Writes all content of the portal, with its history, as the folder that import reads.") { folder };
        // Settings may follow: --Data:Path=/srv/portal
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (arguments, cancellation) =>
        {
            var provider = services([.. arguments.UnmatchedTokens]);
            try
            {
                var target = new FolderTarget(arguments.GetValue(folder)!);
                await Database.MigrateAsync(provider, cancellation);
                await using var scope = provider.CreateAsyncScope();
                return Say(await scope.ServiceProvider.GetRequiredService<ContentExporter>().ExportAsync(target, new ConsoleProgress(), cancellation));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return 1;
            }
        });
        return command;
    }

    /// <returns>The exit code: 0 when all is there, 1 when the media store lacks files.</returns>
    private static int Say(ExportReport report)
    {
        foreach (var name in report.Missing)
        {
            Console.Error.WriteLine($"The media store has no file {name}; the export lacks it.");
        }

        Console.WriteLine($"{report.Items} items with {report.Revisions} revisions, {report.MediaFiles} media files.");
        return report.Missing.Count == 0 ? 0 : 1;
    }
}
