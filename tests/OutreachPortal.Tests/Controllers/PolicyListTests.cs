using System.Globalization;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>Policies as an office of a university has them, on a Monday in November 2026.</summary>
public sealed class PolicyListPortal : PortalHost, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        using (var tags = new ContentFolder().File("tags.yaml", "research:\n  en: Research\n  tr: Araştırma\nstudents:\n  en: Students\n  tr: Öğrenciler\n"))
        {
            await ImportAllAsync(tags);
        }

        await this.PublishVersionAsync("lasting", "1", "2015-01-01", "published-on: 2015-01-01\nowner: An old office");
        await this.PublishVersionAsync("lasting", "2", "2020-03-01", "published-on: 2020-02-01\nreviewed-on: 2023-03-01\nnext-review-on: 2026-08-01\ntags: [research]");
        await this.PublishVersionAsync("lasting", "2.1", "2021-05-01", "published-on: 2021-05-01\nreviewed-on: 2023-03-01\nnext-review-on: 2026-08-01\ntags: [research]");
        await this.PublishVersionAsync("changing", "1", "2019-01-01", "published-on: 2019-01-01");
        await this.PublishVersionAsync("changing", "2", "2027-01-01", "published-on: 2026-10-01\ntags: [students]");
        await this.PublishVersionAsync("coming", "1", "2027-06-01", "published-on: 2026-11-01\ntype: guideline\nowner: The rector's office");
        await this.PublishVersionAsync("asked", "1", "2018-01-01", "published-on: 2018-01-01");
        await this.PublishVersionAsync("asked", "2", "2027-09-01", "published-on: 2026-11-10\nstage: for-comment\ncomment-from: 2026-11-10\ncomment-until: 2026-12-10");
        await this.PublishVersionAsync("proposed", "1", "2027-09-01", "published-on: 2026-11-12\nstage: for-comment\ncomment-until: 2026-12-24");
        await this.PublishVersionAsync("ended", "1", "2010-01-01", "published-on: 2010-01-01\nin-force-until: 2016-12-31\ntype: directive");
        await this.PublishVersionAsync("taken", "1", "2012-01-01", "published-on: 2012-01-01\nstate: withdrawn\nwithdrawn-reason: Another took its place.", turkish: "withdrawn-reason: Yerini başkası aldı.");
    }
}

public sealed class PolicyListTests(PolicyListPortal portal) : IClassFixture<PolicyListPortal>
{
    [Theory]
    [InlineData("", "asked changing coming ended lasting proposed")]
    [InlineData("status=in-force", "asked changing lasting")]
    [InlineData("status=not-yet-in-force", "changing coming")]
    [InlineData("status=for-comment", "asked proposed")]
    [InlineData("status=no-longer-in-force", "ended")]
    [InlineData("status=withdrawn", "taken")]
    [InlineData("type=guideline", "coming")]
    [InlineData("type=policy", "asked changing lasting proposed")]
    [InlineData("topic=research", "lasting")]
    [InlineData("topic=students&status=in-force", "changing")]
    [InlineData("year=2021", "lasting")]
    [InlineData("year=2015", "lasting")]
    [InlineData("year=2027", "changing coming")]
    [InlineData("owner=The+rector%27s+office", "coming")]
    [InlineData("owner=Bir+ofis", "asked changing ended lasting proposed coming")]
    [InlineData("owner=An+office&type=directive", "ended")]
    public async Task List_can_be_narrowed(string query, string found)
    {
        var page = await portal.Visitor().PageAsync("/en/policies?" + query);
        page.Titles().Select(title => title["The ".Length..]).ShouldBe(found.Split(' '), ignoreOrder: true, query);
        page.QuerySelector(".notice.info").ShouldBeNull();
        page.QuerySelectorAll(".result .chip").Length.ShouldBe(query.Length == 0 ? 0 : query.Split('&').Length);
    }

    [Fact]
    public async Task Form_offers_every_filter_and_keeps_what_only_an_address_asks_for()
    {
        var page = await portal.Visitor().PageAsync("/en/policies?sdg=4&status=in-force");
        page.QuerySelectorAll("form.filter select").Select(select => select.GetAttribute("name")).ShouldBe(["status", "type", "owner", "topic", "year"]);
        page.QuerySelectorAll("form.filter input[type=hidden]").Select(input => (input.GetAttribute("name"), input.GetAttribute("value"))).ShouldBe([("sdg", "4")]);
        (await portal.Visitor().PageAsync("/en/policies?sdg=44")).QuerySelectorAll("form.filter input[type=hidden]").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("status=in-forc")]
    [InlineData("status=1")]
    [InlineData("owner=An+old+office")]
    [InlineData("owner=%00")]
    [InlineData("topic=nothing")]
    [InlineData("topic=Research")]
    [InlineData("type=law")]
    [InlineData("year=1500")]
    [InlineData("year=0x7E3")]
    [InlineData("status=withdrawn&status=in-force")]
    public async Task What_means_nothing_is_said_left_out_and_not_kept(string query)
    {
        var page = await portal.Visitor().PageAsync("/en/policies?" + query);
        page.Words(".notice.info strong").ShouldBe("Part of the address was not understood");
        page.Titles().ShouldNotBeEmpty();
        var entries = portal.Pages.Entries;
        await portal.Visitor().PageAsync("/tr/policies?" + query);
        portal.Pages.Entries.ShouldBe(entries);
    }

    [Fact]
    public async Task Row_says_in_words_how_the_policy_stands_when_it_is_reviewed_and_what_changed_last()
    {
        var rows = (await portal.Visitor().PageAsync("/en/policies")).AllWords("main .row").ToDictionary(row => row.Split(' ')[2]);
        rows["lasting"].ShouldBe("P-1 The lasting In force since 1 May 2021 (version 2.1) Reviewed March 2023; next August 2026; overdue by 3 months Last major change: version 2, published on 1 February 2020");
        rows["changing"].ShouldContain("In force from 1 January 2019 to 31 December 2026 (version 1)Approved, in force from 1 January 2027 (version 2)");
        rows["coming"].ShouldContain("Approved, in force from 1 June 2027 (version 1)");
        rows["asked"].ShouldContain("In force since 1 January 2018 (version 1)For comment until 10 December 2026 (version 2)");
        rows["proposed"].ShouldContain("For comment until 24 December 2026 (version 1)");
        rows["proposed"].ShouldNotContain("n force");
        rows["ended"].ShouldContain("No longer in force; it ended on 31 December 2016 (version 1)");
        (await portal.Visitor().PageAsync("/en/policies?status=withdrawn")).Words("main .row").ShouldContain("Withdrawn (version 1)");
        (await portal.Visitor().PageAsync("/tr/policies?status=for-comment")).AllWords("main .row").ShouldContain(row => row.Contains("24 Aralık 2026 tarihine kadar görüşe açık (sürüm 1)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Form_offers_what_there_is_and_keeps_what_was_chosen()
    {
        var page = await portal.Visitor().PageAsync("/tr/policies?owner=An+office");
        page.AllWords("#filter_owner option").ShouldBe(["Tüm sorumlular", "Bir ofis"]);
        page.AllWords("#filter_owner option[selected]").ShouldBe(["Bir ofis"]);
        page.AllWords("#filter_topic option").ShouldBe(["Tüm konular", "Araştırma", "Öğrenciler"]);
        page.AllWords("#filter_year option").Skip(1).Select(int.Parse).ShouldBe([2027, 2021, 2020, 2019, 2018, 2015, 2010]);
        page.QuerySelectorAll("#filter_status option").Length.ShouldBe(6);
    }

    [Fact]
    public async Task Day_alone_decides_what_the_filter_finds()
    {
        using var own = new PortalHost();
        await own.PublishVersionAsync("rule", "1", "2026-12-01", "in-force-until: 2026-12-31");
        async Task<int> FoundAsync(string status, string day)
        {
            own.Clock.Now = DateTimeOffset.Parse(day, CultureInfo.InvariantCulture);
            own.Pages.Clear();
            return (await own.Visitor().PageAsync("/en/policies?status=" + status)).Titles().Count();
        }

        (await FoundAsync("in-force", "2026-11-30T20:59:00Z")).ShouldBe(0);
        (await FoundAsync("not-yet-in-force", "2026-11-30T20:59:00Z")).ShouldBe(1);
        (await FoundAsync("in-force", "2026-11-30T21:00:00Z")).ShouldBe(1);
        (await FoundAsync("not-yet-in-force", "2026-11-30T21:00:00Z")).ShouldBe(0);
        (await FoundAsync("in-force", "2026-12-31T20:59:00Z")).ShouldBe(1);
        (await FoundAsync("in-force", "2026-12-31T21:00:00Z")).ShouldBe(0);
        (await FoundAsync("no-longer-in-force", "2026-12-31T21:00:00Z")).ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_found_says_so()
    {
        var page = await portal.Visitor().PageAsync("/en/policies?status=withdrawn&topic=research");
        page.Words(".empty h2").ShouldBe("Nothing matches these filters");
        page.QuerySelectorAll(".empty ul a").Length.ShouldBe(2);
    }
}
