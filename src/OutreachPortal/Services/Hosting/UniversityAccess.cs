using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using OutreachPortal.Services.University;

namespace OutreachPortal.Services.Hosting;

/// <summary>Signing in by the university's OpenID Connect, where it is set.</summary>
public static class UniversityAccess
{
    public const string ProviderScheme = "University";

    /// <summary>Of those who are no staff; never the request's user.</summary>
    public const string MemberScheme = "UniversityMember";

    /// <summary>The session's cookie; only members get it who signed in.</summary>
    public const string MemberCookie = "outreach-member";

    public const string StartPath = "/account/university";

    /// <summary>Where the provider sends back to; it has to know the address.</summary>
    public const string ReturnPath = "/account/university/return";

    public static void AddUniversityAccess(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<UniversityMembers>();
        if (builder.Configuration.GetSection("SignIn:OpenIdConnect").Get<OpenIdConnectSettings>() is not { IsSet: true } settings)
        {
            return;
        }

        builder.Services.AddSingleton<UniversityProvider>();
        builder.Services.AddSingleton<UniversityLimits>();
        builder.Services.AddAuthentication()
            .AddCookie(MemberScheme, cookie =>
            {
                cookie.Cookie.Name = MemberCookie;
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                // Nobody can be signed out from here who left the university meanwhile.
                cookie.ExpireTimeSpan = TimeSpan.FromHours(2);
                cookie.SlidingExpiration = false;
            })
            .AddOAuth<OAuthOptions, UniversityHandler>(ProviderScheme, oauth =>
            {
                oauth.ClientId = settings.ClientId;
                oauth.ClientSecret = settings.ClientSecret;
                // Asked for by the base and not used: where they are, the provider says.
                (oauth.AuthorizationEndpoint, oauth.TokenEndpoint) = (settings.Authority, settings.Authority);
                oauth.CallbackPath = ReturnPath;
                oauth.SignInScheme = MemberScheme;
                oauth.UsePkce = true;
                oauth.Scope.Clear();
                oauth.Scope.Add("openid");
                oauth.Scope.Add("profile");
                oauth.Scope.Add("email");

                oauth.CorrelationCookie.Name = "outreach-university.";
                // The answer is a link that is followed, and no form that another site posts.
                oauth.CorrelationCookie.SameSite = SameSiteMode.Lax;
                oauth.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                oauth.Events = new()
                {
                    OnTicketReceived = context =>
                    {
                        context.SkipHandler();
                        return Task.CompletedTask;
                    },
                    OnAccessDenied = context => Fail(context.HttpContext, UniversityFailure.Denied, context.Properties, context.SkipHandler),
                    OnRemoteFailure = context => Fail(context.HttpContext,
                        context.Failure is UniversityException e ? e.Failure : context.Request.Query.ContainsKey("error") && context.Properties is not null ? UniversityFailure.Denied : UniversityFailure.Lost, context.Properties, context.SkipHandler),
                };
            });
    }

    private static Task Fail(HttpContext context, UniversityFailure failure, AuthenticationProperties? kept, Action goOn)
    {
        context.Features.Set(new UniversityAnswer(null, failure, kept?.RedirectUri, kept?.GetString(UniversityHandler.Language)));
        goOn();
        return Task.CompletedTask;
    }
}
