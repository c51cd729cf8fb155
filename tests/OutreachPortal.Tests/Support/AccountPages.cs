using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.Tests.Support;

/// <summary>What the tests of account pages do again and again.</summary>
public static class AccountPages
{
    public static Task<string> SetupAddressAsync(this PortalHost portal) => portal.InScopeAsync(async services =>
        SetupLinks.Path(await services.GetRequiredService<SetupLinks>().MakeAsync(TestContext.Current.CancellationToken)));

    /// <summary>Makes an account without signing it in.</summary>
    public static Task<PortalUser> AccountAsync(this PortalHost portal, string name, string? role, Action<PortalUser>? change = null) => portal.InScopeAsync(async services =>
    {
        var users = services.GetRequiredService<UserManager<PortalUser>>();
        var email = name.ToLowerInvariant() + "@poyraz.example";
        var user = new PortalUser { UserName = email, Email = email, Name = name, Language = Languages.English, CreatedAt = portal.Clock.GetUtcNow().UtcDateTime };
        change?.Invoke(user);
        (await users.CreateAsync(user, Staff.Password)).Succeeded.ShouldBeTrue();
        if (role is not null)
        {
            (await users.AddToRoleAsync(user, role)).Succeeded.ShouldBeTrue();
        }

        return user;
    });

    public static Task<HttpResponseMessage> SignInAsync(this HttpClient client, string email, string password = Staff.Password, string query = "", bool remember = false) =>
        client.PostAsync(StaffAccess.SignInPath + query, StaffAccess.SignInPath + query, [new("Email", email), new("Password", password), new("Remember", remember ? "true" : "false")]);

    public static Task<List<AuditEntry>> TrailAsync(this PortalHost portal) => portal.InScopeAsync(services =>
        services.GetRequiredService<PortalDbContext>().AuditEntries.AsNoTracking().OrderBy(entry => entry.Id).ToListAsync(TestContext.Current.CancellationToken));

    /// <summary>The account as it is in the database.</summary>
    public static Task<PortalUser> UserAsync(this PortalHost portal, string email) => portal.InScopeAsync(services =>
        services.GetRequiredService<PortalDbContext>().Users.AsNoTracking().SingleAsync(user => user.Email == email, TestContext.Current.CancellationToken));
}
