using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>The names are stored; do not rename.</summary>
public enum ProgrammeKind
{
    SeminarSeries,
    SummerSchool,
    TeacherAcademy,
    VolunteerProgramme,
    ContinuingEducation,
    SchoolPartnership,
}

/// <summary>Something that runs over time and has events of its own.</summary>
public sealed class Programme : ContentItem
{
    public const int ScheduleLength = 200;
    public const int ContactLength = 254;

    public Programme() => Kind = ContentKind.Programme;

    public ProgrammeKind ProgrammeKind { get; set; }

    public DateOnly? Starts { get; set; }

    public DateOnly? Ends { get; set; }

    public LocalizedText Schedule { get; set; } = new();

    public string? Website { get; set; }

    public string? Contact { get; set; }

    protected override IEnumerable<string?> SearchWords(string culture) => NamesOf(ContentLinkType.Partner, culture);

    protected override void Apply(ContentForm form, PublishContext context)
    {
        var typed = (ProgrammeForm)form;
        ProgrammeKind = typed.Kind!.Value;
        Starts = typed.Starts;
        Ends = typed.Ends;
        Schedule = typed.Schedule.Copy();
        Website = typed.Website;
        Contact = typed.Contact;
        SetLinks(ContentLinkType.Partner, typed.Partners.Select(key => context.Items[(ContentKind.Partner, key)]));
    }
}

public sealed class ProgrammeForm : ContentForm
{
    [Required]
    public ProgrammeKind? Kind { get; set; }

    public DateOnly? Starts { get; set; }

    public DateOnly? Ends { get; set; }

    [TextLength(Programme.ScheduleLength)]
    public LocalizedText Schedule { get; set; } = new();

    [HttpsAddress]
    public string? Website { get; set; }

    [EmailAddress(ErrorMessage = "is not an e-mail address."), StringLength(Programme.ContactLength)]
    public string? Contact { get; set; }

    [ReferenceTo(ContentKind.Partner)]
    public List<string> Partners { get; set; } = [];

    public override IEnumerable<(string Property, ContentKind Kind, string Key)> References() =>
        base.References().Concat(Partners.Select((partner, i) => (At(nameof(Partners), i), ContentKind.Partner, partner)));

    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        base.Validate(validationContext)
            .Concat(Ends < Starts ? [new Complaint("is before the start.", nameof(Ends))] : []);
}

public sealed class ProgrammeMapping : IEntityTypeConfiguration<Programme>
{
    public void Configure(EntityTypeBuilder<Programme> builder)
    {
        builder.Property(p => p.ProgrammeKind).HasConversion<string>().HasMaxLength(30);
        builder.Property(p => p.Website).HasColumnName("Website").HasMaxLength(HttpsAddressAttribute.MaxLength);
        builder.Property(p => p.Contact).HasColumnName("Contact").HasMaxLength(Programme.ContactLength);
        builder.LocalizedText(p => p.Schedule, Programme.ScheduleLength);
    }
}
