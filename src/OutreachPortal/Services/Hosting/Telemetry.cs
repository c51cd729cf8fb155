using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace OutreachPortal.Services.Hosting;

/// <summary>Traces and metrics over OTLP, only where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says to which address.</summary>
public sealed class Telemetry : IHostedService, IDisposable
{
    private const string ServiceName = "outreach-portal";

    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    public Telemetry(IConfiguration configuration)
    {
        var resource = ResourceBuilder.CreateDefault().AddService(ServiceName);
        // The framework's own sources: the packages that would name them cannot be restored everywhere.
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).ConfigureServices(services => services.AddSingleton(configuration))
            .AddSource("Microsoft.AspNetCore").AddOtlpExporter().Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).ConfigureServices(services => services.AddSingleton(configuration))
            .AddMeter("Microsoft.AspNetCore.*", "Microsoft.EntityFrameworkCore", "System.Runtime").AddOtlpExporter().Build();
    }

    public static bool IsWanted(IConfiguration configuration) =>
        configuration.AsEnumerable().Any(pair => pair.Value is { Length: > 0 }
            && pair.Key.StartsWith("OTEL_EXPORTER_OTLP_", StringComparison.OrdinalIgnoreCase)
            && pair.Key.EndsWith("ENDPOINT", StringComparison.OrdinalIgnoreCase));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _traces.ForceFlush(2000);
        _metrics.ForceFlush(2000);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }
}
