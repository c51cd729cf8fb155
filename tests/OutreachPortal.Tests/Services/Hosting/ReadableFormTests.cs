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

    [Theory]
    [InlineData("/en/lectures/lecture-open/register", HttpStatusCode.SeeOther)]
    [InlineData("/en/registrations", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/admin/letters/retry", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/admin/lectures/{id}/registrations/new", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/admin/lectures/{id}/door/check-in", HttpStatusCode.Redirect)]
    [InlineData("/admin/lectures/{id}/certificates", HttpStatusCode.UnprocessableEntity)]
    public async Task What_is_no_form_is_one_without_fields(string address, HttpStatusCode expected)
    {
        using var folder = new ContentFolder();
        await portal.ImportsAsync(folder.Lecture("open"));
        var lecture = await portal.LectureIdAsync("open");
        var ada = await portal.AdaTheAdministratorAsync();
        var token = await ada.TokenAsync("/admin/stories/new");
        foreach (var type in new[] { "application/json", "text/plain", null })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address.Replace("{id}", $"{lecture}", StringComparison.Ordinal)) { Content = new ByteArrayContent("{\"id\": 1}"u8.ToArray()) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            request.Headers.Add("RequestVerificationToken", token);
            using var answer = await ada.SendAsync(request, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(expected, type);
        }
    }

    [Theory]
    [InlineData("/en/registrations", "application/x-www-form-urlencoded; charset=utf-7", "email=x")]
    [InlineData("/account/sign-in", "application/x-www-form-urlencoded; charset=\"unicode-1-1-utf-7\"", "email=x")]
    [InlineData("/en/registrations", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: text/plain; charset=utf-7\r\n\r\n+ADw-\r\n--x--\r\n")]
    [InlineData("/account/sign-in", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: text/plain; charset=CSUNICODE11UTF7\r\n\r\n+ADw-\r\n--x--\r\n")]
    public async Task An_encoding_that_is_not_read_breaks_nothing(string address, string type, string text)
    {
        using var form = new ByteArrayContent(Encoding.ASCII.GetBytes(text));
        form.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await portal.Visitor().PostAsync(new Uri(address, UriKind.Relative), form, TestContext.Current.CancellationToken);
        // There is no token in it.
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("<html");
    }

    [Fact]
    public async Task An_upload_with_a_part_in_an_encoding_that_is_not_read_is_an_upload()
    {
        var ada = await portal.AdaTheAdministratorAsync();
        using var form = new ByteArrayContent(Encoding.ASCII.GetBytes(
            "--x\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: text/plain; charset=utf-7\r\n\r\n+ADw-\r\n--x--\r\n"));
        form.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        form.Headers.Add("RequestVerificationToken", await ada.TokenAsync("/admin/stories/new"));
        using var answer = await ada.PostAsync(new Uri("/admin/media", UriKind.Relative), form, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }
}
