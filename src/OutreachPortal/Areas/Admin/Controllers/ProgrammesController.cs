using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Controllers;

[Route("admin/programmes")]
public sealed class ProgrammesController(ContentDrafts drafts, FormChecks checks, IStringLocalizer<Words> words)
    : ContentController<Programme, ProgrammeForm>(ContentKind.Programme, drafts, checks, words);
