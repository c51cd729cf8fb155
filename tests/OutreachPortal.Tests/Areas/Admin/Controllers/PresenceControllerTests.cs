using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OutreachPortal.Services.Editing;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class PresenceControllerTests : IDisposable
{
    private readonly PortalHost _portal = new();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Two_people_in_one_item_are_told_of_each_other_until_one_leaves()
    {
        var alice = await _portal.AliceTheAuthorAsync();
        var ed = await _portal.EdTheEditorAsync();
        var address = await alice.WriteStoryAsync("Shared");
        (await ed.PageAsync(address)).QuerySelectorAll("#presence li").ShouldBeEmpty();
        _portal.Clock.Now += TimeSpan.FromSeconds(30);
        (await alice.PageAsync(address)).QuerySelector("#presence li")!.TextContent.ShouldBe("Ed opened this at 12:00 and is still here.");
        (await OthersAsync(ed, address)).ShouldBe(["Alice opened this at 12:00 and is still here."]);
        _portal.Clock.Now += TimeSpan.FromSeconds(30);
        (await OthersAsync(alice, address)).ShouldBe(["Ed opened this at 12:00 and is still here."]);
        (await ed.PostAsync(address, address + "/presence/leave", [])).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await OthersAsync(alice, address)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_was_not_heard_for_a_while_has_gone()
    {
        var alice = await _portal.AliceTheAuthorAsync();
        var ed = await _portal.EdTheEditorAsync();
        var address = await alice.WriteStoryAsync("Left open");
        await ed.PageAsync(address);
        _portal.Clock.Now += Presences.Lapse + TimeSpan.FromSeconds(1);
        (await alice.PageAsync(address)).QuerySelectorAll("#presence li").ShouldBeEmpty();
    }

    [Fact]
    public async Task Enter_refuses_strangers_other_roles_and_what_is_not_there()
    {
        var alice = await _portal.AliceTheAuthorAsync();
        var address = await alice.WriteStoryAsync("Guarded");
        (await alice.PostAsync(address, "/admin/stories/99999/presence", [])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await alice.PostAsync(address, address.Replace("stories", "policies", StringComparison.Ordinal) + "/presence", [])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var nothing = new FormUrlEncodedContent([]);
        (await alice.PostAsync(new Uri(address + "/presence", UriKind.Relative), nothing, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var rita = await _portal.RitaTheRegistrarAsync();
        (await rita.PostAsync("/admin", address + "/presence", [])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var visitor = _portal.Visitor();
        (await visitor.PostAsync(new Uri(address + "/presence", UriKind.Relative), nothing, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private static async Task<string?[]> OthersAsync(HttpClient client, string address)
    {
        var answer = await client.PostAsync("/admin/stories/new", address + "/presence", []);
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("others").EnumerateArray().Select(other => other.GetString())];
    }
}
