using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>
/// What search knows of a published text: one row a language. The words are folded by <see cref="TextFolding.Words"/>, so
/// both databases find the same whatever their collation.
/// </summary>
public sealed class SearchEntry
{
    public int Id { get; set; }

    public int ContentItemId { get; set; }

    public ContentKind Kind { get; set; }

    public string Culture { get; set; } = "";

    /// <summary>Words of the title.</summary>
    public string Title { get; set; } = "";

    /// <summary>Words of the summary, and of names that belong to the item: speakers, place, tags, unit.</summary>
    public string Keywords { get; set; } = "";

    /// <summary>Words of the text.</summary>
    public string Body { get; set; } = "";

    /// <summary>The text as it reads, without marks, for excerpts.</summary>
    public string Text { get; set; } = "";
}

/// <summary>
/// A row of the full-text index that SQLite keeps over <see cref="SearchEntry"/>. The table is FTS5's: comparing the
/// hidden column that bears its name runs a query.
/// </summary>
public sealed class SearchIndexRow
{
    /// <summary>Of the <see cref="SearchEntry"/>.</summary>
    public int Id { get; set; }

    public string Match { get; set; } = "";
}

public sealed class SearchMapping : IEntityTypeConfiguration<SearchEntry>, IEntityTypeConfiguration<SearchIndexRow>
{
    public void Configure(EntityTypeBuilder<SearchEntry> builder)
    {
        builder.ToTable("SearchEntries");
        // Before the long columns, so that reading who it is reads nothing else.
        builder.Property(entry => entry.Id).HasColumnOrder(0);
        builder.Property(entry => entry.ContentItemId).HasColumnOrder(1);
        builder.Property(entry => entry.Kind).HasConversion<string>().HasMaxLength(20).HasColumnOrder(2);
        builder.Property(entry => entry.Culture).HasMaxLength(2).HasColumnOrder(3);
        builder.HasIndex(entry => new { entry.ContentItemId, entry.Culture }).IsUnique();
        builder.HasOne<ContentItem>().WithMany(item => item.SearchEntries).HasForeignKey(entry => entry.ContentItemId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<SearchIndexRow> builder)
    {
        builder.HasNoKey();
        // Made by a migration of SQLite; SQL Server has none.
        builder.ToTable("SearchIndex", table => table.ExcludeFromMigrations());
        builder.Property(row => row.Id).HasColumnName("rowid");
        builder.Property(row => row.Match).HasColumnName("SearchIndex");
    }
}
