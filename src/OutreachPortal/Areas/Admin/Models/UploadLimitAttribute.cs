using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Localization;
using OutreachPortal.Services;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Media;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>
/// Reads an upload up to the size that the settings allow, into memory: nothing of it touches the disk before it is proved. Whoever is not
/// allowed to upload has been refused before, and nothing of theirs is read.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UploadLimitAttribute : Attribute, IAsyncAuthorizationFilter, IOrderedFilter, IRequestSizeLimitMetadata
{
    /// <summary>Before the token is looked for, which reads the form.</summary>
    public int Order => 900;

    /// <summary>None for the rest of the site: this filter has its own, from the settings.</summary>
    public long? MaxRequestBodySize => null;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var request = context.HttpContext.Request;
        var settings = context.HttpContext.RequestServices.GetRequiredService<MediaSettings>();
        if (context.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = settings.MaxRequest;
        }

        if (request.ContentLength > settings.MaxRequest)
        {
            context.Result = Refusal(context, settings, StatusCodes.Status413PayloadTooLarge);
            return;
        }

        if (!request.HasFormContentType)
        {
            return;
        }

        context.HttpContext.Features.Set<IFormFeature>(new FormFeature(request, new FormOptions
        {
            MemoryBufferThreshold = (int)Math.Min(settings.MaxRequest, int.MaxValue),
            MultipartBodyLengthLimit = settings.MaxRequest,
            // Names of files stand there, however long.
            MultipartHeadersLengthLimit = 64 * 1024,
            ValueCountLimit = 100,
            ValueLengthLimit = 100_000,
        }));
        try
        {
            await request.ReadFormAsync(context.HttpContext.RequestAborted);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            context.Result = Refusal(context, settings, StatusCodes.Status413PayloadTooLarge);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException || (e is IOException && !context.HttpContext.RequestAborted.IsCancellationRequested))
        {
            // Broken off, or no form at all.
            context.Result = Refusal(context, settings, StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static IActionResult Refusal(AuthorizationFilterContext context, MediaSettings settings, int status)
    {
        var words = context.HttpContext.RequestServices.GetRequiredService<IStringLocalizer<Words>>();
        var sentence = status == StatusCodes.Status413PayloadTooLarge
            ? words["Media.RequestTooLarge", PageWords.Size(settings.MaxRequest), PageWords.Size(settings.MaxSize)].Value
            : words["Media.Unreadable"].Value;
        if (context.HttpContext.Request.Headers.ContainsKey(StaffAccess.FromScript))
        {
            return new ObjectResult(new ProblemDetails { Status = status, Title = words["Media.NotKept"], Detail = sentence }) { StatusCode = status };
        }

        var data = new ViewDataDictionary<string>(context.HttpContext.RequestServices.GetRequiredService<IModelMetadataProvider>(), new ModelStateDictionary()) { Model = sentence };
        data[AdminMenu.PlaceKey] = "media";
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return new ViewResult { ViewName = "NotRead", StatusCode = status, ViewData = data };
    }
}
