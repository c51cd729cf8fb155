using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>What was done. The names are stored; do not rename.</summary>
public enum AuditAction
{
    // To an item: its timeline.
    Created,
    Saved,
    Submitted,
    SubmissionTakenBack,
    Returned,
    Published,
    PublishedWithOverride,
    Scheduled,
    ScheduleCancelled,
    ScheduleFailed,
    Withdrawn,
    Unpublished,
    Merged,
    Restored,
    RestoredToPublic,
    Imported,
    DraftDiscarded,
    TranslationConfirmed,
    PreviewLinkMade,
    PreviewLinkRevoked,
    RemarkShown,
    RemarkRefused,
    RemarkReopened,
    RemarkErased,

    // To everything else.
    SignedIn,
    SignInFailed,
    SignedOut,
    PasswordChanged,
    TwoFactorChanged,
    PasskeyChanged,
    UniversityLinked,
    EmailChanged,
    UserInvited,
    UserChanged,
    UserDeactivated,
    UserReactivated,
    SignedOutEverywhere,
    MediaUploaded,
    MediaChanged,
    MediaDeleted,
    TagChanged,
    TagDeleted,
    UnitChanged,
    UnitDeleted,
    RedirectAdded,
    RedirectDeleted,
    SettingsChanged,
    LetterRetried,
    NoticeChanged,
    HeadcountAdded,
    HeadcountRemoved,
    LetterWordsChanged,
    LetterWordsReset,
    Exported,
    RegistrationsExported,
    RegistrationErased,
}

/// <summary>Who did what to what, when, from where. Rows are only ever added; <see cref="Data.PortalDbContext"/> and, on SQLite, the table refuse the rest.</summary>
public sealed class AuditEntry
{
    public const int TargetLength = 300;
    public const int RemarkLength = 2000;

    public long Id { get; set; }

    /// <summary>UTC.</summary>
    public DateTime At { get; set; }

    /// <summary>Null for the portal itself, an import, and whoever is not signed in.</summary>
    public int? UserId { get; set; }

    /// <summary>As it was then.</summary>
    public string UserName { get; set; } = "";

    public AuditAction Action { get; set; }

    public ContentKind? Kind { get; set; }

    /// <summary>The item; no foreign key, so that the trail outlives what it tells of.</summary>
    public int? ItemId { get; set; }

    /// <summary>Revision of the item.</summary>
    public int? Revision { get; set; }

    /// <summary>Name of what it was done to, as it was then.</summary>
    public string Target { get; set; } = "";

    /// <summary>Reason, remarks, or what changed.</summary>
    public string Remark { get; set; } = "";

    /// <summary>IP address; empty for the portal itself.</summary>
    public string Address { get; set; } = "";
}

public sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("AuditEntries");
        builder.Property(entry => entry.Action).HasConversion<string>().HasMaxLength(30);
        builder.Property(entry => entry.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(entry => entry.UserName).HasMaxLength(Revision.AuthorLength);
        builder.Property(entry => entry.Target).HasMaxLength(AuditEntry.TargetLength);
        builder.Property(entry => entry.Remark).HasMaxLength(AuditEntry.RemarkLength);
        builder.Property(entry => entry.Address).HasMaxLength(45);
        builder.HasIndex(entry => new { entry.ItemId, entry.Id });
        builder.HasIndex(entry => new { entry.Action, entry.At });
        builder.HasIndex(entry => entry.At);
        builder.HasIndex(entry => new { entry.UserId, entry.At });
    }
}
