using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.Services.Hosting;

/// <summary>Who signs in, and what each role may do. A visitor's request passes none of it: it carries no cookie.</summary>
public static class StaffAccess
{
    /// <summary>The one cookie of the portal; only staff get it.</summary>
    public const string Cookie = "outreach-staff";

    public const string SignInPath = "/account/sign-in";

    public static void AddStaffAccess(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentUser>();
        services.AddScoped<AuditTrail>();
        services.AddIdentityCore<PortalUser>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
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
            })
            .AddRoles<IdentityRole<int>>()
            .AddEntityFrameworkStores<PortalDbContext>()
            .AddClaimsPrincipalFactory<PortalClaims>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(Configure));
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.Zero);
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
                context.Response.Redirect(context.RedirectUri);
            }

            return Task.CompletedTask;
        };
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    /// <summary>Header by which a script of the admin area says that it asks, and not a person.</summary>
    public const string FromScript = "X-Requested-With";
}
