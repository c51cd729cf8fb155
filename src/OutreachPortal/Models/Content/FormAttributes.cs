using System.Collections;
using System.ComponentModel.DataAnnotations;

namespace OutreachPortal.Models;

/// <summary>Limits the length of a <see cref="LocalizedText"/> in each language.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextLengthAttribute(int maximum) : ValidationAttribute
{
    public int Maximum { get; } = maximum;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        foreach (var culture in Languages.All)
        {
            if (((LocalizedText)value!)[culture]?.Length > Maximum)
            {
                return new Complaint("is longer than {0} characters.", [Maximum], validationContext.MemberName + "." + culture);
            }
        }

        return null;
    }
}

/// <summary>Asks for a <see cref="LocalizedText"/> in each language that the item has.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RequiredTextAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        // A part of an item, such as an agreement, has no texts of its own; it needs both languages or the item's.
        var cultures = validationContext.ObjectInstance is ContentForm form ? form.Texts.Keys
            : (validationContext.Items.TryGetValue("cultures", out var known) ? (IEnumerable<string>)known! : Languages.All);
        foreach (var culture in cultures)
        {
            if (string.IsNullOrWhiteSpace(((LocalizedText)value!)[culture]))
            {
                return new Complaint("is missing.", validationContext.MemberName + "." + culture);
            }
        }

        return null;
    }
}

[AttributeUsage(AttributeTargets.Property)]
public sealed class EachInRangeAttribute(int minimum, int maximum) : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        ((IEnumerable)value!).Cast<int>().All(number => number >= minimum && number <= maximum)
            ? null
            : new Complaint("may hold only {0} to {1}.", [minimum, maximum], validationContext.MemberName!);
}

/// <summary>An absolute https address.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HttpsAddressAttribute : ValidationAttribute
{
    public const int MaxLength = 500;

    public override bool IsValid(object? value) => value is null
        || (value is string { Length: <= MaxLength } text
            && Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri.Scheme == Uri.UriSchemeHttps
            && uri.UserInfo.Length == 0
            && !text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character)));

    public override string FormatErrorMessage(string name) => "is not an https address of at most 500 characters.";
}

/// <summary>A time alone means that time on the day of another property.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SameDayAsAttribute(string property) : Attribute
{
    public string Property { get; } = property;
}

/// <summary>An image beside the file, or one that the portal has already.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ImageFileAttribute : Attribute;

/// <summary>A document beside the file, or one that the portal has already.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DocumentFileAttribute : Attribute;

/// <summary>
/// Names another item, or several: by its key where a kind is given, and as <c>folder/key</c> where any kind will do. Staff may also type its
/// address or its title.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ReferenceToAttribute : Attribute
{
    /// <summary>Any kind.</summary>
    public ReferenceToAttribute()
    {
    }

    public ReferenceToAttribute(ContentKind kind) => Kind = kind;

    /// <summary>Null for any.</summary>
    public ContentKind? Kind { get; }
}
