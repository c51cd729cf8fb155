using System.Security.Claims;
using Microsoft.AspNetCore.Diagnostics;
using OutreachPortal.Models;
using OutreachPortal.Services.Staff;
using OutreachPortal.Services.University;

namespace OutreachPortal.Services.Hosting;

/// <summary>The language of a request is the first part of its address. Where that names none, staff have chosen theirs, and a browser says its own.</summary>
public static class Localization
{
    public const string RouteConstraint = "culture";

    /// <summary>Query key by which account pages, whose address names no language, are switched before anybody has signed in.</summary>
    public const string LanguageKey = "lang";

    public static void Add(IServiceCollection services)
    {
        services.AddLocalization(options => options.ResourcesPath = "Resources");
        services.AddRouting(options =>
        {
            options.LowercaseUrls = true;
            options.ConstraintMap[RouteConstraint] = typeof(CultureConstraint);
        });
    }

    public static void UsePortalLocalization(this WebApplication app)
    {
        var site = app.Services.GetRequiredService<SiteSettings>();
        app.Use((context, next) =>
        {
            // What is shown instead of a page that failed is in that page's language.
            var failed = context.Features.Get<IExceptionHandlerPathFeature>()?.Path;
            var named = FromPath(failed ?? context.Request.Path, site);
            var culture = named ?? FromQuery(context.Request, site) ?? FromAnswer(context, site) ?? FromUser(context.User, site) ?? FromAcceptLanguage(context.Request, site);
            if (named is not null)
            {
                context.Response.Headers.ContentLanguage = named;
            }

            System.Globalization.CultureInfo.CurrentCulture = Languages.CultureOf(culture);
            System.Globalization.CultureInfo.CurrentUICulture = Languages.CultureOf(culture);
            return next(context);
        });
    }

    /// <summary>The language that the visitor's browser asks for, among those of the site.</summary>
    public static string FromAcceptLanguage(HttpRequest request, SiteSettings site) =>
        request.GetTypedHeaders().AcceptLanguage
            .Where(language => language.Quality is not 0)
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => site.Languages.FirstOrDefault(culture => IsOrBeginsWith(language.Value.Value ?? "", culture)))
            .FirstOrDefault(culture => culture is not null) ?? site.DefaultLanguage;

    private static bool IsOrBeginsWith(string tag, string culture) =>
        tag.StartsWith(culture, StringComparison.OrdinalIgnoreCase) && (tag.Length == culture.Length || tag[culture.Length] == '-');

    private static string? FromQuery(HttpRequest request, SiteSettings site) =>
        request.Path.StartsWithSegments("/account") ? Array.Find(site.Languages, culture => culture == request.Query[LanguageKey]) : null;

    /// <summary>Whoever comes back from the university's provider gets the language of the page on which they left.</summary>
    private static string? FromAnswer(HttpContext context, SiteSettings site) =>
        Array.Find(site.Languages, culture => culture == context.Features.Get<UniversityAnswer>()?.Language);

    private static string? FromUser(ClaimsPrincipal user, SiteSettings site) =>
        user.FindFirstValue(CurrentUser.LanguageClaim) is { } language && site.Languages.Contains(language) ? language : null;

    private static string? FromPath(PathString path, SiteSettings site)
    {
        var value = path.Value ?? "";
        return value.Length is 3 || (value.Length > 3 && value[3] == '/')
            ? Array.Find(site.Languages, culture => value.AsSpan(1, 2).Equals(culture, StringComparison.OrdinalIgnoreCase))
            : null;
    }

    private sealed class CultureConstraint(SiteSettings site) : IRouteConstraint
    {
        public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
            values[routeKey] is string culture && site.Languages.Contains(culture, StringComparer.OrdinalIgnoreCase);
    }
}
