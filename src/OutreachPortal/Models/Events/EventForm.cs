using System.ComponentModel.DataAnnotations;

namespace OutreachPortal.Models;

public abstract class EventForm : ContentForm
{
    /// <summary>Local to <see cref="TimeZone"/>.</summary>
    [Required]
    public DateTime? Start { get; set; }

    [Required]
    [SameDayAs(nameof(Start))]
    public DateTime? End { get; set; }

    /// <summary>IANA name; the site's own when null.</summary>
    public string? TimeZone { get; set; }

    [Required]
    public AttendanceMode? Mode { get; set; }

    [TextLength(Event.PlaceLength)]
    public LocalizedText Place { get; set; } = new();

    [StringLength(Event.PlaceLength)]
    public string? Address { get; set; }

    [HttpsAddress]
    public string? OnlineLink { get; set; }

    public OnlineLinkAudience OnlineLinkShown { get; set; }

    [Required, MinLength(1, ErrorMessage = "is missing.")]
    public List<Audience> Audience { get; set; } = [];

    public EventLevel? Level { get; set; }

    public List<SpokenLanguages> Spoken { get; set; } = [];

    [ReferenceTo(ContentKind.Programme)]
    public string? Programme { get; set; }

    public List<SpeakerForm> Speakers { get; set; } = [];

    [ReferenceTo(ContentKind.Partner)]
    public List<string> Partners { get; set; } = [];

    public EventStatus Status { get; set; }

    [TextLength(Event.NoteLength)]
    public LocalizedText StatusNote { get; set; } = new();

    public DateTime? PreviousStart { get; set; }

    [HttpsAddress]
    public string? Recording { get; set; }

    [HttpsAddress]
    public string? Slides { get; set; }

    public LocalizedText Account { get; set; } = new();

    public override IEnumerable<(string Property, ContentKind Kind, string Key)> References() =>
        base.References()
            .Concat(Programme is { } programme ? [(nameof(Programme), ContentKind.Programme, programme)] : [])
            .Concat(Speakers.Select((s, i) => (At(nameof(Speakers), i) + "." + nameof(SpeakerForm.Person), ContentKind.Person, s.Person!)).Where(s => s.Item3 is not null))
            .Concat(Partners.Select((partner, i) => (At(nameof(Partners), i), ContentKind.Partner, partner)));

    public override IEnumerable<(string Property, LocalizedText Text)> MarkdownTexts() => [(nameof(Account), Account)];

    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var complaint in base.Validate(validationContext))
        {
            yield return complaint;
        }

        TimeZoneInfo? zone = null;
        if (TimeZone is not null && !(TimeZone.Contains('/', StringComparison.Ordinal) && TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out zone)))
        {
            yield return new Complaint("'{0}' is not an IANA time zone, such as Europe/Istanbul.", [TimeZone], nameof(TimeZone));
        }

        // Where the clock skips an hour, a later time of day can be an earlier time.
        if (Start is { } start && End is { } end && (end <= start || (zone is not null && Event.ToUtc(end, zone) <= Event.ToUtc(start, zone))))
        {
            yield return new Complaint("is not after the start.", nameof(End));
        }

        if (Mode is not (null or AttendanceMode.Online))
        {
            foreach (var culture in Texts.Keys.Where(culture => string.IsNullOrWhiteSpace(Place[culture])))
            {
                yield return new Complaint("is missing; only an online event has none.", nameof(Place) + "." + culture);
            }
        }

        if (PreviousStart is not null && Status != EventStatus.Moved)
        {
            yield return new Complaint("is for an event whose status is moved.", nameof(PreviousStart));
        }
    }
}

public sealed class SeminarForm : EventForm;

public sealed class SpeakerForm : IValidatableObject
{
    /// <summary>Key of a person, or else <see cref="Name"/>.</summary>
    [ReferenceTo(ContentKind.Person)]
    public string? Person { get; set; }

    [StringLength(EventSpeaker.NameLength)]
    public string? Name { get; set; }

    [TextLength(EventSpeaker.RoleLength)]
    public LocalizedText Role { get; set; } = new();

    [TextLength(EventSpeaker.RoleLength)]
    public LocalizedText Affiliation { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Person is null == string.IsNullOrWhiteSpace(Name))
        {
            yield return new Complaint("A speaker needs either person or name.", nameof(Person));
        }
    }
}
