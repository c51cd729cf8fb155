using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.Services.Hosting;

/// <summary>What registering for lectures needs.</summary>
public static class Registrations
{
    public static void AddRegistrations(this IServiceCollection services)
    {
        services.AddScoped<RegistrationLinks>();
        services.AddScoped<RegistrationLetters>();
        services.AddSingleton<RegistrationOffers>();
        services.AddSingleton<RegistrationLimits>();
        services.AddSingleton<SeatLine>();
        services.AddHostedService(provider => provider.GetRequiredService<SeatLine>());
        services.AddSingleton<SeatKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<SeatKeeper>());
        services.AddSingleton<HolderLimits>();
        services.AddScoped<Holdings>();
        services.AddScoped<HolderChanges>();
        services.AddSingleton<HolderLetters>();
        services.AddSingleton<Retention>();
        services.AddHostedService(provider => provider.GetRequiredService<Retention>());
    }
}
