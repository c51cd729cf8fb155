using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Export;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>All content of the portal as a file to keep.</summary>
[Route("admin/export")]
[Authorize(StaffPolicies.Administer)]
public sealed class ExportController(PortalDbContext db, ContentExporter exporter, AuditTrail audit, TimeProvider clock) : AdminController
{
    [HttpGet("")]
    public IActionResult Index() => View();

    [HttpPost("")]
    public async Task<IActionResult> Create()
    {
        // Made before it is sent: what goes wrong is then said on a page, and a slow line keeps nobody's database busy.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            // Drafts are in it, and on Windows the folder is the portal's own.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(Path.Combine(Path.GetTempPath(), "outreach-export-" + Guid.NewGuid().ToString("N")), options);
        try
        {
            ExportReport report;
            await using (var target = new ZipTarget(file))
            {
                report = await exporter.ExportAsync(target, null, Aborted);
            }

            var name = string.Create(CultureInfo.InvariantCulture, $"outreach-portal-{clock.GetUtcNow():yyyy-MM-dd-HHmm}.zip");
            audit.Add(AuditAction.Exported, name, string.Create(CultureInfo.InvariantCulture, $"{report.Items} / {report.Revisions} / {report.MediaFiles}"));
            await db.SaveChangesAsync(Aborted);
            file.Position = 0;
            return File(file, "application/zip", name);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
