using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Controllers;

[Route("admin/people")]
public sealed class PeopleController(ContentDrafts drafts, FormChecks checks, IStringLocalizer<Words> words)
    : ContentController<Person, PersonForm>(ContentKind.Person, drafts, checks, words);
