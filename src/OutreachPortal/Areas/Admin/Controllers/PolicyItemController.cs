using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>Pages about one policy that items of other kinds have not.</summary>
[Route("admin/policies/{id:int}")]
[RequestFormLimits(ValueLengthLimit = LargestForm, MultipartBodyLengthLimit = LargestForm, ValueCountLimit = MostFields)]
public abstract class PolicyItemController(ContentDrafts drafts, IStringLocalizer<Words> words) : ItemController(drafts, words)
{
    protected override string Folder => ContentKindInfo.Of(ContentKind.Policy).Folder;
}
