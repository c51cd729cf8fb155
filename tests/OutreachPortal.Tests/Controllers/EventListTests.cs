using AngleSharp.Dom;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>Forty-five seminars and five lectures that are known one by one.</summary>
public sealed class ManyEvents : PortalHost, IAsyncLifetime
{
    public sealed record Row(int Number, string Title, DateTime Start, string Audience, string Mode, string Unit, int Goal, string Programme)
    {
        public bool IsPast => Start.AddHours(1) < Local;
    }

    // The clock of the tests, as it stands in Istanbul.
    private static readonly DateTime Local = Monday.UtcDateTime.AddHours(3);
    private static readonly string[] Audiences = ["pupils", "students", "teachers", "adults", "professionals", "alumni"];
    private static readonly string[] Modes = ["on-site", "online", "hybrid"];

    public IReadOnlyList<Row> Rows { get; } =
    [
        .. Enumerable.Range(0, 45).Select(n => new Row(n, $"{(n % 9 == 0 ? "Işık" : n % 9 == 1 ? "Çağ ÖĞRENİM" : "Topic")} {n:00}",
            // Numbers 20 to 24 begin together, and so do 3 to 5.
            Local.Date.AddDays(n is >= 20 and <= 24 ? 7 : n is >= 3 and <= 5 ? -30 : (n * 7 % 45) - 18).AddHours(15),
            Audiences[n % 6], Modes[n % 3], n % 2 == 0 ? "science" : "arts", (n % 17) + 1, n % 5 == 0 ? "school-key" : n % 5 == 1 ? "course-key" : "")),
    ];

    public async ValueTask InitializeAsync()
    {
        using var folder = new ContentFolder()
            .File("units.yaml", "science:\n  en: Faculty of Science\n  tr: Fen Fakültesi\narts:\n  en: Faculty of Arts\n  tr: Edebiyat Fakültesi\n")
            .Text("programmes/school-key.en.md", "title: Summer school\nslug: the-summer-school\nsummary: s\nkind: summer-school\nunit: arts")
            .Text("programmes/school-key.tr.md", "title: Yaz okulu\nslug: yaz-okulu\nsummary: s")
            .Text("programmes/course-key.en.md", "title: Course\nslug: the-course\nsummary: s\nkind: continuing-education\nunit: science")
            .Text("programmes/course-key.tr.md", "title: Kurs\nslug: kurs\nsummary: s");
        foreach (var row in Rows)
        {
            folder.Text($"seminars/s{row.Number:00}.en.md",
                $"title: \"{row.Title}\"\nslug: s{row.Number:00}\nsummary: About it.\nstart: {row.Start:yyyy-MM-dd HH:mm}\nend: {row.Start.AddHours(1):HH:mm}\nplace: Room\n"
                + $"mode: {row.Mode}\naudience: [{row.Audience}, alumni]\nunit: {row.Unit}\nsdgs: [{row.Goal}]\n" + (row.Programme.Length > 0 ? "programme: " + row.Programme : ""));
            folder.Text($"seminars/s{row.Number:00}.tr.md", $"title: \"{row.Title}\"\nslug: s{row.Number:00}\nsummary: Hakkında.\nplace: Oda");
        }

        for (var i = 0; i < 5; i++)
        {
            folder.Text($"lectures/l{i}.en.md", $"title: Lecture {i}\nlanguages: en\nsummary: Işık.\nstart: 2026-12-0{i + 1} 15:00\nend: 16:00\nplace: Hall\nmode: on-site\naudience: [alumni]\nprogramme: school-key");
        }

        await ImportAllAsync(folder);
    }
}

public sealed class EventListTests(ManyEvents portal) : IClassFixture<ManyEvents>
{
    [Theory]
    [InlineData("")]
    [InlineData("q=isik")]
    [InlineData("q=I%C5%9EIK")]
    [InlineData("q=%C4%B1%C5%9F%C4%B1k")]
    [InlineData("q=Isik")]
    [InlineData("q=%C4%B0%C5%9F%C4%B1k")]
    [InlineData("q=is%E2%80%8Bik")]
    [InlineData("q=ogrenim+cag")]
    [InlineData("q=%C3%87A%C4%9E")]
    [InlineData("q=c%CC%A7a%C4%9F")]
    [InlineData("q=%25")]
    [InlineData("q=_")]
    [InlineData("when=upcoming")]
    [InlineData("when=past")]
    [InlineData("audience=teachers")]
    [InlineData("audience=alumni")]
    [InlineData("mode=online")]
    [InlineData("mode=on-site")]
    [InlineData("unit=science")]
    [InlineData("sdg=4")]
    [InlineData("sdg=17")]
    [InlineData("programme=school-key")]
    [InlineData("programme=the-summer-school")]
    [InlineData("programme=yaz-okulu")]
    [InlineData("unit=arts&mode=hybrid")]
    [InlineData("q=topic&when=past&audience=adults")]
    [InlineData("when=upcoming&unit=science&programme=kurs&mode=hybrid")]
    [InlineData("q=isik&when=upcoming&audience=adults&mode=on-site&unit=arts&sdg=11&programme=school-key")]
    public async Task Filter_finds_what_it_should_in_order_on_all_pages(string query)
    {
        var expected = InOrder(portal.Rows.Where(row => Matches(row, query)));
        List<string>? before = null;
        foreach (var culture in new[] { "en", "tr" })
        {
            var found = new List<string>();
            string? next = $"/{culture}/seminars?{query}";
            while (next is not null)
            {
                var page = await portal.Visitor().PageAsync(next);
                page.Titles().Count().ShouldBeLessThanOrEqualTo(20);
                found.AddRange(page.Titles());
                CountOf(page).ShouldBe(expected.Count);
                if (expected.Count > 20)
                {
                    page.Words("[role=status]").ShouldContain($"{found.Count - page.Titles().Count() + 1}–{found.Count}");
                }

                next = page.Href("a[rel=next]");
            }

            // What begins together may stand in any order, but in one only.
            found.ShouldBe(expected.Select(row => row.Title), ignoreOrder: true);
            found.Select(title => portal.Rows.First(row => row.Title == title).Start).ShouldBe(expected.Select(row => row.Start));
            (before ??= found).ShouldBe(found);
        }
    }

    [Theory]
    [InlineData("arts", "Faculty of Arts")]
    [InlineData("science", "Faculty of Science")]
    public async Task Unit_of_a_smaller_list_is_called_by_its_name(string unit, string name)
    {
        var page = await portal.Visitor().PageAsync("/en/programmes?unit=" + unit);
        page.Titles().ShouldBe([unit == "arts" ? "Summer school" : "Course"]);
        page.Words(".result .chips").ShouldContain(name);
    }

    [Fact]
    public async Task Lists_of_the_two_kinds_do_not_mix()
    {
        (await portal.Visitor().PageAsync("/en/lectures?q=isik")).Titles().Count().ShouldBe(5);
        (await portal.Visitor().PageAsync("/en/lectures")).Words("[role=status]").ShouldBe("5 lectures");
        (await portal.Visitor().PageAsync("/tr/lectures?sdg=1")).Words("[role=status]").ShouldBe("Sonuç bulunamadı");
    }

    [Fact]
    public async Task One_is_counted_as_one()
    {
        var page = await portal.Visitor().PageAsync("/en/seminars?q=topic+02");
        page.Words("[role=status]").ShouldBe("1 seminar");
        page.QuerySelector(".pager").ShouldBeNull();
    }

    [Fact]
    public async Task Chosen_filters_are_shown_and_can_be_taken_off_one_by_one()
    {
        var page = await portal.Visitor().PageAsync("/en/seminars?unit=arts&sdg=4&programme=the-summer-school&mode=hybrid&when=past&audience=adults&q=x");
        page.QuerySelectorAll(".result a.chip").Length.ShouldBe(7);
        page.QuerySelectorAll("form.filter select option[selected]").Select(option => option.TextContent.Trim())
            .ShouldBe(["Past", "Adults", "On site and online", "Faculty of Arts", "4 Quality education", "Summer school"], ignoreOrder: true);
        foreach (var key in new[] { "unit", "sdg", "programme", "mode", "when", "audience", "q" })
        {
            page.QuerySelectorAll(".result a.chip").Count(chip => !chip.GetAttribute("href")!.Contains(key + "=", StringComparison.Ordinal)).ShouldBe(1, key);
        }
    }

    [Fact]
    public async Task Pager_keeps_the_filter_and_marks_the_page()
    {
        var page = await portal.Visitor().PageAsync("/en/seminars?audience=alumni&page=2");
        page.QuerySelectorAll(".pager a").Select(link => link.GetAttribute("href"))
            .ShouldBe(["/en/seminars?audience=alumni", "/en/seminars?audience=alumni", "/en/seminars?audience=alumni&page=2", "/en/seminars?audience=alumni&page=3", "/en/seminars?audience=alumni&page=3"]);
        page.Words(".pager [aria-current=page]").ShouldBe("Page 2");
        new Uri(page.Href("link[rel=canonical]")!).PathAndQuery.ShouldBe("/en/seminars?audience=alumni&page=2");
    }

    /// <summary>What the portal promises: those to come, the soonest first, then those over, the latest first.</summary>
    private static List<ManyEvents.Row> InOrder(IEnumerable<ManyEvents.Row> rows) =>
    [
        .. rows.Where(row => !row.IsPast).OrderBy(row => row.Start),
        .. rows.Where(row => row.IsPast).OrderByDescending(row => row.Start),
    ];

    private static bool Matches(ManyEvents.Row row, string query) => query.Split('&', StringSplitOptions.RemoveEmptyEntries).All(pair => pair.Split('=') switch
    {
        ["q", "topic"] => row.Title.StartsWith("Topic", StringComparison.Ordinal),
        ["q", "ogrenim+cag" or "%C3%87A%C4%9E" or "c%CC%A7a%C4%9F"] => row.Title.StartsWith('Ç'),
        ["q", "%25" or "_"] => false,
        ["q", _] => row.Title.StartsWith("Işık", StringComparison.Ordinal),
        ["when", var when] => row.IsPast == (when == "past"),
        ["audience", var audience] => row.Audience == audience || audience == "alumni",
        ["mode", var mode] => row.Mode == mode,
        ["unit", var unit] => row.Unit == unit,
        ["sdg", var goal] => row.Goal == int.Parse(goal, null),
        ["programme", "kurs"] => row.Programme == "course-key",
        ["programme", _] => row.Programme == "school-key",
        _ => throw new ArgumentException(pair),
    });

    private static int CountOf(IDocument page)
    {
        var words = page.Words("[role=status]").Split(' ', ',')[0];
        return int.TryParse(words, out var count) ? count : 0;
    }
}
