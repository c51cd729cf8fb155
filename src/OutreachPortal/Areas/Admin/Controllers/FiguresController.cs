using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;

namespace OutreachPortal.Areas.Admin.Controllers;

[Route("admin/figures")]
public sealed class FiguresController(EditingDesk desk, IStringLocalizer<Words> words)
    : ContentController<Figure, FigureForm>(ContentKind.Figure, desk, words);
