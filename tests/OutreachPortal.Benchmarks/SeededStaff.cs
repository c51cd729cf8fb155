using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;

namespace OutreachPortal.Benchmarks;

/// <summary>Somebody who has signed in, so that staff's pages can be asked for.</summary>
public static class SeededStaff
{
    private const string Email = "benchmark@poyraz.example";

    /// <summary>The cookie that signing in would have given an administrator; the account is made when there is none.</summary>
    /// <param name="database">Of a portal that has run before.</param>
    /// <returns>Name and value of a header.</returns>
    public static async Task<(string Name, string Value)> CookieAsync(string database)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDbContext<PortalDbContext, SqlitePortalDbContext>(options => options.UseSqlite($"Data Source={database};Pooling=False"));
        services.AddDataProtection().SetApplicationName("OutreachPortal");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = new DatabaseXmlRepository(provider.GetRequiredService<IServiceScopeFactory>())));
        services.AddStaffAccess();
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var user = await users.FindByEmailAsync(Email);
        if (user is null)
        {
            // Nobody signs in by a password here, so there is none.
            user = new PortalUser
            {
                UserName = Email,
                NormalizedUserName = users.NormalizeName(Email),
                Email = Email,
                NormalizedEmail = users.NormalizeEmail(Email),
                EmailConfirmed = true,
                SecurityStamp = Guid.NewGuid().ToString("N"),
                Name = "Benchmark",
                Language = Languages.English,
                CreatedAt = DateTime.UtcNow,
            };
            db.Users.Add(user);
            await db.SaveChangesAsync();
            db.UserRoles.Add(new() { UserId = user.Id, RoleId = (await db.Roles.FirstAsync(role => role.Name == Roles.Administrator)).Id });
            await db.SaveChangesAsync();
        }

        var principal = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<PortalUser>>().CreateAsync(user);
        var options = scope.ServiceProvider.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var now = DateTimeOffset.UtcNow;
        var ticket = new AuthenticationTicket(principal, new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now + options.ExpireTimeSpan }, IdentityConstants.ApplicationScheme);
        return ("Cookie", $"{StaffAccess.Cookie}={options.TicketDataFormat.Protect(ticket)}");
    }
}
