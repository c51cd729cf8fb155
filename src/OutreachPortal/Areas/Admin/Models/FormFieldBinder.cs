using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>
/// Reads numbers, dates, times and choices of content forms strictly: MVC itself takes 12,5 for 125, 11/12 for a November, a number for a
/// choice, and a time of another zone for one of this.
/// </summary>
public sealed class FormFieldBinder(Type type, bool isNullable, bool isEntry) : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var name = bindingContext.ModelName;
        var values = bindingContext.ValueProvider.GetValue(name);
        if (values == ValueProviderResult.None)
        {
            return Task.CompletedTask;
        }

        if (!isEntry)
        {
            // The list keeps what was typed of all its entries.
            bindingContext.ModelState.SetModelValue(name, values);
        }

        var text = values.FirstValue?.Trim() ?? "";
        if (text.Length == 0)
        {
            // Left blank, what cannot be null keeps its default.
            bindingContext.Result = isNullable ? ModelBindingResult.Success(null) : default;
            return Task.CompletedTask;
        }

        var words = bindingContext.HttpContext.RequestServices.GetRequiredService<IStringLocalizer<Words>>();
        var (value, fault) = Read(text, words);
        if (value is null)
        {
            bindingContext.ModelState.TryAddModelError(name, fault ?? NotUnderstood(words, text));
        }
        else
        {
            bindingContext.Result = ModelBindingResult.Success(value);
        }

        return Task.CompletedTask;
    }

    /// <summary>Says that something typed was not understood, without repeating all of a long text.</summary>
    public static string NotUnderstood(IStringLocalizer words, string typed) => words["Edit.NotUnderstood", typed.Length > 60 ? typed[..60] + "…" : typed];

    private (object? Value, string? Fault) Read(string text, IStringLocalizer words)
    {
        if (type.IsEnum)
        {
            // By name alone: MVC takes any number, and several names for one set of flags.
            return (Enum.GetNames(type).FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } found ? Enum.Parse(type, found) : null, null);
        }

        if (type == typeof(decimal))
        {
            var fault = TypedValues.ReadNumber(text, out var number);
            return fault switch
            {
                NumberFault.None => (number, null),
                NumberFault.Ambiguous => (null, words["Edit.AmbiguousNumber", text, text.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal), text + "0"]),
                NumberFault.TooManyDecimals => (null, words["Edit.TooManyDecimals", TypedValues.MostDecimals]),
                _ => (null, null),
            };
        }

        if (type == typeof(DateOnly))
        {
            return TypedValues.ReadDate(text) is { } date ? InYears(date, date.Year, words) : (null, words["Edit.NoSuchDate", Short(text)]);
        }

        if (type == typeof(DateTime))
        {
            return TypedValues.ReadTime(text) is { } time ? InYears(time, time.Year, words) : (null, words["Edit.NoSuchTime", Short(text)]);
        }

        var whole = TypedValues.ReadWhole(text);
        return type == typeof(long) ? (whole, null) : (whole is >= int.MinValue and <= int.MaxValue ? (int)whole : null, null);
    }

    private static (object? Value, string? Fault) InYears(object value, int year, IStringLocalizer words) => Years.Has(year) ? (value, null)
        : (null, words["Edit.YearOutOfRange", Years.First.ToString(CultureInfo.InvariantCulture), Years.Last.ToString(CultureInfo.InvariantCulture)]);

    private static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;
}

/// <summary>
/// Leaves the checks of a form to <see cref="FormChecks"/>: what is incomplete may be kept as a draft. MVC would ask the form itself, for
/// <c>[ValidateNever]</c> on a class spares its properties alone.
/// </summary>
public sealed class NoValidation : IObjectModelValidator
{
    public static readonly NoValidation Instance = new();

    public void Validate(ActionContext actionContext, ValidationStateDictionary? validationState, string prefix, object? model)
    {
        foreach (var (_, entry) in actionContext.ModelState.Where(pair => pair.Value!.ValidationState == ModelValidationState.Unvalidated))
        {
            entry!.ValidationState = ModelValidationState.Skipped;
        }
    }
}

/// <summary>Gives <see cref="FormFieldBinder"/> to the properties of content forms and their parts, and to nothing else.</summary>
public sealed class FormFieldBinderProvider : IModelBinderProvider
{
    private static readonly Type[] Types = [typeof(decimal), typeof(DateOnly), typeof(DateTime), typeof(int), typeof(long)];

    public IModelBinder? GetBinder(ModelBinderProviderContext context)
    {
        var metadata = context.Metadata;
        var type = metadata.UnderlyingOrModelType;
        var isEntry = metadata.MetadataKind == ModelMetadataKind.Type;
        var isOfForm = metadata.ContainerType is { } container && container.Namespace == typeof(ContentForm).Namespace && container.Name.EndsWith("Form", StringComparison.Ordinal);
        return (isOfForm && (type.IsEnum || Types.Contains(type))) || (isEntry && type.IsEnum && type.Namespace == typeof(ContentForm).Namespace)
            ? new FormFieldBinder(type, metadata.IsReferenceOrNullableType, isEntry)
            : null;
    }
}
