using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OutreachPortal.Models;

namespace OutreachPortal.Data;

/// <summary>The portal's database. Code asks for this class; which of the two below it gets is a setting.</summary>
public abstract class PortalDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<ContentItem> ContentItems => Set<ContentItem>();

    public DbSet<ContentText> ContentTexts => Set<ContentText>();

    public DbSet<Event> Events => Set<Event>();

    public DbSet<Programme> Programmes => Set<Programme>();

    public DbSet<Policy> Policies => Set<Policy>();

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

    public DbSet<ContentStampRow> ContentStamps => Set<ContentStampRow>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PortalDbContext).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();

    // Neither database keeps the kind of a DateTime; all of the portal's are UTC.
    internal sealed class UtcDateTimeConverter() : ValueConverter<DateTime, DateTime>(
        value => value, value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
}

public sealed class SqlitePortalDbContext(DbContextOptions<SqlitePortalDbContext> options) : PortalDbContext(options);

public sealed class SqlServerPortalDbContext(DbContextOptions<SqlServerPortalDbContext> options) : PortalDbContext(options);
