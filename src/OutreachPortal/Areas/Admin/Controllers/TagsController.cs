using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;
using OutreachPortal.Services.Search;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.Areas.Admin.Controllers;

[Route("admin/tags")]
public sealed class TagsController(PortalDbContext db, PublicChange change, SearchNames names, AuditTrail audit, IStringLocalizer<Words> words)
    : NamedController<Tag>(new("tags", "Tags", "tag", AuditAction.TagChanged, AuditAction.TagDeleted), db, change, names, audit, words)
{
    protected override IQueryable<Naming> Namings =>
        Db.ContentItems.SelectMany(item => item.Tags, (item, tag) => new Naming { NamedId = tag.Id, ItemId = item.Id, Kind = item.Kind });

    protected override bool Names(ContentForm form, string key) => form.Tags.Contains(key, StringComparer.Ordinal);

    protected override Task RefreshSearchAsync(SearchNames search, int id) => search.RefreshAsync([], [], [id], Aborted);
}
