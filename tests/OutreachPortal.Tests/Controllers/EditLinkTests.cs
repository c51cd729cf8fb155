using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Services.Hosting;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>Staff are led from the public pages to the forms of what they show, and visitors never see a trace of it.</summary>
public sealed class EditLinkTests(FilledPortal portal) : IClassFixture<FilledPortal>
{
    private const string Tools = "staff-bar";

    public static TheoryData<string> Pages() =>
    [
        "/en", "/tr", "/en/seminars", "/tr/lectures", "/en/programmes", "/en/policies", "/en/partners", "/en/stories", "/en/people", "/en/impact", "/en/reports", "/en/pages",
        "/en/calendar?month=2026-12", "/en/search?q=event", "/en/lectures/full", "/en/programmes/series", "/en/policies/outreach-policy", "/en/partners/the-town", "/en/stories/a-talk-with-ada",
        "/en/people/ada", "/en/impact/figures/pupils", "/en/reports/report-2025", "/en/pages/about-us", "/en/seminars/withdrawn", "/en/impact/2026",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Who_writes_is_led_to_forms_and_visitors_pages_stay_as_they_were(string address)
    {
        var alice = await Staff(Roles.Author);
        portal.Pages.Clear();
        var before = await Bytes(portal.Visitor(), address);
        portal.Pages.Clear();
        // Made for staff first, and then for the visitor; asked for by staff while the visitor's is kept.
        var page = await alice.PageAsync(address);
        (await Bytes(portal.Visitor(), address)).ShouldBe(before);
        (await alice.PageAsync(address)).QuerySelector("." + Tools).ShouldNotBeNull();
        (await Bytes(portal.Visitor(), address)).ShouldBe(before);
        before.ShouldNotContain("/admin");
        before.ShouldNotContain("staff.css");
        var links = page.QuerySelectorAll("a.edit-link").ToList();
        links.ShouldNotBeEmpty();
        foreach (var link in links)
        {
            link.GetAttribute("href")!.ShouldMatch("^/admin/(" + string.Join('|', ContentKindInfo.All.Select(kind => kind.Folder)) + ")/[0-9]+$");
            link.Words().ShouldStartWith("tr" == page.QuerySelector("html")!.GetAttribute("lang") ? "Yönetimde düzenle: " : "Edit in admin: ");
        }
    }

    [Fact]
    public async Task Link_of_a_page_is_that_of_its_item()
    {
        var id = (await portal.FindAsync("lectures/full"))!.Id;
        var alice = await Staff(Roles.Author);
        (await alice.PageAsync("/en/lectures/full")).Href(".staff-bar a.edit-link").ShouldBe($"/admin/lectures/{id}");
        (await alice.PageAsync("/en/lectures")).QuerySelectorAll("li.event a.edit-link").ShouldContain(link => link.GetAttribute("href") == $"/admin/lectures/{id}");
        (await alice.AnswerAsync($"/admin/lectures/{id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await alice.PageAsync("/en/lectures")).Href(".staff-bar a[href='/admin/lectures']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Every_card_of_every_list_has_a_link()
    {
        var ed = await Staff(Roles.Editor);
        foreach (var (address, cards) in new[]
        {
            ("/en/seminars", "ul.events > li"), ("/en/programmes", "li.tile"), ("/en/partners", "li.partner"), ("/en/policies", "ul.rows > li"), ("/en/stories", "ul.rows > li"),
            ("/en/people", "li.partner"), ("/en/reports", "ul.rows > li"), ("/en/pages", "ul.rows > li"), ("/en/impact", "div.figure"), ("/en/search?q=event", "ol.hits > li"), ("/en", "main li.row, main li.event, main li.tile, ul.strip li, article"),
        })
        {
            var all = (await ed.PageAsync(address)).QuerySelectorAll(cards).ToList();
            all.ShouldNotBeEmpty(address);
            all.ShouldAllBe(card => card.QuerySelectorAll("a.edit-link").Length == 1, address);
        }
    }

    [Fact]
    public async Task Registrar_sees_the_bar_and_no_links_and_somebody_without_role_a_visitors_page()
    {
        var page = await (await Staff(Roles.Registrar)).PageAsync("/en/lectures/full");
        page.QuerySelector(".staff-bar").ShouldNotBeNull();
        page.QuerySelector(".edit-link").ShouldBeNull();
        (await Bytes(await Staff(null), "/en/lectures/full")).ShouldBe(await Bytes(portal.Visitor(), "/en/lectures/full"));
    }

    [Fact]
    public async Task Page_for_staff_is_kept_by_nobody_and_never_answered_with_not_modified()
    {
        var alice = await Staff(Roles.Author);
        using var visitors = await portal.Visitor().AnswerAsync("/en/lectures/full");
        var tag = visitors.Header("ETag")!;
        visitors.Header("Cache-Control").ShouldBe("public, no-cache");
        foreach (var validator in new[] { tag, "*", "W/" + tag })
        {
            using var staffs = await alice.AnswerAsync("/en/lectures/full", ("If-None-Match", validator));
            staffs.StatusCode.ShouldBe(HttpStatusCode.OK);
            staffs.Headers.CacheControl!.NoStore.ShouldBeTrue();
            staffs.Headers.CacheControl.Public.ShouldBeFalse();
            staffs.Header("ETag").ShouldBeNull();
            (await staffs.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(Tools);
        }

        // The other way about: what a visitor holds is still good for a visitor.
        using var again = await portal.Visitor().AnswerAsync("/en/lectures/full", ("If-None-Match", tag));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("/en")]
    [InlineData("/en/seminars")]
    [InlineData("/en/lectures/full")]
    [InlineData("/en/search?q=event")]
    public async Task Page_for_staff_is_not_put_into_the_page_cache(string address)
    {
        var alice = await Staff(Roles.Author);
        portal.Pages.Clear();
        var writes = portal.Pages.Writes;
        await alice.PageAsync(address);
        portal.Pages.Entries.ShouldBe(0);
        portal.Pages.Writes.ShouldBe(writes);
    }

    [Theory]
    [InlineData("CfDJ8forged")]
    [InlineData("chunks-2")]
    [InlineData("%00%ff")]
    public async Task Forged_cookie_gives_the_visitors_page_and_leaves_nothing_behind(string cookie)
    {
        var visitors = await Bytes(portal.Visitor(), "/en/lectures/full");
        portal.Pages.Clear();
        using var answer = await portal.Visitor().AnswerAsync("/en/lectures/full", ("Cookie", StaffAccess.Cookie + "=" + cookie));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(visitors);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        portal.Pages.Entries.ShouldBe(0);
    }

    [Fact]
    public async Task Expired_and_ended_sessions_give_the_visitors_page()
    {
        using var host = new PortalHost();
        using var folder = new ContentFolder().Seminar("stars", "Stars");
        await host.ImportAllAsync(folder);
        var alice = await host.AliceTheAuthorAsync();
        var ed = await host.EdTheEditorAsync();
        (await Bytes(alice, "/en/seminars/stars")).ShouldContain(Tools);
        await host.QueryAsync(async db =>
        {
            (await db.Users.FirstAsync(u => u.Name == "Ed", TestContext.Current.CancellationToken)).SecurityStamp = "another";
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        var visitors = await Bytes(host.Visitor(), "/en/seminars/stars");
        (await Bytes(ed, "/en/seminars/stars")).ShouldBe(visitors);
        host.Clock.Now += TimeSpan.FromDays(2);
        (await Bytes(alice, "/en/seminars/stars")).ShouldBe(visitors);
    }

    [Fact]
    public async Task Signing_out_from_a_public_page_works()
    {
        var alice = await portal.SignedInAsync("Alice who leaves", Roles.Author);
        alice.DefaultRequestHeaders.Host = new Uri(FilledPortal.Site).Host;
        var answer = await alice.PostAsync("/en/lectures/full", "/account/sign-out", []);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await alice.PageAsync("/en/lectures/full")).QuerySelector(".staff-bar").ShouldBeNull();
    }

    [Fact]
    public async Task Page_that_is_not_there_shows_staff_the_bar()
    {
        var page = await (await Staff(Roles.Author)).PageAsync("/en/lectures/nowhere", HttpStatusCode.NotFound);
        page.QuerySelector(".staff-bar a[href='/admin']").ShouldNotBeNull();
    }

    private async Task<HttpClient> Staff(string? role)
    {
        var client = await portal.SignedInAsync("Somebody " + role, role);
        client.DefaultRequestHeaders.Host = new Uri(FilledPortal.Site).Host;
        return client;
    }

    private static async Task<string> Bytes(HttpClient client, string address)
    {
        using var answer = await client.AnswerAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
