using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Calendar;
using OutreachPortal.Services.Registrations;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services.Letters;

/// <summary>What became of a letter that was to be written: it, or a sentence that says why not.</summary>
/// <param name="IsPast">What it was to tell is over: it is not tried again.</param>
public sealed record Writing(WrittenLetter? Letter, string Problem = "", bool IsPast = false);

/// <summary>
/// Writes letters out, in the recipient's language. One about a registration is made of its template and of how things stand when it is sent;
/// any other has its words already.
/// </summary>
public sealed class LetterWriter(
    PortalDbContext db, LetterTemplates templates, LetterPaper paper, RegistrationLinks links, EventCalendar calendar, MailSettings mail,
    SiteSettings site, SiteProfiles profiles, SiteAddress address, IDataProtectionProvider protection, IStringLocalizer<Words> words, TimeProvider clock)
{
    /// <summary>Stands in the place of a key where somebody else than the recipient reads a letter.</summary>
    private const string NoKey = "…";

    private readonly IDataProtector _protector = protection.CreateProtector(RegistrationLetters.Purpose);

    /// <summary>
    /// Writes letters, in a number of queries that does not grow with them. Keys that a letter needs besides its own are added to the context:
    /// the caller saves before it sends.
    /// </summary>
    /// <returns>By the letters' numbers.</returns>
    public Task<IReadOnlyDictionary<int, Writing>> WriteAsync(IReadOnlyList<Letter> letters, CancellationToken cancellation) => WriteAsync(letters, true, cancellation);

    /// <summary>A letter as staff may read it: without the keys in its links.</summary>
    public async Task<Writing> ShowAsync(Letter letter, CancellationToken cancellation) => (await WriteAsync([letter], false, cancellation))[letter.Id];

    /// <summary>A letter of a kind to nobody, with every value it can have, to look at its words.</summary>
    public async Task<WrittenLetter> SampleAsync(string kind, string language, LetterWords typed, CancellationToken cancellation)
    {
        await profiles.RefreshAsync(cancellation);
        using var speaking = Speak(language);
        var start = Event.ToUtc(site.Today(clock).AddDays(10).ToDateTime(new TimeOnly(14, 0)), site.Zone);
        var key = address.Of(RegistrationLinks.PathOf(language, NoKey));
        var texts = new Dictionary<string, string>(Common(language), StringComparer.Ordinal)
        {
            [LetterPlaceholders.Name] = words["Templates.Sample.Name"],
            [LetterPlaceholders.Lecture] = words["Templates.Sample.Lecture"],
            [LetterPlaceholders.Date] = Day(start, site.TimeZone, language),
            [LetterPlaceholders.Time] = Clock(start, start.AddMinutes(90), site.TimeZone, language),
            [LetterPlaceholders.Place] = words["Templates.Sample.Place"],
            [LetterPlaceholders.Address] = words["Templates.Sample.Address"],
            [LetterPlaceholders.Seats] = "24",
            [LetterPlaceholders.School] = words["Templates.Sample.School"],
            [LetterPlaceholders.Code] = Codes.Spell("7KQ2M9XPRA"),
            [LetterPlaceholders.Note] = words["Templates.Sample.Note"],
            [LetterPlaceholders.Link] = key,
            [LetterPlaceholders.Until] = Moment(start.AddDays(-3), site.TimeZone, language),
            [LetterPlaceholders.Reason] = words["Templates.Sample.Reason"],
            [LetterPlaceholders.Ending] = words["Letter.Ending.CancelledByOffice"],
            [LetterPlaceholders.Ended] = words["Letter.Ended.CancelledByOffice"],
            [LetterPlaceholders.Standing] = words["Letter.Standing.Confirmed"],
            [LetterPlaceholders.PreviousTime] = Moment(start.AddDays(-1), site.TimeZone, language),
            [LetterPlaceholders.PreviousPlace] = words["Templates.Sample.PreviousPlace"],
            [LetterPlaceholders.Position] = "3",
            [LetterPlaceholders.OnlineLink] = "https://meet.example.org/lecture",
            [LetterPlaceholders.OnlineFrom] = Moment(start - Holding.LinkShownBefore, site.TimeZone, language),
            [LetterPlaceholders.CertificateLink] = address.Of($"/{language}/certificates/{Codes.Spell("7KQ2M9XPRA4CD")}"),
            [LetterPlaceholders.Heading] = words["Templates.Sample.Heading"],
            [LetterPlaceholders.Message] = words["Templates.Sample.Message"],
        };
        return paper.Write(typed, new(texts) { Registrations = [($"{texts[LetterPlaceholders.Lecture]}, {texts[LetterPlaceholders.Date]}", key)] }, Frame(language));
    }

    private async Task<IReadOnlyDictionary<int, Writing>> WriteAsync(IReadOnlyList<Letter> letters, bool withKeys, CancellationToken cancellation)
    {
        var written = new Dictionary<int, Writing>();
        var toWrite = letters.Where(letter => letter.RegistrationId is not null && letter.Subject.Length == 0).ToList();
        foreach (var letter in letters.Except(toWrite))
        {
            written[letter.Id] = new(withKeys ? new(letter.Subject, letter.Text, letter.Html)
                : new(letter.Subject, Outbox.WithoutKeys(letter.Text), Outbox.WithoutKeys(letter.Html)));
        }

        if (toWrite.Count == 0)
        {
            return written;
        }

        await profiles.RefreshAsync(cancellation);
        var facts = toWrite.ToDictionary(letter => letter.Id, Facts);
        var ids = toWrite.Select(letter => letter.RegistrationId!.Value).Concat(facts.Values.SelectMany(f => f.Registrations)).Distinct().ToList();
        var holders = await HoldersAsync(ids, cancellation);
        var lectures = await LecturesAsync([.. holders.Values.Select(holder => holder.LectureId).Concat(facts.Values.Select(f => f.PreviousLecture).OfType<int>()).Distinct()], cancellation);
        var positions = await PositionsAsync(toWrite, cancellation);
        var known = await KnownEntriesAsync(toWrite, cancellation);
        var found = await templates.FindAsync(toWrite.Where(letter => RegistrationLetterKinds.All.Contains(letter.Kind)).Select(letter => (letter.Kind, letter.Language)), cancellation);
        foreach (var letter in toWrite)
        {
            if (!found.TryGetValue((letter.Kind, letter.Language), out var template))
            {
                written[letter.Id] = new(null, $"There are no words for letters of the kind '{letter.Kind}'.");
            }
            else if (holders.GetValueOrDefault(letter.RegistrationId!.Value) is not { } holder || lectures.GetValueOrDefault(holder.LectureId) is not { } lecture)
            {
                written[letter.Id] = new(null, "The registration is no longer there.", true);
            }
            else if (withKeys && letter.Kind == RegistrationLetterKinds.Reminder && WhyNotRemind(holder, lecture) is { } past)
            {
                written[letter.Id] = new(null, past, true);
            }
            else
            {
                try
                {
                    written[letter.Id] = Write(letter, facts[letter.Id], template, holder, lecture, new(withKeys, holders, lectures, positions, known));
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    // Whatever is wrong with one letter, the others go.
                    written[letter.Id] = new(null, "It could not be written. " + e.Message);
                }
            }
        }

        return written;
    }

    private Writing Write(Letter letter, LetterFacts facts, LetterWords template, Holder holder, CalendarItem lecture, Batch batch)
    {
        string? token;
        try
        {
            token = !batch.WithKeys ? NoKey : letter.ProtectedToken is { } hidden ? _protector.Unprotect(hidden) : null;
        }
        catch (CryptographicException)
        {
            token = null;
        }

        if (token is null)
        {
            return new(null, "The key in its link can no longer be read; send the registration's link again.", true);
        }

        using var speaking = Speak(letter.Language);
        var language = letter.Language;
        var link = address.Of(RegistrationLinks.PathOf(language, token));
        var mode = lecture.Mode.Under(lecture.Status);
        var isOnline = holder.Place == SeatPlace.Online || mode == AttendanceMode.Online;
        var hasLink = holder.State == RegistrationState.Confirmed && !IsOff(lecture) && Holding.TakesPartOnline(holder.Place, mode, holder.OnlineSeats);
        var note = lecture.State == ContentState.Withdrawn ? lecture.WithdrawnReason.In(language).Text : lecture.StatusNote.In(language).Text;
        var reason = Left(facts, batch) is { } left ? words["Letter.Moved", left.Texts.In(language).Title].Value : facts.Reason ?? "";
        var ending = IsOff(lecture) ? "Lecture" : $"{facts.Ending ?? holder.Ending ?? RegistrationEnding.CancelledByOffice}";
        var texts = new Dictionary<string, string>(Common(language), StringComparer.Ordinal)
        {
            [LetterPlaceholders.Name] = Values.Unlinked(letter.ToName),
            [LetterPlaceholders.Lecture] = lecture.Texts.In(language).Title,
            [LetterPlaceholders.Date] = Day(lecture.StartsAt, lecture.TimeZone, language),
            [LetterPlaceholders.Time] = Clock(lecture.StartsAt, lecture.EndsAt, lecture.TimeZone, language),
            [LetterPlaceholders.Place] = isOnline ? words.Name(AttendanceMode.Online) : lecture.Place.In(language).Text,
            [LetterPlaceholders.Address] = isOnline ? "" : lecture.Address ?? "",
            [LetterPlaceholders.Seats] = holder.Kind == PartyKind.Class ? holder.Seats.ToString(CultureInfo.InvariantCulture) : "",
            [LetterPlaceholders.School] = Values.Unlinked(holder.School),
            [LetterPlaceholders.Code] = isOnline || holder.TicketCode is null ? "" : Codes.Spell(holder.TicketCode),
            // Of a lecture that is off the note is the reason: once is enough.
            [LetterPlaceholders.Note] = note == reason ? "" : note,
            [LetterPlaceholders.Link] = link,
            [LetterPlaceholders.Until] = facts.Until is { } until ? Moment(until, lecture.TimeZone, language) : "",
            [LetterPlaceholders.Reason] = reason,
            [LetterPlaceholders.Ending] = words[$"Letter.Ending.{ending}"],
            [LetterPlaceholders.Ended] = words[$"Letter.Ended.{ending}"],
            [LetterPlaceholders.Standing] = Standing(holder, lecture, language),
            [LetterPlaceholders.PreviousTime] = facts.PreviousStart is { } before ? Moment(before, lecture.TimeZone, language) : "",
            // Who was to take part online anyway would ask which hall is meant.
            [LetterPlaceholders.PreviousPlace] = holder.Place == SeatPlace.Hall ? facts.PreviousPlace ?? "" : "",
            [LetterPlaceholders.Position] = batch.Positions.TryGetValue(holder.Id, out var position) ? position.ToString(CultureInfo.InvariantCulture) : "",
            [LetterPlaceholders.OnlineLink] = hasLink ? lecture.OnlineLink ?? "" : "",
            [LetterPlaceholders.OnlineFrom] = hasLink && isOnline && lecture.OnlineLinkShown == OnlineLinkAudience.Registered
                ? Moment(lecture.StartsAt - Holding.LinkShownBefore, lecture.TimeZone, language) : "",
            [LetterPlaceholders.CertificateLink] = facts.CertificateCode is { } code ? address.Of($"/{language}/certificates/{Codes.Spell(code)}") : "",
            [LetterPlaceholders.Heading] = facts.Heading ?? "",
            [LetterPlaceholders.Message] = Values.Lines(facts.Message),
        };
        foreach (var name in texts.Keys.Where(name => name != LetterPlaceholders.Message && !LetterPlaceholders.Addresses.Contains(name)).ToList())
        {
            texts[name] = Values.Line(texts[name]);
        }

        var values = new LetterValues(texts) { Registrations = letter.Kind == RegistrationLetterKinds.Links ? [.. AllOf(holder, link, facts, batch, language)] : [] };
        var written = paper.Write(template, values, Frame(language));
        written = written with { Subject = Values.Cut(written.Subject, Letter.SubjectLength) };
        return new(written with { Entry = Entry(letter, facts, holder, lecture, batch) });
    }

    /// <summary>
    /// The entry for the holder's calendar: where a seat is theirs, and taken back where one was. The letter's number in its sequence makes it
    /// higher than that of every letter before it, also for whoever cancels, or is erased, and registers again.
    /// </summary>
    private (string, string)? Entry(Letter letter, LetterFacts facts, Holder holder, CalendarItem lecture, Batch batch)
    {
        bool? isOff = letter.Kind switch
        {
            RegistrationLetterKinds.Confirmed => IsOff(lecture),
            RegistrationLetterKinds.Changed when holder.State is RegistrationState.Confirmed or RegistrationState.Attended => IsOff(lecture),
            RegistrationLetterKinds.Cancelled when batch.KnownEntries.Contains(letter.Id) => true,
            _ => null,
        };
        if (isOff is not { } off)
        {
            return null;
        }

        var method = off ? "CANCEL" : "PUBLISH";
        var organizer = site.ContactEmail.Length > 0 ? site.ContactEmail : mail.From;
        List<CalendarItem> items = [lecture];
        if (facts.HadSeat && Left(facts, batch) is { } left)
        {
            // One letter, two entries: the new one, and that of the lecture which the party left.
            items.Add(left with { Status = EventStatus.Cancelled });
        }

        return (calendar.Write(items, null, letter.Language, new(method, items.Max(item => item.Sequence) + letter.Id, letter.CreatedAt, organizer)), method);
    }

    /// <summary>The lecture that a party left for the one of the letter.</summary>
    private static CalendarItem? Left(LetterFacts facts, Batch batch) => facts.PreviousLecture is { } previous ? batch.Lectures.GetValueOrDefault(previous) : null;

    /// <summary>What a change of the lecture leaves somebody: not everybody who is told has a seat.</summary>
    private string Standing(Holder holder, CalendarItem lecture, string language)
    {
        var key = holder.State is RegistrationState.Attended ? RegistrationState.Confirmed : holder.State;
        return key is RegistrationState.Absent or RegistrationState.Cancelled ? ""
            : words[$"Letter.Standing.{key}", holder.HeldUntil is { } until ? Moment(until, lecture.TimeZone, language) : ""];
    }

    private IEnumerable<(string, string)> AllOf(Holder first, string link, LetterFacts facts, Batch batch, string language)
    {
        foreach (var holder in facts.Registrations.Prepend(first.Id).Distinct().Select(id => batch.Holders.GetValueOrDefault(id)).OfType<Holder>())
        {
            // Not a stranger's, whatever the row says.
            if (holder.EmailKey is { } key && key == first.EmailKey && batch.Lectures.GetValueOrDefault(holder.LectureId) is { } lecture)
            {
                yield return (Values.Line($"{lecture.Texts.In(language).Title}, {Day(lecture.StartsAt, lecture.TimeZone, language)}"),
                    holder.Id == first.Id ? link : address.Of(RegistrationLinks.PathOf(language, batch.WithKeys ? links.Make(holder.Id) : NoKey)));
            }
        }
    }

    private string? WhyNotRemind(Holder holder, CalendarItem lecture) =>
        holder.State != RegistrationState.Confirmed ? "The registration no longer holds a place."
        : IsOff(lecture) ? "The lecture does not take place."
        : lecture.StartsAt <= clock.GetUtcNow().UtcDateTime ? "The lecture has begun."
        : null;

    private static bool IsOff(CalendarItem lecture) => lecture.Status == EventStatus.Cancelled || lecture.State == ContentState.Withdrawn;

    private static LetterFacts Facts(Letter letter)
    {
        try
        {
            return letter.Facts is { } json ? JsonSerializer.Deserialize<LetterFacts>(json) ?? new() : new();
        }
        catch (JsonException)
        {
            // The letter is worth more than the detail.
            return new();
        }
    }

    private async Task<Dictionary<int, Holder>> HoldersAsync(List<int> ids, CancellationToken cancellation) =>
        await db.Registrations.Where(r => ids.Contains(r.Id))
            .Select(r => new Holder(r.Id, r.LectureId, r.Place, r.Kind, r.State, r.Ending, r.Seats, r.EmailKey, r.School, r.TicketCode, r.HeldUntil, r.Lecture.OnlineSeats))
            .ToDictionaryAsync(holder => holder.Id, cancellation);

    private async Task<Dictionary<int, CalendarItem>> LecturesAsync(List<int> ids, CancellationToken cancellation)
    {
        var uids = await db.Lectures.Where(l => ids.Contains(l.Id)).Select(l => new { l.Id, l.Uid }).ToListAsync(cancellation);
        var items = await db.Lectures.AsNoTracking().Where(l => ids.Contains(l.Id)).ToCalendarItems().ToListAsync(cancellation);
        return uids.Join(items.Where(item => item.Texts.Count > 0), l => l.Uid, item => item.Uid, (l, item) => (l.Id, item)).ToDictionary(pair => pair.Id, pair => pair.item);
    }

    /// <summary>Who waits in which place, of those who are told so.</summary>
    private async Task<Dictionary<int, int>> PositionsAsync(List<Letter> letters, CancellationToken cancellation)
    {
        var ids = letters.Where(letter => letter.Kind == RegistrationLetterKinds.Waiting).Select(letter => letter.RegistrationId!.Value).ToList();
        return ids.Count == 0 ? [] : await db.Registrations.Where(r => ids.Contains(r.Id) && r.State == RegistrationState.Waiting)
            .Select(r => new { r.Id, Before = db.Registrations.Count(o => o.LectureId == r.LectureId && o.Place == r.Place && o.State == RegistrationState.Waiting && o.Number < r.Number) })
            .ToDictionaryAsync(row => row.Id, row => row.Before + 1, cancellation);
    }

    /// <summary>Letters that take an entry back which a letter before them brought.</summary>
    private async Task<HashSet<int>> KnownEntriesAsync(List<Letter> letters, CancellationToken cancellation)
    {
        var ids = letters.Where(letter => letter.Kind == RegistrationLetterKinds.Cancelled).Select(letter => letter.Id).ToList();
        string[] kinds = [RegistrationLetterKinds.Confirmed, RegistrationLetterKinds.Changed];
        return ids.Count == 0 ? [] : await db.Letters.Where(letter => ids.Contains(letter.Id)
            && db.Letters.Any(o => o.RegistrationId == letter.RegistrationId && o.Id < letter.Id && kinds.Contains(o.Kind))).Select(letter => letter.Id).ToHashSetAsync(cancellation);
    }

    private Dictionary<string, string> Common(string language) => new(StringComparer.Ordinal)
    {
        [LetterPlaceholders.Site] = site.Name.In(language).Text,
        [LetterPlaceholders.Office] = site.Office.In(language).Text,
        [LetterPlaceholders.Contact] = site.ContactEmail,
    };

    private LetterFrame Frame(string language) => new(
        language, site.Name.In(language).Text, site.Office.In(language).Text, address.Of(PortalAddress.Home(language)), site.AccentColor,
        [.. new[] { words["Letter.Why"].Value, site.ContactEmail, site.ContactPhone, address.Of(PortalAddress.Home(language)) }.Where(line => line.Length > 0)]);

    private string Clock(DateTime startsAt, DateTime endsAt, string timeZone, string language)
    {
        var (_, time, zone) = DateWords.When(startsAt, endsAt, timeZone, startsAt, language);
        return timeZone == site.TimeZone ? time : $"{time} ({zone})";
    }

    /// <summary>"Thursday 14 May 2026": a letter is read again later.</summary>
    private static string Day(DateTime utc, string timeZone, string language) =>
        DateWords.Local(utc, timeZone).ToString(language == Languages.Turkish ? "d MMMM yyyy dddd" : "dddd d MMMM yyyy", Languages.CultureOf(language));

    private string Moment(DateTime utc, string timeZone, string language)
    {
        var time = $"{Day(utc, timeZone, language)}, {DateWords.Clock(DateWords.Local(utc, timeZone), language)}";
        return timeZone == site.TimeZone ? time : $"{time} ({DateWords.Zone(timeZone, language)})";
    }

    /// <summary>Words are the recipient's, whoever's the request is.</summary>
    private static Speaking Speak(string language) => new(Languages.CultureOf(language));

    private sealed class Speaking : IDisposable
    {
        private readonly CultureInfo _before = CultureInfo.CurrentUICulture;

        public Speaking(CultureInfo culture) => CultureInfo.CurrentUICulture = culture;

        public void Dispose() => CultureInfo.CurrentUICulture = _before;
    }

    /// <summary>What a letter needs of a registration.</summary>
    private sealed record Holder(
        int Id, int LectureId, SeatPlace Place, PartyKind Kind, RegistrationState State, RegistrationEnding? Ending, int Seats, string? EmailKey, string? School, string? TicketCode,
        DateTime? HeldUntil, int? OnlineSeats);

    /// <summary>What was read for all letters together.</summary>
    private sealed record Batch(
        bool WithKeys, IReadOnlyDictionary<int, Holder> Holders, IReadOnlyDictionary<int, CalendarItem> Lectures, IReadOnlyDictionary<int, int> Positions, IReadOnlySet<int> KnownEntries);
}
