using OutreachPortal.Services.Editing;

namespace OutreachPortal.Services.Hosting;

/// <summary>What the admin area needs besides who is there.</summary>
public static class Editing
{
    public static void AddEditing(this IServiceCollection services)
    {
        services.AddScoped<FormChecks>();
        services.AddScoped<ContentDrafts>();
        services.AddScoped<Publisher>();
        services.AddScoped<PublishingChecks>();
        services.AddScoped<Slugs>();
        services.AddScoped<ItemSteps>();
        services.AddScoped<Reviews>();
        services.AddScoped<Publishing>();
        services.AddScoped<Removals>();
        services.AddScoped<Revisions>();
        services.AddScoped<ItemTimeline>();
        services.AddScoped<ItemHistory>();
        services.AddScoped<RevisionFields>();
        services.AddSingleton<PublishingSignal>();
        services.AddSingleton<ScheduledPublishing>();
        services.AddHostedService(provider => provider.GetRequiredService<ScheduledPublishing>());
    }
}
