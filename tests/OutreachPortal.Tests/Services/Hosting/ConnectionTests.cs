using System.Net;
using System.Net.Sockets;
using System.Text;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Hosting;

/// <summary>What comes in over a real connection, as no decent client would send it.</summary>
public sealed class ConnectionTests(ListeningPortal portal) : IClassFixture<ListeningPortal>
{
    [Fact]
    public async Task Request_over_the_limit_is_too_large()
    {
        foreach (var address in new[] { "/api/v1/broken", "/en/seminars" })
        {
            var answer = await SendAsync($"POST {address} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close\r\nContent-Length: 1048577\r\n\r\n");
            answer.ShouldStartWith("HTTP/1.1 413 ");
            answer.ShouldContain("Content-Security-Policy:");
        }

        (await SendAsync("POST /en/seminars HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc")).ShouldStartWith("HTTP/1.1 405 ");
    }

    [Theory]
    [InlineData("/en/policies/none/versions/1/comments", 9, "The form was too large")]
    [InlineData("/tr/policies/none/versions/1/comments", 9, "Form çok büyük")]
    [InlineData("/en/policies/none/versions/1/comments", 40, "The form was too large")]
    [InlineData("/en/lectures/none/register", 9, "The form was too large")]
    [InlineData("/tr/registrations", 9, "Form çok büyük")]
    [InlineData("/account/sign-in", 40, "The form was too large")]
    public async Task Form_that_is_too_large_is_said_to_be_in_the_visitors_language(string address, int megabytes, string title)
    {
        using var content = new StringContent("text=" + new string('x', megabytes * 1024 * 1024), null, "application/x-www-form-urlencoded");
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        using var client = new HttpClient { BaseAddress = portal.Address };
        request.Headers.Add("Accept-Language", "en");
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var page = await answer.PageAsync(address, HttpStatusCode.RequestEntityTooLarge);
        page.Words("h1").ShouldBe(title);
        page.QuerySelector("header.site-head nav a").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("GET /en HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", 400)]
    [InlineData("GET /en HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /en HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 400)]
    [InlineData("GET http://evil.example/en HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("GET /en/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("GET /en/%ff%fe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404)]
    [InlineData("GET /en?q=%ff%fe%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 200)]
    [InlineData("GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404)]
    [InlineData("GET /en/..%5c..%5cportal.db HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404)]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 405)]
    [InlineData("GET /en HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: a\nSet-Cookie: b\r\n\r\n", 200)]
    [InlineData("GET /en/a%0d%0aSet-Cookie:%20x=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404)]
    [InlineData("HEAD /en/seminars HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 200)]
    public async Task Crooked_request_is_answered_calmly(string request, int status)
    {
        var answer = await SendAsync(request);
        answer.ShouldStartWith($"HTTP/1.1 {status} ");
        answer.ShouldNotContain("Set-Cookie:");
        answer.ShouldNotContain("Server:");
        if (request.StartsWith("HEAD", StringComparison.Ordinal))
        {
            answer.ShouldEndWith("\r\n\r\n");
        }
    }

    [Theory]
    [InlineData("%C5%9F")]
    [InlineData("%F0%9F%98%80")]
    [InlineData("a+")]
    public async Task Search_for_ten_thousand_letters_is_answered_by_the_portal(string letter)
    {
        var typed = string.Concat(Enumerable.Repeat(letter, 10_000));
        var answer = await SendAsync($"GET /tr/search?q={typed} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        answer.ShouldStartWith("HTTP/1.1 200 ");
        answer.Length.ShouldBeLessThan(100_000);
    }

    /// <summary>Sends bytes as they are and reads until the portal ends the connection or falls silent.</summary>
    private async Task<string> SendAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(portal.Address.Host, portal.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        var answer = new StringBuilder();
        var buffer = new byte[64 * 1024];
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        // On a busy machine an answer takes its time; one that never comes still ends the test.
        patience.CancelAfter(TimeSpan.FromMinutes(5));
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, patience.Token)) > 0)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // Closed before all was sent.
        }

        return answer.ToString();
    }
}
