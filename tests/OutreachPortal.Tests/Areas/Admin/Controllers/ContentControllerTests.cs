using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class ContentControllerTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static readonly Dictionary<string, string> Story = new()
    {
        ["Texts[en].Title"] = "The wind and the school",
        ["Texts[en].Summary"] = "What pupils measured.",
        ["Texts[en].Body"] = "Some *text*.\r\n\r\nMore.",
        ["Texts[tr].Title"] = "Rüzgâr ve okul",
        ["Texts[tr].Summary"] = "Öğrenciler neyi ölçtü?",
        ["Kind"] = "Article",
        ["Date"] = "2026-11-20",
    };

    [Fact]
    public async Task New_makes_a_draft_that_the_public_does_not_see()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var answer = await alice.PostAsync("/admin/stories/new", "/admin/stories/new", Story);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var address = answer.Headers.Location!.ToString();
        var page = await alice.GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        page.ShouldContain("The wind and the school");
        page.ShouldContain("Rüzgâr ve okul");
        (await portal.Visitor().GetAsync(new Uri("/en/stories/the-wind-and-the-school", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var id = int.Parse(address.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        var item = await portal.InScopeAsync(s => s.GetRequiredService<PortalDbContext>().ContentItems.Include(i => i.Revisions).FirstAsync(i => i.Id == id));
        item.Stage.ShouldBe(DraftStage.Draft);
        var form = (StoryForm)ContentForm.FromJson(ContentKind.Story, item.Revisions[0].Form);
        form.Texts["en"].Body.ShouldBe("Some *text*.\n\nMore.");
        form.Date.ShouldBe(new DateOnly(2026, 11, 20));
    }

    [Fact]
    public async Task Save_refuses_what_cannot_be_kept_and_gives_back_everything_typed()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var fields = new Dictionary<string, string>(Story) { ["Date"] = "the day after", ["Texts[en].Title"] = new string('x', 300), ["State"] = "Published", ["Texts[xx].Title"] = "nobody" };
        var answer = await alice.PostAsync("/admin/stories/new", "/admin/stories/new", fields);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        page.ShouldContain("the day after");
        page.ShouldContain(new string('x', 300));
        page.ShouldContain("Öğrenciler neyi ölçtü?");
        page.ShouldContain("href=\"#Date\"");
        page.ShouldContain("href=\"#Texts_en__Title\"");
    }

    [Fact]
    public async Task Save_over_somebodys_newer_revision_is_a_conflict()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var ed = await portal.EdTheEditorAsync();
        var address = (await alice.PostAsync("/admin/stories/new", "/admin/stories/new", new Dictionary<string, string>(Story) { ["Texts[en].Title"] = "Two at once" })).Headers.Location!.ToString();
        (await ed.PostAsync(address, address, new Dictionary<string, string>(Story) { ["BaseRevision"] = "1", ["Texts[en].Title"] = "Ed's" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await alice.PostAsync(address, address, new Dictionary<string, string>(Story) { ["BaseRevision"] = "1", ["Texts[en].Title"] = "Alice's" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task New_is_for_those_who_write()
    {
        var rita = await portal.RitaTheRegistrarAsync();
        (await rita.GetAsync(new Uri("/admin/stories/new", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var visitor = await portal.Visitor().GetAsync(new Uri("/admin/stories/new", UriKind.Relative), TestContext.Current.CancellationToken);
        visitor.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        visitor.Headers.Location!.ToString().ShouldContain("/account/sign-in");
    }
}
