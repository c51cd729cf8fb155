using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Controllers;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Calendar;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Registrations;
using OutreachPortal.ViewModels;
using OutreachPortal.ViewModels.Registrations;
using QRCoder;

namespace OutreachPortal.Controllers;

/// <summary>
/// A registration, for whoever has the link to it. Programs open the links in letters before people do: a GET changes nothing. A key that
/// opens nothing, and one that opens nothing any more, are answered alike.
/// </summary>
[Route("{culture:culture}/registrations")]
[HolderPage]
[ApiExplorerSettings(IgnoreApi = true)]
public sealed class HolderController(
    PortalDbContext db, Notices notices, Holdings holdings, HolderChanges changes, HolderLetters letters, HolderLimits limits, SeatLine line, EventCalendar calendar,
    SiteAddress site, TimeProvider clock, IStringLocalizer<Words> words) : PortalPageController
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    [HttpGet("{token}")]
    public Task<IActionResult> Show([FromRoute] string token) => OfHolderAsync(token, holding => Shown(new(holding, token, Now)));

    [HttpPost("{token}/confirm")]
    public Task<IActionResult> Confirm([FromRoute] string token) =>
        SeatAsync(token, "Holder.Done.Confirmed", _ => true, (book, id, c) => book.ConfirmAsync(id, c));

    [HttpPost("{token}/accept")]
    public Task<IActionResult> Accept([FromRoute] string token) =>
        SeatAsync(token, "Holder.Done.Accepted", _ => true, (book, id, c) => book.AcceptAsync(id, c));

    [HttpPost("{token}/decline")]
    public Task<IActionResult> Decline([FromRoute] string token) =>
        SeatAsync(token, "Holder.Done.Declined", _ => true, (book, id, c) => book.CancelAsync(id, RegistrationEnding.OfferDeclined, "", null, c));

    [HttpPost("{token}/cancel")]
    public Task<IActionResult> Cancel([FromRoute] string token) =>
        SeatAsync(token, "Holder.Done.Cancelled", holding => holding.Registration.State == RegistrationState.Cancelled || holding.MayCancel(Now),
            (book, id, c) => book.CancelAsync(id, RegistrationEnding.Cancelled, "", null, c));

    [HttpPost("{token}/change")]
    public Task<IActionResult> Change([FromRoute] string token, [FromForm] HolderForm form) => OfHolderAsync(token, async holding =>
    {
        ModelState.Clear();
        var model = new HolderViewModel(holding, token, Now) { Typed = form, TypedAnswers = RegistrationForm.Read(Request.Form).Answers };
        if (!holding.MayChange(Now))
        {
            return Refused(model with { Typed = null, TypedAnswers = null }, "Holder.Refused.Change");
        }

        if (Checked(form, holding, model.TypedAnswers) is not { } details)
        {
            return Shown(model, StatusCodes.Status422UnprocessableEntity);
        }

        return form.Version == holding.Registration.Version && await changes.SaveAsync(holding.Registration, form.Version, details, Aborted)
            ? Done(token, "Holder.Done.Changed")
            : await StaleAsync(model);
    });

    [HttpPost("{token}/numbers")]
    public Task<IActionResult> Numbers([FromRoute] string token, [FromForm] NumbersForm form) => OfHolderAsync(token, async holding =>
    {
        ModelState.Clear();
        var model = new HolderViewModel(holding, token, Now) { TypedNumbers = form };
        if (holding.Registration.Kind != PartyKind.Class || !holding.Registration.IsOpen)
        {
            return Refused(model, "Holder.Refused.Change");
        }

        var pupils = People("pupils", form.Pupils);
        var adults = People("adults", form.Adults);
        if (!ModelState.IsValid)
        {
            return Shown(model, StatusCodes.Status422UnprocessableEntity);
        }

        if (form.Version != holding.Registration.Version)
        {
            return await StaleAsync(model);
        }

        switch (await line.TakeAsync((book, c) => book.ResizeAsync(holding.Registration.Id, pupils, adults, "", c), Aborted))
        {
            case SeatOutcome.Done:
                return Done(token, "Holder.Done.Changed");
            case SeatOutcome.TooLarge:
                Problem("pupils", words["Holder.Error.TooLarge", PageWords.Number(holding.Lecture.Seating.LargestParty)]);
                return Shown(model, StatusCodes.Status422UnprocessableEntity);
            case SeatOutcome.DoesNotFit:
                Problem("pupils", words["Holder.Error.DoesNotFit", PageWords.Number(holding.Registration.Seats)]);
                return Shown(model, StatusCodes.Status422UnprocessableEntity);
            case SeatOutcome.Closed:
                return Refused(model, "Holder.Refused.Numbers");
            default:
                return Refused(model, "Holder.Refused.Change");
        }
    });

    /// <param name="kind">Of the notice.</param>
    /// <param name="number">Version of the notice that was read; none to take the agreement back.</param>
    [HttpPost("{token}/consents")]
    public Task<IActionResult> Consents([FromRoute] string token, [FromForm] string? kind, [FromForm] string? number) => OfHolderAsync(token, async holding =>
    {
        ModelState.Clear();
        var model = new HolderViewModel(holding, token, Now);
        if (!Enum.TryParse<NoticeKind>(kind, out var wanted) || wanted.ToString() != kind || !holding.Agreements().Contains(wanted))
        {
            return Refused(model, "Holder.Refused.Consent");
        }

        var current = holding.Current.FirstOrDefault(notice => notice.Kind == wanted);
        if (!string.IsNullOrEmpty(number) && current?.Number.ToString(CultureInfo.InvariantCulture) != number)
        {
            // Nobody agrees to a text that was not on the page.
            return Refused(model, "Holder.Refused.Notice");
        }

        var isGiven = !string.IsNullOrEmpty(number);
        return await changes.AgreeAsync(holding, wanted, isGiven ? current : null, Aborted)
            ? Done(token, isGiven ? "Holder.Done.ConsentGiven" : "Holder.Done.ConsentWithdrawn")
            : await StaleAsync(model);
    });

    [HttpPost("{token}/erase")]
    public Task<IActionResult> Erase([FromRoute] string token) => OfHolderAsync(token, async holding =>
    {
        await line.TakeAsync((book, c) => book.EraseAsync(holding.Registration.Id, c), Aborted);
        return Redirect(RegistrationLinks.PathOf(Culture, "erased"));
    });

    /// <summary>After erasing: the key opens nothing any more.</summary>
    [HttpGet("erased")]
    public IActionResult Erased() => Plain("Erased", "Holder.Erased", culture => RegistrationLinks.PathOf(culture, "erased"));

    [HttpGet("{token}/data.json")]
    public Task<IActionResult> Data([FromRoute] string token) => OfHolderAsync(token, async holding =>
    {
        var page = site.Of(holding.Lecture.Texts.In(Culture).Address(Culture));
        return File(await HolderData.WriteAsync(db, notices, holding, Now, page, Aborted), "application/json; charset=utf-8", "registration.json");
    });

    /// <summary>The lecture for the holder's calendar. Others may see that calendar: nothing in it opens the registration.</summary>
    [HttpGet("{token}/calendar.ics")]
    public Task<IActionResult> Calendar([FromRoute] string token) => OfHolderAsync(token, async holding =>
    {
        if (holding.Registration.State == RegistrationState.Cancelled)
        {
            return NotFound();
        }

        var item = await holdings.CalendarItemAsync(holding, Aborted);
        if (holding.OnlineLink(Now) is not null)
        {
            item = item with { OnlineLinkShown = OnlineLinkAudience.Everyone };
        }

        Response.Headers.ContentDisposition = $"inline; filename=\"{item.Texts.In(Culture).Slug}{PortalAddress.CalendarEnding}\"";
        return Content(calendar.Write([item], feed: null, Culture), EventCalendar.MediaType);
    });

    [HttpGet("{token}/ticket")]
    public Task<IActionResult> Ticket([FromRoute] string token) => OfHolderAsync(token, holding =>
    {
        if (!holding.HasTicket)
        {
            // The registration's own page says why there is none.
            return Redirect(RegistrationLinks.PathOf(Culture, token));
        }

        return Page("Ticket", new TicketViewModel(holding, token, Now, Picture(holding)), Meta(words["Holder.Ticket"], culture => RegistrationLinks.PathOf(culture, token) + "/ticket"));
    });

    [HttpGet("{token}/qr.svg")]
    public Task<IActionResult> Qr([FromRoute] string token) =>
        OfHolderAsync(token, holding => holding.HasTicket ? Content(Picture(holding), "image/svg+xml; charset=utf-8") : NotFound());

    /// <summary>"Send me my links".</summary>
    [HttpGet("")]
    public IActionResult Links() => LinksPage("Links", null);

    /// <summary>Says the same, after the same time, whether the address is registered anywhere or not.</summary>
    [HttpPost("")]
    public async Task<IActionResult> Links([FromForm] string? email)
    {
        ModelState.Clear();
        email = email?.Trim();
        if (!EmailAddress.IsUsable(email))
        {
            Problem("email", words[string.IsNullOrEmpty(email) ? "Holder.Error.EmailMissing" : "Holder.Error.Email"]);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return LinksPage("Links", email);
        }

        if (!string.IsNullOrWhiteSpace(Request.Form[RegistrationForm.TrapField]))
        {
            return LinksPage("LinksSent", email);
        }

        if (!limits.AdmitsAsk(HttpContext, email!))
        {
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        await letters.SendAsync(email!, Aborted);
        return LinksPage("LinksSent", email);
    }

    private static string Picture(Holding holding)
    {
        // The code alone: whoever finds the ticket learns nothing of who lost it.
        using var code = QRCodeGenerator.GenerateQrCode(holding.Registration.TicketCode!, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(code);
        return picture.GetGraphic(4, "#000", "#fff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }

    private Task<IActionResult> OfHolderAsync(string token, Func<Holding, IActionResult> show) => OfHolderAsync(token, holding => Task.FromResult(show(holding)));

    private async Task<IActionResult> OfHolderAsync(string token, Func<Holding, Task<IActionResult>> show)
    {
        if (await holdings.FindAsync(token, Aborted) is { } holding)
        {
            return await show(holding);
        }

        if (!limits.AdmitsWrongKey(HttpContext))
        {
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        Response.StatusCode = StatusCodes.Status404NotFound;
        return Plain("Unknown", "Holder.Unknown", PortalAddress.Home);
    }

    /// <summary>A step with the seats, and then the page that shows what came of it.</summary>
    private Task<IActionResult> SeatAsync(string token, string done, Func<Holding, bool> may, Func<SeatBook, int, CancellationToken, Task<SeatOutcome>> step) =>
        OfHolderAsync(token, async holding =>
        {
            if (may(holding) && await line.TakeAsync((book, c) => step(book, holding.Registration.Id, c), Aborted) == SeatOutcome.Done)
            {
                return Done(token, done);
            }

            return await holdings.FindAsync(token, Aborted) is { } now
                ? Refused(new(now, token, Now), "Holder.Refused.State") : await Show(token);
        });

    private RedirectResult Done(string token, string word)
    {
        TempData[AdminController.DoneKey] = words[word].Value;
        return Redirect(RegistrationLinks.PathOf(Culture, token));
    }

    private ViewResult Refused(HolderViewModel model, string word) =>
        Shown(model with { Refusal = words[word] }, StatusCodes.Status409Conflict);

    /// <summary>Shows what is kept by now beside what was typed.</summary>
    private async Task<IActionResult> StaleAsync(HolderViewModel model) => await holdings.FindAsync(model.Token, Aborted) is { } holding
        ? Shown(model with { Holding = holding, IsStale = true }, StatusCodes.Status409Conflict)
        : await Show(model.Token);

    private ViewResult Shown(HolderViewModel model, int status = StatusCodes.Status200OK)
    {
        Response.StatusCode = status;
        return Page("Show", model, Meta(words["Holder.Title"], culture => RegistrationLinks.PathOf(culture, model.Token)));
    }

    private ViewResult Plain(string view, string title, Func<string, string> address) => Page(view, "", Meta(words[title], address));

    private ViewResult LinksPage(string view, string? email) => Page(view, email ?? "", PageMeta.InBoth(words["Holder.Links"], "", RegistrationLinks.AskPath) with { NoIndex = true, HasForm = true });

    /// <summary>A page that is told to no program, in both languages.</summary>
    private static PageMeta Meta(string title, Func<string, string> address) => new(title, "", new Dictionary<string, string>())
    {
        NoIndex = true,
        HasForm = true,
        SwitchAddress = address(Languages.Other(Culture)),
    };

    private void Problem(string field, string sentence) => ModelState.AddModelError(field, sentence);

    private HolderDetails? Checked(HolderForm form, Holding holding, IReadOnlyDictionary<string, IReadOnlyList<string>> typed)
    {
        var isClass = holding.Registration.Kind == PartyKind.Class;
        var name = Text("name", form.Name, Registration.NameLength, isRequired: true);
        var school = isClass ? Text("school", form.School, Registration.SchoolLength, isRequired: true) : holding.Registration.School;
        var level = isClass ? Text("level", form.Level, Registration.LevelLength, isRequired: true) : holding.Registration.Level;
        var needs = Text("needs", form.Needs, Registration.NeedsLength, isRequired: false);
        var answers = AnswerChecks.Check(holding.Questions, typed, Culture, words, Problem);
        // An answer to a question that is asked no more stays: it was given.
        var kept = Answers.Read(holding.Registration.Answers).Where(answer => holding.Questions.All(question => question.Key != answer.Key));
        return ModelState.IsValid ? new(name, school, level, needs.Length == 0 ? null : needs, Answers.Write([.. answers, .. kept])) : null;
    }

    private string Text(string field, string? typed, int longest, bool isRequired)
    {
        var text = isRequired ? TypedText.Line(typed) : TypedText.Lines(typed);
        if (text.Length == 0 && isRequired)
        {
            Problem(field, words["Register.Error.Missing", words["Holder.Field." + field]]);
        }
        else if (text.Length > longest)
        {
            Problem(field, words["Register.Error.TooLong", words["Holder.Field." + field], PageWords.Number(longest), PageWords.Number(text.Length)]);
        }
        else if (isRequired && TypedText.HasLink(text))
        {
            // A name may come to stand on a certificate, which anybody can read.
            Problem(field, words["Register.Error.HasLink", words["Holder.Field." + field]]);
        }

        return text;
    }

    private int People(string field, string? typed)
    {
        if (int.TryParse(typed?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var people) && people is >= 1 and <= Lecture.MaxSeats)
        {
            return people;
        }

        Problem(field, words["Holder.Error.People", words["Holder.Field." + field]]);
        return 0;
    }
}

/// <summary>A page whose address is a key: kept by nobody, indexed by nobody, named to no other site.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HolderPageAttribute : Attribute, IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        var headers = context.HttpContext.Response.Headers;
        // As a form's token asks for it: with less, every page with a form would leave a warning in the log.
        headers.CacheControl = "no-cache, no-store";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers["Referrer-Policy"] = "no-referrer";
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
