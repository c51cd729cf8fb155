using System.CommandLine;
using OutreachPortal.Services;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.Commands;

/// <summary><c>users setup-link</c>: prints a one-time address at which an administrator is made.</summary>
public static class UsersCommand
{
    /// <param name="services">Makes the portal's services from the settings that follow.</param>
    public static Command Create(Func<string[], IServiceProvider> services)
    {
        var link = new Command("setup-link", "Prints an address at which one more administrator is made: once, within an hour.")
        {
            // Settings may follow: --Data:Path=/srv/portal
            TreatUnmatchedTokensAsErrors = false,
        };
        link.SetAction(async (arguments, cancellation) =>
        {
            var provider = services([.. arguments.UnmatchedTokens]);
            await Database.MigrateAsync(provider, cancellation);
            await using var scope = provider.CreateAsyncScope();
            var token = await scope.ServiceProvider.GetRequiredService<SetupLinks>().MakeAsync(cancellation);
            Console.WriteLine(provider.GetRequiredService<SiteAddress>().Of(SetupLinks.Path(token)));
            return 0;
        });
        return new Command("users", "Looks after those who may sign in.") { link };
    }
}
