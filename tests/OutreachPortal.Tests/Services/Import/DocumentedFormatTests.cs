using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Import;

/// <summary>For each kind a file with every field of docs/content.md, and each of them in the item.</summary>
public sealed class DocumentedFormatTests(DocumentedFormatTests.Surroundings surroundings) : IClassFixture<DocumentedFormatTests.Surroundings>
{
    private const string Shared = """
        title: A title
        summary: A summary.
        slug: a-slug
        languages: en
        state: withdrawn
        withdrawn-reason: No longer so.
        unit: science
        tags: [sky, sea]
        sdgs: [4, 17]
        related: [people/ada, programmes/series]
        """;

    private const string EventFields = """

        start: 2026-12-03 14:00
        end: 15:30
        time-zone: Europe/London
        mode: hybrid
        place: Room 1
        address: Rumeli Campus
        online-link: https://example.org/join
        online-link-shown: registered
        audience: [pupils, alumni]
        level: advanced
        spoken: [tr, en]
        programme: series
        speakers: [{person: ada}, {name: Grace, role: {en: Host, tr: Sunucu}, affiliation: {en: Navy, tr: Donanma}}]
        partners: [school, town]
        status: moved
        status-note: Another day.
        previous-start: 2026-12-01 14:00
        recording: https://example.org/recording
        slides: https://example.org/slides
        account: So it **was**.
        """;

    [Fact]
    public async Task Every_field_of_a_seminar_arrives()
    {
        var seminar = await ImportAsync<Seminar>(ContentKind.Seminar, EventFields);
        ShouldHaveEventFields(seminar);
    }

    [Fact]
    public async Task Every_field_of_a_lecture_arrives()
    {
        var lecture = await ImportAsync<Lecture>(ContentKind.Lecture, EventFields + """

            seats: 120
            online-seats: 300
            registration-opens: 2026-11-02 09:00
            registration-closes: 2026-12-02 18:00
            approval: true
            waiting-list: best-fit
            access-code: Open Sesame
            hold-minutes: 30
            offer-hours: 6
            largest-party: 25
            changes-until: 2026-12-01 17:00
            asks-recording: true
            asks-photographs: true
            attendance-shown: true
            questions: [{kind: several, text: {en: Which colours?, tr: Hangi renkler?}, required: true, options: {en: "Red\nBlue", tr: "Kırmızı\nMavi"}}, {kind: number, key: age, text: {en: How old?, tr: Kaç yaşında?}}]
            """);
        ShouldHaveEventFields(lecture);
        (lecture.Seats, lecture.OnlineSeats).ShouldBe((120, 300));
        (lecture.RegistrationOpens, lecture.RegistrationCloses, lecture.ChangesUntil).ShouldBe((new DateTime(2026, 11, 2, 9, 0, 0, DateTimeKind.Utc), Utc(2, 18, 0), Utc(1, 17, 0)));
        (lecture.Approval, lecture.WaitingList, lecture.AccessCode).ShouldBe((true, WaitingPolicy.BestFit, "Open Sesame"));
        (lecture.HoldMinutes, lecture.OfferHours, lecture.LargestParty).ShouldBe((30, 6, 25));
        (lecture.AsksRecording, lecture.AsksPhotographs, lecture.AttendanceShown).ShouldBe((true, true, true));
        var questions = lecture.Questions.OrderBy(question => question.Position).ToList();
        questions.Select(question => (question.Key, question.Kind, question.IsRequired)).ShouldBe([("which-colours", QuestionKind.Several, true), ("age", QuestionKind.Number, false)]);
        (questions[0].Text.Tr, questions[1].Text.En).ShouldBe(("Hangi renkler?", "How old?"));
        questions[0].OptionsIn("tr").ShouldBe(["Kırmızı", "Mavi"]);
        questions[0].OptionsIn("en").ShouldBe(["Red", "Blue"]);
        lecture.Pools.OrderBy(pool => pool.Place).Select(pool => (pool.Place, pool.Seats, pool.Taken)).ShouldBe([(SeatPlace.Hall, 120, 0), (SeatPlace.Online, 300, 0)]);
    }

    [Fact]
    public async Task Every_field_of_a_programme_arrives()
    {
        var programme = await ImportAsync<Programme>(ContentKind.Programme, """

            kind: teacher-academy
            starts: 2026-12-01
            ends: 2027-06-01
            schedule: Thursdays, online
            website: https://example.org/
            contact: office@example.org
            partners: [town, school]
            """);
        programme.ProgrammeKind.ShouldBe(ProgrammeKind.TeacherAcademy);
        (programme.Starts, programme.Ends).ShouldBe((new DateOnly(2026, 12, 1), new DateOnly(2027, 6, 1)));
        programme.Schedule.En.ShouldBe("Thursdays, online");
        (programme.Website, programme.Contact).ShouldBe(("https://example.org/", "office@example.org"));
        Linked(programme, ContentLinkType.Partner).ShouldBe(["town", "school"]);
    }

    [Fact]
    public async Task Every_field_of_a_policy_arrives()
    {
        var policy = await ImportAsync<Policy>(ContentKind.Policy, """

            type: guideline
            number: PP-2021-04
            owner: An office
            contact: office@example.org
            approving-body: The Senate
            decision: 2021/17
            version: 2.1
            stage: for-comment
            comment-from: 2020-11-01
            comment-until: 2020-11-30
            approved-on: 2020-12-20
            published-on: 2020-10-31
            in-force-from: 2021-01-01
            in-force-until: 2027-12-31
            reviewed-on: 2024-01-02
            next-review-on: 2027-01-02
            change-note: Clause 3 is new.
            correction-note: A slip.
            authoritative-language: en
            plain: In **plain** words.
            supersedes: [policies/old, older]
            documents: [{kind: procedure, title: {en: How, tr: Nasıl}, link: https://example.org/how}, {kind: form, title: {en: Form, tr: Form}, link: https://example.org/form}]
            clause-ids: [{number: "1", clause: new}]
            """, "\n1. A clause.");
        var version = policy.Versions.ShouldHaveSingleItem();
        (policy.PolicyType, policy.Contact).ShouldBe((PolicyType.Guideline, "office@example.org"));
        Linked(policy, ContentLinkType.Supersedes).ShouldBe(["old", "older"]);
        policy.Documents.OrderBy(document => document.Position).Select(document => (document.Kind, document.Title.Tr, document.Link)).ShouldBe(
            [(PolicyDocumentKind.Procedure, "Nasıl", "https://example.org/how"), (PolicyDocumentKind.Form, "Form", "https://example.org/form")]);
        (version.Stage, version.CommentFrom, version.CommentUntil, version.PublishedOn).ShouldBe((PolicyStage.ForComment, new DateOnly(2020, 11, 1), new DateOnly(2020, 11, 30), new DateOnly(2020, 10, 31)));
        (version.Texts.Single().Plain, version.Texts.Single().PlainHtml).ShouldBe(("In **plain** words.", "<p>In <strong>plain</strong> words.</p>\n"));
        // The words of a new version are no correction, whatever note stands beside them.
        (version.Corrections.Count, policy.LastClause).ShouldBe((0, 1));
        (version.PolicyNumber, version.Owner.En, version.ApprovingBody.En, version.AuthoritativeLanguage).ShouldBe(("PP-2021-04", "An office", "The Senate", "en"));
        (version.ReviewedOn, version.NextReviewOn).ShouldBe((new DateOnly(2024, 1, 2), new DateOnly(2027, 1, 2)));
        (version.Number, version.Decision, version.ChangeNote.En).ShouldBe(("2.1", "2021/17", "Clause 3 is new."));
        (version.ApprovedOn, version.InForceFrom, version.InForceUntil).ShouldBe((new DateOnly(2020, 12, 20), new DateOnly(2021, 1, 1), new DateOnly(2027, 12, 31)));
    }

    [Fact]
    public async Task Every_field_of_a_partner_arrives()
    {
        var partner = await ImportAsync<Partner>(ContentKind.Partner, """

            kind: municipality
            country: tr
            website: https://example.org/
            logo: image.png
            agreements: [{title: {en: Together, tr: Birlikte}, from: 2020-01-01, until: 2030-01-01, scope: {en: All, tr: Hepsi}}]
            pledges: [{title: {en: Pledge, tr: Söz}, unit: {en: pupils, tr: öğrenci}, goal: 100, reached: 40, as-of: 2026-10-01, source: {en: Count, tr: Sayım}, link: https://example.org/pledge}]
            """);
        (partner.PartnerKind, partner.Country, partner.Website).ShouldBe((PartnerKind.Municipality, "TR", "https://example.org/"));
        surroundings.MediaFiles().ShouldContain(partner.Logo!);
        var agreement = partner.Agreements.ShouldHaveSingleItem();
        (agreement.Title.Tr, agreement.Scope.En, agreement.From, agreement.Until).ShouldBe(("Birlikte", "All", new DateOnly(2020, 1, 1), new DateOnly(2030, 1, 1)));
        var pledge = partner.Pledges.ShouldHaveSingleItem();
        (pledge.Title.En, pledge.Unit.Tr, pledge.Source.En, pledge.Link).ShouldBe(("Pledge", "öğrenci", "Count", "https://example.org/pledge"));
        (pledge.Goal, pledge.Reached, pledge.AsOf).ShouldBe((100, 40, new DateOnly(2026, 10, 1)));
    }

    [Fact]
    public async Task Every_field_of_a_person_arrives()
    {
        var person = await ImportAsync<Person>(ContentKind.Person, """

            academic-title: Prof. Dr.
            position: Head of the office
            affiliation: Elsewhere
            website: https://example.org/
            photo: image.png
            """);
        (person.AcademicTitle.En, person.Position.En, person.Affiliation.En, person.Website).ShouldBe(("Prof. Dr.", "Head of the office", "Elsewhere", "https://example.org/"));
        surroundings.MediaFiles().ShouldContain(person.Photo!);
        person.NameIn("tr").ShouldBe("Prof. Dr. A title");
    }

    [Fact]
    public async Task Every_field_of_a_figure_arrives()
    {
        var figure = await ImportAsync<Figure>(ContentKind.Figure, """

            rule: closed-period
            value: 99.5
            unit-of-measure: pupils
            from: 2025-09-01
            until: 2026-08-31
            as-of: 2026-09-15
            goal: 120
            method: Counted at the door
            source: The register
            source-link: https://example.org/register
            featured: true
            series: [{label: "2025", value: 80.25}, {label: "2026", value: 99.5}]
            """);
        (figure.Rule, figure.Value, figure.Goal, figure.IsFeatured).ShouldBe((FigureRule.ClosedPeriod, 99.5m, 120m, true));
        (figure.UnitOfMeasure.En, figure.Method.En, figure.Source.En, figure.SourceLink).ShouldBe(("pupils", "Counted at the door", "The register", "https://example.org/register"));
        (figure.From, figure.Until, figure.AsOf).ShouldBe((new DateOnly(2025, 9, 1), new DateOnly(2026, 8, 31), new DateOnly(2026, 9, 15)));
        figure.Series.OrderBy(point => point.Position).Select(point => (point.Label, point.Value)).ShouldBe([("2025", 80.25m), ("2026", 99.5m)]);
    }

    [Fact]
    public async Task Every_field_of_a_story_arrives()
    {
        var story = await ImportAsync<Story>(ContentKind.Story, """

            kind: interview
            date: 2026-10-05
            byline: The office
            people: [ada]
            partners: [town, school]
            awards: [{title: {en: Trainer of the Year, tr: Yılın Eğitimcisi}, awarded-by: {en: A body, tr: Bir kurum}, year: 2025}]
            image: image.png
            image-alt: A hall
            featured: true
            """);
        (story.StoryKind, story.Date, story.Byline.En, story.ImageAlt.En, story.IsFeatured)
            .ShouldBe((StoryKind.Interview, new DateOnly(2026, 10, 5), "The office", "A hall", true));
        surroundings.MediaFiles().ShouldContain(story.Image!);
        Linked(story, ContentLinkType.Person).ShouldBe(["ada"]);
        Linked(story, ContentLinkType.Partner).ShouldBe(["town", "school"]);
        var award = story.Awards.ShouldHaveSingleItem();
        (award.Title.Tr, award.AwardedBy.En, award.Year).ShouldBe(("Yılın Eğitimcisi", "A body", 2025));
    }

    [Fact]
    public async Task Every_field_of_a_page_arrives()
    {
        var page = await ImportAsync<Page>(ContentKind.Page, """

            places: [header, footer]
            order: 3
            """);
        (page.Places, page.Order).ShouldBe((PagePlaces.Header | PagePlaces.Footer, 3));
    }

    [Fact]
    public async Task Every_field_of_a_report_arrives()
    {
        var report = await ImportAsync<Report>(ContentKind.Report, """

            year: 2025
            file: report.pdf
            """);
        report.Year.ShouldBe(2025);
        report.File.En.ShouldNotBeNull().ShouldEndWith(".pdf");
        surroundings.MediaFiles().ShouldContain(report.File.En);
    }

    private static void ShouldHaveEventFields(Event item)
    {
        (item.StartsAt, item.EndsAt, item.PreviousStart).ShouldBe((Utc(3, 14, 0), Utc(3, 15, 30), Utc(1, 14, 0)));
        (item.TimeZone, item.Mode, item.Level, item.Status, item.OnlineLinkShown).ShouldBe(
            ("Europe/London", AttendanceMode.Hybrid, EventLevel.Advanced, EventStatus.Moved, OnlineLinkAudience.Registered));
        (item.Place.En, item.Address, item.StatusNote.En).ShouldBe(("Room 1", "Rumeli Campus", "Another day."));
        (item.OnlineLink, item.Recording, item.Slides).ShouldBe(("https://example.org/join", "https://example.org/recording", "https://example.org/slides"));
        item.Audience.ShouldBe(Audience.Pupils | Audience.Alumni);
        item.Spoken.ShouldBe(SpokenLanguages.Tr | SpokenLanguages.En);
        item.Programme!.Key.ShouldBe("series");
        Linked(item, ContentLinkType.Partner).ShouldBe(["school", "town"]);
        item.Account.En.ShouldBe("So it **was**.");
        item.AccountHtml.En.ShouldBe("<p>So it <strong>was</strong>.</p>\n");
        var speakers = item.Speakers.OrderBy(speaker => speaker.Position).ToList();
        speakers[0].Person!.Key.ShouldBe("ada");
        (speakers[1].Name, speakers[1].Role.Tr, speakers[1].Affiliation.En).ShouldBe(("Grace", "Sunucu", "Navy"));
    }

    private static DateTime Utc(int day, int hour, int minute) => new(2026, 12, day, hour, minute, 0, DateTimeKind.Utc);

    private static IEnumerable<string> Linked(ContentItem item, ContentLinkType type) =>
        item.Links.Where(link => link.Type == type).OrderBy(link => link.Position).Select(link => link.To.Key);

    private async Task<T> ImportAsync<T>(ContentKind kind, string fields, string more = "")
        where T : ContentItem
    {
        var all = Shared + fields;
        // So that a field added to the page is added here too.
        all.Split('\n').Select(line => line.Split(':')[0]).Order(StringComparer.Ordinal)
            // An item is either withdrawn or merged.
            .ShouldBe(DocumentedFieldsTests.Of(kind).Where(field => field != "merged-into").Order(StringComparer.Ordinal));

        var folder = ContentKindInfo.Of(kind).Folder;
        using var content = new ContentFolder().Text(folder + "/whole.en.md", all, "The *text*.\n" + more).File(folder + "/image.png", Images.Png()).File(folder + "/report.pdf", "%PDF-1.7\n%%EOF"u8.ToArray());
        await surroundings.ImportsAsync(content);
        var item = await surroundings.ItemAsync<T>(folder + "/whole");
        item.State.ShouldBe(ContentState.Withdrawn);
        item.WithdrawnReason.En.ShouldBe("No longer so.");
        item.Unit!.Key.ShouldBe("science");
        item.Tags.Select(tag => tag.Key).ShouldBe(["sky", "sea"], ignoreOrder: true);
        item.Goals.Select(goal => goal.Goal).ShouldBe([4, 17], ignoreOrder: true);
        Linked(item, ContentLinkType.Related).ShouldBe(["ada", "series"]);
        var text = item.Texts.ShouldHaveSingleItem();
        (text.Culture, text.Title, text.Summary, text.Slug).ShouldBe(("en", "A title", "A summary.", "a-slug"));
        (item is Policy policy ? policy.Versions.Single().Texts.Single().Html : text.Html).ShouldStartWith("<p>The <em>text</em>.</p>\n");
        return item;
    }

    /// <summary>The portal with what the files name.</summary>
    public sealed class Surroundings : PortalHost, IAsyncLifetime
    {
        public async ValueTask InitializeAsync()
        {
            using var folder = new ContentFolder().File("units.yaml", "science:\n  en: Science\n  tr: Fen\n")
                .File("tags.yaml", "sky:\n  en: Sky\n  tr: Gök\nsea:\n  en: Sea\n  tr: Deniz\n")
                .Item("people/ada").Item("programmes/series").Item("partners/school").Item("partners/town").Item("policies/old").Item("policies/older");
            await this.ImportsAsync(folder);
        }
    }
}
