using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace OutreachPortal.Controllers.Api;

/// <summary>Refuses a parameter that the action does not read, or that is given twice: a misspelled filter would answer with everything.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KnownParametersAttribute : Attribute, IActionFilter, IOrderedFilter
{
    // Before the filter that answers 400 when the model state is invalid (-2000), so that all complaints are in one answer.
    public int Order => -3000;

    public void OnActionExecuting(ActionExecutingContext context)
    {
        var known = context.ActionDescriptor.Parameters.SelectMany(parameter => parameter.ParameterType.GetProperties())
            .Select(property => property.GetCustomAttribute<FromQueryAttribute>()?.Name).OfType<string>().ToList();
        foreach (var (name, values) in context.HttpContext.Request.Query)
        {
            if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                Complain(context.ModelState, name, $"is not a parameter here. There are {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
            }
            else if (values.Count > 1)
            {
                Complain(context.ModelState, name, "is given more than once.");
            }
        }
    }

    public void OnActionExecuted(ActionExecutedContext context)
    {
    }

    private static void Complain(ModelStateDictionary state, string name, string reason)
    {
        // A stranger may send thousands of them.
        if (!state.HasReachedMaxErrors)
        {
            state.AddModelError(name, reason);
        }
    }
}
