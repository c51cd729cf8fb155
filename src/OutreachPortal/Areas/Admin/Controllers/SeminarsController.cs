using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;

namespace OutreachPortal.Areas.Admin.Controllers;

[Route("admin/seminars")]
public sealed class SeminarsController(EditingDesk desk, IStringLocalizer<Words> words)
    : ContentController<Seminar, SeminarForm>(ContentKind.Seminar, desk, words);
