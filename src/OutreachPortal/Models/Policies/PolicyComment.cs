using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>The names are stored; do not rename.</summary>
public enum CommentState
{
    Waiting,
    Shown,
    Refused,
}

/// <summary>A remark of the public on a version that is open for comment. Nobody sees it before staff have let it through.</summary>
public sealed class PolicyComment
{
    public const int NameLength = 100;
    public const int TextLength = 4000;
    public const int ReplyLength = 2000;

    public int Id { get; set; }

    public int PolicyVersionId { get; set; }

    public PolicyVersion Version { get; set; } = null!;

    /// <summary>The clause that it is about; null for the whole.</summary>
    public int? Clause { get; set; }

    /// <summary>Language of the page on which it was written.</summary>
    public string Culture { get; set; } = "";

    /// <summary>As whoever wrote it wants to be named; null to stay without name.</summary>
    public string? Name { get; set; }

    /// <summary>Plain text.</summary>
    public string Text { get; set; } = "";

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; set; }

    public CommentState State { get; set; }

    /// <summary>The office's answer, shown below it; plain text.</summary>
    public string? Reply { get; set; }

    /// <summary>UTC; null while it waits.</summary>
    public DateTime? DecidedAt { get; set; }

    public int? DecidedById { get; set; }

    /// <summary>Optimistic concurrency token.</summary>
    public Guid ConcurrencyStamp { get; set; }
}

public sealed class PolicyCommentMapping : IEntityTypeConfiguration<PolicyComment>
{
    public void Configure(EntityTypeBuilder<PolicyComment> builder)
    {
        builder.ToTable("PolicyComments");
        builder.Property(c => c.Culture).HasMaxLength(2);
        builder.Property(c => c.Name).HasMaxLength(PolicyComment.NameLength);
        builder.Property(c => c.Text).HasMaxLength(PolicyComment.TextLength);
        builder.Property(c => c.Reply).HasMaxLength(PolicyComment.ReplyLength);
        builder.Property(c => c.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(c => c.ConcurrencyStamp).IsConcurrencyToken();
        // A page shows those of its version; staff see what waits, the oldest first.
        builder.HasIndex(c => new { c.PolicyVersionId, c.State, c.CreatedAt });
        builder.HasIndex(c => new { c.State, c.CreatedAt });
        builder.HasOne(c => c.Version).WithMany().HasForeignKey(c => c.PolicyVersionId).OnDelete(DeleteBehavior.Cascade);
    }
}
