using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>A letter to be sent by e-mail: a row of the outbox, written in the transaction of what it tells.</summary>
public sealed class Letter
{
    public const int AddressLength = 254;
    public const int SubjectLength = 200;
    public const int ErrorLength = 500;

    public int Id { get; set; }

    /// <summary>What it is about, such as <c>invitation</c>.</summary>
    public string Kind { get; set; } = "";

    public string To { get; set; } = "";

    public string ToName { get; set; } = "";

    /// <summary><c>en</c> or <c>tr</c>.</summary>
    public string Language { get; set; } = Languages.Turkish;

    public string Subject { get; set; } = "";

    public string Text { get; set; } = "";

    public string Html { get; set; } = "";

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>UTC; null while it waits.</summary>
    public DateTime? SentAt { get; set; }

    public int Tries { get; set; }

    /// <summary>UTC; when it is tried next. Null when it was sent or given up.</summary>
    public DateTime? NextTryAt { get; set; }

    /// <summary>UTC; until then a node is at it.</summary>
    public DateTime? LeasedUntil { get; set; }

    public string? LastError { get; set; }

    /// <summary>Optimistic concurrency token.</summary>
    public Guid Version { get; set; }
}

public sealed class LetterMapping : IEntityTypeConfiguration<Letter>
{
    public void Configure(EntityTypeBuilder<Letter> builder)
    {
        builder.ToTable("Letters");
        builder.Property(letter => letter.Kind).HasMaxLength(40);
        builder.Property(letter => letter.To).HasMaxLength(Letter.AddressLength);
        builder.Property(letter => letter.ToName).HasMaxLength(PortalUser.NameLength);
        builder.Property(letter => letter.Language).HasMaxLength(2);
        builder.Property(letter => letter.Subject).HasMaxLength(Letter.SubjectLength);
        builder.Property(letter => letter.LastError).HasMaxLength(Letter.ErrorLength);
        builder.Property(letter => letter.Version).IsConcurrencyToken();
        builder.HasIndex(letter => letter.NextTryAt);
    }
}
