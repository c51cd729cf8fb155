using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc.Testing;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Hosting;

public sealed class SecurityHeadersTests(DemoPortal portal) : IClassFixture<DemoPortal>
{
    private HttpClient Visitor => portal.Visitor();

    [Theory]
    [InlineData("GET", "/en", 200)]
    [InlineData("HEAD", "/en", 200)]
    [InlineData("GET", "/tr/policies", 200)]
    [InlineData("GET", "/", 302)]
    [InlineData("GET", "/en/nowhere", 404)]
    [InlineData("GET", "/api/nothing", 404)]
    [InlineData("POST", "/en", 405)]
    [InlineData("GET", "/favicon.svg", 200)]
    [InlineData("GET", "/health/live", 200)]
    [InlineData("GET", "/health/ready", 200)]
    public async Task Every_kind_of_answer_tells_the_browser_what_not_to_do(string method, string address, int status)
    {
        // The second one comes from the cache.
        for (var time = 0; time < 2; time++)
        {
            using var answer = await Visitor.AnswerAsync(new HttpMethod(method), address);
            ((int)answer.StatusCode).ShouldBe(status);
            ShouldBeGuarded(answer);
        }
    }

    [Fact]
    public async Task Policy_allows_the_pages_own_style_element_and_nothing_else_inline()
    {
        using var answer = await Visitor.AnswerAsync("/en");
        var page = await answer.PageAsync("/en");
        var hashes = page.QuerySelectorAll("style").Select(style => "'sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style.TextContent))) + "'").ToList();
        hashes.Count.ShouldBe(1);
        answer.Header("Content-Security-Policy").ShouldBe(
            $"default-src 'none'; script-src 'self'; style-src 'self' {hashes[0]}; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        page.QuerySelectorAll("*").SelectMany(element => element.Attributes).ShouldAllBe(attribute => !attribute.Name.StartsWith("on") && attribute.Name != "style");
    }

    [Theory]
    [InlineData("http://localhost/en", null)]
    [InlineData("https://portal.example.edu/en", "max-age=31536000")]
    [InlineData("http://portal.example.edu/en", null)]
    public async Task Strict_transport_is_asked_for_over_https_alone(string address, string? expected)
    {
        using var host = new PortalHost().With("AllowedHosts", "portal.example.edu;localhost");
        using var answer = await host.Visitor().AnswerAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Header("Strict-Transport-Security").ShouldBe(expected);
    }

    [Fact]
    public async Task Strict_transport_is_not_asked_for_in_development()
    {
        using var host = new PortalHost { Environment = "Development" }.With("AllowedHosts", "portal.example.edu");
        using var answer = await host.Visitor().AnswerAsync("https://portal.example.edu/en");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Header("Strict-Transport-Security").ShouldBeNull();
    }

    [Fact]
    public async Task Behind_a_proxy_the_sites_own_address_decides()
    {
        using var host = new PortalHost().With("Site:Address", "https://portal.example.edu");
        using var client = host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("http://portal.example.edu") });
        foreach (var address in new[] { "/en", "/en/nowhere", "/favicon.svg", "/" })
        {
            using var answer = await client.AnswerAsync(address, ("X-Forwarded-Host", "evil.example"));
            answer.Header("Strict-Transport-Security").ShouldBe("max-age=31536000", address);
            (answer.Target() ?? "").ShouldNotContain("evil");
        }

        (await client.PageAsync("/en")).Href("link[rel=canonical]").ShouldBe("https://portal.example.edu/en");
        (await host.Visitor().PageAsync("http://localhost/en")).Href("link[rel=canonical]").ShouldBe("https://portal.example.edu/en");
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("evil.localhost")]
    [InlineData("127.0.0.2")]
    [InlineData("portal.example.edu.")]
    public async Task Foreign_host_is_refused(string name)
    {
        using var answer = await Visitor.AnswerAsync($"http://{name}/en");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Address_of_the_site_never_comes_from_the_request()
    {
        using var answer = await Visitor.AnswerAsync("http://localhost:666/en", ("X-Forwarded-Host", "evil.example"), ("Forwarded", "host=evil.example"));
        var page = await answer.PageAsync("/en");
        page.DocumentElement.OuterHtml.ShouldNotContain("666");
        page.DocumentElement.OuterHtml.ShouldNotContain("evil");
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Static_files_are_kept_for_ever_and_sent_compressed(string encoding)
    {
        var page = await Visitor.PageAsync("/en");
        foreach (var address in page.QuerySelectorAll("link[rel=stylesheet], link[rel=icon]").Select(link => link.GetAttribute("href")!))
        {
            using var answer = await Visitor.AnswerAsync(address, ("Accept-Encoding", encoding));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
            answer.Header("Cache-Control").ShouldBe("max-age=31536000, immutable", address);
            answer.Header("Content-Encoding").ShouldBe(encoding, address);
            answer.Header("Vary").ShouldBe("Accept-Encoding", address);
            using var again = await Visitor.AnswerAsync(address, ("Accept-Encoding", encoding), ("If-None-Match", answer.Header("ETag")!));
            again.StatusCode.ShouldBe(HttpStatusCode.NotModified, address);
        }
    }

    private static void ShouldBeGuarded(HttpResponseMessage answer)
    {
        var policy = answer.Header("Content-Security-Policy").ShouldNotBeNull();
        policy.ShouldNotContain("unsafe");
        policy.ShouldNotContain("*");
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("frame-ancestors 'none'");
        answer.Header("X-Content-Type-Options").ShouldBe("nosniff");
        answer.Header("X-Frame-Options").ShouldBe("DENY");
        answer.Header("Referrer-Policy").ShouldBe("strict-origin-when-cross-origin");
        answer.Header("Permissions-Policy").ShouldNotBeNull().ShouldContain("camera=()");
        answer.Header("Cross-Origin-Opener-Policy").ShouldBe("same-origin");
        answer.Header("Server").ShouldBeNull();
        answer.Header("X-Powered-By").ShouldBeNull();
    }

    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/account/forgotten")]
    [InlineData("/en/registrations")]
    public async Task A_cookie_of_a_portal_behind_https_goes_over_https_alone_and_no_script_reads_it(string address)
    {
        await using var secure = new PortalHost().With("Site:Address", "https://outreach.example.edu");
        using var answer = await secure.Visitor().GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        answer.Headers.GetValues("Set-Cookie").ShouldNotBeEmpty();
        foreach (var cookie in answer.Headers.GetValues("Set-Cookie"))
        {
            cookie.ShouldContain("; secure", Case.Insensitive);
            cookie.ShouldContain("; httponly", Case.Insensitive);
            cookie.ShouldContain("; samesite=", Case.Insensitive);
        }
    }
}
