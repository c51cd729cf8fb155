using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;

namespace OutreachPortal.Areas.Admin.Controllers;

[Route("admin/lectures")]
public sealed class LecturesController(EditingDesk desk, IStringLocalizer<Words> words)
    : ContentController<Lecture, LectureForm>(ContentKind.Lecture, desk, words);
