using Microsoft.AspNetCore.Authorization;
using OutreachPortal.Areas.Admin.Controllers;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Services.Hosting;

/// <summary>What the admin area needs besides who is there.</summary>
public static class Editing
{
    public static void AddEditing(this IServiceCollection services)
    {
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, SignedOutWork>();
        services.AddScoped<FormChecks>();
        services.AddScoped<ContentDrafts>();
        services.AddScoped<Publisher>();
        services.AddScoped<PastedAddresses>();
        services.AddScoped<PublicChange>();
        services.AddScoped<ItemLists>();
        services.AddScoped<Overview>();
        services.AddScoped<Translations>();
        services.AddScoped<WorkingCopies>();
        services.AddScoped<Presences>();
        services.AddScoped<PreviewLinks>();
        services.AddScoped<DraftPreview>();
        services.AddScoped<EditingDesk>();
    }
}
