using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;

namespace OutreachPortal.Areas.Admin.Controllers;

[Route("admin/stories")]
public sealed class StoriesController(EditingDesk desk, IStringLocalizer<Words> words)
    : ContentController<Story, StoryForm>(ContentKind.Story, desk, words);
