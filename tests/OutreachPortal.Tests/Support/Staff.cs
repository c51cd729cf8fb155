using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;

namespace OutreachPortal.Tests.Support;

/// <summary>
/// The cast of the tests of the admin area. Alice writes, Ed publishes, Rita registers, Ada administers, and Nil is known to the portal but
/// has no role.
/// </summary>
public static class Staff
{
    public const string Password = "a long enough passphrase";

    public static Task<HttpClient> AliceTheAuthorAsync(this PortalHost portal) => portal.SignedInAsync("Alice", Roles.Author);

    public static Task<HttpClient> EdTheEditorAsync(this PortalHost portal) => portal.SignedInAsync("Ed", Roles.Editor);

    public static Task<HttpClient> RitaTheRegistrarAsync(this PortalHost portal) => portal.SignedInAsync("Rita", Roles.Registrar);

    public static Task<HttpClient> AdaTheAdministratorAsync(this PortalHost portal) => portal.SignedInAsync("Ada", Roles.Administrator);

    public static Task<HttpClient> NilWithoutRoleAsync(this PortalHost portal) => portal.SignedInAsync("Nil", null);

    /// <summary>A browser of somebody who has signed in; the account is made when there is none of that name. Follows no redirects.</summary>
    /// <param name="language">Of the admin area.</param>
    public static async Task<HttpClient> SignedInAsync(this PortalHost portal, string name, string? role, string language = Languages.English) =>
        portal.CreateDefaultClient(new CookieJar(new() { [StaffAccess.Cookie] = await portal.TicketAsync(name, role, language) }));

    /// <summary>The cookie of somebody who has signed in; the account is made when there is none of that name.</summary>
    public static Task<string> TicketAsync(this PortalHost portal, string name, string? role, string language = Languages.English) =>
        portal.InScopeAsync(async services =>
        {
            var users = services.GetRequiredService<UserManager<PortalUser>>();
            var email = TextFolding.Slug(name) + "@poyraz.example";
            var user = await users.FindByEmailAsync(email);
            if (user is null)
            {
                user = new PortalUser
                {
                    UserName = email,
                    Email = email,
                    EmailConfirmed = true,
                    Name = name,
                    Language = language,
                    CreatedAt = portal.Clock.GetUtcNow().UtcDateTime,
                };
                (await users.CreateAsync(user, Password)).Succeeded.ShouldBeTrue();
                if (role is not null)
                {
                    (await users.AddToRoleAsync(user, role)).Succeeded.ShouldBeTrue();
                }
            }

            // The ticket that signing in would have made, without the page that asks for the password.
            var principal = await services.GetRequiredService<IUserClaimsPrincipalFactory<PortalUser>>().CreateAsync(user);
            var options = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
            var now = portal.Clock.GetUtcNow();
            return options.TicketDataFormat.Protect(new AuthenticationTicket(
                principal, new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now + options.ExpireTimeSpan }, IdentityConstants.ApplicationScheme));
        });

    /// <summary>The cookie of a member of the university who has signed in and is no staff.</summary>
    public static string MemberTicket(this PortalHost portal, string name, string email)
    {
        var options = portal.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(UniversityAccess.MemberScheme);
        var now = portal.Clock.GetUtcNow();
        var member = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, name), new(ClaimTypes.Email, email)], UniversityAccess.MemberScheme));
        return options.TicketDataFormat.Protect(new AuthenticationTicket(member, new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now + options.ExpireTimeSpan }, UniversityAccess.MemberScheme));
    }

    /// <summary>Posts a form as a browser does, with the token that the page at <paramref name="page"/> holds.</summary>
    public static async Task<HttpResponseMessage> PostAsync(
        this HttpClient client, string page, string address, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var token = await client.TokenAsync(page);
        using var content = new FormUrlEncodedContent(fields.Append(new("__RequestVerificationToken", token)));
        return await client.PostAsync(new Uri(address, UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    /// <summary>The antiforgery token that a page holds.</summary>
    public static async Task<string> TokenAsync(this HttpClient client, string page)
    {
        var html = await client.GetStringAsync(new Uri(page, UriKind.Relative), TestContext.Current.CancellationToken);
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
        return document.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value").ShouldNotBeNull() ?? "";
    }
}
