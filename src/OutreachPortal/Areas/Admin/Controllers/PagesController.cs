using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;

namespace OutreachPortal.Areas.Admin.Controllers;

[Route("admin/pages")]
public sealed class PagesController(EditingDesk desk, IStringLocalizer<Words> words)
    : ContentController<Page, PageForm>(ContentKind.Page, desk, words);
