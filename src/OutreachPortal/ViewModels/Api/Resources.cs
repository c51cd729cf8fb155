using System.ComponentModel;
using System.Text.Json.Serialization;
using OutreachPortal.Models;

namespace OutreachPortal.ViewModels.Api;

// What the API answers with. Every property is always there; null where there is nothing to say. The descriptions stand in
// the OpenAPI document. What kinds share stands first. Nothing may be renamed or taken away within v1.

/// <summary>A text in each language.</summary>
public sealed record TwoLanguages(
    [property: Description("English; null where there is none.")] string? En,
    [property: Description("Turkish; null where there is none.")] string? Tr)
{
    public static TwoLanguages? Of(LocalizedText text) => text.IsEmpty ? null : new(Text(text.En), Text(text.Tr));

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

[Description("An instant, in three ways.")]
public sealed record Moment(
    [property: Description("Local time with its offset from UTC.")] DateTimeOffset Local,
    [property: Description("The same in UTC.")] DateTime Utc,
    [property: Description("IANA name of the time zone.")] string TimeZone);

[Description("A unit or a tag: its key, and its name.")]
public sealed record Named(string Key, TwoLanguages? Name);

[Description("Another item of the portal.")]
public sealed record Reference(
    [property: Description("Its kind: the name in /api/v1/{kind}.")] string Kind,
    string Key,
    TwoLanguages? Title,
    [property: Description("Address of its page in each language.")] TwoLanguages? Urls,
    [property: Description("Its address in this API.")] string Self);

[Description("One page of a list.")]
public sealed record ListOf<T>
{
    [Description("Name of the kind.")]
    public string Kind { get; set; } = "";

    [Description("Number of this page, from 1.")]
    public int Page { get; set; }

    public int PageSize { get; set; }

    [Description("How many items the whole list has.")]
    public int Total { get; set; }

    [Description("How many pages the whole list has; at least 1.")]
    public int Pages { get; set; }

    public ListLinks Links { get; set; } = null!;

    public IReadOnlyList<T> Items { get; set; } = [];
}

[Description("Absolute addresses of pages of the list.")]
public sealed record ListLinks(
    string Self,
    [property: Description("Null on the first page.")] string? Prev,
    [property: Description("Null on the last page.")] string? Next);

[Description("What the API offers.")]
public sealed record ApiRoot(
    TwoLanguages? Name,
    [property: Description("Address of this API's OpenAPI document.")] string OpenApi,
    IReadOnlyList<ApiKind> Kinds);

public sealed record ApiKind(
    string Kind,
    TwoLanguages? Name,
    [property: Description("Address of the list.")] string Url,
    [property: Description("Address of the Atom feed in each language.")] TwoLanguages? Feeds);

/// <summary>What all kinds share.</summary>
public abstract record ContentResource
{
    [Description("Name of the kind: the name in /api/v1/{kind}.")]
    [JsonPropertyOrder(-2)]
    public string Kind { get; set; } = "";

    [Description("Names the item within its kind; never changes.")]
    [JsonPropertyOrder(-2)]
    public string Key { get; set; } = "";

    [Description("Names the item everywhere, for ever; the same in feeds and calendars.")]
    [JsonPropertyOrder(-2)]
    public Guid Uid { get; set; }

    [Description("published, or withdrawn: still readable, no longer listed.")]
    [JsonPropertyOrder(-2)]
    public ContentState State { get; set; }

    [JsonPropertyOrder(-2)]
    public TwoLanguages? WithdrawnReason { get; set; }

    [Description("Title; a person's name.")]
    [JsonPropertyOrder(-2)]
    public TwoLanguages? Title { get; set; }

    [JsonPropertyOrder(-2)]
    public TwoLanguages? Summary { get; set; }

    [Description("The text as HTML. Links within the site begin with a slash.")]
    [JsonPropertyOrder(-2)]
    public TwoLanguages? Html { get; set; }

    [Description("Address of the page in each language in which it exists.")]
    [JsonPropertyOrder(-2)]
    public TwoLanguages? Urls { get; set; }

    [Description("Address in this API.")]
    [JsonPropertyOrder(-2)]
    public string Self { get; set; } = "";

    [Description("Faculty, centre or office of the university.")]
    [JsonPropertyOrder(-2)]
    public Named? Unit { get; set; }

    [JsonPropertyOrder(-2)]
    public IReadOnlyList<Named> Tags { get; set; } = [];

    [Description("Sustainable Development Goals, 1 to 17.")]
    [JsonPropertyOrder(-2)]
    public IReadOnlyList<int> Sdgs { get; set; } = [];

    [JsonPropertyOrder(-2)]
    public IReadOnlyList<Reference> Related { get; set; } = [];

    [Description("When it was published first, UTC.")]
    [JsonPropertyOrder(-2)]
    public DateTime? PublishedAt { get; set; }

    [Description("When what it says last changed, UTC; a small correction of a policy does not count.")]
    [JsonPropertyOrder(-2)]
    public DateTime? ChangedAt { get; set; }
}

public abstract record EventResource : ContentResource
{
    [JsonPropertyOrder(-1)]
    public Moment Start { get; set; } = null!;

    [JsonPropertyOrder(-1)]
    public Moment End { get; set; } = null!;

    [Description("How one takes part as planned first; see status.")]
    [JsonPropertyOrder(-1)]
    public AttendanceMode Mode { get; set; }

    [Description("scheduled, moved (to another time), online (moved online) or cancelled.")]
    [JsonPropertyOrder(-1)]
    public EventStatus Status { get; set; }

    [JsonPropertyOrder(-1)]
    public TwoLanguages? StatusNote { get; set; }

    [Description("For moved: when it was to start before.")]
    [JsonPropertyOrder(-1)]
    public Moment? PreviousStart { get; set; }

    [JsonPropertyOrder(-1)]
    public TwoLanguages? Place { get; set; }

    [Description("Postal address.")]
    [JsonPropertyOrder(-1)]
    public string? Address { get; set; }

    [Description("Where to take part online, where everybody may know and it is not over.")]
    [JsonPropertyOrder(-1)]
    public string? OnlineLink { get; set; }

    [Description("Whether only those who register are told the link.")]
    [JsonPropertyOrder(-1)]
    public bool OnlineLinkForRegistered { get; set; }

    [JsonPropertyOrder(-1)]
    public IReadOnlyList<Audience> Audience { get; set; } = [];

    [JsonPropertyOrder(-1)]
    public EventLevel? Level { get; set; }

    [Description("Languages spoken: tr, en.")]
    [JsonPropertyOrder(-1)]
    public IReadOnlyList<SpokenLanguages> Spoken { get; set; } = [];

    [JsonPropertyOrder(-1)]
    public Reference? Programme { get; set; }

    [JsonPropertyOrder(-1)]
    public IReadOnlyList<Speaker> Speakers { get; set; } = [];

    [Description("Who holds it together with the university.")]
    [JsonPropertyOrder(-1)]
    public IReadOnlyList<Reference> Partners { get; set; } = [];

    [Description("Address of a recording, once it is over.")]
    [JsonPropertyOrder(-1)]
    public string? Recording { get; set; }

    [Description("Address of the slides, once it is over.")]
    [JsonPropertyOrder(-1)]
    public string? Slides { get; set; }

    [Description("What happened, as HTML, once it is over.")]
    [JsonPropertyOrder(-1)]
    public TwoLanguages? AccountHtml { get; set; }

    [Description("Address of the calendar entry in each language.")]
    [JsonPropertyOrder(-1)]
    public TwoLanguages? Calendars { get; set; }

    [Description("Goes up with each change of time, place, mode or status.")]
    [JsonPropertyOrder(-1)]
    public int Sequence { get; set; }
}

public sealed record SeminarResource : EventResource;

public sealed record LectureResource : EventResource
{
    [Description("Seats there are; null where they are not counted.")]
    public int? Seats { get; set; }
}

[Description("Somebody who speaks: a person of the portal, or a guest by name.")]
public sealed record Speaker(
    TwoLanguages? Name,
    TwoLanguages? AcademicTitle,
    TwoLanguages? Role,
    TwoLanguages? Affiliation,
    [property: Description("Null for a guest.")] Reference? Person);

public sealed record ProgrammeResource : ContentResource
{
    public ProgrammeKind ProgrammeKind { get; set; }

    public DateOnly? Starts { get; set; }

    public DateOnly? Ends { get; set; }

    [Description("When it meets, in words.")]
    public TwoLanguages? Schedule { get; set; }

    public string? Website { get; set; }

    [Description("E-mail address.")]
    public string? Contact { get; set; }

    public IReadOnlyList<Reference> Partners { get; set; } = [];

    [Description("Address of its events as a calendar in each language.")]
    public TwoLanguages? Calendars { get; set; }

    [Description("Address of its events as an Atom feed in each language.")]
    public TwoLanguages? Feeds { get; set; }
}

[Description("A policy as its page shows it today: the version in force, or else the next to come, or else the last.")]
public sealed record PolicyResource : ContentResource
{
    [Description("policy, procedure, guideline or directive.")]
    public PolicyType PolicyType { get; set; }

    public string Number { get; set; } = "";

    [Description("Number of the version that is shown.")]
    public string Version { get; set; } = "";

    [Description("The office or role that answers for it.")]
    public TwoLanguages? Owner { get; set; }

    public TwoLanguages? ApprovingBody { get; set; }

    public string? Decision { get; set; }

    public DateOnly? ApprovedOn { get; set; }

    public DateOnly InForceFrom { get; set; }

    [Description("The last day in force, also where only the next version ends it; null while it has no end.")]
    public DateOnly? InForceUntil { get; set; }

    [Description("How the version that is shown stands today: before-comment, for-comment or after-comment for a proposal, not-yet-in-force, in-force, superseded, ended, withdrawn.")]
    public PolicyStatus Status { get; set; }

    [Description("E-mail address of the owner.")]
    public string? Contact { get; set; }

    [Description("The first day on which the public may remark on the version; null where there was none.")]
    public DateOnly? CommentFrom { get; set; }

    [Description("The last day on which the public may.")]
    public DateOnly? CommentUntil { get; set; }

    [Description("Policies that this one took the place of.")]
    public IReadOnlyList<Reference> Supersedes { get; set; } = [];

    [Description("Whether the version is in force today, in the university's time zone. A withdrawn policy is not.")]
    public bool InForce { get; set; }

    public DateOnly? ReviewedOn { get; set; }

    public DateOnly? NextReviewOn { get; set; }

    public TwoLanguages? ChangeNote { get; set; }

    [Description("en or tr: the language whose text decides.")]
    public string? AuthoritativeLanguage { get; set; }

    [Description("All versions, the newest first.")]
    public IReadOnlyList<VersionLine> Versions { get; set; } = [];
}

public sealed record PartnerResource : ContentResource
{
    public PartnerKind PartnerKind { get; set; }

    [Description("ISO 3166-1 alpha-2.")]
    public string Country { get; set; } = "";

    public string? Website { get; set; }

    [Description("Address of an image.")]
    public string? Logo { get; set; }

    public IReadOnlyList<AgreementLine> Agreements { get; set; } = [];

    public IReadOnlyList<PledgeLine> Pledges { get; set; } = [];
}

public sealed record AgreementLine(
    TwoLanguages? Title, TwoLanguages? Scope, DateOnly From, [property: Description("The last day; null while it is open-ended.")] DateOnly? Until);

[Description("Something promised with a goal that can be counted.")]
public sealed record PledgeLine(
    TwoLanguages? Title,
    [property: Description("What is counted.")] TwoLanguages? Unit,
    long Goal,
    long Reached,
    [property: Description("Day on which reached was true.")] DateOnly AsOf,
    TwoLanguages? Source,
    string? Link);

public sealed record PersonResource : ContentResource
{
    public TwoLanguages? AcademicTitle { get; set; }

    public TwoLanguages? Position { get; set; }

    [Description("Where the person works, if it is not a unit of the university.")]
    public TwoLanguages? Affiliation { get; set; }

    public string? Website { get; set; }

    [Description("Address of an image.")]
    public string? Photo { get; set; }
}

public sealed record FigureResource : ContentResource
{
    [Description("What the number means: counted in a closed-period, a running-total since a day, a snapshot of one day, or progress to a goal.")]
    public FigureRule Rule { get; set; }

    public decimal Value { get; set; }

    [Description("What is counted.")]
    public TwoLanguages? UnitOfMeasure { get; set; }

    public DateOnly? From { get; set; }

    public DateOnly? Until { get; set; }

    [Description("Day on which the value was true.")]
    public DateOnly AsOf { get; set; }

    [Description("The year whose page shows it.")]
    public int Year { get; set; }

    public decimal? Goal { get; set; }

    [Description("How it was counted, in a sentence; html says it at length.")]
    public TwoLanguages? Method { get; set; }

    [Description("Where the number comes from.")]
    public TwoLanguages? Source { get; set; }

    public string? SourceLink { get; set; }

    [Description("Earlier or partial values, in order.")]
    public IReadOnlyList<FigurePointLine> Series { get; set; } = [];
}

public sealed record FigurePointLine(string Label, decimal Value);

public sealed record StoryResource : ContentResource
{
    public StoryKind StoryKind { get; set; }

    public DateOnly Date { get; set; }

    [Description("Who wrote it.")]
    public TwoLanguages? Byline { get; set; }

    [Description("Address of an image.")]
    public string? Image { get; set; }

    public TwoLanguages? ImageAlt { get; set; }

    [Description("Whom it is about.")]
    public IReadOnlyList<Reference> People { get; set; } = [];

    public IReadOnlyList<Reference> Partners { get; set; } = [];

    public IReadOnlyList<AwardLine> Awards { get; set; } = [];
}

public sealed record AwardLine(TwoLanguages? Title, TwoLanguages? AwardedBy, int? Year);

public sealed record PageResource : ContentResource;

public sealed record ReportResource : ContentResource
{
    [Description("The year it reports on.")]
    public int Year { get; set; }

    [Description("Address of the PDF in each language.")]
    public TwoLanguages? Files { get; set; }
}
