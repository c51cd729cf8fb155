using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Controllers;

[Route("admin/stories")]
public sealed class StoriesController(ContentDrafts drafts, FormChecks checks, IStringLocalizer<Words> words)
    : ContentController<Story, StoryForm>(ContentKind.Story, drafts, checks, words);
