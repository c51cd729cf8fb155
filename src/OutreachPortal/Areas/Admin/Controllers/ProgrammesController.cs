using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;

namespace OutreachPortal.Areas.Admin.Controllers;

[Route("admin/programmes")]
public sealed class ProgrammesController(EditingDesk desk, IStringLocalizer<Words> words)
    : ContentController<Programme, ProgrammeForm>(ContentKind.Programme, desk, words);
