using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Data;

/// <summary>One row whose value goes up with every change of what the public reads, in the same transaction.</summary>
public sealed class ContentStampRow
{
    public const int OnlyId = 1;

    public int Id { get; set; }

    public long Value { get; set; }
}

public sealed class ContentStampMapping : IEntityTypeConfiguration<ContentStampRow>
{
    public void Configure(EntityTypeBuilder<ContentStampRow> builder)
    {
        builder.ToTable("ContentStamp");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasData(new ContentStampRow { Id = ContentStampRow.OnlyId, Value = 0 });
    }
}
