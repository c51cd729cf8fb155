using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>A faculty, school, centre or office of the university.</summary>
public sealed class Unit : INamed
{
    public int Id { get; set; }

    public string Key { get; set; } = "";

    public LocalizedText Name { get; set; } = new();
}

public sealed class Tag : INamed
{
    public int Id { get; set; }

    public string Key { get; set; } = "";

    public LocalizedText Name { get; set; } = new();
}

/// <summary>Something with a key and a name in each language.</summary>
public interface INamed
{
    const int NameLength = 120;

    int Id { get; }

    string Key { get; set; }

    LocalizedText Name { get; set; }
}

public sealed class UnitMapping : IEntityTypeConfiguration<Unit>, IEntityTypeConfiguration<Tag>
{
    public void Configure(EntityTypeBuilder<Unit> builder)
    {
        builder.ToTable("Units");
        builder.Property(unit => unit.Key).HasMaxLength(ContentItem.KeyLength);
        builder.HasIndex(unit => unit.Key).IsUnique();
        builder.LocalizedText(unit => unit.Name, INamed.NameLength);
    }

    public void Configure(EntityTypeBuilder<Tag> builder)
    {
        builder.ToTable("Tags");
        builder.Property(tag => tag.Key).HasMaxLength(ContentItem.KeyLength);
        builder.HasIndex(tag => tag.Key).IsUnique();
        builder.LocalizedText(tag => tag.Name, INamed.NameLength);
    }
}
