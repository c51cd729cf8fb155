using System.CommandLine;
using System.Data.Common;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Commands;
using OutreachPortal.Data;
using OutreachPortal.Services;
using OutreachPortal.Services.Export;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Import;
using OutreachPortal.Services.Markdown;
using OutreachPortal.Services.Media;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Services.Search;
using OutreachPortal.Services.Staff;
using RetryLimitExceededException = Microsoft.EntityFrameworkCore.Storage.RetryLimitExceededException;

try
{
    // A word comes before the options: `import <folder> --Data:Path=/srv/portal`.
    return args.Length > 0 && !args[0].StartsWith('-') || args.Any(arg => arg is "--help" or "-h" or "-?")
        ? await RunCommandAsync(args)
        : await ServeAsync(args);
}
catch (SettingsException e)
{
    return Fail(e.Message);
}
catch (DbException e)
{
    return Fail("The database cannot be used: " + e.Message);
}
catch (RetryLimitExceededException e)
{
    return Fail("The database cannot be used: " + (e.InnerException ?? e).Message);
}
catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || DbErrors.IsUniqueViolation(e))
{
    return Fail("Somebody else changed the same content at the same time; nothing was written. Please run it again.");
}
catch (DbUpdateException e)
{
    return Fail("The database refused to write: " + (e.InnerException ?? e).Message);
}
catch (Exception e) when (e is FormatException or InvalidDataException)
{
    return Fail("The settings cannot be read: " + e.Message + " " + e.InnerException?.Message);
}
catch (IOException e) when (e.InnerException is AddressInUseException)
{
    return Fail(e.Message + " Choose another address with --urls.");
}
catch (SocketException e)
{
    return Fail($"The portal cannot listen at the address that --urls or Kestrel:Endpoints names: {e.Message}.");
}
catch (Exception e) when (e is CryptographicException || (e is InvalidOperationException && e.Source == "Microsoft.AspNetCore.Server.Kestrel.Core"))
{
    return Fail("The portal cannot listen with the settings of Kestrel: " + e.Message.Split('\n')[0].TrimEnd());
}

static async Task<int> ServeAsync(string[] args)
{
    var builder = CreateBuilder(args);
    builder.AddLogs(toFile: true);
    if (Telemetry.IsWanted(builder.Configuration))
    {
        // Where it is not, its libraries are not even loaded.
        builder.Services.AddHostedService<Telemetry>();
    }

    builder.AddSite();
    builder.Services.AddHostedService<FirstAdministrator>();

    await using var app = builder.Build();
    // Each takes as long as the other; together they are most of the start.
    var prepared = Task.Run(() => PrepareAsync(app.Services));
    app.UseSite();
    await prepared;
    await app.RunAsync();
    return 0;
}

// Brings the database up to date.
static async Task PrepareAsync(IServiceProvider services)
{
    await Database.MigrateAsync(services, CancellationToken.None);
    await using var scope = services.CreateAsyncScope();
    if (services.GetRequiredService<DemoSettings>().Content)
    {
        await scope.ServiceProvider.GetRequiredService<DemoContent>().LoadAsync(CancellationToken.None);
    }

    await scope.ServiceProvider.GetRequiredService<Notices>().PrepareAsync(CancellationToken.None);
}

static async Task<int> RunCommandAsync(string[] args)
{
    WebApplication? app = null;
    try
    {
        var root = new RootCommand("The outreach portal of a university. Without a command it serves the site.")
        {
            ImportCommand.Create(Services),
            ExportCommand.Create(Services),
            UsersCommand.Create(Services),
        };
        return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }
    finally
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }
    }

    IServiceProvider Services(string[] settings)
    {
        var builder = CreateBuilder(settings);
        builder.AddLogs(toFile: false);
        return (app = builder.Build()).Services;
    }
}

static WebApplicationBuilder CreateBuilder(string[] args)
{
    // Settings and demo content lie beside the program; the current folder is only where data/ is.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.AddSettings();
    builder.AddDatabase();
    builder.Services.AddSingleton(TimeProvider.System);
    builder.Services.AddSingleton<MarkdownRenderer>();
    builder.Services.AddSingleton<IMediaStore, FolderMediaStore>();
    builder.Services.AddSingleton<ContentStamp>();
    builder.Services.AddScoped<ContentPages>();
    builder.Services.AddSingleton<SqlServerFullText>();
    builder.Services.AddScoped<ContentSearch>();
    builder.Services.AddScoped<SearchNames>();
    builder.Services.AddHolderNotices();
    builder.Services.AddScoped<ContentImporter>();
    builder.Services.AddScoped<ContentExporter>();
    builder.Services.AddScoped<DemoContent>();
    builder.Services.AddScoped<DemoRegistrations>();
    builder.Services.AddScoped<Notices>();
    builder.Services.AddSingleton<SiteAddress>();
    builder.Services.AddScoped<SetupLinks>();
    return builder;
}

static int Fail(string sentence)
{
    Console.Error.WriteLine(sentence);
    return 1;
}
