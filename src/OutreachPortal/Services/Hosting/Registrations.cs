using Microsoft.Extensions.DependencyInjection.Extensions;
using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.Services.Hosting;

/// <summary>What registering for lectures needs.</summary>
public static class Registrations
{
    /// <summary>What a change of a lecture needs, also where no site is served: its holders are told.</summary>
    public static void AddHolderNotices(this IServiceCollection services)
    {
        services.TryAddSingleton<OutboxBell>();
        services.TryAddScoped<Outbox>();
        services.AddScoped<RegistrationLinks>();
        services.AddScoped<RegistrationLetters>();
        services.AddSingleton<SeatLine>();
        services.AddScoped<HolderNotices>();
    }

    public static void AddRegistrations(this IServiceCollection services)
    {
        services.AddSingleton<RegistrationOffers>();
        services.AddSingleton<RegistrationLimits>();
        services.AddCertificates();
        services.AddScoped<RegistrationLists>();
        services.AddScoped<RegistrationDesk>();
        services.AddScoped<RegistrationExport>();
        services.AddScoped<HolderMessages>();
        services.AddScoped<Door>();
        services.AddScoped<Attendance>();
        services.AddHostedService(provider => provider.GetRequiredService<SeatLine>());
        services.AddSingleton<SeatKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<SeatKeeper>());
        services.AddSingleton<Reminders>();
        services.AddHostedService(provider => provider.GetRequiredService<Reminders>());
        services.AddSingleton<HolderLimits>();
        services.AddScoped<Holdings>();
        services.AddScoped<HolderChanges>();
        services.AddSingleton<HolderLetters>();
        services.AddSingleton<Retention>();
        services.AddHostedService(provider => provider.GetRequiredService<Retention>());
    }
}
