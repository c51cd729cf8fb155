using System.Net;
using AngleSharp.Dom;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>One item, two languages, or only one.</summary>
public sealed class LanguageTests(PortalHost portal) : IClassFixture<PortalHost>
{
    // Marks every English text, so that wherever one shows it can be recognised.
    private const string Mark = "Zephyr";

    [Fact]
    public async Task Item_in_both_languages_names_both_and_itself()
    {
        using var folder = new ContentFolder()
            .Text("seminars/both.en.md", "title: The sky\nslug: the-sky\nsummary: s\nplace: p\nstart: 2026-12-03 14:00\nend: 15:00\nmode: on-site\naudience: [pupils]")
            .Text("seminars/both.tr.md", "title: Gök\nslug: gok\nsummary: ö\nplace: y");
        await portal.ImportAllAsync(folder);
        var page = await portal.Visitor().PageAsync("/tr/seminars/gok");
        page.Href("link[rel=canonical]").ShouldEndWith("/tr/seminars/gok");
        Alternates(page).ShouldBe([("en", "/en/seminars/the-sky"), ("tr", "/tr/seminars/gok"), ("x-default", "/tr/seminars/gok")]);
        page.Href("a.lang").ShouldBe("/en/seminars/the-sky");
        page.QuerySelector(".notice.language").ShouldBeNull();
        page.QuerySelector("main h1")!.Language().ShouldBe("tr");
    }

    [Theory]
    [InlineData("/tr/seminars/the-sea", "/tr/seminars/deniz")]
    [InlineData("/en/seminars/deniz", "/en/seminars/the-sea")]
    public async Task Slug_of_the_other_language_redirects_to_the_own(string address, string own)
    {
        using var folder = new ContentFolder()
            .Text("seminars/sea.en.md", "title: The sea\nsummary: s\nplace: p\nstart: 2026-12-03 14:00\nend: 15:00\nmode: on-site\naudience: [pupils]")
            .Text("seminars/sea.tr.md", "title: Deniz\nsummary: ö\nplace: y");
        await portal.ImportAllAsync(folder);
        using var answer = await portal.Visitor().AnswerAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        answer.Target().ShouldBe(own);
    }

    [Theory]
    [InlineData("seminars", "start: 2026-12-03 14:00\nend: 15:00\nmode: hybrid\naudience: [pupils]\nplace: Zephyr room\nstatus: moved\nstatus-note: Zephyr note\nprogramme: only\nspeakers:\n  - person: only\n  - {name: Ada, role: {en: Zephyr role}, affiliation: {en: Zephyr house}}")]
    [InlineData("lectures", "start: 2026-11-03 14:00\nend: 15:00\nmode: hybrid\naudience: [pupils]\nplace: Zephyr hall\naccount: Zephyr account\nslides: https://example.org/s\npartners: [only]\nrelated: [seminars/only]")]
    [InlineData("programmes", "kind: summer-school\nschedule: Zephyr schedule\npartners: [only]")]
    [InlineData("policies", "number: P-1\nowner: Zephyr office\napproving-body: Zephyr senate\nversion: 1\nin-force-from: 2020-01-01\nchange-note: Zephyr change\nrelated: [programmes/only]")]
    [InlineData("partners", "kind: school\ncountry: TR\nagreements:\n  - {title: {en: Zephyr agreement}, from: 2020-01-01, scope: {en: Zephyr scope}}\npledges:\n  - {title: {en: Zephyr pledge}, unit: {en: Zephyr seats}, goal: 10, reached: 4, as-of: 2026-01-01, source: {en: Zephyr source}}")]
    public async Task Every_text_in_the_other_language_is_marked_as_such(string kind, string fields)
    {
        await ImportOnlyEnglishAsync();
        using var folder = new ContentFolder()
            .Text($"{kind}/{kind}-only.en.md", $"title: Zephyr {kind}\nsummary: Zephyr summary\nlanguages: en\nsdgs: [4]\n{fields}", "## 1. Zephyr heading\n\nZephyr text.\n\n## 2. Zephyr more\n\n## 3. Zephyr end");
        await portal.ImportAllAsync(folder);
        var page = await portal.Visitor().PageAsync($"/tr/{kind}/zephyr-{kind}");
        page.DocumentElement.GetAttribute("lang").ShouldBe("tr");
        page.Words(".notice.language").ShouldContain("Bu sayfa yalnızca İngilizce.");
        page.Href("link[rel=canonical]").ShouldEndWith($"/en/{kind}/zephyr-{kind}");
        Alternates(page).ShouldBeEmpty();
        page.Href("a.lang").ShouldBe($"/en/{kind}/zephyr-{kind}");
        Unmarked(page).ShouldBeEmpty();
        Misread(page).ShouldBeEmpty();

        var original = await portal.Visitor().PageAsync($"/en/{kind}/zephyr-{kind}");
        original.QuerySelector(".notice.language").ShouldBeNull();
        Alternates(original).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/tr")]
    [InlineData("/tr/seminars")]
    [InlineData("/tr/lectures")]
    [InlineData("/tr/programmes")]
    [InlineData("/tr/policies")]
    [InlineData("/tr/partners")]
    public async Task Every_text_of_a_list_in_the_other_language_is_marked_as_such(string address)
    {
        await ImportOnlyEnglishAsync();
        var page = await portal.Visitor().PageAsync(address);
        page.QuerySelector("main")!.TextContent.ShouldContain(Mark);
        Unmarked(page).ShouldBeEmpty();
        Misread(page).ShouldBeEmpty();
    }

    private async Task ImportOnlyEnglishAsync()
    {
        const string Only = "summary: Zephyr summary\nlanguages: en";
        using var folder = new ContentFolder()
            .Text("people/only.en.md", $"title: Ada Lovelace\n{Only}\nacademic-title: Dr.\nposition: Zephyr chair\naffiliation: Zephyr institute")
            .Text("programmes/only.en.md", $"title: Zephyr programme\n{Only}\nkind: summer-school\nschedule: Zephyr days")
            .Text("partners/only.en.md", $"title: Zephyr partner\n{Only}\nkind: school\ncountry: TR")
            .Text("policies/only.en.md", $"title: Zephyr policy\n{Only}\nnumber: P-9\nowner: Zephyr office\napproving-body: Zephyr senate\nversion: 1\nin-force-from: 2020-01-01")
            .Text("seminars/only.en.md", $"title: Zephyr seminar\n{Only}\nplace: Zephyr room\nstart: 2026-12-01 10:00\nend: 11:00\nmode: on-site\naudience: [pupils]")
            .Text("lectures/only.en.md", $"title: Zephyr lecture\n{Only}\nplace: Zephyr hall\nstart: 2026-12-02 10:00\nend: 11:00\nmode: on-site\naudience: [pupils]\nspeakers:\n  - person: only")
            .Text("figures/only.en.md", $"title: Zephyr figure\n{Only}\nrule: snapshot\nvalue: 7\nunit-of-measure: Zephyrs\nmethod: Zephyr count\nas-of: 2026-01-01\nsource: Zephyr registry\nfeatured: true\nseries:\n  - {{label: \"2022\", value: 3}}\n  - {{label: \"2023\", value: 7}}", "Zephyr counted.");
        await portal.ImportAllAsync(folder);
    }

    /// <summary>English texts that a screen reader would read aloud as Turkish.</summary>
    private static IEnumerable<string> Unmarked(IDocument page) => page.Body!.Descendants<IText>()
        .Where(text => text.Data.Contains(Mark, StringComparison.Ordinal) && text.Language() != "en")
        .Select(text => text.ParentElement!.OuterHtml);

    /// <summary>Turkish words of the interface that a screen reader would read aloud as English.</summary>
    private static IEnumerable<string> Misread(IDocument page) => page.QuerySelectorAll("main [lang=en]")
        .SelectMany(element => element.Descendants<IText>())
        .Where(text => text.Language() == "en" && text.Data.Any(letter => "ğĞşŞıİçÇöÖüÜ".Contains(letter, StringComparison.Ordinal)))
        .Select(text => text.ParentElement!.OuterHtml);

    private static IEnumerable<(string?, string)> Alternates(IDocument page) => page.QuerySelectorAll("link[rel=alternate][hreflang]")
        .Select(link => (link.GetAttribute("hreflang"), new Uri(link.GetAttribute("href")!).PathAndQuery));
}
