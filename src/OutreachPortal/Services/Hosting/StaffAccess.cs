using System.Globalization;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.Services.Hosting;

/// <summary>Who signs in, and what each role may do. A visitor's request passes none of it: it carries no cookie.</summary>
public static class StaffAccess
{
    /// <summary>The session's cookie; only staff get it.</summary>
    public const string Cookie = "outreach-staff";

    /// <summary>Goes with forms of the admin area and of account pages, and nowhere else.</summary>
    private const string FormCookie = "outreach-form";

    /// <summary>Between the password and the code; for five minutes.</summary>
    private const string CodeCookie = "outreach-code";

    public const string SignInPath = "/account/sign-in";

    /// <summary>Query key of where somebody goes after signing in.</summary>
    public const string ReturnUrl = "returnUrl";

    public static void AddStaffAccess(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentUser>();
        services.AddScoped<AuditTrail>();
        services.AddScoped<EditLinks>();
        services.AddScoped<Passkeys>();
        services.AddScoped<StaffSignIn>();
        services.AddScoped<StaffLetters>();
        services.AddScoped<StaffAccounts>();
        SignInLimits.Add(services);
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = FormCookie;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddIdentityCore<PortalUser>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                // The user name is the e-mail address, and that has its own check.
                identity.User.AllowedUserNameCharacters = "";
                // NIST SP 800-63B: length and a list of common ones, no rules about kinds of characters.
                identity.Password.RequiredLength = 12;
                identity.Password.RequiredUniqueChars = 1;
                identity.Password.RequireDigit = false;
                identity.Password.RequireLowercase = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireNonAlphanumeric = false;
                identity.Lockout.MaxFailedAccessAttempts = 5;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
                identity.SignIn.RequireConfirmedAccount = false;
                identity.Tokens.PasswordResetTokenProvider = LinkTokens.Name;
                identity.Tokens.ChangeEmailTokenProvider = LinkTokens.Name;
            })
            .AddRoles<IdentityRole<int>>()
            .AddEntityFrameworkStores<PortalDbContext>()
            .AddClaimsPrincipalFactory<PortalClaims>()
            .AddPasswordValidator<PasswordRules>()
            .AddSignInManager()
            .AddDefaultTokenProviders()
            .AddTokenProvider<LinkTokens>(LinkTokens.Name);
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddIdentityCookies(cookies =>
            {
                cookies.ApplicationCookie!.Configure(Configure);
                cookies.TwoFactorUserIdCookie!.Configure(options =>
                {
                    options.Cookie.Name = CodeCookie;
                    options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                });
            });
        services.AddOptions<IdentityPasskeyOptions>().Configure<SiteSettings>(Configure);
        // At every request, also at one within the tick in which the cookie was made.
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromTicks(-1));
        services.AddAuthorizationBuilder()
            .AddPolicy(StaffPolicies.Staff, policy => policy.RequireRole(Roles.All))
            .AddPolicy(StaffPolicies.Write, policy => policy.RequireRole(Roles.Author, Roles.Editor, Roles.Administrator))
            .AddPolicy(StaffPolicies.Publish, policy => policy.RequireRole(Roles.Editor, Roles.Administrator))
            .AddPolicy(StaffPolicies.Register, policy => policy.RequireRole(Roles.Registrar, Roles.Administrator))
            .AddPolicy(StaffPolicies.Administer, policy => policy.RequireRole(Roles.Administrator));
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = Cookie;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.LoginPath = SignInPath;
        options.ExpireTimeSpan = TimeSpan.FromHours(10);
        options.SlidingExpiration = true;
        options.Events.OnRedirectToLogin = context =>
        {
            // A script is told, so that it can keep what was typed; a person is shown where to sign in.
            if (context.Request.Headers.ContainsKey(FromScript))
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            }
            else
            {
                context.Response.Redirect(QueryHelpers.AddQueryString(SignInPath, ReturnUrl, Wanted(context.Request)));
            }

            return Task.CompletedTask;
        };
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    private static void Configure(IdentityPasskeyOptions passkeys, SiteSettings site)
    {
        // Found by the device without a name being typed, and used by nobody whom the device does not know: so it counts as both factors.
        passkeys.ResidentKeyRequirement = "required";
        passkeys.UserVerificationRequirement = "required";
        var address = site.Address.Length > 0 ? new Uri(site.Address) : null;
        passkeys.ServerDomain = address?.IdnHost;
        passkeys.ValidateOrigin = asked => ValueTask.FromResult(!asked.CrossOrigin
            && asked.Origin == Origin(address ?? new Uri($"{asked.HttpContext.Request.Scheme}://{asked.HttpContext.Request.Host}")));
    }

    /// <summary>As a browser writes it.</summary>
    private static string Origin(Uri address) =>
        address.IsDefaultPort ? $"{address.Scheme}://{address.IdnHost}" : string.Create(CultureInfo.InvariantCulture, $"{address.Scheme}://{address.IdnHost}:{address.Port}");

    /// <summary>
    /// The page that somebody was at or asked for, as a path: the host of a request is not to be trusted. A form's own address has
    /// often no page behind it, so for a form it is the page that held it.
    /// </summary>
    private static string Wanted(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method))
        {
            return request.Path + request.QueryString;
        }

        return request.GetTypedHeaders().Referer is { IsAbsoluteUri: true } page && page.Authority == request.Host.Value
            && page.AbsolutePath.StartsWith("/admin", StringComparison.Ordinal) ? page.PathAndQuery : "/admin";
    }

    /// <summary>Header by which a script of the admin area says that it asks, and not a person.</summary>
    public const string FromScript = "X-Requested-With";
}
