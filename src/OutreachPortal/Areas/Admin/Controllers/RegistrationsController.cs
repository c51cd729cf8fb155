using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Registrations;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>The lectures that take registrations, people wherever they are registered, and one registration with all that is done to it.</summary>
[Authorize(StaffPolicies.Register)]
[Route("admin/registrations")]
public sealed class RegistrationsController(PortalDbContext db, RegistrationLists lists, RegistrationDesk desk, IStringLocalizer<Words> words) : AdminController
{
    public override void OnActionExecuting(ActionExecutingContext context)
    {
        ViewData[AdminMenu.PlaceKey] = "registrations";
        ViewData["Tab"] = "registrations";
    }

    [HttpGet("")]
    public async Task<IActionResult> Index() => View(await lists.LecturesAsync(new ListFilter(Request.Query, "q", "when"), Aborted));

    [HttpGet("{id:int}")]
    public async Task<IActionResult> Details([FromRoute] int id) => await lists.FindAsync(id, Aborted) is { } model ? View(model) : NotFound();

    [HttpPost("{id:int}/approve")]
    public async Task<IActionResult> Approve([FromRoute] int id, [FromForm] RegistrationStepForm form) =>
        await AfterAsync(id, await desk.StepAsync(id, form.Version, (book, by, c) => book.ApproveAsync(id, by, c), Aborted), "Registration.ApprovedDone");

    [HttpPost("{id:int}/resend")]
    public async Task<IActionResult> Resend([FromRoute] int id, [FromForm] RegistrationStepForm form) =>
        await AfterAsync(id, await desk.StepAsync(id, form.Version, (book, by, c) => book.ResendAsync(id, by, c), Aborted), "Registration.ResentDone");

    [HttpGet("{id:int}/reject")]
    public Task<IActionResult> Reject([FromRoute] int id) => AskAsync(id, "Reject");

    [HttpPost("{id:int}/reject")]
    public Task<IActionResult> Reject([FromRoute] int id, [FromForm] RegistrationReasonForm form) => EndAsync(id, form, "Reject", RegistrationEnding.Rejected, "Registration.RejectedDone");

    [HttpGet("{id:int}/cancel")]
    public Task<IActionResult> Cancel([FromRoute] int id) => AskAsync(id, "Cancel");

    [HttpPost("{id:int}/cancel")]
    public Task<IActionResult> Cancel([FromRoute] int id, [FromForm] RegistrationReasonForm form) => EndAsync(id, form, "Cancel", RegistrationEnding.CancelledByOffice, "Registration.CancelledDone");

    [HttpGet("{id:int}/erase")]
    public Task<IActionResult> Erase([FromRoute] int id) => AskAsync(id, "Erase");

    [HttpPost("{id:int}/erase")]
    public async Task<IActionResult> Erase([FromRoute] int id, [FromForm] RegistrationStepForm form) =>
        await AfterAsync(id, await desk.EraseAsync(id, form.Version, Aborted), "Registration.ErasedDone");

    [HttpGet("{id:int}/move")]
    public async Task<IActionResult> Move([FromRoute] int id)
    {
        var filter = new ListFilter(Request.Query, "q");
        return await lists.FindAsync(id, Aborted) is { } model ? View(await MoveAsync(model, new MoveForm { Version = model.Registration.Version }, filter.Words)) : NotFound();
    }

    [HttpPost("{id:int}/move")]
    public async Task<IActionResult> Move([FromRoute] int id, [FromForm] MoveForm form)
    {
        var to = MoveTarget.Parse(form.To);
        var outcome = to is not var (lecture, place) ? new DeskOutcome(SeatOutcome.Gone)
            : await desk.StepAsync(id, form.Version, (book, by, c) => book.MoveAsync(id, lecture, place, by, c), Aborted);
        if (outcome.IsDone || outcome.IsStale || outcome.Outcome == SeatOutcome.Impossible)
        {
            return await AfterAsync(id, outcome, "Registration.MovedDone");
        }

        if (await lists.FindAsync(id, Aborted) is not { } model)
        {
            return NotFound();
        }

        ModelState.AddModelError("To", words[to is null ? "Move.None" : "Move." + outcome.Outcome]);
        return Wrong("Move", await MoveAsync(model, form, null));
    }

    [HttpGet("{id:int}/edit")]
    public async Task<IActionResult> Edit([FromRoute] int id)
    {
        if (await lists.FindAsync(id, Aborted) is not { Registration: { ErasedAt: null } r } model)
        {
            return NotFound();
        }

        return View(await EditAsync(model, new PartyForm
        {
            Version = r.Version,
            Kind = r.Kind,
            Place = r.Place,
            Name = r.Name,
            Email = r.Email,
            Language = r.Language,
            Audience = r.Audience,
            School = r.School,
            Level = r.Level,
            Pupils = r.Pupils?.ToString(CultureInfo.InvariantCulture),
            Adults = r.Adults?.ToString(CultureInfo.InvariantCulture),
            AccessNeeds = r.AccessNeeds,
        }));
    }

    [HttpPost("{id:int}/edit")]
    public async Task<IActionResult> Edit([FromRoute] int id, [FromForm] PartyForm form)
    {
        var outcome = await desk.EditAsync(id, form, Request.Form, Aborted);
        if (outcome.Problems.Count == 0)
        {
            return await AfterAsync(id, outcome, "Registration.EditedDone");
        }

        if (await lists.FindAsync(id, Aborted) is not { } model)
        {
            return NotFound();
        }

        var page = await EditAsync(model, form);
        this.Complain(words, outcome.Problems, page.Questions);
        return Wrong("Edit", page);
    }

    private async Task<IActionResult> AskAsync(int id, string view) =>
        await lists.FindAsync(id, Aborted) is { } model ? View(view, new RegistrationStepViewModel(model, new RegistrationReasonForm { Version = model.Registration.Version })) : NotFound();

    private async Task<IActionResult> EndAsync(int id, RegistrationReasonForm form, string view, RegistrationEnding ending, string done)
    {
        var problems = desk.ProblemsOf(form.Reason);
        if (problems.Count == 0)
        {
            var reason = form.Reason!.Trim();
            return await AfterAsync(id, await desk.StepAsync(id, form.Version, (book, by, c) => book.CancelAsync(id, ending, by, reason, c), Aborted), done);
        }

        if (await lists.FindAsync(id, Aborted) is not { } model)
        {
            return NotFound();
        }

        this.Complain(words, problems, []);
        return Wrong(view, new RegistrationStepViewModel(model, form));
    }

    /// <summary>The registration's page: after a step that was taken, or with why it was not.</summary>
    private async Task<IActionResult> AfterAsync(int id, DeskOutcome outcome, string done)
    {
        if (outcome.IsDone)
        {
            Done(words[done]);
            return Redirect(RegistrationLine.AddressOf(id));
        }

        if (await lists.FindAsync(id, Aborted) is not { } model)
        {
            return NotFound();
        }

        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Details", model with { IsStale = outcome.IsStale, Refusal = outcome.IsStale ? null : words["Registration.NotPossible", words.Name(model.Registration.State)].Value });
    }

    private async Task<MoveViewModel> MoveAsync(RegistrationViewModel model, MoveForm form, string? typed) => new(model, form, typed, await lists.TargetsAsync(model.Registration, typed, Aborted));

    private async Task<RegistrationEditViewModel> EditAsync(RegistrationViewModel model, PartyForm form)
    {
        var lecture = await db.Lectures.AsNoTracking().Include(l => l.Questions).FirstAsync(l => l.Id == model.Registration.LectureId, Aborted);
        ViewData["Audience"] = lecture.Audience | (model.Registration.Audience ?? 0);
        return new(model, form, LectureRegistrationsController.QuestionsOf(words, lecture, Request.HasFormContentType ? Request.Form : null, Answers.Read(model.Registration.Answers)));
    }
}
