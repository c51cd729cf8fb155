using System.Net;
using AngleSharp.Dom;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>Figures of each sort, in words, on their own pages and in lists.</summary>
public sealed class ImpactPortal : PortalHost, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        using var folder = new ContentFolder()
            .File("units.yaml", "rectorate:\n  en: Rectorate\n  tr: Rektörlük\nlibrary:\n  en: Library\n  tr: Kütüphane\n");
        void Figure(string key, string fields, string unit = "pupils", string birim = "öğrenci", string more = "method: From a list.", string moreTr = "method: Listeden.", string body = "")
        {
            folder.Text($"figures/{key}.en.md", $"title: Title {key}\nsummary: About {key}.\nslug: {key}\n{fields}\nunit-of-measure: \"{unit}\"\nsource: A list\n{more}", body);
            folder.Text($"figures/{key}.tr.md", $"title: Başlık {key}\nsummary: Hakkında.\nslug: {key}-tr\nunit-of-measure: \"{birim}\"\nsource: Bir liste\n{moreTr}", body);
        }

        Figure("year", "rule: closed-period\nvalue: 1310\nfrom: 2022-01-01\nuntil: 2022-12-31\nas-of: 2023-01-15\nunit: rectorate\nsdgs: [4]\nsource-link: https://example.org/list",
            more: "method: Counted at the door.", moreTr: "method: Kapıda sayıldı.", body: "**Basis.** Who came in.");
        Figure("term", "rule: closed-period\nvalue: 37.5\nfrom: 2024-09-01\nuntil: 2025-06-30\nas-of: 2025-07-10", "%", "%");
        Figure("total", "rule: running-total\nvalue: 60000\nfrom: 2023-01-01\nas-of: 2025-12-31\nsdgs: [4, 9]\nseries:\n  - {label: \"2023\", value: 17000}\n  - {label: \"2024\", value: 38000.5}\n  - {label: \"2025\", value: 60000}", "learners", "öğrenen");
        Figure("midmonth", "rule: running-total\nvalue: 5\nfrom: 2020-03-17\nas-of: 2020-04-01");
        Figure("day", "rule: snapshot\nvalue: 25000\nas-of: 2025-10-31", "students", "öğrenci");
        Figure("goal", "rule: progress\nvalue: 60000\ngoal: 100000\nas-of: 2025-12-31", "people trained", "eğitilen kişi");
        Figure("over", "rule: progress\nvalue: 1200\ngoal: 1000\nas-of: 2026-06-01", "trees", "fidan");
        Figure("trace", "rule: progress\nvalue: 3\ngoal: 10000\nas-of: 2026-06-01", "books", "kitap");
        Figure("huge", "rule: snapshot\nvalue: 1000000000000\nas-of: 2019-05-05\nseries:\n" + string.Concat(Enumerable.Range(1, 30).Select(n => $"  - {{label: \"n{n}\", value: {n}}}\n")));
        Figure("single", "rule: snapshot\nvalue: 0\nas-of: 2019-05-05\nseries:\n  - {label: \"2019\", value: 0}");
        folder.Text("figures/turkish.tr.md", "title: Yalnız Türkçe\nslug: yalniz\nlanguages: tr\nsummary: Özet.\nrule: snapshot\nvalue: 7\nunit-of-measure: şey\nsource: Kaynak\nmethod: Yöntem.\nas-of: 2018-01-02", "Bir metin.");
        folder.Text("figures/secret.en.md", "title: Secret figure\nlanguages: en\nstate: draft\nsummary: s\nrule: snapshot\nvalue: 7\nunit-of-measure: x\nmethod: m\nsource: s\nas-of: 1999-01-02");
        await this.ImportAllAsync(folder);
    }
}

public sealed class ImpactControllerTests(ImpactPortal portal) : IClassFixture<ImpactPortal>
{
    private HttpClient Visitor => portal.Visitor();

    [Theory]
    [InlineData("en", "year", "Closed period", "1,310", "pupils", "Closed year 2022.")]
    [InlineData("tr", "year-tr", "Kapanmış dönem", "1.310", "öğrenci", "2022 yılının tamamı.")]
    [InlineData("en", "term", "Closed period", "37.5%", null, "1 September 2024 to 30 June 2025.")]
    [InlineData("tr", "term-tr", "Kapanmış dönem", "%37,5", null, "1 Eylül 2024 – 30 Haziran 2025.")]
    [InlineData("en", "total", "Running total", "60,000", "learners", "Since January 2023, as of 31 December 2025.")]
    [InlineData("tr", "total-tr", "Birikimli toplam", "60.000", "öğrenen", "Ocak 2023 tarihinden bu yana, 31 Aralık 2025 itibarıyla.")]
    [InlineData("en", "midmonth", "Running total", "5", "pupils", "Since 17 March 2020, as of 1 April 2020.")]
    [InlineData("en", "day", "Snapshot", "25,000", "students", "On 31 October 2025.")]
    [InlineData("tr", "day-tr", "Anlık durum", "25.000", "öğrenci", "31 Ekim 2025 itibarıyla.")]
    [InlineData("en", "goal", "Progress towards a goal", "60,000", "people trained", "As of 31 December 2025.")]
    [InlineData("tr", "goal-tr", "Hedefe doğru ilerleme", "60.000", "eğitilen kişi", "31 Aralık 2025 itibarıyla.")]
    [InlineData("tr", "huge-tr", "Anlık durum", "1.000.000.000.000", "öğrenci", "5 Mayıs 2019 itibarıyla.")]
    public async Task Figure_says_what_its_number_means(string culture, string slug, string rule, string value, string? unit, string period)
    {
        var page = await Visitor.PageAsync($"/{culture}/impact/figures/{slug}");
        page.Words(".figure.large .rule").ShouldBe(rule);
        page.Words(".figure.large p > b").ShouldBe(value);
        page.QuerySelector(".figure.large p > span")?.Words().ShouldBe(unit);
        (page.QuerySelector(".figure.large p > span") is null).ShouldBe(unit is null);
        page.Words(".figure.large small").ShouldStartWith(period);
        page.Words(".figure.large small").Length.ShouldBeGreaterThan(period.Length + 20);
    }

    [Theory]
    [InlineData("en", "goal", "60,000 of 100,000 people trained (60%)", "60000", "100000")]
    [InlineData("tr", "goal-tr", "100.000 eğitilen kişi hedefinden 60.000 (%60)", "60000", "100000")]
    [InlineData("en", "over", "1,200 of 1,000 trees (120%). More than the goal.", "1000", "1000")]
    [InlineData("tr", "over-tr", "1.000 fidan hedefinden 1.200 (%120). Hedef aşıldı.", "1000", "1000")]
    [InlineData("en", "trace", "3 of 10,000 books (less than 1%)", "3", "10000")]
    [InlineData("tr", "trace-tr", "10.000 kitap hedefinden 3 (%1 altında)", "3", "10000")]
    public async Task Progress_says_both_numbers_and_shows_them(string culture, string slug, string said, string value, string max)
    {
        var page = await Visitor.PageAsync($"/{culture}/impact/figures/{slug}");
        var bar = page.QuerySelectorAll("progress").ShouldHaveSingleItem();
        bar.GetAttribute("value").ShouldBe(value);
        bar.GetAttribute("max").ShouldBe(max);
        page.GetElementById(bar.GetAttribute("aria-labelledby")!)!.Words().ShouldBe(said);
    }

    [Fact]
    public async Task Figure_that_is_no_progress_has_no_bar() =>
        (await Visitor.PageAsync("/en/impact/figures/day")).QuerySelector("progress").ShouldBeNull();

    [Fact]
    public async Task Page_says_how_it_was_counted_from_where_by_whom_and_when()
    {
        var page = await Visitor.PageAsync("/en/impact/figures/year");
        page.Words("h1").ShouldBe("Title year");
        page.Words(".page-head .lead").ShouldBe("About year.");
        page.AllWords("main h2").ShouldContain("How it was counted");
        page.Words(".stack p.lead").ShouldBe("Counted at the door.");
        page.Words(".stack .prose").ShouldBe("Basis. Who came in.");
        var source = page.QuerySelector(".facts a[rel='external noopener']")!;
        source.Words().ShouldBe("A list");
        source.GetAttribute("href").ShouldBe("https://example.org/list");
        page.QuerySelector(".facts time")!.GetAttribute("datetime").ShouldBe("2023-01-15");
        page.AllWords(".facts dd").ShouldContain("Rectorate");
        page.Href(".facts a[href='/en/impact/2022']").ShouldNotBeNull();
        page.Href(".sdg a").ShouldBe("/en/impact?sdg=4");
        page.Href("a[aria-current=page]").ShouldBe("/en/impact");
        (await Visitor.PageAsync("/tr/impact/figures/year-tr")).QuerySelector(".facts time")!.Words().ShouldBe("15 Ocak 2023");
    }

    [Fact]
    public async Task Figure_without_a_text_says_its_method_alone()
    {
        var page = await Visitor.PageAsync("/en/impact/figures/day");
        page.Words(".stack p.lead").ShouldBe("From a list.");
        page.QuerySelector(".stack .prose").ShouldBeNull();
    }

    [Fact]
    public async Task Chart_is_told_to_those_who_do_not_see_it_and_stands_as_a_table_below()
    {
        var page = await Visitor.PageAsync("/tr/impact/figures/total-tr");
        var chart = page.QuerySelectorAll("svg[role=img]").ShouldHaveSingleItem();
        var labels = chart.GetAttribute("aria-labelledby")!.Split(' ').Select(id => page.GetElementById(id)!.Words()).ToList();
        labels[0].ShouldBe("Başlık total");
        labels[1].ShouldContain("2023: 17.000");
        labels[1].ShouldContain("2025: 60.000");
        chart.QuerySelectorAll("rect.bar").Select(bar => bar.GetAttribute("width")).ShouldBe(["28.33%", "63.33%", "100%"]);
        chart.QuerySelectorAll("text.value").Select(text => text.Words()).ShouldBe(["17.000", "38.000,5", "60.000"]);
        var table = chart.NextElementSibling!.QuerySelector("table")!;
        chart.NextElementSibling!.TagName.ShouldBe("DETAILS");
        table.QuerySelectorAll("tbody tr").Select(row => row.Words()).ShouldBe(["202317.000", "202438.000,5", "202560.000"]);
        table.QuerySelectorAll("thead th").Select(head => head.Words()).ShouldBe(["Dönem", "öğrenen"]);
        table.QuerySelectorAll("th").ShouldAllBe(head => head.HasAttribute("scope"));
        table.QuerySelector("caption")!.Words().ShouldBe("Başlık total");
    }

    [Theory]
    [InlineData("huge", 30)]
    [InlineData("single", 1)]
    public async Task Chart_holds_few_values_and_many(string slug, int count)
    {
        var page = await Visitor.PageAsync("/en/impact/figures/" + slug);
        page.QuerySelectorAll("svg.chart rect.bar").Length.ShouldBe(count);
        page.QuerySelectorAll("figure tbody tr").Length.ShouldBe(count);
    }

    [Fact]
    public async Task Figure_of_one_language_is_shown_under_the_other_with_a_notice()
    {
        var page = await Visitor.PageAsync("/en/impact/figures/yalniz");
        page.Words(".notice.language").ShouldContain("Only in Turkish");
        page.QuerySelector("h1")!.Language().ShouldBe("tr");
        page.QuerySelector(".figure.large p > span")!.Language().ShouldBe("tr");
        page.QuerySelector(".stack p.lead")!.Language().ShouldBe("tr");
        page.QuerySelector(".stack .prose")!.Language().ShouldBe("tr");
        page.Words(".figure.large small").ShouldStartWith("On 2 January 2018.");
        page.Href("link[rel=canonical]").ShouldEndWith("/tr/impact/figures/yalniz");
        var tile = (await Visitor.PageAsync("/en/impact/2018")).QuerySelector(".figure h3 a")!;
        tile.GetAttribute("href").ShouldBe("/en/impact/figures/yalniz");
        tile.Language().ShouldBe("tr");
    }

    [Theory]
    [InlineData("en", "Progress towards goals|Running totals|Closed periods|Snapshots")]
    [InlineData("tr", "Hedeflere doğru ilerleme|Birikimli toplamlar|Kapanmış dönemler|Anlık durumlar")]
    public async Task Numbers_of_one_sort_stand_together_and_none_is_added_up(string culture, string groups)
    {
        var page = await Visitor.PageAsync($"/{culture}/impact");
        page.AllWords("main section > .section-head > h2").ShouldBe(groups.Split('|'));
        page.AllWords("main section > .section-head > p").ShouldAllBe(meaning => meaning.Length > 30);
        page.QuerySelector(".figure-note").ShouldNotBeNull();
        foreach (var section in page.QuerySelectorAll("main section.figure-group"))
        {
            section.QuerySelectorAll(".figure").Length.ShouldBeGreaterThan(0);
            section.AllWords(".figure .rule").Distinct().Count().ShouldBe(1);
        }

        page.QuerySelectorAll(".figure").Length.ShouldBe(11);
        page.Words("[role=status]").ShouldBe(culture == "en" ? "11 figures" : "11 gösterge");
        page.Body!.TextContent.ShouldNotContain("Secret");
    }

    [Fact]
    public async Task Tile_has_number_unit_meaning_method_source_and_the_way_to_the_page()
    {
        var page = await Visitor.PageAsync("/en/impact?unit=rectorate");
        var tile = page.QuerySelectorAll(".figure").ShouldHaveSingleItem();
        tile.Words(".rule").ShouldBe("Closed period");
        tile.Words("b").ShouldBe("1,310");
        tile.Words("p > span").ShouldBe("pupils");
        tile.Href("h3 a").ShouldBe("/en/impact/figures/year");
        tile.Words("small").ShouldBe("Closed year 2022 · As of 15 January 2023Counted at the door.Source: A list");
    }

    [Fact]
    public async Task Chart_stands_beside_its_number_where_it_is_not_too_long()
    {
        var page = await Visitor.PageAsync("/en/impact");
        page.QuerySelectorAll("svg.chart").ShouldHaveSingleItem().ParentElement!.ParentElement!.Href("h3 a").ShouldBe("/en/impact/figures/total");
        page.QuerySelectorAll("[id]").Select(element => element.Id).ShouldBeUnique();
    }

    [Theory]
    [InlineData("sdg=9", 1)]
    [InlineData("sdg=4", 2)]
    [InlineData("sdg=1", 0)]
    [InlineData("unit=rectorate", 1)]
    [InlineData("unit=library", 0)]
    [InlineData("q=basis", 1)]
    [InlineData("q=başlık", 11)]
    [InlineData("q=nothing-like-it", 0)]
    [InlineData("sdg=99", 11)]
    [InlineData("unit=zoo", 11)]
    [InlineData("page=9", 0)]
    [InlineData("when=past", 11)]
    public async Task List_is_narrowed_by_what_its_address_asks_for(string query, int count)
    {
        var page = await Visitor.PageAsync("/en/impact?" + query);
        page.QuerySelectorAll(".figure").Length.ShouldBe(query == "q=başlık" ? 10 : count);
        page.QuerySelectorAll("h1").Length.ShouldBe(1);
        (page.QuerySelector(".empty") is not null).ShouldBe(count == 0);
        (page.QuerySelector(".notice.info") is not null).ShouldBe(query is "sdg=99" or "unit=zoo");
    }

    [Fact]
    public async Task Filter_reads_in_the_language_of_the_page()
    {
        var page = await Visitor.PageAsync("/tr/impact?unit=rectorate&sdg=4");
        page.AllWords("a.chip").ShouldBe(["Filtreyi kaldır: Nitelikli eğitim", "Filtreyi kaldır: Rektörlük"]);
        page.QuerySelector("#filter_unit option[selected]")!.Words().ShouldBe("Rektörlük");
        page.QuerySelector("#filter_sdg option[selected]")!.Words().ShouldBe("4 Nitelikli eğitim");
        page.AllWords("#filter_unit option").ShouldBe(["Tüm birimler", "Kütüphane", "Rektörlük"]);
    }

    [Fact]
    public async Task Years_lead_from_one_to_the_next_that_has_figures()
    {
        var all = await Visitor.PageAsync("/en/impact");
        all.AllWords("ol.years a").ShouldBe(["All years", "2026", "2025", "2022", "2020", "2019", "2018"]);
        all.Words("ol.years [aria-current=page]").ShouldBe("All years");

        var year = await Visitor.PageAsync("/en/impact/2022");
        year.Words("h1").ShouldBe("Impact in 2022");
        year.AllWords(".figure h3").ShouldBe(["Title year"]);
        year.Words("ol.years [aria-current=page]").ShouldBe("2022");
        year.Href("a[rel=prev]").ShouldBe("/en/impact/2020");
        year.Href("a[rel=next]").ShouldBe("/en/impact/2025");
        year.Href("link[rel=canonical]").ShouldEndWith("/en/impact/2022");
        year.QuerySelectorAll("link[hreflang]").Length.ShouldBe(3);
        year.Href("a.lang").ShouldBe("/tr/impact/2022");
        year.AllWords(".crumbs li").ShouldBe(["Home", "Impact", "2022"]);

        (await Visitor.PageAsync("/en/impact/2026")).QuerySelector("a[rel=next]").ShouldBeNull();
        (await Visitor.PageAsync("/tr/impact/2018")).QuerySelector("a[rel=prev]").ShouldBeNull();
        (await Visitor.PageAsync("/tr/impact/2018")).Words("h1").ShouldBe("2018 yılında etki");
    }

    [Fact]
    public async Task Year_of_the_periods_end_shows_a_figure_and_no_other() =>
        (await Visitor.PageAsync("/en/impact/2025")).AllWords(".figure h3").ShouldBe(["Title goal", "Title total", "Title term", "Title day"]);

    [Theory]
    [InlineData("/en/impact/2021", "No figure is published for 2021")]
    [InlineData("/tr/impact/2030", "2030 yılı için yayımlanmış gösterge yok")]
    [InlineData("/en/impact/1999", "No figure is published for 1999")]
    public async Task Year_without_a_figure_says_so_and_is_not_found(string address, string said)
    {
        using var answer = await Visitor.AnswerAsync(address);
        answer.Header("Cache-Control").ShouldBe("no-store");
        var page = await answer.PageAsync(address, HttpStatusCode.NotFound);
        page.Words(".empty h2").ShouldBe(said);
        page.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
        page.QuerySelectorAll("ol.years a").Length.ShouldBeGreaterThan(5);
        page.QuerySelector("link[hreflang]").ShouldBeNull();
    }

    [Theory]
    [InlineData("/en/impact/0")]
    [InlineData("/en/impact/22")]
    [InlineData("/en/impact/1799")]
    [InlineData("/en/impact/2201")]
    [InlineData("/en/impact/02022")]
    [InlineData("/en/impact/+022")]
    [InlineData("/en/impact/2022.0")]
    [InlineData("/en/impact/%D9%A2%D9%A0%D9%A2%D9%A2")]
    [InlineData("/en/impact/99999999999999999999")]
    [InlineData("/en/impact/figures")]
    [InlineData("/en/impact/2022/1")]
    [InlineData("/en/impact/%20")]
    [InlineData("/en/impact/figures/%20")]
    [InlineData("/en/figures")]
    [InlineData("/en/figures/year")]
    public async Task What_is_no_year_and_no_figure_is_no_page(string address)
    {
        var page = await Visitor.PageAsync(address, HttpStatusCode.NotFound);
        page.Words("h1").ShouldBe("This page does not exist");
        page.QuerySelector(".figure").ShouldBeNull();
    }

    [Fact]
    public async Task Year_that_nobody_has_is_not_kept()
    {
        var before = portal.Pages.Entries;
        await Visitor.PageAsync("/en/impact/2101", HttpStatusCode.NotFound);
        await Visitor.PageAsync("/en/impact/2102", HttpStatusCode.NotFound);
        portal.Pages.Entries.ShouldBe(before);
    }

    [Fact]
    public async Task Portal_without_figures_says_so()
    {
        using var empty = new PortalHost();
        var page = await empty.Visitor().PageAsync("/en/impact");
        page.Words(".empty h2").ShouldBe("Nothing is published here yet");
        page.QuerySelector("ol.years, .figure-note").ShouldBeNull();
        (await empty.Visitor().PageAsync("/tr/impact/2022", HttpStatusCode.NotFound)).QuerySelector(".empty a.btn").ShouldNotBeNull();
    }
}
