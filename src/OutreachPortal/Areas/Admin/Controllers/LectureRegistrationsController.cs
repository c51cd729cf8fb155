using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Editing;
using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Services.Staff;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>The registrations of one lecture: its list, its waiting list, what the office adds and decides, and the files of it.</summary>
[Authorize(StaffPolicies.Register)]
[Route("admin/lectures/{id:int}/registrations")]
public sealed class LectureRegistrationsController(PortalDbContext db, RegistrationLists lists, RegistrationDesk desk, RegistrationExport export, HolderMessages messages, CurrentUser user, IStringLocalizer<Words> words) : AdminController
{
    private LectureLine _lecture = null!;

    public override async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        ViewData[AdminMenu.PlaceKey] = "registrations";
        ViewData["Tab"] = "registrations";
        if (int.TryParse(RouteData.Values["id"] as string, out var id) && await lists.LectureAsync(id, Aborted) is { } lecture)
        {
            _lecture = lecture;
            await next();
        }
        else
        {
            context.Result = NotFound();
        }
    }

    [HttpGet("")]
    public async Task<IActionResult> Index() => View(await lists.PageAsync(_lecture, Filter, Aborted));

    [HttpGet("waiting")]
    public async Task<IActionResult> Waiting() => View(await lists.WaitingAsync(_lecture, Aborted));

    // Beside the list, as .ics and .atom stand beside what they are of.
    [HttpGet("/admin/lectures/{id:int}/registrations.csv")]
    public async Task<IActionResult> Csv() => await export.CsvAsync(_lecture.Id, _lecture.Key, Filter, Aborted);

    [HttpGet("/admin/lectures/{id:int}/registrations.json")]
    public async Task<IActionResult> Json() => await export.JsonAsync(_lecture.Id, _lecture.Key, Filter, Aborted);

    [HttpGet("new")]
    public async Task<IActionResult> New([FromQuery(Name = "for")] string? kind) => View(await NewAsync(new PartyForm
    {
        Kind = kind == "class" ? PartyKind.Class : PartyKind.Person,
        Language = Languages.Turkish,
        Adults = "1",
    }));

    [HttpPost("new")]
    public async Task<IActionResult> Add([FromForm] PartyForm form)
    {
        form.Kind = Enum.IsDefined(form.Kind) ? form.Kind : PartyKind.Person;
        var outcome = await desk.AddAsync(_lecture.Id, form, Request.Form, Aborted);
        if (outcome.IsDone)
        {
            var state = await db.Registrations.Where(r => r.Id == outcome.RegistrationId).Select(r => r.State).FirstAsync(Aborted);
            Done(words[state == RegistrationState.Waiting ? "Registrations.AddedWaiting" : "Registrations.Added"]);
            return Redirect(RegistrationLine.AddressOf(outcome.RegistrationId));
        }

        var model = await NewAsync(form);
        this.Complain(words, outcome.Problems, model.Questions);
        if (outcome.Outcome == SeatOutcome.AlreadyThere)
        {
            ViewData["Known"] = outcome.RegistrationId;
        }

        return Wrong("New", model);
    }

    [HttpPost("approve")]
    public async Task<IActionResult> Approve([FromForm(Name = "id")] List<int>? picked)
    {
        var ids = Picked(picked);
        return ids.Count == 0 ? await NothingPickedAsync() : await AfterAsync("Registrations.Approved", await desk.EachAsync(ids, (book, id, by, c) => book.ApproveAsync(id, by, c), Aborted));
    }

    [HttpPost("reject")]
    public async Task<IActionResult> Reject([FromForm(Name = "id")] List<int>? picked, [FromForm] RegistrationReasonForm form, [FromForm] bool isAsked)
    {
        var ids = Picked(picked);
        var rows = ids.Count == 0 ? [] : await lists.SelectedAsync(_lecture.Id, ids, Aborted);
        if (rows.Count == 0)
        {
            return await NothingPickedAsync();
        }

        var problems = isAsked ? desk.ProblemsOf(form.Reason) : [];
        if (!isAsked || problems.Count > 0)
        {
            this.Complain(words, problems, []);
            var model = new RejectSelectedViewModel(_lecture, rows, form);
            return problems.Count > 0 ? Wrong("Reject", model) : View("Reject", model);
        }

        var reason = form.Reason!.Trim();
        return await AfterAsync("Registrations.Rejected", await desk.EachAsync([.. rows.Select(row => row.Id)], (book, id, by, c) => book.CancelAsync(id, RegistrationEnding.Rejected, by, reason, c), Aborted));
    }

    [HttpGet("write")]
    public async Task<IActionResult> Write() => View(new MessageViewModel(_lecture, new(), await messages.ReadersAsync(_lecture.Id, Aborted)));

    [HttpPost("write")]
    public async Task<IActionResult> Write([FromForm] MessageForm form)
    {
        var model = new MessageViewModel(_lecture, form, await messages.ReadersAsync(_lecture.Id, Aborted));
        if (form.IsBack)
        {
            return View(model);
        }

        this.Complain(words, ProblemsOf(model), []);
        if (!ModelState.IsValid)
        {
            return Wrong("Write", model);
        }

        if (!form.IsSure)
        {
            return View(model with { IsAsked = true });
        }

        var texts = model.Chosen!.Parties.Keys.ToDictionary(language => language, language => new LetterFacts { Heading = form.Heading[language]!.Trim(), Message = form.Message[language]!.Trim() });
        if (await messages.SendAsync(_lecture.Id, form.To, texts, user.Name, Aborted) is not { } written)
        {
            ModelState.AddModelError("", words["Message.Twice"]);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View(model);
        }

        Done(words["Message.Done", written]);
        return Redirect(_lecture.Address);
    }

    /// <summary>Each language in which somebody is to be written to needs its text.</summary>
    private List<FormProblem> ProblemsOf(MessageViewModel model)
    {
        var problems = new List<FormProblem>();
        if (model.Chosen is null)
        {
            problems.Add(new("To", words["is none of the choices."]));
        }

        foreach (var language in model.Chosen?.Parties.Keys ?? [])
        {
            foreach (var (field, text, longest) in new[] { ("Heading", model.Form.Heading, HolderMessages.HeadingLength), ("Message", model.Form.Message, HolderMessages.MessageLength) })
            {
                if (Reason.ProblemOf(words, $"{field}.{(language == Languages.English ? "En" : "Tr")}", text[language], longest) is { } problem)
                {
                    problems.Add(problem);
                }
            }
        }

        return problems;
    }

    private ListFilter Filter => new(Request.Query, RegistrationLists.Keys);

    private async Task<RegistrationNewViewModel> NewAsync(PartyForm form)
    {
        var lecture = await db.Lectures.AsNoTracking().Include(l => l.Questions).FirstAsync(l => l.Id == _lecture.Id, Aborted);
        return new(_lecture, lecture.Audience, form, QuestionsOf(words, lecture, Request.HasFormContentType ? Request.Form : null, []));
    }

    /// <summary>The questions of a lecture with what was typed, or else what was answered.</summary>
    internal static IReadOnlyList<QuestionViewModel> QuestionsOf(IStringLocalizer words, Lecture lecture, IFormCollection? typed, IReadOnlyList<Answers.Answer> known) =>
        [.. lecture.Questions.OrderBy(question => question.Position).Select(question => new QuestionViewModel(question, typed is not null
            ? [.. typed[PartyForm.AnswerPrefix + question.Key].OfType<string>()]
            : [.. (known.FirstOrDefault(answer => answer.Key == question.Key)?.Values ?? []).Select(value => question.Kind switch
            {
                QuestionKind.One or QuestionKind.Several => question.OptionIn(value, Languages.Current),
                QuestionKind.YesNo when words.YesOrNo(value) is { } isYes => isYes ? "yes" : "no",
                _ => value,
            })]))];

    private static List<int> Picked(List<int>? picked) => [.. (picked ?? []).Distinct().Take(RegistrationLists.PageSize)];

    private async Task<IActionResult> NothingPickedAsync()
    {
        ModelState.AddModelError("", words["Registrations.NothingPicked"]);
        return Wrong("Index", await lists.PageAsync(_lecture, Filter, Aborted));
    }

    private async Task<IActionResult> AfterAsync(string done, IReadOnlyDictionary<int, SeatOutcome> outcomes)
    {
        // What was picked may be of another lecture, or decided by somebody else meanwhile.
        var count = outcomes.Count(pair => pair.Value == SeatOutcome.Done);
        var left = outcomes.Where(pair => pair.Value != SeatOutcome.Done).Select(pair => pair.Key).ToList();
        if (left.Count == 0)
        {
            Done(words[done, count]);
            return Redirect(_lecture.Address);
        }

        var names = await lists.SelectedAsync(_lecture.Id, left, Aborted);
        ModelState.AddModelError("", words["Registrations.NotAll", words[done, count].Value, string.Join("; ", names.Select(row => $"{row.Name} ({words.Name(row.State)})"))]);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Index", await lists.PageAsync((await lists.LectureAsync(_lecture.Id, Aborted))!, Filter, Aborted));
    }
}

/// <summary>Puts what is wrong where the pages of registrations look for it.</summary>
internal static class RegistrationComplaints
{
    /// <summary>Each a sentence that names its field; a question is named by its words.</summary>
    public static void Complain(this Controller controller, IStringLocalizer<Words> words, IEnumerable<FormProblem> problems, IReadOnlyList<QuestionViewModel> questions)
    {
        foreach (var problem in problems)
        {
            var name = problem.Field.Length == 0 ? null
                : questions.FirstOrDefault(question => question.Field == problem.Field)?.Question.Text.In(Languages.Current).Text ?? words.Label(problem.Field);
            controller.ModelState.AddModelError(problem.Field, name is null ? problem.Message : name + " " + problem.Message);
        }
    }
}
