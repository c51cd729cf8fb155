using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.WebEncoders;
using OutreachPortal.Services.Calendar;
using OutreachPortal.Services.Feeds;
using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Media;
using OutreachPortal.Services.Policies;
using OutreachPortal.ViewModels.Api;

namespace OutreachPortal.Services.Hosting;

/// <summary>The web side: what every request passes, from the outside in.</summary>
public static class Site
{
    private const long LargestRequest = 1024 * 1024;

    /// <summary>Octets: ten thousand letters typed into the search fit, each as the twelve that an address may need for one.</summary>
    private const int LongestRequestLine = 128 * 1024;

    /// <summary>Octets of a request too large that are still read, and not kept.</summary>
    private const long LargestPassedOver = 64 * 1024 * 1024;

    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(2);

    public static void AddSite(this WebApplicationBuilder builder)
    {
        // Does nothing once published; before, it finds the style sheet wherever the portal is started from.
        builder.WebHost.UseStaticWebAssets();
        if (!builder.Environment.IsDevelopment())
        {
            // A build that was not published would otherwise look for changed files at every request and forbid caching.
            builder.Configuration["ReloadStaticAssetsAtRuntime"] = bool.FalseString;
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
        });
        NoUtf7.Register();
        builder.Services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        builder.Services.AddSingleton<SiteTheme>();
        builder.Services.AddSingleton<SitePages>();
        builder.Services.AddSingleton<SiteProfiles>();
        builder.Services.AddSingleton<EventTimeline>();
        builder.Services.AddSingleton<EventCalendar>();
        builder.Services.AddSingleton<StructuredData>();
        builder.Services.AddSingleton<AtomFeed>();
        builder.Services.AddScoped<PolicyChanges>();
        builder.Services.AddScoped<PolicyReader>();
        builder.Services.AddSingleton<PolicyMarkdown>();
        builder.Services.AddScoped<FeedEntries>();
        builder.Services.AddScoped<ResourceMaker>();
        builder.Services.AddStaffAccess();
        builder.AddUniversityAccess();
        builder.Services.AddSingleton<LetterPaper>();
        builder.Services.AddScoped<LetterTemplates>();
        builder.Services.AddScoped<LetterWriter>();
        builder.Services.AddSingleton<LetterSender>();
        builder.Services.AddSingleton<LetterCarrier>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LetterCarrier>());
        builder.Services.AddEditing();
        builder.Services.AddRegistrations();
        builder.Services.AddSingleton<CommentLimits>();
        builder.Services.AddScoped<MediaLibrary>();
        Localization.Add(builder.Services);
        PageCache.Add(builder.Services);
        builder.Services.AddProblemDetails();
        // Turkish letters as they are, not as numbers: a fifth less to send.
        builder.Services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        var mvc = builder.Services.AddControllersWithViews(mvc =>
        {
            mvc.Filters.Add(new AutoValidateAntiforgeryTokenAttribute());
            mvc.Filters.Add<ReadableForm>();
            mvc.Filters.Add<SiteProfileFilter>();
            mvc.ModelMetadataDetailsProviders.Add(new RouteWords());
        });
        ApiDocument.Add(builder.Services, mvc);
    }

    /// <summary>Answers HEAD wherever GET is answered, from the same cache entry, without the body.</summary>
    private static void UseHead(this WebApplication app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;
            context.Response.Body = Stream.Null;
        }

        return next(context);
    });

    /// <summary>
    /// Says that a request is too large before anything tries to read it: a form that breaks off would be a 400. Stands
    /// after routing, which sets an endpoint's own limit.
    /// </summary>
    private static void UseSizeLimit(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { } limit || !(context.Request.ContentLength > limit.MaxRequestBodySize)
            || context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
        {
            await next(context);
            return;
        }

        await PassOverAsync(context, limit);
        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
    });

    /// <summary>Reads what is sent and keeps nothing of it: a browser whose connection ends while it sends would say so, and never show the answer.</summary>
    private static async Task PassOverAsync(HttpContext context, IHttpMaxRequestBodySizeFeature limit)
    {
        if (limit.IsReadOnly || context.Request.ContentLength > LargestPassedOver)
        {
            return;
        }

        limit.MaxRequestBodySize = null;
        var buffer = new byte[16 * 1024];
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        try
        {
            do
            {
                patience.CancelAfter(LongestSilence);
            }
            while (await context.Request.Body.ReadAsync(buffer, patience.Token) > 0);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Nobody is sending any more.
        }
    }

    public static void UseSite(this WebApplication app)
    {
        var site = app.Services.GetRequiredService<SiteSettings>();
        app.UseRequestLog();
        if (site.Address.StartsWith("https:", StringComparison.Ordinal))
        {
            // Behind a proxy that ends TLS the request arrives as http; the visitor's is https all the same.
            app.Use((context, next) =>
            {
                context.Request.Scheme = Uri.UriSchemeHttps;
                return next(context);
            });
        }

        app.UseSecurityHeaders();
        app.UseOpenToPrograms();
        app.UseHead();
        app.UseExceptionHandler("/errors/500");
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseRouting();
        app.UseOutputCache();
        app.UseAuthentication();
        app.UsePortalLocalization();
        app.UseStatusCodePagesWithReExecute("/errors/{0}");
        app.UseSizeLimit();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UsePageETag();
        app.UseResponseCompression();
        app.MapStaticAssets();
        app.MapControllers().WithStaticAssets();
        app.MapOpenApi(ApiDocument.Path).CacheOutput(PageCache.Page);
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            foreach (var address in app.Urls)
            {
                app.Logger.LogInformation("The portal listens at {Address}", address);
            }
        });
    }
}
