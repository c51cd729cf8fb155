using Microsoft.EntityFrameworkCore;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Editing;

/// <summary>Reads what was done to an item: the entries of the audit trail that are about it.</summary>
public sealed class ItemTimeline(PortalDbContext db)
{
    public const int PageSize = 50;

    /// <summary>The entries of an item, the newest first.</summary>
    /// <param name="page">From 1.</param>
    public async Task<(IReadOnlyList<AuditEntry> Entries, int Count)> PageAsync(int item, int page, CancellationToken cancellation)
    {
        var entries = db.AuditEntries.AsNoTracking().Where(entry => entry.ItemId == item);
        var count = await entries.CountAsync(cancellation);
        return (await entries.OrderByDescending(entry => entry.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancellation), count);
    }

    /// <summary>The last time that something was done to an item; null when it never was.</summary>
    public Task<AuditEntry?> LastAsync(int item, AuditAction action, CancellationToken cancellation) =>
        db.AuditEntries.AsNoTracking().Where(entry => entry.ItemId == item && entry.Action == action).OrderByDescending(entry => entry.Id).FirstOrDefaultAsync(cancellation);

    /// <summary>An item by its number, for a link to it; null when there is none.</summary>
    public async Task<OtherItem?> OtherAsync(int? id, CancellationToken cancellation)
    {
        var other = id is null ? null : await db.ContentItems.Where(item => item.Id == id).Select(item => new { item.Id, item.Kind, item.Key, item.DraftTitle }).FirstOrDefaultAsync(cancellation);
        return other is null ? null : new(EditAddress.Of(other.Kind, other.Id), other.DraftTitle.In(Languages.Current) is { IsEmpty: false } title ? title.Text : other.Key);
    }
}
