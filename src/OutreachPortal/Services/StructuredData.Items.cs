using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OutreachPortal.Models;
using OutreachPortal.Services.Policies;
using OutreachPortal.Services.Registrations;
using OutreachPortal.ViewModels;

namespace OutreachPortal.Services;

/// <summary>What is said of each kind.</summary>
public sealed partial class StructuredData
{
    /// <summary>Clauses that a page names to programs.</summary>
    private const int MostParts = 100;

    private JsonObject Item(ContentItem item, PageMeta meta, string culture)
    {
        var thing = item switch
        {
            Event e => Event(e, meta, culture),
            Programme programme => Programme(programme, meta, culture),
            Policy policy => Policy(policy, meta, culture),
            Partner partner => Partner(partner, meta, culture),
            Person person => Person(person, meta, culture),
            Figure figure => Figure(figure, meta, culture),
            Story story => Story(story, meta, culture),
            Report report => Report(report, meta, culture),
            _ => Dated(About("WebPage", meta, culture), item),
        };
        Set(thing,
            ("keywords", string.Join(", ", item.Tags.Select(tag => tag.Name.In(culture).Text).Order(StringComparer.Ordinal))),
            ("about", thing.ContainsKey("about") ? thing["about"]!.DeepClone() : Array(item.Goals.OrderBy(goal => goal.Goal).Select(goal => Goal(goal.Goal, culture)))));
        return thing;
    }

    /// <summary>Without the name of whoever holds it: the page is for those who have the code, not for search engines.</summary>
    private JsonObject Certificate(CertificateViewModel certificate, PageMeta meta, string culture) => Thing("EducationalOccupationalCredential",
        ("name", words["Certificate.Title"].Value),
        ("url", Url(meta, culture)),
        ("identifier", Codes.Spell(certificate.Code)),
        ("inLanguage", culture),
        ("credentialCategory", words["Certificate.Title"].Value),
        ("validFrom", Instant(certificate.IssuedAt, site.TimeZone)),
        ("recognizedBy", University(culture)),
        ("about", Thing("EducationEvent",
            ("name", certificate.Title(culture).Text),
            ("startDate", Instant(certificate.StartsAt, certificate.TimeZone)),
            ("endDate", Instant(certificate.EndsAt, certificate.TimeZone)),
            ("url", certificate.LectureAddress(culture) is { } lecture ? address.Of(lecture) : null))));

    private JsonObject Event(Event e, PageMeta meta, string culture)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var over = e.IsOver(now);
        var isOnline = e.Mode.Under(e.Status) == AttendanceMode.Online;
        var thing = Thing("EducationEvent",
            ("name", meta.Title),
            ("description", meta.Description),
            ("url", Url(meta, culture)),
            ("startDate", Instant(e.StartsAt, e.TimeZone)),
            ("endDate", Instant(e.EndsAt, e.TimeZone)),
            ("previousStartDate", e.Status == EventStatus.Moved && e.PreviousStart is { } previous ? Instant(previous, e.TimeZone) : null),
            ("eventStatus", SchemaOrg(e.Status switch
            {
                _ when e.State == ContentState.Withdrawn => "EventCancelled",
                EventStatus.Cancelled => "EventCancelled",
                EventStatus.Moved => "EventRescheduled",
                EventStatus.Online => "EventMovedOnline",
                _ => "EventScheduled",
            })),
            ("eventAttendanceMode", SchemaOrg(isOnline ? "OnlineEventAttendanceMode"
                : e.Mode == AttendanceMode.Hybrid ? "MixedEventAttendanceMode" : "OfflineEventAttendanceMode")),
            ("location", Location(e, isOnline, now, meta, culture)),
            ("organizer", University(culture, e.Unit)),
            ("contributor", OneOrMore(Linked(e, ContentLinkType.Partner).Select(partner => Reference("Organization", partner, culture)))),
            ("performer", OneOrMore(e.Speakers.Where(speaker => speaker.IsShown)
                .OrderBy(speaker => speaker.Position).Select(speaker => Speaker(speaker, culture)))),
            ("inLanguage", OneOrMore(new[] { (SpokenLanguages.Tr, Languages.Turkish), (SpokenLanguages.En, Languages.English) }
                .Where(pair => e.Spoken.HasFlag(pair.Item1)).Select(pair => (JsonNode)pair.Item2))),
            ("audience", e.Audience == 0 ? null : Thing("EducationalAudience",
                ("audienceType", words.Names(e.Audience)),
                ("educationalRole", OneOrMore(Roles(e.Audience))))),
            ("educationalLevel", e.Level is { } level ? words.Name(level) : null),
            ("isAccessibleForFree", true),
            ("maximumAttendeeCapacity", meta.Seats?.Seats),
            ("maximumPhysicalAttendeeCapacity", meta.Seats?.Find(SeatPlace.Hall)?.Seats),
            ("maximumVirtualAttendeeCapacity", meta.Seats?.Find(SeatPlace.Online)?.Seats),
            ("superEvent", e.Programme is { State: ContentState.Published, Texts.Count: > 0 } programme ? Reference("EventSeries", programme, culture) : null));
        if (meta.Seats is { } seats && !over && seats.Seating.IsHeld)
        {
            Set(thing,
                ("remainingAttendeeCapacity", seats.Left),
                ("offers", Offer(e, seats, now, culture)));
        }

        if (over)
        {
            Set(thing,
                ("recordedIn", e.Recording is { } recording ? Thing("VideoObject", ("name", meta.Title), ("description", meta.Description), ("url", recording)) : null),
                ("workFeatured", e.Slides is { } slides ? Thing("PresentationDigitalDocument", ("name", meta.Title), ("url", slides)) : null));
        }

        return thing;
    }

    private JsonObject Offer(Event e, SeatStanding seats, DateTime now, string culture) => Thing("Offer",
        ("price", 0),
        ("priceCurrency", "TRY"),
        ("availability", SchemaOrg(seats.Left > 0 && seats.At(now) != SeatAvailability.Closed ? "InStock" : "SoldOut")),
        ("validFrom", (seats.Seating.Opens ?? e.FirstPublishedAt) is { } opens ? Instant(opens, e.TimeZone) : null),
        ("validThrough", Instant(seats.Seating.ClosesAt, e.TimeZone)),
        ("url", address.Of(PortalAddress.Register(culture, e.TextIn(culture).Slug))));

    /// <summary>A place only where there is one; a link only where the public may see it, else the page that will say it.</summary>
    private JsonNode? Location(Event e, bool isOnline, DateTime now, PageMeta meta, string culture)
    {
        var place = isOnline || e.Place.IsEmpty ? null : Thing("Place",
            ("name", e.Place.In(culture).Text),
            ("address", Postal(e.Address ?? "")));
        var link = isOnline || e.Mode == AttendanceMode.Hybrid
            ? Thing("VirtualLocation", ("url", e.PublicOnlineLink(now) ?? Url(meta, culture))) : null;
        return place is not null && link is not null ? new JsonArray(place, link) : (JsonNode?)place ?? link;
    }

    private JsonObject Speaker(EventSpeaker speaker, string culture)
    {
        var known = speaker.Person;
        var affiliation = speaker.Affiliation.IsEmpty ? known?.Affiliation ?? speaker.Affiliation : speaker.Affiliation;
        return Thing("Person",
            ("name", known?.TextIn(culture).Title ?? speaker.Name),
            ("honorificPrefix", known?.AcademicTitle.In(culture).Text),
            ("jobTitle", (speaker.Role.IsEmpty ? known?.Position ?? speaker.Role : speaker.Role).In(culture).Text),
            ("affiliation", affiliation.IsEmpty ? Organization(known?.Unit?.Name.In(culture).Text ?? "") : Organization(affiliation.In(culture).Text)),
            ("url", known is null ? null : AddressOf(known, culture)));
    }

    private static IEnumerable<JsonNode> Roles(Audience audience) => new[]
        {
            (Audience.Pupils | Audience.Students, "student"),
            (Audience.Teachers, "teacher"),
            (Audience.Adults, "general public"),
            (Audience.Professionals, "professional"),
        }
        .Where(pair => (audience & pair.Item1) != 0).Select(pair => (JsonNode)pair.Item2);

    private JsonObject Programme(Programme programme, PageMeta meta, string culture)
    {
        var isCourse = programme.ProgrammeKind is ProgrammeKind.SummerSchool or ProgrammeKind.TeacherAcademy or ProgrammeKind.ContinuingEducation;
        var starts = programme.Starts is { } from ? Day(from) : null;
        var ends = programme.Ends is { } until ? Day(until) : null;
        var partners = OneOrMore(Linked(programme, ContentLinkType.Partner).Select(partner => Reference("Organization", partner, culture)));
        var thing = About(isCourse ? "Course" : "EventSeries", meta, culture);
        Set(thing,
            (isCourse ? "provider" : "organizer", University(culture, programme.Unit)),
            ("contributor", partners),
            ("sameAs", programme.Website));
        if (!isCourse)
        {
            Set(thing, ("startDate", starts), ("endDate", ends));
        }
        else if (starts is not null || ends is not null)
        {
            Set(thing, ("hasCourseInstance", Thing("CourseInstance", ("startDate", starts), ("endDate", ends))));
        }

        return isCourse ? Dated(thing, programme) : thing;
    }

    private JsonObject Policy(Policy policy, PageMeta meta, string culture)
    {
        var today = site.Today(clock);
        var thing = Dated(About("Legislation", meta, culture), policy);
        if ((meta.Version ?? Models.Policy.VersionShownOn(today, policy.Versions)) is not { } version)
        {
            return thing;
        }

        var language = meta.TextCulture ?? culture;
        var deciding = version.Texts.Count > 0 ? version.DecidingLanguage : version.AuthoritativeLanguage;
        var isTranslation = deciding is not null && deciding != language;
        var others = meta.Addresses.Where(pair => pair.Key != language).Select(pair => Thing("Legislation",
            ("name", version.Texts.Find(text => text.Culture == pair.Key)?.Title ?? policy.TextIn(pair.Key).Title), ("inLanguage", pair.Key), ("url", address.Of(pair.Value)))).ToList();
        var page = PortalAddress.Page(culture, ContentKind.Policy, policy.TextIn(culture).Slug);
        Set(thing,
            ("datePublished", version.PublishedOn is { } published ? Day(published) : null),
            ("dateModified", version.Corrections.Count > 0 ? Instant(version.Corrections.Max(correction => correction.At), site.TimeZone) : version.PublishedOn is { } first ? Day(first) : null),
            ("legislationIdentifier", version.PolicyNumber),
            ("legislationType", words.Name(policy.PolicyType)),
            ("legislationDate", version.ApprovedOn is { } approved ? Day(approved) : null),
            ("legislationDateOfApplicability", Day(version.InForceFrom)),
            ("legislationDateVersion", Day(version.InForceFrom)),
            ("version", version.Number),
            ("expires", Models.Policy.LastDayOf(version, policy.Versions) is { } until ? Day(until) : null),
            ("legislationLegalForce", SchemaOrg(policy.State == ContentState.Published && Models.Policy.VersionOn(today, policy.Versions) == version ? "InForce" : "NotInForce")),
            ("legislationPassedBy", version.Stage == PolicyStage.Approved ? Organization(version.ApprovingBody.In(culture).Text) : null),
            ("legislationResponsible", Organization(version.Owner.In(culture).Text)),
            (version.IsMajor ? "legislationChanges" : "legislationConsolidates", policy.Before(version) is { } before ? VersionOf(policy, before, page) : null),
            ("legislationRepeals", OneOrMore(Linked(policy, ContentLinkType.Supersedes).Select(other => Reference("Legislation", other, culture)))),
            ("isPartOf", Url(meta, culture) == address.Of(page) ? null : Thing("Legislation", ("name", policy.TextIn(culture).Title), ("url", address.Of(page)))),
            ("hasPart", Parts(version, language, page)),
            (isTranslation ? "translationOfWork" : "workTranslation", OneOrMore(others)),
            ("encoding", Encodings(version, meta, deciding is null ? null : isTranslation, page, culture)));
        return thing;
    }

    private JsonObject VersionOf(Policy policy, PolicyVersion version, string page) => Thing("Legislation",
        ("legislationIdentifier", version.PolicyNumber),
        ("version", version.Number),
        ("url", address.Of(PolicyAddress.Version(page, version.Number))));

    private JsonArray Encodings(PolicyVersion version, PageMeta meta, bool? isTranslation, string page, string culture)
    {
        var file = meta.Version is null ? page : PolicyAddress.Version(page, version.Number);
        var value = isTranslation is { } translated ? SchemaOrg(translated ? "UnofficialLegalValue" : "DefinitiveLegalValue") : null;
        return Array(
        [
            Thing("LegislationObject", ("contentUrl", Url(meta, culture)), ("encodingFormat", "text/html"), ("legislationLegalValue", value)),
            Thing("LegislationObject", ("contentUrl", address.Of(file + PolicyAddress.MarkdownEnding)), ("encodingFormat", "text/markdown"), ("legislationLegalValue", value)),
            Thing("LegislationObject", ("contentUrl", address.Of(file + PolicyAddress.JsonEnding)), ("encodingFormat", "application/json")),
        ]);
    }

    /// <summary>The clauses by number and address; none where they would be more than the page. Only a page that read the text knows them.</summary>
    private JsonArray? Parts(PolicyVersion version, string language, string page)
    {
        var html = (version.Texts.Find(text => text.Culture == language) ?? version.Texts.FirstOrDefault())?.Html ?? "";
        var (clauses, number) = (new List<JsonNode?>(), "");
        foreach (Match match in ClauseNames().Matches(html))
        {
            if (match.Groups[1].Success)
            {
                number = match.Groups[1].Value;
            }
            else if (number.Length > 0)
            {
                clauses.Add(Thing("Legislation",
                    ("legislationIdentifier", match.Groups[2].Value), ("name", words["Policy.Cite.Clause", number].Value), ("url", address.Of($"{page}/clauses/{match.Groups[2].Value}"))));
                number = "";
            }
        }

        return clauses.Count <= MostParts ? Array(clauses) : null;
    }

    private JsonObject Partner(Partner partner, PageMeta meta, string culture)
    {
        // The general word first: not every reader knows that a school is an organisation.
        var narrower = partner.PartnerKind switch
        {
            PartnerKind.University => "CollegeOrUniversity",
            PartnerKind.School => "School",
            PartnerKind.Company => "Corporation",
            PartnerKind.PublicBody or PartnerKind.Municipality => "GovernmentOrganization",
            _ => null,
        };
        return Thing("Organization",
            ("additionalType", narrower is null ? null : SchemaOrg(narrower)),
            ("name", meta.Title),
            ("description", meta.Description),
            ("url", partner.Website ?? Url(meta, culture)),
            ("mainEntityOfPage", Url(meta, culture)),
            ("logo", Media(partner.Logo)),
            ("address", Thing("PostalAddress", ("addressCountry", partner.Country))));
    }

    private JsonObject Person(Person person, PageMeta meta, string culture)
    {
        var unit = person.Unit?.Name.In(culture).Text ?? "";
        return Thing("Person",
            ("name", person.TextIn(culture).Title),
            ("honorificPrefix", person.AcademicTitle.In(culture).Text),
            ("jobTitle", person.Position.In(culture).Text),
            ("description", meta.Description),
            ("url", Url(meta, culture)),
            ("image", Media(person.Photo)),
            ("affiliation", Organization(person.Affiliation.IsEmpty ? unit : person.Affiliation.In(culture).Text)),
            // Who has an affiliation elsewhere is a guest of the university.
            ("worksFor", person.Affiliation.IsEmpty && person.Unit is not null ? University(culture, person.Unit) : null),
            ("sameAs", person.Website));
    }

    private JsonObject Figure(Figure figure, PageMeta meta, string culture)
    {
        var thing = Thing("Observation",
            ("name", meta.Title),
            ("description", meta.Description),
            ("url", Url(meta, culture)),
            ("value", FigureWords.WithoutZeros(figure.Value)),
            ("unitText", figure.UnitOfMeasure.In(culture).Text),
            ("observationDate", Day(figure.AsOf)),
            ("observationPeriod", figure.From is { } from ? $"{Day(from)}/{(figure.Until is { } until ? Day(until) : Day(figure.AsOf))}" : null),
            ("observationAbout", University(culture, figure.Unit)),
            ("measuredProperty", Thing("Property", ("name", figure.UnitOfMeasure.In(culture).Text))),
            ("measurementMethod", figure.Method.In(culture).Text),
            ("variableMeasured", Thing("StatisticalVariable",
                ("name", meta.Title),
                ("measurementMethod", figure.Method.In(culture).Text),
                ("statType", "measuredValue"))),
            ("maxValue", figure.Goal is { } goal && figure.Rule == FigureRule.Progress ? FigureWords.WithoutZeros(goal) : null));
        Set(thing, ("subjectOf", figure.Source.IsEmpty && figure.SourceLink is null ? null : Thing("CreativeWork",
            ("name", figure.Source.In(culture).Text), ("url", figure.SourceLink))));
        return thing;
    }

    private JsonObject Story(Story story, PageMeta meta, string culture)
    {
        // Search engines know no interview; it is an article of that genre.
        var thing = Dated(About("Article", meta, culture), story);
        var byline = story.Byline.In(culture).Text;
        Set(thing,
            ("headline", meta.Title),
            ("genre", story.StoryKind == StoryKind.Interview ? words.Name(StoryKind.Interview) : null),
            ("datePublished", Day(story.Date)),
            ("author", byline.Length == 0 ? University(culture)
                : byline == site.Office.En || byline == site.Office.Tr ? Organization(byline)
                : Thing("Person", ("name", byline))),
            ("publisher", University(culture)),
            ("image", Media(story.Image)),
            ("mainEntityOfPage", Url(meta, culture)),
            ("about", Array(
            [
                .. Linked(story, ContentLinkType.Person).Select(person => Reference("Person", person, culture)),
                .. Linked(story, ContentLinkType.Partner).Select(partner => Reference("Organization", partner, culture)),
                .. story.Goals.OrderBy(goal => goal.Goal).Select(goal => Goal(goal.Goal, culture)),
            ])));
        return thing;
    }

    private JsonObject Report(Report report, PageMeta meta, string culture)
    {
        var thing = Dated(About("Report", meta, culture), report);
        Set(thing,
            ("temporalCoverage", report.Year.ToString(CultureInfo.InvariantCulture)),
            ("publisher", University(culture, report.Unit)),
            ("encoding", OneOrMore(Languages.All.Where(language => !string.IsNullOrWhiteSpace(report.File[language])).Select(language => Thing("MediaObject",
                ("contentUrl", Media(report.File[language])), ("encodingFormat", "application/pdf"), ("inLanguage", language))))));
        return thing;
    }

    private JsonObject Dated(JsonObject work, ContentItem item)
    {
        Set(work,
            ("datePublished", item.FirstPublishedAt is { } first ? Instant(first, site.TimeZone) : null),
            ("dateModified", item.MajorChangeAt is { } changed ? Instant(changed, site.TimeZone) : null));
        return work;
    }

    private static IEnumerable<ContentItem> Linked(ContentItem item, ContentLinkType type) => item.Links
        .Where(link => link.Type == type && link.To is { State: ContentState.Published, Texts.Count: > 0 })
        .OrderBy(link => link.Position).Select(link => link.To);

    private JsonObject Reference(string type, ContentItem item, string culture) => Thing(type,
        ("name", item.TextIn(culture).Title), ("url", AddressOf(item, culture)));

    private static JsonObject Goal(int number, string culture) => Thing("DefinedTerm",
        ("name", SustainableDevelopmentGoal.Find(number)!.Name(culture)),
        ("termCode", string.Create(CultureInfo.InvariantCulture, $"SDG {number}")),
        ("url", string.Create(CultureInfo.InvariantCulture, $"https://sdgs.un.org/goals/goal{number}")));

    private string AddressOf(ContentItem item, string culture) => address.Of(PortalAddress.Page(culture, item.Kind, item.TextIn(culture).Slug));

    private string? Media(string? name) => name is null ? null : address.Of(MediaFile.AddressOf(name));

    private static string SchemaOrg(string name) => "https://schema.org/" + name;

    /// <summary>In a policy's HTML: the block of a clause, and behind its beginning the clause's identifier.</summary>
    [GeneratedRegex("id=\"(?:clause-([0-9.]+)|(c[1-9][0-9]*))\"")]
    private static partial Regex ClauseNames();
}
