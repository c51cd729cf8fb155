using System.Net;
using System.Text.Json;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

public sealed class ErrorsControllerTests(DemoPortal portal) : IClassFixture<DemoPortal>
{
    private HttpClient Visitor => portal.Visitor();

    [Theory]
    [InlineData("/en/seminars/nowhere", "tr", "en", "This page does not exist")]
    [InlineData("/tr/seminars/nowhere", "en", "tr", "Sayfa bulunamadı")]
    [InlineData("/nowhere", "en-US,en;q=0.9", "en", "This page does not exist")]
    [InlineData("/nowhere", "de,tr;q=0.1", "tr", "Sayfa bulunamadı")]
    [InlineData("/de", "en", "en", "This page does not exist")]
    [InlineData("/de/seminars", "en", "en", "This page does not exist")]
    [InlineData("/media/none.png", "en", "en", "This page does not exist")]
    [InlineData("/css/none.css", "en", "en", "This page does not exist")]
    public async Task Missing_page_is_said_in_the_visitors_language_and_the_sites_look(string address, string accepted, string language, string title)
    {
        using var answer = await Visitor.AnswerAsync(address, ("Accept-Language", accepted));
        var page = await answer.PageAsync(address, HttpStatusCode.NotFound);
        page.DocumentElement.GetAttribute("lang").ShouldBe(language);
        page.QuerySelectorAll("h1").Length.ShouldBe(1);
        page.Words("h1").ShouldBe(title);
        page.QuerySelector("header.site-head nav a").ShouldNotBeNull();
        page.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
        page.QuerySelector("link[rel=canonical]").ShouldBeNull();
        answer.Header("Cache-Control").ShouldBe("no-store");
    }

    [Theory]
    [InlineData("/errors/500")]
    [InlineData("/errors/503")]
    [InlineData("/errors/410")]
    [InlineData("/errors/404")]
    [InlineData("/errors/200")]
    public async Task Visitor_cannot_ask_for_an_error(string address) =>
        (await Visitor.PageAsync(address, HttpStatusCode.NotFound)).QuerySelector("h1").ShouldNotBeNull();

    [Theory]
    [InlineData("status=200")]
    [InlineData("status=503")]
    [InlineData("status=x")]
    public async Task Form_cannot_choose_the_status(string form)
    {
        using var content = new StringContent(form, null, "application/x-www-form-urlencoded");
        using var answer = await Visitor.PostAsync("/en/seminars", content, TestContext.Current.CancellationToken);
        await answer.PageAsync(form, HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Form_that_cannot_be_read_is_answered_all_the_same()
    {
        using var content = new StringContent(new string('x', 20_000), null, "application/x-www-form-urlencoded");
        using var answer = await Visitor.PostAsync("/en/seminars", content, TestContext.Current.CancellationToken);
        (await answer.PageAsync("a long key", HttpStatusCode.MethodNotAllowed)).Words("h1").ShouldBe("The request was not understood");
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", 404)]
    [InlineData("HEAD", "/api/v1/nothing", 404)]
    [InlineData("POST", "/api/v1/nothing", 404)]
    [InlineData("GET", "/API/v1/nothing", 404)]
    public async Task Program_gets_problem_details(string method, string address, int status)
    {
        using var answer = await Visitor.AnswerAsync(new HttpMethod(method), address);
        ((int)answer.StatusCode).ShouldBe(status);
        answer.Header("Content-Type").ShouldStartWith("application/problem+json");
        if (method != "HEAD")
        {
            var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
            problem.GetProperty("status").GetInt32().ShouldBe(status);
            problem.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        }
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("BREW")]
    public async Task Page_only_answers_GET_and_HEAD(string method)
    {
        using var answer = await Visitor.AnswerAsync(new HttpMethod(method), "/en/seminars");
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Header("Allow").ShouldBe("GET");
    }
}
