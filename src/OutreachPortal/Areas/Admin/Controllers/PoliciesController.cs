using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;

namespace OutreachPortal.Areas.Admin.Controllers;

[Route("admin/policies")]
public sealed class PoliciesController(EditingDesk desk, IStringLocalizer<Words> words)
    : ContentController<Policy, PolicyForm>(ContentKind.Policy, desk, words);
