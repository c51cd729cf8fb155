using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>Whatever stands behind the question mark, a list is a friendly page.</summary>
public sealed class ListInputTests(DemoPortal portal) : IClassFixture<DemoPortal>
{
    private const string NotUnderstood = "Part of the address was not understood";

    private static readonly string[] Lists = ["seminars", "lectures", "programmes", "policies", "partners", "stories"];

    public static TheoryData<string> Absurd() =>
    [
        "q=%00", "q=%EF%BF%BE", "q=%EF%BF%BF", "q=%ff%fe", "q=%ED%A0%80", "q=%F0%9F%98%80", "q=%E2%80%8B", "q=%u0130", "q=%", "q=%25_", "q='--",
        "q=" + new string('a', 199) + "%F0%9F%98%80", "q=" + new string('x', 5000), "q=" + string.Concat(Enumerable.Repeat("a+", 900)),
        "sdg=0", "sdg=18", "sdg=-1", "sdg=abc", "sdg=99999999999999999999", "sdg=%D9%A4", "sdg=4.0", "sdg=+4", "sdg=%00",
        "page=0", "page=-1", "page=abc", "page=9999999999999999", "page=1000000", "page=1000001", "page=2147483647", "page=%00", "page=1.5", "page=",
        "page=" + new string('9', 3000), "unit=nowhere", "unit=%00", "unit=%ED%A0%80", "kind=nothing", "kind=%F0%9F%98%80", "kind=1",
        "when=yesterday", "when=1", "mode=2", "mode=on-site,online", "audience=3", "audience=pupils,adults", "programme=none", "programme=%00", "year=0", "year=-1", "year=99999", "year=2025-01", "year=%D9%A2%D9%A0%D9%A2%D9%A5", "year=%00", "year=1900", "year=2200",
        "owner=%00", "owner=%ED%A0%80", "owner=" + new string('o', 3000), "status=0", "status=in-force,withdrawn", "status=%00", "topic=%00", "topic='--", "type=%F0%9F%98%80", "type=99", "owner=a&owner=b",
        "q=a&q=b", "sdg=4&sdg=99", "sdg[]=4", "sdg[0]=4&sdg[1]=5", "q[]=a", "q.x=1", "q", "&&&", "=", "=&=", "?", "%00=%00", "__proto__=1",
    ];

    [Theory]
    [MemberData(nameof(Absurd))]
    public async Task Absurd_address_is_a_page(string query)
    {
        foreach (var culture in new[] { "en", "tr" })
        {
            foreach (var list in Lists)
            {
                var page = await portal.Visitor().PageAsync($"/{culture}/{list}?{query}");
                page.QuerySelectorAll("h1").Length.ShouldBe(1);
                page.QuerySelector("[role=status]").ShouldNotBeNull();
            }
        }
    }

    [Theory]
    [InlineData("seminars", "when=yesterday", "“yesterday”")]
    [InlineData("seminars", "when=0", "“0”")]
    [InlineData("seminars", "audience=cats", "“cats”")]
    [InlineData("seminars", "audience=pupils,adults", "“pupils,adults”")]
    [InlineData("lectures", "mode=2", "“2”")]
    [InlineData("lectures", "unit=nowhere", "“nowhere”")]
    [InlineData("lectures", "programme=none", "“none”")]
    [InlineData("lectures", "sdg=18", "“18”")]
    [InlineData("programmes", "unit=nowhere", "“nowhere”")]
    [InlineData("programmes", "kind=zoo", "“zoo”")]
    [InlineData("programmes", "sdg=x", "“x”")]
    [InlineData("policies", "unit=nowhere", "“nowhere”")]
    [InlineData("policies", "sdg=-4", "“-4”")]
    [InlineData("policies", "owner=Nobody", "“Nobody”")]
    [InlineData("policies", "status=good", "“good”")]
    [InlineData("policies", "topic=none", "“none”")]
    [InlineData("policies", "type=law", "“law”")]
    [InlineData("partners", "kind=zoo", "“zoo”")]
    [InlineData("partners", "sdg=018x", "“018x”")]
    [InlineData("seminars", "page=abc", "“abc”")]
    [InlineData("stories", "kind=poem", "“poem”")]
    [InlineData("stories", "year=1799", "“1799”")]
    [InlineData("stories", "year=2201", "“2201”")]
    [InlineData("stories", "year=last", "“last”")]
    [InlineData("partners", "page=0", "“0”")]
    [InlineData("programmes", "page=-1", "“-1”")]
    [InlineData("seminars", "sdg=99&when=never", "“never”, “99”")]
    [InlineData("seminars", "sdg=4&sdg=5", "“5”")]
    public async Task What_was_not_understood_is_said_and_left_out(string list, string query, string said)
    {
        var page = await portal.Visitor().PageAsync($"/en/{list}?{query}");
        page.Words(".notice.info strong").ShouldBe(NotUnderstood);
        page.Words(".notice.info p").ShouldContain(said);
        page.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
        page.Titles().ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("seminars", "when=past&sdg=4&page=1&utm_source=letter")]
    [InlineData("seminars", "q=&when=&audience=&mode=&unit=&sdg=&programme=&page=")]
    [InlineData("programmes", "kind=summer-school")]
    [InlineData("partners", "kind=SCHOOL")]
    [InlineData("stories", "kind=Interview&year=2026")]
    [InlineData("seminars", "sdg=4&sdg=4")]
    public async Task What_was_understood_is_not_complained_of(string list, string query) =>
        (await portal.Visitor().PageAsync($"/en/{list}?{query}")).QuerySelector(".notice.info").ShouldBeNull();

    [Theory]
    [InlineData("/en/seminars?page=9999999999999999")]
    [InlineData("/en/seminars?page=900")]
    [InlineData("/en/partners?page=2")]
    public async Task Page_beyond_the_last_says_where_the_list_ends(string address)
    {
        var page = await portal.Visitor().PageAsync(address);
        page.Words(".empty h2").ShouldBe("There is no such page");
        var list = address.Split('?')[0];
        page.QuerySelectorAll(".empty a").Select(link => link.GetAttribute("href")!.Split('?')[0]).ShouldAllBe(href => href == list);
        page.QuerySelector("meta[name=robots]").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("/en/seminars?q=xyzzyplugh", "Nothing matches these filters", 0)]
    [InlineData("/tr/lectures?q=xyzzyplugh", "Bu filtrelere uyan sonuç yok", 0)]
    [InlineData("/en/seminars?q=xyzzyplugh&when=past&sdg=4", "Nothing matches these filters", 3)]
    [InlineData("/en/partners?q=xyzzyplugh&kind=school", "Nothing matches these filters", 2)]
    public async Task Empty_result_says_what_to_do_next(string address, string title, int withoutOne)
    {
        var page = await portal.Visitor().PageAsync(address);
        page.Words(".empty h2").ShouldBe(title);
        page.QuerySelectorAll(".empty ul a").Length.ShouldBe(withoutOne);
        page.Href(".empty a.btn").ShouldBe(address.Split('?')[0]);
        page.QuerySelector(".empty a[href^='mailto:']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Search_words_are_shown_as_they_were_typed_and_never_run()
    {
        var page = await portal.Visitor().PageAsync("/en/seminars?q=" + Uri.EscapeDataString("\"><script>alert(1)</script>"));
        page.QuerySelector("main input[name=q]")!.GetAttribute("value").ShouldBe("\"><script>alert(1)</script>");
        page.QuerySelector("script:not([type='application/ld+json'])").ShouldBeNull();
    }
}
