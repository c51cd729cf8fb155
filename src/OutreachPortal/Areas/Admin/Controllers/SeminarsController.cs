using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Controllers;

[Route("admin/seminars")]
public sealed class SeminarsController(ContentDrafts drafts, FormChecks checks, IStringLocalizer<Words> words)
    : ContentController<Seminar, SeminarForm>(ContentKind.Seminar, drafts, checks, words);
