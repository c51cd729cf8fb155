using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using OutreachPortal.Areas.Admin.Controllers;
using OutreachPortal.Areas.Admin.Models;

namespace OutreachPortal.Services.Hosting;

/// <summary>
/// Refuses a form that cannot be read before an action sees it: the binder would fill none of the action's parameters, not even those of
/// the address, and say so in the model state alone. After all that says who may ask, and how large the form may be.
/// </summary>
public sealed class ReadableForm : IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        // The page that says what went wrong reads no form.
        var request = context.HttpContext.Request;
        if (context.HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not null || await request.FormAsync() is not null)
        {
            if (!request.HasFormContentType && !HttpMethods.IsGet(request.Method))
            {
                // What is no form has no fields; asked for them, the request would throw.
                request.Form = FormCollection.Empty;
            }

            await next();
            return;
        }

        // Where an action takes less, its length was refused before.
        context.Result = new StatusCodeResult(context.HttpContext.Request.WhyUnread(AdminController.LargestForm));
    }
}
