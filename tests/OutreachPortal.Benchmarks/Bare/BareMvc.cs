using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Benchmarks.Bare;

/// <summary>An MVC application with EF Core and next to nothing else, over the portal's database.</summary>
public static class BareMvc
{
    public const string Word = "bare-mvc";

    public static async Task RunAsync(string database, string address)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        // Its own controllers and views, without the portal's, whose assembly is beside it.
        var parts = new ApplicationPartManager();
        parts.ApplicationParts.Add(new AssemblyPart(typeof(BareMvc).Assembly));
        parts.ApplicationParts.Add(new CompiledRazorAssemblyPart(typeof(BareMvc).Assembly));
        builder.Services.AddSingleton(parts);
        builder.Services.AddDbContextPool<BareDbContext>(options => options.UseSqlite("Data Source=" + database));
        builder.Services.AddDbContextPool<SqlitePortalDbContext>(options => options.UseSqlite("Data Source=" + database));
        builder.Services.AddControllersWithViews();
        var app = builder.Build();
        app.MapControllers();
        await app.RunAsync();
    }
}

/// <summary>One table, for the start of an application that has one page.</summary>
public sealed class BareDbContext(DbContextOptions<BareDbContext> options) : DbContext(options)
{
    public DbSet<BareTitle> Titles => Set<BareTitle>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<BareTitle>().ToTable("ContentTexts");
}

public sealed class BareTitle
{
    public int Id { get; set; }

    public string Title { get; set; } = "";
}

public sealed record BareList(int UpcomingCount, int PastCount, List<EventCard> Upcoming, List<EventCard> Past, List<Unit> Units, List<Programme> Programmes);

/// <summary>The rows of the portal's pages, by compiled queries, in the plainest of views.</summary>
public sealed class BareController : Controller
{
    private static readonly Func<SqlitePortalDbContext, string, CancellationToken, Task<Event?>> EventBySlug =
        EF.CompileAsyncQuery((SqlitePortalDbContext db, string slug, CancellationToken cancellation) => db.Events.AsNoTracking()
            .Include(e => e.Texts).Include(e => e.Unit).Include(e => e.Tags).Include(e => e.Goals)
            .Include(e => e.Links).ThenInclude(link => link.To.Texts)
            .Include(e => e.Programme!.Texts)
            .Include(e => e.Speakers).ThenInclude(speaker => speaker.Person!.Texts)
            .Include(e => e.Speakers).ThenInclude(speaker => speaker.Person!.Unit)
            .AsSplitQuery()
            .FirstOrDefault(e => e.Texts.Any(t => t.Kind == ContentKind.Seminar && t.Culture == "en" && t.Slug == slug)));

    private static readonly Func<SqlitePortalDbContext, DateTime, CancellationToken, Task<int>> UpcomingCount =
        EF.CompileAsyncQuery((SqlitePortalDbContext db, DateTime now, CancellationToken cancellation) =>
            db.Events.Count(e => e.Kind == ContentKind.Seminar && e.State == ContentState.Published && e.EndsAt >= now));

    private static readonly Func<SqlitePortalDbContext, DateTime, CancellationToken, Task<int>> PastCount =
        EF.CompileAsyncQuery((SqlitePortalDbContext db, DateTime now, CancellationToken cancellation) =>
            db.Events.Count(e => e.Kind == ContentKind.Seminar && e.State == ContentState.Published && e.EndsAt < now));

    private static readonly Func<SqlitePortalDbContext, DateTime, int, IAsyncEnumerable<EventCard>> Upcoming =
        EF.CompileAsyncQuery((SqlitePortalDbContext db, DateTime now, int count) => db.Events
            .Where(e => e.Kind == ContentKind.Seminar && e.State == ContentState.Published && e.EndsAt >= now)
            .OrderBy(e => e.EndsAt).ThenBy(e => e.Id).Take(count)
            .Select(e => new EventCard(
                e.Id, e.Kind, e.StartsAt, e.EndsAt, e.TimeZone, e.Mode, new LocalizedText { En = e.Place.En, Tr = e.Place.Tr }, e.Spoken, e.Status, e.Recording != null,
                e.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, t.Summary)).ToList(),
                e.Speakers.OrderBy(s => s.Position).Select(s => new SpeakerLine(
                    s.Position, s.Name, (ContentState?)s.Person!.State, new LocalizedText { En = s.Person!.AcademicTitle.En, Tr = s.Person!.AcademicTitle.Tr },
                    s.Person!.Texts.Select(t => t.Title).ToList())).ToList())));

    private static readonly Func<SqlitePortalDbContext, DateTime, int, IAsyncEnumerable<EventCard>> Past =
        EF.CompileAsyncQuery((SqlitePortalDbContext db, DateTime now, int count) => db.Events
            .Where(e => e.Kind == ContentKind.Seminar && e.State == ContentState.Published && e.EndsAt < now)
            .OrderByDescending(e => e.EndsAt).ThenByDescending(e => e.Id).Take(count)
            .Select(e => new EventCard(
                e.Id, e.Kind, e.StartsAt, e.EndsAt, e.TimeZone, e.Mode, new LocalizedText { En = e.Place.En, Tr = e.Place.Tr }, e.Spoken, e.Status, e.Recording != null,
                e.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, t.Summary)).ToList(),
                e.Speakers.OrderBy(s => s.Position).Select(s => new SpeakerLine(
                    s.Position, s.Name, (ContentState?)s.Person!.State, new LocalizedText { En = s.Person!.AcademicTitle.En, Tr = s.Person!.AcademicTitle.Tr },
                    s.Person!.Texts.Select(t => t.Title).ToList())).ToList())));

    private static readonly Func<SqlitePortalDbContext, IAsyncEnumerable<Unit>> Units =
        EF.CompileAsyncQuery((SqlitePortalDbContext db) => db.Units.AsNoTracking().OrderBy(unit => unit.Key).Select(unit => unit));

    private static readonly Func<SqlitePortalDbContext, IAsyncEnumerable<Programme>> Programmes =
        EF.CompileAsyncQuery((SqlitePortalDbContext db) => db.Programmes.AsNoTracking().Include(p => p.Texts).Where(p => p.State == ContentState.Published));

    [HttpGet("/")]
    public async Task<IActionResult> Index([FromServices] BareDbContext db) =>
        View(await db.Titles.OrderBy(title => title.Id).Select(title => title.Title).Take(10).ToListAsync());

    [HttpGet("/en/seminars/{slug}")]
    public async Task<IActionResult> Seminar(string slug, [FromServices] SqlitePortalDbContext db) =>
        await EventBySlug(db, slug, HttpContext.RequestAborted) is { } item ? View(item) : NotFound();

    [HttpGet("/en/seminars")]
    public async Task<IActionResult> Seminars([FromServices] SqlitePortalDbContext db)
    {
        var now = DateTime.UtcNow;
        var upcoming = await AllAsync(Upcoming(db, now, Paging.Size));
        return View(new BareList(
            await UpcomingCount(db, now, HttpContext.RequestAborted), await PastCount(db, now, HttpContext.RequestAborted), upcoming,
            await AllAsync(Past(db, now, Paging.Size - upcoming.Count)), await AllAsync(Units(db)), await AllAsync(Programmes(db))));
    }

    private async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> rows)
    {
        var all = new List<T>();
        await foreach (var row in rows.WithCancellation(HttpContext.RequestAborted))
        {
            all.Add(row);
        }

        return all;
    }
}
