using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OutreachPortal.Models;

namespace OutreachPortal.Data;

/// <summary>The portal's database. Code asks for this class; which of the two below it gets is a setting.</summary>
public abstract class PortalDbContext(DbContextOptions options) : IdentityDbContext<PortalUser, IdentityRole<int>, int>(options)
{
    public DbSet<ContentItem> ContentItems => Set<ContentItem>();

    public DbSet<ContentText> ContentTexts => Set<ContentText>();

    public DbSet<Event> Events => Set<Event>();

    public DbSet<Programme> Programmes => Set<Programme>();

    public DbSet<Policy> Policies => Set<Policy>();

    public DbSet<PolicyVersion> PolicyVersions => Set<PolicyVersion>();

    public DbSet<PolicyComment> PolicyComments => Set<PolicyComment>();

    public DbSet<Partner> Partners => Set<Partner>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<Figure> Figures => Set<Figure>();

    public DbSet<Story> Stories => Set<Story>();

    public DbSet<Page> Pages => Set<Page>();

    public DbSet<Report> Reports => Set<Report>();

    public DbSet<SearchEntry> SearchEntries => Set<SearchEntry>();

    public DbSet<SearchIndexRow> SearchIndex => Set<SearchIndexRow>();

    public DbSet<Redirect> Redirects => Set<Redirect>();

    public DbSet<Unit> Units => Set<Unit>();

    public DbSet<Tag> Tags => Set<Tag>();

    public DbSet<MediaFile> MediaFiles => Set<MediaFile>();

    public DbSet<MediaUse> MediaUses => Set<MediaUse>();

    public DbSet<Revision> Revisions => Set<Revision>();

    public DbSet<WorkingCopy> WorkingCopies => Set<WorkingCopy>();

    public DbSet<Presence> Presences => Set<Presence>();

    public DbSet<PreviewLink> PreviewLinks => Set<PreviewLink>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<Letter> Letters => Set<Letter>();

    public DbSet<LetterTemplate> LetterTemplates => Set<LetterTemplate>();

    public DbSet<Lecture> Lectures => Set<Lecture>();

    public DbSet<SeatPool> SeatPools => Set<SeatPool>();

    public DbSet<Registration> Registrations => Set<Registration>();

    public DbSet<RegistrationLink> RegistrationLinks => Set<RegistrationLink>();

    public DbSet<RegistrationStep> RegistrationSteps => Set<RegistrationStep>();

    public DbSet<Notice> Notices => Set<Notice>();

    public DbSet<Consent> Consents => Set<Consent>();

    public DbSet<Headcount> Headcounts => Set<Headcount>();

    public DbSet<Certificate> Certificates => Set<Certificate>();

    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();

    public DbSet<SetupLink> SetupLinks => Set<SetupLink>();

    public DbSet<SiteProfile> SiteProfiles => Set<SiteProfile>();

    public DbSet<ContentStampRow> ContentStamps => Set<ContentStampRow>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        KeepAudit();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        KeepAudit();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PortalDbContext).Assembly);
    }

    private void KeepAudit()
    {
        if (ChangeTracker.Entries<AuditEntry>().Any(entry => entry.State is EntityState.Modified or EntityState.Deleted))
        {
            throw new InvalidOperationException("The audit trail is only ever added to.");
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();

    // Neither database keeps the kind of a DateTime; all of the portal's are UTC.
    internal sealed class UtcDateTimeConverter() : ValueConverter<DateTime, DateTime>(
        value => value, value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
}

public sealed class SqlitePortalDbContext(DbContextOptions<SqlitePortalDbContext> options) : PortalDbContext(options);

public sealed class SqlServerPortalDbContext(DbContextOptions<SqlServerPortalDbContext> options) : PortalDbContext(options);
