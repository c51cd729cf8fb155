using OutreachPortal.Data;
using OutreachPortal.Models;

namespace OutreachPortal.Services.Staff;

/// <summary>Writes what was done into the trail, in the transaction of the change itself.</summary>
public sealed class AuditTrail(PortalDbContext db, CurrentUser user, TimeProvider clock)
{
    /// <summary>Adds an entry about an item to the context. An item that is new has to have been saved, so that it has a number.</summary>
    /// <param name="remark">Reason, remarks, or what changed; cut when it is too long.</param>
    public void Add(AuditAction action, ContentItem item, string remark = "", int? revision = null) =>
        db.AuditEntries.Add(Entry(action, item.DraftTitle.In(Languages.English).Text is { Length: > 0 } title ? title : item.Key, remark, item.Kind, item.Id, revision ?? item.LastRevision));

    /// <summary>Adds an entry about something that is no item.</summary>
    public void Add(AuditAction action, string target, string remark = "") => db.AuditEntries.Add(Entry(action, target, remark, null, null, null));

    private AuditEntry Entry(AuditAction action, string target, string remark, ContentKind? kind, int? item, int? revision) => new()
    {
        At = clock.GetUtcNow().UtcDateTime,
        UserId = user.Id,
        UserName = Cut(user.Name, Revision.AuthorLength),
        Action = action,
        Kind = kind,
        ItemId = item,
        Revision = revision,
        Target = Cut(target, AuditEntry.TargetLength),
        Remark = Cut(remark, AuditEntry.RemarkLength),
        Address = user.Address,
    };

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}
