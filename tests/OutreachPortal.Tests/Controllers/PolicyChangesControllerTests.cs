using System.Net;
using System.Xml.Linq;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>The list and the feed of what changed in policies.</summary>
public sealed class PolicyChangesControllerTests(PolicyListPortal portal) : IClassFixture<PolicyListPortal>
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task List_has_major_versions_of_published_policies_the_latest_first()
    {
        var page = await portal.Visitor().PageAsync("/en/policies/changes");
        page.QuerySelectorAll("main .row h2 a").Select(link => link.GetAttribute("href")!["/en/policies/".Length..]).ShouldBe(
        [
            "proposed/versions/1", "asked/versions/2", "coming/versions/1", "changing/versions/2", "lasting/versions/2", "changing/versions/1", "asked/versions/1", "lasting/versions/1", "ended/versions/1",
        ]);
        var row = page.QuerySelectorAll("main .row")[3];
        row.Words().ShouldBe("1 October 2026 The changing What changed: What 2 changed. Compare with version 1: The changing Approved, in force from 1 January 2027 (version 2)");
        row.Href("a.more").ShouldBe("/en/policies/changing/compare/1..2");
        page.QuerySelectorAll("main .row")[0].QuerySelector("a.more").ShouldBeNull();
        page.Href("main a[type='application/atom+xml']").ShouldBe("/en/policies/feed.atom");
        (await portal.Visitor().PageAsync("/en/policies")).QuerySelector("main a[href='/en/policies/changes']").ShouldNotBeNull();
        var turkish = await portal.Visitor().PageAsync("/tr/policies/changes");
        turkish.Words("main .row:nth-child(4)").ShouldContain("2 ile değişenler.");
        turkish.Href("main .row:nth-child(4) h2 a").ShouldBe("/tr/policies/changing-tr/versions/2");
    }

    [Theory]
    [InlineData("page=2")]
    [InlineData("page=abc")]
    [InlineData("q=a")]
    [InlineData("status=in-force")]
    public async Task Odd_address_is_a_page_that_is_not_kept(string query)
    {
        await portal.Visitor().PageAsync("/en/policies/changes");
        var entries = portal.Pages.Entries;
        (await portal.Visitor().PageAsync("/en/policies/changes?" + query)).QuerySelectorAll("h1").Length.ShouldBe(1);
        portal.Pages.Entries.ShouldBe(entries);
    }

    [Fact]
    public async Task List_without_policies_says_so()
    {
        using var own = new PortalHost();
        (await own.Visitor().PageAsync("/en/policies/changes")).Words(".empty h2").ShouldBe("No policy is published yet");
        (await own.Visitor().PageAsync("/tr/policies/changes")).QuerySelector(".empty a[href='/tr/policies']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Feed_entry_leads_to_the_version_and_says_what_changed_and_from_when()
    {
        var feed = await FeedAsync(portal, "/en/policies/feed.atom");
        feed.Select(entry => entry.Element(Atom + "title")!.Value).ShouldBe(
            ["The proposed, v1", "The asked, v2", "The coming, v1", "The changing, v2", "The lasting, v2", "The changing, v1", "The asked, v1", "The lasting, v1", "The ended, v1"]);
        var coming = feed[3];
        coming.Element(Atom + "summary")!.Value.ShouldBe("In force from 1 January 2027. What 2 changed.");
        coming.Element(Atom + "link")!.Attribute("href")!.Value.ShouldEndWith("/en/policies/changing/versions/2");
        coming.Element(Atom + "updated")!.Value.ShouldBe("2026-09-30T21:00:00Z");
        coming.Element(Atom + "content")!.Value.ShouldContain("What changed: What 2 changed.");
        coming.Element(Atom + "content")!.Value.ShouldNotContain("~/");
        feed[1].Element(Atom + "summary")!.Value.ShouldBe("For comment until 10 December 2026. What 2 changed.");
        feed.Select(Id).Distinct().Count().ShouldBe(9);
        (await FeedAsync(portal, "/en/feed.atom")).Select(Id).ShouldBe(feed.Select(Id));
        (await FeedAsync(portal, "/tr/policies/feed.atom")).Select(Id).ShouldBe(feed.Select(Id));
    }

    [Fact]
    public async Task Minor_version_and_a_correction_change_nothing_in_the_feeds_and_a_major_one_does()
    {
        using var own = new PortalHost();
        await own.PublishVersionAsync("rule", "1", "2020-01-01");
        async Task<(string, string)[]> SeenAsync(string address)
        {
            own.Pages.Clear();
            return [.. (await FeedAsync(own, address)).Select(entry => (Id(entry), entry.Element(Atom + "updated")!.Value))];
        }

        var first = await SeenAsync("/en/policies/feed.atom");
        first.ShouldHaveSingleItem().Item2.ShouldBe("2026-11-22T21:00:00Z");
        own.Clock.Now = PortalHost.Monday.AddDays(10);
        await own.PublishVersionAsync("rule", "1.1", "2026-12-01");
        await own.PublishVersionAsync("rule", "1.1", "2026-12-01", "correction-note: A word.", "## 1. Scope\n\n1. All of them.", "correction-note: Bir sözcük.");
        (await SeenAsync("/en/policies/feed.atom")).ShouldBe(first);
        (await SeenAsync("/en/feed.atom")).ShouldBe(first);
        (await own.Visitor().PageAsync("/en/policies/changes")).QuerySelectorAll("main .row").Length.ShouldBe(1);

        await own.PublishVersionAsync("rule", "2", "2028-01-01");
        var later = await SeenAsync("/en/policies/feed.atom");
        later.Length.ShouldBe(2);
        later[0].Item2.ShouldBe("2026-12-02T21:00:00Z");
        later[1].ShouldBe(first[0]);
        own.Clock.Now = new DateTimeOffset(2028, 1, 2, 9, 0, 0, TimeSpan.Zero);
        (await SeenAsync("/en/policies/feed.atom")).ShouldBe(later);
    }

    [Fact]
    public async Task Proposal_that_is_approved_is_the_same_entry_and_is_to_be_looked_at_again()
    {
        using var own = new PortalHost();
        await own.PublishVersionAsync("rule", "1", "2027-06-01", "stage: for-comment\ncomment-until: 2026-12-24");
        var proposed = (await FeedAsync(own, "/en/policies/feed.atom")).ShouldHaveSingleItem();
        own.Clock.Now = PortalHost.Monday.AddDays(60);
        await own.PublishVersionAsync("rule", "1", "2027-06-01", "approved-on: 2027-01-20");
        own.Pages.Clear();
        var approved = (await FeedAsync(own, "/en/policies/feed.atom")).ShouldHaveSingleItem();
        Id(approved).ShouldBe(Id(proposed));
        approved.Element(Atom + "updated")!.Value.ShouldBe("2027-01-19T21:00:00Z");
        (await own.Visitor().JsonAsync("/api/v1/policies/rule")).GetProperty("changedAt").GetDateTime().ShouldBe(own.Clock.Now.UtcDateTime);
    }

    [Fact]
    public async Task Policy_cannot_take_the_address_of_the_list()
    {
        using var answer = await portal.Visitor().AnswerAsync("/en/policies/CHANGES");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static string Id(XElement entry) => entry.Element(Atom + "id")!.Value;

    private static async Task<List<XElement>> FeedAsync(PortalHost portal, string address)
    {
        using var answer = await portal.Visitor().AnswerAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return [.. XDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Root!.Elements(Atom + "entry")];
    }
}
