using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Markdown;

namespace OutreachPortal.Services.Registrations;

/// <summary>
/// The texts that are read, or agreed to, when registering, in their versions. The portal brings a first version of each kind; staff write
/// the later ones. What somebody agrees to has no placeholders, so that it stays as it then read.
/// </summary>
public sealed partial class Notices(PortalDbContext db, IServiceScopeFactory scopes, MarkdownRenderer markdown, SiteSettings site, IConfiguration configuration, TimeProvider clock)
{
    private const int DefaultKeepDays = 365;

    /// <summary>What may stand in the information notice between two pairs of braces.</summary>
    public static IReadOnlyList<string> Placeholders { get; } = ["site", "office", "address", "contact", "keepDays"];

    /// <summary>The version that is shown now.</summary>
    public async Task<Notice> CurrentAsync(NoticeKind kind, CancellationToken cancellation)
    {
        if (await NewestAsync(db, kind, cancellation) is { } notice)
        {
            return notice;
        }

        await BeginAsync(kind, cancellation);
        return (await NewestAsync(db, kind, cancellation))!;
    }

    /// <summary>Writes the portal's own text of each kind that has none.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        var known = await db.Notices.Where(notice => notice.Number == 1).Select(notice => notice.Kind).ToListAsync(cancellation);
        foreach (var kind in Enum.GetValues<NoticeKind>().Except(known))
        {
            await BeginAsync(kind, cancellation);
        }
    }

    /// <summary>Adds a version to the context, which the caller saves: a violated uniqueness then means that somebody else was faster.</summary>
    /// <param name="current">Number of the version that it follows.</param>
    public Notice Add(NoticeKind kind, int current, LocalizedText text, string by)
    {
        var notice = new Notice { Kind = kind, Number = current + 1, Text = text, CreatedAt = clock.GetUtcNow().UtcDateTime, CreatedBy = by };
        db.Notices.Add(notice);
        return notice;
    }

    /// <summary>A notice as it is shown in a language, or else in the other: HTML of its Markdown, with the placeholders filled.</summary>
    /// <param name="firstHeading">Level of its first headings: below the heading under which the page shows it.</param>
    public LocalizedFragment Html(Notice notice, string culture, int firstHeading = 2) => Html(notice.Kind, notice.Text.In(culture), firstHeading);

    /// <summary>A text as it would be shown.</summary>
    public LocalizedFragment Html(NoticeKind kind, LocalizedFragment text, int firstHeading = 2) => text with
    {
        Text = markdown.Render(kind == NoticeKind.Information ? Filled(text) : text.Text, new(text.Culture) { FirstHeading = firstHeading, IdPrefix = $"notice-{kind.ToString().ToLowerInvariant()}_" }).Html,
    };

    /// <summary>The Markdown of a notice in each language, with the placeholders filled.</summary>
    public LocalizedText Text(Notice notice) => notice.Kind != NoticeKind.Information ? notice.Text : new()
    {
        En = notice.Text.En is { } en ? Filled(new(en, Languages.English)) : null,
        Tr = notice.Text.Tr is { } tr ? Filled(new(tr, Languages.Turkish)) : null,
    };

    /// <summary>Names between braces that mean nothing in a kind of notice.</summary>
    public static IEnumerable<string> UnknownPlaceholders(NoticeKind kind, string text) =>
        Placeholder().Matches(text).Select(match => match.Groups[1].Value).Where(name => kind != NoticeKind.Information || !Placeholders.Contains(name, StringComparer.Ordinal)).Distinct();

    private string Filled(LocalizedFragment text) => Placeholder().Replace(text.Text, match => match.Groups[1].Value switch
    {
        "site" => Escaped(site.Name.In(text.Culture).Text),
        "office" => Escaped(site.Office.In(text.Culture).Text),
        "address" => Escaped(site.PostalAddress.In(text.Culture).Text),
        "contact" => Escaped(site.ContactEmail),
        "keepDays" => configuration.GetValue("Registration:KeepDays", DefaultKeepDays).ToString(CultureInfo.InvariantCulture),
        _ => match.Value,
    });

    // A name is no Markdown, whatever signs it has.
    private static string Escaped(string text) => MarkdownSign().Replace(text.ReplaceLineEndings(" "), @"\$0");

    /// <summary>On a connection of its own: whoever asks may be within something that is not saved yet, or never.</summary>
    private async Task BeginAsync(NoticeKind kind, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var own = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        own.Notices.Add(new() { Kind = kind, Number = 1, Text = Own(kind), CreatedAt = clock.GetUtcNow().UtcDateTime });
        try
        {
            await own.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException e) when (DbErrors.IsUniqueViolation(e))
        {
            // Somebody else asked at the same time.
        }
    }

    private static Task<Notice?> NewestAsync(PortalDbContext db, NoticeKind kind, CancellationToken cancellation) =>
        db.Notices.AsNoTracking().Where(notice => notice.Kind == kind).OrderByDescending(notice => notice.Number).FirstOrDefaultAsync(cancellation);

    private static LocalizedText Own(NoticeKind kind)
    {
        var text = new LocalizedText();
        foreach (var culture in Languages.All)
        {
            using var reader = new StreamReader(typeof(Notices).Assembly.GetManifestResourceStream($"Notices.{kind}.{culture}.md")!);
            text[culture] = reader.ReadToEnd().ReplaceLineEndings("\n").Trim();
        }

        return text;
    }

    [GeneratedRegex(@"\{\{\s*(\w+)\s*\}\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[\\`*_{}\[\]<>#+!|~&]")]
    private static partial Regex MarkdownSign();
}
