using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>A file in the media store. The bytes lie in the store, under <see cref="Name"/>.</summary>
public sealed class MediaFile
{
    public const int NameLength = 80;

    public int Id { get; set; }

    /// <summary>Made from the content, so that a file is kept once and its address never changes meaning.</summary>
    public string Name { get; set; } = "";

    public string ContentType { get; set; } = "";

    public long Length { get; set; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; set; }

    public static string AddressOf(string name) => "/media/" + name;
}

public sealed class MediaFileMapping : IEntityTypeConfiguration<MediaFile>
{
    public void Configure(EntityTypeBuilder<MediaFile> builder)
    {
        builder.ToTable("MediaFiles");
        builder.Property(file => file.Name).HasMaxLength(MediaFile.NameLength);
        builder.Property(file => file.ContentType).HasMaxLength(60);
        builder.HasIndex(file => file.Name).IsUnique();
    }
}
