using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Media;

namespace OutreachPortal.Controllers;

/// <summary>Images and documents of the media store. A name is made from the content, so an answer holds for ever.</summary>
public sealed class MediaController(PortalDbContext db, IMediaStore media) : Controller
{
    [HttpGet("/media/{name}")]
    public async Task<IActionResult> Show([FromRoute] string? name)
    {
        var file = name is null or { Length: > MediaFile.NameLength } ? null
            : await db.MediaFiles.AsNoTracking().FirstOrDefaultAsync(f => f.Name == name, HttpContext.RequestAborted);
        if (file is null || media.OpenRead(file.Name) is not { } content)
        {
            return NotFound();
        }

        Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        if (!file.ContentType.StartsWith("image/", StringComparison.Ordinal))
        {
            // A document opens in a program of the reader's own, never as a page of this site.
            Response.Headers.ContentDisposition = "attachment";
        }

        if (HttpContext.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            // A part that the file does not have is answered to a program, not with a page under the file's headers.
            pages.Enabled = false;
        }

        return File(content, file.ContentType, lastModified: null, entityTag: new($"\"{file.Name}\""), enableRangeProcessing: true);
    }
}
