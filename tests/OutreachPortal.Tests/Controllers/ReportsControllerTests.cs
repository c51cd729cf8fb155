using System.Net;
using AngleSharp.Dom;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>Documents to download, by year.</summary>
public sealed class ReportsPortal : PortalHost, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        using var folder = new ContentFolder()
            .File("reports/english.pdf", Documents.Pdf("english", 148 * 1024)).File("reports/turkish.pdf", Documents.Pdf("turkish", 1468006)).File("reports/both.pdf", Documents.Pdf("both"))
            .Text("reports/r2024.en.md", "title: Report of 2024\nsummary: What we did.\nyear: 2024\nfile: english.pdf\nsdgs: [4]", "What it holds.")
            .Text("reports/r2024.tr.md", "title: 2024 raporu\nslug: rapor-2024\nsummary: Yaptıklarımız.\nfile: turkish.pdf", "İçindekiler.")
            .Text("reports/r2025.en.md", "title: Report of 2025\nsummary: What we did.\nyear: 2025\nfile: both.pdf", "")
            .Text("reports/r2025.tr.md", "title: 2025 raporu\nsummary: Yaptıklarımız.\nfile: both.pdf", "")
            .Text("reports/special.tr.md", "title: Özel rapor\nlanguages: tr\nsummary: Özeti.\nyear: 2024\nfile: both.pdf");
        await this.ImportAllAsync(folder);
    }
}

public sealed class ReportsControllerTests(ReportsPortal portal) : IClassFixture<ReportsPortal>
{
    private HttpClient Visitor => portal.Visitor();

    [Theory]
    [InlineData("en", "Report of 2025|Özel rapor|Report of 2024")]
    [InlineData("tr", "2025 raporu|Özel rapor|2024 raporu")]
    public async Task List_has_a_heading_for_each_year_the_newest_first(string culture, string titles)
    {
        var page = await Visitor.PageAsync($"/{culture}/reports");
        page.AllWords("section.report-year h2").ShouldBe(["2025", "2024"]);
        page.AllWords("section.report-year h3").ShouldBe(titles.Split('|'));
        page.Words("[role=status]").ShouldBe(culture == "en" ? "3 reports" : "3 rapor");
    }

    [Theory]
    [InlineData("/en/reports/report-of-2024", "Download in English|Download in Turkish", "PDF, 148 KB|PDF, 1.4 MB", "report-of-2024.pdf|rapor-2024.pdf", "en|tr")]
    [InlineData("/tr/reports/rapor-2024", "Türkçe indirin|İngilizce indirin", "PDF, 1,4 MB|PDF, 148 KB", "rapor-2024.pdf|report-of-2024.pdf", "tr|en")]
    [InlineData("/en/reports/report-of-2025", "Download in English", "PDF, 1 KB", "report-of-2025.pdf", "en")]
    [InlineData("/tr/reports/2025-raporu", "Türkçe indirin", "PDF, 1 KB", "2025-raporu.pdf", "tr")]
    [InlineData("/en/reports/ozel-rapor", "Download in Turkish", "PDF, 1 KB", "ozel-rapor.pdf", "tr")]
    public async Task Document_says_language_sort_and_size_and_what_it_will_be_called(string address, string words, string sizes, string names, string languages)
    {
        foreach (var page in new[] { await Visitor.PageAsync(address), await Visitor.PageAsync(address[..11]) })
        {
            var list = page.QuerySelectorAll("ul.downloads").Single(ul => ul.QuerySelector("a")!.GetAttribute("download") == names.Split('|')[0]);
            var links = list.QuerySelectorAll("a");
            links.Select(link => link.FirstChild!.Words()).ShouldBe(words.Split('|'));
            list.AllWords(".meta").ShouldBe(sizes.Split('|'));
            links.Select(link => link.GetAttribute("download")).ShouldBe(names.Split('|'));
            links.Select(link => link.GetAttribute("hreflang")).ShouldBe(languages.Split('|'));
            links.Select(link => link.GetAttribute("href")).ShouldBeUnique();
            foreach (var link in links)
            {
                using var answer = await Visitor.AnswerAsync(link.GetAttribute("href")!);
                answer.StatusCode.ShouldBe(HttpStatusCode.OK);
                answer.Header("Content-Type").ShouldBe("application/pdf");
            }
        }
    }

    [Fact]
    public async Task Page_shows_the_text_about_the_document()
    {
        var page = await Visitor.PageAsync("/tr/reports/rapor-2024");
        page.Words("h1").ShouldBe("2024 raporu");
        page.Words(".page-head .lead").ShouldBe("Yaptıklarımız.");
        page.Words(".stack .prose").ShouldBe("İçindekiler.");
        page.AllWords(".facts dd").ShouldBe(["2024"]);
        page.Href(".sdg a").ShouldBe("/tr/seminars?sdg=4");
        (await Visitor.PageAsync("/en/reports/report-of-2025")).QuerySelector(".stack .prose").ShouldBeNull();
    }

    [Fact]
    public async Task Report_of_one_language_is_marked_as_such()
    {
        var page = await Visitor.PageAsync("/en/reports/ozel-rapor");
        page.Words(".notice.language").ShouldContain("Only in Turkish");
        page.QuerySelector("h1")!.Language().ShouldBe("tr");
        (await Visitor.PageAsync("/en/reports")).QuerySelectorAll("h3 a").Single(link => link.Words() == "Özel rapor").Language().ShouldBe("tr");
    }

    [Theory]
    [InlineData("/en/reports?page=7")]
    [InlineData("/en/reports?page=x")]
    [InlineData("/en/reports?q=a&sdg=4&year=2024")]
    [InlineData("/tr/reports?%00=1")]
    public async Task Odd_address_is_a_page(string address) =>
        (await Visitor.PageAsync(address)).QuerySelector("[role=status]").ShouldNotBeNull();

    [Fact]
    public async Task Portal_without_reports_says_so()
    {
        using var empty = new PortalHost();
        (await empty.Visitor().PageAsync("/en/reports")).Words(".empty h2").ShouldBe("Nothing is published here yet");
        (await empty.Visitor().PageAsync("/en/people")).Words(".empty h2").ShouldBe("Nothing is published here yet");
        (await empty.Visitor().PageAsync("/en/pages")).Words(".empty h2").ShouldBe("Nothing is published here yet");
    }
}
