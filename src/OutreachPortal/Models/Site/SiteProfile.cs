using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>
/// What administrators set of the site: one row. What is null, or empty, is as the <c>Site</c> section of the settings says.
/// </summary>
public sealed class SiteProfile
{
    public const int OnlyId = 1;
    public const int NameLength = 120;
    public const int AddressLength = 400;
    public const int HeadlineLength = 120;
    public const int LeadLength = 400;
    public const int ReferenceLength = 100;

    public int Id { get; set; } = OnlyId;

    public LocalizedText Name { get; set; } = new();

    public LocalizedText Office { get; set; } = new();

    /// <summary>Name of an image in the media store.</summary>
    public string? Logo { get; set; }

    /// <summary>As CSS writes it: <c>#0b5f7d</c>.</summary>
    public string? AccentColor { get; set; }

    public string? ContactEmail { get; set; }

    public string? ContactPhone { get; set; }

    public LocalizedText PostalAddress { get; set; } = new();

    /// <summary>Headline of the home page.</summary>
    public LocalizedText HomeHeadline { get; set; } = new();

    public LocalizedText HomeLead { get; set; } = new();

    /// <summary>Folder and key of the event that the home page shows first; the next one if null or past.</summary>
    public string? HomeEvent { get; set; }

    /// <summary>Folder and key of the story that the home page shows; the newest featured one if null.</summary>
    public string? HomeStory { get; set; }

    /// <summary>UTC.</summary>
    public DateTime ChangedAt { get; set; }

    /// <summary>Optimistic concurrency token.</summary>
    public Guid Version { get; set; }
}

public sealed class SiteProfileMapping : IEntityTypeConfiguration<SiteProfile>
{
    public void Configure(EntityTypeBuilder<SiteProfile> builder)
    {
        builder.ToTable("SiteProfile");
        builder.Property(profile => profile.Id).ValueGeneratedNever();
        builder.LocalizedText(profile => profile.Name, SiteProfile.NameLength);
        builder.LocalizedText(profile => profile.Office, SiteProfile.NameLength);
        builder.Property(profile => profile.Logo).HasMaxLength(MediaFile.NameLength);
        builder.Property(profile => profile.AccentColor).HasMaxLength(7);
        builder.Property(profile => profile.ContactEmail).HasMaxLength(Letter.AddressLength);
        builder.Property(profile => profile.ContactPhone).HasMaxLength(40);
        builder.LocalizedText(profile => profile.PostalAddress, SiteProfile.AddressLength);
        builder.LocalizedText(profile => profile.HomeHeadline, SiteProfile.HeadlineLength);
        builder.LocalizedText(profile => profile.HomeLead, SiteProfile.LeadLength);
        builder.Property(profile => profile.HomeEvent).HasMaxLength(SiteProfile.ReferenceLength);
        builder.Property(profile => profile.HomeStory).HasMaxLength(SiteProfile.ReferenceLength);
        builder.Property(profile => profile.Version).IsConcurrencyToken();
        builder.HasData(new { Id = SiteProfile.OnlyId, ChangedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), Version = new Guid("5f1c9d9e-0000-4000-8000-000000000001") });
    }
}
