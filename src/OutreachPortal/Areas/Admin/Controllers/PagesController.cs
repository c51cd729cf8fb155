using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Controllers;

[Route("admin/pages")]
public sealed class PagesController(ContentDrafts drafts, FormChecks checks, IStringLocalizer<Words> words)
    : ContentController<Page, PageForm>(ContentKind.Page, drafts, checks, words);
