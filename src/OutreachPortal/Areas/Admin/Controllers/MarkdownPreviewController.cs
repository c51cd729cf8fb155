using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;
using OutreachPortal.Services.Markdown;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>A text as the public would read it, while it is typed.</summary>
[Route("admin/preview")]
[Authorize(StaffPolicies.Write)]
[RequestSizeLimit(LargestRequest)]
[RequestFormLimits(ValueLengthLimit = LargestRequest, MultipartBodyLengthLimit = LargestRequest)]
public sealed class MarkdownPreviewController(MarkdownRenderer markdown) : AdminController
{
    // Octets: a letter may be sent as nine.
    private const int LargestRequest = 12 * 1024 * 1024;

    /// <summary>Renders <c>markdown</c>, by the renderer of the public pages; the answer is the HTML and nothing else.</summary>
    /// <param name="culture"><c>en</c> or <c>tr</c>; the user's language if it is neither.</param>
    /// <param name="kind">Folder of the kind whose text it is: a policy's has clauses.</param>
    [HttpPost("")]
    public async Task<IActionResult> Create([FromForm] string? culture, [FromForm] string? kind)
    {
        if (await Request.FormAsync() is not { } fields)
        {
            return StatusCode(Request.WhyUnread(LargestRequest));
        }

        // By hand: the binder makes nothing of a text that is only blanks, and trims none.
        var text = fields["markdown"].ToString();
        if (text.Length > FormChecks.LongestText)
        {
            return StatusCode(StatusCodes.Status422UnprocessableEntity);
        }

        var of = ContentKindInfo.InFolder(kind ?? "")?.Kind;
        var options = new MarkdownOptions(culture is not null && Languages.All.Contains(culture) ? culture : Languages.Current)
        {
            Clauses = of == ContentKind.Policy,
            FirstHeading = of is ContentKind.Seminar or ContentKind.Lecture ? 3 : 2,
        };
        return Content(markdown.Render(text, options).Html, "text/html; charset=utf-8");
    }
}
