using System.Reflection;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace OutreachPortal.Tests.Support;

/// <summary>
/// Disposes of the framework's rate limiter with the portal that made it, as the framework does not
/// (https://github.com/dotnet/aspnetcore/issues/66434): its timer would keep every portal of a run in memory, with all that belongs to it.
/// </summary>
public sealed class RateLimiterEnd : IStartupFilter, IDisposable
{
    private RequestDelegate? _pipeline;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(rest => _pipeline = rest);
        next(app);
    };

    public void Dispose()
    {
        // The limiter is in a private field of a middleware, and each middleware holds the next.
        var open = new Stack<object?>([_pipeline?.Target]);
        _pipeline = null;
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        while (open.TryPop(out var part))
        {
            if (part is null || !seen.Add(part))
            {
                continue;
            }

            foreach (var field in part.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            {
                if (field.FieldType == typeof(RequestDelegate))
                {
                    open.Push(((RequestDelegate?)field.GetValue(part))?.Target);
                }
                else if (field.FieldType == typeof(object))
                {
                    open.Push(field.GetValue(part));
                }
                else if (field.GetValue(part) is PartitionedRateLimiter<HttpContext> limiter)
                {
                    limiter.Dispose();
                }
            }
        }
    }
}
