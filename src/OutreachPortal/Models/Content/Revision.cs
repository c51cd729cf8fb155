using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>What an editor typed, whole. Never changed once written.</summary>
public sealed class Revision
{
    public const int AuthorLength = 200;
    public const int NoteLength = 500;

    public int Id { get; set; }

    public int ContentItemId { get; set; }

    /// <summary>1, 2, 3… within the item.</summary>
    public int Number { get; set; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; set; }

    public string CreatedBy { get; set; } = "";

    public string Note { get; set; } = "";

    /// <summary>Whether it says something new; a small correction outdates no translation and is no news.</summary>
    public bool IsMajor { get; set; } = true;

    /// <summary>The user; null for an import.</summary>
    public int? AuthorId { get; set; }

    /// <summary>The revision whose text this one brought back.</summary>
    public int? RestoredFrom { get; set; }

    /// <summary>The <see cref="ContentForm"/> as JSON.</summary>
    public string Form { get; set; } = "";
}

public sealed class RevisionMapping : IEntityTypeConfiguration<Revision>
{
    public void Configure(EntityTypeBuilder<Revision> builder)
    {
        builder.ToTable("Revisions");
        builder.Property(revision => revision.CreatedBy).HasMaxLength(Revision.AuthorLength);
        builder.Property(revision => revision.Note).HasMaxLength(Revision.NoteLength);
        builder.Property(revision => revision.IsMajor).HasDefaultValue(true).HasSentinel(true);
        builder.HasIndex(revision => new { revision.ContentItemId, revision.Number }).IsUnique();
        builder.HasOne<ContentItem>().WithMany(item => item.Revisions).HasForeignKey(revision => revision.ContentItemId).OnDelete(DeleteBehavior.Cascade);
    }
}
