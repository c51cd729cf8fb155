using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using OutreachPortal.Controllers;
using OutreachPortal.Models;

namespace OutreachPortal.ViewModels.Api;

/// <summary>What a list of the API reads from its address. A value that means nothing is an error here: a program cannot read a notice.</summary>
public class ApiQuery : IValidatableObject
{
    public const int DefaultSize = 20;
    public const int LargestSize = 100;

    private const int LastPage = 1_000_000;

    private static readonly string[] Instants = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    [FromQuery(Name = "page")]
    [Description("Number of the page, from 1.")]
    [DefaultValue(1)]
    [Range(1, LastPage, ErrorMessage = "is not a whole number from 1 to 1000000.")]
    public int Page { get; set; } = 1;

    [FromQuery(Name = "pageSize")]
    [Description("Items on a page, 1 to 100.")]
    [DefaultValue(DefaultSize)]
    [Range(1, LargestSize, ErrorMessage = "is not a whole number from 1 to 100.")]
    public int PageSize { get; set; } = DefaultSize;

    [FromQuery(Name = "sdg")]
    [Description("Only items that serve this Sustainable Development Goal.")]
    [Range(1, 17, ErrorMessage = "is not a whole number from 1 to 17.")]
    public int? Sdg { get; set; }

    [FromQuery(Name = "unit")]
    [Description("Only items of the unit with this key.")]
    public string? Unit { get; set; }

    [FromQuery(Name = "updatedSince")]
    [Description("Only items whose changedAt is not before this date or instant (ISO 8601; UTC without an offset), the first to change first.")]
    public string? UpdatedSince { get; set; }

    /// <summary>UTC.</summary>
    public DateTime? Since() => ParseInstant(UpdatedSince);

    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (UpdatedSince is not null && ParseInstant(UpdatedSince) is null)
        {
            yield return new("is not a date or an instant such as 2026-05-14 or 2026-05-14T09:00:00Z.", ["updatedSince"]);
        }
    }

    private static DateTime? ParseInstant(string? text)
    {
        // A plus sign that was not encoded arrives as a blank.
        return DateTimeOffset.TryParseExact(text?.Replace(' ', '+'), Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.UtcDateTime : null;
    }
}

public sealed class ApiEventQuery : ApiQuery
{
    [FromQuery(Name = "from")]
    [Description("Only events that end on this day or later (yyyy-MM-dd, in the university's time zone).")]
    public string? From { get; set; }

    [FromQuery(Name = "to")]
    [Description("Only events that end on this day or earlier (yyyy-MM-dd, in the university's time zone).")]
    public string? To { get; set; }

    [FromQuery(Name = "when")]
    [Description("upcoming: those that are not over, the first first. past: those that are, the latest first.")]
    public When? When { get; set; }

    [FromQuery(Name = "programme")]
    [Description("Only events of the programme with this key.")]
    public string? Programme { get; set; }

    public DateOnly? FirstDay() => ParseDay(From);

    public DateOnly? LastDay() => ParseDay(To);

    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var result in base.Validate(validationContext))
        {
            yield return result;
        }

        foreach (var (name, value) in new[] { ("from", From), ("to", To) })
        {
            if (value is not null && ParseDay(value) is null)
            {
                yield return new("is not a day such as 2026-05-14.", [name]);
            }
        }

        if (LastDay() < FirstDay())
        {
            yield return new("is before from.", ["to"]);
        }
    }

    private static DateOnly? ParseDay(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && Years.Has(day.Year)
            ? day : null;
}
