using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using OutreachPortal.Areas.Admin.Controllers;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services.Hosting;

/// <summary>
/// Somebody wrote for longer than the session lasted, in a browser without scripts, and sends it. The answer holds all of it: to copy,
/// and to send again once signed in. Nothing is kept here.
/// </summary>
public sealed class SignedOutWork : IAuthorizationMiddlewareResultHandler
{
    /// <summary>Octets of a form that comes back to whoever is not signed in.</summary>
    private const int LargestForm = 8 * 1024 * 1024;

    private const string TokenField = "__RequestVerificationToken";

    private readonly AuthorizationMiddlewareResultHandler _ordinary = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (!authorizeResult.Challenged || !IsFromEditor(context) || await FieldsAsync(context) is not { } fields)
        {
            await _ordinary.HandleAsync(next, context, policy, authorizeResult);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.CacheControl = "no-store";
        var data = new ViewDataDictionary<SignedOutViewModel>(new EmptyModelMetadataProvider(), new ModelStateDictionary())
        {
            Model = new(context.Request.Path + context.Request.QueryString, fields),
        };
        var view = new ViewResult { ViewName = "~/Views/Account/SignedOut.cshtml", ViewData = data };
        await view.ExecuteResultAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor()));
    }

    /// <summary>The whole form of an editor's page, from a person and not from a script.</summary>
    private static bool IsFromEditor(HttpContext context) => HttpMethods.IsPost(context.Request.Method)
        && !context.Request.Headers.ContainsKey(StaffAccess.FromScript)
        && context.Request.HasFormContentType
        && context.GetEndpoint()?.Metadata.GetMetadata<ControllerActionDescriptor>()?.ControllerTypeInfo.BaseType is { IsGenericType: true } parent
        && parent.GetGenericTypeDefinition() == typeof(ContentController<,>);

    private static async Task<IReadOnlyList<KeyValuePair<string, string>>?> FieldsAsync(HttpContext context)
    {
        try
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            {
                limit.MaxRequestBodySize = LargestForm;
            }

            context.Features.Set<IFormFeature>(new FormFeature(context.Request, new FormOptions { ValueLengthLimit = LargestForm, ValueCountLimit = AdminController.MostFields, MultipartBodyLengthLimit = LargestForm }));
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return [.. form.Where(field => field.Key != TokenField).SelectMany(field => field.Value, (field, value) => new KeyValuePair<string, string>(field.Key, value ?? ""))];
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }
}
