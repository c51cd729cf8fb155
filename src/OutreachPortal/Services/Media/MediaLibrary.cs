using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.Services.Media;

/// <summary>What staff do with files: upload, describe, delete. Each leaves an entry in the audit trail.</summary>
public sealed class MediaLibrary(
    PortalDbContext db, IMediaStore store, MediaSettings settings, SiteSettings site, CurrentUser user, AuditTrail trail, TimeProvider clock, ILogger<MediaLibrary> log)
{
    /// <summary>Keeps a file that is proved to be of a type that the portal takes, without what its camera wrote into it.</summary>
    /// <param name="name">What it was called where it came from.</param>
    /// <returns>The file, or why it is not kept; then nothing of it is.</returns>
    public async Task<(MediaFile? File, FileFault Fault)> AddAsync(IFormFile upload, string name, CancellationToken cancellation)
    {
        if (upload.Length > settings.MaxSize)
        {
            return (null, FileFault.TooLarge);
        }

        var content = new byte[upload.Length];
        await using (var stream = upload.OpenReadStream())
        {
            await stream.ReadExactlyAsync(content, cancellation);
        }

        var proof = FileProof.Of(content);
        if (proof.Fault != FileFault.None || proof.HoldsNotes)
        {
            return (null, proof.Fault != FileFault.None ? proof.Fault : FileFault.HoldsNotes);
        }

        content = proof.WithoutNotes(content);
        var file = new MediaFile
        {
            Name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) + proof.Extension,
            OriginalName = OriginalName.Clean(name),
            ContentType = proof.ContentType,
            Length = content.Length,
            Width = proof.Width,
            Height = proof.Height,
            CreatedAt = clock.GetUtcNow().UtcDateTime,
            CreatedBy = user.Name.Length <= Revision.AuthorLength ? user.Name : user.Name[..Revision.AuthorLength],
        };
        if (file.OriginalName.Length == 0)
        {
            file.OriginalName = file.Name;
        }

        // The file first: a row without a file would be a broken image.
        await store.WriteAsync(file.Name, content, cancellation);
        try
        {
            db.MediaFiles.Add(file);
            trail.Add(AuditAction.MediaUploaded, file.OriginalName, file.Name);
            await db.SaveChangesAsync(cancellation);
        }
        catch
        {
            store.Delete(file.Name);
            throw;
        }

        return (file, FileFault.None);
    }

    /// <summary>Describes a file, unless somebody has done so since it was read.</summary>
    /// <param name="before">As it was when the user read it.</param>
    /// <returns>False when the file says something else by now, or is gone.</returns>
    public Task<bool> DescribeAsync(MediaFile file, MediaDescription before, MediaDescription after, CancellationToken cancellation) =>
        db.TransactAsync(async () =>
        {
            var changed = await db.MediaFiles
                .Where(f => f.Id == file.Id && (f.Alt.En ?? "") == before.En && (f.Alt.Tr ?? "") == before.Tr && f.IsDecorative == before.IsDecorative)
                .ExecuteUpdateAsync(set => set.SetProperty(f => f.Alt.En, after.En.Length == 0 ? null : after.En)
                    .SetProperty(f => f.Alt.Tr, after.Tr.Length == 0 ? null : after.Tr).SetProperty(f => f.IsDecorative, after.IsDecorative), cancellation);
            if (changed == 0)
            {
                return false;
            }

            trail.Add(AuditAction.MediaChanged, file.OriginalName, $"{file.Name}: {before} → {after}");
            await db.SaveChangesAsync(cancellation);
            return true;
        }, done => done, cancellation);

    /// <summary>Deletes a file that nothing uses.</summary>
    /// <returns>False when something uses it, or it is gone.</returns>
    public async Task<bool> DeleteAsync(MediaFile file, CancellationToken cancellation)
    {
        if (site.Logo == MediaFile.AddressOf(file.Name))
        {
            return false;
        }

        var deleted = await db.TransactAsync(async () =>
        {
            // Asked and done in one statement: an item may begin to use it in between.
            var rows = await db.MediaFiles.Where(f => f.Id == file.Id && !db.MediaUses.Any(use => use.Name == f.Name)
                    && !db.SiteProfiles.Any(profile => profile.Logo == f.Name) && !db.WorkingCopies.Any(copy => copy.Fields.Contains(file.Name)))
                .ExecuteDeleteAsync(cancellation);
            if (rows == 0)
            {
                return false;
            }

            trail.Add(AuditAction.MediaDeleted, file.OriginalName, file.Name);
            await db.SaveChangesAsync(cancellation);
            return true;
        }, done => done, cancellation);
        if (deleted)
        {
            try
            {
                // The row first: what is left if this is not reached is a file that nothing names, which nobody is handed.
                store.Delete(file.Name);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                log.LogWarning(e, "The file {Name} was deleted from the library but not from the disk", file.Name);
            }
        }

        return deleted;
    }

    /// <summary>Where a file is used: at most <paramref name="most"/> items, and whatever else would miss it.</summary>
    public async Task<MediaUsage> UsageAsync(MediaFile file, int most, CancellationToken cancellation)
    {
        var uses = db.MediaUses.Where(use => use.Name == file.Name);
        var items = await db.ContentItems.Where(item => item.MediaUses.Any(use => use.Name == file.Name)).OrderBy(item => item.Id)
            .Select(item => new MediaItem(item.Id, item.Kind, item.Key, item.DraftTitle)).Take(most).ToListAsync(cancellation);
        return new(items, items.Count < most ? items.Count : await uses.CountAsync(cancellation),
            site.Logo == MediaFile.AddressOf(file.Name) || await db.SiteProfiles.AnyAsync(profile => profile.Logo == file.Name, cancellation),
            await db.WorkingCopies.CountAsync(copy => copy.Fields.Contains(file.Name), cancellation));
    }
}

/// <summary>What is said of an image to those who do not see it. Empty where nothing is.</summary>
public sealed record MediaDescription(string En, string Tr, bool IsDecorative)
{
    public static MediaDescription Of(MediaFile file) => new(file.Alt.En ?? "", file.Alt.Tr ?? "", file.IsDecorative);

    public override string ToString() => $"en “{En}”, tr “{Tr}”" + (IsDecorative ? ", decorative" : "");
}

/// <summary>An item that uses a file.</summary>
public sealed record MediaItem(int Id, ContentKind Kind, string Key, LocalizedText Title);

/// <param name="Items">The first of the items.</param>
/// <param name="ItemCount">How many there are.</param>
/// <param name="IsLogo">Whether it is the site's logo.</param>
/// <param name="Drafts">How many texts that are being typed, and are not saved yet, name it.</param>
public sealed record MediaUsage(IReadOnlyList<MediaItem> Items, int ItemCount, bool IsLogo, int Drafts)
{
    public bool IsUsed => ItemCount > 0 || IsLogo || Drafts > 0;
}
