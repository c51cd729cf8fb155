using System.IO.Compression;
using System.Net;
using System.Text;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Hosting;

public sealed class PageCacheTests(DemoPortal portal) : IClassFixture<DemoPortal>
{
    private HttpClient Visitor => portal.Visitor();

    [Theory]
    [InlineData("/en")]
    [InlineData("/tr/seminars")]
    [InlineData("/en/seminars?when=past&page=1")]
    [InlineData("/en/lectures?sdg=4")]
    [InlineData("/en/partners?kind=school")]
    [InlineData("/en/policies")]
    [InlineData("/tr/calendar?month=2026-12")]
    [InlineData("/tr/calendar.ics")]
    public async Task Second_visitor_is_answered_without_the_database(string address)
    {
        using var first = await Visitor.AnswerAsync(address);
        portal.Commands.Reset();
        using var second = await Visitor.AnswerAsync(address);
        portal.Commands.Count.ShouldBe(0);
        second.Headers.Age.ShouldNotBeNull();
        (await TextAsync(second)).ShouldBe(await TextAsync(first));
        second.Header("ETag").ShouldBe(first.Header("ETag"));
    }

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("br;q=0, gzip;q=0.1", "gzip")]
    [InlineData("br;q=0.2, gzip;q=0.8", "gzip")]
    [InlineData("*", "br")]
    [InlineData("br;q=0, *", "gzip")]
    [InlineData("", null)]
    [InlineData("identity", null)]
    [InlineData("zstd", null)]
    [InlineData(";;;q=", null)]
    public async Task Every_encoding_holds_the_same_page_and_has_a_validator_of_its_own(string accepted, string? encoding)
    {
        using var plain = await Visitor.AnswerAsync("/en/policies");
        for (var time = 0; time < 2; time++)
        {
            using var answer = await Visitor.AnswerAsync("/en/policies", ("Accept-Encoding", accepted));
            answer.Header("Content-Encoding").ShouldBe(encoding);
            answer.Header("Vary").ShouldBe("Accept-Encoding");
            answer.Header("Cache-Control").ShouldBe("public, no-cache");
            (await TextAsync(answer)).ShouldBe(await TextAsync(plain));
            (answer.Header("ETag") == plain.Header("ETag")).ShouldBe(encoding is null);

            using var again = await Visitor.AnswerAsync("/en/policies", ("Accept-Encoding", accepted), ("If-None-Match", answer.Header("ETag")!));
            again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
            again.Header("ETag").ShouldBe(answer.Header("ETag"));
            (await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("\"another\"", 200)]
    [InlineData("garbage", 200)]
    [InlineData("*", 304)]
    public async Task Validator_of_another_page_is_no_reason_to_send_none(string validator, int status)
    {
        await Visitor.PageAsync("/en/partners");
        using var answer = await Visitor.AnswerAsync("/en/partners", ("If-None-Match", validator));
        ((int)answer.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task Page_that_is_not_kept_has_a_validator_too()
    {
        using var first = await Visitor.AnswerAsync("/en/seminars?q=the");
        using var second = await Visitor.AnswerAsync("/en/seminars?q=the", ("If-None-Match", first.Header("ETag")!));
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        second.Headers.Age.ShouldBeNull();
    }

    [Theory]
    [InlineData("/en/seminars?utm_source={0}")]
    [InlineData("/en/seminars?q={0}")]
    [InlineData("/en/seminars?sdg={0}")]
    [InlineData("/en/seminars?sdg=00{0:0000}4")]
    [InlineData("/en/seminars?sdg=4&sdg={0}")]
    [InlineData("/en/seminars?sdg=4&audience={0}")]
    [InlineData("/en/seminars?unit={0}")]
    [InlineData("/en/seminars?kind={0}")]
    [InlineData("/en/seminars?page={0}")]
    [InlineData("/en/seminars?page=000{0}")]
    [InlineData("/en/seminars?when={0}")]
    [InlineData("/en/seminars?{0}")]
    [InlineData("/en/partners?audience={0}")]
    [InlineData("/en/seminars?month={0}")]
    [InlineData("/en/calendar?month={0}-11")]
    [InlineData("/en/calendar?month=2026-11&month={0}")]
    [InlineData("/en/calendar?day=2026-11-23&x={0}")]
    [InlineData("/en/calendar.ics?month={0}")]
    [InlineData("/en/seminars/nowhere-{0}.ics")]
    [InlineData("/en/partners?kind={0}")]
    [InlineData("/en/policies?programme={0}")]
    [InlineData("/en/policies?when={0}")]
    [InlineData("/en/policies?owner={0}")]
    [InlineData("/en/policies?status={0}")]
    [InlineData("/en/policies?topic={0}")]
    [InlineData("/en/policies?type={0}")]
    [InlineData("/en/seminars?status={0}")]
    [InlineData("/en/policies/changes?page={0}")]
    [InlineData("/en/policies/changes?year={0}")]
    [InlineData("/en/policies/nowhere-{0}.md")]
    [InlineData("/en/policies/community-contribution/versions/{0}.json")]
    [InlineData("/en/programmes?unit={0}")]
    [InlineData("/en?page={0}")]
    [InlineData("/en?unit={0}&sdg={0}")]
    [InlineData("/en/seminars/nowhere-{0}")]
    [InlineData("/sitemap-{0:0000000}1.xml")]
    [InlineData("/sitemap-00000{0}.xml")]
    [InlineData("/media/{0}.png")]
    [InlineData("/?x={0}")]
    public async Task Stranger_cannot_fill_the_cache(string address)
    {
        await Visitor.AnswerAsync(address.Split('?')[0]);
        await Visitor.AnswerAsync(Format(address, 1000));
        var entries = portal.Pages.Entries;
        for (var n = 1001; n < 1006; n++)
        {
            await Visitor.AnswerAsync(Format(address, n));
        }

        portal.Pages.Entries.ShouldBe(entries);
    }

    [Theory]
    [InlineData("/en/seminars/")]
    [InlineData("/api/v1/seminars/")]
    public async Task Letter_that_is_a_large_k_to_some_makes_no_entry(string below)
    {
        var name = (await Visitor.PageAsync("/en/seminars?unit=&when=")).QuerySelectorAll("main ul.events a.cover")
            .Select(link => link.GetAttribute("href")!.Split('/')[^1]).First(slug => slug.Contains('k'));
        await Visitor.AnswerAsync(below + name);
        var entries = portal.Pages.Entries;
        using var answer = await Visitor.AnswerAsync(below + name.Replace("k", "%E2%84%AA", StringComparison.Ordinal));
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        portal.Pages.Entries.ShouldBe(entries);
    }

    [Theory]
    [InlineData("sdg=+4", "sdg=++4")]
    [InlineData("when=past", "when=PAST")]
    [InlineData("when=past&unit=+", "when=past&unit=++")]
    [InlineData("mode=online", "mode=oNLINE")]
    public async Task Other_spellings_of_a_filter_make_no_entry(string one, string other)
    {
        await Visitor.PageAsync("/en/lectures?" + one);
        var entries = portal.Pages.Entries;
        await Visitor.PageAsync("/en/lectures?" + other);
        portal.Pages.Entries.ShouldBe(entries);
    }

    [Theory]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X-Forwarded-Proto", "gopher")]
    [InlineData("X-Forwarded-Prefix", "/evil")]
    [InlineData("X-Original-URL", "/tr")]
    [InlineData("X-Rewrite-URL", "/tr")]
    [InlineData("X-HTTP-Method-Override", "DELETE")]
    [InlineData("Accept-Language", "tr")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Cookie", ".AspNetCore.Culture=c=tr|uic=tr")]
    [InlineData("Range", "bytes=0-3")]
    [InlineData("Authorization", "Basic eDp5")]
    public async Task Header_of_one_visitor_changes_nothing_for_the_next(string name, string value)
    {
        var plain = await TextAsync(await Visitor.AnswerAsync("/en/programmes"));
        portal.Pages.Clear();
        (await TextAsync(await Visitor.AnswerAsync("/en/programmes", (name, value)))).ShouldBe(plain);
        (await TextAsync(await Visitor.AnswerAsync("/en/programmes"))).ShouldBe(plain);
    }

    [Theory]
    [InlineData("slug={0}")]
    [InlineData("culture=tr&slug=")]
    [InlineData("x")]
    public async Task Body_of_a_GET_cannot_put_another_page_in_its_place(string form)
    {
        var addresses = (await Visitor.PageAsync("/en/lectures")).QuerySelectorAll("main ul.events a.cover").Select(link => link.GetAttribute("href")!).ToList();
        var address = addresses[0];
        form = string.Format(null, form, addresses[1].Split('/')[^1]);
        var right = (await Visitor.PageAsync(address)).Words("h1");
        portal.Pages.Clear();
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Content = new StringContent(form, null, "application/x-www-form-urlencoded") };
        using var answer = await Visitor.SendAsync(request, TestContext.Current.CancellationToken);
        (await answer.PageAsync(address)).Words("h1").ShouldBe(right);
        (await Visitor.PageAsync(address)).Words("h1").ShouldBe(right);
    }

    [Fact]
    public async Task Body_of_a_GET_that_cannot_be_read_does_no_harm()
    {
        portal.Pages.Clear();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en/lectures/what-a-machine-learns") { Content = new StringContent(new string('x', 20_000), null, "application/x-www-form-urlencoded") };
        using var answer = await Visitor.SendAsync(request, TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBeLessThan(500);
    }

    [Fact]
    public async Task HEAD_has_what_GET_has_but_the_body()
    {
        foreach (var address in new[] { "/en/seminars", "/en/seminars?q=the", "/en/nowhere", "/css/site.css", "/favicon.svg", "/" })
        {
            using var get = await Visitor.AnswerAsync(address, ("Accept-Encoding", "gzip"));
            using var head = await Visitor.AnswerAsync(HttpMethod.Head, address, ("Accept-Encoding", "gzip"));
            head.StatusCode.ShouldBe(get.StatusCode);
            (await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
            foreach (var name in new[] { "Content-Type", "Content-Encoding", "ETag", "Cache-Control", "Vary", "Location", "Content-Security-Policy" })
            {
                head.Header(name).ShouldBe(get.Header(name), $"{address} {name}");
            }
        }
    }

    [Fact]
    public async Task HEAD_first_leaves_a_whole_page_for_GET()
    {
        using var head = await Visitor.AnswerAsync(HttpMethod.Head, "/tr/partners");
        (await Visitor.PageAsync("/tr/partners")).QuerySelector("footer").ShouldNotBeNull();
    }

    [Fact]
    public async Task POST_is_neither_answered_from_the_cache_nor_kept()
    {
        await Visitor.PageAsync("/en/lectures");
        var entries = portal.Pages.Entries;
        using var answer = await Visitor.AnswerAsync(HttpMethod.Post, "/en/lectures");
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Headers.Age.ShouldBeNull();
        portal.Pages.Entries.ShouldBe(entries);
    }

    [Fact]
    public async Task Many_first_visitors_at_once_have_the_page_made_once()
    {
        using var crowded = new DemoPortal();
        var visitor = crowded.Visitor();
        (await visitor.AnswerAsync("/health/live")).Dispose();
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => visitor.AnswerAsync("/en/seminars")));
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        answers.Select(answer => answer.Header("ETag")).Distinct().Count().ShouldBe(1);
        crowded.Pages.Writes.ShouldBeLessThanOrEqualTo(2);
    }

    [Theory]
    [InlineData("/en/seminars")]
    [InlineData("/en/stories")]
    [InlineData("/tr/feed.atom")]
    [InlineData("/api/v1/lectures")]
    public async Task Visitor_who_goes_away_takes_nobody_along(string address)
    {
        using var slow = new SlowPortal();
        var visitor = slow.Visitor();
        (await visitor.AnswerAsync("/en")).Dispose();
        using var leaving = new CancellationTokenSource();
        slow.Gate.Close();
        var first = visitor.GetAsync(address, leaving.Token);
        await slow.Gate.Reached;
        var others = Enumerable.Range(0, 20).Select(_ => visitor.AnswerAsync(address)).ToList();
        await leaving.CancelAsync();
        // Long enough for whatever would end with the request.
        await Task.WhenAny(first, Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken));
        slow.Gate.Open();
        (await Task.WhenAll(others)).Select(answer => answer.StatusCode).ShouldAllBe(status => status == HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/en")]
    [InlineData("/en/seminars")]
    [InlineData("/en/seminars?q=x")]
    [InlineData("/en/nowhere")]
    [InlineData("/")]
    [InlineData("/health/live")]
    [InlineData("/favicon.svg")]
    public async Task Visitor_gets_no_cookie(string address)
    {
        using var answer = await Visitor.AnswerAsync(address);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    private static string Format(string address, int number) => string.Format(null, address, number);

    private static async Task<string> TextAsync(HttpResponseMessage answer)
    {
        using var sent = new MemoryStream(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        await using Stream plain = answer.Header("Content-Encoding") switch
        {
            "br" => new BrotliStream(sent, CompressionMode.Decompress),
            "gzip" => new GZipStream(sent, CompressionMode.Decompress),
            _ => sent,
        };
        using var reader = new StreamReader(plain, Encoding.UTF8);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
