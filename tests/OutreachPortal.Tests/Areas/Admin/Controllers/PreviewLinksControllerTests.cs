using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class PreviewLinksControllerTests : IDisposable
{
    private readonly PortalHost _portal = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task A_link_opens_the_newest_draft_without_an_account_until_it_is_revoked()
    {
        var alice = await _portal.AliceTheAuthorAsync();
        var address = await alice.WriteStoryAsync("Not yet public");
        var (english, turkish) = await LinkAsync(alice, address, 7);
        using var visitor = _portal.Visitor();
        var answer = await visitor.GetAsync(english, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.GetValues("X-Robots-Tag").ShouldHaveSingleItem().ShouldContain("noindex");
        answer.Headers.TryGetValues("Set-Cookie", out _).ShouldBeFalse();
        var page = await answer.DocumentAsync();
        page.QuerySelector("h1")!.TextContent.ShouldBe("Not yet public");
        page.QuerySelector("aside strong")!.TextContent.ShouldBe("Preview – not published");
        page.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
        page.QuerySelector("a.lang")!.GetAttribute("href").ShouldBe(turkish.ToString());
        (await (await visitor.GetAsync(turkish, Cancellation)).DocumentAsync()).QuerySelector("h1")!.TextContent.ShouldBe("Not yet public (TR)");

        (await alice.PostAsync(address, address, StoryPages.Fields("Rewritten", null, 1))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await visitor.GetAsync(english, Cancellation)).DocumentAsync()).QuerySelector("h1")!.TextContent.ShouldBe("Rewritten");

        var revoke = (await alice.PageAsync(address)).QuerySelector("form[action$='/revoke']")!.GetAttribute("action")!;
        (await alice.PostAsync(address, revoke, [])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await visitor.GetAsync(english, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await alice.PageAsync(address)).QuerySelector("form[action$='/revoke']").ShouldBeNull();
        var actions = await _portal.InScopeAsync(s => s.GetRequiredService<PortalDbContext>().AuditEntries.Select(entry => entry.Action).ToListAsync(Cancellation));
        actions.ShouldContain(AuditAction.PreviewLinkMade);
        actions.ShouldContain(AuditAction.PreviewLinkRevoked);
    }

    [Fact]
    public async Task A_link_ends_with_its_days_and_is_kept_as_a_hash_alone()
    {
        var alice = await _portal.AliceTheAuthorAsync();
        var address = await alice.WriteStoryAsync("For a day");
        var (link, _) = await LinkAsync(alice, address, 1);
        using var visitor = _portal.Visitor();
        (await visitor.GetAsync(link, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var token = link.ToString().Split('/')[^1];
        token.Length.ShouldBeGreaterThanOrEqualTo(22);
        var kept = await _portal.InScopeAsync(s => s.GetRequiredService<PortalDbContext>().PreviewLinks.FirstAsync(Cancellation));
        kept.TokenHash.ShouldNotContain(token);
        (await visitor.GetAsync(new Uri(link.ToString()[..^1] + (link.ToString()[^1] == 'A' ? 'B' : 'A'), UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.GetAsync(new Uri("/en/preview/" + new string('a', 3000), UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        _portal.Clock.Now += TimeSpan.FromDays(1);
        (await visitor.GetAsync(link, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Create_refuses_odd_days_other_roles_and_strangers()
    {
        var alice = await _portal.AliceTheAuthorAsync();
        var address = await alice.WriteStoryAsync("Guarded");
        foreach (var days in new[] { "0", "-1", "365", "many", "" })
        {
            (await alice.PostAsync(address, address + "/preview-links", [new("days", days)])).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        (await alice.PostAsync(address, "/admin/stories/9999/preview-links", [new("days", "7")])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await alice.PostAsync(address, address + "/preview-links/9999/revoke", [])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var days7 = new FormUrlEncodedContent([new("days", "7")]);
        (await alice.PostAsync(new Uri(address + "/preview-links", UriKind.Relative), days7, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var rita = await _portal.RitaTheRegistrarAsync();
        (await rita.PostAsync("/admin", address + "/preview-links", [new("days", "7")])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var visitor = _portal.Visitor();
        (await visitor.PostAsync(new Uri(address + "/preview-links", UriKind.Relative), days7, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private static async Task<(Uri English, Uri Turkish)> LinkAsync(HttpClient client, string address, int days)
    {
        var made = await client.PostAsync(address, address + "/preview-links", [new("days", days.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
        made.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await client.PageAsync(address);
        Uri Of(string culture) => new(new Uri(page.QuerySelector($"#new_link_{culture}")!.GetAttribute("value")!).AbsolutePath, UriKind.Relative);
        var links = (Of("en"), Of("tr"));
        // It is shown this once.
        (await client.PageAsync(address)).QuerySelector("#new_link_en").ShouldBeNull();
        return links;
    }
}
