using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;

namespace OutreachPortal.Areas.Admin.Controllers;

[Route("admin/people")]
public sealed class PeopleController(EditingDesk desk, IStringLocalizer<Words> words)
    : ContentController<Person, PersonForm>(ContentKind.Person, desk, words);
