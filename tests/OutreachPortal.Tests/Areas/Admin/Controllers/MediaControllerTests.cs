using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OutreachPortal.Data;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

/// <summary>A person whose photograph is in use.</summary>
public sealed class LibraryPortal : PortalHost, IAsyncLifetime
{
    public LibraryPortal() => With("Media:MaxSize", "100000");

    /// <summary>Name of the photograph.</summary>
    public string Used { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        using var folder = new ContentFolder().File("people/face.png", Images.Png(200, 40, 30))
            .Text("people/p.en.md", "title: Leyla Photographed\nlanguages: en\nsummary: s\nphoto: face.png");
        await this.ImportAllAsync(folder);
        Used = this.MediaFiles().Single();
    }
}

public sealed class MediaControllerTests(LibraryPortal portal) : IClassFixture<LibraryPortal>
{
    private const string Address = "/admin/media";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Uploaded_image_is_kept_under_a_name_of_its_own_and_shown()
    {
        var alice = await portal.AliceTheAuthorAsync();
        using var answer = await UploadAsync(alice, ("sunset.html", Images.Png(7, 30, 20)));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var address = answer.Target()!;
        var page = await alice.PageAsync(address);
        page.Words("h1").ShouldBe("sunset.html");
        page.Words(".notice.done").ShouldContain("sunset.html");
        page.Words(".facts").ShouldContain("PNG, 1 KB");
        page.Words(".facts").ShouldContain("30 × 20 pixels");
        page.Words(".facts").ShouldContain("Alice");
        page.QuerySelectorAll("code").Select(code => code.TextContent).ShouldBe([$"![]({page.QuerySelector(".media-preview img")!.GetAttribute("src")})"]);
        var file = page.QuerySelector(".media-preview img")!.GetAttribute("src")!;
        file.ShouldMatch("^/media/[0-9a-f]{32}\\.png$");
        using var shown = await portal.Visitor().AnswerAsync(file);
        shown.Header("Content-Type").ShouldBe("image/png");
        shown.Header("X-Content-Type-Options").ShouldBe("nosniff");
        shown.Header("Content-Security-Policy").ShouldBe("default-src 'none'; sandbox; frame-ancestors 'none'");
        (await shown.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBe(Images.Png(7, 30, 20));
        (await EntriesAsync(AuditAction.MediaUploaded, file[7..])).ShouldBe(["Alice: sunset.html"]);
    }

    [Fact]
    public async Task Same_image_twice_is_two_files()
    {
        var alice = await portal.AliceTheAuthorAsync();
        using var first = await UploadAsync(alice, ("a.png", Images.Png(8)));
        using var second = await UploadAsync(alice, ("a.png", Images.Png(8)));
        first.Target().ShouldNotBe(second.Target());
    }

    [Fact]
    public async Task Of_several_files_the_good_ones_are_kept_and_each_other_is_named()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var before = portal.MediaFiles().Length;
        using var answer = await UploadAsync(alice, ("good.gif", Images.Gif()), ("bad.png", "<html>"u8.ToArray()), ("none.png", []), ("long.png", Images.PngOfLength(100_001)), ("fits.png", Images.PngOfLength(100_000)));
        var page = await answer.PageAsync(Address, HttpStatusCode.UnprocessableEntity);
        page.AllWords("#problems li").ShouldBe(
        [
            "File “bad.png”: SVG drawings and web pages are not kept, as they can hold programs. Save the drawing as PNG or WebP.",
            "File “none.png”: The file is empty.", "File “long.png”: The file is larger than 98 KB.",
        ]);
        page.QuerySelector("#problems a")!.GetAttribute("href").ShouldBe("#" + page.QuerySelector("input[type=file]")!.Id);
        page.Words(".notice.done").ShouldBe("2 files were uploaded.");
        portal.MediaFiles().Length.ShouldBe(before + 2);
    }

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray(), "SVG" },
        { "page.png", "<!doctype html><script>alert(1)</script>"u8.ToArray(), "web pages" },
        { "cut.png", Images.Png()[..^5], "damaged" },
        { "zip.png", [.. Images.Png(), .. "PK\u0003\u0004 and so on and so forth"u8], "attached" },
        { "script.gif", "GIF89a\u0001\0\u0001\0=1;alert(1)//"u8.ToArray(), "damaged" },
        { "bomb.png", Images.PngOf(Images.PngHeader(60_000, 60_000), ("IDAT", Images.PngPixels())), "pixels" },
        { "empty.png", [], "empty" },
        { "program.exe", "MZ\0\0"u8.ToArray(), "none of" },
        { "notes.avif", Images.Avif(item: "Exif"), "AVIF" },
        { "half.pdf", "%PDF-1.7"u8.ToArray(), "damaged" },
        { "large.png", Images.PngOfLength(100_001), "98 KB" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task File_that_is_not_what_it_says_is_refused_and_leaves_nothing_behind(string name, byte[] content, string reason)
    {
        var alice = await portal.AliceTheAuthorAsync();
        var before = await StateAsync();
        using var answer = await UploadAsync(alice, (name, content));
        (await answer.PageAsync(Address, HttpStatusCode.UnprocessableEntity)).Words("#problems li").ShouldContain(reason);
        using var asked = await SendAsync(alice, (name, content));
        asked.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        asked.Header("Content-Type").ShouldStartWith("application/problem+json");
        (await JsonAsync(asked)).GetProperty("detail").GetString()!.ShouldContain(reason);
        (await StateAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("../../x.png", "x.png")]
    [InlineData("..\\..\\windows\\x.png", "x.png")]
    [InlineData("/etc/passwd", "passwd")]
    [InlineData("a\0b.png", "ab.png")]
    [InlineData("con.png", "con.png")]
    [InlineData("photo\u202Egnp.exe", "photognp.exe")]
    [InlineData("line\r\nbreak.png", "linebreak.png")]
    [InlineData("<script>alert(1)</script>.png", "script>.png")]
    [InlineData("<img src=x onerror=alert(1)>.png", "<img src=x onerror=alert(1)>.png")]
    [InlineData("şenlik.png", "şenlik.png")]
    [InlineData("s\u0327enlik.png", "şenlik.png")]
    [InlineData("=HYPERLINK(\"x\").png", "=HYPERLINK(\"x\").png")]
    public async Task Name_is_for_people_and_never_a_path(string name, string shown)
    {
        var alice = await portal.AliceTheAuthorAsync();
        using var answer = await SendAsync(alice, (name, Images.Png(9)));
        var json = await JsonAsync(answer);
        json.GetProperty("originalName").GetString().ShouldBe(shown);
        json.GetProperty("name").GetString()!.ShouldMatch("^[0-9a-f]{32}\\.png$");
        File.Exists(Path.Combine(portal.Data, "media", json.GetProperty("name").GetString()!)).ShouldBeTrue();
        Directory.GetFiles(portal.Data, "*x.png", SearchOption.AllDirectories).ShouldBeEmpty();
        foreach (var address in new[] { Address, Address + "/" + json.GetProperty("name").GetString(), Address + "/" + json.GetProperty("name").GetString() + "/delete" })
        {
            var page = await alice.PageAsync(address);
            page.QuerySelectorAll("script:not([src])").ShouldBeEmpty();
            page.QuerySelectorAll("main [onerror]").ShouldBeEmpty();
            page.Body!.TextContent.ShouldContain(shown);
        }
    }

    [Fact]
    public async Task Name_of_five_thousand_letters_is_cut_and_keeps_its_end()
    {
        var alice = await portal.AliceTheAuthorAsync();
        using var answer = await SendAsync(alice, (new string('ş', 5000) + ".png", Images.Png(9)));
        var name = (await JsonAsync(answer)).GetProperty("originalName").GetString()!;
        name.Length.ShouldBe(MediaFile.OriginalNameLength);
        name.ShouldEndWith("….png");
    }

    [Theory]
    [InlineData("\u0001\u0002")]
    [InlineData("../..//")]
    public async Task File_without_a_name_that_can_be_shown_is_called_as_it_is_kept(string name)
    {
        var alice = await portal.AliceTheAuthorAsync();
        using var answer = await SendAsync(alice, (name, Images.Png(9)));
        var json = await JsonAsync(answer);
        json.GetProperty("originalName").GetString().ShouldBe(json.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Script_is_answered_with_the_file()
    {
        var alice = await portal.AliceTheAuthorAsync();
        using var answer = await SendAsync(alice, ("p.jpg", Images.Jpeg(300, 200, Images.Exif(6))));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var json = await JsonAsync(answer);
        json.GetProperty("address").GetString().ShouldBe("/media/" + json.GetProperty("name").GetString());
        (json.GetProperty("width").GetInt32(), json.GetProperty("height").GetInt32()).ShouldBe((200, 300));
        json.GetProperty("alt").GetProperty("en").GetString().ShouldBe("");
        json.GetProperty("alt").GetProperty("tr").GetString().ShouldBe("");
        json.GetProperty("isDecorative").GetBoolean().ShouldBeFalse();
        var kept = await portal.Visitor().GetByteArrayAsync(new Uri(json.GetProperty("address").GetString()!, UriKind.Relative), Cancellation);
        Encoding.Latin1.GetString(kept).ShouldNotContain("GPS");
    }

    [Fact]
    public async Task Script_that_sends_none_or_two_is_told()
    {
        var deniz = await portal.SignedInAsync("Deniz", Roles.Author, Languages.Turkish);
        using var none = await SendAsync(deniz);
        none.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await JsonAsync(none)).GetProperty("detail").GetString().ShouldBe("Dosya seçilmedi.");
        using var two = await SendAsync(deniz, ("a.png", Images.Png()), ("b.png", Images.Png()));
        (await JsonAsync(two)).GetProperty("detail").GetString().ShouldBe("Dosyaları tek tek gönderin.");
    }

    [Fact]
    public async Task Form_in_which_nothing_was_chosen_says_so()
    {
        var alice = await portal.AliceTheAuthorAsync();
        using var answer = await UploadAsync(alice);
        (await answer.PageAsync(Address, HttpStatusCode.UnprocessableEntity)).Words("#problems").ShouldContain("No file was chosen.");
    }

    [Fact]
    public async Task Request_that_is_larger_than_all_files_may_be_is_refused_unread()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var before = await StateAsync();
        using var page = await UploadAsync(alice, ("large.png", new byte[1_400_000]));
        (await page.PageAsync(Address, HttpStatusCode.RequestEntityTooLarge)).Words("main").ShouldContain("may have 1.3 MB together");
        using var json = await SendAsync(alice, ("large.png", new byte[1_400_000]));
        json.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await JsonAsync(json)).GetProperty("detail").GetString()!.ShouldContain("98 KB");
        (await StateAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\nbroken off")]
    [InlineData("multipart/form-data", "no boundary")]
    [InlineData("multipart/form-data; boundary=x", "")]
    [InlineData("application/x-www-form-urlencoded", "file=a.png")]
    [InlineData("application/json", "{}")]
    public async Task Body_that_is_no_upload_is_refused(string type, string body)
    {
        var alice = await portal.AliceTheAuthorAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        request.Headers.Add("RequestVerificationToken", await alice.TokenAsync(Address));
        request.Headers.Add("X-Requested-With", "XMLHttpRequest");
        using var answer = await alice.SendAsync(request, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await JsonAsync(answer)).GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/pick")]
    [InlineData("GET", "/{used}")]
    [InlineData("GET", "/{used}/delete")]
    [InlineData("POST", "")]
    [InlineData("POST", "/{used}")]
    [InlineData("POST", "/{used}/delete")]
    public async Task Only_those_who_write_come_here(string method, string path)
    {
        var address = Address + path.Replace("{used}", portal.Used, StringComparison.Ordinal);
        using var visitor = await portal.Visitor().AnswerAsync(new HttpMethod(method), address);
        visitor.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        visitor.Target()!.ShouldContain("/account/sign-in");
        foreach (var stranger in new[] { await portal.RitaTheRegistrarAsync(), await portal.NilWithoutRoleAsync() })
        {
            using var refused = await stranger.AnswerAsync(new HttpMethod(method), address);
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        foreach (var writer in new[] { await portal.AliceTheAuthorAsync(), await portal.EdTheEditorAsync(), await portal.AdaTheAdministratorAsync() })
        {
            using var answer = await writer.AnswerAsync(new HttpMethod(method), address);
            // Without a token nothing is changed.
            answer.StatusCode.ShouldBe(method == "GET" ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task Script_of_somebody_signed_out_is_told_and_not_sent_elsewhere()
    {
        using var answer = await portal.Visitor().AnswerAsync(HttpMethod.Post, Address, ("X-Requested-With", "XMLHttpRequest"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Description_is_saved_in_both_languages()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var address = await AddAsync(alice, "hall.png");
        using var answer = await alice.PostAsync(address, address, Description("A full hall", "Dolu bir salon [1]"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await alice.PageAsync(address);
        page.QuerySelector("#Alt_En")!.TextContent.ShouldBe("A full hall");
        page.QuerySelectorAll("code").Select(code => code.TextContent.Split('(')[0]).ShouldBe(["![Dolu bir salon \\[1\\]]", "![A full hall]"]);
        (await EntriesAsync(AuditAction.MediaChanged, address[(Address.Length + 1)..])).Single().ShouldBe("Alice: hall.png");
        (await alice.PageAsync(Address + "?q=SALON")).QuerySelectorAll(".media-card").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Decorative_image_needs_no_description()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var address = await AddAsync(alice, "ornament.png");
        (await alice.PageAsync(Address + "?q=ornament")).AllWords(".media-card .lack").ShouldBe(["Description missing", "Description missing"]);
        (await alice.PageAsync(Address + "?q=ornament&without=alt")).QuerySelectorAll(".media-card").Length.ShouldBe(1);
        using var answer = await alice.PostAsync(address, address, [.. Description("", ""), new("IsDecorative", "true")]);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await alice.PageAsync(Address + "?q=ornament")).Words(".media-card").ShouldContain("Decorative");
        (await alice.PageAsync(Address + "?q=ornament&without=alt")).QuerySelectorAll(".media-card").ShouldBeEmpty();
    }

    [Fact]
    public async Task Description_that_is_too_long_comes_back_with_what_was_typed()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var address = await AddAsync(alice, "long.png");
        using var answer = await alice.PostAsync(address, address, Description(new string('x', 301), "kısa <b>"));
        var page = await answer.PageAsync(address, HttpStatusCode.UnprocessableEntity);
        page.Words("#problems li").ShouldBe("Description (English) may have 300 characters at most; this has 301.");
        page.QuerySelector("#problems a")!.GetAttribute("href").ShouldBe("#Alt_En");
        page.QuerySelector("#Alt_En")!.TextContent.Length.ShouldBe(301);
        page.QuerySelector("#Alt_Tr")!.TextContent.ShouldBe("kısa <b>");
    }

    [Theory]
    [InlineData("Alt.En", "two\nlines", HttpStatusCode.UnprocessableEntity)]
    [InlineData("Alt.En", "a\ttab", HttpStatusCode.UnprocessableEntity)]
    [InlineData("Alt.En", "nul\0", HttpStatusCode.BadRequest)]
    [InlineData("IsDecorative", "perhaps", HttpStatusCode.Redirect)]
    [InlineData("Alt", "x", HttpStatusCode.Redirect)]
    public async Task Odd_fields_are_no_mistake_of_the_server(string field, string value, HttpStatusCode status)
    {
        var alice = await portal.AliceTheAuthorAsync();
        var address = await AddAsync(alice, "odd.png");
        using var answer = await alice.PostAsync(address, address, [new(field, value)]);
        answer.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task What_is_posted_besides_changes_nothing()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var address = await AddAsync(alice, "mine.png");
        using var answer = await alice.PostAsync(address, address, [.. Description("x", "y"), new("Name", "other.png"), new("ContentType", "text/html"), new("CreatedBy", "Ed"), new("File.ContentType", "text/html")]);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await alice.PageAsync(address);
        page.Words(".facts").ShouldContain("PNG");
        page.Words(".facts").ShouldContain("Alice");
    }

    [Fact]
    public async Task Description_over_somebodys_newer_one_is_a_conflict_that_shows_both()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var address = await AddAsync(alice, "both.png");
        var ed = await portal.EdTheEditorAsync();
        using var first = await ed.PostAsync(address, address, Description("Ed's words", ""));
        first.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var second = await alice.PostAsync(address, address, Description("Alice's words", ""));
        var page = await second.PageAsync(address, HttpStatusCode.Conflict);
        page.Words(".notice.warning").ShouldContain("Ed's words");
        page.QuerySelector("#Alt_En")!.TextContent.ShouldBe("Alice's words");
        page.QuerySelector("input[name='Was.En']")!.GetAttribute("value").ShouldBe("Ed's words");
        (await ed.PageAsync(address)).QuerySelector("#Alt_En")!.TextContent.ShouldBe("Ed's words");
    }

    [Fact]
    public async Task File_in_use_says_where_and_is_not_deleted()
    {
        var ada = await portal.AdaTheAdministratorAsync();
        var address = Address + "/" + portal.Used;
        var page = await ada.PageAsync(address);
        page.Words("h1").ShouldBe("face.png");
        page.Words(".facts").ShouldContain("40 × 30 pixels");
        page.Words(".facts").ShouldContain("Import");
        page.Words(".media-uses a").ShouldBe("Leyla Photographed");
        page.QuerySelector(".media-uses a")!.GetAttribute("href")!.ShouldMatch("^/admin/people/[0-9]+$");
        (await ada.PageAsync(address + "/delete")).QuerySelectorAll("main form").ShouldBeEmpty();
        using var answer = await ada.PostAsync(address, address + "/delete", []);
        (await answer.PageAsync(address, HttpStatusCode.Conflict)).Words(".media-uses").ShouldContain("Leyla Photographed");
        portal.MediaFiles().ShouldContain(portal.Used);
        (await ada.PageAsync(Address + "?without=use&sort=oldest")).QuerySelectorAll($".media-card a[href='{address}']").ShouldBeEmpty();
    }

    [Fact]
    public async Task Logo_and_what_somebody_is_typing_are_uses_too()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var address = await AddAsync(alice, "logo.png");
        var name = address[(Address.Length + 1)..];
        await SetLogoAsync(name);
        using (var answer = await alice.PostAsync(address, address + "/delete", []))
        {
            (await answer.PageAsync(address, HttpStatusCode.Conflict)).Words(".media-uses").ShouldBe("Logo of the site");
        }

        await SetLogoAsync(null);
        await InDatabaseAsync(async db =>
        {
            var user = await db.Users.FirstAsync(u => u.Name == "Alice", Cancellation);
            db.WorkingCopies.Add(new WorkingCopy { Id = Guid.NewGuid(), UserId = user.Id, Kind = ContentKind.Page, Fields = $"{{\"Body\":[\"![x](/media/{name})\"]}}", UpdatedAt = user.CreatedAt });
        });
        using var typed = await alice.PostAsync(address, address + "/delete", []);
        (await typed.PageAsync(address, HttpStatusCode.Conflict)).Words(".media-uses").ShouldContain("being written");
        await InDatabaseAsync(db => db.WorkingCopies.ExecuteDeleteAsync(Cancellation));
    }

    [Fact]
    public async Task File_that_nothing_uses_is_deleted_after_a_question()
    {
        var alice = await portal.AliceTheAuthorAsync();
        var address = await AddAsync(alice, "gone.png");
        var name = address[(Address.Length + 1)..];
        (await alice.PageAsync(address + "/delete")).Words("h1").ShouldBe("Delete “gone.png”?");
        using var answer = await alice.PostAsync(address + "/delete", address + "/delete", []);
        answer.Target().ShouldBe(Address);
        (await alice.PageAsync(Address)).Words(".notice.done").ShouldBe("“gone.png” was deleted.");
        portal.MediaFiles().ShouldNotContain(name);
        using var shown = await portal.Visitor().AnswerAsync("/media/" + name);
        shown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await alice.PageAsync(address, HttpStatusCode.NotFound);
        (await EntriesAsync(AuditAction.MediaDeleted, name)).ShouldBe(["Alice: gone.png"]);
        using var again = await alice.PostAsync(Address, address + "/delete", []);
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/nothing.png")]
    [InlineData("/..%2fportal.db")]
    [InlineData("/nothing.png/delete")]
    public async Task Unknown_file_is_not_found(string path)
    {
        var alice = await portal.AliceTheAuthorAsync();
        await alice.PageAsync(Address + path, HttpStatusCode.NotFound);
        await alice.PageAsync(Address + "/" + new string('a', 2000), HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("?q=%25", 0)]
    [InlineData("?q=nowhere_at_all", 0)]
    [InlineData("?q=%5B%5D'%22%00", 0)]
    [InlineData("?page=99999999999", 0)]
    [InlineData("?type=nonsense&sort=x&without=y", 1)]
    [InlineData("?type=image&sort=name", 1)]
    [InlineData("?type=image&sort=size", 1)]
    [InlineData("?without=use&sort=oldest", 0)]
    public async Task List_takes_any_address(string query, int least)
    {
        var alice = await portal.AliceTheAuthorAsync();
        var page = await alice.PageAsync(Address + query);
        (page.QuerySelectorAll(".media-card").Length >= least).ShouldBeTrue();
        (page.QuerySelectorAll(".media-card").Length > 0 || page.QuerySelector(".empty") is not null).ShouldBeTrue();
    }

    [Fact]
    public async Task Turkish_names_are_found_whatever_their_capitals()
    {
        var alice = await portal.AliceTheAuthorAsync();
        await AddAsync(alice, "Işık gösterisi İZMİR.png");
        foreach (var typed in new[] { "ışık", "IŞIK", "izmir", "İZMİR GÖSTERİSİ", "Gösterisi" })
        {
            (await alice.PageAsync(Address + "?q=" + Uri.EscapeDataString(typed))).QuerySelectorAll(".media-card").Length.ShouldBe(1, typed);
        }
    }

    [Fact]
    public async Task Picker_answers_a_list()
    {
        var alice = await portal.AliceTheAuthorAsync();
        await AddAsync(alice, "picked.png");
        using var document = await UploadAsync(alice, ("picked.pdf", Documents.Pdf("picked")));
        var json = JsonDocument.Parse(await alice.GetStringAsync(new Uri(Address + "/pick?q=picked&page=1", UriKind.Relative), Cancellation)).RootElement;
        json.EnumerateArray().Select(file => file.GetProperty("originalName").GetString()).ShouldBe(["picked.pdf", "picked.png"]);
        json[0].GetProperty("contentType").GetString().ShouldBe("application/pdf");
        json[0].GetProperty("width").ValueKind.ShouldBe(JsonValueKind.Null);
        foreach (var odd in new[] { "?q=%00&page=-1", "?page=999999999999", "?q=picked&page=2", "?q=nothing" })
        {
            JsonDocument.Parse(await alice.GetStringAsync(new Uri(Address + "/pick" + odd, UriKind.Relative), Cancellation)).RootElement.ValueKind.ShouldBe(JsonValueKind.Array);
        }
    }

    [Fact]
    public async Task Library_without_a_file_says_what_it_is_for()
    {
        using var empty = new PortalHost();
        var alice = await empty.SignedInAsync("Alice", Roles.Author, Languages.Turkish);
        var page = await alice.PageAsync(Address);
        page.Words(".empty h2").ShouldBe("Henüz dosya yok");
        page.Words("#upload_hint").ShouldContain("20 MB");
    }

    private static KeyValuePair<string, string>[] Description(string english, string turkish) => [new("Alt.En", english), new("Alt.Tr", turkish)];

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient client, params (string Name, byte[] Content)[] files)
    {
        using var form = Form(files);
        form.Add(new StringContent(await client.TokenAsync(Address)), "__RequestVerificationToken");
        return await client.PostAsync(new Uri(Address, UriKind.Relative), form, Cancellation);
    }

    /// <summary>As a script does.</summary>
    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, params (string Name, byte[] Content)[] files)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = Form(files) };
        request.Headers.Add("RequestVerificationToken", await client.TokenAsync(Address));
        request.Headers.Add("X-Requested-With", "XMLHttpRequest");
        return await client.SendAsync(request, Cancellation);
    }

    private static MultipartFormDataContent Form((string Name, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent { { new StringContent("x"), "nothing" } };
        foreach (var (name, content) in files)
        {
            var part = new ByteArrayContent(content);
            // In this form any sign can be sent.
            part.Headers.TryAddWithoutValidation("Content-Disposition", "form-data; name=file; filename=x; filename*=UTF-8''" + Uri.EscapeDataString(name));
            form.Add(part);
        }

        return form;
    }

    /// <summary>The address of a new file's page.</summary>
    private static async Task<string> AddAsync(HttpClient client, string name)
    {
        using var answer = await UploadAsync(client, (name, Images.Png(3)));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return answer.Target()!;
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).RootElement;

    private Task<List<string>> EntriesAsync(AuditAction action, string name) => portal.InScopeAsync(services => services.GetRequiredService<PortalDbContext>().AuditEntries
        .Where(entry => entry.Action == action && entry.Remark.StartsWith(name)).Select(entry => entry.UserName + ": " + entry.Target).ToListAsync(Cancellation));

    /// <summary>How many rows and files there are, half-written ones too.</summary>
    private Task<(int Rows, int Files)> StateAsync() => portal.InScopeAsync(async services =>
        (await services.GetRequiredService<PortalDbContext>().MediaFiles.CountAsync(Cancellation), Directory.GetFiles(Path.Combine(portal.Data, "media")).Length));

    private Task<int> SetLogoAsync(string? name) => InDatabaseAsync(db =>
        db.SiteProfiles.ExecuteUpdateAsync(set => set.SetProperty(profile => profile.Logo, name), Cancellation));

    private Task<int> InDatabaseAsync(Func<PortalDbContext, Task> work) => portal.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PortalDbContext>();
        await work(db);
        return await db.SaveChangesAsync(Cancellation);
    });
}
