using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace OutreachPortal.Services.Hosting;

/// <summary>A part of the address is what it is: one of blanks alone would be bound as null, to a parameter that is never null.</summary>
public sealed class RouteWords : IDisplayMetadataProvider
{
    public void CreateDisplayMetadata(DisplayMetadataProviderContext context)
    {
        if (context.Attributes.OfType<FromRouteAttribute>().Any())
        {
            context.DisplayMetadata.ConvertEmptyStringToNull = false;
        }
    }
}
