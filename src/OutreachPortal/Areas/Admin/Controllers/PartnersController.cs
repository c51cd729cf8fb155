using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;

namespace OutreachPortal.Areas.Admin.Controllers;

[Route("admin/partners")]
public sealed class PartnersController(EditingDesk desk, IStringLocalizer<Words> words)
    : ContentController<Partner, PartnerForm>(ContentKind.Partner, desk, words);
