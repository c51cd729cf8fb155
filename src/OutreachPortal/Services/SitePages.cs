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
public sealed class SitePages(IServiceScopeFactory scopes, ContentStamp stamp)
{
    private const int Most = 50;

    private volatile Known _known = new(-1, []);

    /// <summary>In their order. What was known last while the database is away: error pages have a header too.</summary>
    public async ValueTask<IReadOnlyList<SitePage>> CurrentAsync(CancellationToken cancellation)
    {
        try
        {
            var current = await stamp.CurrentAsync(cancellation);
            if (_known.Stamp != current)
            {
                await using var scope = scopes.CreateAsyncScope();
                var pages = await scope.ServiceProvider.GetRequiredService<PortalDbContext>().Pages.Published()
                    .Where(page => page.Places != 0).OrderBy(page => page.Order).ThenBy(page => page.Key).Take(Most)
                    .Select(page => new SitePage(page.Places, page.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, "")).ToList()))
                    .ToListAsync(cancellation);
                _known = new(current, pages);
            }
        }
        catch (Exception e) when (e is DbException or RetryLimitExceededException)
        {
            // The page that is being made may be the one that says so.
        }

        return _known.Pages;
    }

    private sealed record Known(long Stamp, IReadOnlyList<SitePage> Pages);
}
