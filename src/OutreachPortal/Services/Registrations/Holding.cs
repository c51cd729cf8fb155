using Microsoft.EntityFrameworkCore;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services.Calendar;
using OutreachPortal.Services.Hosting;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services.Registrations;

/// <summary>What a holder has to know of the lecture, without its long texts. Times are UTC.</summary>
public sealed record HeldLecture
{
    public Seating Seating { get; init; } = null!;

    public required DateTime EndsAt { get; init; }

    public required string TimeZone { get; init; }

    public required AttendanceMode Mode { get; init; }

    public required LocalizedText StatusNote { get; init; }

    public required DateTime? PreviousStart { get; init; }

    public required LocalizedText Place { get; init; }

    public required string? Address { get; init; }

    public required string? OnlineLink { get; init; }

    public required OnlineLinkAudience OnlineLinkShown { get; init; }

    public required int? OnlineSeats { get; init; }

    public required bool AsksRecording { get; init; }

    public required bool AsksPhotographs { get; init; }

    public required IReadOnlyList<TextLine> Texts { get; init; }

    public DateTime StartsAt => Seating.StartsAt;

    public EventStatus Status => Seating.Status;

    /// <summary>Whether its page is there to be linked.</summary>
    public bool HasPage => Seating.State is ContentState.Published or ContentState.Withdrawn;

    public bool IsCancelled => Status == EventStatus.Cancelled || Seating.State is ContentState.Withdrawn or ContentState.Unpublished;

    /// <summary>As it takes place by now: what was moved online is online.</summary>
    public AttendanceMode ModeNow => Mode.Under(Status);
}

/// <summary>A registration as its holder sees it, and what the holder can still do with it.</summary>
/// <param name="Registration">Tracked, with its notice, its consents and their notices.</param>
/// <param name="Current">The newest of the notices that may be agreed to.</param>
public sealed record Holding(Registration Registration, HeldLecture Lecture, IReadOnlyList<LectureQuestion> Questions, IReadOnlyList<Notice> Current, DateTime KeptUntil)
{
    /// <summary>How long before the start the online link is shown.</summary>
    public static readonly TimeSpan LinkShownBefore = TimeSpan.FromHours(1);

    /// <summary>Place in the waiting list, from 1; null where it does not wait.</summary>
    public int? Position { get; init; }

    /// <summary>Code of the certificate, where one was issued and stands.</summary>
    public string? Certificate { get; init; }

    /// <summary>UTC.</summary>
    public DateTime LinkShownFrom => Lecture.StartsAt - LinkShownBefore;

    public bool MayConfirm => Registration.State == RegistrationState.Pending;

    public bool MayAnswerOffer => Registration.State == RegistrationState.Offered;

    /// <summary>Whether it can be given up: until the lecture begins.</summary>
    public bool MayCancel(DateTime now) => Registration.IsOpen && now < Lecture.StartsAt;

    /// <summary>Whether name, needs and answers can be changed.</summary>
    public bool MayChange(DateTime now) => Registration.IsOpen && now < Lecture.EndsAt;

    /// <summary>Whether a class can change its numbers.</summary>
    public bool MayResize(DateTime now) => Registration is { Kind: PartyKind.Class, IsOpen: true } && now < Lecture.Seating.ChangesEnd;

    /// <summary>Whether the registration has something to be shown at the door of a hall.</summary>
    public bool HasTicket => Registration is { State: RegistrationState.Confirmed or RegistrationState.Attended, Place: SeatPlace.Hall, TicketCode: not null }
        && Lecture.ModeNow != AttendanceMode.Online && !Lecture.IsCancelled;

    /// <summary>Whether there is, or will be, a link by which the holder takes part online.</summary>
    public bool IsLinkPromised(DateTime now) => Registration.State is RegistrationState.Confirmed or RegistrationState.Attended
        && TakesPartOnline(Registration.Place, Lecture.ModeNow, Lecture.OnlineSeats) && !Lecture.IsCancelled && now < Lecture.EndsAt;

    /// <summary>Where to take part online, if it is time; null before, after, and where nobody has set it. What everybody may see is no secret before.</summary>
    public string? OnlineLink(DateTime now) => IsLinkPromised(now) && (now >= LinkShownFrom || Lecture.OnlineLinkShown == OnlineLinkAudience.Everyone) ? Lecture.OnlineLink : null;

    /// <summary>Whether a seat is one online, or lets in online too: where seats online are counted, those of the hall are others.</summary>
    /// <param name="mode">As the lecture takes place by now.</param>
    public static bool TakesPartOnline(SeatPlace place, AttendanceMode mode, int? onlineSeats) =>
        mode == AttendanceMode.Online || (mode == AttendanceMode.Hybrid && (place == SeatPlace.Online || onlineSeats is null));

    /// <summary>Whether one can register for the lecture again.</summary>
    public bool MayRegisterAgain(DateTime now) => Registration.State == RegistrationState.Cancelled && Lecture.Seating.Refusal(now) is null;

    /// <summary>The agreement that stands.</summary>
    public Consent? Given(NoticeKind kind) => Registration.Consents.Where(consent => consent.Notice.Kind == kind && consent.WithdrawnAt is null).MaxBy(consent => consent.Id);

    /// <summary>What can be agreed to, or was.</summary>
    public IEnumerable<NoticeKind> Agreements() => new[] { (NoticeKind.Recording, Lecture.AsksRecording), (NoticeKind.Photographs, Lecture.AsksPhotographs) }
        .Where(one => (one.Item2 && Current.Any(notice => notice.Kind == one.Item1)) || Registration.Consents.Any(consent => consent.Notice.Kind == one.Item1))
        .Select(one => one.Item1);
}

/// <summary>Finds what a key opens, in a number of queries that does not grow.</summary>
public sealed class Holdings(PortalDbContext db, RegistrationLinks links, RegistrationSettings settings)
{
    /// <summary>Null where the key opens nothing, or nothing any more.</summary>
    public async Task<Holding?> FindAsync(string? token, CancellationToken cancellation)
    {
        if (await links.FindAsync(token, cancellation) is not { } id)
        {
            return null;
        }

        // It may have been read before, within the same request.
        db.ChangeTracker.Clear();
        var registration = await db.Registrations.Include(r => r.Notice).Include(r => r.Consents).ThenInclude(consent => consent.Notice).AsSplitQuery()
            .FirstOrDefaultAsync(r => r.Id == id && r.ErasedAt == null, cancellation);
        if (registration is null)
        {
            return null;
        }

        var lectures = db.Lectures.Where(l => l.Id == registration.LectureId);
        var seating = await lectures.ToSeating().FirstAsync(cancellation);
        var lecture = await lectures.AsSplitQuery().Select(l => new HeldLecture
        {
            EndsAt = l.EndsAt,
            TimeZone = l.TimeZone,
            Mode = l.Mode,
            StatusNote = new LocalizedText { En = l.StatusNote.En, Tr = l.StatusNote.Tr },
            PreviousStart = l.PreviousStart,
            Place = new LocalizedText { En = l.Place.En, Tr = l.Place.Tr },
            Address = l.Address,
            OnlineLink = l.OnlineLink,
            OnlineLinkShown = l.OnlineLinkShown,
            OnlineSeats = l.OnlineSeats,
            AsksRecording = l.AsksRecording,
            AsksPhotographs = l.AsksPhotographs,
            Texts = l.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, "")).ToList(),
        }).FirstAsync(cancellation);
        var questions = await db.Set<LectureQuestion>().AsNoTracking().Where(question => question.LectureId == registration.LectureId)
            .OrderBy(question => question.Position).ToListAsync(cancellation);
        var current = await db.Notices.AsNoTracking()
            .Where(notice => notice.Kind != NoticeKind.Information && !db.Notices.Any(other => other.Kind == notice.Kind && other.Number > notice.Number))
            .ToListAsync(cancellation);
        return new(registration, lecture with { Seating = seating }, questions, current, settings.KeptUntil(lecture.EndsAt))
        {
            Position = registration.State == RegistrationState.Waiting
                ? await db.Registrations.InOrder(registration.LectureId, registration.Place).CountAsync(r => r.Number <= registration.Number, cancellation) : null,
            Certificate = await db.Certificates.Where(certificate => certificate.RegistrationId == id && certificate.RevokedAt == null)
                .OrderByDescending(certificate => certificate.Id).Select(certificate => certificate.Code).FirstOrDefaultAsync(cancellation),
        };
    }

    /// <summary>The lecture as a calendar has it.</summary>
    public Task<CalendarItem> CalendarItemAsync(Holding holding, CancellationToken cancellation) =>
        db.Events.Where(e => e.Id == holding.Registration.LectureId).ToCalendarItems().FirstAsync(cancellation);
}
