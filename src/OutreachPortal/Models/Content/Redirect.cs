using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>A slug that an item once had. It points at the item, not at another slug, so there are no chains.</summary>
public sealed class Redirect
{
    public int Id { get; set; }

    public int ContentItemId { get; set; }

    public ContentKind Kind { get; set; }

    public string Culture { get; set; } = "";

    public string Slug { get; set; } = "";
}

public sealed class RedirectMapping : IEntityTypeConfiguration<Redirect>
{
    public void Configure(EntityTypeBuilder<Redirect> builder)
    {
        builder.ToTable("Redirects");
        builder.Property(redirect => redirect.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(redirect => redirect.Culture).HasMaxLength(2);
        builder.Property(redirect => redirect.Slug).HasMaxLength(ContentText.SlugLength);
        // Two items may have had the same slug at different times; the one that had it last is asked for.
        builder.HasIndex(redirect => new { redirect.Kind, redirect.Culture, redirect.Slug });
        builder.HasIndex(redirect => new { redirect.ContentItemId, redirect.Culture, redirect.Slug }).IsUnique();
        builder.HasOne<ContentItem>().WithMany(item => item.Redirects).HasForeignKey(redirect => redirect.ContentItemId).OnDelete(DeleteBehavior.Cascade);
    }
}
