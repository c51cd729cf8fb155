using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Models;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Services.Staff;

namespace OutreachPortal.Areas.Admin.Controllers;

/// <summary>
/// The door of a lecture, on the phone of whoever stands there. Each step answers a script with the parts of the page that change, and a browser
/// without one by a redirect to the whole page, which says once what happened.
/// </summary>
[Authorize(StaffPolicies.Register)]
[Route("admin/lectures/{id:int}/door")]
public sealed class DoorController(
    PortalDbContext db, Door door, SeatLine line, ContentStamp stamp, AuditTrail audit, CurrentUser user, TimeProvider clock, IStringLocalizer<Words> words)
    : AdminController
{
    private const string NewsKey = "Door";

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Read while there is a request: a step with the seats is taken elsewhere, where nobody is signed in.</summary>
    private readonly string _by = user.Name;

    [HttpGet("")]
    public Task<IActionResult> Index([FromRoute] int id, [FromQuery] string? place, [FromQuery] string? q) => AtDoorAsync(id, place, async (lecture, at) =>
    {
        var news = ReadNews();
        var model = await ModelAsync(lecture, at, news);
        if (news is null && q is { Length: > 0 })
        {
            var found = q.Length > Door.LongestTyped ? null : await door.NamedAsync(id, q, Aborted);
            model = found is { Guests.Count: > 0 } some ? model with { Found = some.Guests, More = some.More, Typed = q }
                : await ModelAsync(lecture, at, new(q.Length > Door.LongestTyped ? DoorWord.TooLong : found is null ? DoorWord.TooShort : DoorWord.NobodyNamed, Typed: Cut(q)));
        }

        return View("Index", model);
    });

    /// <summary>The numbers and who came in last, for a page that stays open while others let people in too.</summary>
    [HttpGet("counts")]
    public Task<IActionResult> Counts([FromRoute] int id, [FromQuery] string? place) =>
        AtDoorAsync(id, place, async (lecture, at) => PartialView("_Counts", await ModelAsync(lecture, at, null)));

    /// <summary>Lets in whoever has the code that was typed; or shows those of the name.</summary>
    [HttpPost("")]
    public Task<IActionResult> Find([FromRoute] int id, [FromForm] string? place, [FromForm] string? q) => AtDoorAsync(id, place, async (lecture, at) =>
    {
        var typed = (q ?? "").Trim();
        if (typed.Length > Door.LongestTyped)
        {
            return await TellAsync(lecture, at, new(DoorWord.TooLong, Typed: Cut(typed)));
        }

        if (TicketText.CodeIn(typed) is { } code && await door.WithCodeAsync(code, Aborted) is { } guest)
        {
            return await TellAsync(lecture, at, await ArriveAsync(guest, lecture, at, null, typed));
        }

        var found = await door.NamedAsync(id, typed, Aborted);
        if (found is not { Guests.Count: > 0 } some)
        {
            return await TellAsync(lecture, at, new(TicketText.LooksLikeCode(typed) ? DoorWord.UnknownCode : found is null ? DoorWord.TooShort : DoorWord.NobodyNamed, Typed: typed));
        }

        return FromScript
            ? PartialView("_Answer", await ModelAsync(lecture, at, null) with { Found = some.Guests, More = some.More, Typed = typed })
            : Redirect($"{Address(id, lecture, at)}{(lecture.Places.Count > 1 ? "&" : "?")}q={Uri.EscapeDataString(typed)}");
    });

    /// <summary>Lets in a party that was found, or corrects how many of it came.</summary>
    [HttpPost("check-in")]
    public Task<IActionResult> CheckIn([FromRoute] int id, [FromForm] string? place, [FromForm] int registration, [FromForm] string? came, [FromForm] bool recount) =>
        AtDoorAsync(id, place, async (lecture, at) =>
        {
            if (await door.GuestAsync(registration, Aborted) is not { } guest)
            {
                return await TellAsync(lecture, at, new(DoorWord.UnknownCode));
            }

            int? people = null;
            if (guest.IsGroup && Request.Form.ContainsKey("came"))
            {
                people = Number(came, 1, Headcount.Most);
                if (people is null)
                {
                    return await TellAsync(lecture, at, new(DoorWord.NotANumber, guest.Id));
                }
            }

            if (!recount || guest.LectureId != id)
            {
                return await TellAsync(lecture, at, await ArriveAsync(guest, lecture, at, people, ""));
            }

            var outcome = people is null ? SeatOutcome.Impossible : await line.TakeAsync((book, c) => book.RecountAsync(guest.Id, people.Value, _by, c), Aborted);
            return await TellAsync(lecture, at, new(outcome switch
            {
                SeatOutcome.Done => DoorWord.Corrected,
                SeatOutcome.DoesNotFit => DoorWord.TooMany,
                _ => DoorWord.Impossible,
            }, guest.Id, people ?? 0));
        });

    /// <summary>Lets somebody in who did not register.</summary>
    [HttpPost("walk-in")]
    public Task<IActionResult> WalkIn([FromRoute] int id, [FromForm] string? place, [FromForm] WalkInForm form) => AtDoorAsync(id, place, async (lecture, at) =>
    {
        if (Number(form.People, 1, Headcount.Most) is not { } people || (form.Name ?? "").Trim().Length > Registration.NameLength)
        {
            var news = Number(form.People, 1, Headcount.Most) is null ? DoorWord.NotANumber : DoorWord.TooLong;
            return await TellAsync(lecture, at, new(news), form);
        }

        // A choice that there is not is none.
        var audience = Choice<Audience>(form.Audience);
        var name = OneLine(form.Name);
        var outcome = await line.TakeAsync((book, c) => book.WalkInAsync(id, at, name, people, audience, _by, c), Aborted);
        return outcome.Outcome == SeatOutcome.Done
            ? await TellAsync(lecture, at, new(DoorWord.WalkedIn, Number: people, Typed: name))
            : await TellAsync(lecture, at, new(DoorWord.Full, Number: people), form);
    });

    /// <summary>Takes a check-in back.</summary>
    [HttpPost("undo")]
    public Task<IActionResult> Undo([FromRoute] int id, [FromForm] string? place, [FromForm] int registration) => AtDoorAsync(id, place, async (lecture, at) =>
    {
        if (await door.GuestAsync(registration, Aborted) is not { } guest || guest.LectureId != id)
        {
            return await TellAsync(lecture, at, new(DoorWord.Impossible));
        }

        var outcome = await line.TakeAsync((book, c) => book.UndoCheckInAsync(guest.Id, _by, c), Aborted);
        return await TellAsync(lecture, at, new(outcome == SeatOutcome.Done ? DoorWord.TakenBack : DoorWord.Impossible, guest.Id, guest.Came ?? 0));
    });

    [HttpPost("headcount")]
    public Task<IActionResult> Count([FromRoute] int id, [FromForm] string? place, [FromForm] HeadcountForm form) => AtDoorAsync(id, place, async (lecture, at) =>
    {
        var note = (form.Note ?? "").Trim();
        var problem = Number(form.Count, 0, Headcount.Most) is null ? words["Door.Headcount.NotANumber", Headcount.Most.ToString("N0", Languages.CultureOf(Languages.Current))].Value
            : note.Length > Headcount.NoteLength ? words["Door.Headcount.NoteTooLong", Headcount.NoteLength].Value
            : null;
        if (problem is not null)
        {
            return Wrong("Index", await ModelAsync(lecture, at, null) with { Headcount = form, HeadcountProblem = problem });
        }

        var count = new Headcount
        {
            LectureId = id,
            Place = at,
            Count = Number(form.Count, 0, Headcount.Most)!.Value,
            Method = Choice<CountingMethod>(form.Method) ?? CountingMethod.Counted,
            Note = note.Length == 0 ? null : OneLine(note),
            At = Now,
            UserName = _by,
        };
        await ChangeAsync(id, AuditAction.HeadcountAdded, count, db => db.Headcounts.Add(count));
        Done(words["Door.Headcount.Added", PageWords.Number(count.Count)]);
        return Redirect(Address(id, lecture, at) + "#headcounts");
    });

    /// <summary>Removes a number that was wrong; the one before counts again.</summary>
    [HttpPost("headcount/{count:int}/remove")]
    public Task<IActionResult> RemoveCount([FromRoute] int id, [FromRoute] int count, [FromForm] string? place) => AtDoorAsync(id, place, async (lecture, at) =>
    {
        if (await db.Headcounts.AsNoTracking().FirstOrDefaultAsync(one => one.Id == count && one.LectureId == id, Aborted) is { } known)
        {
            await ChangeAsync(id, AuditAction.HeadcountRemoved, known, db => db.Headcounts.Remove(known));
        }

        // Where a colleague was faster it is gone as well.
        Done(words["Door.Headcount.Removed"]);
        return Redirect(Address(id, lecture, at) + "#headcounts");
    });

    [HttpGet("close")]
    public Task<IActionResult> Close([FromRoute] int id) => AtDoorAsync(id, null, async (lecture, _) => View("Close", await ClosingAsync(lecture)));

    /// <summary>Marks those as absent who did not come.</summary>
    [HttpPost("close")]
    [ActionName("Close")]
    public Task<IActionResult> CloseNow([FromRoute] int id) => AtDoorAsync(id, null, async (lecture, at) =>
    {
        var model = await ClosingAsync(lecture);
        if (!model.HasBegun)
        {
            return Wrong("Close", model);
        }

        var parties = await line.TakeAsync((book, c) => book.CloseDoorAsync(id, _by, c), Aborted);
        Done(words.Count(parties, "Door.Closed.One", "Door.Closed.Many"));
        return Redirect(Address(id, lecture, at));
    });

    private async Task<IActionResult> AtDoorAsync(int id, string? place, Func<DoorLecture, SeatPlace, Task<IActionResult>> step)
    {
        if (await door.LectureAsync(id, Aborted) is not { } lecture)
        {
            return NotFound();
        }

        HttpContext.AllowCamera();
        var asked = Choice<SeatPlace>(place);
        return await step(lecture, asked is { } at && lecture.Places.Contains(at) ? at : lecture.Places[0]);
    }

    private async Task<DoorNews> ArriveAsync(DoorGuest guest, DoorLecture lecture, SeatPlace at, int? came, string typed)
    {
        if (guest.LectureId != lecture.Id)
        {
            return new(DoorWord.OtherLecture, guest.Id, Typed: typed);
        }

        if (guest.MayComeIn && guest.Place != at)
        {
            return new(DoorWord.OtherPlace, guest.Id, Typed: typed);
        }

        if (guest is { IsGroup: true, MayComeIn: true } && came is null)
        {
            return new(DoorWord.HowMany, guest.Id);
        }

        return await line.TakeAsync((book, c) => book.ArriveAsync(guest.Id, came, _by, c), Aborted) switch
        {
            SeatOutcome.Done => new(DoorWord.ComeIn, guest.Id),
            SeatOutcome.AlreadyThere => new(DoorWord.AlreadyIn, guest.Id),
            SeatOutcome.DoesNotFit => new(DoorWord.TooMany, guest.Id, came ?? guest.Seats),
            // As it stands by now: it may have been cancelled since it was looked up.
            _ when await door.GuestAsync(guest.Id, Aborted) is { } now => new(now.State == RegistrationState.Waiting ? DoorWord.Waiting : DoorWord.Cancelled, guest.Id, Typed: typed),
            _ => new(DoorWord.UnknownCode, Typed: typed),
        };
    }

    /// <summary>Says what happened: to a script now, to a browser on the page to which it is sent. What cannot be done as typed comes back with what was.</summary>
    private async Task<IActionResult> TellAsync(DoorLecture lecture, SeatPlace at, DoorNews news, WalkInForm? form = null)
    {
        var isWrong = news.Word is DoorWord.NotANumber or DoorWord.TooLong || (form is not null && news.Word == DoorWord.Full);
        if (FromScript || isWrong)
        {
            var model = await ModelAsync(lecture, at, news) with { WalkIn = form ?? new() };
            Response.StatusCode = isWrong ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
            return FromScript ? PartialView("_Answer", model) : View("Index", model);
        }

        TempData[NewsKey] = JsonSerializer.Serialize(news);
        return Redirect(Address(lecture.Id, lecture, at));
    }

    private DoorNews? ReadNews() => TempData[NewsKey] is string news ? JsonSerializer.Deserialize<DoorNews>(news) : null;

    private async Task<DoorViewModel> ModelAsync(DoorLecture lecture, SeatPlace at, DoorNews? news)
    {
        var guest = news is { Registration: > 0 } ? await door.GuestAsync(news.Registration, Aborted) : null;
        var other = guest is not null && guest.LectureId != lecture.Id ? await door.LectureAsync(guest.LectureId, Aborted) : null;
        return new(lecture, at, Now)
        {
            Counts = await door.CountsAsync(lecture, at, Aborted),
            Recent = await door.RecentAsync(lecture.Id, at, Aborted),
            Headcounts = await db.Headcounts.AsNoTracking().Where(count => count.LectureId == lecture.Id).OrderByDescending(count => count.Id).Take(20).ToListAsync(Aborted),
            Answer = news is null ? null : new(news, guest, other),
            Typed = news is { Word: not DoorWord.WalkedIn } ? news.Typed : "",
        };
    }

    private async Task<CloseDoorViewModel> ClosingAsync(DoorLecture lecture)
    {
        var (parties, people) = await door.MissingAsync(lecture.Id, Aborted);
        return new(lecture, parties, people, Now >= lecture.StartsAt);
    }

    /// <summary>Adds or removes a number of people, with its line in the trail and word to the pages that show it.</summary>
    private async Task ChangeAsync(int id, AuditAction action, Headcount count, Action<PortalDbContext> change)
    {
        try
        {
            await db.TransactAsync(async () =>
            {
                var lecture = await db.Lectures.AsNoTracking().SingleAsync(l => l.Id == id, Aborted);
                change(db);
                audit.Add(action, lecture, $"{count.Count.ToString(CultureInfo.InvariantCulture)}, {count.Method}, {count.Place}");
                await db.SaveChangesAsync(Aborted);
                await ContentStamp.RaiseSeatsAsync(db, Aborted);
                return true;
            }, _ => true, Aborted);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Two removed it at once.
        }

        stamp.Forget();
    }

    private static string Address(int id, DoorLecture lecture, SeatPlace at) => $"/admin/lectures/{id}/door{(lecture.Places.Count > 1 ? "?place=" + KebabCase.Of(at.ToString()) : "")}";

    private static int? Number(string? typed, int least, int most) =>
        int.TryParse(typed, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    private static T? Choice<T>(string? typed)
        where T : struct, Enum => Array.Find(Enum.GetNames<T>(), name => KebabCase.Of(name) == typed) is { } known ? Enum.Parse<T>(known) : null;

    private static string Cut(string typed) => typed.Length <= Door.LongestTyped ? typed : typed[..(char.IsHighSurrogate(typed[Door.LongestTyped - 1]) ? Door.LongestTyped - 1 : Door.LongestTyped)];

    /// <summary>On one line, without what nobody sees.</summary>
    private static string OneLine(string? typed) => string.Join(' ', string.Concat((typed ?? "").EnumerateRunes().Select(rune => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => " ",
        UnicodeCategory.Format => "",
        _ => rune.ToString(),
    })).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
