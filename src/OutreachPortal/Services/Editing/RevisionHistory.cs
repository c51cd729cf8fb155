using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Editing;

/// <summary>A revision in a list: everything but what was typed.</summary>
/// <param name="CreatedAt">UTC.</param>
/// <param name="PublishedAt">UTC; when it was last made public; null where it never was, or nobody wrote it down.</param>
public sealed record RevisionLine(int Number, DateTime CreatedAt, string CreatedBy, string Note, bool IsMajor, int? RestoredFrom)
{
    public DateTime? PublishedAt { get; init; }
}

/// <summary>Reads an item's revisions.</summary>
public sealed class RevisionHistory(PortalDbContext db)
{
    /// <summary>Revisions of an item, the newest first, with when each was published.</summary>
    public async Task<IReadOnlyList<RevisionLine>> PageAsync(int item, int skip, int take, CancellationToken cancellation)
    {
        var lines = await db.Revisions.Where(r => r.ContentItemId == item).OrderByDescending(r => r.Number).Skip(skip).Take(take)
            .Select(r => new RevisionLine(r.Number, r.CreatedAt, r.CreatedBy, r.Note, r.IsMajor, r.RestoredFrom)).ToListAsync(cancellation);
        var (first, last) = lines.Count == 0 ? (0, 0) : (lines[^1].Number, lines[0].Number);
        var published = await db.AuditEntries.Where(e => e.ItemId == item && e.Revision >= first && e.Revision <= last && AuditQueries.Publishing.Contains(e.Action))
            .GroupBy(e => e.Revision!.Value).Select(group => new { Number = group.Key, At = group.Max(e => e.At) }).ToDictionaryAsync(row => row.Number, row => row.At, cancellation);
        return [.. lines.Select(line => line with { PublishedAt = published.TryGetValue(line.Number, out var at) ? at : null })];
    }

    public Task<RevisionLine?> LineAsync(int item, int number, CancellationToken cancellation) => db.Revisions.Where(r => r.ContentItemId == item && r.Number == number)
        .Select(r => new RevisionLine(r.Number, r.CreatedAt, r.CreatedBy, r.Note, r.IsMajor, r.RestoredFrom)).FirstOrDefaultAsync(cancellation);

    /// <summary>What was typed as a revision; null when there is none of that number.</summary>
    public async Task<ContentForm?> FormAsync(ContentItem item, int number, CancellationToken cancellation) =>
        await db.Revisions.Where(r => r.ContentItemId == item.Id && r.Number == number).Select(r => r.Form).FirstOrDefaultAsync(cancellation) is { } json
            ? ContentForm.FromJson(item.Kind, json) : null;
}
