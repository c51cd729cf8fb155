using Microsoft.Net.Http.Headers;
using OutreachPortal.Services.Policies;

namespace OutreachPortal.Services.Hosting;

/// <summary>
/// Lets pages of other sites read the API, feeds, calendars and the texts of policies: they hold nothing that is not public, and nobody is
/// signed in to them. Reading only, and without credentials (Fetch Standard, CORS protocol).
/// </summary>
public static class OpenToPrograms
{
    private const string Methods = "GET, HEAD, OPTIONS";
    private const string Day = "86400";

    public static void UseOpenToPrograms(this WebApplication app) => app.Use((context, next) =>
    {
        if (!IsOpen(context.Request.Path))
        {
            return next(context);
        }

        var headers = context.Response.Headers;
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            headers.AccessControlAllowOrigin = "*";
            headers.AccessControlAllowMethods = Methods;
            headers.AccessControlAllowHeaders = "Accept, Accept-Language, Content-Type, If-None-Match, If-Modified-Since";
            headers.AccessControlMaxAge = Day;
            headers.Allow = Methods;
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        // When the answer starts: an answer from the cache or about an error is open too, and is not written with it.
        context.Response.OnStarting(() =>
        {
            headers.AccessControlAllowOrigin = "*";
            headers.AccessControlExposeHeaders = HeaderNames.ETag;
            return Task.CompletedTask;
        });
        return next(context);
    });

    private static bool IsOpen(PathString path) =>
        path.StartsWithSegments("/api") || path.StartsWithSegments("/openapi")
        || path.Value is { } value && (value.EndsWith(".atom", StringComparison.OrdinalIgnoreCase) || value.EndsWith(".ics", StringComparison.OrdinalIgnoreCase)
            || (value.Contains("/policies/", StringComparison.OrdinalIgnoreCase)
                && (value.EndsWith(PolicyAddress.MarkdownEnding, StringComparison.OrdinalIgnoreCase) || value.EndsWith(PolicyAddress.JsonEnding, StringComparison.OrdinalIgnoreCase))));
}
