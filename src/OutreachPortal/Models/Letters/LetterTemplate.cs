using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>Words of a kind of letter in a language, as staff wrote them. Where there is no row, the portal's own are used.</summary>
public sealed class LetterTemplate
{
    public const int BodyLength = 10_000;

    /// <summary>The letter's (<see cref="Letter.Kind"/>).</summary>
    public string Kind { get; set; } = "";

    /// <summary><c>en</c> or <c>tr</c>.</summary>
    public string Language { get; set; } = "";

    /// <summary>One line with placeholders.</summary>
    public string Subject { get; set; } = "";

    /// <summary>Markdown with placeholders.</summary>
    public string Body { get; set; } = "";

    /// <summary>UTC.</summary>
    public DateTime ChangedAt { get; set; }

    /// <summary>Optimistic concurrency token.</summary>
    public Guid Version { get; set; }
}

public sealed class LetterTemplateMapping : IEntityTypeConfiguration<LetterTemplate>
{
    public void Configure(EntityTypeBuilder<LetterTemplate> builder)
    {
        builder.ToTable("LetterTemplates");
        builder.HasKey(template => new { template.Kind, template.Language });
        builder.Property(template => template.Kind).HasMaxLength(40);
        builder.Property(template => template.Language).HasMaxLength(2);
        builder.Property(template => template.Subject).HasMaxLength(Letter.SubjectLength);
        builder.Property(template => template.Version).IsConcurrencyToken();
    }
}
