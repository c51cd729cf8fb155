using System.ComponentModel.DataAnnotations;

namespace OutreachPortal.Models;

public sealed class PolicyForm : ContentForm
{
    [Required, StringLength(Policy.NumberLength)]
    public string? Number { get; set; }

    [RequiredText, TextLength(Policy.OfficeLength)]
    public LocalizedText Owner { get; set; } = new();

    [RequiredText, TextLength(Policy.OfficeLength)]
    public LocalizedText ApprovingBody { get; set; } = new();

    [StringLength(PolicyVersion.DecisionLength)]
    public string? Decision { get; set; }

    [Required, StringLength(PolicyVersion.NumberLength)]
    [RegularExpression(@"[0-9]{1,4}(\.[0-9]{1,4})?", ErrorMessage = "is not a version such as 1 or 2.1.")]
    public string? Version { get; set; }

    public DateOnly? ApprovedOn { get; set; }

    [Required]
    public DateOnly? InForceFrom { get; set; }

    public DateOnly? InForceUntil { get; set; }

    public DateOnly? ReviewedOn { get; set; }

    public DateOnly? NextReviewOn { get; set; }

    [TextLength(PolicyVersion.ChangeNoteLength)]
    public LocalizedText ChangeNote { get; set; } = new();

    [AllowedValues(null, Languages.English, Languages.Turkish, ErrorMessage = "is neither en nor tr.")]
    public string? AuthoritativeLanguage { get; set; }

    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        base.Validate(validationContext)
            .Concat(InForceUntil < InForceFrom ? [new Complaint("is before in-force-from.", nameof(InForceUntil))] : [])
            .Concat(AuthoritativeLanguage is { } language && Languages.All.Contains(language) && Texts.Count > 0 && !Texts.ContainsKey(language)
                ? [new Complaint("names a language that the policy has no text in.", nameof(AuthoritativeLanguage))] : []);
}
