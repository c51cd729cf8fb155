using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Export;
using OutreachPortal.Services.Markdown;
using OutreachPortal.Services.Policies;

namespace OutreachPortal.Tests.Support;

/// <summary>Exports, edits as staff do, and what a portal holds, whatever the numbers of its rows.</summary>
public static class Exports
{
    /// <summary>The portal as a folder; gone after the test.</summary>
    public static async Task<ContentFolder> ExportAsync(this PortalHost portal)
    {
        var folder = new ContentFolder();
        await portal.InScopeAsync(services => services.GetRequiredService<ContentExporter>()
            .ExportAsync(new FolderTarget(folder.Path), null, TestContext.Current.CancellationToken));
        return folder;
    }

    /// <summary>Changes an item as an editor's page would.</summary>
    /// <param name="name">Folder and key.</param>
    public static Task<int> EditAsync(this PortalHost portal, string name, Action<ContentItem, ContentForm, PublishContext> edit) => portal.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PortalDbContext>();
        var cancellation = TestContext.Current.CancellationToken;
        var (kind, key) = ContentReference.Parse(name)!.Value;
        var item = await db.ContentItems.WithEverything().Include(i => i.Revisions).FirstOrDefaultAsync(i => i.Kind == kind && i.Key == key, cancellation);
        if (item is null)
        {
            item = ContentKindInfo.Of(kind).NewItem();
            item.Key = key;
            db.Add(item);
        }

        foreach (var version in (item as Policy)?.Versions ?? [])
        {
            await PolicyPassages.LoadAsync(db, version, cancellation);
        }

        var newest = item.Revisions.MaxBy(revision => revision.Number);
        var form = newest is null ? (ContentForm)Activator.CreateInstance(ContentKindInfo.Of(kind).FormType)! : ContentForm.FromJson(kind, newest.Form);
        var items = await db.ContentItems.Include(i => i.Texts).ToDictionaryAsync(i => (i.Kind, i.Key), cancellation);
        items[(kind, key)] = item;
        edit(item, form, new PublishContext(
            services.GetRequiredService<MarkdownRenderer>(), services.GetRequiredService<SiteSettings>().TimeZone, portal.Clock.GetUtcNow().UtcDateTime, items,
            await db.Units.ToDictionaryAsync(unit => unit.Key, cancellation), await db.Tags.ToDictionaryAsync(tag => tag.Key, cancellation)));
        await db.SaveChangesAsync(cancellation);
        await ContentStamp.RaiseAsync(db, cancellation);
        services.GetRequiredService<ContentStamp>().Forget();
        return item.Id;
    });

    /// <summary>Each row of content as a line: every column but the numbers of rows, which stand as the names of what they point at.</summary>
    public static Task<IReadOnlyList<string>> PortraitAsync(this PortalHost portal) => portal.QueryAsync(async db =>
    {
        var cancellation = TestContext.Current.CancellationToken;
        var names = new Dictionary<(Type, int), string>();
        foreach (var item in await db.ContentItems.AsNoTracking().Select(i => new { i.Id, i.Kind, i.Key }).ToListAsync(cancellation))
        {
            names[(typeof(ContentItem), item.Id)] = $"{item.Kind}/{item.Key}";
        }

        foreach (var version in await db.Set<PolicyVersion>().AsNoTracking().ToListAsync(cancellation))
        {
            names[(typeof(PolicyVersion), version.Id)] = names[(typeof(ContentItem), version.PolicyId)] + "/" + version.Number;
        }

        foreach (var text in await db.Set<PolicyVersionText>().AsNoTracking().Select(t => new { t.Id, t.PolicyVersionId, t.Culture }).ToListAsync(cancellation))
        {
            names[(typeof(PolicyVersionText), text.Id)] = names[(typeof(PolicyVersion), text.PolicyVersionId)] + "/" + text.Culture;
        }

        foreach (var named in (await db.Units.AsNoTracking().ToListAsync(cancellation)).Cast<INamed>().Concat(await db.Tags.AsNoTracking().ToListAsync(cancellation)))
        {
            names[(named.GetType(), named.Id)] = named.Key;
        }

        var lines = new List<string>();
        foreach (var type in db.Model.GetEntityTypes().Where(type => type.BaseType is null && IsContent(type)))
        {
            foreach (var row in await RowsAsync(db, type, cancellation))
            {
                var entry = db.Entry(row);
                // What staff find an item by is made anew; accounts are not exported.
                var columns = entry.Metadata.GetFlattenedProperties()
                    .Where(property => property.Name is not ("Id" or "Version" or "OwnerId" or "AuthorId" or "ScheduledById" or nameof(ContentItem.DraftSearch))
                        && !(property.DeclaringType.ClrType == typeof(SeatPool) && property.Name is not (nameof(SeatPool.Seats) or nameof(SeatPool.Place) or nameof(SeatPool.LectureId))))
                    .Select(property => (Name: property.GetColumnName(), Value: Value(property, property.DeclaringType is IComplexType ? Complex(entry, property) : entry.Property(property).CurrentValue)));
                lines.Add(type.ShortName() + " " + string.Join(" | ", columns.Where(column => column.Value is not null).OrderBy(column => column.Name, StringComparer.Ordinal).Select(column => column.Name + "=" + column.Value)));
            }
        }

        lines.Sort(StringComparer.Ordinal);
        return (IReadOnlyList<string>)lines;

        string? Value(IProperty property, object? value)
        {
            if (value is int number && property.GetContainingForeignKeys().FirstOrDefault()?.PrincipalEntityType.GetRootType().ClrType is { } principal)
            {
                return names[(principal, number)];
            }

            return property.Name == nameof(ContentItem.MergedIntoId) && value is int target ? names[(typeof(ContentItem), target)]
                : value is DateTime time ? time.ToString("O", CultureInfo.InvariantCulture)
                : value is decimal amount ? amount.ToString("0.####", CultureInfo.InvariantCulture)
                : Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? property.DeclaringType.ShortName() + "." + text : null;
        }
    });

    private static object? Complex(Microsoft.EntityFrameworkCore.ChangeTracking.EntityEntry entry, IProperty property)
    {
        var complex = ((IComplexType)property.DeclaringType).ComplexProperty;
        return entry.ComplexProperty(complex).Property(property).CurrentValue;
    }

    private static bool IsContent(IEntityType type) => type.ClrType.Namespace == typeof(ContentItem).Namespace && type.ClrType.Name is not
        (nameof(PortalUser) or nameof(SetupLink) or nameof(Letter) or nameof(AuditEntry) or nameof(WorkingCopy) or nameof(Presence) or nameof(PreviewLink) or nameof(SiteProfile) or nameof(SearchIndexRow)
            // What the public remarks on policies is the portal's alone.
            or nameof(PolicyComment)
            // Who registers is not exported either, nor what is taken of the seats.
            or nameof(Registration) or nameof(RegistrationLink) or nameof(RegistrationStep) or nameof(Notice) or nameof(Consent) or nameof(Headcount) or nameof(Certificate) or nameof(LetterTemplate));

    private static async Task<List<object>> RowsAsync(PortalDbContext db, IEntityType type, CancellationToken cancellation)
    {
        var set = (IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(type.ClrType).Invoke(db, null)!;
        return await set.ToListAsync(cancellation);
    }
}
