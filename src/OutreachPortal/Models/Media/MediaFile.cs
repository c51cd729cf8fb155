using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>A file in the media store. The bytes lie in the store, under <see cref="Name"/>.</summary>
public sealed class MediaFile
{
    public const int NameLength = 80;
    public const int OriginalNameLength = 200;
    public const int AltLength = 300;

    public int Id { get; set; }

    /// <summary>Random for what staff upload, made from the content for what an import brings; its address never changes meaning.</summary>
    public string Name { get; set; } = "";

    /// <summary>What it was called where it came from, for people; never used as a path.</summary>
    public string OriginalName { get; set; } = "";

    public string ContentType { get; set; } = "";

    public long Length { get; set; }

    /// <summary>Pixels; null for a document, or where the file does not say.</summary>
    public int? Width { get; set; }

    public int? Height { get; set; }

    /// <summary>Describes an image to those who do not see it.</summary>
    public LocalizedText Alt { get; set; } = new();

    /// <summary>It says nothing, and so needs no description.</summary>
    public bool IsDecorative { get; set; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; set; }

    public string CreatedBy { get; set; } = "";

    public static string AddressOf(string name) => "/media/" + name;
}

/// <summary>An item whose newest or published revision names a file.</summary>
public sealed class MediaUse
{
    public int ContentItemId { get; set; }

    public string Name { get; set; } = "";
}

public sealed class MediaFileMapping : IEntityTypeConfiguration<MediaFile>, IEntityTypeConfiguration<MediaUse>
{
    public void Configure(EntityTypeBuilder<MediaFile> builder)
    {
        builder.ToTable("MediaFiles");
        builder.Property(file => file.Name).HasMaxLength(MediaFile.NameLength);
        builder.Property(file => file.OriginalName).HasMaxLength(MediaFile.OriginalNameLength);
        builder.Property(file => file.ContentType).HasMaxLength(60);
        builder.Property(file => file.CreatedBy).HasMaxLength(Revision.AuthorLength);
        builder.LocalizedText(file => file.Alt, MediaFile.AltLength);
        builder.HasIndex(file => file.Name).IsUnique();
        builder.HasIndex(file => file.CreatedAt);
    }

    public void Configure(EntityTypeBuilder<MediaUse> builder)
    {
        builder.ToTable("MediaUses");
        builder.HasKey(use => new { use.ContentItemId, use.Name });
        builder.Property(use => use.Name).HasMaxLength(MediaFile.NameLength);
        builder.HasIndex(use => use.Name);
        builder.HasOne<ContentItem>().WithMany(item => item.MediaUses).HasForeignKey(use => use.ContentItemId).OnDelete(DeleteBehavior.Cascade);
    }
}
