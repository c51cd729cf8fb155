using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Services;

namespace OutreachPortal.ViewModels;

/// <summary>A certificate with what it says of its lecture, as that is now. Times are UTC.</summary>
public sealed record CertificateViewModel(
    string Code, string Name, PartyKind Kind, int Came, int? Pupils, int? Adults, SeatPlace Seat, DateTime IssuedAt, DateTime? RevokedAt, string? RevokedReason,
    Guid LectureUid, ContentState LectureState, DateTime StartsAt, DateTime EndsAt, string TimeZone, AttendanceMode Mode, EventStatus Status, LocalizedText Place,
    IReadOnlyList<TextLine> Texts, IReadOnlyList<SpeakerLine> Speakers)
{
    private const double LongestLecture = 12;

    public bool IsValid => RevokedAt is null;

    /// <summary>Where one was: the place, unless it was online.</summary>
    public bool IsOnline => Seat == SeatPlace.Online || Mode.Under(Status) == AttendanceMode.Online;

    /// <summary>Pupils of a class of whom all came; of others it is known only how many people came.</summary>
    public int? PupilsWhoCame => Kind == PartyKind.Class && Pupils is > 0 && Pupils + (Adults ?? 0) == Came ? Pupils : null;

    /// <summary>How long it took, to the quarter of an hour; null for what took days.</summary>
    public decimal? Hours => (EndsAt - StartsAt).TotalHours is > 0 and <= LongestLecture and var hours ? Math.Max(.25m, Math.Round((decimal)hours * 4) / 4) : null;

    /// <summary>The lecture's title, in a language or else the other.</summary>
    public LocalizedFragment Title(string culture) => Texts.Count == 0 ? new("", culture) : new(Texts.In(culture).Title, Texts.In(culture).Culture);

    /// <summary>"3 December 2026", with the other day where it ended on another.</summary>
    public string Day(string culture)
    {
        var (first, last) = (DateOnly.FromDateTime(DateWords.Local(StartsAt, TimeZone)), DateOnly.FromDateTime(DateWords.Local(EndsAt, TimeZone)));
        return DateWords.Date(first, culture) + (first == last ? "" : " – " + DateWords.Date(last, culture));
    }

    /// <summary>"14:00–15:30".</summary>
    public string Clock(string culture) => $"{DateWords.Clock(DateWords.Local(StartsAt, TimeZone), culture)}–{DateWords.Clock(DateWords.Local(EndsAt, TimeZone), culture)}";

    /// <summary>Names of the speakers whom the public may know.</summary>
    public IReadOnlyList<string> SpeakerNames(string culture) => [.. Speakers.OrderBy(speaker => speaker.Position).Select(speaker => speaker.In(culture)).Where(name => name.Length > 0)];

    /// <summary>Address of the lecture's page, where it still has one.</summary>
    public string? LectureAddress(string culture) => LectureState.IsPublic() && Texts.Count > 0 ? Texts.In(culture).Address(culture) : null;
}

public static class CertificateViewModels
{
    /// <summary>What is shown of certificates, in one query; the state of the lecture's page does not matter to it.</summary>
    public static IQueryable<CertificateViewModel> ToViewModels(this IQueryable<Certificate> certificates) => certificates.AsSingleQuery().Select(c => new CertificateViewModel(
        c.Code, c.Name, c.Kind, c.Came, c.Registration.Pupils, c.Registration.Adults, c.Registration.Place, c.IssuedAt, c.RevokedAt, c.RevokedReason,
        c.Lecture.Uid, c.Lecture.State, c.Lecture.StartsAt, c.Lecture.EndsAt, c.Lecture.TimeZone, c.Lecture.Mode, c.Lecture.Status,
        new LocalizedText { En = c.Lecture.Place.En, Tr = c.Lecture.Place.Tr },
        c.Lecture.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, t.Summary)).ToList(),
        c.Lecture.Speakers.OrderBy(s => s.Position).Select(s => new SpeakerLine(
            s.Position, s.Name, (ContentState?)s.Person!.State, new LocalizedText { En = s.Person!.AcademicTitle.En, Tr = s.Person!.AcademicTitle.Tr },
            s.Person!.Texts.Select(t => t.Title).ToList())).ToList()));
}

/// <summary>The page on which a code is typed.</summary>
/// <param name="Typed">What was typed that is no certificate's; null where nothing was.</param>
public sealed record CertificateCheckViewModel(string? Typed);

/// <summary>The form in which the holder says which name to show.</summary>
/// <param name="Address">To which it is posted.</param>
public sealed record CertificateNameViewModel(string Address, string Code, string? Name, bool IsClass);
