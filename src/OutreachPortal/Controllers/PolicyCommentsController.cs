using System.Data;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Controllers;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Policies;
using OutreachPortal.Services.Registrations;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Controllers;

/// <summary>Where the public remarks on a proposed version, and reads the remarks that staff let through.</summary>
[Route("{culture:culture}/policies/{slug}/versions/{number}/comments")]
[ApiExplorerSettings(IgnoreApi = true)]
public sealed class PolicyCommentsController(
    PortalDbContext db, ContentPages pages, CommentLimits limits, IAntiforgery antiforgery, IStringLocalizer<Words> words, SiteSettings site, TimeProvider clock)
    : PolicyPageController(db, pages, words, site, clock)
{
    /// <summary>Octets: a remark far too long comes back with all that was typed, rather than not at all.</summary>
    public const int LargestForm = 8 * 1024 * 1024;

    private const string SentEnding = "/sent";
    private const string ClauseKey = PolicyCommentForm.ClauseField;

    /// <summary>Made anew for everybody: its form holds a token.</summary>
    [HttpGet("")]
    [OutputCache(NoStore = true)]
    [AdminPage]
    public Task<IActionResult> Index([FromRoute] string? slug, [FromRoute] string? number) => OfVersionAsync(slug, number, "", async (policy, version, page) =>
    {
        var filter = new ListFilter(Request.Query, ClauseKey);
        return await FormAsync(policy, version, page, new() { Clause = filter[ClauseKey] }, filter);
    });

    /// <summary>Asks for the token itself: what was typed into a page whose token is no longer good comes back with a new one.</summary>
    [HttpPost("")]
    [IgnoreAntiforgeryToken]
    [OutputCache(NoStore = true)]
    [AdminPage]
    [RequestSizeLimit(LargestForm)]
    [RequestFormLimits(ValueLengthLimit = LargestForm, MultipartBodyLengthLimit = LargestForm)]
    public Task<IActionResult> Create([FromRoute] string? slug, [FromRoute] string? number) => OfVersionAsync(slug, number, "", async (policy, version, page) =>
    {
        var form = PolicyCommentForm.Read(await Request.ReadFormAsync(Aborted));
        var status = StatusCodes.Status422UnprocessableEntity;
        if (!await antiforgery.IsRequestValidAsync(HttpContext))
        {
            Problem("", T["Register.Error.SendAgain"]);
            status = StatusCodes.Status400BadRequest;
        }
        else if (WindowOf(policy, version) != CommentWindow.Open)
        {
            Problem("", T["Comments.Error.NotOpen"]);
        }
        else if (!limits.Admits(HttpContext))
        {
            Problem("", T["Comments.Error.TooMany"]);
            status = StatusCodes.Status429TooManyRequests;
        }
        else if (await CheckAsync(version, form) is { } comment)
        {
            if (!form.IsFromBot)
            {
                await KeepAsync(comment);
            }

            Response.Headers.Location = PolicyAddress.Comments(page, version.Number) + SentEnding;
            return StatusCode(StatusCodes.Status303SeeOther);
        }

        Response.StatusCode = status;
        return await FormAsync(policy, version, page, form, new ListFilter(QueryCollection.Empty));
    });

    /// <summary>The same for everybody who sent a remark.</summary>
    [HttpGet("sent")]
    [OutputCache(PolicyName = PageCache.Page)]
    public Task<IActionResult> Sent([FromRoute] string? slug, [FromRoute] string? number) => OfVersionAsync(slug, number, SentEnding, (policy, version, page) =>
        Task.FromResult<IActionResult>(Page("Sent", new PolicyCommentSentViewModel(policy, version, page), Meta(policy, version, T["Comments.Sent.Title"], SentEnding))));

    /// <summary>Answers for a version under the one spelling of its number.</summary>
    private Task<IActionResult> OfVersionAsync(string? slug, string? number, string ending, Func<Policy, PolicyVersion, string, Task<IActionResult>> show) =>
        OfPolicyAsync(slug, $"/versions/{Uri.EscapeDataString(number ?? "")}/comments{ending}", async (policy, page) =>
            policy.Find(number) is not { } version ? NoVersion(number, policy, page)
            : version.Number != number && HttpMethods.IsGet(Request.Method) ? Redirect(PolicyAddress.Comments(page, version.Number) + ending + Request.QueryString)
            : await show(policy, version, page));

    private async Task<IActionResult> FormAsync(Policy policy, PolicyVersion version, string page, PolicyCommentForm form, ListFilter filter)
    {
        var (title, clauses, language) = await ClausesAsync(version);
        var shown = Db.PolicyComments.AsNoTracking().Where(comment => comment.PolicyVersionId == version.Id && comment.State == CommentState.Shown);
        var paging = new Paging(filter.Page, await shown.CountAsync(Aborted));
        var comments = paging.IsBeyond ? [] : await shown.OrderBy(comment => comment.CreatedAt).ThenBy(comment => comment.Id).Skip(paging.Skip).Take(Paging.Size)
            .Select(comment => new PolicyCommentLine(comment.Id, comment.Clause, comment.Culture, comment.Name, comment.Text, comment.CreatedAt, comment.Reply)).ToListAsync(Aborted);
        var unknown = form.Clause is { Length: > 0 } clause && !clauses.Any(option => Clauses.Name(option.Clause) == clause) ? clause : null;
        var window = WindowOf(policy, version);
        return Page("Index", new PolicyCommentsViewModel(policy, version, title, page, window, form, clauses, language, filter, paging, comments) { UnknownClause = unknown is null ? null : Shorten(unknown) },
            Meta(policy, version, T["Comments.Title", version.Number], "") with { HasForm = window == CommentWindow.Open || !ModelState.IsValid });
    }

    /// <summary>The title and the clauses of a version in the page's language, or else the other.</summary>
    private async Task<(string Title, IReadOnlyList<ClauseOption> Clauses, string Language)> ClausesAsync(PolicyVersion version)
    {
        var texts = await Db.Set<PolicyVersionText>().AsNoTracking().Where(text => text.PolicyVersionId == version.Id)
            .Select(text => new { text.Id, text.Culture, text.Title }).ToListAsync(Aborted);
        var text = texts.Find(text => text.Culture == Culture) ?? texts[0];
        var clauses = await Db.Set<PolicyPassage>().AsNoTracking().Where(passage => passage.PolicyVersionTextId == text.Id && passage.Clause != null)
            .OrderBy(passage => passage.Position)
            .Select(passage => new ClauseOption(passage.Clause!.Value, passage.Number!, passage.Text.Substring(0, ClauseOption.TextLength))).ToListAsync(Aborted);
        return (text.Title, clauses, text.Culture);
    }

    /// <summary>The remark that a form makes; null where something is wrong with it.</summary>
    private async Task<PolicyComment?> CheckAsync(PolicyVersion version, PolicyCommentForm form)
    {
        var text = TypedText.Lines(form.Text);
        if (text.Length == 0)
        {
            Problem(PolicyCommentForm.TextField, T["Register.Error.Missing", T["Comments.Field.text"]]);
        }
        else if (text.Length > PolicyComment.TextLength)
        {
            TooLong(PolicyCommentForm.TextField, PolicyComment.TextLength, text.Length);
        }

        var name = TypedText.Line(form.Name);
        if (name.Length > PolicyComment.NameLength)
        {
            TooLong(PolicyCommentForm.NameField, PolicyComment.NameLength, name.Length);
        }
        else if (TypedText.HasLink(name))
        {
            Problem(PolicyCommentForm.NameField, T["Register.Error.HasLink", T["Comments.Field.name"]]);
        }

        int? clause = null;
        if (!string.IsNullOrWhiteSpace(form.Clause))
        {
            clause = Clauses.Parse(form.Clause.Trim());
            if (clause is null || !await Db.Set<PolicyPassage>().AnyAsync(
                passage => passage.Clause == clause && Db.Set<PolicyVersionText>().Any(text => text.Id == passage.PolicyVersionTextId && text.PolicyVersionId == version.Id), Aborted))
            {
                Problem(PolicyCommentForm.ClauseField, T["Register.Error.NotOffered", T["Comments.Field.clause"]]);
            }
        }

        return !ModelState.IsValid ? null : new()
        {
            PolicyVersionId = version.Id,
            Clause = clause,
            Culture = Culture,
            Name = name.Length > 0 ? name : null,
            Text = text,
            CreatedAt = Now,
            ConcurrencyStamp = Guid.NewGuid(),
        };
    }

    /// <summary>Keeps a remark once, however often the button was pressed.</summary>
    private Task<bool> KeepAsync(PolicyComment comment) => Db.TransactAsync(IsolationLevel.Serializable, async () =>
    {
        var isKnown = await Db.PolicyComments.AnyAsync(
            known => known.PolicyVersionId == comment.PolicyVersionId && known.Clause == comment.Clause && known.Name == comment.Name && known.Text == comment.Text, Aborted);
        if (!isKnown)
        {
            Db.PolicyComments.Add(comment);
            await Db.SaveChangesAsync(Aborted);
        }

        return !isKnown;
    }, isKept => isKept, Aborted);

    private CommentWindow WindowOf(Policy policy, PolicyVersion version) =>
        version.CommentUntil is null ? CommentWindow.None
        : policy.State == ContentState.Published && version.IsOpenForComment(Today) ? CommentWindow.Open
        : policy.State == ContentState.Published && version.Stage == PolicyStage.ForComment && Today < version.CommentFrom ? CommentWindow.Before
        : CommentWindow.After;

    private PageMeta Meta(Policy policy, PolicyVersion version, string title, string ending)
    {
        string Address(string culture) => PolicyAddress.Comments(PortalAddress.Page(culture, ContentKind.Policy, policy.TextIn(culture).Slug), version.Number) + ending;
        return PageMeta.InBoth($"{title}: {policy.TextIn(Culture).Title}", "", Address) with { Section = ContentKind.Policy, NoIndex = true };
    }

    private void TooLong(string field, int most, int length) => Problem(field, T["Register.Error.TooLong", T["Comments.Field." + field], PageWords.Number(most), PageWords.Number(length)]);

    private void Problem(string field, string message) => ModelState.AddModelError(field, message);
}
