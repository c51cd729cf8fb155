using System.IO.Compression;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services.Hosting;

/// <summary>
/// Public pages, whole and compressed, in memory. A page is kept under the content stamp, so what changed is never served
/// again; and only under what it depends on, so that a stranger's query string makes no new entry.
/// </summary>
public sealed class PageCache(ContentStamp stamp, PageCache.Reads reads, bool showsSeats = false) : IOutputCachePolicy
{
    /// <summary>For a page that shows the same whatever stands behind the question mark.</summary>
    public const string Page = "page";

    /// <summary>For a page that reads filters from its address.</summary>
    public const string List = "list";

    /// <summary>The two for pages that show how many seats are left: another one with every seat that is taken or comes free.</summary>
    public const string PageWithSeats = "page-seats";

    public const string ListWithSeats = "list-seats";

    /// <summary>For a page that can be looked at in two ways: <c>?view=inline</c> and <c>?view=side</c>.</summary>
    public const string PageWithView = "page-view";

    /// <summary>For an answer of the API, which reads more from its address than is ever kept.</summary>
    public const string Api = "api";

    /// <summary>The sizes of a page of the API that are kept, besides the one that is not asked for.</summary>
    private static readonly string[] ApiPageSizes = ["20", "100"];

    private const long Size = 64 * 1024 * 1024;

    // "Upcoming" becomes "past" without anybody changing anything.
    private static readonly TimeSpan LongestKept = TimeSpan.FromSeconds(60);
    private static readonly StringValues KeysThatMatter = new([.. ListFilter.AllKeys]);
    private static readonly StringValues ViewKey = new("view");
    private static readonly StringValues ApiKeys = new(["page", "pageSize"]);
    private static readonly string[] Filters = [.. ListFilter.AllKeys.Except(["when", "page"])];

    public static void Add(IServiceCollection services)
    {
        services.AddOutputCache(options => options.SizeLimit = Size);
        services.AddOptions<OutputCacheOptions>().Configure<ContentStamp>((options, stamp) =>
        {
            options.AddPolicy(Page, new PageCache(stamp, Reads.Nothing));
            options.AddPolicy(List, new PageCache(stamp, Reads.Filters));
            options.AddPolicy(PageWithSeats, new PageCache(stamp, Reads.Nothing, showsSeats: true));
            options.AddPolicy(ListWithSeats, new PageCache(stamp, Reads.Filters, showsSeats: true));
            options.AddPolicy(PageWithView, new PageCache(stamp, Reads.View));
            options.AddPolicy(Api, new PageCache(stamp, Reads.Paging));
        });
        services.AddResponseCompression(options =>
        {
            // Pages hold no secret that somebody else's input could stand beside.
            options.EnableForHttps = true;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/atom+xml", "text/calendar", "text/markdown"];
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
    }

    /// <summary>Keeps the answer to this request out of the cache.</summary>
    public static void Skip(HttpContext context)
    {
        if (context.Features.Get<IOutputCacheFeature>() is { } feature)
        {
            feature.Context.AllowCacheStorage = false;
        }
    }

    /// <summary>Lets the answer to this request be kept no longer than until a time at which it will be wrong by itself.</summary>
    /// <param name="edge">UTC; null where none is known.</param>
    /// <param name="now">UTC.</param>
    public static void KeepUntil(HttpContext context, DateTime? edge, DateTime now)
    {
        if (context.Features.Get<IOutputCacheFeature>()?.Context is { } cache && edge is { } end && end - now < (cache.ResponseExpirationTimeSpan ?? LongestKept))
        {
            cache.ResponseExpirationTimeSpan = end - now;
        }
    }

    private volatile Keys? _keys;

    public async ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var request = context.HttpContext.Request;
        var encoding = Encoding(request.Headers.AcceptEncoding);
        // One spelling a coding, so that each page is compressed once.
        if (request.Headers.AcceptEncoding != encoding)
        {
            request.Headers.AcceptEncoding = encoding.Length == 0 ? StringValues.Empty : encoding;
        }

        var cacheable = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && StringValues.IsNullOrEmpty(request.Headers.Authorization)
            // Staff see pages with their own tools on them.
            && !request.Cookies.ContainsKey(StaffAccess.Cookie) && reads switch
            {
                Reads.Filters => IsOrdinary(request.Query),
                Reads.Paging => IsOnlyPaging(request.Query),
                Reads.View => IsView(request.Query["view"]),
                _ => true,
            };
        context.EnableOutputCaching = true;
        context.AllowCacheLookup = cacheable;
        context.AllowCacheStorage = cacheable;
        context.AllowLocking = true;
        context.ResponseExpirationTimeSpan = LongestKept;
        context.CacheVaryByRules.VaryByHost = false;
        context.CacheVaryByRules.QueryKeys = reads switch
        {
            Reads.Filters when request.QueryString.HasValue => KeysThatMatter,
            Reads.Paging when request.QueryString.HasValue => ApiKeys,
            Reads.View when request.Query.ContainsKey("view") => ViewKey,
            _ => StringValues.Empty,
        };
        if (cacheable)
        {
            var current = await stamp.CurrentAsync(cancellation);
            context.CacheVaryByRules.VaryByValues["stamp"] = Key(current, showsSeats ? stamp.Seats : 0, encoding);
        }
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        if (response.StatusCode != StatusCodes.Status200OK || response.Headers.SetCookie.Count > 0)
        {
            context.AllowCacheStorage = false;
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Words are endless, and so nearly are combinations: those pages are made each time.</summary>
    private static bool IsOrdinary(IQueryCollection query)
    {
        if (query.Count == 0)
        {
            return true;
        }

        var filters = Filters.Count(filter => query[filter].Any(value => !string.IsNullOrEmpty(value)));
        return filters <= 1 && string.IsNullOrEmpty(query["q"]) && query.All(pair => pair.Value.Count <= 1);
    }

    /// <summary>A page in one spelling; how many there are is for the action to say.</summary>
    private static bool IsOnlyPaging(IQueryCollection query) => query.All(pair => pair.Value.Count == 1 && pair.Key switch
    {
        "page" => pair.Value[0] is { Length: > 0 and <= 6 } page && page[0] != '0' && page.All(char.IsAsciiDigit),
        "pageSize" => ApiPageSizes.Contains(pair.Value[0]),
        _ => false,
    });

    private static bool IsView(StringValues view) => view.Count == 0 || (view.Count == 1 && view[0] is "inline" or "side");

    /// <summary>Stamp and coding in one text, made once for each stamp.</summary>
    private string Key(long current, long seats, string encoding)
    {
        if (_keys is not { } keys || keys.Stamp != current || keys.Seats != seats)
        {
            _keys = keys = new(current, seats, $"{current}-{seats} br", $"{current}-{seats} gzip", $"{current}-{seats}");
        }

        return encoding switch { "br" => keys.Brotli, "gzip" => keys.Gzip, _ => keys.Plain };
    }

    private static string Encoding(StringValues accepted)
    {
        // As all browsers say it: names without weights, which need no parsing.
        if (accepted.Count == 1 && accepted[0] is { } names && !names.AsSpan().ContainsAny(';', '*'))
        {
            return Names(names, "br") ? "br" : Names(names, "gzip") ? "gzip" : "";
        }

        if (accepted.Count == 0 || !StringWithQualityHeaderValue.TryParseList(accepted, out var values))
        {
            return "";
        }

        double Quality(string coding) => values.FirstOrDefault(value => value.Value.Equals(coding, StringComparison.OrdinalIgnoreCase))
            is { } named ? named.Quality ?? 1 : coding == "*" ? 0 : Quality("*");
        var (brotli, gzip) = (Quality("br"), Quality("gzip"));
        return brotli == 0 && gzip == 0 ? "" : brotli >= gzip ? "br" : "gzip";
    }

    /// <summary>What an answer depends on besides its path.</summary>
    public enum Reads
    {
        Nothing,
        Filters,
        Paging,
        View,
    }

    private static bool Names(ReadOnlySpan<char> codings, ReadOnlySpan<char> coding)
    {
        foreach (var range in codings.Split(','))
        {
            if (codings[range].Trim().Equals(coding, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private sealed record Keys(long Stamp, long Seats, string Brotli, string Gzip, string Plain);
}
