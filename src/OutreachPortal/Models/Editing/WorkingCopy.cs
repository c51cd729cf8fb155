using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>
/// What somebody has typed and not yet saved: the fields of the form as they were sent, so that even a date that is none
/// comes back as it was typed. Written by itself every few seconds; gone when it is saved or discarded.
/// </summary>
public sealed class WorkingCopy
{
    /// <summary>Made by the page that holds the form, so that an item that does not exist yet has one too.</summary>
    public Guid Id { get; set; }

    public int UserId { get; set; }

    public ContentKind Kind { get; set; }

    /// <summary>Null while the item has never been saved.</summary>
    public int? ContentItemId { get; set; }

    /// <summary>The revision that was opened; 0 for a new item.</summary>
    public int BaseRevision { get; set; }

    /// <summary>JSON object of field names and lists of values.</summary>
    public string Fields { get; set; } = "";

    /// <summary>The title typed, for lists.</summary>
    public string Title { get; set; } = "";

    /// <summary>UTC.</summary>
    public DateTime UpdatedAt { get; set; }
}

/// <summary>Somebody has an item open in the editor.</summary>
public sealed class Presence
{
    public int ContentItemId { get; set; }

    public int UserId { get; set; }

    public PortalUser User { get; set; } = null!;

    /// <summary>UTC.</summary>
    public DateTime OpenedAt { get; set; }

    /// <summary>UTC; when the page last said that it is still open.</summary>
    public DateTime SeenAt { get; set; }
}

/// <summary>An address by which somebody without an account reads what is not published yet.</summary>
public sealed class PreviewLink
{
    public int Id { get; set; }

    public int ContentItemId { get; set; }

    public ContentItem Item { get; set; } = null!;

    /// <summary>SHA-256 of the token, in hexadecimal; the token itself is shown once.</summary>
    public string TokenHash { get; set; } = "";

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; set; }

    public string CreatedBy { get; set; } = "";

    /// <summary>UTC.</summary>
    public DateTime ExpiresAt { get; set; }

    /// <summary>UTC.</summary>
    public DateTime? RevokedAt { get; set; }
}

public sealed class EditingMapping :
    IEntityTypeConfiguration<WorkingCopy>, IEntityTypeConfiguration<Presence>, IEntityTypeConfiguration<PreviewLink>
{
    public void Configure(EntityTypeBuilder<WorkingCopy> builder)
    {
        builder.ToTable("WorkingCopies");
        builder.Property(copy => copy.Id).ValueGeneratedNever();
        builder.Property(copy => copy.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(copy => copy.Title).HasMaxLength(ContentText.TitleLength);
        builder.HasIndex(copy => new { copy.UserId, copy.ContentItemId });
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(copy => copy.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ContentItem>().WithMany().HasForeignKey(copy => copy.ContentItemId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Presence> builder)
    {
        builder.ToTable("Presences");
        builder.HasKey(presence => new { presence.ContentItemId, presence.UserId });
        builder.HasOne(presence => presence.User).WithMany().HasForeignKey(presence => presence.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ContentItem>().WithMany().HasForeignKey(presence => presence.ContentItemId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<PreviewLink> builder)
    {
        builder.ToTable("PreviewLinks");
        builder.Property(link => link.TokenHash).HasMaxLength(64);
        builder.Property(link => link.CreatedBy).HasMaxLength(Revision.AuthorLength);
        builder.HasIndex(link => link.TokenHash).IsUnique();
        builder.HasOne(link => link.Item).WithMany().HasForeignKey(link => link.ContentItemId).OnDelete(DeleteBehavior.Cascade);
    }
}
