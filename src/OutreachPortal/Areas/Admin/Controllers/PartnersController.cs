using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Controllers;

[Route("admin/partners")]
public sealed class PartnersController(ContentDrafts drafts, FormChecks checks, IStringLocalizer<Words> words)
    : ContentController<Partner, PartnerForm>(ContentKind.Partner, drafts, checks, words);
