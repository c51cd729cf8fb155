using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;
using OutreachPortal.Services.Search;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.Areas.Admin.Controllers;

[Route("admin/units")]
public sealed class UnitsController(PortalDbContext db, PublicChange change, SearchNames names, AuditTrail audit, IStringLocalizer<Words> words)
    : NamedController<Unit>(new("units", "Units", "unit", AuditAction.UnitChanged, AuditAction.UnitDeleted), db, change, names, audit, words)
{
    protected override IQueryable<Naming> Namings =>
        Db.ContentItems.Where(item => item.UnitId != null).Select(item => new Naming { NamedId = item.UnitId!.Value, ItemId = item.Id, Kind = item.Kind });

    protected override bool Names(ContentForm form, string key) => form.Unit == key;

    protected override Task RefreshSearchAsync(SearchNames search, int id) => search.RefreshAsync([], [id], [], Aborted);
}
