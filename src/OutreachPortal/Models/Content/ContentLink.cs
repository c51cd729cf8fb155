using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

public enum ContentLinkType
{
    /// <summary>Worth reading next.</summary>
    Related,

    /// <summary>A partner that holds the event or runs the programme together with the university.</summary>
    Partner,

    /// <summary>A person of whom a story tells.</summary>
    Person,

    /// <summary>A policy whose place this one takes.</summary>
    Supersedes,
}

/// <summary>One item naming another.</summary>
public sealed class ContentLink
{
    public int FromId { get; set; }

    public ContentLinkType Type { get; set; }

    public int ToId { get; set; }

    public ContentItem To { get; set; } = null!;

    public ContentItem From { get; set; } = null!;

    public int Position { get; set; }
}

public sealed class ContentLinkMapping : IEntityTypeConfiguration<ContentLink>
{
    public void Configure(EntityTypeBuilder<ContentLink> builder)
    {
        builder.ToTable("ContentLinks");
        builder.HasKey(link => new { link.FromId, link.Type, link.ToId });
        builder.Property(link => link.Type).HasConversion<string>().HasMaxLength(20);
        builder.HasOne(link => link.From).WithMany(item => item.Links).HasForeignKey(link => link.FromId).OnDelete(DeleteBehavior.Cascade);
        // SQL Server allows one cascade path to a table.
        builder.HasOne(link => link.To).WithMany().HasForeignKey(link => link.ToId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>One of the 17 Sustainable Development Goals of an item.</summary>
public sealed class ContentGoal
{
    public int ContentItemId { get; set; }

    /// <summary>1 to 17.</summary>
    public int Goal { get; set; }
}

public sealed class ContentGoalMapping : IEntityTypeConfiguration<ContentGoal>
{
    public void Configure(EntityTypeBuilder<ContentGoal> builder)
    {
        builder.ToTable("ContentGoals");
        builder.HasKey(goal => new { goal.ContentItemId, goal.Goal });
        builder.HasIndex(goal => new { goal.Goal, goal.ContentItemId });
        builder.HasOne<ContentItem>().WithMany(item => item.Goals).HasForeignKey(goal => goal.ContentItemId).OnDelete(DeleteBehavior.Cascade);
    }
}
