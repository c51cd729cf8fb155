using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Editing;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Services.Staff;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>Remarks of the public on policies: which of them everybody may read, and what the office replies.</summary>
[Route("admin/policies/comments")]
[Authorize(StaffPolicies.Publish)]
public sealed class PolicyCommentsController(PortalDbContext db, PublicChange change, AuditTrail audit, CurrentUser user, IStringLocalizer<Words> words, TimeProvider clock) : AdminController
{
    private const int MostPolicies = 500;

    [HttpGet("")]
    public async Task<IActionResult> Index()
    {
        var policies = await PoliciesAsync();
        var filter = new ListFilter(Request.Query, "state", "policy");
        var (state, policy) = (filter.Choice<CommentState>("state"), filter.Option("policy", policies, (option, value) => option.Key == value));
        IQueryable<PolicyComment> comments = db.PolicyComments.AsNoTracking();
        var waiting = await comments.CountAsync(comment => comment.State == CommentState.Waiting, Aborted);
        comments = state is null ? comments : comments.Where(comment => comment.State == state);
        if (policy is not null)
        {
            var id = int.Parse(policy.Key, CultureInfo.InvariantCulture);
            comments = comments.Where(comment => comment.Version.PolicyId == id);
        }

        var paging = new Paging(filter.Page, await comments.CountAsync(Aborted));
        // What waits comes first, the one that waits longest before all; then what was decided, the last decision first.
        var page = comments.OrderBy(comment => comment.State == CommentState.Waiting ? 0 : 1)
            .ThenBy(comment => comment.State == CommentState.Waiting ? comment.CreatedAt : DateTime.MaxValue).ThenByDescending(comment => comment.DecidedAt).ThenBy(comment => comment.Id);
        var rows = paging.IsBeyond ? [] : await Rows(page.Skip(paging.Skip).Take(Paging.Size)).ToListAsync(Aborted);
        ViewData[AdminMenu.PlaceKey] = AdminMenu.PolicyComments;
        return View(new RemarksViewModel(filter, paging, rows, policies, waiting));
    }

    [HttpGet("{id:int}")]
    public async Task<IActionResult> Details([FromRoute] int id) => await FindAsync(id) is { } row ? Show(row, new() { Reply = row.Reply }) : NotFound();

    [HttpPost("{id:int}")]
    public async Task<IActionResult> Decide([FromRoute] int id, [FromForm] RemarkDecision form)
    {
        if (await FindAsync(id) is not { } row)
        {
            return NotFound();
        }

        var reply = form.HasReply ? TypedText.Lines(form.Reply) : row.Reply ?? "";
        if (!Enum.TryParse<CommentState>(form.State, ignoreCase: true, out var state) || !Enum.IsDefined(state) || int.TryParse(form.State, out _))
        {
            ModelState.AddModelError("", words["Comments.Choose"]);
        }

        if (reply.Length > PolicyComment.ReplyLength)
        {
            ModelState.AddModelError(nameof(form.Reply),
                words["Register.Error.TooLong", words["Comments.YourReply"], PageWords.Number(PolicyComment.ReplyLength), PageWords.Number(reply.Length)]);
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Show(row, form);
        }

        var isDone = await ChangeAsync(id, form.Stamp, (comment, policy) =>
        {
            comment.State = state;
            comment.Reply = reply.Length > 0 ? reply : null;
            comment.DecidedAt = state == CommentState.Waiting ? null : clock.GetUtcNow().UtcDateTime;
            comment.DecidedById = state == CommentState.Waiting ? null : user.RequiredId;
            comment.ConcurrencyStamp = Guid.NewGuid();
            audit.Add(state switch { CommentState.Shown => AuditAction.RemarkShown, CommentState.Refused => AuditAction.RemarkRefused, _ => AuditAction.RemarkReopened }, policy, RemarkOf(comment));
        });
        if (!isDone)
        {
            return await StaleAsync(id, form);
        }

        Done(words["Comments.Done." + state]);
        return Redirect(ListAddress());
    }

    /// <summary>Takes a remark that was refused out for good: somebody may ask for it.</summary>
    [HttpPost("{id:int}/erase")]
    public async Task<IActionResult> Erase([FromRoute] int id, [FromForm] Guid stamp)
    {
        if (await FindAsync(id) is not { } row)
        {
            return NotFound();
        }

        if (row.State != CommentState.Refused && row.Stamp == stamp)
        {
            ModelState.AddModelError("", words["Comments.RefuseFirst"]);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Show(row, new() { Reply = row.Reply });
        }

        if (!await ChangeAsync(id, stamp, (comment, policy) =>
        {
            db.PolicyComments.Remove(comment);
            audit.Add(AuditAction.RemarkErased, policy, RemarkOf(comment));
        }))
        {
            return await StaleAsync(id, new() { Reply = row.Reply });
        }

        Done(words["Comments.Done.Erased"]);
        return Redirect(ListAddress());
    }

    /// <summary>Changes a remark as it was seen; false where somebody changed it meanwhile.</summary>
    private async Task<bool> ChangeAsync(int id, Guid seen, Action<PolicyComment, Policy> act)
    {
        try
        {
            return await change.MakeAsync(async () =>
            {
                if (await db.PolicyComments.Include(comment => comment.Version).SingleOrDefaultAsync(comment => comment.Id == id && comment.ConcurrencyStamp == seen, Aborted) is not { } comment)
                {
                    return false;
                }

                act(comment, await db.Policies.SingleAsync(policy => policy.Id == comment.Version.PolicyId, Aborted));
                await db.SaveChangesAsync(Aborted);
                return true;
            }, Aborted);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    /// <summary>How the remark stands now, below what was typed.</summary>
    private async Task<IActionResult> StaleAsync(int id, RemarkDecision form)
    {
        db.ChangeTracker.Clear();
        if (await FindAsync(id) is not { } row)
        {
            return NotFound();
        }

        ModelState.AddModelError("", row.DecidedBy is { } who ? words["Comments.Stale.By", who, words.Name(row.State)] : words["Comments.Stale", words.Name(row.State)]);
        Response.StatusCode = StatusCodes.Status409Conflict;
        form.Reply = form.HasReply ? form.Reply : row.Reply;
        return Show(row, form);
    }

    private ViewResult Show(RemarkRow row, RemarkDecision form)
    {
        ViewData[AdminMenu.PlaceKey] = AdminMenu.PolicyComments;
        return View("Details", new RemarkViewModel(row, form, ListAddress()[RemarksViewModel.List.Length..]));
    }

    /// <summary>The list with the filter that the address of the request has.</summary>
    private string ListAddress()
    {
        var filter = new ListFilter(Request.Query, "state", "policy");
        return filter.Address(RemarksViewModel.List, filter.Page);
    }

    // The trail outlives what may be erased, so it holds no word of the remark.
    private static string RemarkOf(PolicyComment comment) => string.Create(CultureInfo.InvariantCulture, $"Remark {comment.Id} on version {comment.Version.Number}");

    private async Task<RemarkRow?> FindAsync(int id) => await Rows(db.PolicyComments.AsNoTracking().Where(comment => comment.Id == id)).SingleOrDefaultAsync(Aborted);

    private async Task<List<NamedOption>> PoliciesAsync()
    {
        var policies = await db.Policies.AsNoTracking().Where(policy => db.PolicyComments.Any(comment => comment.Version.PolicyId == policy.Id))
            .OrderBy(policy => policy.Id).Take(MostPolicies).Select(policy => new { policy.Id, policy.DraftTitle }).ToListAsync(Aborted);
        return [.. policies.Select(policy => (policy.Id, Title: policy.DraftTitle.In(Languages.Current)))
            .OrderBy(policy => policy.Title.Text, StringComparer.Create(Languages.CultureOf(Languages.Current), ignoreCase: true))
            .Select(policy => new NamedOption(policy.Id.ToString(CultureInfo.InvariantCulture), policy.Title.Text, []) { Lang = Languages.Lang(policy.Title.Culture) })];
    }

    private IQueryable<RemarkRow> Rows(IQueryable<PolicyComment> comments) =>
        from comment in comments
        join policy in db.Policies on comment.Version.PolicyId equals policy.Id
        select new RemarkRow(
            comment.Id, comment.State, policy.Id, policy.DraftTitle,
            policy.Texts.Select(text => new TextLine(text.Kind, text.Culture, text.Slug, text.Title, "")).ToList(),
            comment.Version.Number, comment.Clause,
            db.Set<PolicyPassage>().Where(passage => passage.Clause == comment.Clause && comment.Clause != null
                && comment.Version.Texts.Any(text => text.Id == passage.PolicyVersionTextId)).OrderBy(passage => passage.Id).Select(passage => passage.Number).FirstOrDefault(),
            comment.Culture, comment.Name, comment.Text, comment.CreatedAt, comment.Reply, comment.DecidedAt,
            db.Users.Where(user => user.Id == comment.DecidedById).Select(user => user.Name).FirstOrDefault(), comment.ConcurrencyStamp);
}
