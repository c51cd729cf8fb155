using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Editing;

/// <summary>
/// The checks of a form, in two levels. What is <em>wrong</em> cannot be kept: too long, out of range, no address. What is
/// <em>incomplete</em> can be kept as a draft and not published: missing, in the wrong order, at odds with something else.
/// </summary>
public sealed class FormChecks(IStringLocalizer<Words> words, References references)
{
    /// <summary>Characters that a Markdown text may have, as in an imported file.</summary>
    public const int LongestText = 1024 * 1024;

    /// <summary>Entries that a list of a form may have.</summary>
    public const int MostEntries = 500;

    /// <summary>Why the form cannot be saved at all.</summary>
    public IReadOnlyList<FormProblem> Wrong(ContentForm form)
    {
        var problems = new List<FormProblem>();
        Visit(form, form, "", (value, attribute, context, path) => attribute is RequiredAttribute or RequiredTextAttribute or MinLengthAttribute
            ? null : Complaint(value, attribute, context, path), (_, _, _) => [], problems);
        foreach (var (path, text) in form.Texts.Select(pair => ($"Texts[{pair.Key}].{nameof(TextForm.Body)}", pair.Value.Body))
            .Concat(form.MarkdownTexts().SelectMany(pair => Languages.All.Select(culture => ($"{pair.Property}.{Suffix(culture)}", pair.Text[culture] ?? "")))))
        {
            if (text.Length > LongestText)
            {
                problems.Add(new(path, words["is longer than {0} characters.", Number(LongestText)]));
            }
        }

        problems.AddRange(form.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0 && property.GetValue(form) is IList { Count: > MostEntries }
            // A policy has a bound of its own on these, which nobody types.
            && property.Name != nameof(PolicyForm.ClauseIds))
            .Select(property => new FormProblem(property.Name, words["has more than {0} entries.", Number(MostEntries)])));
        if (form.Texts.Values.All(text => string.IsNullOrWhiteSpace(text.Title)))
        {
            problems.Add(new($"Texts[{Languages.Current}].{nameof(TextForm.Title)}", words["is missing; a draft needs a title in one language."]));
        }

        return problems;
    }

    /// <summary>The same, once keys stand where addresses and titles of other items were typed.</summary>
    public async Task<IReadOnlyList<FormProblem>> WrongAsync(ContentForm form, CancellationToken cancellation)
    {
        var unknown = await references.ResolveAsync(form, cancellation);
        return [.. unknown, .. Wrong(form).Where(problem => unknown.All(other => other.Field != problem.Field))];
    }

    /// <summary>Why the form cannot be published, besides what <see cref="Wrong"/> finds.</summary>
    public IReadOnlyList<FormProblem> Incomplete(ContentForm form)
    {
        var problems = new List<FormProblem>();
        Visit(form, form, "", (value, attribute, context, path) => attribute is RequiredAttribute or RequiredTextAttribute or MinLengthAttribute
            ? Complaint(value, attribute, context, path) : null, OfObject, problems);
        return problems;
    }

    private static void Visit(
        ContentForm form, object target, string path, Func<object?, ValidationAttribute, ValidationContext, string, FormProblem?> ofAttribute,
        Func<IValidatableObject, ValidationContext, string, IEnumerable<FormProblem>> ofObject, List<FormProblem> problems)
    {
        var context = new ValidationContext(target) { Items = { ["cultures"] = form.Texts.Keys } };
        foreach (var property in target.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0 && property.CanWrite))
        {
            context.MemberName = context.DisplayName = property.Name;
            var value = property.GetValue(target);
            var complaint = property.GetCustomAttributes<ValidationAttribute>().Select(attribute => ofAttribute(value, attribute, context, path)).FirstOrDefault(found => found is not null);
            if (complaint is not null)
            {
                problems.Add(complaint);
            }

            switch (value)
            {
                case Dictionary<string, TextForm> texts:
                    foreach (var (culture, text) in texts)
                    {
                        Visit(form, text, $"{path}{property.Name}[{culture}].", ofAttribute, ofObject, problems);
                    }

                    break;
                case IList list when property.PropertyType.GetGenericArguments() is [{ IsClass: true } part] && part != typeof(string):
                    for (var i = 0; i < list.Count; i++)
                    {
                        Visit(form, list[i]!, ContentForm.At(path + property.Name, i) + ".", ofAttribute, ofObject, problems);
                    }

                    break;
            }
        }

        if (target is IValidatableObject validatable)
        {
            context.MemberName = null;
            problems.AddRange(ofObject(validatable, context, path));
        }
    }

    private IEnumerable<FormProblem> OfObject(IValidatableObject target, ValidationContext context, string path) =>
        target.Validate(context).Select(result => new FormProblem(Field(path + result.MemberNames.FirstOrDefault()), Translated(result)));

    private FormProblem? Complaint(object? value, ValidationAttribute attribute, ValidationContext context, string path) =>
        attribute.GetValidationResult(value, context) is { } result
            ? new(Field(path + (result.MemberNames.FirstOrDefault() ?? context.MemberName)), Message(attribute, result))
            : null;

    private string Message(ValidationAttribute attribute, ValidationResult result) => attribute switch
    {
        RequiredAttribute or RequiredTextAttribute or MinLengthAttribute => words["is missing."],
        StringLengthAttribute { MaximumLength: var length } => words["is longer than {0} characters.", Number(length)],
        TextLengthAttribute { Maximum: var length } => words["is longer than {0} characters.", Number(length)],
        RangeAttribute { Minimum: var from, Maximum: var to } => words["is not between {0} and {1}.", Number(from), Number(to)],
        _ => Translated(result),
    };

    /// <summary>The complaints of forms are English, as files' are read; each has its translation among the words.</summary>
    private string Translated(ValidationResult result) => result is Complaint complaint
        ? words[complaint.Template, [.. complaint.Arguments]]
        : words[result.ErrorMessage!];

    private static string Number(object number) =>
        Convert.ToDecimal(number, CultureInfo.InvariantCulture).ToString("#,0.####", Languages.CultureOf(Languages.Current));

    /// <summary>The checks name a text <c>Place.en</c>; it is posted as <c>Place.En</c>.</summary>
    private static string Field(string path)
    {
        foreach (var culture in Languages.All.Where(culture => path.EndsWith("." + culture, StringComparison.Ordinal)))
        {
            return path[..^culture.Length] + Suffix(culture);
        }

        return path;
    }

    /// <summary>What stands behind the dot in the name of a text's field in a language.</summary>
    public static string Suffix(string culture) => culture == Languages.Turkish ? nameof(LocalizedText.Tr) : nameof(LocalizedText.En);
}
