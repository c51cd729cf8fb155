using System.Net;
using AngleSharp.Dom;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Services;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Controllers;

/// <summary>Items of several kinds, some in one language, that are known by their words.</summary>
public sealed class SearchPortal : PortalHost, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        using var folder = new ContentFolder()
            .File("units.yaml", "optics:\n  en: Department of Optics\n  tr: Optik Bölümü\n")
            .File("tags.yaml", "night-sky:\n  en: Night sky\n  tr: Gece göğü\n")
            .Seminar("light", "Light and shadow", "unit: optics\ntags: [night-sky]\nspeakers:\n  - person: isil", "A lamp, a **wall** and <b>patience</b>. Moonrise & more.")
            .Text("seminars/isik.tr.md", "title: Işık seminerleri\nlanguages: tr\nsummary: IŞIK üzerine.\nplace: Oda\nstart: 2026-12-04 14:00\nend: 15:00\nmode: on-site\naudience: [pupils]")
            .Text("seminars/cancelled.en.md", "title: Cancelled evening\nlanguages: en\nsummary: No more.\nplace: Room\nstart: 2026-12-05 14:00\nend: 15:00\nmode: on-site\naudience: [pupils]\nstatus: cancelled\nstatus-note: Illness.")
            .Text("lectures/both.en.md", "title: Waves\nsummary: Water in motion.\nplace: Hall\nstart: 2026-12-06 14:00\nend: 15:00\nmode: on-site\naudience: [pupils]", "About kayak only here.")
            .Text("lectures/both.tr.md", "title: Dalgalar\nsummary: Hareket eden su.\nplace: Salon", "Deniz ve kıyı.")
            .Text("people/isil.en.md", "title: Işıl Çağlayan\nsummary: She studies glass.\nacademic-title: Prof. Dr.")
            .Text("people/isil.tr.md", "title: Işıl Çağlayan\nsummary: Cam üzerine çalışır.\nacademic-title: Prof. Dr.")
            .Text("policies/open.en.md", "title: Partnership and shadow\nsummary: How we work with others.\nnumber: PP-1\nversion: 1\nin-force-from: 2020-01-01\nowner: o\napproving-body: b", "## 1. One\n\nA shadow is cast.")
            .Text("policies/open.tr.md", "title: İş birliği ve gölge\nsummary: Nasıl çalışırız.\nowner: o\napproving-body: b", "## 1. Bir\n\nGölge düşer.")
            .Text("pages/about.en.md", "title: About us\nslug: about\nsummary: Who we are.", "We <script>alert(1)</script> \"quote\" everything.")
            .Text("pages/about.tr.md", "title: Hakkımızda\nslug: hakkimizda\nsummary: Biz kimiz.")
            .Text("seminars/draft.en.md", "title: Secret zebra\nlanguages: en\nstate: draft\nsummary: s\nplace: Room\nstart: 2026-12-05 14:00\nend: 15:00\nmode: on-site\naudience: [pupils]")
            .Text("seminars/gone.en.md", "title: Withdrawn zebra\nlanguages: en\nstate: withdrawn\nwithdrawn-reason: Wrong.\nsummary: s\nplace: Room\nstart: 2026-12-05 14:00\nend: 15:00\nmode: on-site\naudience: [pupils]");
        foreach (var n in Enumerable.Range(0, 45))
        {
            folder.Text($"seminars/many{n:00}.en.md", $"title: Evening {n:00}\nlanguages: en\nsummary: About quartz.\nplace: Room\nstart: 2026-12-07 14:00\nend: 15:00\nmode: on-site\naudience: [pupils]", n == 7 ? "Quartz, quartz and again quartz." : "A text.");
        }

        folder.Text("lectures/quartz.en.md", "title: Quartz\nlanguages: en\nsummary: s\nplace: Hall\nstart: 2026-12-06 14:00\nend: 15:00\nmode: on-site\naudience: [pupils]");
        await ImportAllAsync(folder);
    }
}

public sealed class SearchTests(SearchPortal portal) : IClassFixture<SearchPortal>
{
    private static readonly Config Property = Config.QuickThrowOnFailure.WithMaxTest(300);

    [Theory]
    [InlineData("isik")]
    [InlineData("ışık")]
    [InlineData("IŞIK")]
    [InlineData("Işık")]
    [InlineData("İSİK")]
    [InlineData("seminer")]
    [InlineData("SEMİNERLERİ")]
    [InlineData("seminerlerimizde ışık")]
    public async Task Turkish_words_are_found_however_they_are_typed(string typed)
    {
        foreach (var culture in new[] { "en", "tr" })
        {
            Titles(await SearchAsync(typed, culture)).ShouldContain("Işık seminerleri");
        }
    }

    [Theory]
    [InlineData("en", "school", "schools")]
    [InlineData("tr", "okul", "okullar")]
    public async Task Search_does_what_it_says_of_endings(string culture, string word, string longer)
    {
        using var host = new PortalHost();
        using var folder = new ContentFolder().OneText($"pages/page.{culture}.md", $"title: {longer}\nslug: page\nsummary: s");
        await host.ImportAllAsync(folder);
        var page = await host.Visitor().PageAsync($"/{culture}/search?q={word}");
        page.Words("#search_hint").ShouldContain($"{word} ");
        page.Words("#search_hint").ShouldContain(longer);
        Titles(page).ShouldBe([longer]);
    }

    [Fact]
    public async Task Only_the_other_language_is_shown_with_its_name_and_lang()
    {
        var page = await SearchAsync("seminerleri");
        var hit = page.QuerySelector("ol.hits > li").ShouldNotBeNull();
        hit.QuerySelector("h2 a")!.GetAttribute("lang").ShouldBe("tr");
        hit.Href("h2 a").ShouldBe("/en/seminars/isik-seminerleri");
        hit.Words(".meta .chip").ShouldBe("Only in Turkish");
        hit.QuerySelector("h2 + p")!.GetAttribute("lang").ShouldBe("tr");
        (await portal.Visitor().GetAsync(hit.Href("h2 a"), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Found_in_the_other_language_it_is_named_in_the_readers()
    {
        var page = await SearchAsync("kıyı");
        Titles(page).ShouldBe(["Waves"]);
        page.QuerySelector("ol.hits h2 a")!.GetAttribute("lang").ShouldBeNull();
        page.Words("ol.hits h2 + p").ShouldContain("kıyı");
        page.QuerySelector("ol.hits h2 + p")!.GetAttribute("lang").ShouldBe("tr");
        page.Words("ol.hits .chip").ShouldBe("Found in the Turkish text");
        page.Words("ol.hits mark").ShouldBe("kıyı");
    }

    [Fact]
    public async Task Found_in_both_languages_it_is_there_once()
    {
        Titles(await SearchAsync("Çağlayan glass")).ShouldBe(["Işıl Çağlayan"]);
        var page = await SearchAsync("caglayan", "tr");
        Titles(page).Count(title => title == "Işıl Çağlayan").ShouldBe(1);
        page.Words("ol.hits li:first-child h2").ShouldBe("Işıl Çağlayan");
        page.QuerySelector("ol.hits li:first-child .chip").ShouldBeNull();
    }

    [Theory]
    [InlineData("optics", "Light and shadow")]
    [InlineData("Night sky", "Light and shadow")]
    [InlineData("Işıl shadow", "Light and shadow")]
    [InlineData("PP-1", "Partnership and shadow")]
    [InlineData("moonrise more", "Light and shadow")]
    public async Task Names_that_belong_to_an_item_find_it(string typed, string title) => Titles(await SearchAsync(typed)).ShouldBe([title]);

    [Fact]
    public async Task Drafts_and_what_was_withdrawn_are_not_found() => Titles(await SearchAsync("zebra")).ShouldBeEmpty();

    [Fact]
    public async Task Best_match_comes_first()
    {
        var titles = Titles(await SearchAsync("quartz"));
        titles[0].ShouldBe("Quartz");
        titles[1].ShouldBe("Evening 07");
    }

    [Fact]
    public async Task Words_found_are_marked_and_nothing_else_is_markup()
    {
        var title = (await SearchAsync("shadow light")).QuerySelector("ol.hits h2 a")!;
        title.InnerHtml.ShouldBe("<mark>Light</mark> and <mark>shadow</mark>");
        var about = await SearchAsync("quote alert");
        about.QuerySelector("ol.hits script").ShouldBeNull();
        about.Words("ol.hits h2 + p").ShouldContain("<script>alert(1)</script> \"quote\"");
        about.AllWords("ol.hits mark").ShouldBe(["alert", "quote"]);
    }

    [Fact]
    public async Task Kinds_are_links_with_how_many_were_found()
    {
        var page = await SearchAsync("shadow");
        page.AllWords(".facets a").ShouldBe(["Everything 2", "Seminars 1", "Policies 1"]);
        page.Words(".facets [aria-current=true]").ShouldBe("Everything 2");
        var policies = await portal.Visitor().PageAsync(page.Href(".facets li:last-child a")!);
        Titles(policies).ShouldBe(["Partnership and shadow"]);
        policies.Words(".facets [aria-current=true]").ShouldBe("Policies 1");
        policies.Words("[role=status]").ShouldBe("1 result");
        Titles(await portal.Visitor().PageAsync("/en/search?q=shadow&kind=story")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Results_come_twenty_to_a_page()
    {
        var all = new List<string>();
        for (var n = 1; n <= 3; n++)
        {
            var page = await portal.Visitor().PageAsync("/en/search?q=quartz&page=" + n);
            page.Words("[role=status]").ShouldStartWith("46 results, showing " + (((n - 1) * 20) + 1));
            page.QuerySelector("ol.hits")!.GetAttribute("start").ShouldBe(((((n - 1) * 20) + 1)).ToString(System.Globalization.CultureInfo.InvariantCulture));
            all.AddRange(Titles(page));
        }

        all.Count.ShouldBe(46);
        all.Distinct().Count().ShouldBe(46);
        (await portal.Visitor().PageAsync("/en/search?q=quartz&page=4")).Words(".empty h2").ShouldBe("There is no such page");
    }

    [Fact]
    public async Task Events_say_when_and_what_changed()
    {
        var page = await SearchAsync("cancelled");
        page.Words("ol.hits time").ShouldBe("Sat 5 December, 14:00–15:00, Istanbul time");
        page.Words("ol.hits .chip.alert").ShouldBe("Cancelled");
    }

    [Fact]
    public async Task Nothing_found_says_what_to_do()
    {
        var page = await SearchAsync("shadow xylophone");
        page.Words("[role=status]").ShouldBe("Nothing found");
        page.AllWords(".empty li a").ShouldBe(["Only “shadow”", "Only “xylophone”"]);
        Titles(await portal.Visitor().PageAsync(page.Href(".empty li a")!)).Count.ShouldBe(2);
        page.QuerySelectorAll(".strip a").Length.ShouldBeGreaterThan(5);
    }

    [Theory]
    [InlineData("en", "Search")]
    [InlineData("tr", "Ara")]
    public async Task Without_words_there_is_the_form(string culture, string button)
    {
        var page = await portal.Visitor().PageAsync($"/{culture}/search");
        var field = page.QuerySelector("form[role=search] input[type=search]").ShouldNotBeNull();
        page.QuerySelector($"label[for={field.Id}]").ShouldNotBeNull();
        page.Words("form[role=search] button").ShouldBe(button);
        page.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
        page.QuerySelector("ol.hits").ShouldBeNull();
        page.Words(".nav [aria-current=page]").ShouldBe(button);
    }

    [Fact]
    public async Task What_was_typed_stays_in_the_form_and_the_language_switch_takes_it_along()
    {
        var page = await portal.Visitor().PageAsync("/en/search?q=%22shadow%22&kind=policy");
        page.QuerySelector("#search_q")!.GetAttribute("value").ShouldBe("\"shadow\"");
        page.QuerySelector("input[name=kind]")!.GetAttribute("value").ShouldBe("policy");
        page.Href("a.lang").ShouldBe("/tr/search?kind=policy&q=%22shadow%22");
        page.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
    }

    [Fact]
    public async Task Words_fill_no_cache()
    {
        await SearchAsync("warm");
        var before = portal.Pages.Writes;
        await SearchAsync("lamp");
        await portal.Visitor().PageAsync("/en/search?page=7");
        await portal.Visitor().PageAsync("/en/search?kind=nothing");
        portal.Pages.Writes.ShouldBe(before);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\"\"\"")]
    [InlineData("*")]
    [InlineData("shadow*")]
    [InlineData("NEAR(")]
    [InlineData("NEAR(shadow light, 2)")]
    [InlineData("AND")]
    [InlineData("shadow AND OR NOT")]
    [InlineData("-")]
    [InlineData("-shadow")]
    [InlineData("^shadow")]
    [InlineData("Title:shadow")]
    [InlineData("{Scope} : x")]
    [InlineData("··seminar")]
    [InlineData("§light")]
    [InlineData("%00")]
    [InlineData("a\0b")]
    [InlineData("🎉")]
    [InlineData("👩‍🔬 shadow")]
    [InlineData("\u200b\u00ad")]
    [InlineData("½ ² Ⅷ")]
    [InlineData("中文 النجوم Ελλάδα 𐞀𞤀")]
    [InlineData("' OR 1=1 --")]
    [InlineData("%_[a-z]")]
    public async Task No_sign_has_a_power(string typed)
    {
        var page = await SearchAsync(typed);
        page.QuerySelectorAll("h1").Length.ShouldBe(1);
        page.QuerySelector("[role=status]").ShouldNotBeNull();
        page.AllWords(".nav [aria-current=page]").ShouldBe(["Search"]);
    }

    [Fact]
    public async Task Too_much_is_cut_and_said()
    {
        var letters = await SearchAsync("shadow " + new string('x', 4000));
        letters.Words(".notice.info strong").ShouldBe("That was too much at once");
        var words = await SearchAsync(string.Join(' ', Enumerable.Range(0, 60).Select(n => "w" + n)));
        words.Words(".notice.info p").ShouldContain("8 different words");
        (await SearchAsync("shadow light")).QuerySelector(".notice").ShouldBeNull();
    }

    [Theory]
    [InlineData("q=%ED%A0%80")]
    [InlineData("q=%F0%9F")]
    [InlineData("q=%FF%FE")]
    [InlineData("q=%00")]
    [InlineData("q=a&q=b")]
    [InlineData("q[]=a")]
    [InlineData("q=shadow&kind=zoo")]
    [InlineData("q=shadow&page=-1")]
    [InlineData("q=shadow&page=99999999999999999999")]
    public async Task Odd_addresses_are_pages(string query) =>
        (await portal.Visitor().PageAsync("/en/search?" + query)).QuerySelectorAll("h1").Length.ShouldBe(1);

    [Fact]
    public void Any_text_is_an_answer() => Prop.ForAll<string?>(typed =>
    {
        // What cannot be sent is left out by whoever sends it.
        var sent = Uri.EscapeDataString(string.Concat((typed ?? "").EnumerateRunes().Select(rune => rune.ToString())));
        using var answer = portal.Visitor().GetAsync("/en/search?q=" + sent, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        return answer.StatusCode == HttpStatusCode.OK;
    }).Check(Property);

    [Fact]
    public async Task Any_word_of_a_title_finds_its_item()
    {
        var titles = await portal.QueryAsync(db => db.ContentTexts.Where(text => db.SearchEntries.Any(entry => entry.ContentItemId == text.ContentItemId))
            .Select(text => new { text.Culture, text.Title, text.Kind, text.Slug }).ToListAsync(TestContext.Current.CancellationToken));
        titles.Count.ShouldBeGreaterThan(50);
        foreach (var text in titles)
        {
            foreach (var word in text.Title.Split(' ').Where(word => SearchTerms.Parse(word) is { IsEmpty: false }))
            {
                var address = PortalAddress.Page(text.Culture, text.Kind, text.Slug);
                var found = false;
                for (var n = 1; n <= 3 && !found; n++)
                {
                    var page = await portal.Visitor().PageAsync($"/{text.Culture}/search?q={Uri.EscapeDataString(word)}&page={n}");
                    found = page.QuerySelectorAll("ol.hits h2 a").Any(link => link.GetAttribute("href") == address);
                }

                found.ShouldBeTrue($"{word} of {text.Title}");
            }
        }
    }

    [Fact]
    public async Task Every_page_has_the_box_except_that_of_search()
    {
        var page = await portal.Visitor().PageAsync("/tr/seminars");
        var form = page.QuerySelector("header form[role=search]").ShouldNotBeNull();
        form.GetAttribute("action").ShouldBe("/tr/search");
        form.GetAttribute("method").ShouldBe("get");
        page.QuerySelector($"label[for={form.QuerySelector("input")!.Id}]")!.Words().ShouldBe("Ara");
        page.QuerySelector(".nav a[href='/tr/search']").ShouldNotBeNull();
        (await portal.Visitor().PageAsync("/tr/search")).QuerySelector("header form").ShouldBeNull();
    }

    private async Task<IParentNode> SearchAsync(string typed, string culture = "en") =>
        await portal.Visitor().PageAsync($"/{culture}/search?q={Uri.EscapeDataString(typed)}");

    private static List<string> Titles(IParentNode page) => [.. page.AllWords("ol.hits > li h2")];
}
