using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OutreachPortal.Models;

/// <summary>What seminars and lectures share.</summary>
public abstract class Event : ContentItem
{
    public const int PlaceLength = 200;
    public const int NoteLength = 500;

    /// <summary>UTC.</summary>
    public DateTime StartsAt { get; set; }

    /// <summary>UTC.</summary>
    public DateTime EndsAt { get; set; }

    /// <summary>IANA name of the zone in which the times are shown.</summary>
    public string TimeZone { get; set; } = "";

    public AttendanceMode Mode { get; set; }

    public LocalizedText Place { get; set; } = new();

    public string? Address { get; set; }

    public string? OnlineLink { get; set; }

    public OnlineLinkAudience OnlineLinkShown { get; set; }

    public Audience Audience { get; set; }

    public EventLevel? Level { get; set; }

    public SpokenLanguages Spoken { get; set; }

    public int? ProgrammeId { get; set; }

    public Programme? Programme { get; set; }

    public List<EventSpeaker> Speakers { get; } = [];

    public EventStatus Status { get; set; }

    public LocalizedText StatusNote { get; set; } = new();

    /// <summary>UTC; when it was to start before it was moved.</summary>
    public DateTime? PreviousStart { get; set; }

    public string? Recording { get; set; }

    public string? Slides { get; set; }

    /// <summary>Markdown: what happened.</summary>
    public LocalizedText Account { get; set; } = new();

    public LocalizedText AccountHtml { get; set; } = new();

    /// <summary>Goes up when time, place, mode or status changes, so that calendars take the change over (RFC 5545, 3.8.7.4).</summary>
    public int Sequence { get; set; }

    public bool IsOver(DateTime now) => EndsAt < now;

    /// <summary>Where to take part online, if the public may know and it still can.</summary>
    public string? PublicOnlineLink(DateTime now) => PublicOnlineLink(OnlineLink, OnlineLinkShown, Status, EndsAt, now);

    /// <summary>The same for an event of which only this was read.</summary>
    public static string? PublicOnlineLink(string? link, OnlineLinkAudience shown, EventStatus status, DateTime endsAt, DateTime now) =>
        shown == OnlineLinkAudience.Everyone && status != EventStatus.Cancelled && endsAt >= now ? link : null;

    protected override int BodyHeadingLevel => 3;

    protected override IEnumerable<string?> SearchWords(string culture) =>
        Speakers.Where(speaker => speaker.IsShown)
            .SelectMany(speaker => new[] { speaker.NameIn(culture), speaker.Affiliation[culture] })
            .Concat(NamesOf(ContentLinkType.Partner, culture)).Append(Place[culture]);

    protected override IEnumerable<string?> SearchTexts(ContentText text) => [text.Html, AccountHtml[text.Culture]];

    protected override void Apply(ContentForm form, PublishContext context)
    {
        var typed = (EventForm)form;
        var before = Plan();
        var zone = TimeZoneInfo.FindSystemTimeZoneById(typed.TimeZone ?? context.SiteTimeZone);
        TimeZone = zone.Id;
        StartsAt = ToUtc(typed.Start!.Value, zone);
        EndsAt = ToUtc(typed.End!.Value, zone);
        PreviousStart = typed.PreviousStart is { } previous ? ToUtc(previous, zone) : null;
        Mode = typed.Mode!.Value;
        Place = typed.Place.Copy();
        Address = typed.Address;
        OnlineLink = typed.OnlineLink;
        OnlineLinkShown = typed.OnlineLinkShown;
        Audience = typed.Audience.Aggregate(default(Audience), (all, one) => all | one);
        Level = typed.Level;
        Spoken = typed.Spoken.Aggregate(default(SpokenLanguages), (all, one) => all | one);
        Programme = typed.Programme is { } programme ? context.Item<Programme>(ContentKind.Programme, programme) : null;
        ProgrammeId = Programme is null ? null : ProgrammeId;
        Status = typed.Status;
        StatusNote = typed.StatusNote.Copy();
        Recording = typed.Recording;
        Slides = typed.Slides;
        Account = typed.Account.Copy();
        AccountHtml = context.Markdown.RenderTexts(typed.Account, "account");
        if (FirstPublishedAt is not null && (Plan() != before || form.State == ContentState.Withdrawn != (State == ContentState.Withdrawn)))
        {
            Sequence++;
        }

        SetLinks(ContentLinkType.Partner, typed.Partners.Select(key => context.Items[(ContentKind.Partner, key)]));
    }

    private (DateTime, DateTime, string, AttendanceMode, LocalizedText, string?, string?, EventStatus) Plan() =>
        (StartsAt, EndsAt, TimeZone, Mode, Place, Address, OnlineLink, Status);

    /// <summary>Speakers are named by lists, so they are set before the texts are.</summary>
    protected override void Prepare(ContentForm form, PublishContext context)
    {
        Speakers.Clear();
        Speakers.AddRange(((EventForm)form).Speakers.Select((speaker, position) => new EventSpeaker
        {
            Position = position,
            Person = speaker.Person is { } person ? context.Item<Person>(ContentKind.Person, person) : null,
            Name = speaker.Name,
            Role = speaker.Role.Copy(),
            Affiliation = speaker.Affiliation.Copy(),
        }));
    }

    /// <summary>A time that daylight saving skips is moved forward by the gap; one that occurs twice is taken as the first.</summary>
    public static DateTime ToUtc(DateTime local, TimeZoneInfo zone)
    {
        var time = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(time))
        {
            // By the offset before the gap, which is not an hour everywhere.
            return DateTime.SpecifyKind(time - zone.GetUtcOffset(time.AddHours(-3)), DateTimeKind.Utc);
        }

        return zone.IsAmbiguousTime(time)
            ? DateTime.SpecifyKind(time - zone.GetAmbiguousTimeOffsets(time).Max(), DateTimeKind.Utc)
            : TimeZoneInfo.ConvertTimeToUtc(time, zone);
    }
}

public sealed class Seminar : Event
{
    public Seminar() => Kind = ContentKind.Seminar;
}

/// <summary>Somebody who speaks at an event: a person of the portal, or a guest by name.</summary>
public sealed class EventSpeaker
{
    public const int NameLength = 120;
    public const int RoleLength = 200;

    public int Id { get; set; }

    public int EventId { get; set; }

    public int Position { get; set; }

    public int? PersonId { get; set; }

    public Person? Person { get; set; }

    public string? Name { get; set; }

    public LocalizedText Role { get; set; } = new();

    public LocalizedText Affiliation { get; set; } = new();

    /// <summary>A guest, or a person who is public.</summary>
    public bool IsShown => Person is null or { IsPublic: true, Texts.Count: > 0 };

    public string NameIn(string culture) => Person?.NameIn(culture) ?? Name ?? "";
}

public sealed class EventMapping : IEntityTypeConfiguration<Event>, IEntityTypeConfiguration<EventSpeaker>
{
    public void Configure(EntityTypeBuilder<Event> builder)
    {
        builder.Property(e => e.TimeZone).HasMaxLength(64);
        builder.Property(e => e.Mode).HasConversion<string>().HasMaxLength(20);
        builder.Property(e => e.OnlineLinkShown).HasConversion<string>().HasMaxLength(20);
        builder.Property(e => e.Level).HasConversion<string>().HasMaxLength(20);
        builder.Property(e => e.Status).HasConversion<string>().HasMaxLength(20);
        builder.Property(e => e.Address).HasMaxLength(Event.PlaceLength);
        builder.Property(e => e.OnlineLink).HasMaxLength(HttpsAddressAttribute.MaxLength);
        builder.Property(e => e.Recording).HasMaxLength(HttpsAddressAttribute.MaxLength);
        builder.Property(e => e.Slides).HasMaxLength(HttpsAddressAttribute.MaxLength);
        builder.LocalizedText(e => e.Place, Event.PlaceLength);
        builder.LocalizedText(e => e.StatusNote, Event.NoteLength);
        builder.LocalizedText(e => e.Account, LocalizedTextMapping.Unlimited);
        builder.LocalizedText(e => e.AccountHtml, LocalizedTextMapping.Unlimited);
        builder.HasOne(e => e.Programme).WithMany().HasForeignKey(e => e.ProgrammeId).OnDelete(DeleteBehavior.Restrict);
        // Lists ask for the events of a kind that end after, or before, now. What they filter by stands in the index too, so
        // that counting reads nothing else.
        builder.HasIndex(e => new { e.Kind, e.State, e.EndsAt, e.Mode, e.Audience, e.UnitId, e.ProgrammeId });
        builder.HasIndex(e => new { e.ProgrammeId, e.State, e.Kind, e.EndsAt });
    }

    public void Configure(EntityTypeBuilder<EventSpeaker> builder)
    {
        builder.ToTable("EventSpeakers");
        builder.Property(s => s.Name).HasMaxLength(EventSpeaker.NameLength);
        builder.LocalizedText(s => s.Role, EventSpeaker.RoleLength);
        builder.LocalizedText(s => s.Affiliation, EventSpeaker.RoleLength);
        builder.HasOne<Event>().WithMany(e => e.Speakers).HasForeignKey(s => s.EventId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(s => s.Person).WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
