using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Services.Hosting;

public sealed class ReadableFormTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("/admin/stories/new")]
    [InlineData("/admin/stories/new/working-copy")]
    [InlineData("/admin/stories/1/publish")]
    [InlineData("/admin/bulk/withdraw")]
    [InlineData("/admin/tags/new")]
    [InlineData("/admin/settings")]
    [InlineData("/admin/users/invite")]
    [InlineData("/admin/media/x.png")]
    [InlineData("/admin/preview")]
    [InlineData("/en/preview/stories")]
    [InlineData("/account/password")]
    public async Task Form_that_cannot_be_read_is_a_bad_request(string address)
    {
        // The token in a header, as scripts send it: the token's filter then never reads the form.
        var ada = await portal.AdaTheAdministratorAsync();
        var token = await ada.TokenAsync("/admin/stories/new");
        foreach (var (type, text) in new[]
        {
            ("multipart/form-data", "x"),
            ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.png\"\r\n\r\nbroken off"),
            ("application/x-www-form-urlencoded", new string('a', 3000) + "=1"),
            ("application/x-www-form-urlencoded", string.Join('&', Enumerable.Range(0, 20_000).Select(i => "a" + i))),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(Encoding.ASCII.GetBytes(text)) };
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            request.Headers.Add("RequestVerificationToken", token);
            using var answer = await ada.SendAsync(request, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, type + ": " + text[..1]);
        }
    }
}
