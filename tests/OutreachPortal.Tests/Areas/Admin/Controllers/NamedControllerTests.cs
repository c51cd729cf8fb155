using System.Net;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

/// <summary>Tags and units are added, renamed and deleted by editors.</summary>
public sealed class NamedControllerTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Places => ["tags", "units"];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Editor_adds_one_whose_key_is_made_from_the_english_name(string place)
    {
        var ed = await portal.EdTheEditorAsync();
        using var answer = await ed.PostAsync($"/admin/{place}/new", $"/admin/{place}/new", Names("  Night   Sky & Stars ", "Gece Göğü"));
        answer.Target().ShouldBe($"/admin/{place}");
        var list = await ed.PageAsync($"/admin/{place}?q=gece+gogu");
        list.AllWords("tbody tr").ShouldBe(["Night Sky & Stars Gece Göğü night-sky-stars 0"]);
        list.Words("[role=status]").ShouldContain("Night Sky & Stars");
        var name = place[..^1];
        (await TrailAsync(char.ToUpperInvariant(name[0]) + name[1..] + "Changed")).ShouldContain("Ed: Night Sky & Stars / Gece Göğü, Added with the key night-sky-stars");
    }

    [Fact]
    public async Task Key_is_made_from_the_turkish_name_where_the_english_gives_none()
    {
        var ed = await portal.EdTheEditorAsync();
        (await ed.PostAsync("/admin/tags/new", "/admin/tags/new", Names("космос", "Uzay Çağı"))).Target().ShouldBe("/admin/tags");
        (await ed.PageAsync("/admin/tags?q=uzay+cagi")).Words("tbody code").ShouldBe("uzay-cagi");
        using var none = await ed.PostAsync("/admin/tags/new", "/admin/tags/new", Names("космос 漢字", "漢字"));
        (await none.PageAsync("new", HttpStatusCode.UnprocessableEntity)).Words("#Name_En_wrong").ShouldContain("no key");
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Visitor_is_asked_to_sign_in(string place)
    {
        foreach (var page in new[] { "", "/new", "/1", "/1/delete" })
        {
            using var answer = await portal.Visitor().AnswerAsync($"/admin/{place}{page}");
            answer.StatusCode.ShouldBe(HttpStatusCode.Found, page);
            answer.Target().ShouldNotBeNull().ShouldContain("/account/sign-in");
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Author_sees_the_list_and_changes_nothing(string place)
    {
        var id = await AddAsync(place, "Seen by authors", "Yazarların gördüğü");
        var alice = await portal.AliceTheAuthorAsync();
        var list = await alice.PageAsync($"/admin/{place}?q=seen+by");
        list.AllWords("tbody th").ShouldBe(["Seen by authors"]);
        list.QuerySelector($"a[href='/admin/{place}/new']").ShouldBeNull();
        var one = await alice.PageAsync($"/admin/{place}/{id}");
        one.QuerySelectorAll("main form, main a[href$=delete]").ShouldBeEmpty();
        foreach (var page in new[] { "/new", $"/{id}/delete" })
        {
            (await alice.AnswerAsync($"/admin/{place}{page}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden, page);
        }

        foreach (var action in new[] { "/new", $"/{id}", $"/{id}/delete" })
        {
            using var answer = await alice.PostAsync($"/admin/{place}", $"/admin/{place}{action}", Names("Changed", "Değişti"));
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, action);
        }

        await ShouldHaveAsync(place, "Seen by authors", "Changed");
    }

    [Fact]
    public async Task Registrar_and_who_has_no_role_see_nothing()
    {
        foreach (var client in new[] { await portal.RitaTheRegistrarAsync(), await portal.NilWithoutRoleAsync() })
        {
            (await client.AnswerAsync("/admin/tags")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await client.AnswerAsync("/admin/units/1")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Bad_input_is_refused_with_everything_typed_still_there(string place)
    {
        await AddAsync(place, "Taken already", "Alınmış");
        var ed = await portal.EdTheEditorAsync();
        var before = (await NamesAsync(place)).Count;
        var long120 = new string('x', 121);
        foreach (var (en, tr, field, message) in new[]
        {
            ("", "Yalnız Türkçe", "Name_En", "Name in English: please type one."),
            ("English only", " \u200B\t ", "Name_Tr", "Name in Turkish: please type one."),
            (long120, "Uzun", "Name_En", "at most 120 characters, these are 121"),
            ("Taken already", "Başka", "Name_En", "another one has this name already"),
            ("Another name", "Alınmış", "Name_Tr", "another one has this name already"),
            ("taken ALREADY!", "Yine başka", "Name_En", "“taken-already”"),
        })
        {
            using var answer = await ed.PostAsync($"/admin/{place}/new", $"/admin/{place}/new", Names(en, tr));
            var page = await answer.PageAsync(en, HttpStatusCode.UnprocessableEntity);
            page.Words($"#{field}_wrong").ShouldContain(message);
            page.Href(".problems a").ShouldBe("#" + field);
            (page.QuerySelector("#Name_En")!.GetAttribute("value") ?? "").ShouldBe(en);
            (page.QuerySelector("#Name_Tr")!.GetAttribute("value") ?? "").ShouldBe(tr);
        }

        foreach (var fields in new KeyValuePair<string, string>[][]
        {
            [], [new("Name", "x")], [new("Name.En", "a"), new("Name.En", "b")], [new("name.en", new string('x', 5_000_000))], [new("Name[0]", "x"), new("Id", "7"), new("Key", "mine")],
        })
        {
            using var answer = await ed.PostAsync($"/admin/{place}/new", $"/admin/{place}/new", fields);
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        (await NamesAsync(place)).Count.ShouldBe(before);
    }

    [Fact]
    public async Task Key_and_number_cannot_be_posted()
    {
        var ed = await portal.EdTheEditorAsync();
        var id = await AddAsync("tags", "Over posted", "Fazla gönderilen");
        using var answer = await ed.PostAsync($"/admin/tags/{id}", $"/admin/tags/{id}", [.. Names("Renamed by post", "Adı değişen"), .. Was("Over posted", "Fazla gönderilen"), new("Key", "stolen"), new("Id", "99999")]);
        answer.Target().ShouldBe("/admin/tags");
        (await portal.QueryAsync(db => db.Tags.SingleAsync(tag => tag.Id == id, Cancellation))).Key.ShouldBe("over-posted");
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Form_without_a_token_changes_nothing(string place)
    {
        var id = await AddAsync(place, "Needs a token", "Belirteç ister");
        var ed = await portal.EdTheEditorAsync();
        foreach (var action in new[] { "/new", $"/{id}", $"/{id}/delete" })
        {
            using var form = new FormUrlEncodedContent(Names("Without token", "Belirteçsiz"));
            (await ed.PostAsync($"/admin/{place}{action}", form, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest, action);
        }

        await ShouldHaveAsync(place, "Needs a token", "Without token");
    }

    [Theory]
    [InlineData("tags", "tag")]
    [InlineData("units", "unit")]
    public async Task New_name_shows_in_public_and_finds_what_names_it(string place, string word)
    {
        using var host = new PortalHost();
        using var folder = Content(word);
        await host.ImportAllAsync(folder);
        var ed = await host.EdTheEditorAsync();
        (await host.Visitor().PageAsync("/en/seminars/evening")).Body!.TextContent.ShouldContain("Oldname");
        var id = await IdAsync(host, place, "x");
        using var answer = await ed.PostAsync($"/admin/{place}/{id}", $"/admin/{place}/{id}", [.. Names("Newname <b>", "Yeniad"), .. Was("Oldname", "Eskiad")]);
        answer.Target().ShouldBe($"/admin/{place}");
        var page = await host.Visitor().PageAsync("/en/seminars/evening");
        page.Body!.TextContent.ShouldContain("Newname <b>");
        page.Body!.TextContent.ShouldNotContain("Oldname");
        (await host.Visitor().PageAsync("/en/search?q=newname")).AllWords("ol.hits > li h2").ShouldBe(["Evening"]);
        (await host.Visitor().PageAsync("/en/search?q=oldname")).AllWords("ol.hits > li h2").ShouldBeEmpty();
        (await ed.PageAsync($"/admin/{place}")).Words("tbody th").ShouldBe("Newname <b>");
    }

    [Fact]
    public async Task Stale_form_is_a_conflict_that_shows_both_names()
    {
        var id = await AddAsync("tags", "First name", "İlk ad");
        var (ed, ada) = (await portal.EdTheEditorAsync(), await portal.AdaTheAdministratorAsync());
        (await ada.PostAsync($"/admin/tags/{id}", $"/admin/tags/{id}", [.. Names("Adas name", "İlk ad"), .. Was("First name", "İlk ad")])).Target().ShouldBe("/admin/tags");
        using var answer = await ed.PostAsync($"/admin/tags/{id}", $"/admin/tags/{id}", [.. Names("Eds name", "İlk ad"), .. Was("First name", "İlk ad")]);
        var page = await answer.PageAsync("conflict", HttpStatusCode.Conflict);
        page.Words("#Name_En_theirs").ShouldBe("Saved meanwhile: Adas name");
        page.QuerySelector("#Name_Tr_theirs").ShouldBeNull();
        page.QuerySelector("#Name_En")!.GetAttribute("value").ShouldBe("Eds name");
        (await NamesAsync("tags")).ShouldContain("Adas name");
        // Seen and confirmed: the page holds what was saved meanwhile.
        var was = page.QuerySelectorAll("input[type=hidden][name^=Was]").Select(input => new KeyValuePair<string, string>(input.GetAttribute("name")!, input.GetAttribute("value")!));
        (await ed.PostAsync($"/admin/tags/{id}", $"/admin/tags/{id}", [.. Names("Eds name", "İlk ad"), .. was])).Target().ShouldBe("/admin/tags");
        await ShouldHaveAsync("tags", "Eds name", "Adas name");
    }

    [Theory]
    [InlineData("tags", "tag", "published")]
    [InlineData("units", "unit", "published")]
    [InlineData("tags", "tag", "draft")]
    [InlineData("units", "unit", "draft")]
    public async Task One_that_is_used_is_not_deleted_and_leads_to_its_items(string place, string word, string state)
    {
        using var host = new PortalHost();
        using var folder = Content(word, state);
        await host.ImportAllAsync(folder);
        var id = await IdAsync(host, place, "x");
        var ed = await host.EdTheEditorAsync();
        var asked = await ed.PageAsync($"/admin/{place}/{id}/delete");
        asked.QuerySelector("main form").ShouldBeNull();
        using var answer = await ed.PostAsync($"/admin/{place}/new", $"/admin/{place}/{id}/delete", []);
        var page = await answer.PageAsync("delete", HttpStatusCode.UnprocessableEntity);
        page.Words("main .notice h2").ShouldBe("1 item uses it");
        page.Href("main ul.uses a").ShouldBe($"/admin/seminars?{word}=x");
        (await IdAsync(host, place, "x")).ShouldBe(id);
    }

    [Theory]
    [InlineData("tags", "TagDeleted")]
    [InlineData("units", "UnitDeleted")]
    public async Task Unused_one_is_deleted_after_a_question(string place, string action)
    {
        var id = await AddAsync(place, "To be deleted", "Silinecek");
        var ed = await portal.EdTheEditorAsync();
        var asked = await ed.PageAsync($"/admin/{place}/{id}/delete");
        asked.Words("main").ShouldContain("“To be deleted” will be gone for good.");
        (await NamesAsync(place)).ShouldContain("To be deleted");
        (await ed.PostAsync($"/admin/{place}/{id}/delete", $"/admin/{place}/{id}/delete", [])).Target().ShouldBe($"/admin/{place}");
        (await NamesAsync(place)).ShouldNotContain("To be deleted");
        (await TrailAsync(action)).ShouldContain("Ed: To be deleted / Silinecek, Had the key to-be-deleted");
        foreach (var page in new[] { "", "/delete" })
        {
            (await ed.AnswerAsync($"/admin/{place}/{id}{page}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, page);
            (await ed.PostAsync($"/admin/{place}/new", $"/admin/{place}/{id}{page}", Names("a", "b"))).StatusCode.ShouldBe(HttpStatusCode.NotFound, page);
        }
    }

    [Fact]
    public async Task List_is_sorted_as_asked_and_in_the_order_of_the_language_and_paged()
    {
        using var host = new PortalHost();
        using var folder = Content("tag").File("tags.yaml",
            string.Concat(Enumerable.Range(10, 25).Select(n => $"t{n}:\n  en: Word {n}\n  tr: Kelime {n}\n")) + "x:\n  en: Zed\n  tr: Çay\ndd:\n  en: Abc\n  tr: Dağ\n");
        await host.ImportAllAsync(folder);
        var ed = await host.EdTheEditorAsync();
        (await ed.PageAsync("/admin/tags")).AllWords("tbody th").ShouldBe(["Abc", .. Enumerable.Range(10, 19).Select(n => $"Word {n}")]);
        var second = await ed.PageAsync("/admin/tags?page=2");
        second.AllWords("tbody th").ShouldBe([.. Enumerable.Range(29, 6).Select(n => $"Word {n}"), "Zed"]);
        second.Words(".pager [aria-current]").ShouldBe("Page 2");
        (await ed.PageAsync("/admin/tags?sort=items")).AllWords("tbody tr").First().ShouldBe("Zed Çay x 1");
        (await ed.PageAsync("/admin/tags?sort=key")).Words("tbody code").ShouldBe("dd");
        var turkish = await host.SignedInAsync("Edip", Roles.Editor, Languages.Turkish);
        var page = await turkish.PageAsync("/admin/tags");
        page.AllWords("tbody th").Take(2).ShouldBe(["Çay", "Dağ"]);
        page.Words("h1").ShouldBe("Etiketler");
        foreach (var odd in new[] { "?page=99", "?page=-1", "?page=x", "?sort=nothing", "?q=%00", "?q=" + new string('x', 5000), "?q=zzz", "?q=a&q=b" })
        {
            await ed.PageAsync("/admin/tags" + odd);
        }
    }

    [Fact]
    public async Task Import_still_renames_what_an_editor_added()
    {
        await AddAsync("tags", "Imported later", "Sonra aktarılan");
        using var folder = new ContentFolder().File("tags.yaml", "imported-later:\n  en: From the file\n  tr: Dosyadan\n");
        (await portal.ImportAllAsync(folder)).Changed.ShouldBe(["tags/imported-later"]);
        await ShouldHaveAsync("tags", "From the file", "Imported later");
    }

    private static ContentFolder Content(string word, string state = "published") => new ContentFolder()
        .File(word + "s.yaml", "x:\n  en: Oldname\n  tr: Eskiad\n")
        .Text("seminars/e.en.md", $"title: Evening\nslug: evening\nlanguages: en\nstate: {state}\nsummary: s\nplace: Room\nstart: 2026-12-03 14:00\nend: 15:00\nmode: on-site\naudience: [pupils]\n{(word == "tag" ? "tags: [x]" : "unit: x")}");

    private static KeyValuePair<string, string>[] Names(string en, string tr) => [new("Name.En", en), new("Name.Tr", tr)];

    private static KeyValuePair<string, string>[] Was(string en, string tr) => [new("Was.En", en), new("Was.Tr", tr)];

    private Task<List<string>> TrailAsync(string action) => portal.QueryAsync(db => db.AuditEntries
        .Where(entry => entry.Action == Enum.Parse<AuditAction>(action)).Select(entry => $"{entry.UserName}: {entry.Target}, {entry.Remark}").ToListAsync(Cancellation));

    private Task<List<string?>> NamesAsync(string place) => portal.QueryAsync(db => place == "tags"
        ? db.Tags.Select(tag => tag.Name.En).ToListAsync(Cancellation) : db.Units.Select(unit => unit.Name.En).ToListAsync(Cancellation));

    private async Task ShouldHaveAsync(string place, string name, string not)
    {
        var names = await NamesAsync(place);
        names.ShouldContain(name);
        names.ShouldNotContain(not);
    }

    private static Task<int> IdAsync(PortalHost host, string place, string key) => host.QueryAsync(db => place == "tags"
        ? db.Tags.Where(tag => tag.Key == key).Select(tag => tag.Id).SingleAsync(Cancellation) : db.Units.Where(unit => unit.Key == key).Select(unit => unit.Id).SingleAsync(Cancellation));

    private async Task<int> AddAsync(string place, string en, string tr)
    {
        var key = TextFolding.Slug(en);
        if (!(await NamesAsync(place)).Contains(en))
        {
            await portal.QueryAsync(db =>
            {
                db.Add(place == "tags" ? new Tag { Key = key, Name = new() { En = en, Tr = tr } } : new Unit { Key = key, Name = new() { En = en, Tr = tr } });
                return db.SaveChangesAsync(Cancellation);
            });
        }

        return await IdAsync(portal, place, key);
    }
}
