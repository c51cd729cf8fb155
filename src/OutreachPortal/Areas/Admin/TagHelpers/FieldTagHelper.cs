using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.TagHelpers;

/// <summary>
/// A property of a content form as a field: <c>&lt;field for="Start" /&gt;</c>. The property's type and attributes say what it looks like
/// (<c>Shared/Fields</c>), <c>Field.{Name}</c> among the words what it is called, and <c>Help.{Name}</c> what a newcomer needs to know.
/// </summary>
[HtmlTargetElement("field", Attributes = "for", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldTagHelper(IHtmlHelper html, IStringLocalizer<Words> words, SiteSettings site, References references) : TagHelper
{
    /// <summary>Empty rows at the end of a list, for whoever has no script.</summary>
    private const int EmptyRows = 2;

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public ModelExpression For { get; set; } = null!;

    /// <summary>Of a text: lines to show; one if left out.</summary>
    public int Lines { get; set; }

    /// <summary>Whether the text is Markdown.</summary>
    public bool Markdown { get; set; }

    /// <summary>Whether it takes the whole width.</summary>
    public bool Wide { get; set; }

    /// <summary>What may be chosen, where the type does not say it.</summary>
    public IReadOnlyList<FieldOption>? Options { get; set; }

    /// <summary>Of a choice: what nothing chosen means. It stands chosen then, and nothing is no choice of its own.</summary>
    public object? Default { get; set; }

    /// <summary>What stands in the help for <c>{0}</c>.</summary>
    public string? HelpWith { get; set; }

    private string Name => field ??= ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    private ModelStateDictionary State => ViewContext.ViewData.ModelState;

    private PropertyInfo Property => For.Metadata.ContainerType!.GetProperty(For.Metadata.PropertyName!)!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (ViewContext.ViewData.Model is ContentForm form)
        {
            await references.PrepareAsync(form, ViewContext.HttpContext.RequestAborted);
        }

        var (view, model) = Describe();
        FieldGroup.Note(context, IsFilled(For.Model), model.Errors.Count > 0 || model.Inputs.Any(input => input.Errors.Count > 0) || HasErrorsBelow());
        ((IViewContextAware)html).Contextualize(ViewContext);
        output.TagName = null;
        output.Content.SetHtmlContent(await html.PartialAsync($"~/Areas/Admin/Views/Shared/Fields/{view}.cshtml", model, ViewContext.ViewData));
    }

    private (string View, FieldViewModel Model) Describe()
    {
        var type = For.Metadata.UnderlyingOrModelType;
        var help = FieldNames.Help(words, Name, HelpWith);
        var field = new FieldViewModel(Name, words.ShortLabel(Name))
        {
            Help = help,
            IsNeeded = Property.GetCustomAttributes<ValidationAttribute>().Any(rule => rule is RequiredAttribute or RequiredTextAttribute or MinLengthAttribute),
            IsWide = Wide,
            Lines = Lines,
            IsMarkdown = Markdown,
            Errors = ErrorsOf(Name),
        };
        if (Property.GetCustomAttribute<ReferenceToAttribute>() is { } to)
        {
            return type == typeof(string)
                ? ("_Reference", field with { Inputs = [Reference(Name, (string?)For.Model, to.Kind)], Errors = [], Kind = to.Kind })
                : ("_References", field with { Rows = RowsOf<string>((string text) => text, () => null), Kind = to.Kind, IsWide = true } is var list
                    ? list with { Inputs = [.. list.Rows.Select(row => Reference(row.Name, (string?)row.Part, to.Kind) with { HelpId = help is null ? null : field.HelpId })] } : field);
        }

        if (type == typeof(LocalizedText))
        {
            var text = (LocalizedText?)For.Model ?? new();
            var isFile = Property.GetCustomAttribute<DocumentFileAttribute>() is not null;
            // In the portal's order, as the title and the text above them.
            var inputs = site.Languages.Union(Languages.All).Select(culture => Input($"{Name}.{(culture == Languages.Turkish ? "Tr" : "En")}", text[culture], Property.GetCustomAttribute<TextLengthAttribute>()?.Maximum) with
            {
                Culture = culture,
                Label = words["Language." + culture],
                HelpId = help is null ? null : field.HelpId,
            });
            // What there is in a language that the portal no longer has would otherwise be lost.
            return (isFile ? "_Documents" : "_Localized", field with { Inputs = [.. inputs.Where(input => site.Languages.Contains(input.Culture) || input.Value.Length > 0)], IsWide = true });
        }

        if (type != typeof(string) && typeof(IList).IsAssignableFrom(type))
        {
            var entry = type.GetGenericArguments()[0];
            return entry.IsClass && entry != typeof(string)
                ? ("_Rows", field with { Rows = RowsOf<object>(part => part, () => Activator.CreateInstance(entry)), Part = $"~/Areas/Admin/Views/Shared/Fields/Parts/_{entry.Name}.cshtml", IsWide = true })
                : ("_Choices", field with { Options = Chosen(Options ?? OptionsOf(entry), ((IList?)For.Model ?? Array.Empty<object>()).Cast<object?>().Select(value => Text(value))), IsWide = true });
        }

        if (type == typeof(bool))
        {
            return ("_YesNo", field with { Options = [new("true", field.Label, Value(Name, Text(For.Model)) == "true")] });
        }

        var single = Input(Name, Text(For.Model ?? Default), Property.GetCustomAttribute<StringLengthAttribute>()?.MaximumLength ?? (Property.GetCustomAttribute<HttpsAddressAttribute>() is null ? null : HttpsAddressAttribute.MaxLength)) with
        {
            HelpId = help is null ? null : field.HelpId,
        };
        var one = field with { Inputs = [single], Errors = [] };
        if (Options is not null || type.IsEnum)
        {
            one = one with { Options = Chosen(Options ?? OptionsOf(type), [single.Value]) };
            return (one.Options.Any(option => option.Meaning is not null) ? "_Meanings" : "_Choice", one with { HasBlank = For.Metadata.IsReferenceOrNullableType && Default is null });
        }

        return (type switch
        {
            _ when type == typeof(DateOnly) => "_Date",
            _ when type == typeof(DateTime) => "_Time",
            _ when type == typeof(decimal) || type == typeof(int) || type == typeof(long) => "_Number",
            _ when Property.GetCustomAttribute<ImageFileAttribute>() is not null => "_Image",
            _ => "_Text",
        }, one);
    }

    private FieldInput Input(string name, string? kept, int? length) => new(name, Value(name, kept)) { Errors = ErrorsOf(name), MaxLength = length };

    private FieldInput Reference(string name, string? kept, ContentKind? kind)
    {
        var input = Input(name, kept, null) with { Label = words.Label(name) };
        return input with { Shown = references.Shown(kind, kept ?? "") };
    }

    private string Value(string name, string? kept) => State[name] is { AttemptedValue: { } typed } ? typed : kept ?? "";

    private IReadOnlyList<string> ErrorsOf(string name) => State[name] is { Errors: { Count: > 0 } errors } ? [.. errors.Select(error => error.ErrorMessage)] : [];

    private bool HasErrorsBelow() => State.FindKeysWithPrefix(Name).Any(pair => pair.Value.Errors.Count > 0);

    /// <summary>The rows of a list, with those that the binder could make nothing of and some that are empty.</summary>
    private List<(string Name, object? Part)> RowsOf<T>(Func<T, object?> kept, Func<object?> empty)
    {
        var list = ((IList?)For.Model ?? Array.Empty<object>()).Cast<T>().Select(kept).ToList();
        while (State.FindKeysWithPrefix(ContentForm.At(Name, list.Count)).Any())
        {
            list.Add(empty());
        }

        list.AddRange(Enumerable.Range(0, EmptyRows).Select(_ => empty()));
        return [.. list.Select((part, i) => (ContentForm.At(Name, i), part))];
    }

    private List<FieldOption> OptionsOf(Type type) => [.. Enum.GetNames(type).Select(value => new FieldOption(value, words[$"{type.Name}.{value}"])
    {
        Meaning = words[$"{type.Name}.{value}.meaning"] is { ResourceNotFound: false } meaning ? meaning.Value : null,
    })];

    /// <summary>The options with those chosen, and what was chosen but is none of them, so that it can be seen and taken away.</summary>
    private List<FieldOption> Chosen(IReadOnlyList<FieldOption> options, IEnumerable<string> kept)
    {
        // An entry that was not understood stands in the list as its type's nought.
        IEnumerable<string?> raw = State[Name]?.RawValue switch { string[] all => all, string text => [text], _ => [] };
        var chosen = kept.Where(value => value is not ("" or "0")).Concat(raw.OfType<string>().Where(value => value.Length > 0)).ToHashSet(StringComparer.Ordinal);
        if (Property.PropertyType == For.Metadata.UnderlyingOrModelType && !typeof(IList).IsAssignableFrom(Property.PropertyType) && raw.FirstOrDefault() is { } typed)
        {
            chosen = typed.Length == 0 ? [] : [typed];
        }

        return [.. options.Select(option => option with { IsChosen = chosen.Contains(option.Value) }),
            .. chosen.Except(options.Select(option => option.Value), StringComparer.Ordinal).Select(value => new FieldOption(value, value, true))];
    }

    private static bool IsFilled(object? value) => value switch
    {
        null or false => false,
        string text => text.Length > 0,
        LocalizedText text => !text.IsEmpty,
        IList list => list.Count > 0,
        Enum choice => Convert.ToInt32(choice, CultureInfo.InvariantCulture) != 0,
        _ => true,
    };

    private static string Text(object? value) => value switch
    {
        null => "",
        DateTime time => TypedValues.Write(time),
        DateOnly date => TypedValues.Write(date),
        decimal number => TypedValues.Write(number, Languages.Current),
        bool yes => yes ? "true" : "",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
