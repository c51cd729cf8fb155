using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Models;
using OutreachPortal.Services.Editing;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

/// <summary>What editors set for registration, from the form to what the public gets.</summary>
public sealed class LectureRegistrationSettingsTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_typed_of_registration_is_kept_and_published()
    {
        var (ed, desk) = await LectureAsync("whole");
        await SaveAsync(ed, desk, fields => fields.With("Seats", "12").With("Mode", "Hybrid").With("OnlineSeats", "30").With("RegistrationOpens", "2026-11-24T10:00").With("RegistrationCloses", "2026-12-02T18:00")
            .With("Approval", "true").With("WaitingList", "BestFit").With("AccessCode", " Wind ").With("HoldMinutes", "30").With("OfferHours", "6").With("LargestParty", "8").With("ChangesUntil", "2026-12-01T17:00")
            .With("AsksRecording", "true").With("AttendanceShown", "true")
            .With("Questions[0].Text.En", "Which telescope?").With("Questions[0].Text.Tr", "Hangi teleskop?").With("Questions[0].Kind", "One").With("Questions[0].Required", "true")
            .With("Questions[0].Options.En", "Small\r\n Large \r\n").With("Questions[0].Options.Tr", "Küçük\r\nBüyük")
            .With("Questions[1].Text.En", "Which telescope?").With("Questions[1].Text.Tr", "Hangisi?").With("Questions[1].Kind", "ShortText"));
        var page = await ed.PageAsync(desk.Address);
        page.QuerySelector("input[name='Questions[0].Key']")!.GetAttribute("value").ShouldBe("which-telescope");
        page.QuerySelector("input[name='Questions[1].Key']")!.GetAttribute("value").ShouldBe("which-telescope-2");

        await desk.DoneAsync(ed, "publish");
        var lecture = await portal.ItemAsync<Lecture>("lectures/whole");
        (lecture.Seats, lecture.OnlineSeats, lecture.Approval, lecture.WaitingList, lecture.AccessCode).ShouldBe((12, 30, true, WaitingPolicy.BestFit, "Wind"));
        (lecture.HoldMinutes, lecture.OfferHours, lecture.LargestParty).ShouldBe((30, 6, 8));
        lecture.RegistrationOpens.ShouldBe(new DateTime(2026, 11, 24, 7, 0, 0, DateTimeKind.Utc));
        (lecture.AsksRecording, lecture.AsksPhotographs, lecture.AttendanceShown).ShouldBe((true, false, true));
        var questions = lecture.Questions.OrderBy(question => question.Position).ToList();
        questions.Select(question => question.Key).ShouldBe(["which-telescope", "which-telescope-2"]);
        questions[0].OptionsIn("en").ShouldBe(["Small", "Large"]);
        (await portal.PoolAsync(desk.Id, SeatPlace.Online)).Seats.ShouldBe(30);

        // Another text, and the key by which answers are known stays.
        await SaveAsync(ed, desk, fields => fields.With("Questions[0].Text.En", "Which one?"));
        await desk.DoneAsync(ed, "publish");
        (await portal.ItemAsync<Lecture>("lectures/whole")).Questions.Select(question => question.Key).ShouldBe(["which-telescope", "which-telescope-2"], ignoreOrder: true);
        (await ed.PageAsync(desk.Address + "/compare/2..3")).Words("main").ShouldContain("Question 1: Question (English)");
        (await ed.PageAsync(desk.Address + "/compare/1..2")).Words("main").ShouldContain("Waiting list, the first that fits");
    }

    [Theory]
    [InlineData("Seats", "3", "Mode", "Online", "Seats in the hall is for seats in the hall, but the mode is online")]
    [InlineData("OnlineSeats", "3", "Mode", "OnSite", "Seats online is for an online or hybrid lecture")]
    [InlineData("RegistrationCloses", "2026-12-03T14:01", "Seats", "10", "Registration closes is after the start")]
    [InlineData("RegistrationOpens", "2026-12-03T14:00", "Seats", "10", "Registration opens is not before the start")]
    [InlineData("ChangesUntil", "2026-12-04T14:00", "Seats", "10", "is after the start.")]
    [InlineData("Approval", "true", "Seats", "", "needs seats in the hall or online")]
    [InlineData("Questions[0].Text.En", "Which?", "Questions[0].Kind", "One", "Question 1: Options (English) needs at least two options")]
    public async Task Publishing_says_what_does_not_go_together(string field, string value, string other, string otherValue, string message)
    {
        var (ed, desk) = await LectureAsync("odd-" + TextFolding.Slug(field + value + otherValue));
        await SaveAsync(ed, desk, fields => fields.With(field, value).With(other, otherValue));
        (await desk.StepAsync(ed, "publish")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ed.PageAsync(desk.Address + "/publish")).Words("main").ShouldContain(message);
    }

    [Fact]
    public async Task A_preview_shows_a_lecture_whose_questions_are_not_finished()
    {
        var (ed, desk) = await LectureAsync("unfinished");
        var fields = (await ed.PageAsync(desk.Address)).Fields("form.editor").With("Questions[0].Options.En", "A\r\nA").With("Questions[1].Text.Tr", "🌬️").With("HoldMinutes", "2").With("Seats", "99999999999");
        var shown = await ed.PostAsync(desk.Address, desk.Address.Replace("/admin", "/en/preview", StringComparison.Ordinal), fields.Where(field => field.Key != "__RequestVerificationToken"));
        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await shown.TextAsync()).ShouldContain("Lecture unfinished");
    }

    [Fact]
    public async Task Fewer_seats_than_are_taken_are_refused_with_their_number()
    {
        var (ed, desk) = await LectureAsync("taken");
        await portal.RegisterAsync(desk.Id, "a@taken.example", 4);
        await portal.RegisterAsync(desk.Id, "b@taken.example");
        foreach (var seats in new[] { "4", "" })
        {
            await SaveAsync(ed, desk, fields => fields.With("Seats", seats));
            (await (await desk.StepAsync(ed, "publish")).PageAsync("publish", HttpStatusCode.UnprocessableEntity)).Words("main").ShouldContain("less than the 5 seats that are taken");
            (await portal.PoolAsync(desk.Id)).Seats.ShouldBe(10);
        }

        await SaveAsync(ed, desk, fields => fields.With("Seats", "5"));
        await desk.DoneAsync(ed, "publish");
        var pool = await portal.PoolAsync(desk.Id);
        (pool.Seats, pool.Taken).ShouldBe((5, 5));
    }

    [Fact]
    public async Task What_was_scheduled_is_refused_when_the_seats_are_taken_by_then()
    {
        await using var own = new PortalHost();
        var (ed, desk) = await LectureAsync("later", own);
        await SaveAsync(ed, desk, fields => fields.With("Seats", "2"));
        await desk.DoneAsync(ed, "schedule", ("Day", "2026-11-24"), ("Time", "09:00"));
        await own.RegisterAsync(desk.Id, "c@taken.example", 3);
        own.Clock.Now = own.Clock.Now.AddDays(1);
        await Desk.PublishDueAsync(own);
        (await desk.ItemAsync()).ScheduleError.ShouldNotBeNull().ShouldContain("3");
        (await own.PoolAsync(desk.Id)).Seats.ShouldBe(10);
    }

    [Fact]
    public async Task Who_takes_a_seat_in_the_very_moment_makes_publishing_a_conflict()
    {
        await using var own = new RacingPortal();
        var (ed, desk) = await LectureAsync("race", own);
        await SaveAsync(ed, desk, fields => fields.With("Seats", "8"));
        own.Race.IsOn = true;
        (await desk.StepAsync(ed, "publish")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        own.Race.IsOn = false;
        (await own.PoolAsync(desk.Id)).Seats.ShouldBe(10);
        await desk.DoneAsync(ed, "publish");
        (await own.PoolAsync(desk.Id)).Seats.ShouldBe(8);
    }

    [Fact]
    public async Task Seats_for_which_somebody_waits_cannot_be_left_empty()
    {
        var (ed, desk) = await LectureAsync("waited", more: "waiting-list: strict-order", seats: 1);
        await portal.RegisterAsync(desk.Id, "a@waited.example");
        await portal.RegisterAsync(desk.Id, "b@waited.example");
        var first = await portal.RegistrationAsync("a@waited.example");
        var second = await portal.RegistrationAsync("b@waited.example");
        // Nobody has a seat, and somebody waits who does not fit: nothing moves by itself.
        await portal.QueryAsync(db => db.Registrations.Where(r => r.Id == second.Id).ExecuteUpdateAsync(set => set.SetProperty(r => r.Seats, 5), Cancellation));
        await portal.QueryAsync(db => db.SeatPools.Where(pool => pool.LectureId == desk.Id).ExecuteUpdateAsync(set => set.SetProperty(pool => pool.Taken, 0), Cancellation));
        await portal.QueryAsync(db => db.Registrations.Where(r => r.Id == first.Id).ExecuteDeleteAsync(Cancellation));
        second.State.ShouldBe(RegistrationState.Waiting);
        await SaveAsync(ed, desk, fields => fields.With("Seats", "").With("WaitingList", "None"));
        (await (await desk.StepAsync(ed, "publish")).PageAsync("publish", HttpStatusCode.UnprocessableEntity)).Words("main").ShouldContain("cannot be left empty: 1 registrations wait");
    }

    [Fact]
    public async Task A_lecture_with_open_registrations_cannot_be_merged_into_another()
    {
        var (ed, desk) = await LectureAsync("kept");
        await LectureAsync("target");
        await portal.RegisterAsync(desk.Id, "a@kept.example");
        var answer = await (await desk.StepAsync(ed, "merge", ("Target", "lectures/target"))).PageAsync("merge", HttpStatusCode.UnprocessableEntity);
        answer.Words("main").ShouldContain("1 registrations for this lecture are open");
        (await desk.ItemAsync()).State.ShouldBe(ContentState.Published);

        using var folder = new ContentFolder().Lecture("kept", more: "state: merged\nmerged-into: lectures/target");
        (await portal.MistakesAsync(folder)).ShouldContain(mistake => mistake.Contains("1 registrations for this lecture are open", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_import_names_file_and_line_of_seats_that_are_taken()
    {
        var (ed, desk) = await LectureAsync("file");
        await portal.RegisterAsync(desk.Id, "a@file.example", 3);
        using var fewer = new ContentFolder().Lecture("file", seats: 2);
        (await portal.MistakesAsync(fewer)).ShouldBe(["lectures/file.en.md:9: seats: is less than the 3 seats that are taken."]);
        using var none = new ContentFolder().Lecture("file", seats: null);
        (await portal.MistakesAsync(none)).ShouldBe(["lectures/file.en.md:1: seats: is less than the 3 seats that are taken."]);
        using var enough = new ContentFolder().Lecture("file", seats: 3);
        await portal.ImportsAsync(enough);
        (await portal.PoolAsync(desk.Id)).Seats.ShouldBe(3);
        // Changed in the portal since, and not in the file, which is skipped.
        await portal.RegisterAsync(desk.Id, "b@file.example");
        await SaveAsync(ed, desk, fields => fields.With("Seats", "20"));
        await desk.DoneAsync(ed, "publish");
        await portal.RegisterAsync(desk.Id, "c@file.example");
        (await portal.ImportsAsync(enough)).Skipped.ShouldBe(["lectures/file"]);
        (await portal.PoolAsync(desk.Id)).Taken.ShouldBe(4);
    }

    [Fact]
    public async Task An_export_brings_all_settings_back()
    {
        await using var one = new PortalHost();
        using var folder = new ContentFolder().Lecture("all", more: """
            mode: hybrid
            online-seats: 20
            registration-opens: 2026-11-24 10:00
            registration-closes: 2026-12-02 18:00
            approval: true
            waiting-list: best-fit
            access-code: "007"
            hold-minutes: 30
            offer-hours: 6
            largest-party: 8
            changes-until: 2026-12-01 17:00
            asks-recording: true
            asks-photographs: true
            attendance-shown: true
            questions:
              - kind: one
                required: true
                text: {en: "Which: one?", tr: Hangisi?}
                options:
                  en: |
                    - Red
                    "Blue"
                  tr: |
                    - Kırmızı
                    "Mavi"
              - kind: yes-no
                key: first-time
                text: {en: First time?, tr: İlk kez mi?}
            """.Replace("mode: hybrid\n", "", StringComparison.Ordinal));
        folder.File("lectures/all.en.md", File.ReadAllText(Path.Combine(folder.Path, "lectures/all.en.md")).Replace("mode: on-site", "mode: hybrid", StringComparison.Ordinal));
        await one.ImportsAsync(folder);
        using var export = await one.ExportAsync();
        // The texts alone, as somebody would edit them.
        File.Delete(Path.Combine(export.Path, "lectures/all.history.json"));
        await using var other = new PortalHost();
        await other.ImportsAsync(export);
        Form(await other.ItemAsync<Lecture>("lectures/all")).ShouldBe(Form(await one.ItemAsync<Lecture>("lectures/all")));
        var questions = (await other.ItemAsync<Lecture>("lectures/all")).Questions.OrderBy(question => question.Position).ToList();
        questions[0].OptionsIn("tr").ShouldBe(["- Kırmızı", "\"Mavi\""]);
        questions.Select(question => (question.Key, question.IsRequired)).ShouldBe([("which-one", true), ("first-time", false)]);

        // An export names the zone and the slugs too, which come after them.
        static string Form(Lecture lecture) => lecture.Revisions.MaxBy(revision => revision.Number)!.Form.Split("\"Start\"")[0];
    }

    private async Task<(HttpClient Ed, Desk Desk)> LectureAsync(string key, PortalHost? host = null, string more = "", int? seats = 10)
    {
        host ??= portal;
        using var folder = new ContentFolder().Lecture(key, seats, more);
        await host.ImportsAsync(folder);
        var ed = await host.EdTheEditorAsync();
        var id = await host.LectureIdAsync(key);
        return (ed, new(host, "/admin/lectures/" + id.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Sends the editor's page back with some fields changed.</summary>
    private static async Task SaveAsync(HttpClient ed, Desk desk, Func<List<KeyValuePair<string, string>>, List<KeyValuePair<string, string>>> change)
    {
        IHtmlDocument page = await ed.PageAsync(desk.Address);
        using var content = new FormUrlEncodedContent(change(page.Fields("form.editor")));
        var answer = await ed.PostAsync(new Uri(desk.Address, UriKind.Relative), content, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, answer.StatusCode == HttpStatusCode.Redirect ? "" : Pages.Parse(await answer.TextAsync()).QuerySelector("#problems")?.TextContent);
    }

    /// <summary>A portal in which the last seats are taken while somebody publishes.</summary>
    private sealed class RacingPortal : PortalHost
    {
        public Taker Race { get; } = new();

        protected override void ConfigureServices(IServiceCollection services) => TestDatabase.Intercept(services, Race);
    }

    private sealed class Taker : SaveChangesInterceptor
    {
        public bool IsOn { get; set; }

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (IsOn && eventData.Context!.ChangeTracker.Entries<SeatPool>().FirstOrDefault(entry => entry.State == EntityState.Modified) is { } pool)
            {
                // Past what the context knows, as another node's would be.
                await eventData.Context.Set<SeatPool>().Where(row => row.LectureId == pool.Entity.LectureId)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.Taken, row => row.Seats), cancellationToken);
            }

            return result;
        }
    }
}
