using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Areas.Admin.Controllers;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Services.Staff;
using OutreachPortal.Services.University;
using OutreachPortal.ViewModels;
using OutreachPortal.ViewModels.Registrations;

namespace OutreachPortal.Controllers;

/// <summary>Where the public registers for a lecture: one person, or a teacher for a class.</summary>
[Route("{culture:culture}/lectures/{slug}/register")]
[ApiExplorerSettings(IgnoreApi = true)]
public sealed class RegistrationsController(
    PortalDbContext db, ContentPages pages, RegistrationOffers offers, RegistrationLinks links, SeatLine line, RegistrationLimits limits,
    CurrentUser user, UniversityMembers members, IAntiforgery antiforgery, IStringLocalizer<Words> words, TimeProvider clock) : PortalPageController
{
    private const string SentEnding = "/sent";
    private const string ClassKey = "for";
    private const string ClassValue = "class";

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private bool AsksForClass => string.Equals(Request.Query[ClassKey], ClassValue, StringComparison.OrdinalIgnoreCase);

    [HttpGet("")]
    [AdminPage]
    public Task<IActionResult> New([FromRoute] string? slug) => ForAsync(slug, PortalAddress.RegisterEnding + (AsksForClass ? "?for=class" : ""), async offer =>
    {
        var (known, member) = await WhoAsync();
        return await FormAsync(offer, new() { Name = member?.Name, Email = member?.Email }, AsksForClass && offer.TakesClasses, known, member, await NoticesAsync());
    });

    /// <summary>Asks for the token itself: what was typed into a page whose token is no longer good comes back with a new one.</summary>
    [HttpPost("")]
    [IgnoreAntiforgeryToken]
    [AdminPage]
    [EnableRateLimiting(RegistrationLimits.Policy)]
    public Task<IActionResult> Create([FromRoute] string? slug) => ForAsync(slug, PortalAddress.RegisterEnding + (AsksForClass ? "?for=class" : ""), async offer =>
    {
        var form = RegistrationForm.Read(await Request.ReadFormAsync(Aborted));
        var (known, member) = await WhoAsync();
        var notices = await NoticesAsync();
        var isClass = AsksForClass && offer.TakesClasses;
        if (!await antiforgery.IsRequestValidAsync(HttpContext))
        {
            Problem("", words["Register.Error.SendAgain"]);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await FormAsync(offer, form, isClass, known, member, notices);
        }

        if (offer.Seating.Refusal(Now) is { } refusal)
        {
            Refuse(refusal, offer, null);
        }
        else if (AsksForClass && !offer.TakesClasses)
        {
            Problem("", words["Register.Error.NoClasses"]);
        }

        var isLimited = CheckCode(offer, form) is null;
        var party = new RegistrationChecks(offer, form, isClass, notices, words, Problem).Check(known, Culture);
        if (party is not null && ModelState.IsValid)
        {
            // A member may give another address; that one is confirmed as anybody's is.
            party = party with { IsAddressKnown = known is not null || (member is not null && EmailAddress.KeyOf(party.Email) == EmailAddress.KeyOf(member.Email)) };
            if (form.IsFromBot || (!party.IsAddressKnown && !limits.Admits(party.Email)))
            {
                return Sent(offer);
            }

            party = party with { NoticeId = await ShownAsync(form.Notice, party.NoticeId) };
            var registered = await line.RegisterAsync(party, Aborted);
            if (registered.Outcome == SeatOutcome.Done)
            {
                return !party.IsAddressKnown ? Sent(offer) : SeeOther(RegistrationLinks.PathOf(Culture, registered.Token ?? await TokenAsync(registered.RegistrationId)));
            }

            Refuse(registered.Outcome, offer, party);
        }

        Response.StatusCode = isLimited ? StatusCodes.Status429TooManyRequests : StatusCodes.Status422UnprocessableEntity;
        return await FormAsync(offer, form, isClass, known, member, notices);
    });

    /// <summary>The same for everybody who sent a form.</summary>
    [HttpGet("sent")]
    [OutputCache(PolicyName = PageCache.Page)]
    public Task<IActionResult> Sent([FromRoute] string? slug) => ForAsync(slug, PortalAddress.RegisterEnding + SentEnding, offer =>
        Task.FromResult<IActionResult>(Page("Sent", offer, Meta(offer, words["Register.Sent.Title"], SentEnding))));

    /// <summary>Answers for a lecture that takes registrations, or has taken some.</summary>
    private async Task<IActionResult> ForAsync(string? slug, string ending, Func<RegistrationOffer, Task<IActionResult>> show)
    {
        if (slug is null)
        {
            return NotFound();
        }

        var lookup = await pages.FindAsync(ContentKind.Lecture, Culture, slug, Aborted);
        if (lookup is not PageLookup.Found found)
        {
            return Elsewhere(lookup, ending);
        }

        return await offers.FindAsync(found.ItemId, Aborted) is not { } offer ? NotFound()
            : offer.Seating.State != ContentState.Published ? StatusCode(StatusCodes.Status410Gone)
            : await show(offer);
    }

    private async Task<IActionResult> FormAsync(RegistrationOffer offer, RegistrationForm form, bool isClass, KnownPerson? known, KnownPerson? member, IReadOnlyList<Notice> notices)
    {
        var standings = await db.StandingsAsync([offer.Facts.Id], Aborted);
        return standings.GetValueOrDefault(offer.Facts.Id) is not { } standing ? NotFound()
            : Page("New", new RegisterViewModel(offer, standing, form, isClass, known, notices, Now) { Member = member, OffersUniversity = members.IsOffered && known is null },
                Meta(offer, words[isClass ? "Register.Class.Title" : "Register.Title"], isClass ? "?for=class" : ""));
    }

    private PageMeta Meta(RegistrationOffer offer, string title, string ending)
    {
        string Address(string culture) => PortalAddress.Register(culture, offer.Facts.Texts.In(culture).Slug) + ending;
        return PageMeta.InBoth($"{title}: {offer.Facts.Texts.In(Culture).Title}", "", Address) with { Section = ContentKind.Lecture, NoIndex = true, HasForm = ending != SentEnding };
    }

    private StatusCodeResult Sent(RegistrationOffer offer) => SeeOther(PortalAddress.Register(Culture, offer.Facts.Texts.In(Culture).Slug) + SentEnding);

    private StatusCodeResult SeeOther(string path)
    {
        Response.Headers.Location = path;
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>False where a code was asked for and is not right; null where too many were wrong.</summary>
    private bool? CheckCode(RegistrationOffer offer, RegistrationForm form)
    {
        if (offer.AccessCode is not { Length: > 0 } code)
        {
            return true;
        }

        if (string.IsNullOrWhiteSpace(form.Code))
        {
            Problem(RegistrationForm.CodeField, words["Register.Error.Missing", words["Register.Field.code"]]);
            return false;
        }

        var isRight = limits.IsRight(HttpContext, code, form.Code);
        if (isRight != true)
        {
            Problem(RegistrationForm.CodeField, words[isRight is null ? "Register.Error.TooManyCodes" : "Register.Error.Code"]);
        }

        return isRight;
    }

    /// <param name="party">Whose seats were asked for; null where it did not come to that.</param>
    private void Refuse(SeatOutcome outcome, RegistrationOffer offer, NewRegistration? party)
    {
        var (field, message) = (outcome, party) switch
        {
            (SeatOutcome.NotOpenYet, _) => ("", words["Register.NotOpenYet", DateWords.Moment(offer.Seating.Opens!.Value, offer.Facts.TimeZone, Now, Culture)]),
            (SeatOutcome.TooLarge, _) => (RegistrationForm.PupilsField, words["Register.Error.TooLarge"]),
            (SeatOutcome.Full, { Seats: > 1 }) => (RegistrationForm.PupilsField, words["Register.Error.NotEnough", PageWords.Number(party.Seats)]),
            (SeatOutcome.Full, _) when offer.Places.Count > 1 => (RegistrationForm.PlaceField, words["Register.Error.FullThere", words["Register.Field.place"]]),
            (SeatOutcome.Full, _) => ("", words["Register.Full"]),
            _ => ("", words["Register.Closed"]),
        };
        Problem(field, message);
    }

    private void Problem(string field, string message) => ModelState.AddModelError(field, message);

    /// <summary>Whoever of the staff is signed in, or else whoever of the university.</summary>
    private async Task<(KnownPerson? Known, KnownPerson? Member)> WhoAsync() => await KnownAsync() is { } known ? (known, null) : (null, await members.CurrentAsync());

    /// <summary>Whoever of the staff is signed in, if a letter can reach them.</summary>
    private async Task<KnownPerson?> KnownAsync()
    {
        if (user.Id is not { } id)
        {
            return null;
        }

        var known = await db.Users.Where(u => u.Id == id).Select(u => new KnownPerson(u.Name, u.Email ?? "")).FirstOrDefaultAsync(Aborted);
        return known is not null && EmailAddress.IsUsable(known.Email) ? known : null;
    }

    private Task<List<Notice>> NoticesAsync() =>
        db.Notices.AsNoTracking().Where(notice => notice.Number == db.Notices.Where(other => other.Kind == notice.Kind).Max(other => other.Number)).ToListAsync(Aborted);

    /// <summary>The information notice that the form showed, where a newer one was written since.</summary>
    private async Task<int?> ShownAsync(string? notice, int? newest) =>
        int.TryParse(notice, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id != newest
            && await db.Notices.AnyAsync(n => n.Id == id && n.Kind == NoticeKind.Information, Aborted) ? id : newest;

    /// <summary>A key for somebody who is signed in as the registration's holder.</summary>
    private async Task<string> TokenAsync(int registrationId)
    {
        var token = links.Make(await db.Registrations.SingleAsync(registration => registration.Id == registrationId, Aborted));
        await db.SaveChangesAsync(Aborted);
        return token;
    }
}
