using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Controllers;

[Route("admin/lectures")]
public sealed class LecturesController(ContentDrafts drafts, FormChecks checks, IStringLocalizer<Words> words)
    : ContentController<Lecture, LectureForm>(ContentKind.Lecture, drafts, checks, words);
