using System.Net;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

public sealed class DashboardControllerTests(ListedPortal portal) : IClassFixture<ListedPortal>
{
    [Fact]
    public async Task Author_sees_what_came_back_and_what_was_begun()
    {
        var page = await (await portal.AliceTheAuthorAsync()).PageAsync("/admin");
        page.AllWords("section[aria-labelledby=part_Returned] h3").ShouldBe(["Came back"]);
        page.AllWords("section[aria-labelledby=part_Drafts] h3").ShouldContain("Alice writes of wind");
        page.AllWords("section[aria-labelledby=part_Drafts] h3").ShouldNotContain("Ed writes of rain");
        page.AllWords("section[aria-labelledby=part_Scheduled] h3").ShouldBe(["Comes by itself"]);
        page.QuerySelector("#part_InReview").ShouldBeNull();
        page.QuerySelector("#part_Lectures").ShouldBeNull();
    }

    [Fact]
    public async Task Editor_sees_what_waits_for_review()
    {
        var page = await (await portal.EdTheEditorAsync()).PageAsync("/admin");
        page.AllWords("section[aria-labelledby=part_InReview] h3").ShouldContain("Waits");
        page.QuerySelector("a[href='/admin/letters']").ShouldBeNull();
        page.Words("section[aria-labelledby=part_Stages] desc").ShouldMatch("^Drafts: [456]; In review: [12]; Returned: 1$", "other tests make more drafts");
    }

    [Fact]
    public async Task Registrar_sees_the_coming_lectures_and_no_drafts()
    {
        var page = await (await portal.RitaTheRegistrarAsync()).PageAsync("/admin");
        page.Words("section[aria-labelledby=part_Lectures]").ShouldContain("No lecture is planned.");
        page.QuerySelector("#part_Drafts").ShouldBeNull();
        page.Body!.TextContent.ShouldNotContain("Alice writes of wind");
    }

    [Fact]
    public async Task Registrar_sees_when_the_next_lectures_are()
    {
        using var host = new PortalHost();
        using var folder = new ContentFolder().Text("lectures/dark.en.md", "title: Why is it dark\nlanguages: en\nsummary: s\nplace: Hall\nstart: 2026-11-23 16:00\nend: 17:15\nmode: on-site\naudience: [pupils]")
            .Text("lectures/over.en.md", "title: It is over\nlanguages: en\nsummary: s\nplace: Hall\nstart: 2026-11-20 16:00\nend: 17:15\nmode: on-site\naudience: [pupils]");
        await host.ImportAllAsync(folder);
        var page = await (await host.RitaTheRegistrarAsync()).PageAsync("/admin");
        page.AllWords("section[aria-labelledby=part_Lectures] h3").ShouldBe(["Why is it dark"]);
        page.Words("section[aria-labelledby=part_Lectures] time").ShouldBe("Mon 23 November, 16:00–17:15, Istanbul time");
    }

    [Fact]
    public async Task What_was_typed_and_not_saved_is_found_again_by_its_author_alone()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var copy = Guid.NewGuid();
        await portal.QueryAsync(async db =>
        {
            var user = db.Users.Single(u => u.Name == "Alice").Id;
            db.WorkingCopies.Add(new WorkingCopy { Id = copy, UserId = user, Kind = ContentKind.Seminar, Fields = "{}", Title = "<b>Half a seminar", UpdatedAt = portal.Clock.GetUtcNow().UtcDateTime });
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        var page = await alice.PageAsync("/admin");
        page.Href("section[aria-labelledby=part_Unsaved] a").ShouldBe($"/admin/seminars/new?copy={copy}");
        page.Words("section[aria-labelledby=part_Unsaved] h3").ShouldBe("<b>Half a seminar");
        (await (await portal.EdTheEditorAsync()).PageAsync("/admin")).QuerySelector("#part_Unsaved").ShouldBeNull();
    }

    [Fact]
    public async Task What_could_not_be_published_on_time_says_why()
    {
        var id = await ListedPortal.DraftAsync(await portal.EdTheEditorAsync(), "Came too late");
        await portal.ChangeAsync(id, item =>
        {
            item.PublishLater(1, portal.Clock.GetUtcNow().UtcDateTime.AddHours(-1), 1);
            item.ScheduleError = "Summary <i>is missing</i>.";
        });
        var page = await (await portal.EdTheEditorAsync()).PageAsync("/admin");
        page.Words("section[aria-labelledby=part_Failed]").ShouldContain("Summary <i>is missing</i>.");
        page.AllWords("section[aria-labelledby=part_Scheduled] h3").ShouldNotContain("Came too late");
        await portal.ChangeAsync(id, item => item.Unschedule());
    }

    [Fact]
    public async Task What_an_editor_has_scheduled_waits_for_nobody()
    {
        var ed = await portal.EdTheEditorAsync();
        var id = await ListedPortal.DraftAsync(ed, "Decided");
        await portal.ChangeAsync(id, item => item.MoveTo(DraftStage.InReview));
        (await ed.PageAsync("/admin")).AllWords("section[aria-labelledby=part_InReview] h3").ShouldContain("Decided");
        (await ed.PageAsync($"/admin/stories/{id}")).QuerySelector($".workflow a[href='/admin/stories/{id}/return']").ShouldNotBeNull();
        await portal.ChangeAsync(id, item => item.PublishLater(1, portal.Clock.GetUtcNow().UtcDateTime.AddDays(2), 1));
        var page = await ed.PageAsync("/admin");
        page.AllWords("section[aria-labelledby=part_InReview] h3").ShouldNotContain("Decided");
        page.AllWords("section[aria-labelledby=part_Scheduled] h3").ShouldContain("Decided");
        (await ed.PageAsync($"/admin/stories/{id}")).QuerySelector($".workflow a[href='/admin/stories/{id}/return']").ShouldBeNull();
        await portal.ChangeAsync(id, item => { item.Unschedule(); item.MoveTo(DraftStage.Draft); });
    }

    [Fact]
    public async Task Chart_counts_what_was_published_in_each_week_and_names_the_numbers()
    {
        using var host = new PortalHost();
        await host.QueryAsync(async db =>
        {
            // Monday noon in Istanbul; Sunday evening there is last week.
            foreach (var hours in new[] { 0, -1, -13, -24 * 7 * 11, -24 * 7 * 12 })
            {
                db.AuditEntries.Add(new AuditEntry { At = host.Clock.GetUtcNow().UtcDateTime.AddHours(hours), Action = AuditAction.Published, Kind = ContentKind.Story, ItemId = 1, Target = "T" });
            }

            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        var page = await (await host.EdTheEditorAsync()).PageAsync("/admin");
        var numbers = page.AllWords("section[aria-labelledby=part_Weeks] tbody td").ToList();
        numbers.Count.ShouldBe(12);
        numbers[11].ShouldBe("2");
        numbers[10].ShouldBe("1");
        numbers[0].ShouldBe("1");
        page.AllWords("section[aria-labelledby=part_Weeks] tbody th").Last().ShouldBe("23 Nov");
    }

    [Fact]
    public async Task Empty_portal_shows_the_first_steps()
    {
        using var host = new PortalHost();
        (await (await host.AdaTheAdministratorAsync()).PageAsync("/admin")).Href("#first_steps + ol a").ShouldBe("/admin/settings");
        var alice = await host.AliceTheAuthorAsync();
        var hers = await alice.PageAsync("/admin");
        hers.QuerySelector("a[href='/admin/settings']").ShouldBeNull();
        // Nobody is sent where they can do nothing.
        hers.QuerySelector("#first_steps + ol a[href='/admin/units']").ShouldBeNull();
        (await (await host.EdTheEditorAsync()).PageAsync("/admin")).QuerySelector("#first_steps + ol a[href='/admin/units']").ShouldNotBeNull();
        foreach (var place in new[] { "units", "tags" })
        {
            (await alice.PageAsync("/admin/" + place)).Words(".empty").ShouldContain("An editor adds the first one.", Case.Sensitive, place);
        }
    }

    [Fact]
    public async Task Whoever_writes_begins_anything_new_here()
    {
        using var host = new PortalHost();
        var alice = await host.AliceTheAuthorAsync();
        var links = (await alice.PageAsync("/admin")).QuerySelectorAll(".new-menu a");
        links.Length.ShouldBe(ContentKindInfo.All.Count);
        foreach (var link in links)
        {
            // Named as the page is to which it leads.
            (await alice.PageAsync(link.GetAttribute("href")!)).Words("h1").ShouldBe(link.TextContent);
        }

        (await (await host.RitaTheRegistrarAsync()).PageAsync("/admin")).QuerySelector(".new-menu").ShouldBeNull();
    }

    [Fact]
    public async Task Administrator_hears_of_letters_that_were_given_up()
    {
        using var host = new PortalHost();
        await host.QueryAsync(async db =>
        {
            db.Letters.Add(new Letter { Kind = "invitation", To = "a@example.org", Subject = "s", CreatedAt = host.Clock.GetUtcNow().UtcDateTime, LastError = "No such box" });
            db.Letters.Add(new Letter { Kind = "invitation", To = "b@example.org", Subject = "s", CreatedAt = host.Clock.GetUtcNow().UtcDateTime, NextTryAt = host.Clock.GetUtcNow().UtcDateTime.AddDays(30), LastError = "Busy" });
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        (await (await host.AdaTheAdministratorAsync()).PageAsync("/admin")).Words(".notice a[href='/admin/letters']").ShouldBe("1 letter could not be sent");
    }

    [Fact]
    public async Task Dashboard_is_for_staff()
    {
        (await (await portal.NilWithoutRoleAsync()).AnswerAsync("/admin")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await portal.Visitor().AnswerAsync("/admin")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }
}
