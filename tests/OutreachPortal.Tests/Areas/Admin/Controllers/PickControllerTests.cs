using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OutreachPortal.Areas.Admin.Controllers;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class PickControllerTests(DemoPortal portal) : IClassFixture<DemoPortal>
{
    [Fact]
    public async Task Index_finds_by_folded_words_the_public_first()
    {
        var alice = await portal.AliceTheAuthorAsync();
        await alice.WriteStoryAsync("Öğretmen akademisi: a draft");
        var found = await PickAsync(alice, "q=OGRETMEN+akademı");
        found.Length.ShouldBeGreaterThan(1);
        var states = found.Select(item => item.GetProperty("state").GetString()).ToList();
        states[0].ShouldBe("Published");
        states[^1].ShouldBe("Draft");
        var programme = (await PickAsync(alice, "q=teacher-academy&kind=programmes&culture=tr")).ShouldHaveSingleItem();
        programme.GetProperty("reference").GetString().ShouldBe("programmes/teacher-academy");
        programme.GetProperty("key").GetString().ShouldBe("teacher-academy");
        programme.GetProperty("folder").GetString().ShouldBe("programmes");
        programme.GetProperty("address").GetString()!.ShouldStartWith("/tr/programmes/");
        using var visitor = portal.Visitor();
        (await visitor.GetAsync(new Uri(programme.GetProperty("address").GetString()!, UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("")]
    [InlineData("q=a")]
    [InlineData("kind=people")]
    public async Task Index_shows_so_many_and_no_more(string query)
    {
        var alice = await portal.AliceTheAuthorAsync();
        (await PickAsync(alice, query)).Length.ShouldBeInRange(1, PickController.Most);
    }

    [Theory]
    [InlineData("kind=nothing")]
    [InlineData("q=%25")]
    [InlineData("q=no-such-thing-anywhere")]
    [InlineData("q=a&q=b&kind=%00&culture=xx")]
    public async Task Index_takes_odd_questions(string query)
    {
        var alice = await portal.AliceTheAuthorAsync();
        await PickAsync(alice, query);
        await PickAsync(alice, "q=" + new string('x', 5000));
    }

    [Fact]
    public async Task Index_is_for_those_who_write()
    {
        var rita = await portal.RitaTheRegistrarAsync();
        (await rita.GetAsync(new Uri("/admin/pick", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var visitor = portal.Visitor();
        (await visitor.GetAsync(new Uri("/admin/pick", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private static async Task<JsonElement[]> PickAsync(HttpClient client, string query) =>
        (await client.GetFromJsonAsync<JsonElement[]>(new Uri("/admin/pick?" + query, UriKind.Relative), TestContext.Current.CancellationToken))!;
}
