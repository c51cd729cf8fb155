using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.Services.Editing;

/// <summary>A working copy as a list names it.</summary>
/// <param name="UpdatedAt">UTC.</param>
public sealed record WorkingCopyLine(Guid Id, ContentKind Kind, int? ItemId, string Title, DateTime UpdatedAt);

/// <summary>What became of a copy that was sent.</summary>
public abstract record KeepOutcome
{
    /// <param name="Id">Another than was sent where the copy was changed elsewhere meanwhile: then both are kept.</param>
    /// <param name="At">UTC.</param>
    public sealed record Kept(Guid Id, DateTime At) : KeepOutcome;

    public sealed record TooLarge : KeepOutcome;

    /// <summary>There is no such item.</summary>
    public sealed record Missing : KeepOutcome;
}

/// <summary>What the user has typed and not yet saved. Nobody else's copy is ever read or written.</summary>
public sealed class WorkingCopies(PortalDbContext db, CurrentUser user, TimeProvider clock)
{
    /// <summary>Characters of all fields together.</summary>
    public const int LongestFields = 8 * 1024 * 1024;

    /// <summary>Copies that one user may have.</summary>
    public const int MostCopies = 300;

    /// <summary>Field with a name that the page gave itself when it was opened, so that two windows do not write over each other.</summary>
    public const string TabField = "Tab";

    /// <summary>Field with a number that grows with each copy a page sends; a late one does not undo a newer.</summary>
    public const string TurnField = "Turn";

    /// <summary>Field with <see cref="Mark"/> of the copy that the page was opened with.</summary>
    public const string SeenField = "CopySeen";

    private const int Tries = 3;
    private static readonly string[] NotKept = ["__RequestVerificationToken", SeenField, "WorkingCopy"];

    /// <summary>Tells one writing of a copy from another.</summary>
    public static string Mark(DateTime updatedAt) => updatedAt.Ticks.ToString(CultureInfo.InvariantCulture);

    public Task<WorkingCopy?> FindAsync(ContentKind kind, int? item, Guid id, CancellationToken cancellation) => Mine()
        .FirstOrDefaultAsync(copy => copy.Id == id && copy.Kind == kind && copy.ContentItemId == item, cancellation);

    /// <summary>Those of an item, or of new items of the kind; the newest first.</summary>
    public Task<List<WorkingCopyLine>> OfAsync(ContentKind kind, int? item, CancellationToken cancellation) => Mine()
        .Where(copy => copy.Kind == kind && copy.ContentItemId == item).OrderByDescending(copy => copy.UpdatedAt).Take(20)
        .Select(copy => new WorkingCopyLine(copy.Id, copy.Kind, copy.ContentItemId, copy.Title, copy.UpdatedAt)).ToListAsync(cancellation);

    /// <summary>Keeps the fields of a form as they were sent.</summary>
    /// <param name="item">Null for an item that was never saved.</param>
    public async Task<KeepOutcome> KeepAsync(ContentKind kind, int? item, Guid id, IFormCollection fields, CancellationToken cancellation)
    {
        var kept = fields.Where(field => !NotKept.Contains(field.Key)).ToDictionary(field => field.Key, field => field.Value.ToArray(), StringComparer.Ordinal);
        var json = JsonSerializer.Serialize(kept);
        if (kept.Sum(field => (long)field.Key.Length + field.Value.Sum(value => value?.Length ?? 0)) > LongestFields)
        {
            return new KeepOutcome.TooLarge();
        }

        if (item is not null && !await db.ContentItems.AnyAsync(i => i.Id == item && i.Kind == kind, cancellation))
        {
            return new KeepOutcome.Missing();
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteAsync(kind, item, id, fields, json, cancellation);
            }
            catch (DbUpdateException) when (attempt < Tries)
            {
                // Two at once, or a number that is somebody else's.
                db.ChangeTracker.Clear();
                id = await Mine().AnyAsync(copy => copy.Id == id, cancellation) ? id : Guid.NewGuid();
            }
        }
    }

    public Task DiscardAsync(ContentKind kind, int? item, Guid id, CancellationToken cancellation) =>
        db.WorkingCopies.Where(copy => copy.UserId == user.RequiredId && copy.Id == id && copy.Kind == kind && copy.ContentItemId == item).ExecuteDeleteAsync(cancellation);

    /// <summary>The fields of a copy, as if they had just been sent.</summary>
    public static IFormCollection FieldsOf(WorkingCopy copy) => new FormCollection(
        JsonSerializer.Deserialize<Dictionary<string, string?[]>>(copy.Fields)!.ToDictionary(field => field.Key, field => new StringValues(field.Value), StringComparer.Ordinal));

    private IQueryable<WorkingCopy> Mine() => db.WorkingCopies.AsNoTracking().Where(copy => copy.UserId == user.RequiredId);

    private async Task<KeepOutcome> WriteAsync(ContentKind kind, int? item, Guid id, IFormCollection fields, string json, CancellationToken cancellation)
    {
        var copy = await db.WorkingCopies.FirstOrDefaultAsync(c => c.Id == id && c.UserId == user.RequiredId && c.Kind == kind && c.ContentItemId == item, cancellation);
        if (copy is not null)
        {
            var known = FieldsOf(copy);
            if (known[TabField] == fields[TabField] && Number(known[TurnField]) > Number(fields[TurnField]))
            {
                return new KeepOutcome.Kept(copy.Id, copy.UpdatedAt);
            }

            if (known[TabField] != fields[TabField] && fields[SeenField] != Mark(copy.UpdatedAt))
            {
                // Another window of the same person wrote it since this one was opened.
                (copy, id) = (null, Guid.NewGuid());
            }
        }

        if (copy is null)
        {
            if (await Mine().CountAsync(cancellation) >= MostCopies)
            {
                return new KeepOutcome.TooLarge();
            }

            db.Add(copy = new WorkingCopy { Id = id, UserId = user.RequiredId, Kind = kind, ContentItemId = item });
        }

        copy.BaseRevision = (int)Number(fields["BaseRevision"]);
        copy.Fields = json;
        copy.Title = TitleOf(fields);
        copy.UpdatedAt = clock.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(cancellation);
        return new KeepOutcome.Kept(copy.Id, copy.UpdatedAt);
    }

    private static string TitleOf(IFormCollection fields)
    {
        var title = new[] { Languages.Current, Languages.Other(Languages.Current) }
            .Select(culture => fields[$"Texts[{culture}].Title"].ToString().Trim()).FirstOrDefault(text => text.Length > 0) ?? "";
        return title.Length > ContentText.TitleLength ? title[..ContentText.TitleLength] : title;
    }

    private static long Number(StringValues value) => int.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
