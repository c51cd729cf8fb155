using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Controllers;

[Route("admin/policies")]
public sealed class PoliciesController(ContentDrafts drafts, FormChecks checks, IStringLocalizer<Words> words)
    : ContentController<Policy, PolicyForm>(ContentKind.Policy, drafts, checks, words);
