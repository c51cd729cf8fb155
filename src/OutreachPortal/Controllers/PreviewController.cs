using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Controllers;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;
using OutreachPortal.Services.Hosting;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

/// <summary>
/// Drafts in the site's own look: what an editor has typed, the newest revision, or what a link opens. The pages are the public ones,
/// over an item that is never saved.
/// </summary>
[Route("{culture:culture}/preview")]
[AdminPage]
public sealed class PreviewController(DraftPreview preview, ContentDrafts drafts, PreviewLinks links, IStringLocalizer<Words> words) : Controller
{
    private static readonly Dictionary<ContentKind, Type> PublicControllers = new()
    {
        [ContentKind.Seminar] = typeof(SeminarsController),
        [ContentKind.Lecture] = typeof(LecturesController),
        [ContentKind.Programme] = typeof(ProgrammesController),
        [ContentKind.Policy] = typeof(PoliciesController),
        [ContentKind.Partner] = typeof(PartnersController),
        [ContentKind.Person] = typeof(PeopleController),
        [ContentKind.Figure] = typeof(ImpactController),
        [ContentKind.Story] = typeof(StoriesController),
        [ContentKind.Page] = typeof(PagesController),
        [ContentKind.Report] = typeof(ReportsController),
    };

    private CancellationToken Aborted => HttpContext.RequestAborted;

    /// <summary>What stands in a form; nothing of it is kept.</summary>
    [HttpPost("{folder}/{id:int?}")]
    [Authorize(StaffPolicies.Write)]
    [RequestSizeLimit(AdminController.LargestForm)]
    [RequestFormLimits(ValueLengthLimit = AdminController.LargestForm, MultipartBodyLengthLimit = AdminController.LargestForm, ValueCountLimit = AdminController.MostFields)]
    public async Task<IActionResult> Create([FromRoute] string folder, [FromRoute] int? id)
    {
        if (ContentKindInfo.InFolder(folder) is not { } kind)
        {
            return NotFound();
        }

        if (await Request.FormAsync() is not { } fields)
        {
            return StatusCode(Request.WhyUnread(AdminController.LargestForm));
        }

        ModelState.Clear();
        var form = (ContentForm)Activator.CreateInstance(kind.FormType)!;
        await this.BindAsync(form, fields, words);
        form.Tidy();
        var unread = ModelState.Where(pair => pair.Value!.Errors.Count > 0).Select(pair => new FormProblem(pair.Key, pair.Value!.Errors[0].ErrorMessage)).ToList();
        return await ShowAsync(kind.Kind, id, form, problems => new PreviewBanner(
            [.. unread.Concat(problems).DistinctBy(problem => problem.Field).Select(problem => words.Label(problem.Field) + " " + problem.Message)]));
    }

    /// <summary>The newest revision of an item, for staff.</summary>
    [HttpGet("{folder}/{id:int}")]
    [Authorize(StaffPolicies.Write)]
    public async Task<IActionResult> Details([FromRoute] string folder, [FromRoute] int id)
    {
        if (ContentKindInfo.InFolder(folder) is not { } kind || await drafts.FindAsync(kind.Kind, id, Aborted) is not { } draft)
        {
            return NotFound();
        }

        var other = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/{Languages.Other(Languages.Current)}/preview/{folder}/{id}");
        return await ShowAsync(kind.Kind, id, draft.Form, problems => new PreviewBanner([.. problems.Select(problem => words.Label(problem.Field) + " " + problem.Message)]) { SwitchAddress = other });
    }

    /// <summary>The newest revision of an item, for whoever has a link to it. A link that is wrong, too old or revoked was never there.</summary>
    [HttpGet("{token}")]
    public async Task<IActionResult> Shared([FromRoute] string token) =>
        await links.OpenAsync(token, Aborted) is var (kind, id) && await drafts.FindAsync(kind, id, Aborted) is { } draft
            ? await ShowAsync(kind, id, draft.Form, _ => new PreviewBanner([]) { SwitchAddress = $"/{Languages.Other(Languages.Current)}/preview/{token}" })
            : NotFound();

    private async Task<IActionResult> ShowAsync(ContentKind kind, int? id, ContentForm form, Func<IReadOnlyList<FormProblem>, PreviewBanner> banner)
    {
        if (await preview.ApplyAsync(kind, id, form, Aborted) is not { } previewed)
        {
            return NotFound();
        }

        Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        HttpContext.Allow(Frames.ShownInOurOwn);
        var page = (ItemController)ActivatorUtilities.CreateInstance(HttpContext.RequestServices, PublicControllers[kind]);
        page.ControllerContext = ControllerContext;
        if (await page.ShowUnsavedAsync(previewed.Item) is not ViewResult view)
        {
            return NotFound();
        }

        // A name alone would be looked for among this controller's views.
        view.ViewName = view.ViewName!.StartsWith('~') ? view.ViewName : $"~/Views/{page.GetType().Name[..^"Controller".Length]}/{view.ViewName}.cshtml";
        var said = banner(previewed.Missing);
        var meta = (PageMeta)view.ViewData[PageMeta.Key]!;
        // It has no address of its own yet: nothing is told to programs.
        view.ViewData[PageMeta.Key] = new PageMeta(meta.Title, meta.Description, new Dictionary<string, string>())
        {
            Section = kind,
            TextCulture = meta.TextCulture,
            NoIndex = true,
            SwitchAddress = said.SwitchAddress,
        };
        view.ViewData[PreviewBanner.Key] = said;
        return view;
    }
}
