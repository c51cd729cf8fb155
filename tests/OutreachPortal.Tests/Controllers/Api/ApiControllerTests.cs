using System.Net;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers.Api;

/// <summary>The API as a program of somebody else uses it.</summary>
public sealed class ApiControllerTests(FilledPortal portal) : IClassFixture<FilledPortal>
{
    public static TheoryData<string> Kinds => ["seminars", "lectures", "programmes", "policies", "partners", "people", "figures", "stories", "pages", "reports"];

    [Fact]
    public async Task Root_names_the_kinds()
    {
        var root = await portal.Reader.JsonAsync("/api/v1");
        root.GetProperty("kinds").EnumerateArray().Select(kind => kind.Text("kind")).ShouldBe(Kinds.Select(row => row.Data));
        foreach (var kind in root.GetProperty("kinds").EnumerateArray())
        {
            kind.Text("url").ShouldBe($"{FilledPortal.Site}/api/v1/{kind.Text("kind")}");
            kind.Text("name", "tr").ShouldNotBe(kind.Text("name", "en"));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task List_and_items_say_the_same(string kind)
    {
        var list = await portal.Reader.JsonAsync($"/api/v1/{kind}?pageSize=100");
        var items = list.GetProperty("items").EnumerateArray().ToList();
        items.ShouldNotBeEmpty();
        list.Text("total").ShouldBe(items.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        list.Text("kind").ShouldBe(kind);
        foreach (var item in items)
        {
            item.Text("state").ShouldBe("published");
            item.Text("self").ShouldBe($"{FilledPortal.Site}/api/v1/{kind}/{item.Text("key")}");
            item.GetProperty("uid").GetGuid().ShouldNotBe(Guid.Empty);
            (await portal.Reader.JsonAsync(new Uri(item.Text("self")!).AbsolutePath)).GetRawText().ShouldBe(item.GetRawText());
        }
    }

    [Fact]
    public async Task Lecture_is_told_whole()
    {
        var lecture = await portal.Reader.JsonAsync("/api/v1/lectures/full");
        lecture.Text("title").ShouldBe("""{"en":"Event full","tr":"Etkinlik full"}""");
        lecture.Text("urls", "tr").ShouldBe(FilledPortal.Site + "/tr/lectures/full-tr");
        lecture.Text("start").ShouldBe("""{"local":"2026-12-10T14:00:00+03:00","utc":"2026-12-10T11:00:00Z","timeZone":"Europe/Istanbul"}""");
        lecture.Text("mode").ShouldBe("on-site");
        lecture.Text("status").ShouldBe("scheduled");
        lecture.Text("audience").ShouldBe("[\"pupils\",\"teachers\"]");
        lecture.Text("spoken").ShouldBe("[\"tr\",\"en\"]");
        lecture.Text("level").ShouldBe("advanced");
        lecture.Text("seats").ShouldBe("120");
        lecture.Text("place", "en").ShouldBe("Room 1");
        lecture.Text("unit", "key").ShouldBe("science");
        lecture.Text("sdgs").ShouldBe("[4,11]");
        lecture.Text("programme", "self").ShouldBe(FilledPortal.Site + "/api/v1/programmes/series");
        lecture.GetProperty("partners")[0].Text("key").ShouldBe("town");
        lecture.Text("calendars", "en").ShouldBe(FilledPortal.Site + "/en/lectures/full.ics");
        // It has not been yet.
        lecture.Text("recording").ShouldBe("null");

        var speakers = lecture.GetProperty("speakers").EnumerateArray().ToList();
        speakers.Select(speaker => speaker.Text("name", "en")).ShouldBe(["Ada Aydın", "Guest Speaker"]);
        speakers[0].Text("person", "key").ShouldBe("ada");
        speakers[1].Text("person").ShouldBe("null");
        speakers[1].Text("role", "tr").ShouldBe("Şair");
    }

    [Fact]
    public async Task Link_for_registered_people_is_told_nobody()
    {
        foreach (var address in new[] { "/api/v1/seminars/registered", "/api/v1/seminars?pageSize=100" })
        {
            (await portal.Reader.JsonAsync(address)).GetRawText().ShouldNotContain("secret");
        }

        var hidden = await portal.Reader.JsonAsync("/api/v1/seminars/registered");
        hidden.Text("onlineLink").ShouldBe("null");
        hidden.Text("onlineLinkForRegistered").ShouldBe("true");
        (await portal.Reader.JsonAsync("/api/v1/seminars/online-scheduled")).Text("onlineLink").ShouldBe("https://meet.example.org/online-scheduled");
        (await portal.Reader.JsonAsync("/api/v1/seminars/online-cancelled")).Text("onlineLink").ShouldBe("null");
    }

    [Fact]
    public async Task Policy_says_what_is_in_force()
    {
        var policy = await portal.Reader.JsonAsync("/api/v1/policies/outreach");
        policy.Text("number").ShouldBe("PP-1");
        policy.Text("version").ShouldBe("2");
        policy.Text("inForceFrom").ShouldBe("2026-02-01");
        policy.Text("inForce").ShouldBe("true");
        policy.Text("authoritativeLanguage").ShouldBe("tr");
        policy.Text("html", "en").ShouldNotBeNull().ShouldContain("All of it.");
        policy.GetProperty("versions").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Figure_says_how_it_was_counted()
    {
        var figure = await portal.Reader.JsonAsync("/api/v1/figures/pupils");
        figure.Text("rule").ShouldBe("closed-period");
        figure.Text("value").ShouldBe("310.5");
        figure.Text("unitOfMeasure", "tr").ShouldBe("öğrenci");
        figure.Text("method", "en").ShouldBe("Counted at the door");
        figure.Text("source", "en").ShouldBe("Attendance lists");
        figure.Text("asOf").ShouldBe("2026-07-01");
        figure.Text("series").ShouldBe("""[{"label":"2025","value":300}]""");
    }

    [Theory]
    [InlineData("/api/v1/seminars/draft", 404)]
    [InlineData("/api/v1/seminars/gone", 410)]
    [InlineData("/api/v1/seminars/full", 404)]
    [InlineData("/api/v1/people/hidden", 404)]
    [InlineData("/api/v1/nothing", 404)]
    [InlineData("/api/v1/nothing/x", 404)]
    [InlineData("/api/v2", 404)]
    [InlineData("/api", 404)]
    [InlineData("/openapi/v2.json", 404)]
    public async Task What_is_not_public_is_a_problem_in_JSON(string address, int status)
    {
        var problem = await portal.Reader.JsonAsync(address, status);
        problem.Text("status").ShouldBe(status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        problem.GetRawText().ShouldNotContain("hidden", Case.Insensitive);
    }

    [Fact]
    public async Task Withdrawn_item_says_so_and_is_not_listed()
    {
        var item = await portal.Reader.JsonAsync("/api/v1/seminars/withdrawn");
        item.Text("state").ShouldBe("withdrawn");
        item.Text("withdrawnReason", "en").ShouldBe("Not held");
        var list = await portal.Reader.JsonAsync("/api/v1/seminars?pageSize=100");
        list.GetProperty("items").EnumerateArray().Select(i => i.Text("key")).ShouldNotContain("withdrawn");
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("page=-1", "page")]
    [InlineData("page=x", "page")]
    [InlineData("page=", "page")]
    [InlineData("page=1.5", "page")]
    [InlineData("page=99999999999999999999", "page")]
    [InlineData("page=1&page=2", "page")]
    [InlineData("pageSize=0", "pageSize")]
    [InlineData("pageSize=101", "pageSize")]
    [InlineData("pageSize=ten", "pageSize")]
    [InlineData("sdg=18", "sdg")]
    [InlineData("unit=nowhere", "unit")]
    [InlineData("programme=nowhere", "programme")]
    [InlineData("when=tomorrow", "when")]
    [InlineData("from=14.05.2026", "from")]
    [InlineData("from=2026-02-30", "from")]
    [InlineData("from=0001-01-01", "from")]
    [InlineData("to=9999-12-31", "to")]
    [InlineData("from=2026-05-02&to=2026-05-01", "to")]
    [InlineData("updatedSince=yesterday", "updatedSince")]
    [InlineData("updatedSince=0001-01-01T00:00:00%2B14:00", "updatedSince")]
    [InlineData("pagesize_=3", "pagesize_")]
    [InlineData("q=x", "q")]
    public async Task Bad_parameter_is_named_in_English(string query, string parameter)
    {
        using var answer = await portal.Reader.AnswerAsync("/api/v1/seminars?" + query, ("Accept-Language", "tr"));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Header("Content-Type").ShouldNotBeNull().ShouldStartWith("application/problem+json");
        answer.Header("Access-Control-Allow-Origin").ShouldBe("*");
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe([parameter]);
        problem.Text("detail").ShouldNotBeNull().ShouldStartWith(parameter + ": ");
    }

    [Theory]
    [InlineData("when=upcoming&pageSize=100", "full", true)]
    [InlineData("when=past", "over", false)]
    public async Task Events_are_asked_for_by_date(string query, string key, bool ofLectures)
    {
        var list = await portal.Reader.JsonAsync($"/api/v1/{(ofLectures ? "lectures" : "seminars")}?{query}");
        Keys(list).ShouldBe([key]);
    }

    [Theory]
    [InlineData("from=2026-10-01&to=2026-10-01", "over")]
    [InlineData("to=2026-10-01", "over")]
    [InlineData("from=2026-12-05&to=2026-12-05", "turkish")]
    [InlineData("from=2026-10-02&to=2026-12-02", "")]
    [InlineData("updatedSince=2026-11-24", "")]
    [InlineData("updatedSince=2026-11-23T12:00:01%2B03:00", "")]
    [InlineData("updatedSince=2026-11-23T12:00:00+03:00&to=2026-10-01", "over")]
    [InlineData("programme=series", "")]
    [InlineData("unit=science", "")]
    public async Task Lists_are_narrowed(string query, string keys) =>
        Keys(await portal.Reader.JsonAsync("/api/v1/seminars?" + query)).ShouldBe(keys.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("programme=series")]
    [InlineData("unit=science")]
    [InlineData("sdg=11")]
    [InlineData("when=UPCOMING")]
    public async Task Lectures_are_narrowed_to_the_one_that_fits(string query) =>
        Keys(await portal.Reader.JsonAsync("/api/v1/lectures?" + query)).ShouldBe(["full"]);

    [Fact]
    public async Task Following_next_visits_every_item_once()
    {
        var all = Keys(await portal.Reader.JsonAsync("/api/v1/seminars?pageSize=100"));
        all.Count.ShouldBeGreaterThan(12);
        var seen = new List<string?>();
        var address = "/api/v1/seminars?pageSize=5&from=2020-01-01";
        string? before = null;
        while (address is not null)
        {
            var page = await portal.Reader.JsonAsync(address);
            seen.AddRange(Keys(page));
            page.Text("links", "prev").ShouldBe(before ?? "null");
            before = page.Text("links", "self");
            before.ShouldBe(FilledPortal.Site + address);
            address = page.GetProperty("links").GetProperty("next").GetString()?[FilledPortal.Site.Length..];
        }

        seen.ShouldBe(all);
        var beyond = await portal.Reader.JsonAsync("/api/v1/seminars?page=1000000&pageSize=100");
        beyond.GetProperty("items").GetArrayLength().ShouldBe(0);
        beyond.Text("links", "next").ShouldBe("null");
    }

    [Fact]
    public async Task Stranger_cannot_fill_the_cache()
    {
        string[] queries = ["?page={0}", "?pageSize={0}", "?sdg={0}", "?from=20{0}-01-01", "?updatedSince=20{0}-01-01", "?x={0}", "/nothing-{0}", "?page=0{0}", "?PAGE={0}", "?page=1&pageSize={0}"];
        foreach (var address in queries)
        {
            await portal.Reader.AnswerAsync("/api/v1/seminars" + string.Format(null, address, 10));
            var entries = portal.Pages.Entries;
            for (var n = 11; n < 17; n++)
            {
                await portal.Reader.AnswerAsync("/api/v1/seminars" + string.Format(null, address, n));
            }

            portal.Pages.Entries.ShouldBe(entries, address);
        }
    }

    [Theory]
    [InlineData("/api/v1/policies", true)]
    [InlineData("/api/v1/policies?pageSize=100&page=1", true)]
    [InlineData("/api/v1/policies?sdg=4", false)]
    [InlineData("/api/v1/policies/outreach", true)]
    [InlineData("/openapi/v1.json", true)]
    public async Task Answer_that_is_known_is_not_sent_again(string address, bool kept)
    {
        using var first = await portal.Reader.AnswerAsync(address, ("Accept-Encoding", "gzip"), ("Origin", "https://elsewhere.example"));
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        first.Header("Content-Encoding").ShouldBe("gzip");
        first.Header("Access-Control-Allow-Origin").ShouldBe("*");
        first.Header("Access-Control-Allow-Credentials").ShouldBeNull();
        using var again = await portal.Reader.AnswerAsync(address, ("Accept-Encoding", "gzip"), ("If-None-Match", first.Header("ETag")!));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        again.Header("Access-Control-Allow-Origin").ShouldBe("*");
        using var last = await portal.Reader.AnswerAsync(address, ("Accept-Encoding", "gzip"));
        (last.Headers.Age is not null).ShouldBe(kept);
    }

    [Theory]
    [InlineData("/api/v1/seminars")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/en/feed.atom")]
    [InlineData("/tr/seminars/feed.atom")]
    [InlineData("/en/calendar.ics")]
    public async Task Browser_that_asks_whether_it_may_read_is_told_so(string address)
    {
        using var answer = await portal.Reader.AnswerAsync(HttpMethod.Options, address, ("Origin", "https://elsewhere.example"), ("Access-Control-Request-Method", "GET"));
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        answer.Header("Access-Control-Allow-Origin").ShouldBe("*");
        answer.Header("Access-Control-Allow-Methods").ShouldBe("GET, HEAD, OPTIONS");
        answer.Header("Access-Control-Allow-Credentials").ShouldBeNull();
    }

    [Theory]
    [InlineData("/en")]
    [InlineData("/en/seminars")]
    [InlineData("/apis")]
    public async Task Pages_are_open_to_no_other_site(string address)
    {
        using var answer = await portal.Reader.AnswerAsync(address, ("Origin", "https://elsewhere.example"));
        answer.Header("Access-Control-Allow-Origin").ShouldBeNull();
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Nothing_can_be_written(string method)
    {
        using var answer = await portal.Reader.AnswerAsync(new HttpMethod(method), "/api/v1/seminars");
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Header("Content-Type").ShouldNotBeNull().ShouldStartWith("application/problem+json");
    }

    [Fact]
    public async Task Title_is_read_as_it_was_typed()
    {
        var item = await portal.Reader.JsonAsync("/api/v1/seminars/hostile");
        item.Text("title", "en").ShouldBe(FilledPortal.HostileTitle);
        item.GetProperty("title").GetProperty("tr").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void No_value_of_a_parameter_breaks_the_answer()
    {
        var names = Gen.Elements("page", "pageSize", "sdg", "unit", "updatedSince", "from", "to", "when", "programme", "x", "");
        var values = Gen.OneOf(ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""), ArbMap.Default.GeneratorFor<int>().Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Gen.Elements("2026-05-14", "2026-05-14T09:00:00Z", "upcoming", "science", "series", "0x10", "1e3", "\u0000", "2199-12-31", "1900-01-01"));
        var queries = names.SelectMany(name => values.Select(value => name + "=" + Uri.EscapeDataString(string.Concat(value.EnumerateRunes().Select(rune => rune.ToString()))))).ListOf();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Arb.From(queries), query =>
        {
            using var answer = portal.Reader.AnswerAsync("/api/v1/seminars?" + string.Join('&', query)).GetAwaiter().GetResult();
            return answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest;
        }));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Number_of_questions_does_not_depend_on_how_much_there_is(string kind)
    {
        async Task<int> QuestionsAsync(int size)
        {
            portal.Pages.Clear();
            portal.Commands.Reset();
            await portal.Reader.JsonAsync($"/api/v1/{kind}?pageSize={size}");
            return portal.Commands.Count;
        }

        await QuestionsAsync(1);
        (await QuestionsAsync(100)).ShouldBe(await QuestionsAsync(1));
        portal.Commands.Commands.ShouldAllBe(command => !command.Contains("Revisions", StringComparison.Ordinal));
    }

    private static List<string?> Keys(JsonElement list) => [.. list.GetProperty("items").EnumerateArray().Select(item => item.Text("key"))];
}
