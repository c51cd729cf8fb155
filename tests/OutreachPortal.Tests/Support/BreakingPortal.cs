using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace OutreachPortal.Tests.Support;

/// <summary>The portal with one address more, at which it always fails.</summary>
public class BreakingPortal : PortalHost
{
    protected override void ConfigureServices(IServiceCollection services) =>
        services.AddMvcCore().AddApplicationPart(typeof(BreakingController).Assembly);
}

/// <summary>The same, listening at a port.</summary>
public sealed class ListeningPortal : BreakingPortal
{
    public ListeningPortal()
    {
        UseKestrel(0);
        StartServer();
        using var visitor = CreateClient();
        Address = visitor.BaseAddress!;
    }

    public Uri Address { get; }
}

public sealed class BreakingController : Controller
{
    [HttpGet("/api/v1/broken")]
    public IActionResult Show() => throw new InvalidOperationException("a secret of " + HttpContext.TraceIdentifier);

    [HttpPost("/api/v1/broken")]
    public IActionResult Take([FromForm] string name) => Content(name);
}
