using System.Net;
using OutreachPortal.Services.Editing;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class MarkdownPreviewControllerTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Address = "/admin/preview";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_answers_with_what_the_public_would_read_and_nothing_else()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var answer = await alice.PostAsync("/admin/stories/new", Address, [new("markdown", "Some *text*.")]);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await answer.Content.ReadAsStringAsync(Cancellation)).Trim().ShouldBe("<p>Some <em>text</em>.</p>");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var clauses = await alice.PostAsync("/admin/stories/new", Address, [new("markdown", "1. One.\n2. Two."), new("kind", "policies"), new("culture", "tr")]);
        (await clauses.Content.ReadAsStringAsync(Cancellation)).ShouldContain("aria-label=\"Madde 1\"");
    }

    [Fact]
    public async Task Create_takes_the_token_from_a_header()
    {
        var alice = await portal.AliceTheAuthorAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new FormUrlEncodedContent([new("markdown", "a")]) };
        request.Headers.Add("RequestVerificationToken", await alice.TokenAsync("/admin/stories/new"));
        (await alice.SendAsync(request, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("![x](https://elsewhere.example/a.png)")]
    public async Task Create_lets_nothing_run(string markdown)
    {
        var alice = await portal.AliceTheAuthorAsync();
        var answer = await alice.PostAsync("/admin/stories/new", Address, [new("markdown", markdown)]);
        var document = await answer.DocumentAsync();
        document.QuerySelectorAll("script, img, iframe, [onerror], a[href^='javascript:']").ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_refuses_a_text_that_is_too_long_and_takes_one_that_is_none()
    {
        var alice = await portal.AliceTheAuthorAsync();
        (await alice.PostAsync("/admin/stories/new", Address, [new("markdown", new string('x', FormChecks.LongestText + 1))])).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await alice.PostAsync("/admin/stories/new", Address, [new("culture", "xx"), new("kind", "nothing")])).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Create_is_for_those_who_write()
    {
        var rita = await portal.RitaTheRegistrarAsync();
        (await rita.PostAsync("/admin", Address, [new("markdown", "a")])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var text = new FormUrlEncodedContent([new("markdown", "a")]);
        using var visitor = portal.Visitor();
        (await visitor.PostAsync(new Uri(Address, UriKind.Relative), text, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var alice = await portal.AliceTheAuthorAsync();
        (await alice.PostAsync(new Uri(Address, UriKind.Relative), text, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
