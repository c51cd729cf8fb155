using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>Reads what an editor's page sends, whoever receives it.</summary>
public static class FormBinding
{
    /// <summary>
    /// Binds fields to a form, numbers and dates as forms send them and not as the reader's language writes them. What is wrong
    /// is in the model state, as is everything as it was typed.
    /// </summary>
    /// <returns>False when there is too much of it to be read.</returns>
    public static async Task<bool> BindAsync(this ControllerBase controller, ContentForm form, IFormCollection fields, IStringLocalizer<Words> words)
    {
        var values = new CompositeValueProvider { new FormValueProvider(BindingSource.Form, PostedRows.Compact(fields, form.GetType()), CultureInfo.InvariantCulture) };
        controller.ObjectValidator = NoValidation.Instance;
        try
        {
            await controller.TryUpdateModelAsync(form, form.GetType(), "", values, _ => true);
        }
        catch (InvalidOperationException)
        {
            // More entries in a list than the binder takes.
            controller.ModelState.AddModelError("", words["Edit.TooManyEntries"]);
            return false;
        }

        return true;
    }

    /// <summary>The status that says why a form could not be read: it is too large, or no form.</summary>
    /// <param name="largest">Octets that the action takes.</param>
    public static int WhyUnread(this HttpRequest request, long largest) =>
        request.ContentLength > largest ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest;

    /// <summary>The posted form; null when it is larger than the action takes, or is none.</summary>
    public static async Task<IFormCollection?> FormAsync(this HttpRequest request)
    {
        try
        {
            return request.HasFormContentType ? await request.ReadFormAsync(request.HttpContext.RequestAborted) : FormCollection.Empty;
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException || (e is IOException && !request.HttpContext.RequestAborted.IsCancellationRequested))
        {
            return null;
        }
    }
}
