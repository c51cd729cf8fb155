using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Data;

/// <summary>
/// Two rows whose values go up in the transaction of a change: of what the public reads, and of the seats of lectures. They are two so that
/// registrations and publishing do not wait for each other, and a seat that is taken empties no page that shows none.
/// </summary>
public sealed class ContentStampRow
{
    /// <summary>For all that the public reads, but for the seats.</summary>
    public const int ContentId = 1;

    /// <summary>For the seats.</summary>
    public const int SeatsId = 2;

    public int Id { get; set; }

    public long Value { get; set; }
}

public sealed class ContentStampMapping : IEntityTypeConfiguration<ContentStampRow>
{
    public void Configure(EntityTypeBuilder<ContentStampRow> builder)
    {
        builder.ToTable("ContentStamp");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasData(new ContentStampRow { Id = ContentStampRow.ContentId }, new ContentStampRow { Id = ContentStampRow.SeatsId });
    }
}
