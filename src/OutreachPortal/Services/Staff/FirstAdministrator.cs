using OutreachPortal.Services.Hosting;

namespace OutreachPortal.Services.Staff;

/// <summary>
/// Where nobody could let others in, prints an address at which an administrator is made. A moment after the start: the first page does not
/// wait for it.
/// </summary>
public sealed partial class FirstAdministrator(IServiceScopeFactory scopes, SiteAddress address, IHostApplicationLifetime lifetime, ILogger<FirstAdministrator> logger) : BackgroundService
{
    private static readonly TimeSpan BeforeAnotherTry = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.AfterStartAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var links = scope.ServiceProvider.GetRequiredService<SetupLinks>();
                if (!await links.HasAdministratorAsync(stoppingToken))
                {
                    // Past the logs: they are kept, and this is a key.
                    Console.WriteLine($"There is no administrator yet. Make one within an hour at {address.Of(SetupLinks.Path(await links.MakeAsync(stoppingToken)))}");
                }

                return;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Mostly the database is away.
                LogFailure(e);
            }

            await Task.Delay(BeforeAnotherTry, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether there is an administrator could not be asked; it is tried again")]
    private partial void LogFailure(Exception e);
}
