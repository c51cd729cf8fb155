using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;

namespace OutreachPortal.Areas.Admin.Controllers;

[Route("admin/reports")]
public sealed class ReportsController(EditingDesk desk, IStringLocalizer<Words> words)
    : ContentController<Report, ReportForm>(ContentKind.Report, desk, words);
