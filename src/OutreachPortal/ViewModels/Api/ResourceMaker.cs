using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Policies;

namespace OutreachPortal.ViewModels.Api;

/// <summary>
/// Makes what the API answers with from items that were read. What they point at is read for all of them at once, and
/// only what a reference shows of it. One for each request.
/// </summary>
public sealed class ResourceMaker(PortalDbContext db, SiteSettings site, SiteAddress address, TimeProvider clock)
{
    private readonly DateTime _now = clock.GetUtcNow().UtcDateTime;
    private readonly DateOnly _today = site.Today(clock);
    private ILookup<int, Link> _links = Array.Empty<Link>().ToLookup(link => link.FromId);
    private ILookup<int, SpeakerRow> _speakers = Array.Empty<SpeakerRow>().ToLookup(speaker => speaker.EventId);
    private Dictionary<int, Reference> _programmes = [];
    private ILookup<int, PolicyVersionText> _versionTexts = Array.Empty<PolicyVersionText>().ToLookup(text => text.PolicyVersionId);

    /// <summary>Reads what these items point at. The number of questions does not depend on how many there are.</summary>
    public async Task PrepareAsync(IReadOnlyCollection<ContentItem> items, CancellationToken cancellation)
    {
        var ids = items.Select(item => item.Id).ToList();
        _links = (await db.Set<ContentLink>().Where(link => ids.Contains(link.FromId) && link.To.State == ContentState.Published)
            .AsSingleQuery().OrderBy(link => link.Position)
            .Select(link => new Link(link.FromId, link.Type, link.To.Kind, link.To.Key,
                link.To.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, "")).ToList()))
            .ToListAsync(cancellation)).ToLookup(link => link.FromId);
        if (items.OfType<Event>().Any())
        {
            await PrepareEventsAsync([.. items.OfType<Event>()], ids, cancellation);
        }

        if (items.OfType<Policy>().Any())
        {
            var versions = items.OfType<Policy>().Select(policy => Policy.VersionShownOn(_today, policy.Versions)?.Id).OfType<int>().ToList();
            _versionTexts = (await db.Set<PolicyVersionText>().AsNoTracking().Where(t => versions.Contains(t.PolicyVersionId)).ToListAsync(cancellation))
                .ToLookup(text => text.PolicyVersionId);
        }
    }

    public SeminarResource Make(Seminar seminar) => Event(seminar, new SeminarResource());

    public LectureResource Make(Lecture lecture) => Event(lecture, new LectureResource { Seats = lecture.Seats });

    public ProgrammeResource Make(Programme programme) => Shared(programme, new ProgrammeResource
    {
        ProgrammeKind = programme.ProgrammeKind,
        Starts = programme.Starts,
        Ends = programme.Ends,
        Schedule = TwoLanguages.Of(programme.Schedule),
        Website = programme.Website,
        Contact = programme.Contact,
        Partners = Linked(programme, ContentLinkType.Partner),
        Calendars = Addresses(Lines(programme), PortalAddress.CalendarEnding),
        Feeds = Addresses(Lines(programme), PortalAddress.FeedEnding),
    });

    public PolicyResource Make(Policy policy)
    {
        var resource = Shared(policy, new PolicyResource
        {
            PolicyType = policy.PolicyType,
            Contact = policy.Contact,
            Supersedes = Linked(policy, ContentLinkType.Supersedes),
            Versions = VersionLines(policy),
        });
        if (Policy.VersionShownOn(_today, policy.Versions) is not { } version)
        {
            return resource;
        }

        resource.Number = version.PolicyNumber;
        resource.Version = version.Number;
        resource.Owner = TwoLanguages.Of(version.Owner);
        resource.ApprovingBody = TwoLanguages.Of(version.ApprovingBody);
        resource.Decision = version.Decision;
        resource.ApprovedOn = version.ApprovedOn;
        resource.InForceFrom = version.InForceFrom;
        resource.InForceUntil = Policy.LastDayOf(version, policy.Versions);
        resource.Status = PolicyStatuses.Of(version, policy.Versions, policy.State == ContentState.Withdrawn, _today);
        resource.InForce = policy.State == ContentState.Published && Policy.VersionOn(_today, policy.Versions) == version;
        resource.CommentFrom = version.CommentFrom;
        resource.CommentUntil = version.CommentUntil;
        resource.ReviewedOn = version.ReviewedOn;
        resource.NextReviewOn = version.NextReviewOn;
        resource.ChangeNote = TwoLanguages.Of(version.ChangeNote);
        resource.AuthoritativeLanguage = version.AuthoritativeLanguage;
        var texts = _versionTexts[version.Id].ToDictionary(text => text.Culture);
        resource.Title = In(texts, text => text.Title);
        resource.Summary = In(texts, text => text.Summary);
        resource.Html = In(texts, text => text.Html);
        return resource;
    }

    /// <summary>A version for itself, with its clauses.</summary>
    /// <param name="policy">With its titles and versions.</param>
    /// <param name="version">One of them, with its texts and their clauses.</param>
    /// <param name="culture">Language of the address.</param>
    public PolicyVersionResource Make(Policy policy, PolicyVersion version, string culture, IStringLocalizer words)
    {
        var texts = version.Texts.ToDictionary(text => text.Culture);
        var page = PortalAddress.Page(culture, ContentKind.Policy, policy.TextIn(culture).Slug);
        string At(PolicyVersion of, string ending) => address.Of(PolicyAddress.Version(page, of.Number) + ending);
        var deciding = version.DecidingLanguage;
        return new()
        {
            Policy = new(policy.Key, policy.Uid, policy.PolicyType, Addresses(Lines(policy)), address.Of(PortalAddress.Api(ContentKind.Policy, policy.Key))),
            Version = version.Number,
            Number = version.PolicyNumber,
            IsMajor = version.IsMajor,
            Stage = version.Stage,
            Status = PolicyStatuses.Of(version, policy.Versions, policy.State == ContentState.Withdrawn, _today),
            StatusText = words.Status(policy, version, _today),
            WithdrawnReason = policy.State == ContentState.Withdrawn ? TwoLanguages.Of(policy.WithdrawnReason) : null,
            Title = In(texts, text => text.Title),
            Summary = In(texts, text => text.Summary),
            Owner = TwoLanguages.Of(version.Owner),
            ApprovingBody = TwoLanguages.Of(version.ApprovingBody),
            Contact = policy.Contact,
            Decision = version.Decision,
            ApprovedOn = version.ApprovedOn,
            PublishedOn = version.PublishedOn,
            InForceFrom = version.InForceFrom,
            InForceUntil = Policy.LastDayOf(version, policy.Versions),
            CommentFrom = version.CommentFrom,
            CommentUntil = version.CommentUntil,
            ReviewedOn = version.ReviewedOn,
            NextReviewOn = version.NextReviewOn,
            ChangeNote = TwoLanguages.Of(version.ChangeNote),
            Languages = [.. texts.Keys.OrderByDescending(language => language == deciding)],
            AuthoritativeLanguage = deciding,
            TranslationsBehind = [.. version.Texts.Where(text => text.IsBehind).Select(text => text.Culture)],
            Clauses = ClauseLines(version, deciding, page),
            Citation = words.Cite(site.Name.In(culture).Text, (texts.GetValueOrDefault(culture) ?? version.Texts[0]).Title, version, null, At(version, "")),
            Links = new(At(version, ""), At(version, PolicyAddress.MarkdownEnding), At(version, PolicyAddress.JsonEnding), address.Of(page), address.Of(PolicyAddress.Versions(page)),
                policy.Before(version) is { } before ? At(before, PolicyAddress.JsonEnding) : null, policy.After(version) is { } after ? At(after, PolicyAddress.JsonEnding) : null),
            Versions = VersionLines(policy),
        };
    }

    private List<VersionLine> VersionLines(Policy policy)
    {
        var lines = Lines(policy);
        return [.. policy.Versions.OrderByDescending(v => PolicyVersionNumber.Of(v.Number)).Select(v =>
        {
            var ending = PolicyAddress.Version("", v.Number);
            return new VersionLine(v.Number, v.PolicyNumber, v.Stage, v.IsMajor, v.PublishedOn, v.InForceFrom, Policy.LastDayOf(v, policy.Versions), TwoLanguages.Of(v.ChangeNote),
                Addresses(lines, ending), Addresses(lines, ending + PolicyAddress.MarkdownEnding), Addresses(lines, ending + PolicyAddress.JsonEnding));
        })];
    }

    /// <summary>In the order of the text that decides; what only a translation has comes last.</summary>
    private List<ClauseLine> ClauseLines(PolicyVersion version, string deciding, string page)
    {
        var clauses = version.Texts.SelectMany(text => text.Passages.Where(p => p.Clause is not null).Select(p => (text.Culture, Passage: p))).ToLookup(pair => pair.Passage.Clause!.Value);
        return
        [
            .. clauses.Select(both => both.OrderByDescending(pair => pair.Culture == deciding).First())
                .OrderByDescending(pair => pair.Culture == deciding).ThenBy(pair => pair.Passage.Position)
                .Select(pair => new ClauseLine(
                    Clauses.Name(pair.Passage.Clause!.Value), pair.Passage.Number!, pair.Passage.Depth, pair.Passage.IsHeading,
                    In(clauses[pair.Passage.Clause!.Value].ToDictionary(other => other.Culture, other => other.Passage), passage => passage.Text),
                    address.Of(PolicyAddress.Clause(page, pair.Passage.Clause!.Value)))),
        ];
    }

    public PartnerResource Make(Partner partner) => Shared(partner, new PartnerResource
    {
        PartnerKind = partner.PartnerKind,
        Country = partner.Country,
        Website = partner.Website,
        Logo = Media(partner.Logo),
        Agreements = [.. partner.Agreements.OrderBy(a => a.From).ThenBy(a => a.Id).Select(a => new AgreementLine(
            TwoLanguages.Of(a.Title), TwoLanguages.Of(a.Scope), a.From, a.Until))],
        Pledges = [.. partner.Pledges.OrderBy(p => p.Id).Select(p => new PledgeLine(
            TwoLanguages.Of(p.Title), TwoLanguages.Of(p.Unit), p.Goal, p.Reached, p.AsOf, TwoLanguages.Of(p.Source), p.Link))],
    });

    public PersonResource Make(Person person) => Shared(person, new PersonResource
    {
        AcademicTitle = TwoLanguages.Of(person.AcademicTitle),
        Position = TwoLanguages.Of(person.Position),
        Affiliation = TwoLanguages.Of(person.Affiliation),
        Website = person.Website,
        Photo = Media(person.Photo),
    });

    public FigureResource Make(Figure figure) => Shared(figure, new FigureResource
    {
        Rule = figure.Rule,
        Value = FigureWords.WithoutZeros(figure.Value),
        UnitOfMeasure = TwoLanguages.Of(figure.UnitOfMeasure),
        From = figure.From,
        Until = figure.Until,
        AsOf = figure.AsOf,
        Year = figure.Year,
        Goal = figure.Goal is { } goal ? FigureWords.WithoutZeros(goal) : null,
        Method = TwoLanguages.Of(figure.Method),
        Source = TwoLanguages.Of(figure.Source),
        SourceLink = figure.SourceLink,
        Series = [.. figure.Series.OrderBy(point => point.Position).Select(point => new FigurePointLine(point.Label, FigureWords.WithoutZeros(point.Value)))],
    });

    public StoryResource Make(Story story) => Shared(story, new StoryResource
    {
        StoryKind = story.StoryKind,
        Date = story.Date,
        Byline = TwoLanguages.Of(story.Byline),
        Image = Media(story.Image),
        ImageAlt = TwoLanguages.Of(story.ImageAlt),
        People = Linked(story, ContentLinkType.Person),
        Partners = Linked(story, ContentLinkType.Partner),
        Awards = [.. story.Awards.OrderBy(award => award.Position).Select(award => new AwardLine(
            TwoLanguages.Of(award.Title), TwoLanguages.Of(award.AwardedBy), award.Year))],
    });

    public PageResource Make(Page page) => Shared(page, new PageResource());

    public ReportResource Make(Report report) => Shared(report, new ReportResource
    {
        Year = report.Year,
        Files = TwoLanguages.Of(new LocalizedText { En = Media(report.File.En), Tr = Media(report.File.Tr) }),
    });

    private async Task PrepareEventsAsync(IReadOnlyCollection<Event> events, List<int> ids, CancellationToken cancellation)
    {
        _speakers = (await db.Set<EventSpeaker>().Where(s => ids.Contains(s.EventId)).AsSingleQuery().OrderBy(s => s.Position)
            .Select(s => new SpeakerRow(s.EventId, s.Name,
                new LocalizedText { En = s.Role.En, Tr = s.Role.Tr }, new LocalizedText { En = s.Affiliation.En, Tr = s.Affiliation.Tr },
                (ContentState?)s.Person!.State, s.Person!.Key, new LocalizedText { En = s.Person!.AcademicTitle.En, Tr = s.Person!.AcademicTitle.Tr },
                s.Person!.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, "")).ToList()))
            .ToListAsync(cancellation)).ToLookup(speaker => speaker.EventId);
        var programmes = events.Select(e => e.ProgrammeId).OfType<int>().Distinct().ToList();
        _programmes = (await db.Programmes.Published().Where(p => programmes.Contains(p.Id)).AsSingleQuery()
            .Select(p => new { p.Id, p.Key, Texts = p.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, "")).ToList() })
            .ToListAsync(cancellation)).Where(p => p.Texts.Count > 0).ToDictionary(p => p.Id, p => Refer(ContentKind.Programme, p.Key, p.Texts));
    }

    private TResource Event<TResource>(Event e, TResource resource)
        where TResource : EventResource
    {
        var over = e.IsOver(_now);
        var hasPlace = e.Mode.Under(e.Status) != AttendanceMode.Online;
        resource.Start = At(e.StartsAt, e.TimeZone);
        resource.End = At(e.EndsAt, e.TimeZone);
        resource.Mode = e.Mode;
        resource.Status = e.Status;
        resource.StatusNote = TwoLanguages.Of(e.StatusNote);
        resource.PreviousStart = e.PreviousStart is { } previous ? At(previous, e.TimeZone) : null;
        resource.Place = hasPlace ? TwoLanguages.Of(e.Place) : null;
        resource.Address = hasPlace ? e.Address : null;
        resource.OnlineLink = e.PublicOnlineLink(_now);
        resource.OnlineLinkForRegistered = e.OnlineLinkShown == OnlineLinkAudience.Registered;
        resource.Audience = Flags(e.Audience);
        resource.Level = e.Level;
        resource.Spoken = Flags(e.Spoken);
        resource.Programme = e.ProgrammeId is { } programme ? _programmes.GetValueOrDefault(programme) : null;
        // As the page does: guests, and people who are public.
        resource.Speakers = [.. _speakers[e.Id].Where(s => s.State is not { } state || (state.IsPublic() && s.PersonTexts.Count > 0))
            .Select(s => new Speaker(
                s.State is null ? new(s.Name, s.Name) : Titles(s.PersonTexts),
                TwoLanguages.Of(s.AcademicTitle), TwoLanguages.Of(s.Role), TwoLanguages.Of(s.Affiliation),
                s.State is null ? null : Refer(ContentKind.Person, s.PersonKey!, s.PersonTexts)))];
        resource.Partners = Linked(e, ContentLinkType.Partner);
        resource.Recording = over ? e.Recording : null;
        resource.Slides = over ? e.Slides : null;
        resource.AccountHtml = over ? TwoLanguages.Of(e.AccountHtml) : null;
        resource.Calendars = Addresses(Lines(e), PortalAddress.CalendarEnding);
        resource.Sequence = e.Sequence;
        return Shared(e, resource);
    }

    private TResource Shared<TResource>(ContentItem item, TResource resource)
        where TResource : ContentResource
    {
        var texts = item.Texts.ToDictionary(text => text.Culture);
        resource.Kind = ContentKindInfo.Of(item.Kind).Folder;
        resource.Key = item.Key;
        resource.Uid = item.Uid;
        resource.State = item.State;
        resource.WithdrawnReason = item.State == ContentState.Withdrawn ? TwoLanguages.Of(item.WithdrawnReason) : null;
        resource.Title = In(texts, text => text.Title);
        resource.Summary = In(texts, text => text.Summary);
        resource.Html = In(texts, text => text.Html);
        resource.Urls = Addresses(Lines(item));
        resource.Self = address.Of(PortalAddress.Api(item.Kind, item.Key));
        resource.Unit = item.Unit is { } unit ? new(unit.Key, TwoLanguages.Of(unit.Name)) : null;
        resource.Tags = [.. item.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => new Named(tag.Key, TwoLanguages.Of(tag.Name)))];
        resource.Sdgs = [.. item.Goals.Select(goal => goal.Goal).Order()];
        resource.Related = Linked(item, ContentLinkType.Related);
        resource.PublishedAt = item.FirstPublishedAt;
        resource.ChangedAt = item.MajorChangeAt;
        return resource;
    }

    private static TwoLanguages? In<T>(Dictionary<string, T> texts, Func<T, string> what)
        where T : class => TwoLanguages.Of(new LocalizedText
        {
            En = texts.TryGetValue(Languages.English, out var en) ? what(en) : null,
            Tr = texts.TryGetValue(Languages.Turkish, out var tr) ? what(tr) : null,
        });

    private static List<TextLine> Lines(ContentItem item) => [.. item.Texts.Select(t => new TextLine(t.Kind, t.Culture, t.Slug, t.Title, ""))];

    private static TwoLanguages? Titles(IReadOnlyList<TextLine> texts) => In(texts.ToDictionary(text => text.Culture), text => text.Title);

    /// <summary>Absolute, in the languages that the item and the site have.</summary>
    private TwoLanguages? Addresses(IReadOnlyList<TextLine> texts, string extension = "") => In(
        texts.Where(text => site.Languages.Contains(text.Culture)).DefaultIfEmpty(texts.Count > 0 ? texts[0] with { Culture = site.DefaultLanguage } : null)
            .OfType<TextLine>().ToDictionary(text => text.Culture),
        text => address.Of(text.Address(text.Culture)) + extension);

    private List<Reference> Linked(ContentItem item, ContentLinkType type) =>
        [.. _links[item.Id].Where(link => link.Type == type && link.Texts.Count > 0).Select(link => Refer(link.Kind, link.Key, link.Texts))];

    private Reference Refer(ContentKind kind, string key, IReadOnlyList<TextLine> texts) =>
        new(ContentKindInfo.Of(kind).Folder, key, Titles(texts), Addresses(texts), address.Of(PortalAddress.Api(kind, key)));

    private static Moment At(DateTime utc, string timeZone) => new(DateWords.WithOffset(utc, timeZone), utc, timeZone);

    private static List<T> Flags<T>(T flags)
        where T : struct, Enum => [.. Enum.GetValues<T>().Where(value => flags.HasFlag(value))];

    private string? Media(string? name) => string.IsNullOrEmpty(name) ? null : address.Of(MediaFile.AddressOf(name));

    private sealed record Link(int FromId, ContentLinkType Type, ContentKind Kind, string Key, IReadOnlyList<TextLine> Texts);

    /// <param name="State">The person's; null for a guest by name.</param>
    private sealed record SpeakerRow(
        int EventId, string? Name, LocalizedText Role, LocalizedText Affiliation, ContentState? State, string? PersonKey,
        LocalizedText AcademicTitle, IReadOnlyList<TextLine> PersonTexts);
}
