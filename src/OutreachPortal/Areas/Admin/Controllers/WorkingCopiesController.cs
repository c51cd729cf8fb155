using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Editing;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>What the editor's page keeps by itself while somebody types.</summary>
[Route("admin/{folder}")]
[RequestFormLimits(ValueLengthLimit = LargestForm, MultipartBodyLengthLimit = LargestForm, ValueCountLimit = MostFields)]
public sealed class WorkingCopiesController(WorkingCopies copies, IStringLocalizer<Words> words, SiteSettings site, TimeProvider clock) : KindController
{
    /// <summary>Answers with the copy's number and the time at which it was kept; or, when it was not, with a sentence that says why.</summary>
    [HttpPost("{id:int}/working-copy")]
    [HttpPost("new/working-copy")]
    public async Task<IActionResult> Keep([FromRoute] int? id)
    {
        if (await Request.FormAsync() is not { } fields)
        {
            return Request.WhyUnread(LargestForm) == StatusCodes.Status413PayloadTooLarge ? TooLarge() : BadRequest();
        }

        var copy = Guid.TryParse(fields["WorkingCopy"].ToString(), out var number) ? number : Guid.NewGuid();
        return await copies.KeepAsync(Kind.Kind, id, copy, fields, Aborted) switch
        {
            KeepOutcome.Kept kept => Json(new { id = kept.Id, seen = WorkingCopies.Mark(kept.At), time = DateWords.Clock(DateWords.Local(kept.At, site.TimeZone), Languages.Current), at = new DateTimeOffset(kept.At, TimeSpan.Zero).ToUnixTimeMilliseconds(), now = clock.GetUtcNow().ToUnixTimeMilliseconds() }),
            KeepOutcome.TooLarge => TooLarge(),
            _ => NotFound(),
        };
    }

    [HttpPost("{id:int}/working-copy/discard")]
    [HttpPost("new/working-copy/discard")]
    public async Task<IActionResult> Discard([FromRoute] int? id, [FromForm] Guid workingCopy)
    {
        await copies.DiscardAsync(Kind.Kind, id, workingCopy, Aborted);
        if (FromScript)
        {
            return NoContent();
        }

        Done(words["Copy.Discarded"]);
        return Redirect(id is null ? $"/admin/{Kind.Folder}/new" : EditAddress.Of(Kind.Kind, id.Value));
    }

    private JsonResult TooLarge() => new(new { title = words["Copy.TooLarge"].Value }) { StatusCode = StatusCodes.Status413PayloadTooLarge };
}
