using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>A letter to be sent by e-mail: a row of the outbox, written in the transaction of what it tells.</summary>
public sealed class Letter
{
    public const int AddressLength = 254;
    public const int SubjectLength = 200;
    public const int ErrorLength = 500;

    /// <summary>After each try but the last; eight tries, over a day and a half.</summary>
    public static readonly IReadOnlyList<TimeSpan> Pauses =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(8), TimeSpan.FromHours(24),
    ];

    public int Id { get; set; }

    /// <summary>What it is about, such as <c>invitation</c>.</summary>
    public string Kind { get; set; } = "";

    public string To { get; set; } = "";

    public string ToName { get; set; } = "";

    /// <summary><c>en</c> or <c>tr</c>.</summary>
    public string Language { get; set; } = Languages.Turkish;

    /// <summary>Empty, as the texts are, while a letter about a registration waits: those are written when they are sent.</summary>
    public string Subject { get; set; } = "";

    public string Text { get; set; } = "";

    public string Html { get; set; } = "";

    /// <summary>The registration that it is about: it is then written from a <see cref="LetterTemplate"/>, and goes when the registration goes.</summary>
    public int? RegistrationId { get; set; }

    public Registration? Registration { get; set; }

    /// <summary>What it tells that may be otherwise by the time it is sent, as JSON.</summary>
    public string? Facts { get; set; }

    /// <summary>Token of the link in it, encrypted; null once it was sent.</summary>
    public string? ProtectedToken { get; set; }

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

    /// <summary>Neither sent nor waiting for its next try.</summary>
    public bool IsGivenUp => SentAt is null && NextTryAt is null;

    /// <summary>Takes the letter for one try; until the lease runs out nobody else does.</summary>
    public void Begin(DateTime now, TimeSpan lease)
    {
        Tries++;
        LeasedUntil = now + lease;
        Version = Guid.NewGuid();
    }

    public void Sent(DateTime now)
    {
        SentAt = now;
        NextTryAt = null;
        LeasedUntil = null;
        LastError = null;
        Version = Guid.NewGuid();
    }

    /// <summary>Gives the letter back untried: others have to be gone on with first.</summary>
    public void Release()
    {
        Tries--;
        LeasedUntil = null;
        Version = Guid.NewGuid();
    }

    /// <summary>Ends a letter that no further try would mend.</summary>
    public void GiveUp(string error)
    {
        LastError = error.Length <= ErrorLength ? error : error[..ErrorLength];
        NextTryAt = null;
        LeasedUntil = null;
        Version = Guid.NewGuid();
    }

    /// <summary>Waits longer after each try; after the last it is given up, until somebody asks for one more.</summary>
    public void Failed(DateTime now, string error)
    {
        LastError = error.Length <= ErrorLength ? error : error[..ErrorLength];
        NextTryAt = Tries <= Pauses.Count ? now + Pauses[Tries - 1] : null;
        LeasedUntil = null;
        Version = Guid.NewGuid();
    }

    /// <summary>Begins anew with a letter that was given up, or does not let one wait. A node that is at it now is not disturbed.</summary>
    public void TryAgain(DateTime now)
    {
        Tries = 0;
        NextTryAt = now;
        LeasedUntil = LeasedUntil > now ? LeasedUntil : null;
        Version = Guid.NewGuid();
    }
}

public static class LetterQueries
{
    /// <summary>What is to be sent now, and no node is at.</summary>
    public static IQueryable<Letter> Due(this IQueryable<Letter> letters, DateTime now) =>
        letters.Where(letter => letter.NextTryAt <= now && (letter.LeasedUntil == null || letter.LeasedUntil <= now));
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
        builder.Ignore(letter => letter.IsGivenUp);
        builder.HasOne(letter => letter.Registration).WithMany().HasForeignKey(letter => letter.RegistrationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(letter => letter.NextTryAt);
    }
}
