using System.Net;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests;

/// <summary>No input makes a 5xx. The requests are drawn from a fixed seed, so that a failure can be repeated.</summary>
public sealed class FuzzTests(DemoPortal portal) : IClassFixture<DemoPortal>
{
    private const int Requests = 3000;

    private static readonly string[] Pieces =
    [
        "en", "tr", "EN", "de", "seminars", "lectures", "programmes", "policies", "partners", "people", "impact", "reports", "pages", "2022", "figures", "media", "errors", "500", "api", "v1", "health", "live",
        "css", "site.css", "..", ".", "", "%2e%2e", "%2f", "%5c", "%25", "%0d%0a", "%c4%b0", "%ff", "%ed%a0%80", "%ef%bf%be", "%f0%9f%98%80", "a;b", "a,b", "a'b", "<b>", "*", "~", "{0}", "{slug}",
        "a", "registrations", "life-of-a-star", "life-of-a-star.ics", "calendar", "calendar.ics", "x.ics", "feed.atom", "-1", "9999999999999999999",
    ];

    private static readonly string[] Keys =
        ["q", "when", "audience", "mode", "unit", "sdg", "programme", "person", "kind", "page", "month", "day", "culture", "slug", "status", "name", "action", "controller", "area", "id", "", "q[]", "q[0]", "%00", "__RequestVerificationToken"];

    private static readonly string[] Values =
    [
        "", "+", "a", "I", "%C4%B1", "isik", "past", "upcoming", "pupils", "online", "on-site", "4", "17", "18", "0", "-1", "1e9", "2147483648", "99999999999999999999", "2026-11", "2026-02-30", "0001-01", "9999-12-31", "true", "null", "%00", "%0d%0ax", "%E2%80%8B",
        "%ED%A0%80", "%EF%BF%BE", "%F0%9F%98%80", "%F0%9F", "%", "%%", "%u0041", "'", "\"", "<script>", "..%2f..%2f", "${7*7}", "{0}", "%25%5F", "school", "summer-school", "teacher-academy", "%EF%BF%BF", "a%CC%88%CC%88%CC%88",
    ];

    private static readonly string[] Headers =
        ["Accept-Language", "Accept-Encoding", "If-None-Match", "If-Modified-Since", "Range", "If-Range", "Cookie", "Authorization", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-URL", "Content-Type", "Origin", "Referer", "User-Agent", "Cache-Control", "Accept"];

    private static readonly string[] HeaderValues =
        ["", "*", "tr", "en;q=0", "tr;q=x,,;", "br", "gzip;q=0", "br;q=1.5", "\"\"", "W/\"a\"", "bytes=0-", "bytes=9-1", "bytes=0-0,1-1", "Bearer x", "a=b; c", "text/html;charset=nonsense", "application/json", "0", "Thu, 99 Foo 2026", "ü", "no-store", "application/x-www-form-urlencoded"];

    private static readonly string[] Methods = ["GET", "GET", "GET", "GET", "GET", "GET", "HEAD", "POST", "PUT", "OPTIONS", "PATCH", "BREW"];

    [Theory]
    [InlineData(1)]
    [InlineData(20261123)]
    public async Task No_input_breaks_the_portal(int seed)
    {
        var random = new Random(seed);
        using var visitor = portal.Visitor();
        for (var n = 0; n < Requests; n++)
        {
            var address = Address(random);
            using var request = new HttpRequestMessage(new HttpMethod(Pick(random, Methods)), "http://localhost" + address);
            for (var i = random.Next(3); i > 0; i--)
            {
                request.Headers.TryAddWithoutValidation(Pick(random, Headers), Pick(random, HeaderValues));
            }

            if (request.Method.Method is "POST" or "PUT" or "PATCH")
            {
                request.Content = new StringContent(Query(random), null, "application/x-www-form-urlencoded");
            }

            using var answer = await visitor.SendAsync(request, TestContext.Current.CancellationToken);
            ((int)answer.StatusCode).ShouldBeInRange(200, 499, $"seed {seed}, request {n}: {request.Method} {address} {request.Headers}");
            // A form is sent with a cookie; nothing else the public reads sets one.
            (answer.Headers.Contains("Set-Cookie") && !address.Contains("/regist", StringComparison.OrdinalIgnoreCase)).ShouldBeFalse(address);
            if (answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.MovedPermanently)
            {
                var target = answer.Target().ShouldNotBeNull();
                (target.StartsWith("/en", StringComparison.Ordinal) || target.StartsWith("/tr", StringComparison.Ordinal)).ShouldBeTrue($"{address} -> {target}");
            }
        }
    }

    private static string Address(Random random)
    {
        // Half of the paths begin as real ones do, so that the requests go further than the first 404.
        var path = random.Next(2) == 0 ? "/" + Pick(random, ["en", "tr"]) + "/" + Pick(random, ["seminars", "lectures", "programmes", "policies", "partners", "people", "impact", "impact/figures", "reports", "pages"]) : "";
        for (var i = random.Next(3); i > 0; i--)
        {
            path += "/" + Pick(random, Pieces);
        }

        path = path.Length == 0 ? "/" : path;
        return random.Next(4) == 0 ? path : path + "?" + Query(random);
    }

    private static string Query(Random random) => string.Join('&', Enumerable.Range(0, random.Next(5))
        .Select(_ => Pick(random, Keys) + "=" + string.Concat(Enumerable.Range(0, random.Next(1, random.Next(20) == 0 ? 200 : 3)).Select(_ => Pick(random, Values)))));

    private static string Pick(Random random, string[] choices) => choices[random.Next(choices.Length)];
}
