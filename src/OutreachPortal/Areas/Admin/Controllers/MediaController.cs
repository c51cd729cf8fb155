using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Media;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>The media library: images and documents that staff upload, describe and delete.</summary>
[Authorize(StaffPolicies.Write)]
[Route("admin/media")]
public sealed class MediaController(PortalDbContext db, MediaLibrary library, MediaSettings settings, SiteSettings site, IStringLocalizer<Words> words) : AdminController
{
    /// <summary>Files that the editor's picker shows at once.</summary>
    public const int PickSize = 24;

    private const int MostFiles = 30;
    private const int MostUses = 100;
    private const int NameInMessage = 80;

    private enum MediaType
    {
        Image,
        Document,
    }

    private enum MediaLack
    {
        Alt,
        Use,
    }

    private enum MediaOrder
    {
        Newest,
        Oldest,
        Name,
        Size,
    }

    [HttpGet("")]
    public async Task<IActionResult> Index() => Page("Index", await ListAsync());

    /// <summary>Keeps files. A script sends one and is answered with it, or with why it is not kept.</summary>
    [HttpPost("")]
    [UploadLimit]
    public async Task<IActionResult> Upload()
    {
        var files = Request.HasFormContentType ? (await Request.ReadFormAsync(Aborted)).Files.GetFiles("file") : [];
        // A form in which nothing was chosen sends an empty file without a name.
        var chosen = files.Where(file => file.Length > 0 || file.FileName.Length > 0).ToList();
        if (FromScript)
        {
            return await AnswerAsync(chosen);
        }

        var kept = new List<MediaFile>();
        if (chosen.Count == 0)
        {
            ModelState.AddModelError("File", words["Media.NothingChosen"]);
        }
        else if (chosen.Count > MostFiles)
        {
            ModelState.AddModelError("File", words["Media.TooManyFiles", MostFiles]);
        }
        else
        {
            foreach (var upload in chosen)
            {
                var (file, fault) = await library.AddAsync(upload, upload.FileName, Aborted);
                if (file is not null)
                {
                    kept.Add(file);
                }
                else
                {
                    ModelState.AddModelError("File", $"“{Short(upload.FileName)}”: {Reason(fault)}");
                }
            }
        }

        var sentence = kept.Count == 0 ? null
            : kept.Count == 1 ? words["Media.KeptOne", kept[0].OriginalName].Value : words["Media.KeptMany", kept.Count].Value;
        if (!ModelState.IsValid)
        {
            ViewData["Kept"] = sentence;
            ViewData[AdminMenu.PlaceKey] = "media";
            return Wrong("Index", await ListAsync());
        }

        // What browsers send as a name is one; whatever was left out of another is said.
        Done(kept.Count == 1 && kept[0].OriginalName != chosen[0].FileName ? sentence + " " + words["Media.NameChanged"] : sentence!);
        return kept.Count == 1 ? RedirectToAction(nameof(Details), new { name = kept[0].Name }) : RedirectToAction(nameof(Index));
    }

    /// <summary>Files to choose from, the newest first, for the editor's script.</summary>
    [HttpGet("pick")]
    public async Task<IActionResult> Pick([FromQuery] string? q, [FromQuery] string? page)
    {
        var number = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? Math.Clamp(typed, 1, 100_000) : 1;
        var found = db.MediaFiles.AsNoTracking().Called(q?.Trim());
        Response.Headers["X-Total-Count"] = (await found.CountAsync(Aborted)).ToString(CultureInfo.InvariantCulture);
        var files = await found.OrderByDescending(file => file.CreatedAt).ThenByDescending(file => file.Id)
            .Skip((number - 1) * PickSize).Take(PickSize).ToListAsync(Aborted);
        return Json(files.Select(MediaAnswer.Of));
    }

    [HttpGet("{name}")]
    public async Task<IActionResult> Details([FromRoute] string name) =>
        await FindAsync(name) is { } file ? Page("Details", await ShowAsync(file)) : NotFound();

    [HttpPost("{name}")]
    public async Task<IActionResult> Describe([FromRoute] string name, [FromForm] MediaForm form)
    {
        if (await FindAsync(name) is not { } file)
        {
            return NotFound();
        }

        ModelState.Clear();
        var after = form.After;
        foreach (var culture in Languages.All)
        {
            var text = culture == Languages.Turkish ? after.Tr : after.En;
            if (text.Length > MediaFile.AltLength)
            {
                ModelState.AddModelError(culture == Languages.Turkish ? "Alt.Tr" : "Alt.En", words["Media.AltTooLong", MediaFile.AltLength, PageWords.Number(text.Length)]);
            }
            else if (text.Any(char.IsControl))
            {
                ModelState.AddModelError(culture == Languages.Turkish ? "Alt.Tr" : "Alt.En", words["Media.AltOneLine"]);
            }
        }

        if (!ModelState.IsValid)
        {
            ViewData[AdminMenu.PlaceKey] = "media";
            return Wrong("Details", (await ShowAsync(file)) with { Typed = new(form.Alt.En ?? "", form.Alt.Tr ?? "", form.IsDecorative) });
        }

        if (after == MediaDescription.Of(file))
        {
            Done(words["Media.NothingChanged"]);
        }
        else if (await library.DescribeAsync(file, form.Before, after, Aborted))
        {
            Done(words["Media.Saved"]);
        }
        else
        {
            if (await FindAsync(name) is not { } theirs)
            {
                return NotFound();
            }

            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page("Details", (await ShowAsync(theirs)) with { Typed = after, IsStale = true });
        }

        return RedirectToAction(nameof(Details), new { name });
    }

    /// <summary>Asks before a file is deleted, or says why it cannot be.</summary>
    [HttpGet("{name}/delete")]
    public async Task<IActionResult> AskToDelete([FromRoute] string name) =>
        await FindAsync(name) is { } file ? Page("Delete", await ShowAsync(file)) : NotFound();

    [HttpPost("{name}/delete")]
    public async Task<IActionResult> Delete([FromRoute] string name)
    {
        if (await FindAsync(name) is not { } file)
        {
            return NotFound();
        }

        if (!await library.DeleteAsync(file, Aborted))
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page("Delete", await ShowAsync(file));
        }

        Done(words["Media.Deleted", file.OriginalName.Length > 0 ? file.OriginalName : file.Name]);
        return RedirectToAction(nameof(Index));
    }

    private ViewResult Page(string view, object model)
    {
        ViewData[AdminMenu.PlaceKey] = "media";
        return View(view, model);
    }

    private async Task<IActionResult> AnswerAsync(List<IFormFile> files)
    {
        var reason = files.Count switch { 0 => words["Media.NothingChosen"].Value, 1 => null, _ => words["Media.OneAtATime"].Value };
        if (reason is null)
        {
            var (file, fault) = await library.AddAsync(files[0], files[0].FileName, Aborted);
            if (file is not null)
            {
                return Json(MediaAnswer.Of(file));
            }

            reason = Reason(fault);
        }

        return new ObjectResult(new ProblemDetails { Status = StatusCodes.Status422UnprocessableEntity, Title = words["Media.NotKept"], Detail = reason })
        {
            StatusCode = StatusCodes.Status422UnprocessableEntity,
        };
    }

    private string Reason(FileFault fault) => words["FileFault." + fault, PageWords.Size(settings.MaxSize)];

    private static string Short(string name)
    {
        var clean = OriginalName.Clean(name);
        return clean.Length <= NameInMessage ? clean : clean[..(char.IsHighSurrogate(clean[NameInMessage - 1]) ? NameInMessage - 1 : NameInMessage)] + "…";
    }

    private Task<MediaFile?> FindAsync(string name) => name.Length > MediaFile.NameLength
        ? Task.FromResult<MediaFile?>(null)
        : db.MediaFiles.AsNoTracking().FirstOrDefaultAsync(file => file.Name == name, Aborted);

    private async Task<MediaViewModel> ShowAsync(MediaFile file) =>
        new(file, await library.UsageAsync(file, MostUses, Aborted), MediaDescription.Of(file));

    private async Task<MediaListViewModel> ListAsync()
    {
        var filter = new ListFilter(Request.Query, "q", "type", "without", "sort");
        var found = db.MediaFiles.AsNoTracking().Called(filter.Words);
        found = filter.Choice<MediaType>("type") switch
        {
            MediaType.Image => found.Where(file => file.ContentType.StartsWith("image/")),
            MediaType.Document => found.Where(file => !file.ContentType.StartsWith("image/")),
            _ => found,
        };
        var logo = site.Logo?.StartsWith(MediaFile.AddressOf(""), StringComparison.Ordinal) == true ? site.Logo[MediaFile.AddressOf("").Length..] : "";
        found = filter.Choice<MediaLack>("without") switch
        {
            MediaLack.Alt => found.Where(file => file.ContentType.StartsWith("image/") && !file.IsDecorative
                && (file.Alt.En == null || file.Alt.En == "" || file.Alt.Tr == null || file.Alt.Tr == "")),
            MediaLack.Use => found.Where(file => file.Name != logo && !db.MediaUses.Any(use => use.Name == file.Name) && !db.SiteProfiles.Any(profile => profile.Logo == file.Name)),
            _ => found,
        };
        found = filter.Choice<MediaOrder>("sort") switch
        {
            MediaOrder.Oldest => found.OrderBy(file => file.CreatedAt).ThenBy(file => file.Id),
            MediaOrder.Name => found.OrderBy(file => file.OriginalName).ThenBy(file => file.Id),
            MediaOrder.Size => found.OrderByDescending(file => file.Length).ThenBy(file => file.Id),
            _ => found.OrderByDescending(file => file.CreatedAt).ThenByDescending(file => file.Id),
        };
        var paging = new Paging(filter.Page, await found.CountAsync(Aborted));
        var files = await found.Skip(paging.Skip).Take(Paging.Size)
            .Select(file => new MediaCard(
                file.Name, file.OriginalName, file.ContentType, file.Length, file.Width, file.Height, file.Alt, file.IsDecorative,
                db.MediaUses.Count(use => use.Name == file.Name) + (file.Name == logo || db.SiteProfiles.Any(profile => profile.Logo == file.Name) ? 1 : 0)))
            .ToListAsync(Aborted);
        return new(filter, paging, files, settings.MaxSize);
    }
}
