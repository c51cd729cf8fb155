using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.Services.Editing;

/// <summary>An item with its newest revision.</summary>
public sealed record Draft(ContentItem Item, Revision Newest, ContentForm Form);

/// <summary>What became of a save.</summary>
public abstract record SaveOutcome
{
    /// <param name="IsNew">Whether there is a new revision; false when nothing differs from the newest.</param>
    public sealed record Saved(ContentItem Item, bool IsNew) : SaveOutcome;

    /// <summary>Somebody saved since the form was opened; nothing was written.</summary>
    public sealed record Conflict(Draft Theirs) : SaveOutcome;

    public sealed record Missing : SaveOutcome;
}

/// <param name="BaseRevision">The revision that was opened; what was saved since is a conflict.</param>
/// <param name="IsMinor">A small correction: no translation becomes outdated, no reader is told.</param>
public sealed record SaveOptions(int BaseRevision, string Note = "", bool IsMinor = false)
{
    /// <summary>The copy that the editor kept by itself, which this save replaces.</summary>
    public Guid? WorkingCopy { get; init; }

    /// <summary>The revision whose text this one brings back.</summary>
    public int? RestoredFrom { get; init; }
}

/// <summary>Reads and writes revisions. Nothing public changes here.</summary>
public sealed class ContentDrafts(PortalDbContext db, CurrentUser user, AuditTrail trail, TimeProvider clock)
{
    private const int Tries = 5;

    /// <summary>The newest revision of an item; null when there is no such item of the kind.</summary>
    public async Task<Draft?> FindAsync(ContentKind kind, int id, CancellationToken cancellation)
    {
        var item = await db.ContentItems.AsNoTracking().Include(i => i.Texts).FirstOrDefaultAsync(i => i.Id == id && i.Kind == kind, cancellation);
        return item is null ? null : await WithNewestAsync(item, cancellation);
    }

    /// <summary>A revision; null when the item has none of that number.</summary>
    public Task<Revision?> RevisionAsync(int item, int number, CancellationToken cancellation) =>
        db.Revisions.AsNoTracking().FirstOrDefaultAsync(revision => revision.ContentItemId == item && revision.Number == number, cancellation);

    /// <summary>Makes an item of what was typed: a draft that nobody but staff sees. The same form sent again, as a double click does, gives the item of the first.</summary>
    public async Task<ContentItem> CreateAsync(ContentKind kind, ContentForm form, SaveOptions options, CancellationToken cancellation)
    {
        var wanted = KeyFor(form);
        var uid = UidFor(kind, form, options);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await db.TransactAsync(async () =>
                {
                    var alike = await db.ContentItems.Where(item => item.Kind == kind && item.Key.StartsWith(wanted)).Select(item => new { item.Id, item.Key, item.Uid }).ToListAsync(cancellation);
                    if (alike.Find(other => other.Uid == uid) is { } first)
                    {
                        return await db.ContentItems.AsNoTracking().FirstAsync(item => item.Id == first.Id, cancellation);
                    }

                    var item = ContentKindInfo.Of(kind).NewItem();
                    item.Key = FreeKey(wanted, alike.Select(other => other.Key));
                    item.Uid = uid;
                    item.State = ContentState.Draft;
                    item.Save(form, user.Name, options.Note, clock.GetUtcNow().UtcDateTime, !options.IsMinor, user.Id);
                    db.Add(item);
                    await db.SaveChangesAsync(cancellation);
                    trail.Add(AuditAction.Created, item);
                    await db.SaveChangesAsync(cancellation);
                    await ForgetCopyAsync(options, cancellation);
                    return item;
                }, _ => true, cancellation);
            }
            catch (DbUpdateException e) when (DbErrors.IsUniqueViolation(e) && attempt < Tries)
            {
                // Somebody gave the key to another item in this very moment: a double click does.
            }
        }
    }

    /// <summary>Keeps what was typed as the item's newest revision.</summary>
    public async Task<SaveOutcome> SaveAsync(ContentKind kind, int id, ContentForm form, SaveOptions options, CancellationToken cancellation)
    {
        try
        {
            return await db.TransactAsync(async () =>
            {
                var item = await db.ContentItems.Include(i => i.Texts).Include(i => i.MediaUses).AsSplitQuery()
                    .FirstOrDefaultAsync(i => i.Id == id && i.Kind == kind, cancellation);
                if (item is null)
                {
                    return new SaveOutcome.Missing();
                }

                var newest = await WithNewestAsync(item, cancellation);
                if (item.LastRevision != options.BaseRevision)
                {
                    return (SaveOutcome)new SaveOutcome.Conflict(newest);
                }

                if (newest.Form.SaysSameAs(form) && options.RestoredFrom is null)
                {
                    await ForgetCopyAsync(options, cancellation);
                    return new SaveOutcome.Saved(item, IsNew: false);
                }

                var revision = item.Save(form, user.Name, options.Note, clock.GetUtcNow().UtcDateTime, !options.IsMinor, user.Id, newest.Form);
                revision.RestoredFrom = options.RestoredFrom;
                trail.Add(options.RestoredFrom is null ? AuditAction.Saved : AuditAction.Restored, item, options.Note);
                await db.SaveChangesAsync(cancellation);
                await ForgetCopyAsync(options, cancellation);
                return new SaveOutcome.Saved(item, IsNew: true);
            }, _ => true, cancellation);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || DbErrors.IsUniqueViolation(e))
        {
            // Somebody saved in this very moment.
            db.ChangeTracker.Clear();
            return await FindAsync(kind, id, cancellation) is { } theirs ? new SaveOutcome.Conflict(theirs) : new SaveOutcome.Missing();
        }
    }

    private async Task<Draft> WithNewestAsync(ContentItem item, CancellationToken cancellation)
    {
        var newest = await db.Revisions.AsNoTracking().FirstAsync(r => r.ContentItemId == item.Id && r.Number == item.LastRevision, cancellation);
        return new(item, newest, ContentForm.FromJson(item.Kind, newest.Form));
    }

    private Task ForgetCopyAsync(SaveOptions options, CancellationToken cancellation) => options.WorkingCopy is not { } copy ? Task.CompletedTask
        : db.WorkingCopies.Where(c => c.Id == copy && c.UserId == user.Id).ExecuteDeleteAsync(cancellation);

    /// <summary>Made from the title, for files and other items.</summary>
    private static string KeyFor(ContentForm form)
    {
        var title = Languages.All.Select(culture => form.Texts.GetValueOrDefault(culture)?.Title).FirstOrDefault(title => !string.IsNullOrWhiteSpace(title)) ?? "";
        var slug = TextFolding.Slug(title);
        return slug.Length == 0 ? "item" : slug.Length > ContentItem.KeyLength - 5 ? slug[..(ContentItem.KeyLength - 5)].TrimEnd('-') : slug;
    }

    /// <summary>The same for the same form, shown once and sent twice by one user; another as soon as a word differs. Keys and not this are unique in the database: those of both are wanted alike.</summary>
    private Guid UidFor(ContentKind kind, ContentForm form, SaveOptions options)
    {
        if (options.WorkingCopy is not { } shown)
        {
            return Guid.CreateVersion7();
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind} {user.Id} {shown:N} {form.ToJson()}"))).AsSpan(0, 16);
        // Version 8 of RFC 9562: made by the program's own rule.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash, bigEndian: true);
    }

    private static string FreeKey(string wanted, IEnumerable<string> keys)
    {
        var taken = keys.ToHashSet(StringComparer.Ordinal);
        var key = wanted;
        for (var number = 2; taken.Contains(key); number++)
        {
            key = string.Create(CultureInfo.InvariantCulture, $"{wanted}-{number}");
        }

        return key;
    }
}
