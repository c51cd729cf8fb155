using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services;

/// <param name="Texts">Without summaries.</param>
public sealed record SitePage(PagePlaces Places, IReadOnlyList<TextLine> Texts);

/// <summary>The pages to which header and footer of every page link, read once for each content stamp.</summary>
public sealed class SitePages(IServiceScopeFactory scopes, ContentStamp stamp) : IDisposable
{
    private const int Most = 50;

    private readonly PerStamp<IReadOnlyList<SitePage>> _pages = new(scopes, stamp, [], ReadAsync);

    /// <summary>In their order. What was known last while the database is away: error pages have a header too.</summary>
    public async ValueTask<IReadOnlyList<SitePage>> CurrentAsync(CancellationToken cancellation)
    {
        try
        {
            return await _pages.CurrentAsync(cancellation);
        }
        catch (Exception e) when (e is DbException or RetryLimitExceededException)
        {
            // The page that is being made may be the one that says so.
            return _pages.Last;
        }
    }

    public void Dispose() => _pages.Dispose();

    private static async Task<IReadOnlyList<SitePage>> ReadAsync(PortalDbContext db, CancellationToken cancellation) => await db.Pages.Published()
        .Where(page => page.Places != 0).OrderBy(page => page.Order).ThenBy(page => page.Key).Take(Most)
        .Select(page => new SitePage(page.Places, page.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, "")).ToList()))
        .ToListAsync(cancellation);
}
