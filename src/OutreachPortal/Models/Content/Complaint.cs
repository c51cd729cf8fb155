using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace OutreachPortal.Models;

/// <summary>What a form says is wrong: a sentence that can be said in another language, and what stands in it.</summary>
/// <param name="template">English, with <c>{0}</c> for the first argument; it is the key of its translation among the words.</param>
public sealed class Complaint(string template, IReadOnlyList<object> arguments, params string[] members)
    : ValidationResult(string.Format(CultureInfo.InvariantCulture, template, [.. arguments]), members)
{
    public Complaint(string template, params string[] members)
        : this(template, [], members)
    {
    }

    public string Template { get; } = template;

    public IReadOnlyList<object> Arguments { get; } = arguments;
}
