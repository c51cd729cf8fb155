using System.Diagnostics;
using System.Globalization;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Json;
using Serilog.Settings.Configuration;
using ILogger = Serilog.ILogger;

namespace OutreachPortal.Services.Hosting;

/// <summary>
/// Serilog: readable in Development, JSON elsewhere; to the console and to files in the data folder, one a day, two weeks kept.
/// Stands in for Serilog.AspNetCore, which cannot be restored everywhere; this file is all that it would replace.
/// </summary>
public static class Logs
{
    private const string Readable = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";

    /// <summary>As OpenTelemetry names it.</summary>
    private const string PathTag = "url.path";

    /// <summary>"/certificate-name" behind the key of a registration; a key is longer.</summary>
    private const int LongestEnding = 20;
    private const int DaysKept = 14;
    private const long LargestFile = 100 * 1024 * 1024;

    /// <param name="toFile">False for commands, which run beside a portal that is writing its own file.</param>
    public static void AddLogs(this WebApplicationBuilder builder, bool toFile)
    {
        builder.Logging.ClearProviders();
        // Says nothing that is written here, and makes an activity and a scope of each request in order to say it. Activities
        // for traces are made all the same where somebody listens.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Services.AddSingleton<ILogger>(services =>
        {
            var logger = Configured(builder.Configuration);
            var readable = builder.Environment.IsDevelopment();
            var file = services.GetRequiredService<DataFolder>().In(Path.Combine("logs", readable ? "portal-.log" : "portal-.json"));
            if (!toFile)
            {
                return logger.WriteTo.Console(LogEventLevel.Warning, Readable, CultureInfo.InvariantCulture, standardErrorFromLevel: LogEventLevel.Verbose).CreateLogger();
            }

            if (readable)
            {
                logger.WriteTo.Console(outputTemplate: Readable, formatProvider: CultureInfo.InvariantCulture)
                    .WriteTo.File(file, outputTemplate: Readable, formatProvider: CultureInfo.InvariantCulture,
                        rollingInterval: RollingInterval.Day, retainedFileCountLimit: DaysKept, fileSizeLimitBytes: LargestFile, rollOnFileSizeLimit: true);
            }
            else
            {
                logger.WriteTo.Console(new JsonFormatter(renderMessage: true))
                    .WriteTo.File(new JsonFormatter(renderMessage: true), file,
                        rollingInterval: RollingInterval.Day, retainedFileCountLimit: DaysKept, fileSizeLimitBytes: LargestFile, rollOnFileSizeLimit: true);
            }

            return logger.CreateLogger();
        });
        builder.Services.AddSingleton<ILoggerProvider>(services =>
            new Serilog.Extensions.Logging.SerilogLoggerProvider(services.GetRequiredService<ILogger>(), dispose: true));
    }

    /// <summary>Writes one event for each request when it is complete.</summary>
    public static void UseRequestLog(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILogger>().ForContext("SourceContext", "OutreachPortal.Requests");
        var flood = new FloodGuard(log);
        app.Use(async (context, next) =>
        {
            var start = Stopwatch.GetTimestamp();
            var method = context.Request.Method;
            try
            {
                await next(context);
            }
            finally
            {
                Write(context, method, Stopwatch.GetElapsedTime(start).TotalMilliseconds, log, flood);
            }
        });
    }

    // Named, or it would look through every file beside the program for sinks, and a sink that is not there cannot be set anyway.
    private static readonly ConfigurationReaderOptions Assemblies = new(typeof(ConsoleLoggerConfigurationExtensions).Assembly, typeof(FileLoggerConfigurationExtensions).Assembly);

    private static LoggerConfiguration Configured(IConfiguration configuration)
    {
        try
        {
            return new LoggerConfiguration().ReadFrom.Configuration(configuration, Assemblies).Enrich.FromLogContext()
                // That the server could not start is said once, in a sentence, by the program itself.
                .Filter.ByExcluding(e => e.Properties.TryGetValue("EventId", out var id) && id.ToString().Contains("HostedServiceStartupFaulted", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException)
        {
            throw new SettingsException("The setting Serilog cannot be used: " + e.Message);
        }
    }

    private static void Write(HttpContext context, string method, double elapsed, ILogger log, FloodGuard flood)
    {
        var path = WithoutKey(context.Request.Path.Value ?? "");
        if (Activity.Current is { IsAllDataRequested: true } activity && activity.GetTagItem(PathTag) is not null)
        {
            // Traces go elsewhere, and are kept there.
            activity.SetTag(PathTag, path);
        }

        var status = context.Response.StatusCode;
        var level = status >= 500 ? LogEventLevel.Error : LogEventLevel.Information;
        if (log.IsEnabled(level) && (status >= 400 || flood.Admits()))
        {
            log.Write(level, "HTTP {RequestMethod} {RequestPath} responded {StatusCode} in {Elapsed:0.0} ms",
                method, path, status, elapsed);
        }
    }

    /// <summary>Addresses of a preview that opens without signing in, and of a registration, are keys, and logs are kept.</summary>
    private static string WithoutKey(string path)
    {
        if (path.StartsWith("/admin", StringComparison.OrdinalIgnoreCase))
        {
            return path;
        }

        const string Registration = "/registrations";
        var at = path.IndexOf(Registration, StringComparison.OrdinalIgnoreCase);
        if (at >= 0 && at + Registration.Length < path.Length)
        {
            // However the slash before the key was written: twice, or as %2F. What comes after it is a word of the portal's own, and short.
            var rest = path.AsSpan(at + Registration.Length).TrimStart('/');
            var end = rest.IndexOf('/');
            var ending = end < 0 || rest.Length - end > LongestEnding ? "" : rest[end..];
            return $"{path.AsSpan(0, at)}{Registration}/…{ending}";
        }

        const string Preview = "/preview/";
        at = path.IndexOf(Preview, StringComparison.OrdinalIgnoreCase);
        var key = at + Preview.Length;
        return at < 0 || path.AsSpan(key).TrimEnd('/').Contains('/') ? path : path[..key] + "…";
    }

    /// <summary>
    /// Past so many good answers a second their events are only counted: a flood must fill neither the disk nor the
    /// processor. The count is an event of its own, so nothing is passed over in silence.
    /// </summary>
    private sealed class FloodGuard(ILogger log)
    {
        private const int EventsASecond = 200;

        private long _second;
        private int _seen;

        public bool Admits()
        {
            var now = Environment.TickCount64 / 1000;
            var second = Volatile.Read(ref _second);
            if (second != now && Interlocked.CompareExchange(ref _second, now, second) == second)
            {
                var passedOver = Interlocked.Exchange(ref _seen, 0) - EventsASecond;
                if (passedOver > 0)
                {
                    log.Information("HTTP {RequestCount} more requests were answered within a second, not written one by one", passedOver);
                }
            }

            return Interlocked.Increment(ref _seen) <= EventsASecond;
        }
    }
}
