using System.Diagnostics;
using OutreachPortal.BrowserTests.Support;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Services.Letters;
using OutreachPortal.Services.Registrations;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.BrowserTests;

/// <summary>The way of those who come to a lecture, from its page to the certificate, and of those who let them in.</summary>
public sealed class RegistrationTests(LectureHall hall) : IClassFixture<LectureHall>
{
    private const string Register = "main a.btn[href$='/register']";
    private const string Send = "main form:has(#email) button.btn";

    /// <summary>How long the page of a lecture may tell of a seat that is gone.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(Languages.English, true, "A letter is on its way", "Please confirm your seat", "You have a seat")]
    [InlineData(Languages.Turkish, false, "Size bir e-posta gönderdik", "Lütfen yerinizi onaylayın", "Yeriniz ayrıldı")]
    public async Task A_pupil_registers_on_a_phone_confirms_from_the_letter_and_has_a_ticket(string language, bool script, string sent, string pending, string confirmed)
    {
        var (key, email) = ("phone-" + language, $"isil.{language}@okul.example");
        await hall.LectureAsync(key, 10);
        await using var pupil = await hall.PhoneAsync(options => options.JavaScriptEnabled = script);
        var tab = await pupil.NewPageAsync();
        await tab.GotoAsync(LectureHall.PageOf(key, language));
        await ClippingCheck.FitsAsync(tab);
        await tab.TapAsync(Register);
        await Assertions.Expect(tab.Locator("#email")).ToBeVisibleAsync();
        await ClippingCheck.FitsAsync(tab);
        await RegisterAsync(tab, "Işıl Çağlayan", email);
        await HeadingAsync(tab, sent);
        await ClippingCheck.FitsAsync(tab);

        await tab.GotoAsync(LectureHall.RegistrationLink(await hall.LetterAsync(email, RegistrationLetterKinds.Confirm)));
        await HeadingAsync(tab, pending);
        await ClippingCheck.FitsAsync(tab);
        await tab.TapAsync("main form[action$='/confirm'] button");
        await HeadingAsync(tab, confirmed);
        await ClippingCheck.FitsAsync(tab);

        await tab.TapAsync("main a[href$='/ticket']");
        var code = Codes.Spell((await hall.Portal.RegistrationAsync(email)).TicketCode!);
        await Assertions.Expect(tab.Locator(".ticket .code")).ToHaveTextAsync(code);
        await Assertions.Expect(tab.Locator(".ticket")).ToContainTextAsync("Işıl Çağlayan");
        var picture = (await tab.Locator(".ticket .qr svg").BoundingBoxAsync())!;
        // A quarter of the way across a phone is read by any camera; a square, and all of it on the screen.
        picture.Width.ShouldBeInRange(100, 390);
        picture.Height.ShouldBe(picture.Width, 1);
        await ClippingCheck.FitsAsync(tab);
    }

    [Fact]
    public async Task Who_waits_is_offered_the_seat_that_another_gives_up_and_takes_it()
    {
        await hall.LectureAsync("one-seat", 1, "waiting-list: strict-order");
        await using var first = await hall.PhoneAsync();
        await using var second = await hall.PhoneAsync();
        var hers = await first.NewPageAsync();
        await hers.GotoAsync(LectureHall.PageOf("one-seat"));
        await hers.TapAsync(Register);
        await RegisterAsync(hers, "First Comer", "first@okul.example");
        await HeadingAsync(hers, "A letter is on its way");
        await hers.GotoAsync(LectureHall.RegistrationLink(await hall.LetterAsync("first@okul.example", RegistrationLetterKinds.Confirm)));
        await hers.TapAsync("main form[action$='/confirm'] button");
        await HeadingAsync(hers, "You have a seat");

        var his = await second.NewPageAsync();
        await his.GotoAsync(LectureHall.PageOf("one-seat") + PortalAddress.RegisterEnding);
        await Assertions.Expect(his.Locator(Send)).ToHaveTextAsync("Join the waiting list");
        await RegisterAsync(his, "Second Comer", "second@okul.example");
        await HeadingAsync(his, "A letter is on its way");
        await his.GotoAsync(LectureHall.RegistrationLink(await hall.LetterAsync("second@okul.example", RegistrationLetterKinds.Waiting)));
        await HeadingAsync(his, "You are number 1 on the waiting list");

        await hers.TapAsync("details:has(form[action$='/cancel']) > summary");
        await hers.TapAsync("form[action$='/cancel'] button");
        await HeadingAsync(hers, "Your registration is cancelled");

        await his.GotoAsync(LectureHall.RegistrationLink(await hall.LetterAsync("second@okul.example", RegistrationLetterKinds.Offer)));
        await HeadingAsync(his, "A seat has come free for you");
        await his.TapAsync("form[action$='/accept'] button");
        await HeadingAsync(his, "You have a seat");
        (await hall.Portal.RegistrationAsync("second@okul.example")).State.ShouldBe(RegistrationState.Confirmed);
    }

    [Fact]
    public async Task At_the_door_tickets_are_typed_and_scanned_a_class_is_counted_and_others_walk_in()
    {
        var lecture = await hall.LectureAsync("door", 40, "largest-party: 30", TimeSpan.FromMinutes(8));
        var code = await SeatedAsync(lecture, "guest@okul.example", 1);
        var other = await SeatedAsync(lecture, "other@okul.example", 1);
        var of = await SeatedAsync(lecture, "school@okul.example", 20);
        await using var door = await hall.SignInAsync(await hall.PhoneAsync(options => options.Permissions = ["camera"]), "Rita", Roles.Registrar);
        // Of the way from the camera to the code only the reading itself is not the browser's own: not every Chromium can.
        await door.AddInitScriptAsync("""
            window.BarcodeDetector = class {
              static async getSupportedFormats() { return ['qr_code']; }
              async detect(video) { return video.videoWidth > 0 && window.ticket ? [{ rawValue: window.ticket }] : []; }
            };
            """);
        var tab = await door.NewPageAsync();
        var errors = new List<string>();
        tab.PageError += (_, error) => errors.Add(error);
        await tab.GotoAsync($"/admin/lectures/{lecture}/door");
        await ClippingCheck.FitsAsync(tab);

        var at = hall.Portal.Clock.Now.ToOffset(TimeSpan.FromHours(3));
        await TypeAsync(tab, Codes.Spell(code));
        await SaysAsync(tab, "green", "guest");
        await CountsAsync(tab, came: 1);
        hall.Portal.Clock.Now += TimeSpan.FromMinutes(3);
        await TypeAsync(tab, Codes.Spell(code));
        await SaysAsync(tab, "amber", $"Already in, {at:HH:mm}");
        await TypeAsync(tab, "2222-2222-22");
        await SaysAsync(tab, "red", "Unknown code");
        await tab.Locator("#door_recent li", new() { HasTextString = "guest" }).GetByRole(AriaRole.Button).TapAsync();
        await Assertions.Expect(tab.Locator("#door_answer")).ToContainTextAsync("Taken back: guest");
        await CountsAsync(tab, came: 0);

        await tab.TapAsync("#door_scan");
        await Assertions.Expect(tab.Locator("#door_camera video")).ToBeVisibleAsync();
        await ShowAsync(tab, other);
        await SaysAsync(tab, "green", "other");
        await CountsAsync(tab, came: 1);
        await ShowAsync(tab, of);
        await Assertions.Expect(tab.Locator("#door_came")).ToHaveValueAsync("20");
        await ShowAsync(tab, null);
        await tab.FillAsync("#door_came", "18");
        await tab.TapAsync("form:has(#door_came) button");
        await SaysAsync(tab, "green", "school");
        await CountsAsync(tab, came: 19);
        await ShowAsync(tab, other);
        await SaysAsync(tab, "amber", $"Already in, {at.AddMinutes(3):HH:mm}");
        await tab.TapAsync("#door_scan");
        await Assertions.Expect(tab.Locator("#door_camera")).ToBeHiddenAsync();

        await tab.FillAsync("#People", "2");
        await tab.TapAsync("form[data-walk-in] button");
        await SaysAsync(tab, "green", "");
        await CountsAsync(tab, came: 21);
        await ClippingCheck.FitsAsync(tab);
        errors.ShouldBeEmpty();
        (await hall.Portal.RegistrationAsync("school@okul.example")).Came.ShouldBe(18);
    }

    [Fact]
    public async Task The_certificate_opens_from_the_letter_in_a_browser_that_knows_nobody_until_it_is_revoked()
    {
        var lecture = await hall.LectureAsync("thanks", 10, startsIn: TimeSpan.FromMinutes(5));
        await hall.Portal.CameAsync(lecture, "deniz@okul.example");
        hall.Portal.Clock.Now += TimeSpan.FromMinutes(40);
        await using var office = await hall.SignInAsync(await hall.VisitorAsync(), "Rita", Roles.Registrar);
        var desk = await office.NewPageAsync();
        await desk.GotoAsync($"/admin/lectures/{lecture}/certificates");
        await desk.ClickAsync("main form[method=post] button.btn");
        await Assertions.Expect(desk.Locator("[role=status]", new() { HasTextString = "1 certificate was issued." })).ToBeVisibleAsync();

        var link = LectureHall.CertificateLink(await hall.LetterAsync("deniz@okul.example", RegistrationLetterKinds.Thanks));
        await using var fresh = await hall.VisitorAsync(options => options.JavaScriptEnabled = false);
        var tab = await fresh.NewPageAsync();
        (await tab.GotoAsync(link))!.Status.ShouldBe(200);
        await Assertions.Expect(tab.Locator(".cert-state")).ToContainTextAsync("Valid certificate");
        await Assertions.Expect(tab.Locator(".cert-name")).ToHaveTextAsync("deniz");
        (await tab.Locator(".cert-qr svg").BoundingBoxAsync())!.Width.ShouldBeGreaterThan(50);
        (await tab.Locator("meta[property='og:title']").GetAttributeAsync("content")).ShouldNotBeNullOrEmpty();

        await desk.ClickAsync("main table a[href$='/revoke']");
        await desk.FillAsync("[name=reason]", "It went to somebody else.");
        await desk.ClickAsync("main form[action$='/revoke'] button.btn");
        await Assertions.Expect(desk.Locator("[role=status]", new() { HasTextString = "The certificate was revoked." })).ToBeVisibleAsync();
        await PassAsync(Stopwatch.StartNew(), Freshness);
        await tab.ReloadAsync();
        await HeadingAsync(tab, "This certificate is no longer valid");
        await Assertions.Expect(tab.Locator("main")).ToContainTextAsync("It went to somebody else.");
        (await tab.Locator(".cert-name, .cert-qr").CountAsync()).ShouldBe(0);
        (await fresh.CookiesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lectures_page_tells_within_a_second_that_a_place_is_gone()
    {
        await hall.LectureAsync("fresh", 12);
        await using var reader = await hall.VisitorAsync();
        var page = await reader.NewPageAsync();
        await page.GotoAsync(LectureHall.PageOf("fresh"));
        // The page has to come from the cache for this to say anything; it is put there when the browser has it already.
        await Eventually.IsAsync(async () =>
        {
            var kept = hall.Portal.Pages.Writes;
            await page.ReloadAsync();
            return hall.Portal.Pages.Writes == kept;
        });
        var seats = page.Locator("main dl.facts");
        await Assertions.Expect(seats).ToContainTextAsync("12 places left");

        await using var pupil = await hall.PhoneAsync();
        var tab = await pupil.NewPageAsync();
        await tab.GotoAsync(LectureHall.PageOf("fresh") + PortalAddress.RegisterEnding);
        await RegisterAsync(tab, "Somebody", "somebody@okul.example");
        await HeadingAsync(tab, "A letter is on its way");
        await PassAsync(Stopwatch.StartNew(), Freshness);
        await page.ReloadAsync();
        (await seats.InnerTextAsync()).ShouldContain("11 places left");
    }

    [Theory]
    [InlineData(Languages.English, "")]
    [InlineData(Languages.Turkish, "?for=class")]
    public async Task A_first_visit_to_the_form_is_light(string language, string query)
    {
        await hall.StandingsAsync();
        await using var visitor = await hall.VisitorAsync();
        var path = LectureHall.PageOf("standings", language) + PortalAddress.RegisterEnding + query;
        var visit = await Visit.MakeAsync(visitor, new(path, path, System.Net.HttpStatusCode.OK), thorough: false);
        visit.Faults.ShouldBeNone();
        visit.Requests.ShouldBeInRange(1, LoadingTests.PageRequests);
        visit.Bytes.ShouldBeInRange(1, LoadingTests.PageBytes);
    }

    [Theory]
    [InlineData(Languages.English)]
    [InlineData(Languages.Turkish)]
    public async Task Everybody_can_use_the_pages_of_those_who_come(string language)
    {
        var standings = await hall.StandingsAsync();
        var lecture = LectureHall.PageOf("standings", language);
        string Own(RegistrationState state, string more = "") => RegistrationLinks.PathOf(language, standings.Tokens[state]) + more;
        await using var visitor = await hall.VisitorAsync(options => options.ReducedMotion = ReducedMotion.Reduce);
        // Tabs that open their first forms at once would take the key of the forms from each other.
        await (await visitor.NewPageAsync()).GotoAsync(lecture + PortalAddress.RegisterEnding);
        await PagesCheck.LookAsync(visitor,
        [
            (lecture, null),
            (lecture + "/register", null),
            (lecture + "/register?for=class", null),
            (lecture + "/register", PressSendAsync),
            (lecture + "/register?for=class", PressSendAsync),
            (lecture + "/register/sent", null),
            (Own(RegistrationState.Pending), null),
            (Own(RegistrationState.Confirmed), null),
            (Own(RegistrationState.Waiting), null),
            (Own(RegistrationState.Offered), null),
            (Own(RegistrationState.Cancelled), null),
            (Own(RegistrationState.Attended), null),
            (Own(RegistrationState.Confirmed, "/ticket"), null),
            (Own(RegistrationState.Attended, "/certificate-name"), null),
            (RegistrationLinks.PathOf(language, new string('a', 43)), null),
            (RegistrationLinks.AskPath(language), null),
            (RegistrationLinks.AskPath(language), PressSendAsync),
            (RegistrationLinks.AskPath(language), AskAsync),
            (standings.Certificate.Path(language), null),
            (standings.Revoked.Path(language), null),
            (PortalAddress.Certificate(language, "2222222222222"), null),
            (PortalAddress.Certificates(language), null),
        ]);

        static async Task PressSendAsync(IPage tab)
        {
            await tab.ClickAsync(Send);
            await Assertions.Expect(tab.Locator("main .field-error").First).ToBeVisibleAsync();
        }

        static async Task AskAsync(IPage tab)
        {
            await tab.FillAsync("#email", "confirmed@poyraz.example");
            await tab.ClickAsync(Send);
            await Assertions.Expect(tab.Locator("main #email")).ToHaveCountAsync(0);
        }
    }

    [Theory]
    [InlineData(Languages.English)]
    [InlineData(Languages.Turkish)]
    public async Task Everybody_can_use_the_pages_of_the_office_and_the_door(string language)
    {
        var standings = await hall.StandingsAsync();
        var lecture = $"/admin/lectures/{standings.Lecture}";
        var over = $"/admin/lectures/{standings.Over}";
        var confirmed = $"/admin/registrations/{standings.Registrations[RegistrationState.Confirmed]}";
        await using var office = await hall.SignInAsync(
            await hall.VisitorAsync(options => options.ReducedMotion = ReducedMotion.Reduce), language == Languages.English ? "Ada" : "Adalet", Roles.Administrator, language);
        await (await office.NewPageAsync()).GotoAsync(lecture + "/door");
        await PagesCheck.LookAsync(office,
        [
            ("/admin/registrations", null),
            (lecture + "/registrations", null),
            (lecture + "/registrations/waiting", null),
            (lecture + "/registrations/new", null),
            (lecture + "/registrations/new?for=class", AddNothingAsync),
            (confirmed, null),
            (confirmed + "/edit", null),
            (confirmed + "/move", null),
            (confirmed + "/cancel", null),
            (lecture + "/door", null),
            (over + "/door", FindAsync),
            (over + "/door/close", null),
            (over + "/numbers", null),
            (over + "/certificates", null),
            ($"{over}/certificates/{standings.Certificate.Id}/revoke", null),
            (lecture + "/sheet", null),
            ("/admin/notices", null),
            ("/admin/notices/information", null),
            ("/admin/letters/templates", null),
            ("/admin/letters/templates/confirm/" + language, null),
            ($"/admin/letters/templates/confirm/{language}/preview", ReadAsync),
        ]);

        static async Task AddNothingAsync(IPage tab)
        {
            await tab.ClickAsync("form.party button.btn");
            await Assertions.Expect(tab.Locator("main .field-error").First).ToBeVisibleAsync();
        }

        // A letter is shown where no script runs, axe's neither.
        static async Task ReadAsync(IPage tab)
        {
            var letter = await tab.ContentAsync();
            await tab.GotoAsync("about:blank");
            // A mail program has the heading and the landmarks of a page, not the letter.
            await tab.SetContentAsync(letter);
            await tab.EvaluateAsync("""
                () => {
                  const main = document.body.appendChild(document.createElement('main')), heading = document.createElement('h1');
                  main.append(heading, ...[...document.body.children].filter(part => part !== main));
                  heading.textContent = 'Inbox';
                }
                """);
        }

        static async Task FindAsync(IPage tab)
        {
            await TypeAsync(tab, "came");
            await Assertions.Expect(tab.Locator("#door_answer .door-list")).ToBeVisibleAsync();
        }
    }

    private static async Task RegisterAsync(IPage tab, string name, string email)
    {
        await tab.FillAsync("#name", name);
        await tab.FillAsync("#email", email);
        await tab.TapAsync(Send);
    }

    private static Task HeadingAsync(IPage tab, string words) => Assertions.Expect(tab.Locator("h1")).ToHaveTextAsync(words);

    /// <summary>A party that has its seats for certain. Returns the code of its ticket.</summary>
    private async Task<string> SeatedAsync(int lecture, string email, int seats)
    {
        (await hall.Portal.RegisterAsync(lecture, email, seats, party => party with { AddedBy = "Rita" })).Outcome.ShouldBe(SeatOutcome.Done);
        return (await hall.Portal.RegistrationAsync(email)).TicketCode!;
    }

    private static async Task TypeAsync(IPage tab, string words)
    {
        await tab.FillAsync("#door_q", words);
        await tab.ClickAsync("form[data-find] button.btn:not(.quiet)");
    }

    /// <summary>Holds a ticket before the camera, or none.</summary>
    private static async Task ShowAsync(IPage tab, string? code) => await tab.EvaluateAsync("code => window.ticket = code", code);

    private static async Task SaysAsync(IPage tab, string tone, string words)
    {
        var answer = tab.Locator($"#door_answer .door-answer[data-tone={tone}] .door-said");
        await Assertions.Expect(answer).ToContainTextAsync(words);
        await Assertions.Expect(answer).ToBeVisibleAsync();
    }

    private static Task CountsAsync(IPage tab, int came) => Assertions.Expect(tab.Locator("#door_counts b").First).ToHaveTextAsync($"{came}");

    /// <summary>Waits for the rest of the time within which the portal promises something.</summary>
    private static Task PassAsync(Stopwatch since, TimeSpan promise) =>
        since.Elapsed < promise ? Task.Delay(promise - since.Elapsed, TestContext.Current.CancellationToken) : Task.CompletedTask;
}
