using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>The published text of an item in one language. A page exists in a language when this row does.</summary>
public sealed class ContentText
{
    public const int SlugLength = 100;
    public const int TitleLength = 200;
    public const int SummaryLength = 500;
    public const int SortKeyLength = 200;

    public int Id { get; set; }

    public int ContentItemId { get; set; }

    public ContentKind Kind { get; set; }

    public string Culture { get; set; } = "";

    public string Slug { get; set; } = "";

    public string Title { get; set; } = "";

    public string Summary { get; set; } = "";

    /// <summary>Markdown as published.</summary>
    public string Body { get; set; } = "";

    /// <summary><see cref="Body"/> rendered, safe to show.</summary>
    public string Html { get; set; } = "";

    /// <summary>List of the headings of <see cref="Html"/>; empty when there are fewer than three.</summary>
    public string ContentsHtml { get; set; } = "";

    /// <summary>Orders titles as the language does, in any database.</summary>
    public string SortKey { get; set; } = "";
}

public sealed class ContentTextMapping : IEntityTypeConfiguration<ContentText>
{
    public void Configure(EntityTypeBuilder<ContentText> builder)
    {
        builder.ToTable("ContentTexts");
        builder.Property(text => text.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(text => text.Culture).HasMaxLength(2);
        builder.Property(text => text.Slug).HasMaxLength(ContentText.SlugLength);
        builder.Property(text => text.Title).HasMaxLength(ContentText.TitleLength);
        builder.Property(text => text.Summary).HasMaxLength(ContentText.SummaryLength);
        builder.Property(text => text.SortKey).HasMaxLength(ContentText.SortKeyLength);
        builder.HasIndex(text => new { text.Kind, text.Culture, text.Slug }).IsUnique();
        builder.HasIndex(text => new { text.ContentItemId, text.Culture }).IsUnique();
        builder.HasOne<ContentItem>().WithMany(item => item.Texts).HasForeignKey(text => text.ContentItemId).OnDelete(DeleteBehavior.Cascade);
    }
}
