using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>
/// One party for one lecture: a person, or a class with its teacher. Its state and seats change in
/// <see cref="Services.Registrations.SeatBook"/> and nowhere else, so that they always agree with the <see cref="SeatPool"/>.
/// </summary>
public sealed class Registration
{
    public const int NameLength = 120;
    public const int SchoolLength = 160;
    public const int LevelLength = 80;
    public const int NeedsLength = 1000;
    public const int ReasonLength = 500;
    public const int TicketLength = 12;

    public int Id { get; set; }

    public int LectureId { get; set; }

    public Lecture Lecture { get; set; } = null!;

    public SeatPlace Place { get; set; }

    public PartyKind Kind { get; set; }

    public RegistrationState State { get; set; }

    /// <summary>Why, once it is cancelled.</summary>
    public RegistrationEnding? Ending { get; set; }

    /// <summary>How many seats it asks for, or holds.</summary>
    public int Seats { get; set; } = 1;

    /// <summary>The person's, or the teacher's; empty once it is erased.</summary>
    public string Name { get; set; } = "";

    /// <summary>As typed; empty once it is erased, and for who came without registering.</summary>
    public string Email { get; set; } = "";

    /// <summary>By which a person registers once for a lecture (<see cref="EmailAddress.KeyOf"/>). Null where there is no address.</summary>
    public string? EmailKey { get; set; }

    /// <summary>Of the letters: <c>en</c> or <c>tr</c>.</summary>
    public string Language { get; set; } = Languages.Turkish;

    /// <summary>Which one kind of audience the person, or the class, belongs to.</summary>
    public Audience? Audience { get; set; }

    public string? School { get; set; }

    /// <summary>The class's level, such as <c>10</c>.</summary>
    public string? Level { get; set; }

    public int? Pupils { get; set; }

    public int? Adults { get; set; }

    public string? AccessNeeds { get; set; }

    /// <summary>Answers to the lecture's questions, as JSON (<see cref="Answers"/>).</summary>
    public string? Answers { get; set; }

    /// <summary>The information notice as it was shown.</summary>
    public int? NoticeId { get; set; }

    public Notice? Notice { get; set; }

    public List<Consent> Consents { get; } = [];

    /// <summary>Place in the order of arrival within the lecture; the order in which waiting parties move up.</summary>
    public long Number { get; set; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>UTC; when the link in a letter was first used, which shows that the address is the holder's.</summary>
    public DateTime? AddressConfirmedAt { get; set; }

    /// <summary>UTC; until then seats are held while it is pending or offered. Null in every other state.</summary>
    public DateTime? HeldUntil { get; set; }

    /// <summary>What is typed, or scanned, at the door. Opens nothing to anybody but staff.</summary>
    public string? TicketCode { get; set; }

    /// <summary>UTC; at the door.</summary>
    public DateTime? CameAt { get; set; }

    /// <summary>How many of the party came; null until somebody counted.</summary>
    public int? Came { get; set; }

    /// <summary>Came without having registered.</summary>
    public bool IsWalkIn { get; set; }

    /// <summary>What the office gave as the reason, to be read by the holder.</summary>
    public string? Reason { get; set; }

    /// <summary>UTC; when the reminder was put into the outbox.</summary>
    public DateTime? RemindedAt { get; set; }

    /// <summary>UTC; when all that tells who it was was removed. The numbers stay.</summary>
    public DateTime? ErasedAt { get; set; }

    /// <summary>Optimistic concurrency token.</summary>
    public Guid Version { get; set; }

    /// <summary>Whether seats are set aside for it.</summary>
    public bool HoldsSeats => HoldsSeatsIn(State);

    /// <summary>Whether it is neither over nor past.</summary>
    public bool IsOpen => State is RegistrationState.Pending or RegistrationState.Requested or RegistrationState.Confirmed or RegistrationState.Waiting or RegistrationState.Offered;

    public static bool HoldsSeatsIn(RegistrationState state) => state is not (RegistrationState.Waiting or RegistrationState.Cancelled);
}

/// <summary>A key to a registration, of which only the hash is kept. A letter that is sent again carries a new one; the old ones stay good.</summary>
public sealed class RegistrationLink
{
    /// <summary>SHA-256 of the token, Base64Url.</summary>
    public string Hash { get; set; } = "";

    public int RegistrationId { get; set; }

    public Registration Registration { get; set; } = null!;

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; set; }
}

/// <summary>A version of what is read, or agreed to, when registering. Never changed: a new text is a new version.</summary>
public sealed class Notice
{
    public const int TextLength = 10_000;

    public int Id { get; set; }

    public NoticeKind Kind { get; set; }

    /// <summary>1, 2, 3 within its kind; the highest is the one that is shown.</summary>
    public int Number { get; set; }

    /// <summary>Markdown.</summary>
    public LocalizedText Text { get; set; } = new();

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>As it was then; empty for the portal itself.</summary>
    public string CreatedBy { get; set; } = "";
}

/// <summary>An agreement to one version of a notice.</summary>
public sealed class Consent
{
    public int Id { get; set; }

    public int RegistrationId { get; set; }

    public int NoticeId { get; set; }

    public Notice Notice { get; set; } = null!;

    /// <summary>UTC.</summary>
    public DateTime GivenAt { get; set; }

    /// <summary>UTC.</summary>
    public DateTime? WithdrawnAt { get; set; }
}

/// <summary>What happened, in the order in which it did; why the waiting list moved or did not.</summary>
public sealed class RegistrationStep
{
    public const int RemarkLength = 500;

    public long Id { get; set; }

    public int LectureId { get; set; }

    /// <summary>Null for what concerns the lecture's seats as a whole.</summary>
    public int? RegistrationId { get; set; }

    public Registration? Registration { get; set; }

    /// <summary>UTC.</summary>
    public DateTime At { get; set; }

    public RegistrationAction Action { get; set; }

    /// <summary>As the staff member's name was then; empty for the holder and the portal itself.</summary>
    public string UserName { get; set; } = "";

    /// <summary>Name of a text of the words, with its numbers behind it, or what somebody wrote (<see cref="StepRemark"/>).</summary>
    public string Remark { get; set; } = "";
}

/// <summary>A number of people in the hall, without names.</summary>
public sealed class Headcount
{
    public const int NoteLength = 300;
    public const int Most = 100_000;

    public int Id { get; set; }

    public int LectureId { get; set; }

    public SeatPlace Place { get; set; }

    public int Count { get; set; }

    public CountingMethod Method { get; set; }

    public string? Note { get; set; }

    /// <summary>UTC.</summary>
    public DateTime At { get; set; }

    public string UserName { get; set; } = "";
}

/// <summary>That somebody, or a class, came. Its code is public.</summary>
public sealed class Certificate
{
    public const int CodeLength = 16;

    public int Id { get; set; }

    public int LectureId { get; set; }

    public Lecture Lecture { get; set; } = null!;

    public int RegistrationId { get; set; }

    public Registration Registration { get; set; } = null!;

    /// <summary>In the letters of <see cref="Codes.Alphabet"/>, without the hyphens it is shown with.</summary>
    public string Code { get; set; } = "";

    /// <summary>As the holder chose it: a person's, or a class's.</summary>
    public string Name { get; set; } = "";

    public PartyKind Kind { get; set; }

    /// <summary>How many of the party came.</summary>
    public int Came { get; set; }

    /// <summary>UTC.</summary>
    public DateTime IssuedAt { get; set; }

    /// <summary>UTC.</summary>
    public DateTime? RevokedAt { get; set; }

    public string? RevokedReason { get; set; }

    /// <summary>Optimistic concurrency token.</summary>
    public Guid Version { get; set; }
}

public sealed class RegistrationMapping : IEntityTypeConfiguration<Registration>, IEntityTypeConfiguration<RegistrationLink>, IEntityTypeConfiguration<Notice>,
    IEntityTypeConfiguration<Consent>, IEntityTypeConfiguration<RegistrationStep>, IEntityTypeConfiguration<Headcount>, IEntityTypeConfiguration<Certificate>
{
    private const int EnumLength = 20;

    public void Configure(EntityTypeBuilder<Registration> builder)
    {
        builder.ToTable("Registrations", table =>
        {
            table.HasCheckConstraint("CK_Registrations_Seats", "[Seats] >= 0");
        });
        builder.Property(r => r.Place).HasConversion<string>().HasMaxLength(EnumLength);
        builder.Property(r => r.Kind).HasConversion<string>().HasMaxLength(EnumLength);
        builder.Property(r => r.State).HasConversion<string>().HasMaxLength(EnumLength);
        builder.Property(r => r.Ending).HasConversion<string>().HasMaxLength(EnumLength);
        builder.Property(r => r.Name).HasMaxLength(Registration.NameLength);
        builder.Property(r => r.Email).HasMaxLength(Letter.AddressLength);
        builder.Property(r => r.EmailKey).HasMaxLength(Letter.AddressLength);
        builder.Property(r => r.Language).HasMaxLength(2);
        builder.Property(r => r.School).HasMaxLength(Registration.SchoolLength);
        builder.Property(r => r.Level).HasMaxLength(Registration.LevelLength);
        builder.Property(r => r.AccessNeeds).HasMaxLength(Registration.NeedsLength);
        builder.Property(r => r.TicketCode).HasMaxLength(Registration.TicketLength);
        builder.Property(r => r.Reason).HasMaxLength(Registration.ReasonLength);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.Ignore(r => r.HoldsSeats);
        builder.Ignore(r => r.IsOpen);
        builder.HasOne(r => r.Lecture).WithMany().HasForeignKey(r => r.LectureId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(r => r.Notice).WithMany().HasForeignKey(r => r.NoticeId).OnDelete(DeleteBehavior.Restrict);
        // Once for a lecture, however the address is spelled.
        builder.HasIndex(r => new { r.LectureId, r.EmailKey }).IsUnique().HasFilter("[EmailKey] IS NOT NULL");
        builder.HasIndex(r => new { r.EmailKey, r.LectureId });
        // The waiting list in its order; the office's list.
        builder.HasIndex(r => new { r.LectureId, r.Place, r.State, r.Number });
        builder.HasIndex(r => r.HeldUntil).HasFilter("[HeldUntil] IS NOT NULL");
        builder.HasIndex(r => r.TicketCode).IsUnique().HasFilter("[TicketCode] IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<RegistrationLink> builder)
    {
        builder.ToTable("RegistrationLinks");
        builder.HasKey(link => link.Hash);
        builder.Property(link => link.Hash).HasMaxLength(43);
        builder.HasOne(link => link.Registration).WithMany().HasForeignKey(link => link.RegistrationId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable("Notices");
        builder.Property(notice => notice.Kind).HasConversion<string>().HasMaxLength(EnumLength);
        builder.LocalizedText(notice => notice.Text, LocalizedTextMapping.Unlimited);
        builder.Property(notice => notice.CreatedBy).HasMaxLength(Revision.AuthorLength);
        builder.HasIndex(notice => new { notice.Kind, notice.Number }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Consent> builder)
    {
        builder.ToTable("Consents");
        builder.HasOne<Registration>().WithMany(r => r.Consents).HasForeignKey(consent => consent.RegistrationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(consent => consent.Notice).WithMany().HasForeignKey(consent => consent.NoticeId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<RegistrationStep> builder)
    {
        builder.ToTable("RegistrationSteps");
        builder.Property(step => step.Action).HasConversion<string>().HasMaxLength(EnumLength);
        builder.Property(step => step.UserName).HasMaxLength(Revision.AuthorLength);
        builder.Property(step => step.Remark).HasMaxLength(RegistrationStep.RemarkLength);
        builder.HasOne(step => step.Registration).WithMany().HasForeignKey(step => step.RegistrationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(step => new { step.LectureId, step.Id });
    }

    public void Configure(EntityTypeBuilder<Headcount> builder)
    {
        builder.ToTable("Headcounts");
        builder.Property(count => count.Place).HasConversion<string>().HasMaxLength(EnumLength);
        builder.Property(count => count.Method).HasConversion<string>().HasMaxLength(EnumLength);
        builder.Property(count => count.Note).HasMaxLength(Headcount.NoteLength);
        builder.Property(count => count.UserName).HasMaxLength(Revision.AuthorLength);
        builder.HasOne<Lecture>().WithMany().HasForeignKey(count => count.LectureId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Certificate> builder)
    {
        builder.ToTable("Certificates");
        builder.Property(certificate => certificate.Code).HasMaxLength(Certificate.CodeLength);
        builder.Property(certificate => certificate.Name).HasMaxLength(Registration.SchoolLength);
        builder.Property(certificate => certificate.Kind).HasConversion<string>().HasMaxLength(EnumLength);
        builder.Property(certificate => certificate.RevokedReason).HasMaxLength(Registration.ReasonLength);
        builder.Property(certificate => certificate.Version).IsConcurrencyToken();
        builder.HasOne(certificate => certificate.Lecture).WithMany().HasForeignKey(certificate => certificate.LectureId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(certificate => certificate.Registration).WithMany().HasForeignKey(certificate => certificate.RegistrationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(certificate => certificate.Code).IsUnique();
        builder.HasIndex(certificate => certificate.RegistrationId);
    }
}
