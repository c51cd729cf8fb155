using System.Security.Cryptography;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Net.Http.Headers;

namespace OutreachPortal.Services.Hosting;

/// <summary>
/// Gives a page a validator made from its bytes. Stands within the page cache, which answers 304 for what it holds, and
/// around compression, so that each coding has its own. What is made for somebody who says to be staff has none: no browser and no
/// server between keeps it, whoever turns out to have asked. A page that says itself that nobody may keep it has none either.
/// </summary>
public static class PageETag
{
    public static void UsePageETag(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.Features.Get<IOutputCacheFeature>() is null)
        {
            await next(context);
            return;
        }

        if (context.Features.Get<IOutputCacheFeature>()!.Context.AllowCacheLookup)
        {
            // Others may be waiting for the same page, and would be told of a failure when the first of them went away.
            context.RequestAborted = CancellationToken.None;
        }

        var body = context.Response.Body;
        using var page = new MemoryStream();
        context.Response.Body = page;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
        }

        var headers = context.Response.GetTypedHeaders();
        if (context.Request.Cookies.ContainsKey(StaffAccess.Cookie))
        {
            headers.CacheControl = new() { Private = true, NoStore = true };
            headers.ETag = null;
        }
        else if (context.Response.StatusCode == StatusCodes.Status200OK && headers.CacheControl is not { NoStore: true })
        {
            headers.ETag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(page.GetBuffer().AsSpan(0, (int)page.Length)).AsSpan(0, 12))}\"");
            headers.CacheControl = new() { Public = true, NoCache = true };
            context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
            var kept = context.Features.Get<IOutputCacheFeature>()!.Context.AllowCacheStorage;
            if (!kept && context.Request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Compare(headers.ETag, useStrongComparison: false)))
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                headers.ContentType = null;
                context.Response.Headers.ContentEncoding = default;
                return;
            }
        }

        if (page.Length > 0)
        {
            headers.ContentLength = page.Length;
            page.Position = 0;
            await page.CopyToAsync(body, context.RequestAborted);
        }
    });
}
