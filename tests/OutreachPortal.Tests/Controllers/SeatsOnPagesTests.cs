using System.Globalization;
using System.Text.Json;
using AngleSharp.Html.Dom;
using OutreachPortal.Services;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>How many seats are left is right on every page that says it, kept or not.</summary>
public sealed class SeatsOnPagesTests : IDisposable
{
    private const string Lecture = "/en/lectures/lecture-open";

    private readonly ContentFolder _folder = new();
    private readonly PortalHost _portal = new();

    public void Dispose()
    {
        _portal.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("/en/lectures/lecture-open", "main .facts", "10 places left", "9 places left")]
    [InlineData("/tr/lectures/konferans-open", "main .facts", "10 yer kaldı", "9 yer kaldı")]
    [InlineData("/en/lectures", "main ul.events", "10 places left", "9 places left")]
    [InlineData("/en", "main .feature", "10 places left", "9 places left")]
    public async Task Page_that_is_kept_says_at_once_that_a_seat_was_taken(string address, string where, string before, string after)
    {
        await _portal.ImportsAsync(_folder.Lecture("open"));
        var id = await _portal.LectureIdAsync("open");
        (await PageAsync(address)).Words(where).ShouldContain(before);
        using (var kept = await _portal.Visitor().AnswerAsync(address))
        {
            kept.Headers.Age.ShouldNotBeNull();
        }

        await _portal.RegisterAsync(id, "ada@poyraz.example");
        (await PageAsync(address)).Words(where).ShouldContain(after);
    }

    [Fact]
    public async Task Another_node_says_it_within_a_second()
    {
        await _portal.ImportsAsync(_folder.Lecture("open"));
        await using var there = new PortalHost().Beside(_portal);
        var id = await _portal.LectureIdAsync("open");
        (await there.Visitor().PageAsync(Lecture)).Words("main .facts").ShouldContain("10 places left");
        await _portal.RegisterAsync(id, "ada@poyraz.example");
        await Task.Delay(ContentStamp.MaxAge + TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        (await there.Visitor().PageAsync(Lecture)).Words("main .facts").ShouldContain("9 places left");
    }

    [Theory]
    [InlineData("/en/seminars")]
    [InlineData("/en/policies")]
    [InlineData("/en/calendar")]
    public async Task Page_that_shows_no_seats_is_kept_whoever_registers(string address)
    {
        await _portal.ImportsAsync(_folder.Lecture("open"));
        var id = await _portal.LectureIdAsync("open");
        await PageAsync(address);
        await _portal.RegisterAsync(id, "ada@poyraz.example");
        using var kept = await _portal.Visitor().AnswerAsync(address);
        kept.Headers.Age.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("/en/lectures/lecture-open", "main .facts")]
    [InlineData("/en/lectures", "main ul.events")]
    [InlineData("/en", "main .feature")]
    public async Task Page_changes_by_itself_when_registration_opens_and_closes(string address, string where)
    {
        // Monday 12:00 is the test's beginning.
        await _portal.ImportsAsync(_folder.Lecture("open", more: "registration-opens: 2026-11-23 12:01\nregistration-closes: 2026-11-23 12:02"));
        (await PageAsync(address)).Words(where).ShouldContain("Registration opens Mon 23 November, 12:01, Istanbul time");
        After(59.9);
        (await PageAsync(address)).Words(where).ShouldContain("Registration opens");
        After(60);
        (await PageAsync(address)).Words(where).ShouldContain("10 places left");
        After(119.5);
        (await PageAsync(address)).Words(where).ShouldContain("10 places left");
        After(120);
        (await PageAsync(address)).Words(where).ShouldContain("Registration closed");

        void After(double seconds) => _portal.Clock.Now = PortalHost.Monday.AddSeconds(seconds);
    }

    [Fact]
    public async Task Buttons_lead_to_the_forms_while_there_is_something_to_be_had()
    {
        _folder.Lecture("open", seats: 2).Lecture("waits", seats: 1, more: "waiting-list: strict-order\nlargest-party: 1").Lecture("full", seats: 1).Lecture("later", more: "registration-opens: 2026-11-24 10:00")
            .Lecture("none", seats: null).Lecture("off", more: "status: cancelled");
        await _portal.ImportsAsync(_folder);
        await _portal.RegisterAsync(await _portal.LectureIdAsync("waits"), "a@poyraz.example");
        await _portal.RegisterAsync(await _portal.LectureIdAsync("full"), "a@poyraz.example");

        (await ButtonsAsync("open")).ShouldBe(["Register /en/lectures/lecture-open/register", "Book for a class /en/lectures/lecture-open/register?for=class"]);
        (await ButtonsAsync("waits")).ShouldBe(["Join the waiting list /en/lectures/lecture-waits/register"]);
        foreach (var slug in new[] { "full", "later", "none", "off" })
        {
            (await ButtonsAsync(slug)).ShouldBeEmpty(slug);
        }

        (await PageAsync("/en/lectures/lecture-full")).Words("main .facts").ShouldContain("Full");
        var list = (await PageAsync("/en/lectures")).QuerySelectorAll("main li.event").ToDictionary(item => item.Words("a.cover").Split(' ')[1], item => item.Words());
        list["open"].ShouldContain("2 places left");
        list["waits"].ShouldContain("Waiting list");
        list["full"].ShouldContain("Full");
        list["later"].ShouldContain("Registration opens Tue 24 November, 10:00, Istanbul time");
        list["none"].ShouldNotContain("places");
        list["off"].ShouldNotContain("places");
    }

    [Fact]
    public async Task Seats_in_the_hall_and_online_are_told_apart()
    {
        await _portal.ImportsAsync(_folder.Lecture("open", seats: 1, more: "online-seats: 40"));
        (await PageAsync("/en/lectures")).Words("main ul.events").ShouldContain("1 place left · online: 40 places left");
        await _portal.RegisterAsync(await _portal.LectureIdAsync("open"), "a@poyraz.example");
        (await PageAsync("/en/lectures")).Words("main ul.events").ShouldContain("Full · online: 40 places left");
        var facts = (await PageAsync(Lecture)).Words("main .facts");
        facts.ShouldContain("In the hall: Full");
        facts.ShouldContain("Online: 40 places left");
    }

    [Fact]
    public async Task Programs_are_told_the_same()
    {
        await _portal.ImportsAsync(_folder.Lecture("open", seats: 1, more: "online-seats: 2\nregistration-opens: 2026-11-20 10:00\nregistration-closes: 2026-12-02 18:00").Lecture("none", seats: null));
        var id = await _portal.LectureIdAsync("open");
        var thing = await EventAsync(Lecture);
        thing.GetProperty("maximumAttendeeCapacity").GetInt32().ShouldBe(3);
        thing.GetProperty("maximumPhysicalAttendeeCapacity").GetInt32().ShouldBe(1);
        thing.GetProperty("maximumVirtualAttendeeCapacity").GetInt32().ShouldBe(2);
        thing.GetProperty("remainingAttendeeCapacity").GetInt32().ShouldBe(3);
        thing.GetProperty("isAccessibleForFree").GetBoolean().ShouldBeTrue();
        var offer = thing.GetProperty("offers");
        offer.GetProperty("price").GetInt32().ShouldBe(0);
        offer.GetProperty("priceCurrency").GetString().ShouldBe("TRY");
        offer.GetProperty("availability").GetString().ShouldBe("https://schema.org/InStock");
        offer.GetProperty("validFrom").GetString().ShouldBe("2026-11-20T10:00:00+03:00");
        offer.GetProperty("url").GetString()!.ShouldEndWith(Lecture + "/register");
        (await EventAsync("/tr/lectures/konferans-open")).GetProperty("offers").GetProperty("url").GetString()!.ShouldEndWith("/tr/lectures/konferans-open/register");

        for (var n = 0; n < 3; n++)
        {
            var place = n == 0 ? OutreachPortal.Models.SeatPlace.Hall : OutreachPortal.Models.SeatPlace.Online;
            await _portal.RegisterAsync(id, string.Create(CultureInfo.InvariantCulture, $"a{n}@poyraz.example"), with: party => party with { Place = place });
        }

        thing = await EventAsync(Lecture);
        thing.GetProperty("remainingAttendeeCapacity").GetInt32().ShouldBe(0);
        thing.GetProperty("offers").GetProperty("availability").GetString().ShouldBe("https://schema.org/SoldOut");

        thing = await EventAsync("/en/lectures/lecture-none");
        thing.TryGetProperty("offers", out _).ShouldBeFalse();
        thing.TryGetProperty("maximumAttendeeCapacity", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task List_asks_no_more_often_for_many_lectures_than_for_one_and_only_for_seats_of_those_it_shows()
    {
        for (var n = 10; n < 40; n++)
        {
            _folder.Lecture($"l{n}");
        }

        using var one = new ContentFolder();
        await using var little = new PortalHost();
        await little.ImportsAsync(one.Lecture("open"));
        await _portal.ImportsAsync(_folder);
        foreach (var address in new[] { "/en/lectures", "/en" })
        {
            (await CommandsAsync(_portal, address)).ShouldBe(await CommandsAsync(little, address), address);
        }

        (await PageAsync("/en/lectures?page=2")).AllWords("main li.event").ShouldAllBe(words => words.Contains("10 places left", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Preview_of_a_draft_shows_the_seats_that_it_will_have()
    {
        await _portal.ImportsAsync(_folder.Lecture("open", more: "state: draft"));
        using var alice = await _portal.AliceTheAuthorAsync();
        var page = await alice.PageAsync($"/en/preview/lectures/{await _portal.LectureIdAsync("open")}");
        page.Words("main .facts").ShouldContain("10 places left");
    }

    private Task<IHtmlDocument> PageAsync(string address) => _portal.Visitor().PageAsync(address);

    private async Task<IEnumerable<string>> ButtonsAsync(string slug) => (await PageAsync("/en/lectures/lecture-" + slug))
        .QuerySelectorAll("main .actions a.btn[href*=register]").Select(link => $"{link.Words()} {link.GetAttribute("href")}");

    private async Task<JsonElement> EventAsync(string address) => (await PageAsync(address)).QuerySelectorAll("script[type='application/ld+json']")
        .Select(script => JsonDocument.Parse(script.TextContent).RootElement).Single(thing => thing.GetProperty("@type").GetString() == "EducationEvent");

    private static async Task<int> CommandsAsync(PortalHost portal, string address)
    {
        await portal.Visitor().PageAsync(address);
        portal.Pages.Clear();
        portal.Commands.Reset();
        await portal.Visitor().PageAsync(address);
        return portal.Commands.Count;
    }
}
