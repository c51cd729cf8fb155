using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

/// <summary>Something of every kind, some of it published, some of it drafts of several stages.</summary>
public sealed class ListedPortal : PortalHost, IAsyncLifetime
{
    public const string Hostile = "<img src=x onerror=alert(1)> \"quoted\" 'so'";

    public async ValueTask InitializeAsync()
    {
        using var folder = new ContentFolder()
            .File("units.yaml", "science:\n  en: Faculty of Science\n  tr: Fen Fakültesi\nmines:\n  en: Faculty of Mines\n  tr: Maden Fakültesi\n")
            .File("tags.yaml", "space:\n  en: Space\n  tr: Uzay\n")
            .Seminar("stars", "Stars", "unit: science\ntags: [space]", start: "2026-12-03 14:00")
            .Seminar("cinema", "Çınar and cinema", start: "2026-12-09 14:00")
            .Seminar("dew", "Dew", "unit: mines", start: "2026-12-01 14:00")
            .Seminar("withdrawn", "Old", "state: withdrawn\nwithdrawn-reason: Gone by")
            .Text("seminars/withdrawn.tr.md", "title: Old (TR)\nsummary: Hakkında.\nplace: Oda 1\nwithdrawn-reason: Geçti")
            .Seminar("gone", "Gone", "state: unpublished")
            .Text("seminars/one.tr.md", "title: Tek dilli\nlanguages: tr\nsummary: s\nplace: Oda\nstart: 2026-12-05 10:00\nend: 11:00\nmode: on-site\naudience: [adults]");
        await this.ImportAllAsync(folder);
        var alice = await this.AliceTheAuthorAsync();
        var ed = await this.EdTheEditorAsync();
        await DraftAsync(alice, "Alice writes of wind");
        await DraftAsync(ed, "Ed writes of rain");
        await DraftAsync(alice, Hostile);
        foreach (var (title, stage) in new[] { ("Waits", DraftStage.InReview), ("Came back", DraftStage.Returned) })
        {
            await ChangeAsync(await DraftAsync(alice, title), item => item.MoveTo(stage));
        }

        await ChangeAsync(await DraftAsync(alice, "Comes by itself"), item => item.PublishLater(1, Clock.GetUtcNow().UtcDateTime.AddDays(1), 1));
    }

    public Task ChangeAsync(int id, Action<ContentItem> change) => this.QueryAsync(async db =>
    {
        change(await db.ContentItems.FirstAsync(item => item.Id == id, TestContext.Current.CancellationToken));
        return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    });

    public static async Task<int> DraftAsync(HttpClient author, string title)
    {
        var answer = await author.PostAsync("/admin/stories/new", "/admin/stories/new", new Dictionary<string, string>
        {
            ["Texts[en].Title"] = title,
            ["Texts[en].Summary"] = "About it.",
            ["Texts[en].Body"] = "Text.",
            ["Kind"] = "Article",
            ["Date"] = "2026-11-20",
        });
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return int.Parse(answer.Headers.Location!.ToString().Split('/', '?')[3], System.Globalization.CultureInfo.InvariantCulture);
    }
}

public sealed class ItemListTests(ListedPortal portal) : IClassFixture<ListedPortal>
{
    public static TheoryData<string> Folders() => [.. ContentKindInfo.All.Select(kind => kind.Folder)];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Every_kind_has_a_list_with_a_way_to_make_another(string folder)
    {
        var alice = await portal.AliceTheAuthorAsync();
        foreach (var query in new[] { "", "?sort=title", "?sort=date", "?q=a&state=draft&language=misses-tr&unit=science&tag=space&author=1&sort=title&page=2" })
        {
            var page = await alice.PageAsync($"/admin/{folder}{query}");
            page.Href($"a[href='/admin/{folder}/new']").ShouldNotBeNull();
        }
    }

    [Theory]
    [InlineData("/admin/stories")]
    [InlineData("/admin/translations")]
    [InlineData("/admin/all?q=wind")]
    public async Task Lists_are_for_those_who_write(string address)
    {
        (await (await portal.RitaTheRegistrarAsync()).AnswerAsync(address)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await (await portal.NilWithoutRoleAsync()).AnswerAsync(address)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var visitor = await portal.Visitor().AnswerAsync(address);
        visitor.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        visitor.Target()!.ShouldContain("/account/sign-in");
        foreach (var writer in new[] { await portal.AliceTheAuthorAsync(), await portal.EdTheEditorAsync(), await portal.AdaTheAdministratorAsync() })
        {
            var answer = await writer.AnswerAsync(address);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData("state=draft", "Alice writes of wind|Comes by itself|Ed writes of rain|" + ListedPortal.Hostile)]
    [InlineData("state=in-review", "Waits")]
    [InlineData("state=returned", "Came back")]
    [InlineData("state=scheduled", "Comes by itself")]
    [InlineData("state=published", "")]
    [InlineData("q=WİND", "Alice writes of wind")]
    [InlineData("q=rain+ed", "Ed writes of rain")]
    [InlineData("q=comes-by-itself", "Comes by itself")]
    [InlineData("language=has-tr", "")]
    [InlineData("q=wri%25nd", "Alice writes of wind")]
    public async Task Stories_are_narrowed_by(string query, string titles)
    {
        var page = await (await portal.AliceTheAuthorAsync()).PageAsync("/admin/stories?" + query);
        page.AllWords("ol.items h2").Order(StringComparer.Ordinal).ShouldBe(titles.Split('|', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("unit=science", "Stars")]
    [InlineData("tag=space", "Stars")]
    [InlineData("language=misses-en", "Tek dilli")]
    [InlineData("state=withdrawn", "Old")]
    [InlineData("state=unpublished", "Gone")]
    [InlineData("state=published&sort=title", "Çınar and cinema|Dew|Stars|Tek dilli")]
    [InlineData("state=published&sort=date", "Çınar and cinema|Tek dilli|Stars|Dew")]
    public async Task Seminars_are_narrowed_and_sorted_by(string query, string titles)
    {
        var page = await (await portal.AliceTheAuthorAsync()).PageAsync("/admin/seminars?" + query);
        page.AllWords("ol.items h2").ShouldBe(query == "state=published&sort=title" ? ["Dew", "Stars", "Tek dilli", "Çınar and cinema"] : titles.Split('|'));
    }

    [Fact]
    public async Task Titles_are_sorted_as_Turkish_sorts_them()
    {
        var reader = await portal.SignedInAsync("Tuna", Roles.Author, Languages.Turkish);
        var page = await reader.PageAsync("/admin/seminars?state=published&sort=title");
        page.AllWords("ol.items h2").ShouldBe(["Çınar and cinema (TR)", "Dew (TR)", "Stars (TR)", "Tek dilli"]);
        page.QuerySelector("html")!.GetAttribute("lang").ShouldBe("tr");
    }

    [Fact]
    public async Task Author_is_whoever_made_it_or_changed_it_last()
    {
        var ed = await portal.EdTheEditorAsync();
        var all = await ed.PageAsync("/admin/stories");
        var alice = all.QuerySelectorAll("#filter_author option").Single(option => option.TextContent == "Alice").GetAttribute("value");
        var hers = await ed.PageAsync("/admin/stories?author=" + alice);
        hers.AllWords("ol.items h2").ShouldNotContain("Ed writes of rain");
        hers.AllWords("ol.items h2").Count().ShouldBe(5);
        hers.Words(".result .chips li").ShouldContain("by Alice");
    }

    [Fact]
    public async Task Line_says_in_words_how_an_item_stands_and_leads_to_form_page_and_history()
    {
        var ed = await portal.EdTheEditorAsync();
        var story = (await ed.PageAsync("/admin/stories?q=itself")).QuerySelector("li.item")!;
        story.AllWords(".chip").ShouldBe(["Draft", "Scheduled for Tue 24 November, 12:00", "Turkish missing"]);
        story.Words(".item-when").ShouldContain("Changed by Alice");
        story.QuerySelectorAll(".item-links a").Select(a => a.GetAttribute("href")).ShouldHaveSingleItem().ShouldBe(story.Href("h2 a") + "/history");
        var seminar = (await ed.PageAsync("/admin/seminars?q=stars")).QuerySelector("li.item")!;
        seminar.AllWords(".chip").ShouldBe(["Published"]);
        seminar.Words(".item-when").ShouldContain("Faculty of Science");
        seminar.Words(".item-when").ShouldContain("Imported");
        seminar.Href(".item-links a").ShouldBe("/en/seminars/stars");
        (await portal.Visitor().AnswerAsync("/en/seminars/stars")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Titles_names_and_what_was_searched_for_run_nowhere()
    {
        var ed = await portal.EdTheEditorAsync();
        foreach (var address in new[] { "/admin/stories", "/admin", "/admin/translations", "/admin/all?q=img", "/admin/stories?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E&unit=%22%3E%3Cscript%3E&sort=%3Csvg%2Fonload%3D1%3E" })
        {
            var page = await ed.PageAsync(address);
            page.QuerySelectorAll("img, script:not([src]), [onerror], [onload]").ShouldBeEmpty(address);
        }

        (await ed.PageAsync("/admin/stories")).AllWords("ol.items h2").ShouldContain(ListedPortal.Hostile);
    }

    [Theory]
    [InlineData("?page=-1")]
    [InlineData("?page=0")]
    [InlineData("?page=99999999999999999999")]
    [InlineData("?page=2")]
    [InlineData("?state=nothing&language=xx&unit=none&tag=none&author=-5&sort=sideways&page=abc")]
    [InlineData("?state=draft&state=published&q=a&q=b")]
    [InlineData("?author=2147483648")]
    [InlineData("?q=%00%ED%A0%80%20%25_%5B%27%22%3B--")]
    [InlineData("?q=.-!")]
    public async Task Odd_addresses_are_answered_with_a_page(string query)
    {
        var ada = await portal.AdaTheAdministratorAsync();
        foreach (var path in new[] { "/admin/stories", "/admin/seminars", "/admin/translations", "/admin/all", "/admin/audit", "/admin/people" })
        {
            await ada.PageAsync(path + query);
        }
    }

    [Fact]
    public async Task Ten_thousand_letters_are_cut_and_said_to_be()
    {
        var ada = await portal.AdaTheAdministratorAsync();
        foreach (var path in new[] { "/admin/stories", "/admin/all", "/admin/translations", "/admin/audit" })
        {
            await ada.PageAsync(path + "?q=" + new string('ğ', 10_000));
        }

        (await ada.PageAsync("/admin/stories?q=" + new string('x', 10_000))).Body!.TextContent.ShouldContain("Only the first 200 characters");
    }

    [Fact]
    public async Task Empty_list_offers_to_make_the_first_and_an_empty_result_the_way_back()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var none = await alice.PageAsync("/admin/reports");
        none.Words(".empty h2").ShouldBe("Nothing here yet");
        none.Href(".empty a").ShouldBe("/admin/reports/new");
        none.QuerySelector("form.filter").ShouldBeNull();
        var found = await alice.PageAsync("/admin/stories?q=nowhere");
        found.Words(".empty h2").ShouldBe("Nothing matches these filters");
        found.Href(".empty a").ShouldBe("/admin/stories");
        found.QuerySelector<AngleSharp.Html.Dom.IHtmlInputElement>("#filter_q")!.Value.ShouldBe("nowhere");
    }

    [Fact]
    public async Task Only_who_publishes_can_pick_items()
    {
        (await (await portal.AliceTheAuthorAsync()).PageAsync("/admin/stories")).QuerySelectorAll("input[type=checkbox]").ShouldBeEmpty();
        (await (await portal.EdTheEditorAsync()).PageAsync("/admin/stories")).QuerySelectorAll("input[name=id]").Length.ShouldBe(6);
    }

    [Fact]
    public async Task Search_over_all_kinds_finds_drafts_and_published_alike()
    {
        var page = await (await portal.AliceTheAuthorAsync()).PageAsync("/admin/all?q=s");
        page.AllWords("ul.items h3").ShouldContain("Stars");
        page.AllWords("ul.items h3").ShouldContain("Comes by itself");
    }

    [Fact]
    public async Task Translations_name_what_is_missing_and_lead_to_where_it_is_typed()
    {
        var page = await (await portal.AliceTheAuthorAsync()).PageAsync("/admin/translations?kind=seminar");
        page.QuerySelectorAll("table.translations tbody tr").Length.ShouldBe(1);
        var link = page.QuerySelector("table.translations td a.chip")!;
        link.Words().ShouldStartWith("No text");
        link.GetAttribute("href").ShouldEndWith("#Texts_en__Title");
        var counts = page.QuerySelectorAll("table.counts tbody tr").ToDictionary(row => row.Words("th"), row => row.QuerySelectorAll("td").Select(cell => cell.Words().Split(' ')[0]).ToList());
        counts["Stories"].ShouldBe(["6", "0", "0", "0"]);
        counts["Seminars"].ShouldBe(["0", "0", "1", "0"]);
        var turkish = await (await portal.AliceTheAuthorAsync()).PageAsync(page.QuerySelectorAll("table.counts a").First(a => a.TextContent.Contains("Stories", StringComparison.Ordinal)).GetAttribute("href")!);
        turkish.QuerySelectorAll("table.translations tbody tr").Length.ShouldBe(6);
    }
}
