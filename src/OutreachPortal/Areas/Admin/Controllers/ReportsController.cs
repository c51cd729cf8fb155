using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Controllers;

[Route("admin/reports")]
public sealed class ReportsController(ContentDrafts drafts, FormChecks checks, IStringLocalizer<Words> words)
    : ContentController<Report, ReportForm>(ContentKind.Report, drafts, checks, words);
