using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Controllers;

[Route("admin/figures")]
public sealed class FiguresController(ContentDrafts drafts, FormChecks checks, IStringLocalizer<Words> words)
    : ContentController<Figure, FigureForm>(ContentKind.Figure, drafts, checks, words);
