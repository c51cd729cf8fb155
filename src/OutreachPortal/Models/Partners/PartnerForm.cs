using System.ComponentModel.DataAnnotations;

namespace OutreachPortal.Models;

public sealed class PartnerForm : ContentForm
{
    [Required]
    public PartnerKind? Kind { get; set; }

    [Required]
    [RegularExpression("[A-Za-z]{2}", ErrorMessage = "is not a country's two letters, such as TR.")]
    public string? Country { get; set; }

    [HttpsAddress]
    public string? Website { get; set; }

    [ImageFile]
    public string? Logo { get; set; }

    public List<AgreementForm> Agreements { get; set; } = [];

    public List<PledgeForm> Pledges { get; set; } = [];
}

public sealed class AgreementForm : IValidatableObject
{
    [RequiredText, TextLength(Agreement.TitleLength)]
    public LocalizedText Title { get; set; } = new();

    [Required]
    public DateOnly? From { get; set; }

    public DateOnly? Until { get; set; }

    [TextLength(Agreement.ScopeLength)]
    public LocalizedText Scope { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Until < From)
        {
            yield return new Complaint("is before from.", nameof(Until));
        }
    }
}

public sealed class PledgeForm
{
    [RequiredText, TextLength(Pledge.TitleLength)]
    public LocalizedText Title { get; set; } = new();

    [RequiredText, TextLength(Pledge.UnitLength)]
    public LocalizedText Unit { get; set; } = new();

    [Required, Range(1, 1_000_000_000_000)]
    public long? Goal { get; set; }

    [Required, Range(0, 1_000_000_000_000)]
    public long? Reached { get; set; }

    [Required]
    public DateOnly? AsOf { get; set; }

    [TextLength(Pledge.TitleLength)]
    public LocalizedText Source { get; set; } = new();

    [HttpsAddress]
    public string? Link { get; set; }
}
