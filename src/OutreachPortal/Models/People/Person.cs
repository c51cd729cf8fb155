using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>Somebody who teaches or speaks. The title of the text is the name.</summary>
public sealed class Person : ContentItem
{
    public const int AcademicTitleLength = 60;
    public const int PositionLength = 200;

    public Person() => Kind = ContentKind.Person;

    public LocalizedText AcademicTitle { get; set; } = new();

    public LocalizedText Position { get; set; } = new();

    /// <summary>Where the person works, if it is not a unit of the university.</summary>
    public LocalizedText Affiliation { get; set; } = new();

    public string? Website { get; set; }

    /// <summary>Name in the media store.</summary>
    public string? Photo { get; set; }

    /// <summary>Academic title and name.</summary>
    public string NameIn(string culture) =>
        $"{AcademicTitle.In(culture)} {(Texts.FirstOrDefault(t => t.Culture == culture) ?? Texts.FirstOrDefault())?.Title}".Trim();

    protected override string NameToOthers(string culture) => NameIn(culture);

    protected override IEnumerable<string?> SearchWords(string culture) => [AcademicTitle[culture], Position[culture], Affiliation[culture]];

    protected override void Apply(ContentForm form, PublishContext context)
    {
        var typed = (PersonForm)form;
        AcademicTitle = typed.AcademicTitle.Copy();
        Position = typed.Position.Copy();
        Affiliation = typed.Affiliation.Copy();
        Website = typed.Website;
        Photo = typed.Photo;
    }
}

public sealed class PersonForm : ContentForm
{
    [TextLength(Person.AcademicTitleLength)]
    public LocalizedText AcademicTitle { get; set; } = new();

    [TextLength(Person.PositionLength)]
    public LocalizedText Position { get; set; } = new();

    [TextLength(Person.PositionLength)]
    public LocalizedText Affiliation { get; set; } = new();

    [HttpsAddress]
    public string? Website { get; set; }

    [ImageFile]
    public string? Photo { get; set; }
}

public sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.LocalizedText(p => p.AcademicTitle, Person.AcademicTitleLength);
        builder.LocalizedText(p => p.Position, Person.PositionLength);
        builder.LocalizedText(p => p.Affiliation, Person.PositionLength);
        builder.Property(p => p.Website).HasColumnName("Website").HasMaxLength(HttpsAddressAttribute.MaxLength);
        builder.Property(p => p.Photo).HasMaxLength(MediaFile.NameLength);
    }
}
