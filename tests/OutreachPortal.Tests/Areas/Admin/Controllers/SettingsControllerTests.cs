using System.Net;
using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.Tests.Areas.Admin.Controllers;

/// <summary>What administrators set of the site shows everywhere, at once and on every node.</summary>
public sealed class SettingsControllerTests(SettingsControllerTests.Refusing refusing) : IClassFixture<SettingsControllerTests.Refusing>
{
    private const string Page = "/admin/settings";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_set_shows_on_every_public_page_and_to_programs_at_once()
    {
        using var portal = new PortalHost();
        await portal.Visitor().PageAsync("/en");
        await portal.Visitor().PageAsync("/tr");
        await SaveAsync(portal, ("Name.En", "Lodos <b>University</b>"), ("Name.Tr", "Lodos Üniversitesi"), ("Office.En", "Open Office"), ("AccentColor", "#AA1122"), ("ContactEmail", "hello@lodos.example"),
            ("ContactPhone", "+90 (312) 111 22-33"), ("PostalAddress.En", "1 Wind Street"), ("HomeHeadline.En", "A headline </title><script>"), ("HomeLead.En", "A lead & more"));
        var english = await portal.Visitor().PageAsync("/en");
        english.Words(".brand-name").ShouldBe("Lodos <b>University</b>");
        english.Words("title").ShouldContain("Lodos <b>University</b>");
        english.Words("h1").ShouldBe("A headline </title><script>");
        english.Words(".hero .lead").ShouldBe("A lead & more");
        english.QuerySelector("meta[name=description]")!.GetAttribute("content").ShouldBe("A lead & more");
        english.Words("footer address").ShouldBe("1 Wind Street");
        english.Href("footer a[href^=mailto]").ShouldBe("mailto:hello@lodos.example");
        english.Href("footer a[href^=tel]").ShouldBe("tel:+90(312)11122-33");
        english.Words("style").ShouldBe(":root{--accent:#aa1122}");
        english.Thing("CollegeOrUniversity").Text("name").ShouldBe("Lodos <b>University</b>");
        english.Thing("CollegeOrUniversity").Text("email").ShouldBe("hello@lodos.example");
        english.Thing("WebSite").Text("publisher", "name").ShouldBe("Lodos <b>University</b>");
        var turkish = await portal.Visitor().PageAsync("/tr/seminars");
        turkish.Words(".brand-name").ShouldBe("Lodos Üniversitesi");
        turkish.Words(".brand small").ShouldBe("Toplumsal Katkı Ofisi");
        turkish.Words("footer address").ShouldContain("Rumeli Yerleşkesi");
        (await portal.Visitor().PageAsync("/tr")).Words("h1").ShouldBe("Kente açık üniversite");
        (await portal.Visitor().PageAsync("/en/nowhere", HttpStatusCode.NotFound)).Words(".brand-name").ShouldBe("Lodos <b>University</b>");
        var feed = await portal.Visitor().GetStringAsync(new Uri("/en/feed.atom", UriKind.Relative), Cancellation);
        feed.ShouldContain("Open Office, Lodos &lt;b&gt;University&lt;/b&gt;");
        (await portal.Visitor().JsonAsync("/openapi/v1.json")).Text("info", "title").ShouldBe("Lodos <b>University</b>: outreach");
        (await portal.Visitor().JsonAsync("/api/v1")).GetRawText().ShouldContain("Lodos");
        (await portal.QueryAsync(db => db.AuditEntries.Where(e => e.Action == AuditAction.SettingsChanged).Select(e => $"{e.UserName}: {e.Remark}").SingleAsync(Cancellation)))
            .ShouldBe("Ada: name, office, accent colour, contact e-mail, contact phone, postal address, home headline, home lead");
    }

    [Fact]
    public async Task Empty_field_is_as_the_settings_file_says_and_shows_it_as_a_placeholder()
    {
        using var portal = new PortalHost().With("Site:Name:En", "Configured University");
        await SaveAsync(portal, ("Name.En", "Set University"));
        var ada = await portal.AdaTheAdministratorAsync();
        var form = await ada.PageAsync(Page);
        form.QuerySelector("#Name_En")!.GetAttribute("value").ShouldBe("Set University");
        form.QuerySelector("#Name_En")!.GetAttribute("placeholder").ShouldBe("Configured University");
        form.QuerySelector("#HomeHeadline_Tr")!.GetAttribute("placeholder").ShouldBe("Kente açık üniversite");
        (await portal.Visitor().PageAsync("/en")).Words(".brand-name").ShouldBe("Set University");
        await SaveAsync(portal, ("Name.En", "  "));
        (await portal.Visitor().PageAsync("/en")).Words(".brand-name").ShouldBe("Configured University");
    }

    [Fact]
    public async Task Other_node_shows_it_within_a_second()
    {
        using var first = new PortalHost();
        await first.Visitor().PageAsync("/en");
        using var second = new PortalHost().Beside(first);
        (await second.Visitor().PageAsync("/en")).Words(".brand-name").ShouldBe("Poyraz University");
        await SaveAsync(first, ("Name.En", "Lodos University"), ("AccentColor", "#123456"));
        await Task.Delay(1000, Cancellation);
        using var answer = await second.Visitor().AnswerAsync("/en");
        var page = await answer.PageAsync("/en");
        page.Words(".brand-name").ShouldBe("Lodos University");
        page.Words("style").ShouldBe(":root{--accent:#123456}");
        answer.Header("Content-Security-Policy").ShouldNotBeNull().ShouldContain(Hash(page));
    }

    [Fact]
    public async Task Policy_allows_the_colour_of_each_page_and_the_one_before_and_no_more()
    {
        using var portal = new PortalHost();
        var seen = new List<string>();
        foreach (var color in new[] { "", "#112233", "#445566" })
        {
            if (color.Length > 0)
            {
                await SaveAsync(portal, ("AccentColor", color));
            }

            // Made, and then taken from the cache.
            for (var time = 0; time < 2; time++)
            {
                using var answer = await portal.Visitor().AnswerAsync("/en");
                var hash = Hash(await answer.PageAsync("/en"));
                answer.Header("Content-Security-Policy").ShouldNotBeNull().ShouldContain(hash);
                if (!seen.Contains(hash))
                {
                    seen.Add(hash);
                }
            }
        }

        seen.Count.ShouldBe(3);
        using var last = await portal.Visitor().AnswerAsync("/en");
        last.Header("Content-Security-Policy").ShouldNotBeNull().ShouldContain($"style-src 'self' {seen[2]} {seen[1]};");
    }

    [Fact]
    public async Task Profile_is_read_once_for_many_pages()
    {
        using var portal = new PortalHost();
        await portal.Visitor().PageAsync("/en");
        portal.Commands.Reset();
        foreach (var address in new[] { "/en/seminars", "/tr/policies", "/en/calendar", "/en/search?q=x" })
        {
            await portal.Visitor().PageAsync(address);
        }

        portal.Commands.Commands.ShouldAllBe(command => !command.Contains("SiteProfile", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Colour_written_into_the_table_by_hand_is_no_way_into_the_page()
    {
        using var portal = new PortalHost();
        await portal.QueryAsync(db => db.SiteProfiles.ExecuteUpdateAsync(row => row.SetProperty(p => p.AccentColor, "}</styl"), Cancellation));
        (await portal.Visitor().PageAsync("/en")).Words("style").ShouldBe(":root{--accent:#0b5f7d}");
    }

    [Fact]
    public async Task Home_page_shows_the_event_and_the_story_that_were_chosen_while_they_are_there()
    {
        using var portal = new PortalHost();
        using var folder = new ContentFolder().Seminar("soon", "Soon", start: "2026-12-01 14:00").Seminar("late", "Late", "slug: late", start: "2026-12-20 14:00")
            .Text("stories/new.en.md", "title: New one\nlanguages: en\nsummary: s\nkind: article\ndate: 2026-11-01\nfeatured: true")
            .Text("stories/old.en.md", "title: Old one\nslug: old-one\nlanguages: en\nsummary: s\nkind: article\ndate: 2020-11-01");
        await portal.ImportAllAsync(folder);
        var home = await portal.Visitor().PageAsync("/en");
        home.Words(".hero .feature h2").ShouldBe("Soon");
        await SaveAsync(portal, ("HomeEvent", "seminars/late"), ("HomeStoryAddress", "http://localhost/en/stories/old-one"));
        home = await portal.Visitor().PageAsync("/en");
        home.Words(".hero .feature h2").ShouldBe("Late");
        home.Words(".hero .feature .kicker").ShouldBe("We recommend: Seminar");
        home.AllWords("ul.events a.cover").ShouldBe(["Soon"]);
        home.Words(".told h3").ShouldBe("Old one");
        var ada = await portal.AdaTheAdministratorAsync();
        var form = await ada.PageAsync(Page);
        ((IHtmlSelectElement)form.QuerySelector("#HomeStory")!).Value.ShouldBe("stories/old");
        form.Words("#HomeEvent option[selected]").ShouldBe("Late (20 December 2026)");
        using var hidden = new ContentFolder().Text("stories/old.en.md", "title: Old one\nslug: old-one\nlanguages: en\nsummary: s\nkind: article\ndate: 2020-11-01\nstate: unpublished");
        await portal.ImportAllAsync(hidden);
        portal.Clock.Now = portal.Clock.Now.AddDays(30);
        home = await portal.Visitor().PageAsync("/en");
        home.QuerySelector(".hero .feature").ShouldBeNull();
        home.Words(".told h3").ShouldBe("New one");
        // Over by now, and no reason to refuse another change.
        await SaveAsync(portal, ("Name.En", "Lodos University"));
    }

    [Fact]
    public async Task Logo_is_an_image_of_the_media_store()
    {
        using var portal = new PortalHost();
        using var folder = new ContentFolder().File("people/photo.png", Images.Png()).File("reports/r.pdf", "%PDF-1.7\n%%EOF")
            .Text("people/p.en.md", "title: P\nlanguages: en\nsummary: s\nphoto: photo.png").Text("reports/r.en.md", "title: R\nlanguages: en\nsummary: s\nyear: 2025\nfile: r.pdf");
        await portal.ImportAllAsync(folder);
        var files = await portal.QueryAsync(db => db.MediaFiles.Select(file => file.Name).ToListAsync(Cancellation));
        var (image, document) = (files.Single(name => name.EndsWith(".png", StringComparison.Ordinal)), files.Single(name => name.EndsWith(".pdf", StringComparison.Ordinal)));
        foreach (var typed in new[] { "http://localhost/media/" + image, "/media/" + image, image })
        {
            await SaveAsync(portal, ("Logo", ""));
            await SaveAsync(portal, ("Logo", typed));
            (await portal.Visitor().PageAsync("/en")).QuerySelector(".brand img")!.GetAttribute("src").ShouldBe("/media/" + image);
        }

        (await portal.Visitor().PageAsync("/en")).Thing("CollegeOrUniversity").Text("logo").ShouldNotBeNull().ShouldEndWith("/media/" + image);
        (await (await portal.AdaTheAdministratorAsync()).PageAsync(Page)).QuerySelector(".logo-shown img")!.GetAttribute("src").ShouldBe("/media/" + image);
        foreach (var typed in new[] { "/media/" + document, "nothing.png", "https://evil.example/media/" + image, "/media/../../x.png", "javascript:alert(1)" })
        {
            var page = await RefusedAsync(portal, ("Logo", typed));
            page.Words("#Logo_wrong").ShouldContain("no uploaded image", customMessage: typed);
        }
    }

    [Fact]
    public async Task A_colour_may_be_pasted_without_its_sign()
    {
        using var portal = new PortalHost();
        await SaveAsync(portal, ("AccentColor", " 7A1440 "));
        (await (await portal.AdaTheAdministratorAsync()).PageAsync(Page)).QuerySelector("#AccentColor")!.GetAttribute("value").ShouldBe("#7a1440");
    }

    [Fact]
    public async Task A_logo_is_found_without_leaving_what_is_typed()
    {
        using var portal = new PortalHost();
        var page = await (await portal.AdaTheAdministratorAsync()).PageAsync(Page);
        page.QuerySelector("[data-media=image][data-of=Logo]").ShouldNotBeNull();
        page.QuerySelector("script[src*='fields']").ShouldNotBeNull();
        page.QuerySelector("main form a[href='/admin/media']")!.GetAttribute("target").ShouldBe("_blank");
    }

    [Theory]
    [InlineData("AccentColor", "red")]
    [InlineData("AccentColor", "#abc")]
    [InlineData("AccentColor", "#12345g")]
    [InlineData("AccentColor", "#123456;}body{display:none")]
    [InlineData("AccentColor", "#123456</style><script>alert(1)</script>")]
    [InlineData("AccentColor", "#１２３４５６")]
    [InlineData("ContactEmail", "no address")]
    [InlineData("ContactEmail", "A <a@b.example>")]
    [InlineData("ContactEmail", "a@b.example?bcc=c@d.example")]
    [InlineData("ContactPhone", "javascript:alert(1)")]
    [InlineData("ContactPhone", "12")]
    [InlineData("HomeEvent", "seminars/nothing")]
    [InlineData("HomeEvent", "stories/story")]
    [InlineData("HomeEvent", "../../etc/passwd")]
    [InlineData("HomeEventAddress", "/en/stories/story")]
    [InlineData("HomeEventAddress", "/en/seminars/past")]
    [InlineData("HomeStory", "stories/draft")]
    [InlineData("HomeStoryAddress", "https://evil.example/en/stories/story")]
    public async Task Bad_value_is_refused_and_still_there(string field, string typed)
    {
        var page = await RefusedAsync(refusing, (field, typed), ("Name.En", "Typed too"));
        page.Href(".problems a").ShouldBe("#" + field);
        page.QuerySelector("#" + field + "_wrong").ShouldNotBeNull();
        var shown = page.QuerySelector("#" + field)!;
        (shown is IHtmlSelectElement select ? select.Value : shown.GetAttribute("value")).ShouldBe(typed);
        page.QuerySelector("#Name_En")!.GetAttribute("value").ShouldBe("Typed too");
        page.QuerySelectorAll("main script").ShouldBeEmpty();
    }

    [Fact]
    public async Task Text_that_is_too_long_or_absurd_is_refused_in_the_language_of_the_reader()
    {
        using var portal = new PortalHost();
        foreach (var (field, longest) in new[] { ("Name.En", 120), ("Office.Tr", 120), ("PostalAddress.En", 400), ("HomeHeadline.Tr", 120), ("HomeLead.En", 400) })
        {
            var page = await RefusedAsync(portal, (field, new string('ş', longest + 1)));
            page.Words($"#{field.Replace('.', '_')}_wrong").ShouldContain($"at most {longest} characters, these are {longest + 1}");
        }

        (await RefusedAsync(portal, ("HomeLead.En", new string('x', 5_000_000)))).QuerySelector("#HomeLead_En")!.TextContent.Length.ShouldBe(5_000_000);
        var ada = await portal.SignedInAsync("Adatr", Roles.Administrator, Languages.Turkish);
        using var answer = await ada.PostAsync(Page, Page, With(await FieldsAsync(ada), ("AccentColor", "x")));
        (await answer.PageAsync("tr", HttpStatusCode.UnprocessableEntity)).Words(".problems").ShouldStartWith("Vurgu rengi: # ve ardından");
    }

    [Fact]
    public async Task Stale_form_is_a_conflict_that_loses_neither_text()
    {
        using var portal = new PortalHost();
        var ada = await portal.AdaTheAdministratorAsync();
        var old = await FieldsAsync(ada);
        await SaveAsync(portal, ("Name.En", "Saved first"), ("ContactPhone", "+90 111"));
        using var answer = await ada.PostAsync(Page, Page, With(old, ("Name.En", "Typed later")));
        var page = await answer.PageAsync("conflict", HttpStatusCode.Conflict);
        page.Words("#Name_En_theirs").ShouldBe("Saved meanwhile: Saved first");
        page.Words("#ContactPhone_theirs").ShouldBe("Saved meanwhile: +90 111");
        page.QuerySelector("#Name_Tr_theirs").ShouldBeNull();
        page.QuerySelector("#Name_En")!.GetAttribute("value").ShouldBe("Typed later");
        (await portal.Visitor().PageAsync("/en")).Words(".brand-name").ShouldBe("Saved first");
        (await ada.PostAsync(Page, Page, Fields(page))).Target().ShouldBe(Page);
        (await portal.Visitor().PageAsync("/en")).Words(".brand-name").ShouldBe("Typed later");
        foreach (var version in new[] { "", "x", Guid.Empty.ToString() })
        {
            (await ada.PostAsync(Page, Page, With(await FieldsAsync(ada), ("Version", version)))).StatusCode.ShouldBe(HttpStatusCode.Conflict, version);
        }

        (await ada.PostAsync(Page, Page, [])).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Only_an_administrator_sees_and_changes_them()
    {
        using var portal = new PortalHost();
        using var asked = await portal.Visitor().AnswerAsync(Page);
        asked.StatusCode.ShouldBe(HttpStatusCode.Found);
        asked.Target().ShouldNotBeNull().ShouldContain("/account/sign-in");
        var fields = await FieldsAsync(await portal.AdaTheAdministratorAsync());
        foreach (var client in new[] { await portal.AliceTheAuthorAsync(), await portal.EdTheEditorAsync() })
        {
            (await client.AnswerAsync(Page)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await client.PostAsync("/admin/tags", Page, With(fields, ("Name.En", "Taken over")))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        foreach (var client in new[] { await portal.RitaTheRegistrarAsync(), await portal.NilWithoutRoleAsync() })
        {
            (await client.AnswerAsync(Page)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        using var form = new FormUrlEncodedContent(With(fields, ("Name.En", "Taken over")));
        (await (await portal.AdaTheAdministratorAsync()).PostAsync(Page, form, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await portal.Visitor().PageAsync("/en")).Words(".brand-name").ShouldBe("Poyraz University");
    }

    private static string Hash(IParentNode page) =>
        "'sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page.QuerySelector("style")!.TextContent))) + "'";

    private static async Task SaveAsync(PortalHost portal, params (string Name, string Value)[] typed)
    {
        var ada = await portal.AdaTheAdministratorAsync();
        using var answer = await ada.PostAsync(Page, Page, With(await FieldsAsync(ada), typed));
        answer.StatusCode.ShouldBe(HttpStatusCode.Found, answer.StatusCode == HttpStatusCode.UnprocessableEntity ? (await answer.PageAsync("", HttpStatusCode.UnprocessableEntity)).Words(".problems") : null);
        answer.Target().ShouldBe(Page);
    }

    private static async Task<IHtmlDocument> RefusedAsync(PortalHost portal, params (string Name, string Value)[] typed)
    {
        var ada = await portal.AdaTheAdministratorAsync();
        var before = await portal.QueryAsync(db => db.SiteProfiles.AsNoTracking().Select(p => p.Version).SingleAsync(Cancellation));
        using var answer = await ada.PostAsync(Page, Page, With(await FieldsAsync(ada), typed));
        var page = await answer.PageAsync(typed[0].Name, HttpStatusCode.UnprocessableEntity);
        (await portal.QueryAsync(db => db.SiteProfiles.AsNoTracking().Select(p => p.Version).SingleAsync(Cancellation))).ShouldBe(before);
        return page;
    }

    private static async Task<KeyValuePair<string, string>[]> FieldsAsync(HttpClient client) => Fields(await client.PageAsync(Page));

    /// <summary>What the form on a page would post.</summary>
    private static KeyValuePair<string, string>[] Fields(IParentNode page) =>
    [
        .. page.QuerySelectorAll("main form input[name], main form select, main form textarea").Where(field => field.GetAttribute("name") != "__RequestVerificationToken")
            .Select(field => new KeyValuePair<string, string>(field.GetAttribute("name")!, field switch
            {
                IHtmlSelectElement select => select.Value ?? "",
                IHtmlTextAreaElement area => area.Value,
                _ => field.GetAttribute("value") ?? "",
            })),
    ];

    private static KeyValuePair<string, string>[] With(KeyValuePair<string, string>[] fields, params (string Name, string Value)[] typed) =>
        [.. fields.Where(field => typed.All(pair => pair.Name != field.Key)), .. typed.Select(pair => new KeyValuePair<string, string>(pair.Name, pair.Value))];

    /// <summary>For what changes nothing.</summary>
    public sealed class Refusing : PortalHost, IAsyncLifetime
    {
        public async ValueTask InitializeAsync()
        {
            using var folder = new ContentFolder().Seminar("past", "Past", "slug: past", start: "2026-10-01 14:00")
                .Text("stories/story.en.md", "title: Story\nslug: story\nlanguages: en\nsummary: s\nkind: article\ndate: 2026-11-01")
                .Text("stories/draft.en.md", "title: Draft\nlanguages: en\nstate: draft\nsummary: s\nkind: article\ndate: 2026-11-01");
            await this.ImportAllAsync(folder);
        }
    }
}
