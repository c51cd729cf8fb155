using Microsoft.AspNetCore.Mvc.Filters;

namespace OutreachPortal.Services.Hosting;

/// <summary>Has every answer that is made, and not taken from the page cache, show the site as administrators set it.</summary>
public sealed class SiteProfileFilter(SiteProfiles profiles) : IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        await profiles.RefreshAsync(context.HttpContext.RequestAborted);
        await next();
    }
}
