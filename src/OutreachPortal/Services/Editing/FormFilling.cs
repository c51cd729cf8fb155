using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.RegularExpressions;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Editing;

/// <summary>Makes of any form one that a page can show: what is missing gets a stand-in that can be seen, what cannot be is left out.</summary>
public static partial class FormFilling
{
    private const string StandIn = "…";

    /// <param name="culture">The language that an empty item is shown in.</param>
    /// <param name="words">Name of a text's field, such as <c>Title</c>, to what stands in its place.</param>
    public static void Fill(this ContentForm form, string culture, DateOnly today, Func<string, string> words)
    {
        if (form.Texts.Count == 0)
        {
            form.Texts[culture] = new TextForm();
        }

        foreach (var text in form.Texts.Values)
        {
            text.Title = string.IsNullOrWhiteSpace(text.Title) ? words(nameof(TextForm.Title)) : text.Title;
            text.Summary = string.IsNullOrWhiteSpace(text.Summary) ? words(nameof(TextForm.Summary)) : text.Summary;
            text.Body = text.Body.Length > FormChecks.LongestText ? text.Body[..FormChecks.LongestText] : text.Body;
            text.Slug = text.Slug is { Length: > 0 } || TextFolding.Slug(text.Title).Length > 0 ? text.Slug : "preview";
        }

        FillProperties(form, [.. form.Texts.Keys], today);
        if (form is EventForm { TimeZone: { } zone } anEvent && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            anEvent.TimeZone = null;
        }

        if (form is EventForm { Start: { } start, End: { } end } other && end <= start)
        {
            other.End = start.AddHours(1);
        }
    }

    /// <summary>Takes out a reference to something that is not there, by its path in the form: <c>Partners[2]</c>.</summary>
    public static void LeaveOut(this ContentForm form, IEnumerable<string> paths)
    {
        // From the end, so that places before stay what they are.
        foreach (var path in paths.Select(path => Place().Match(path)).OrderByDescending(match => match.Groups["index"].Success ? int.Parse(match.Groups["index"].Value, System.Globalization.CultureInfo.InvariantCulture) : -1))
        {
            var property = form.GetType().GetProperty(path.Groups["name"].Value)!;
            if (!path.Groups["index"].Success)
            {
                property.SetValue(form, null);
                continue;
            }

            var list = (IList)property.GetValue(form)!;
            var index = int.Parse(path.Groups["index"].Value, System.Globalization.CultureInfo.InvariantCulture);
            if (list[index] is SpeakerForm { Name.Length: > 0 } speaker)
            {
                speaker.Person = null;
            }
            else
            {
                list.RemoveAt(index);
            }
        }
    }

    private static void FillProperties(object target, IReadOnlyList<string> cultures, DateOnly today)
    {
        foreach (var property in target.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0 && property.CanWrite))
        {
            var attributes = property.GetCustomAttributes<ValidationAttribute>().ToList();
            var isNeeded = attributes.Any(attribute => attribute is RequiredAttribute or RequiredTextAttribute);
            var value = property.GetValue(target);
            if (value is IList list)
            {
                if (list is List<int> numbers)
                {
                    numbers.RemoveAll(number => number is < 1 or > 17);
                }

                foreach (var part in list.Cast<object>().Where(part => part is not string && part.GetType().IsClass))
                {
                    FillProperties(part, cultures, today);
                }

                continue;
            }

            if (value is LocalizedText text)
            {
                foreach (var culture in cultures.Where(culture => isNeeded && string.IsNullOrWhiteSpace(text[culture]) && property.GetCustomAttribute<DocumentFileAttribute>() is null))
                {
                    text[culture] = StandIn;
                }

                continue;
            }

            if (value is not null && Nullable.GetUnderlyingType(property.PropertyType) is null && property.PropertyType != typeof(string))
            {
                continue;
            }

            var context = new ValidationContext(target) { MemberName = property.Name };
            var cannotBe = value is not null && (attributes.Any(attribute => attribute is RegularExpressionAttribute or HttpsAddressAttribute or RangeAttribute or AllowedValuesAttribute or EmailAddressAttribute
                && attribute.GetValidationResult(value, context) != ValidationResult.Success) || !IsInTime(value));
            if (cannotBe)
            {
                property.SetValue(target, value = null);
            }

            if (value is null && isNeeded)
            {
                property.SetValue(target, For(property.PropertyType, today));
            }
        }

        if (target is SpeakerForm { Person: null } speaker && string.IsNullOrWhiteSpace(speaker.Name))
        {
            speaker.Name = StandIn;
        }

        if (target is PartnerForm { Country: null or StandIn } partner)
        {
            partner.Country = "TR";
        }

        if (target is PolicyForm { Version: null or StandIn } policy)
        {
            policy.Version = "1";
        }
    }

    private static bool IsInTime(object value) => value switch
    {
        DateTime time => Years.Has(time.Year),
        DateOnly day => Years.Has(day.Year),
        _ => true,
    };

    private static object? For(Type type, DateOnly today)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) ? StandIn
            : type == typeof(DateOnly) ? today
            : type == typeof(DateTime) ? today.ToDateTime(new TimeOnly(9, 0))
            : type == typeof(int) ? today.Year
            : type.IsEnum ? Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value => Enum.ToObject(type, value)).First()
            : Activator.CreateInstance(type);
    }

    [GeneratedRegex(@"^(?<name>\w+)(?:\[(?<index>[0-9]{1,6})\])?")]
    private static partial Regex Place();
}
